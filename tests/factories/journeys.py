"""What the spec of a journey is written in: a few rows of an extract in, the rows of one table out."""

from collections.abc import Callable, Iterable
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from lineofsight.engines import Engine, Step, in_order
from lineofsight.sources import BY_NAME
from tests.factories.comparing import differences
from tests.factories.tables import every_step, make_tables, prepare_all, read_table, schema_of, steps_for
from tests.factories.worlds import reference_tables

Make = Callable[..., "Made"]


class Made:
    """A table that steps made. `shows` compares the columns that a text names, whatever the order of rows."""

    def __init__(self, table: str, rows: pa.Table) -> None:
        self.table = table
        self.rows = rows

    def shows(self, text: str) -> bool:
        expected = read_table(text, schema_of(self.table))
        columns = [cell.strip() for cell in text.strip().splitlines()[0].split("|")]
        found = differences(self.rows.select(columns), expected.select(columns))
        assert not found, "\n".join(found)
        return True

    def is_empty(self) -> bool:
        return len(self.rows) == 0


def make(engine: Engine, wanted: str, *, as_of: str = "2024-04-30", **tables: str) -> Made:
    """The table `wanted` from the tables given: extracts by their name, others with their schema: identity_people.

    Columns of the SSD are written without their prefix, and without the name of their own table: of ssd_cla_episodes,
    start_date is clae_cla_episode_start_date. Child A is person A. Rows are numbered unless the text does it.
    """
    given = {full_name(name): _given(name, text) for name, text in tables.items()}
    prepare_all(engine, date.fromisoformat(as_of))
    steps = _touched(steps_for([full_name(wanted)], every_step(), given), given)
    reads = {table for step in steps for table in step.reads}
    make_tables(engine, steps, {name: rows for name, rows in reference_tables().items() if name in reads} | given)
    return Made(full_name(wanted), engine.rows(f"SELECT * FROM {full_name(wanted)}"))


def _touched(steps: Iterable[Step], given: Iterable[str]) -> list[Step]:
    """The steps that see a row of the tables given. The others would make an empty table of empty ones."""
    reached = set(given)
    touched = []
    for step in in_order(steps):
        if step.reads & reached:
            reached.add(step.table)
            touched.append(step)
    return touched


def full_name(name: str) -> str:
    if "." in name:
        return name
    if name in BY_NAME:
        return BY_NAME[name].table
    schema, _, table = name.partition("_")
    return f"{schema}.{table}" if schema in {"identity", "journey", "workforce"} else f"journey.{name}"


def _given(name: str, text: str) -> pa.Table:
    rows = read_table(_full_columns(name, text), schema_of(full_name(name)))
    return _numbered(name, rows) if name in BY_NAME else rows


def _numbered(name: str, rows: pa.Table) -> pa.Table:
    """The rows with a file and line of their own where the text gave none."""
    columns = {
        "source_file": pc.fill_null(rows["source_file"], f"{name}.csv"),
        "source_row": pc.coalesce(rows["source_row"], pa.array(range(2, len(rows) + 2), pa.int32())),
    }
    for column, values in columns.items():
        rows = rows.set_column(rows.schema.get_field_index(column), rows.schema.field(column), values)
    return rows


def _full_columns(name: str, text: str) -> str:
    if not name.startswith("ssd_"):
        return text
    header, *rows = text.strip().splitlines()
    cells = [cell.strip() for cell in header.split("|")]
    return "\n".join([" | ".join(_long(name, cell) for cell in cells), *rows])


def _long(name: str, cell: str) -> str:
    own = name.removeprefix("ssd_")
    for column in BY_NAME[name].columns:
        short = column.name.partition("_")[2]
        if cell in {column.name, short, short.removeprefix(f"{own}_"), short.removeprefix(f"{own.rstrip('s')}_")}:
            return column.name
    return cell
