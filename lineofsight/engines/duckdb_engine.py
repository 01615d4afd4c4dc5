"""DuckDB: the default engine, in this process, with nothing fetched from outside."""

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from lineofsight.engines.step import Step

OFFLINE = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
"""DuckDB 2.0 otherwise downloads extensions by itself when a query looks as if it needed one."""


class DuckDBEngine:
    """Tables live in one in-memory database; large ones spill to `spill`."""

    name = "duckdb"

    def __init__(self, *, spill: Path | None = None, threads: int | None = None, memory_limit: str | None = None) -> None:
        config: dict[str, str] = dict(OFFLINE)
        if spill:
            config["temp_directory"] = str(spill)
        if threads:
            config["threads"] = str(threads)
        if memory_limit:
            config["memory_limit"] = memory_limit
        self.connection = duckdb.connect(":memory:", config=config)
        self.connection.execute("SET TimeZone = 'UTC'")
        self._schemas: set[str] = set()

    def put(self, table: str, rows: pa.Table) -> None:
        self._schema_of(table)
        with self.connection.cursor() as cursor:
            cursor.register("incoming", rows)
            cursor.execute(f"CREATE OR REPLACE TABLE {table} AS SELECT * FROM incoming")
            cursor.unregister("incoming")

    def put_parquet(self, table: str, paths: Sequence[Path]) -> None:
        self._schema_of(table)
        listed = ", ".join("'" + str(path).replace("'", "''") + "'" for path in paths)
        self._run(f"CREATE OR REPLACE VIEW {table} AS SELECT * FROM read_parquet([{listed}])")

    def create(self, step: Step) -> None:
        self._schema_of(step.table)
        self._run(f"CREATE OR REPLACE TABLE {step.table} AS {step.sql}")

    def rows(self, sql: str) -> pa.Table:
        with self.connection.cursor() as cursor:
            return cursor.sql(sql).to_arrow_table()

    def has(self, table: str) -> bool:
        schema, _, name = table.partition(".")
        with self.connection.cursor() as cursor:
            found = cursor.execute(
                "SELECT 1 FROM information_schema.tables WHERE table_schema = ? AND table_name = ?", [schema, name]
            )
            return bool(found.fetchall())

    def write_parquet(self, table: str, path: Path, *, order_by: Sequence[str] = ()) -> int:
        order = " ORDER BY " + ", ".join(f'"{column}"' for column in order_by) if order_by else ""
        target = str(path).replace("'", "''")
        written = self._run(f"COPY (SELECT * FROM {table}{order}) TO '{target}' (FORMAT parquet, COMPRESSION zstd)")
        return int(written[0][0])

    def close(self) -> None:
        self.connection.close()

    def _schema_of(self, table: str) -> None:
        schema = table.partition(".")[0]
        if schema not in self._schemas:
            self._run(f"CREATE SCHEMA IF NOT EXISTS {schema}")
            self._schemas.add(schema)

    def _run(self, sql: str) -> list[tuple[object, ...]]:
        # A cursor of its own and fetchall: DuckDB 2.0 keeps the result of fetchone() open on a shared connection.
        with self.connection.cursor() as cursor:
            return cursor.execute(sql).fetchall()
