"""Extracts as files: values become text by the source's own declaration, so that what is written is what is read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lineofsight.sources.declaration import Source
from lineofsight.standards.columns import ColumnType, Date, DateTime, Flag
from lineofsight.synth.days import OPEN, to_date
from lineofsight.synth.draws import Bools, Ints

_EARLIEST = -20_000
_LATEST = 30_000


@dataclass(frozen=True)
class Coded:
    """Values given by their position in a short list; -1 is blank."""

    at: Ints
    words: Sequence[Any]


Values = np.ndarray | pa.Array | Coded
"""Days (int32), numbers (int64 or float), flags (bool, or int8 with -1 blank), text, or coded values."""


@dataclass
class Frame:
    """One extract as columns, before it is text. `key` names rows that are about something recorded late."""

    columns: dict[str, Values]
    recorded: Ints | None = None
    """The day on which each row was entered; None where it was always there."""
    ended: Ints | None = None
    """The day on which the columns of `end_columns` were entered."""
    end_columns: tuple[str, ...] = ()
    dirt: list[tuple[int, str, str, str]] = field(default_factory=list)


def to_text(kind: ColumnType, values: Values) -> pa.Array:
    """The cells of a column as an agency writes them; blank for nothing."""
    if isinstance(values, Coded):
        return _taken([kind.format(word) for word in values.words], values.at)
    if isinstance(values, pa.Array):
        return pc.fill_null(values, "")
    if isinstance(kind, Date):
        return _days(kind, values)
    if isinstance(kind, DateTime):
        return pa.array([kind.format(None if v is None else v) for v in _moments(values)], pa.string())
    if isinstance(kind, Flag):
        return _taken([kind.format(False), kind.format(True)], values.astype(np.int32))
    if np.issubdtype(values.dtype, np.floating):
        return pa.array([kind.format(None if np.isnan(v) else float(v)) for v in values], pa.string())
    blank = pa.array(values < 0) if np.issubdtype(values.dtype, np.signedinteger) else None
    text = pc.cast(pa.array(values), pa.string())
    return pc.if_else(blank, "", text) if blank is not None else text


def write_extract(path: Path, source: Source, columns: Mapping[str, Values]) -> tuple[int, list[str]]:
    """Write one file: the declared columns in their order. Gives the rows written and the headers."""
    present = [c for c in source.columns if c.name in columns]
    missing = [c.name for c in source.columns if c.name not in columns and not c.optional]
    if missing:
        raise ValueError(f"{source.name} lacks {', '.join(missing)}")
    return write_text(path, [c.header for c in present], [to_text(c.type, columns[c.name]) for c in present])


def write_text(path: Path, headers: Sequence[str], columns: Sequence[pa.Array]) -> tuple[int, list[str]]:
    """Write text columns as a CSV file, quoting only what needs it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = pc.binary_join_element_wise(*[_quoted(column) for column in columns], ",") if columns else pa.array([])
    with path.open("wb") as file:
        file.write((",".join(headers) + "\n").encode())
        for start in range(0, len(rows), 200_000):
            part = rows.slice(start, 200_000)
            joined = pc.binary_join(pa.ListArray.from_arrays(pa.array([0, len(part)], pa.int32()), part), "\n")
            file.write(joined[0].as_buffer())
            file.write(b"\n")
    return len(rows), list(headers)


def texts(values: Sequence[str | None]) -> pa.Array:
    return pa.array(values, pa.string())


def numbered(prefix: str, values: Ints, *, blank: Bools | None = None) -> pa.Array:
    """Ids made of a prefix and a number; blank where told, or negative."""
    text = pc.binary_join_element_wise(pa.scalar(prefix), pc.cast(pa.array(values), pa.string()), "")
    empty = values < 0 if blank is None else blank
    return pc.if_else(pa.array(empty), "", text)


def _quoted(column: pa.Array) -> pa.Array:
    needs = pc.match_substring_regex(column, '[,"\n\r]')
    if not pc.any(needs).as_py():
        return column
    doubled = pc.replace_substring(column, '"', '""')
    return pc.if_else(needs, pc.binary_join_element_wise('"', doubled, '"', ""), column)


def _taken(words: Sequence[str], at: Ints) -> pa.Array:
    """Each value of a short list by position, the one before the first being blank."""
    return pa.array(["", *words], pa.string()).take(pa.array(np.clip(at, -1, None) + 1))


def _days(kind: Date, values: Ints) -> pa.Array:
    """Days by a table of every day's text: formatting each row would be the slowest part of the county."""
    if not len(values):
        return pa.array([], pa.string())
    known = (values > _EARLIEST) & (values < _LATEST)
    low, high = (int(values[known].min()), int(values[known].max())) if known.any() else (0, 0)
    words = [kind.format(to_date(day)) for day in range(low, high + 1)]
    return _taken(words, np.where(known, values - low, -1))


def _moments(values: np.ndarray) -> list[datetime | None]:
    """Minutes since 1970 as moments; OPEN days' worth and more is blank."""
    return [None if v >= OPEN * 1440 else datetime.fromordinal(date(1970, 1, 1).toordinal() + int(v) // 1440).replace(
        hour=int(v) % 1440 // 60, minute=int(v) % 60) for v in values.tolist()]  # fmt: skip
