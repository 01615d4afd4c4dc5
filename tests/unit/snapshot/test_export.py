"""A snapshot's figures as Parquet files that other tools read."""

import duckdb
import pytest

from lineofsight.measures.catalogue import INDICATORS
from lineofsight.snapshot import Snapshot, open_snapshot
from lineofsight.snapshot.export import export_figures
from tests.web import world


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory) -> Snapshot:
    return open_snapshot(world.make_home(tmp_path_factory.mktemp("export") / "home"))


@pytest.fixture(scope="module")
def folder(snapshot, tmp_path_factory):
    out = tmp_path_factory.mktemp("figures")
    export_figures(snapshot, out, council="Gloucestershire")
    return out


def ask(folder, sql: str) -> list[tuple]:
    return duckdb.sql(sql.replace("FOLDER", str(folder))).fetchall()


def test_a_figure_is_the_one_of_the_snapshot(snapshot, folder):
    [expected] = snapshot.figures("FD07", at=snapshot.as_of)
    found = ask(folder, f"""
        SELECT numerator, value FROM 'FOLDER/figures.parquet'
        WHERE indicator = 'FD07' AND "by" = 'all' AND "at" = DATE '{snapshot.as_of}'
    """)  # fmt: skip
    assert found == [(expected.numerator, expected.value)]


def test_each_figure_finds_its_meaning_its_group_and_its_month(folder):
    """No row is lost by joining, and none doubled."""
    [(alone,), (joined,)] = ask(folder, """
        SELECT COUNT(*) FROM 'FOLDER/figures.parquet'
        UNION ALL
        SELECT COUNT(*) FROM 'FOLDER/figures.parquet' AS figures
        JOIN 'FOLDER/indicators.parquet' USING (indicator)
        JOIN 'FOLDER/groups.parquet' USING (group_key)
        JOIN 'FOLDER/months.parquet' USING ("at")
    """)  # fmt: skip
    assert alone == joined > 0


def test_small_numbers_are_hidden_unless_asked_for(snapshot, folder, tmp_path):
    """Amina alone is on a plan."""
    plans = """
        SELECT numerator, marker FROM 'FOLDER/figures.parquet'
        WHERE indicator = 'CP06' AND "by" = 'all' AND "at" = DATE '2024-04-30'
    """
    [(hidden, marker)] = ask(folder, plans)
    assert hidden is None
    assert marker
    export_figures(snapshot, tmp_path, council="Gloucestershire", small_numbers=True)
    assert ask(tmp_path, plans) == [(1.0, "")]
    assert "keep it inside the service" in (tmp_path / "README.md").read_text(encoding="utf-8")


def test_no_child_is_in_it(snapshot, folder):
    ids = {"person_id", "case_id", "source_row", "surname", "date_of_birth"}
    for path in folder.glob("*.parquet"):
        columns = {row[0] for row in duckdb.sql(f"DESCRIBE SELECT * FROM '{path}'").fetchall()}
        assert not columns & ids, path.name


def test_every_indicator_is_explained_those_without_data_too(folder):
    assert len(ask(folder, "SELECT DISTINCT indicator FROM 'FOLDER/indicators.parquet'")) == len(INDICATORS)


def test_a_second_export_replaces_the_first(snapshot, folder):
    again = export_figures(snapshot, folder, council="Gloucestershire")
    assert ask(folder, "SELECT COUNT(*) FROM 'FOLDER/figures.parquet'") == [(again["figures"],)]
