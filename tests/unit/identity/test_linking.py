"""What must hold of linking as a whole, whatever the records."""

import logging
import subprocess
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from lineofsight.engines import open_engine
from lineofsight.identity import IDENTITY_TABLES, splink_alone
from lineofsight.identity.clusters import components, pairs_within
from tests.factories.neighbours import neighbours
from tests.factories.people import link


def shuffled(tables: dict[str, pa.Table], seed: int) -> dict[str, pa.Table]:
    order = np.random.default_rng(seed)
    return {name: table.take(pa.array(order.permutation(table.num_rows))) for name, table in tables.items()}


def test_the_order_of_rows_does_not_matter():
    tables = neighbours(150, seed=1)
    straight, mixed = link(tables), link(shuffled(tables, seed=2))
    for name in IDENTITY_TABLES:
        assert straight.table(name) == mixed.table(name)


def test_the_same_files_give_the_same_ids_with_or_without_a_ledger():
    tables = neighbours(150, seed=3)
    once = link(tables)
    again = link(tables, ledger=once.result.ledger)
    assert again.ids == once.ids
    assert once.result.events == {"created": len(once.groups)}
    assert again.result.events == {}
    assert again.result.model_version == once.result.model_version


def test_learning_gives_the_same_model_and_ids_twice():
    """Above 2,000 records the model is learnt from the records: by sampling, and still the same each time."""
    tables = neighbours(1500, seed=4)
    once, again = link(tables), link(shuffled(tables, seed=5))
    assert once.result.counts["records"] > 2000
    assert once.result.model.counts_rare
    assert again.result.model == once.result.model
    assert again.ids == once.ids


def test_every_key_of_every_source_has_one_person():
    tables = neighbours(100, seed=6)
    linked = link(tables)
    keys = {
        key
        for name, column in (("school_census_pupils_on_roll", "pupilonrolltableid"), ("ssd_person", "pers_person_id"),
                             ("ssda903_header", "child"), ("police_missing", "report_ref"))
        for key in tables[name][column].to_pylist()
    }  # fmt: skip
    assert set(linked.ids) == keys
    assert len(linked.table("person_keys")) == len(keys)
    people = {person["person_id"]: person["n_records"] for person in linked.table("people")}
    assert set(people) == set(linked.ids.values())
    assert sum(people.values()) == len(keys)


@pytest.mark.parametrize("seed", range(20, 26))
def test_no_person_holds_a_conflict_of_identifiers(seed):
    """Whatever was linked through whatever: never two NHS numbers, nor two pupil numbers of one census day."""
    linked = link(neighbours(250, seed=seed))
    numbers: dict[tuple[object, ...], set[object]] = {}
    for row in linked.table("records"):
        if row["upn"]:
            numbers.setdefault((row["person_id"], row["source"], row["seen_on"]), set()).add(row["upn"])
        if row["nhs_number"]:
            numbers.setdefault((row["person_id"],), set()).add(row["nhs_number"])
    assert numbers
    assert all(len(held) == 1 for held in numbers.values())


def test_undoing_a_decision_restores_every_id():
    tables = dict(neighbours(60, seed=7))
    before = link(tables)
    decision = """
        decision_id | source_a                     | source_key_a | source_b                     | source_key_b | decision | decided_by | decided_at
        D1          | school_census_pupils_on_roll | C1           | school_census_pupils_on_roll | C2           | same     | QA         | 2024-01-01T09:00:00
    """  # noqa: E501  # a table is read whole
    joined = link(tables | {"decisions_identity": decision}, ledger=before.result.ledger)
    assert joined.same("C1", "C2")
    assert joined.result.events == {"merged": 1}
    undone = link(tables, ledger=joined.result.ledger)
    assert undone.ids == before.ids


def test_nothing_about_a_person_is_printed_or_logged(capfd, caplog):
    with caplog.at_level(logging.DEBUG):
        link(neighbours(1500, seed=8))
    out, err = capfd.readouterr()
    assert (out, err) == ("", "")
    for name in ("Castellan", "castellan", "Featherstone", "GL50"):
        assert name not in caplog.text


def test_empty_tables_are_linked_too():
    """The first build of a council that has sent nothing yet."""
    linked = link({})
    assert linked.result.counts["records"] == linked.result.counts["people"] == 0
    assert linked.table("people") == []


def test_splink_alone_is_timed_on_the_same_records():
    linked = link(neighbours(50, seed=9))
    assert set(splink_alone(linked.engine, threads=1)) == {"learn", "score"}


def test_importing_the_package_does_not_import_splink():
    """It would cost every web worker a second and 100 MB."""
    program = "import sys, lineofsight.identity, lineofsight.snapshot; sys.exit('splink' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_components_are_named_by_their_smallest_member():
    label = components(7, np.array([6, 5, 1]), np.array([5, 3, 2]))
    assert label.tolist() == [0, 1, 1, 3, 4, 3, 3]
    pairs = {(int(x), int(y)) for a, b in pairs_within(label) for x, y in zip(a, b, strict=True)}
    assert pairs == {(1, 2), (3, 5), (3, 6), (5, 6)}


@pytest.mark.spark
@pytest.mark.slow
@pytest.mark.usefixtures("_spark_stops_at_the_end")
@pytest.mark.parametrize("n", [200])
def test_spark_links_as_duckdb_does(n: int, tmp_path: Path):
    """The same records, decisions and key give the same tables on either engine."""
    tables = neighbours(n, seed=10)
    on_duckdb = link(tables)
    spark = open_engine("spark", spill=tmp_path, threads=2)
    on_spark = link(tables, engine=spark)
    for name in IDENTITY_TABLES:
        assert on_spark.table(name) == on_duckdb.table(name)
    spark.close()
