"""DuckDB: the default engine, in this process, with nothing fetched from outside."""

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from lineofsight.engines.plain import plain
from lineofsight.engines.step import Step

OFFLINE = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
"""DuckDB 2.0 otherwise downloads extensions by itself when a query looks as if it needed one."""

_DATABASE = "lineofsight"


class DuckDBEngine:
    """Tables live in one in-memory database; large ones spill to `spill`."""

    name = "duckdb"

    def __init__(
        self, *, spill: Path | None = None, threads: int | None = None, memory_limit: str | None = None
    ) -> None:
        # Results are sorted where order matters, so DuckDB need not spend memory on keeping the order of input.
        config: dict[str, str | bool | int | float | list[str]] = {**OFFLINE, "preserve_insertion_order": "false"}
        if spill:
            config["temp_directory"] = str(spill)
        if threads:
            config["threads"] = str(threads)
        if memory_limit:
            config["memory_limit"] = memory_limit
        self.connection = duckdb.connect(":memory:", config=config)
        self.connection.execute("SET TimeZone = 'UTC'")
        # A second in-memory database, because the first cannot be compressed.
        self.connection.execute(f"ATTACH ':memory:' AS {_DATABASE} (COMPRESS)")
        self.connection.execute(f"USE {_DATABASE}")
        self._schemas: set[str] = set()
        self._kinds: dict[str, str] = {}

    def put(self, table: str, rows: pa.Table) -> None:
        self._make_way(table, "TABLE")
        with self._cursor() as cursor:
            cursor.register("incoming", plain(rows))
            cursor.execute(f"CREATE OR REPLACE TABLE {table} AS SELECT * FROM incoming")
            cursor.unregister("incoming")

    def put_parquet(self, table: str, paths: Sequence[Path]) -> None:
        self._make_way(table, "VIEW")
        listed = ", ".join("'" + str(path).replace("'", "''") + "'" for path in paths)
        self._run(f"CREATE OR REPLACE VIEW {table} AS SELECT * FROM read_parquet([{listed}])")

    def create(self, step: Step) -> None:
        self._make_way(step.table, "TABLE")
        self._run(f"CREATE OR REPLACE TABLE {step.table} AS {step.sql}")

    def rows(self, sql: str) -> pa.Table:
        with self._cursor() as cursor:
            return plain(cursor.sql(sql).to_arrow_table())

    def has(self, table: str) -> bool:
        schema, _, name = table.partition(".")
        with self._cursor() as cursor:
            found = cursor.execute(
                "SELECT 1 FROM information_schema.tables WHERE table_schema = ? AND table_name = ?", [schema, name]
            )
            return bool(found.fetchall())

    def write_parquet(self, table: str, path: Path, *, order_by: Sequence[str] = ()) -> int:
        order = " ORDER BY " + ", ".join(f'"{column}"' for column in order_by) if order_by else ""
        target = str(path).replace("'", "''")
        written = self._run(f"COPY (SELECT * FROM {table}{order}) TO '{target}' (FORMAT parquet, COMPRESSION zstd)")
        (count,) = (row[0] for row in written)
        return int(str(count))

    def close(self) -> None:
        self.connection.close()

    def _make_way(self, table: str, kind: str) -> None:
        """Make the schema, and drop what has the name if it is of the other kind, which DuckDB does not replace."""
        schema = table.partition(".")[0]
        if schema not in self._schemas:
            self._run(f"CREATE SCHEMA IF NOT EXISTS {schema}")
            self._schemas.add(schema)
        held = self._kinds.get(table, kind)
        if held != kind:
            self._run(f"DROP {held} {table}")
        self._kinds[table] = kind

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        cursor = self.connection.cursor()  # which begins in the first database
        cursor.execute(f"USE {_DATABASE}")
        return cursor

    def _run(self, sql: str) -> list[tuple[object, ...]]:
        # A cursor of its own and fetchall: DuckDB 2.0 keeps the result of fetchone() open on a shared connection.
        with self._cursor() as cursor:
            found: list[tuple[object, ...]] = cursor.execute(sql).fetchall()
            return found
