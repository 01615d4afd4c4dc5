"""Five years of SSDA903 files that nobody here wrote, against a plain Python twin."""

from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from lineofsight.engines import Engine, open_engine, run_steps
from lineofsight.identity import identify
from lineofsight.journey import journey_steps, prepare
from lineofsight.measures import measures_steps
from lineofsight.measures.catalogue import INDICATORS
from lineofsight.sources.reader import read_extracts
from lineofsight.standards.tables import put_standards
from lineofsight.workforce import workforce_steps
from tests.factories.measures import figure
from tests.twins import ssda903

FILES = Path(__file__).parents[2] / "data" / "ssda903"
AS_OF = date(2022, 3, 31)
MARCHES = [date(year, 3, 31) for year in range(2018, 2023)]

title = "The SSDA903 return, read as five yearly files"


@pytest.fixture(scope="module")
def built() -> Engine:
    """Files to figures, through every stage."""
    engine = open_engine("duckdb", threads=2)
    extracts = read_extracts(FILES)
    extracts.put(engine)
    put_standards(engine)
    identify(engine, key=bytes(32))
    prepare(engine, AS_OF)
    engine.put("measures.loaded", pa.table({"source": pa.array(sorted(extracts.loaded), pa.string())}))
    run_steps(engine, [*journey_steps(), *workforce_steps(), *measures_steps(AS_OF)])
    return engine


@pytest.fixture(scope="module")
def twin() -> dict[date, ssda903.YearEnd]:
    return ssda903.measure(FILES, AS_OF)


@pytest.mark.parametrize("at", MARCHES)
def test_children_in_care_equal_the_twin(built, twin, at):
    """LA01: the count of children looked after on each 31 March."""
    assert figure(built, "LA01", at)["numerator"] == twin[at].in_care


@pytest.mark.parametrize("at", MARCHES)
def test_children_starting_equal_the_twin(built, twin, at):
    """LA03: the count of children who started in the year to each 31 March."""
    assert figure(built, "LA03", at)["numerator"] == twin[at].started


@pytest.mark.parametrize("at", MARCHES)
def test_three_or_more_placements_equal_the_twin(built, twin, at):
    """PS01: numerator and denominator in the year to each 31 March."""
    row = figure(built, "PS01", at)
    assert (row["numerator"], row["denominator"]) == (twin[at].three_placements, twin[at].in_care)


def test_every_measure_has_something_to_count(twin):
    """A twin of nothing would agree with anything."""
    assert all(year.in_care and year.started and year.three_placements for year in twin.values())


def test_every_indicator_without_its_source_says_so(built):
    """Only the SSDA903 is loaded, so contacts are 'not loaded', which is not zero."""
    assert set(INDICATORS) == {row["indicator"] for row in built.rows("SELECT * FROM measures.indicators").to_pylist()}
    row = figure(built, "FD01", AS_OF)
    assert (row["numerator"], row["value"], row["marker"]) == (None, None, "not loaded")
