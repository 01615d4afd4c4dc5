"""Extracts as files: values become text by the source's own declaration, so that what is written is what is read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from lineofsight.standards.columns import ColumnType, Date, DateTime, Flag
from lineofsight.synth.days import OPEN, Days, to_date
from lineofsight.synth.draws import Ints

MINUTES = 1440
NEVER = OPEN * MINUTES
"""As OPEN, for moments: minutes since 1970."""

_EARLIEST, _LATEST = -30_000, 60_000
_ROWS_AT_ONCE = 100_000
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - agencies write the local clock; no zone is invented


@dataclass(frozen=True)
class Coded:
    """Values given by their position in a short list; -1 is blank."""

    at: Ints
    words: Sequence[Any]

    def __len__(self) -> int:
        return len(self.at)


Values: TypeAlias = NDArray[Any] | pa.Array | Coded
"""Days or whole numbers (negative is blank), moments (minutes), flags (0, 1, -1 blank), numbers, text, coded values."""


@dataclass(frozen=True)
class Frame:
    """One extract as columns, whole, before it is cut to what had been recorded."""

    columns: Mapping[str, Values]
    recorded: Days | None = None
    """The day on which each row was entered; None where rows are always there."""
    ended: Days | None = None
    """The day on which `end_columns` were entered; they are blank before it."""
    end_columns: tuple[str, ...] = ()
    happened: str = ""
    """The column with the day of what `recorded` is the recording of, where that is worth telling."""
    as_of: int | None = None
    """The day the file was made, where that is not the day of the extract."""

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())))


def to_text(kind: ColumnType, values: Values) -> pa.Array:
    """The cells of a column as an agency writes them; blank for nothing."""
    if isinstance(values, Coded):
        return _taken([kind.format(word) for word in values.words], values.at)
    if isinstance(values, pa.Array):
        text = pc.fill_null(values, "")
    elif isinstance(kind, Date):
        text = _days(kind, values)
    elif isinstance(kind, DateTime):
        text = texts([kind.format(_moment(minutes)) for minutes in values.tolist()])
    elif isinstance(kind, Flag):
        text = _taken([kind.format(False), kind.format(True)], values)
    elif np.issubdtype(values.dtype, np.floating):
        text = texts([kind.format(None if np.isnan(value) else value) for value in values.tolist()])
    else:
        text = pc.if_else(pa.array(values < 0), "", pc.cast(pa.array(values), pa.string()))
    return text


def write_text(path: Path, headers: Sequence[str], columns: Sequence[pa.Array]) -> int:
    """Write text columns as a CSV file, quoting only what needs it. Gives the rows written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    n = len(columns[0])
    with path.open("wb") as file:
        file.write((",".join(headers) + "\n").encode())
        for start in range(0, n, _ROWS_AT_ONCE):
            cells = [_quoted(column.slice(start, _ROWS_AT_ONCE)) for column in columns]
            lines = pc.binary_join_element_wise(*cells, ",")
            whole = pa.ListArray.from_arrays(pa.array([0, len(lines)], pa.int32()), lines)
            file.write(pc.binary_join(whole, "\n")[0].as_buffer())
            file.write(b"\n")
    return n


def texts(values: Sequence[str | None]) -> pa.Array:
    return pa.array(values, pa.string())


def _quoted(column: pa.Array) -> pa.Array:
    needs = pc.match_substring_regex(column, '[,"\n\r]')
    if not pc.any(needs).as_py():
        return column
    doubled = pc.replace_substring(column, '"', '""')
    return pc.if_else(needs, pc.binary_join_element_wise('"', doubled, '"', ""), column)


def _taken(words: Sequence[str], at: NDArray[Any]) -> pa.Array:
    """Each value of a short list by position, the one before the first being blank."""
    return texts(["", *words]).take(pa.array(np.clip(at, -1, None) + 1))


def _days(kind: Date, values: Days) -> pa.Array:
    """Each different day is formatted once: formatting each row would be the slowest part of a county."""
    days, at = np.unique(values, return_inverse=True)
    return texts([_day_text(kind, day) for day in days.tolist()]).take(pa.array(at))


@cache
def _day_text(kind: Date, day: int) -> str:
    return kind.format(to_date(day)) if _EARLIEST < day < _LATEST else ""


def _moment(minutes: int) -> datetime | None:
    return None if minutes >= NEVER else _EPOCH + timedelta(minutes=minutes)
