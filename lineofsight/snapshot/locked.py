"""Looking one person up in the encrypted tables, without decrypting the rest.

The tables are sorted by the column that is looked up and written in small row groups, each encrypted page by page. The
footer, decrypted once, holds the lowest and highest value of each group; only the groups that can hold the value are
read. PyArrow does the reading: DuckDB 2.0.0 fails on encrypted files as soon as a filter skips a page.
"""

from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from lineofsight.identity import vault


class LockedTable:
    """One encrypted Parquet file, sorted by `column`."""

    def __init__(self, path: Path, column: str, key: bytes) -> None:
        self._path = path
        self._column = column
        self._key = key

    def find(self, value: str) -> list[dict[str, Any]]:
        """The rows whose column holds this value."""
        wanted = [number for number, (low, high) in enumerate(self._ranges) if low <= value <= high]
        if not wanted:
            return []
        rows = self._file().read_row_groups(wanted)
        found: list[dict[str, Any]] = rows.filter(pc.equal(rows[self._column], pa.scalar(value))).to_pylist()
        return found

    @cached_property
    def _ranges(self) -> list[tuple[str, str]]:
        metadata = self._file().metadata
        if metadata.num_rows == 0:
            return []
        position = metadata.schema.names.index(self._column)
        groups = (metadata.row_group(number).column(position).statistics for number in range(metadata.num_row_groups))
        return [(group.min, group.max) for group in groups]

    def _file(self) -> pq.ParquetFile:
        return vault.open_encrypted(self._path, self._key)
