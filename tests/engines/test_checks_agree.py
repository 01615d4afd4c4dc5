"""Every check selects the same rows on DuckDB and on Spark."""

import pytest

from lineofsight.checks import CHECKS, run_checks
from lineofsight.engines import open_engine
from tests.factories.worlds import AS_OF, small_world


@pytest.mark.spark
@pytest.mark.slow
@pytest.mark.usefixtures("_spark_stops_at_the_end")
def test_checks_find_the_same_on_both_engines(tmp_path):
    world = small_world(7, care="ssda903") | {k: v for k, v in small_world(8).items() if k.startswith("source.ssd_")}
    found = []
    for name in ("duckdb", "spark"):
        engine = open_engine(name, spill=tmp_path, threads=2)
        for table, rows in world.items():
            engine.put(table, rows)
        found.append(run_checks(engine, AS_OF))
        engine.close()
    assert found[0] == found[1]
    broken = {finding.code for finding in found[0]} & {check.rule.code for check in CHECKS}
    assert len(broken) > 10, "the world is too tame to compare anything"
