"""What an engine promises, on each."""

from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lineofsight.engines import Step, in_order, open_engine, run_steps, tables_read
from lineofsight.engines.spark_engine import to_spark
from lineofsight.errors import LineofsightError
from tests.factories.comparing import same_rows

NASTY = pa.table(
    {
        "day": pa.array([date(2024, 2, 29), None], pa.date32()),
        "moment": pa.array([datetime.fromisoformat("2024-02-29T23:59:58"), None], pa.timestamp("s")),
        "codes": pa.array([["1A", "16A"], None], pa.list_(pa.string())),
        "none": pa.array([[], None], pa.list_(pa.string())),
        "word": pa.array(["a 'b'", ""]).dictionary_encode(),
        "blank": pa.nulls(2),
        "whole": pa.array([2**40, None], pa.int64()),
        "part": pa.array([0.1, None], pa.float64()),
        "flag": pa.array([True, None], pa.bool_()),
    }
)


def _step(table: str, sql: str) -> Step:
    return Step(table, sql, grain="one row", key=("x",))


def test_a_table_comes_back_as_it_was_put(engine):
    engine.put("source.nasty", NASTY)
    found = engine.rows("SELECT * FROM source.nasty")
    assert found.sort_by([("whole", "ascending")]).to_pylist() == NASTY.to_pylist()
    assert found.schema.field("moment").type == pa.timestamp("us")
    assert {found.schema.field(name).type for name in ("word", "blank")} == {pa.string()}


def test_an_empty_table_keeps_its_columns(engine):
    engine.put("source.nasty", NASTY.slice(0, 0))
    engine.create(_step("journey.same", "SELECT * FROM source.nasty"))
    assert same_rows(engine.rows("SELECT * FROM journey.same"), engine.rows("SELECT * FROM source.nasty"))
    assert engine.rows("SELECT * FROM journey.same").column_names == NASTY.column_names


def test_a_table_replaces_what_had_its_name_whether_copied_or_read_in_place(engine, tmp_path):
    one, two = (pa.table({"x": pa.array([value], pa.int32())}) for value in (1, 2))
    pq.write_table(two, tmp_path / "two.parquet")
    for _ in range(2):
        engine.put("source.x", one)
        assert engine.rows("SELECT x FROM source.x")["x"].to_pylist() == [1]
        engine.put_parquet("source.x", [tmp_path / "two.parquet"])
        assert engine.rows("SELECT x FROM source.x")["x"].to_pylist() == [2]
    engine.create(_step("journey.x", "SELECT x + 1 AS x FROM source.x"))
    engine.create(_step("journey.x", "SELECT x + 2 AS x FROM source.x"))
    assert engine.rows("SELECT x FROM journey.x")["x"].to_pylist() == [4]


def test_has(engine):
    assert not engine.has("journey.x")
    engine.create(_step("journey.x", "SELECT 1 AS x"))
    assert engine.has("journey.x")


def test_a_written_table_is_sorted_and_counted(engine, tmp_path):
    engine.put("source.x", pa.table({"x": [3, 1, 2], "by": ["b", "a", "a"]}))
    path: Path = tmp_path / "x.parquet"
    assert engine.write_parquet("source.x", path, order_by=("by", "x")) == 3
    assert pq.read_table(path)["x"].to_pylist() == [1, 2, 3]


def test_steps_run_after_those_they_read_and_say_how_long_they_took(engine):
    engine.put("source.x", pa.table({"x": [1]}))
    steps = [_step("journey.b", "SELECT x FROM journey.a"), _step("journey.a", "SELECT x FROM source.x")]
    told: list[str] = []
    runs = run_steps(engine, steps, progress=told.append)
    assert told == [run.table for run in runs] == ["journey.a", "journey.b"]
    assert all(run.seconds > 0 for run in runs)


def test_steps_that_read_one_another_are_refused():
    with pytest.raises(LineofsightError, match=r"journey\.a, journey\.b"):
        in_order([_step("journey.a", "SELECT * FROM journey.b"), _step("journey.b", "SELECT * FROM journey.a")])


def test_what_a_step_reads_leaves_its_own_parts_out():
    sql = "WITH part AS (SELECT * FROM source.a) SELECT * FROM part JOIN journey.b ON part.x = journey.b.x"
    assert tables_read(sql) == {"source.a", "journey.b"}


def test_a_step_names_its_schema_and_table():
    with pytest.raises(ValueError, match=r"schema\.table"):
        _step("referrals", "SELECT 1")


def test_spark_reads_flattened_names_under_the_alias_the_sql_uses():
    assert to_spark("SELECT a.x, b.x FROM source.a JOIN source.b AS b ON a.x = b.x") == (
        "SELECT a.x, b.x FROM source__a AS a JOIN source__b AS b ON a.x = b.x"
    )


def test_parts_of_the_same_name_in_two_subqueries_are_two_tables(engine):
    """Spark's SQL has one WITH at the top. A name is that of the nearest WITH, inside or outside."""
    engine.put("source.x", pa.table({"x": [1, 2, 3]}))
    found = engine.rows("""
        WITH kept AS (SELECT x FROM source.x WHERE x = 1)
        SELECT x FROM kept
        UNION ALL
        SELECT x FROM (
            WITH kept AS (
                SELECT kept.x FROM (WITH kept AS (SELECT x + 10 AS x FROM source.x) SELECT * FROM kept) AS kept
            )
            SELECT kept.x FROM kept WHERE kept.x > 11
        ) AS one
        UNION ALL
        SELECT x FROM (WITH kept AS (SELECT x + 20 AS x FROM source.x) SELECT k.x FROM kept AS k WHERE k.x > 22) AS two
    """)
    assert sorted(found["x"].to_pylist()) == [1, 12, 13, 23]


def test_an_unknown_engine_is_an_expected_problem():
    with pytest.raises(LineofsightError, match="choose duckdb or spark"):
        open_engine("oracle")


def test_a_memory_limit_holds_for_the_engine(tmp_path):
    engine = open_engine(spill=tmp_path, threads=1, memory_limit="100MB")
    limit = engine.rows("SELECT current_setting('memory_limit') AS held")["held"].to_pylist()
    assert limit == ["95.3 MiB"]
    engine.close()
