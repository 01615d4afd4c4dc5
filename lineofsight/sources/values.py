"""Turns the texts of one column into values, each distinct text once."""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from lineofsight.errors import UnreadableError
from lineofsight.sources.declaration import Column
from lineofsight.sources.encoding import CONTROL_CHARACTERS
from lineofsight.standards.columns import EARLIEST_DATE, Code, Date, DateTime, JsonFlags, Text

Rows = npt.NDArray[np.int64]
"""Positions of rows, from 0, in order."""

_CONTROL = "[" + "".join(f"\\x{byte:02x}" for byte in CONTROL_CHARACTERS) + "]"
_CONTROL_PATTERN = re.compile(_CONTROL)
_NOT_OF_A_DATE = re.compile(r"[^\d./:TZ+ -]")
_SHAPES_SHOWN = 3
_LONGEST_DATE = 25
_SOME_MOMENT = datetime.fromisoformat("2012-12-31T16:05:00")


@dataclass
class ReadColumn:
    """The values of a column, one a row, and the rows where something was wrong with them."""

    values: pa.Array
    blank: Rows
    unreadable: dict[str, Rows] = field(default_factory=dict)
    shapes: Counter[str] = field(default_factory=Counter)
    unknown: dict[str, Rows] = field(default_factory=dict)
    cleaned: Rows = field(default_factory=lambda: np.empty(0, np.int64))


def read_column(column: Column, texts: pa.Array, *, has_controls: bool) -> ReadColumn:
    """The values of a column's texts; null where blank or unreadable. `has_controls`: some text of the file does."""
    if isinstance(column.type, Text):
        return _read_text(texts, has_controls=has_controls)
    return _read_distinct(column, texts)


def _read_text(texts: pa.Array, *, has_controls: bool) -> ReadColumn:
    clean = pc.replace_substring_regex(texts, _CONTROL, " ") if has_controls else texts
    trimmed = pc.utf8_trim_whitespace(clean)
    is_blank = pc.equal(trimmed, "")
    values = pc.if_else(is_blank, pa.scalar(None, pa.string()), trimmed) if pc.any(is_blank).as_py() else trimmed
    read = ReadColumn(values, _rows(is_blank))
    if has_controls:
        read.cleaned = _rows(pc.not_equal(clean, texts))
    return read


def _read_distinct(column: Column, texts: pa.Array) -> ReadColumn:
    encoded = texts.dictionary_encode()
    indices = encoded.indices.to_numpy(zero_copy_only=False)
    parsed = [_parse(column, text) for text in encoded.dictionary.to_pylist()]
    values = pa.array([one.value for one in parsed], column.type.arrow).take(encoded.indices)

    def rows_where(wanted: list[bool]) -> Rows:
        return np.flatnonzero(np.array(wanted, bool)[indices]) if any(wanted) else np.empty(0, np.int64)

    read = ReadColumn(values, rows_where([one.is_blank for one in parsed]))
    for code in sorted({one.problem for one in parsed} - {""}):
        read.unreadable[code] = rows_where([one.problem == code for one in parsed])
    read.shapes = _shapes(column, parsed, indices)
    for code in sorted({code for one in parsed for code in one.unknown}):
        read.unknown[code] = rows_where([code in one.unknown for one in parsed])
    read.cleaned = rows_where([one.is_cleaned for one in parsed])
    return read


@dataclass(frozen=True)
class _Parsed:
    """One distinct text of a column."""

    text: str
    value: Any = None
    problem: str = ""
    is_blank: bool = False
    unknown: tuple[str, ...] = ()
    is_cleaned: bool = False


def _parse(column: Column, given: str) -> _Parsed:
    is_code = isinstance(column.type, Code)
    cleaned = _CONTROL_PATTERN.sub(" ", given) if is_code else given
    text = cleaned.strip()
    if not text:
        return _Parsed(text, is_blank=True)
    try:
        value = column.type.parse(text)
    except UnreadableError as error:
        return _Parsed(text, problem=error.code)
    unknown = tuple(column.type.unknown(value)) if isinstance(column.type, Code | JsonFlags) else ()
    return _Parsed(text, value, unknown=unknown, is_cleaned=cleaned != given)


def _shapes(column: Column, parsed: list[_Parsed], indices: npt.NDArray[np.int32]) -> Counter[str]:
    """How the unreadable texts of a date column look, digits shown as 9: enough to see a wrong format, no value."""
    found: Counter[str] = Counter()
    kind = column.type
    if isinstance(kind, Date | DateTime) and any(one.problem for one in parsed):
        right = {_digits_as_9(_SOME_MOMENT.strftime(form)) for form in kind.formats}
        counts = np.bincount(indices, minlength=len(parsed))
        for one, count in zip(parsed, counts, strict=True):
            if one.problem:
                found[_shape(one.text, right)] += int(count)
    return found


def _shape(text: str, right: set[str]) -> str:
    if _NOT_OF_A_DATE.search(text) or len(text) > _LONGEST_DATE:
        return "other text"
    shape = _digits_as_9(text)
    return f"no such day, or before {EARLIEST_DATE.year}" if shape in right else f"like {shape}"


def _digits_as_9(text: str) -> str:
    return re.sub(r"\d", "9", text)


def shapes_in_words(shapes: Counter[str]) -> str:
    """The commonest shapes, with how many rows have each."""
    words = [f"{count:,} {shape}" for shape, count in sorted(shapes.items(), key=lambda item: (-item[1], item[0]))]
    more = len(words) - _SHAPES_SHOWN
    return ", ".join([*words[:_SHAPES_SHOWN], *([f"and {more:,} other forms"] if more > 0 else [])])


def _rows(mask: pa.BooleanArray) -> Rows:
    return np.flatnonzero(mask.to_numpy(zero_copy_only=False))
