"""The fixture that the spec of an indicator is written with."""

from collections.abc import Callable

import pytest

from lineofsight.engines import open_engine
from lineofsight.measures import Indicator
from tests.factories.measures import Measured, as_measured, day_of, figure, measure


@pytest.fixture
def measured() -> Callable[..., Measured]:
    """An indicator's figure over tables written with pipes, for the whole county or for one group.

    These run on DuckDB. tests/engines replays every one of their tables on Spark and compares each row.
    """

    def run(indicator: Indicator, *, at: str, by: str = "all", group: str = "", **tables: str) -> Measured:
        engine = open_engine("duckdb", threads=1)
        try:
            measure(engine, [indicator], tables, day_of(at))
            return as_measured(indicator, figure(engine, indicator.id, day_of(at), by, group))
        finally:
            engine.close()

    return run
