"""The field's vocabulary as engine tables, so that SQL can join working days, labels, districts and population."""

from collections.abc import Sequence
from dataclasses import astuple
from datetime import date
from typing import Protocol

import pyarrow as pa

from lineofsight.standards.areas import districts
from lineofsight.standards.calendar import days_counted, is_working_day
from lineofsight.standards.codes import code_set, code_set_names
from lineofsight.standards.population import LAST_MID_YEAR, population


class TableStore(Protocol):
    """What an engine offers here: standards stand below engines, so they do not import one."""

    def put(self, table: str, rows: pa.Table) -> None:
        """Store rows under a name."""


def put_standards(engine: TableStore, *, until: date | None = None) -> None:
    """Make every standards.* table. Population is carried forward to the year of `until`."""
    engine.put("standards.calendar", calendar_table())
    engine.put("standards.codes", codes_table())
    engine.put("standards.districts", districts_table())
    engine.put("standards.population", population_table(until.year if until else LAST_MID_YEAR))
    engine.put("standards.ethnicity_groups", ethnicity_groups_table())


def calendar_table() -> pa.Table:
    """One row a day. Key: day. `working_day` counts working days up to and including this one."""
    days, counts = days_counted()
    return pa.table(
        {
            "day": pa.array(days, pa.date32()),
            "working_day": pa.array(counts, pa.int32()),
            "is_working": pa.array([is_working_day(day) for day in days], pa.bool_()),
        }
    )


def codes_table() -> pa.Table:
    """One row per code of every list. Key: code_set and code."""
    rows = [(name, code, label) for name in code_set_names() for code, label in code_set(name).items()]
    return _text_table(("code_set", "code", "label"), rows)


def districts_table() -> pa.Table:
    """One row a district. Key: district."""
    return _text_table(("district", "district_name"), list(districts().items()))


def ethnicity_groups_table() -> pa.Table:
    """One row per ethnicity code. Key: ethnicity."""
    return _text_table(("ethnicity", "ethnicity_group"), list(code_set("ethnicity_group").items()))


def population_table(until: int = LAST_MID_YEAR) -> pa.Table:
    """One row per area, mid-year, age (0 to 25) and sex: that is its key."""
    columns = {
        "area": pa.string(),
        "mid_year": pa.int32(),
        "age": pa.int32(),
        "sex": pa.string(),
        "population": pa.int64(),
        "basis": pa.string(),
    }
    values = zip(*(astuple(row) for row in population(until)), strict=True)
    return pa.table(
        {name: pa.array(column, kind) for (name, kind), column in zip(columns.items(), values, strict=True)}
    )


def _text_table(names: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> pa.Table:
    columns = zip(*rows, strict=True)
    return pa.table({name: pa.array(column, pa.string()) for name, column in zip(names, columns, strict=True)})
