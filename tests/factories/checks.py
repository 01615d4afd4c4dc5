"""Runs the rule of one code over tables written with pipes; a row's number is its place in the table, from 1."""

from datetime import date

import pyarrow as pa

from lineofsight.checks import CHECKS, Finding, run_checks
from lineofsight.engines import Engine
from lineofsight.sources import BY_NAME
from tests.factories.tables import read_table


def broken(engine: Engine, code: str, as_of: date = date(2024, 4, 30), **tables: str) -> dict[str, tuple[int, ...]]:
    """The rows that break a rule, by source; only checks whose sources are all given are run."""
    return {found.source: found.sample for found in findings(engine, code, as_of, **tables) if found.rows}


def findings(engine: Engine, code: str, as_of: date = date(2024, 4, 30), **tables: str) -> list[Finding]:
    for name, text in tables.items():
        engine.put(f"source.{name}", _numbered(name, text))
    checks = [check for check in CHECKS if check.rule.code == code]
    return run_checks(engine, as_of, loaded=set(tables), checks=checks)


def _numbered(name: str, text: str) -> pa.Table:
    rows = read_table(text, BY_NAME[name].schema)
    numbers = pa.array(range(1, rows.num_rows + 1), pa.int32())
    files = pa.array([f"{name}.csv"] * rows.num_rows, pa.string())
    place = rows.schema.get_field_index("source_file")
    return rows.set_column(place, "source_file", files).set_column(place + 1, "source_row", numbers)
