"""Every spec of an indicator on Spark, and random journeys on both engines.

A Spark job takes a second, so the specs are not run one by one. Their tables are put together into one world, each
spec's people and rows under a name of their own, and that world is measured once.
"""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module

import pyarrow as pa
import pytest

from lineofsight.engines import Engine, open_engine
from lineofsight.measures import Indicator, measures_steps
from lineofsight.measures.catalogue import INDICATORS
from tests.factories.comparing import differences
from tests.factories.measures import Count, Measured, Ratio, day_of, full_name, measure
from tests.factories.random_journeys import LAST, as_tables, random_world
from tests.factories.tables import empty, read_table, schema_of

pytestmark = [pytest.mark.spark, pytest.mark.slow]

FIRST_SPEC, LAST_SPEC = date(2018, 3, 31), date(2026, 3, 31)
MONTHS = (LAST_SPEC.year - FIRST_SPEC.year) * 12 + 1
_COLUMN = {"district": "district", "team": "team_id", "part": "part"}


@dataclass
class Spec:
    """What one call of `measured` was given, and what it was compared with."""

    name: str
    indicator: Indicator
    at: date
    by: str
    group: str
    tables: dict[str, str]
    expected: Measured | None = None


@dataclass
class Recorder:
    """Stands for the fixture `measured`: runs nothing, and believes whatever it is compared with."""

    specs: list[Spec] = field(default_factory=list)
    name: str = ""

    def __call__(self, indicator: Indicator, *, at: str, by: str = "all", group: str = "", **tables: str) -> "Answer":
        spec = Spec(f"{self.name}-{len(self.specs)}", indicator, day_of(at), by, group, tables)
        self.specs.append(spec)
        return Answer(spec)


@dataclass
class Answer:
    """Equal to anything, and remembers to what."""

    spec: Spec

    def __eq__(self, other: object) -> bool:
        assert isinstance(other, Ratio | Count)
        self.spec.expected = other
        return True

    __hash__ = None  # type: ignore[assignment]  # nothing equal to everything has a place in a set


def recorded() -> list[Spec]:
    """Every call of `measured` in tests/spec/measures."""
    recorder = Recorder()
    for indicator in (one.id for one in INDICATORS.values() if one.is_held):
        module = import_module(f"tests.spec.measures.test_{indicator.lower()}")
        for name, test in inspect.getmembers(module, inspect.isfunction):
            if list(inspect.signature(test).parameters) == ["measured"]:
                recorder.name = f"{indicator}-{name}"
                test(recorder)
    return recorder.specs


SPECS = recorded()


def together(specs: list[Spec]) -> dict[str, pa.Table]:
    """The journeys and workforces of all specs in one world."""
    worlds = [journeys(spec) for spec in specs]
    return {table: pa.concat_tables([world[table] for world in worlds]) for table in worlds[0]}


def journeys(spec: Spec) -> dict[str, pa.Table]:
    """What the calculator reads of a spec's world, every id marked as this spec's."""
    given = {full_name(name): read_table(rows, schema_of(full_name(name))) for name, rows in spec.tables.items()}
    if any(name.startswith("source.") for name in given):
        given = worked_out(spec)
    return {table: marked(given.get(table, empty(schema_of(table))), spec.name) for table in tables_read()}


def worked_out(spec: Spec) -> dict[str, pa.Table]:
    """The journeys of a spec that begins with what a supplier sends."""
    engine = open_engine("duckdb", threads=1)
    try:
        measure(engine, [spec.indicator], spec.tables, spec.at)
        return {table: engine.rows(f"SELECT * FROM {table}") for table in tables_read() if engine.has(table)}
    finally:
        engine.close()


def tables_read() -> list[str]:
    steps = measures_steps(LAST_SPEC)
    return sorted({table for step in steps for table in step.reads if table.startswith(("journey.", "workforce."))})


def marked(rows: pa.Table, name: str) -> pa.Table:
    for number, column in enumerate(rows.schema):
        if column.name.endswith("_id") and column.name != "team_id":
            values = [None if value is None else f"{name}/{value}" for value in rows[column.name].to_pylist()]
            rows = rows.set_column(number, column.name, pa.array(values, column.type))
    return rows


@pytest.fixture(scope="module")
def engines(
    tmp_path_factory: pytest.TempPathFactory, _spark_stops_at_the_end: None
) -> Iterator[Callable[[], list[Engine]]]:
    """Makes one engine of each kind, and closes them afterwards."""
    opened: list[Engine] = []

    def both() -> list[Engine]:
        made = [open_engine(name, spill=tmp_path_factory.mktemp(name), threads=2) for name in ("duckdb", "spark")]
        opened.extend(made)
        return made

    yield both
    for engine in opened:
        engine.close()


@pytest.fixture(scope="module")
def cases(engines: Callable[[], list[Engine]]) -> list[pa.Table]:
    """measures.cases of all specs, from DuckDB and from Spark."""
    world = together(SPECS)
    made = engines()
    for engine in made:
        measure(engine, INDICATORS.values(), world, LAST_SPEC, months=MONTHS)
    return [engine.rows("SELECT * FROM measures.cases") for engine in made]


def test_both_engines_find_the_same_cases(cases):
    assert differences(*cases) == []


@pytest.mark.parametrize("spec", SPECS, ids=[spec.name for spec in SPECS])
def test_every_spec_holds_on_spark(cases, spec):
    """The figure is added up here from the cases, as their months say."""
    month = spec.at.year * 12 + spec.at.month - 1
    mine = [
        row
        for row in cases[1].to_pylist()
        if row["indicator"] == spec.indicator.id
        and f"{spec.name}/" in row["case_id"]
        and month - row["months"] < row["month"] <= month
        and (spec.by == "all" or row[_COLUMN[spec.by]] == spec.group)
    ]
    numerator = round(sum(row["numerator"] for row in mine), 6)
    denominator = round(sum(row["denominator"] for row in mine), 6)
    assert spec.expected is not None
    assert spec.expected == (Ratio(numerator, denominator) if isinstance(spec.expected, Ratio) else Count(numerator))


def test_both_engines_give_the_same_figures_of_random_journeys(engines):
    made = engines()
    for engine in made:
        measure(engine, INDICATORS.values(), as_tables(random_world(101, people=30)), LAST, months=12)
    for table in ("measures.reach", "measures.cases", "measures.figures"):
        assert differences(*(engine.rows(f"SELECT * FROM {table}") for engine in made)) == []
