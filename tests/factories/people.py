"""Link small tables of records and say who ended with whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from lineofsight.engines import DuckDBEngine, Engine
from lineofsight.identity import IdentityResult, Ledger, identify
from lineofsight.sources import SOURCES
from tests.factories.tables import Rows, empty, read_table

KEY = b"a key that only tests use, 32 b."


@dataclass(frozen=True)
class Linked:
    """The outcome of linking. Keys of different sources must differ in a test, so that a key alone names a record."""

    result: IdentityResult
    engine: Engine

    @property
    def ids(self) -> dict[str, str]:
        rows = self.table("person_keys")
        return {row["source_key"]: row["person_id"] for row in rows}

    @property
    def groups(self) -> set[frozenset[str]]:
        found: dict[str, set[str]] = {}
        for key, person in self.ids.items():
            found.setdefault(person, set()).add(key)
        return {frozenset(keys) for keys in found.values()}

    def same(self, *keys: str) -> bool:
        """Whether all these records are one person."""
        return len({self.ids[key] for key in keys}) == 1

    @property
    def possible(self) -> dict[frozenset[str], str]:
        """Pairs of records that are possibly one person, and why they were not joined."""
        return {frozenset((row["source_key_a"], row["source_key_b"])): row["reason"] for row in self.table("possible")}

    @property
    def events(self) -> list[tuple[str, str, str | None, int]]:
        """Events of this run: what, whose id, the other id, how many records."""
        rows = [row for row in self.table("ledger_events") if row["run"] == "this"]
        return [(row["event"], row["person_id"], row["other_person_id"], row["n_records"]) for row in rows]

    def table(self, name: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self.engine.rows(f"SELECT * FROM identity.{name}").to_pylist()
        return rows


def source_tables(tables: Mapping[str, Rows]) -> dict[str, pa.Table]:
    """Every source table: those given, the rest empty. A row without a place is given one."""
    return {
        source.table: _placed(tables[source.name], source.schema) if source.name in tables else empty(source.schema)
        for source in SOURCES
    }


def _placed(rows: Rows, schema: pa.Schema) -> pa.Table:
    table = read_table(rows, schema) if isinstance(rows, str) else rows
    if table["source_file"].null_count == 0:
        return table
    files = pa.array(["a.csv"] * table.num_rows, pa.string())
    lines = pa.array(range(2, table.num_rows + 2), pa.int32())
    return (
        table.drop(["source_file", "source_row"]).append_column("source_file", files).append_column("source_row", lines)
    )


def link(tables: Mapping[str, Rows], *, engine: Engine | None = None, ledger: Ledger | None = None) -> Linked:
    """Link the people of these source tables, named as the sources are."""
    used = engine or DuckDBEngine(threads=1)
    for name, rows in source_tables(tables).items():
        used.put(name, rows)
    result = identify(used, key=KEY, ledger=ledger, run="this", threads=1)
    return Linked(result, used)
