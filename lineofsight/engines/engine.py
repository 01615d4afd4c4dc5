"""What an engine can do. Nothing outside this package knows which one runs."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import pyarrow as pa

from lineofsight.engines.step import Step


class Engine(Protocol):
    """Holds tables named schema.table and makes new ones from SELECT statements in DuckDB's dialect.

    Rows have no order unless they are asked for in one. Types come back alike from every engine: see `plain`.
    """

    name: str

    def put(self, table: str, rows: pa.Table) -> None:
        """Store a copy of rows under a name, replacing what was there."""

    def put_parquet(self, table: str, paths: Sequence[Path]) -> None:
        """Make the rows of Parquet files readable under a name, without copying them."""

    def create(self, step: Step) -> None:
        """Run the step's SELECT and store the result as its table, replacing what was there."""

    def rows(self, sql: str) -> pa.Table:
        """The result of a SELECT."""

    def has(self, table: str) -> bool:
        """Whether a table of this name is held."""

    def write_parquet(self, table: str, path: Path, *, order_by: Sequence[str] = ()) -> int:
        """Write a table to one Parquet file, sorted, so that equal rows give equal files; returns the row count."""

    def close(self) -> None:
        """Let go of everything held."""
