"""DuckDB and Spark give the same rows, for every step of journey, workforce and measures, over small nasty worlds."""

from collections.abc import Iterator

import pyarrow as pa
import pytest

from lineofsight.engines import Engine, Step, in_order, open_engine, run_steps
from lineofsight.measures import measures_steps
from lineofsight.sources import SOURCES
from tests.factories.comparing import differences
from tests.factories.tables import every_step, prepare_all
from tests.factories.worlds import AS_OF, small_world

pytestmark = [pytest.mark.spark, pytest.mark.slow]

STEPS: list[Step] = in_order([*every_step(), *measures_steps(AS_OF)])


@pytest.fixture(scope="module", params=["ssd", "ssda903"])
def both(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, _spark_stops_at_the_end: None
) -> Iterator[tuple[Engine, Engine]]:
    """Every step run on both engines, with care from one source and from the other."""
    world = small_world(20240430, care=request.param)
    world["measures.loaded"] = pa.table({"source": [source.name for source in SOURCES]})
    engines = [open_engine(name, spill=tmp_path_factory.mktemp(name), threads=2) for name in ("duckdb", "spark")]
    for engine in engines:
        prepare_all(engine, AS_OF)
        for table, rows in world.items():
            engine.put(table, rows)
        run_steps(engine, STEPS)
    duckdb, spark = engines
    yield duckdb, spark
    for engine in engines:
        engine.close()


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.table)
def test_both_engines_give_the_same_rows(both, step):
    duckdb, spark = (engine.rows(f"SELECT * FROM {step.table}") for engine in both)
    assert differences(duckdb, spark) == []


def test_the_worlds_reach_every_step(both):
    """A step that gives nothing would agree by having nothing to say."""
    duckdb, _ = both
    silent = {
        step.table for step in STEPS if not duckdb.rows(f"SELECT COUNT(*) AS n FROM {step.table}")["n"][0].as_py()
    }
    assert silent == set()


def test_every_indicator_has_cases_to_compare(both):
    duckdb, _ = both
    found = duckdb.rows("SELECT DISTINCT indicator FROM measures.cases")["indicator"].to_pylist()
    declared = duckdb.rows("SELECT indicator FROM measures.indicators WHERE is_held")["indicator"].to_pylist()
    assert sorted(found) == sorted(declared)
