"""Fixtures that every kind of test may use."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from lineofsight.engines import Engine, open_engine
from lineofsight.home import Home
from tests.web import two_months

settings.register_profile("no time asserted", deadline=None)  # a busy machine is no fault in the code
settings.load_profile("no time asserted")


@pytest.fixture(scope="session")
def _spark_stops_at_the_end() -> Iterator[None]:
    """One Spark session serves the whole run: starting one takes ten seconds."""
    yield
    from pyspark.sql import SparkSession

    session = SparkSession.getActiveSession()
    if session is not None:
        session.stop()


@pytest.fixture(params=["duckdb", pytest.param("spark", marks=pytest.mark.spark)])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """Each engine in turn, empty."""
    if request.param == "spark":
        request.getfixturevalue("_spark_stops_at_the_end")
    opened = open_engine(request.param, spill=tmp_path, threads=2)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def two_months_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The county that `two_months` describes, with a snapshot of March and one of April. Shared: tests only read it."""
    return two_months.make_home(tmp_path_factory.mktemp("two-months") / "home")
