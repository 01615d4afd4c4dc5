"""A clock of one child and the measure that counts it are two readings of one regulation: they may not part."""

import pytest

from lineofsight.engines import Engine, open_engine, run_steps
from lineofsight.journey import clocks, prepare
from lineofsight.measures.catalogue import INDICATORS
from tests.factories.measures import measure
from tests.factories.random_journeys import LAST, as_tables, random_world
from tests.factories.tables import empty, schema_of

SEEDS = range(20)


@pytest.fixture(scope="module", params=SEEDS)
def county(request):
    """A random world with its clocks and its measures on one day."""
    engine = open_engine("duckdb", threads=1)
    measure(engine, [INDICATORS["LA06"], INDICATORS["LA07"]], as_tables(random_world(request.param, 30)), LAST)
    prepare(engine, LAST)
    for table in {table for step in clocks.STEPS for table in step.reads if table.startswith("journey.")}:
        if not engine.has(table) and table not in {step.table for step in clocks.STEPS}:
            engine.put(table, empty(schema_of(table)))
    run_steps(engine, clocks.STEPS)
    yield engine
    engine.close()


def late(county: Engine, indicator: str) -> set[str]:
    month = LAST.year * 12 + LAST.month - 1
    rows = county.rows(
        f"SELECT person_id FROM measures.cases WHERE indicator = '{indicator}' AND month = {month} AND NOT in_numerator"
    )
    return set(rows["person_id"].to_pylist())


def overdue(county: Engine, clock: str) -> set[str]:
    rows = county.rows(f"SELECT person_id FROM journey.clocks WHERE clock = '{clock}' AND is_overdue")
    return set(rows["person_id"].to_pylist())


def test_children_in_care_whose_visit_is_overdue_are_those_not_visited_on_time(county):
    """LA07 asks of children for more than seven days in their placement, and within seven days none is overdue. Where
    nobody sent a visit, as in one of these worlds, the clock does not run and the measure is not held.
    """
    is_sent = len(county.rows("SELECT 1 FROM journey.cla_visits")) > 0
    assert overdue(county, "visit in care") == (late(county, "LA07") if is_sent else set())


def test_a_child_in_care_whose_review_is_overdue_has_not_had_every_review_on_time(county):
    """LA06 asks of the last twelve months too, so it may count more."""
    assert overdue(county, "review in care") <= late(county, "LA06")
