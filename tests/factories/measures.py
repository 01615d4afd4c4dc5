"""Worlds of a few journeys, measured: what the spec of an indicator is written in."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from lineofsight.engines import Engine
from lineofsight.measures import Indicator, measures_steps
from lineofsight.sources import BY_NAME
from lineofsight.standards.tables import put_standards
from tests.factories.tables import Rows, every_step, make_tables, prepare_all, read_table, schema_of, steps_for

_YEAR = re.compile(r"(\d{4})-(\d{2})\Z")
_WORKFORCE = ("posts", "employments", "vacancies", "teams", "workers", "caseloads", "absences")


@dataclass(frozen=True)
class Ratio:
    """A percentage, a change or a mean: what is counted or added up, of how many."""

    numerator: float
    denominator: float


@dataclass(frozen=True)
class Count:
    """A count, or what a rate divides by the population."""

    number: float


Measured = Ratio | Count


def day_of(period: str) -> date:
    """The month end that a period names: '2025-26' is the year to 31 March 2026, '2024-04-30' is itself."""
    year = _YEAR.match(period)
    return date(int(year[1]) + 1, 3, 31) if year else date.fromisoformat(period)


def full_name(table: str) -> str:
    """'referrals' is journey.referrals, 'posts' workforce.posts, 'ssd_cp_plans' source.ssd_cp_plans."""
    if "." in table:
        return table
    if table in BY_NAME:
        return BY_NAME[table].table
    return f"{'workforce' if table in _WORKFORCE else 'journey'}.{table}"


def measure(
    engine: Engine,
    indicators: Iterable[Indicator],
    tables: Mapping[str, Rows],
    at: date,
    *,
    months: int = 1,
    loaded: Iterable[str] = BY_NAME,
) -> None:
    """Run the calculator over a world whose other tables are empty.

    A table that a supplier sends (ssd_cin_assessments) goes through the journey first; any other is given as the
    journey or the workforce would have made it.
    """
    put_standards(engine)
    engine.put("measures.loaded", pa.table({"source": pa.array(list(loaded), pa.string())}))
    steps = measures_steps(at, months, indicators=indicators)
    named = {full_name(name): _from_a_file(full_name(name), rows) for name, rows in tables.items()}
    if any(name.startswith("source.") for name in named):
        prepare_all(engine, at)
        steps = steps_for([step.table for step in steps], [*every_step(), *steps], named)
    make_tables(engine, steps, named)


def _from_a_file(table: str, rows: Rows) -> pa.Table:
    """The rows, each with a file and a line that it came from."""
    typed = read_table(rows, schema_of(table)) if isinstance(rows, str) else rows
    if "source_file" not in typed.column_names or typed["source_file"].null_count < typed.num_rows:
        return typed
    lines = pa.array(range(2, typed.num_rows + 2), typed.schema.field("source_row").type)
    files = pa.array([f"{table}.csv"] * typed.num_rows, pa.string())
    placed = typed.set_column(typed.schema.get_field_index("source_file"), "source_file", files)
    return placed.set_column(typed.schema.get_field_index("source_row"), "source_row", lines)


def figure(engine: Engine, indicator: str, at: date, by: str = "all", group: str = "") -> dict[str, Any]:
    """One row of measures.figures."""
    found = figures(engine, indicator, at, by)
    return found[group]


def figures(engine: Engine, indicator: str, at: date, by: str = "all") -> dict[str, dict[str, Any]]:
    """Rows of measures.figures by group."""
    sql = f"""SELECT * FROM measures.figures WHERE indicator = '{indicator}' AND "at" = DATE '{at}' AND "by" = '{by}'"""
    return {row["grp"]: row for row in engine.rows(sql).to_pylist()}


def as_measured(indicator: Indicator, row: Mapping[str, Any]) -> Measured:
    if indicator.unit in ("percent", "change", "mean"):
        return Ratio(row["numerator"], row["denominator"])
    return Count(row["numerator"])
