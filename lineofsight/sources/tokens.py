"""Cuts the text of a CSV file into cells. Two readers give the same rows: a fast one and an exact one.

The fast reader is Arrow's. It is right wherever each row is one line of as many cells as the header, which it checks by
counting; every other file goes to the exact reader, Python's own, which knows on which line each row starts.
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from io import StringIO
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv

from lineofsight.sources.recognition import Header

csv.field_size_limit(2**31 - 1)  # a cell may be as large as its file; Python's own limit would end in an exception

_BLOCK = 8 << 20


@dataclass
class Tokens:
    """The data rows of a file: the wanted columns by position, and the line on which each row starts.

    `broken` are rows that could not be cut into cells: line and reason. Read = rows + broken.
    """

    columns: dict[int, pa.Array]
    lines: pa.Array
    broken: list[tuple[int, str]] = field(default_factory=list)

    @property
    def read(self) -> int:
        return len(self.lines) + len(self.broken)


def cut(text: bytes, header: Header, wanted: Iterable[int], *, cut_short: bool = False) -> Tokens:
    """The rows after the header. `cut_short` says that the text ends within a character."""
    body = text.rstrip(b"\r\n")
    positions = sorted(set(wanted))
    return (None if cut_short else cut_fast(body, header, positions)) or cut_exactly(
        body.decode("utf-8"), header, positions, cut_short=cut_short
    )


def cut_fast(body: bytes, header: Header, positions: Sequence[int]) -> Tokens | None:
    """The rows of a file that is one line a row; None where it is not, or may not be."""
    lines = body.count(b"\n") + 1
    if body.count(b"\r") != body.count(b"\r\n") or header.lines >= lines or _last_line_is_open(body, header):
        return None
    names = [str(position) for position in range(len(header.cells))]
    kept = [names[position] for position in positions]
    try:
        table = arrow_csv.read_csv(
            pa.BufferReader(body),
            arrow_csv.ReadOptions(column_names=names, skip_rows=header.lines, block_size=_BLOCK),
            arrow_csv.ParseOptions(delimiter=header.delimiter),
            arrow_csv.ConvertOptions(include_columns=kept, column_types=dict.fromkeys(kept, pa.string())),
        ).combine_chunks()
    except pa.ArrowInvalid:  # its message quotes the row, so it is not shown; the exact reader says what is wrong
        return None
    if table.num_rows != lines - header.lines:
        return None
    starts = pa.array(np.arange(header.lines + 1, lines + 1, dtype=np.int32))
    return Tokens({p: _one_array(table.column(name)) for p, name in zip(positions, kept, strict=True)}, starts)


def _one_array(column: pa.ChunkedArray) -> pa.Array:
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def cut_exactly(body: str, header: Header, positions: Sequence[int], *, cut_short: bool = False) -> Tokens:
    """The rows of any file, however broken."""
    broken: list[tuple[int, str]] = []
    records = _records(list(StringIO(body, newline="")), header, broken)
    last = max([record.start for record in records] + [line for line, _ in broken], default=0)
    whole: list[_Record] = []
    for record in records:
        reason = _what_is_wrong(record, header, is_last=record.start == last, cut_short=cut_short)
        if reason:
            broken.append((record.start, reason))
        else:
            whole.append(record)
    columns = {p: pa.array([record.cells[p] for record in whole], pa.string()) for p in positions}
    return Tokens(columns, pa.array([record.start for record in whole], pa.int32()), sorted(broken))


class _Record(NamedTuple):
    """A row of the file, and its first and last line."""

    start: int
    end: int
    cells: list[str]


def _records(lines: Sequence[str], header: Header, broken: list[tuple[int, str]]) -> list[_Record]:
    """Every row.

    A quotation mark that nothing closes would swallow the rest of the file into one cell: its first line is set aside,
    and reading goes on with the line after it.
    """
    records: list[_Record] = []
    done = header.lines
    while done < len(lines):
        records += _read_on(lines, done, header.delimiter)
        last = records[-1] if records else None
        if not last or last.start <= done or not _is_open("".join(lines[last.start - 1 : last.end]), header.delimiter):
            break
        broken.append((last.start, "ROW-TRUNCATED" if last.start == len(lines) else "QUOTE-UNCLOSED"))
        records.pop()
        done = last.start
    return records


def _read_on(lines: Sequence[str], done: int, delimiter: str) -> list[_Record]:
    reader = csv.reader(iter(lines[done:]), delimiter=delimiter)
    records, start = [], done + 1
    for cells in reader:
        end = done + reader.line_num
        if not _is_blank(cells):
            records.append(_Record(start, end, cells))
        start = end + 1
    return records


def _is_blank(cells: Sequence[str]) -> bool:
    """A line with nothing on it is no row; a line of empty cells is one."""
    return not cells or (len(cells) == 1 and not cells[0].strip())


def _what_is_wrong(record: _Record, header: Header, *, is_last: bool, cut_short: bool) -> str:
    width = len(header.cells)
    if is_last and (cut_short or len(record.cells) < width):
        return "ROW-TRUNCATED"
    return "ROW-WIDTH" if len(record.cells) != width else ""


def _last_line_is_open(body: bytes, header: Header) -> bool:
    last = body[body.rfind(b"\n") + 1 :]
    return b'"' in last and _is_open(last.decode("utf-8"), header.delimiter)


def _is_open(record: str, delimiter: str) -> bool:
    """Whether a row ends inside quotation marks: one more cell put after it does not become one."""
    text = record.rstrip("\r\n")
    return _width(text + delimiter + "x", delimiter) == _width(text, delimiter)


def _width(text: str, delimiter: str) -> int:
    return len(next(csv.reader(StringIO(text, newline=""), delimiter=delimiter), []))
