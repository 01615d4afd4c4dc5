"""Tables a colleague can check by hand, written with pipes, made into typed Arrow tables.

    person_id | referral_date
    A         | 2024-06-01
    B         |

A blank cell is null, as is every column that the text leaves out. A list is written with spaces between its items:
`1A 16A`; an empty one as `[]`. A flag is Y or N.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, TypeAlias

import pyarrow as pa

from lineofsight.engines import DuckDBEngine, Engine, Step, run_steps
from lineofsight.journey import journey_steps, prepare
from lineofsight.sources import BY_NAME, SOURCES
from lineofsight.workforce import workforce_steps

STANDARDS: dict[str, pa.Schema] = {
    "standards.calendar": pa.schema({"day": pa.date32(), "working_day": pa.int32(), "is_working": pa.bool_()}),
    "standards.codes": pa.schema({"code_set": pa.string(), "code": pa.string(), "label": pa.string()}),
    "standards.districts": pa.schema({"district": pa.string(), "district_name": pa.string()}),
    "standards.population": pa.schema(
        {"area": pa.string(), "mid_year": pa.int32(), "age": pa.int32(), "sex": pa.string(), "population": pa.int64(),
         "basis": pa.string()}
    ),
    "standards.ethnicity_groups": pa.schema({"ethnicity": pa.string(), "ethnicity_group": pa.string()}),
}  # fmt: skip
"""Columns of the reference tables, as `standards` makes them."""

IDENTITY: dict[str, pa.Schema] = {
    "identity.person_keys": pa.schema({"source": pa.string(), "source_key": pa.string(), "person_id": pa.string()}),
    "identity.people": pa.schema(
        {"person_id": pa.string(), "forename": pa.string(), "surname": pa.string(), "date_of_birth": pa.date32(),
         "sex": pa.string(), "nhs_number": pa.string(), "upn": pa.string(), "la_child_id": pa.string(),
         "postcode": pa.string(), "n_records": pa.int32()}
    ),
}  # fmt: skip
"""Columns of the identity tables that later steps read."""

Rows: TypeAlias = str | pa.Table


def read_table(text: str, schema: pa.Schema) -> pa.Table:
    """The typed table that a text shows. Errors: ValueError for a column that the schema does not hold."""
    lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines() if line.strip()]
    header, *rows = lines
    unknown = set(header) - set(schema.names)
    if unknown:
        raise ValueError(f"not columns of this table: {', '.join(sorted(unknown))}")
    crooked = [row for row in rows if len(row) != len(header)]
    if crooked:
        raise ValueError(f"not {len(header)} cells: {crooked[0]}")
    found = [dict(zip(header, row, strict=True)) for row in rows]
    columns = {
        field.name: pa.array([_value(row.get(field.name, ""), field.type) for row in found], field.type)
        for field in schema
    }
    return pa.table(columns, schema=schema)


def _value(text: str, kind: pa.DataType) -> Any:
    if not text:
        return None
    if pa.types.is_list(kind):
        return [] if text == "[]" else text.split()
    return next((read(text) for test, read in _READERS if test(kind)), text)


_READERS: Sequence[tuple[Callable[[pa.DataType], bool], Callable[[str], Any]]] = (
    (pa.types.is_date, date.fromisoformat),
    (pa.types.is_timestamp, datetime.fromisoformat),
    (pa.types.is_boolean, lambda text: {"Y": True, "N": False, "true": True, "false": False}[text]),
    (pa.types.is_integer, int),
    (pa.types.is_floating, float),
)


def empty(schema: pa.Schema) -> pa.Table:
    return schema.empty_table()


@cache
def schema_of(table: str) -> pa.Schema:
    """The columns of any table: a source's as declared, a step's as the step gives them over empty tables."""
    known = input_schemas()
    return known[table] if table in known else _step_schemas()[table]


@cache
def input_schemas() -> dict[str, pa.Schema]:
    """Every table that no step makes."""
    return {source.table: source.schema for source in SOURCES} | STANDARDS | IDENTITY


@cache
def _step_schemas() -> dict[str, pa.Schema]:
    steps = every_step()
    engine = DuckDBEngine(threads=1)
    prepare_all(engine, date(2024, 4, 30))
    for name, schema in input_schemas().items():
        engine.put(name, empty(schema))
    run_steps(engine, steps)
    return {step.table: engine.rows(f"SELECT * FROM {step.table}").schema for step in steps}


def every_step() -> list[Step]:
    """Every step of journey and workforce."""
    return [*journey_steps(), *workforce_steps()]


def prepare_all(engine: Engine, as_of: date) -> None:
    prepare(engine, as_of)


def make_tables(engine: Engine, steps: Iterable[Step], tables: Mapping[str, Rows]) -> None:
    """Put the tables given, and empty ones for whatever else the steps read, then run the steps.

    A table given is never made by a step, so that a test may start in the middle. Every person of a source is put into
    identity.person_keys under the supplier's own key, unless the test gives that table: child A is person A.
    """
    given = {
        name: read_table(rows, schema_of(name)) if isinstance(rows, str) else rows for name, rows in tables.items()
    }
    given.setdefault("identity.person_keys", _own_keys(given))
    wanted = [step for step in steps if step.table not in given]
    made = {step.table for step in wanted}
    needed = {table for step in wanted for table in step.reads} - made
    for name in sorted(needed | set(given)):
        if name in given or not engine.has(name):
            engine.put(name, given[name] if name in given else empty(schema_of(name)))
    run_steps(engine, wanted)


def steps_for(tables: Iterable[str], steps: Iterable[Step], given: Iterable[str] = ()) -> list[Step]:
    """The steps that these tables need, themselves included; those given need nothing."""
    by_table = {step.table: step for step in steps}
    wanted: dict[str, Step] = {}
    waiting = list(tables)
    while waiting:
        table = waiting.pop()
        if table in by_table and table not in wanted and table not in set(given):
            wanted[table] = by_table[table]
            waiting += by_table[table].reads
    return [step for step in by_table.values() if step.table in wanted]


def _own_keys(given: Mapping[str, pa.Table]) -> pa.Table:
    keys = set()
    for name, rows in given.items():
        source = BY_NAME.get(name.removeprefix("source."))
        if source and (source.names or source.person_key):
            column = source.names.key if source.names else source.person_key
            introduced_by = source.name if source.names else source.persons_of
            keys |= {(introduced_by, key) for key in rows[column].to_pylist() if key is not None}
    listed = sorted(keys)
    return pa.table(
        {"source": [source for source, _ in listed], "source_key": [key for _, key in listed],
         "person_id": [key for _, key in listed]},
        schema=IDENTITY["identity.person_keys"],
    )  # fmt: skip
