"""Read-only queries over a folder of Parquet files, for processes that serve pages.

One in-memory connection holds a view a file; each query runs on a cursor of its own, so threads do not meet. The
connection can open nothing outside the folder and its settings are locked.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from lineofsight.engines.duckdb_engine import OFFLINE


class ParquetReader:
    """Views named schema.table over the Parquet files given."""

    def __init__(self, folder: Path, tables: Mapping[str, Path]) -> None:
        self._connection = duckdb.connect(":memory:", config={**OFFLINE, "threads": "2", "memory_limit": "1GB"})
        self._run("SET TimeZone = 'UTC'")
        self._run(f"SET allowed_directories = ['{_quoted(folder)}']")
        self._run("SET enable_external_access = false")
        self._run("SET lock_configuration = true")
        for table, path in tables.items():
            self._view(table, f"read_parquet('{_quoted(path)}')")

    def keep_in_memory(self, table: str) -> None:
        """Read a small table once, so that every page after the first answers from memory."""
        self._run(f"CREATE OR REPLACE TABLE {table}_in_memory AS SELECT * FROM {table}")
        self._run(f"DROP VIEW {table}")
        schema, _, name = table.partition(".")
        self._run(f"ALTER TABLE {schema}.{name}_in_memory RENAME TO {name}")

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows of a SELECT; every value from outside is a bound parameter (?)."""
        with self._connection.cursor() as cursor:
            return cursor.execute(sql, list(parameters)).fetchall()

    def table(self, sql: str, parameters: Sequence[Any] = ()) -> pa.Table:
        """The same as an Arrow table."""
        with self._connection.cursor() as cursor:
            return cursor.sql(sql, params=list(parameters)).to_arrow_table()

    def close(self) -> None:
        self._connection.close()

    def _view(self, table: str, source: str) -> None:
        self._run(f"CREATE SCHEMA IF NOT EXISTS {table.partition('.')[0]}")
        self._run(f"CREATE VIEW {table} AS SELECT * FROM {source}")

    def _run(self, sql: str) -> None:
        with self._connection.cursor() as cursor:
            cursor.execute(sql).fetchall()


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
