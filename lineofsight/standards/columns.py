"""Column types of extracts: how one text becomes one value, once.

A type parses a text that is already trimmed and not blank; blank is always null. It raises UnreadableError with a
reason code that never changes. `format` is its inverse, so that the synthetic county writes what the reader reads.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Protocol

import pyarrow as pa

from lineofsight.errors import UnreadableError
from lineofsight.standards.codes import code_set

EARLIEST_DATE = date(1900, 1, 1)
LATEST_DATE = date(2150, 1, 1)


class ColumnType(Protocol):
    """What a column holds."""

    @property
    def arrow(self) -> pa.DataType:
        """The Arrow type of the parsed column."""

    @property
    def expected(self) -> str:
        """What a reader should have found, in words: 'a date like 31/01/2012'."""

    def parse(self, text: str) -> Any:  # each type has its own kind of value
        """The value of a trimmed, non-blank text. Errors: UnreadableError with a reason code."""

    def format(self, value: Any) -> str:  # the same kind that parse returns
        """The text an agency would write for this value; blank for None."""


@dataclass(frozen=True)
class Text:
    """Any text, trimmed."""

    arrow: pa.DataType = field(default=pa.string(), init=False)
    expected: str = field(default="text", init=False)

    def parse(self, text: str) -> str:
        return text

    def format(self, value: str | None) -> str:
        return value or ""


@dataclass(frozen=True)
class Date:
    """A day. Several formats may be allowed where suppliers differ; the first is the one written.

    A time after the date is accepted only where a format names it: SQL extracts write midnight.
    """

    formats: tuple[str, ...] = ("%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M:%S.%f")
    arrow: pa.DataType = field(default=pa.date32(), init=False)

    def __init__(self, *formats: str) -> None:
        object.__setattr__(self, "formats", formats or type(self).formats)
        object.__setattr__(self, "arrow", pa.date32())

    @property
    def expected(self) -> str:
        return f"a date like {date(2012, 1, 31).strftime(self.formats[0])}"

    def parse(self, text: str) -> date:
        moment = _moment(text, self.formats)
        if moment is None:
            raise UnreadableError("DATE-UNREADABLE")
        return moment.date()

    def format(self, value: date | None) -> str:
        return value.strftime(self.formats[0]) if value else ""


@dataclass(frozen=True)
class DateTime:
    """A moment on the local clock, as the agency wrote it; no zone is invented."""

    formats: tuple[str, ...] = ("%Y-%m-%dT%H:%M:%S",)
    arrow: pa.DataType = field(default=pa.timestamp("s"), init=False)

    def __init__(self, *formats: str) -> None:
        object.__setattr__(self, "formats", formats or type(self).formats)
        object.__setattr__(self, "arrow", pa.timestamp("s"))

    @property
    def expected(self) -> str:
        return f"a date and time like {datetime.fromisoformat('2012-01-31T16:05').strftime(self.formats[0])}"

    def parse(self, text: str) -> datetime:
        moment = _moment(text, self.formats)
        if moment is None:
            raise UnreadableError("DATE-UNREADABLE")
        return moment

    def format(self, value: datetime | None) -> str:
        return value.strftime(self.formats[0]) if value else ""


@dataclass(frozen=True)
class Integer:
    """A whole number. '3.0' is read as 3: some exports write counts through a float."""

    arrow: pa.DataType = field(default=pa.int64(), init=False)
    expected: str = field(default="a whole number like 12", init=False)

    def parse(self, text: str) -> int:
        whole, dot, rest = text.partition(".")
        digits = whole.removeprefix("-")
        if not (digits.isascii() and digits.isdigit()) or len(digits) > 15 or rest.strip("0") or (dot and not rest):
            raise UnreadableError("NUMBER-UNREADABLE")
        return int(whole)

    def format(self, value: int | None) -> str:
        return "" if value is None else str(value)


@dataclass(frozen=True)
class Number:
    """A number with an optional decimal part."""

    arrow: pa.DataType = field(default=pa.float64(), init=False)
    expected: str = field(default="a number like 0.6", init=False)

    def parse(self, text: str) -> float:
        digits = text.removeprefix("-").replace(".", "", 1)
        if not (digits.isascii() and digits.isdigit()) or len(digits) > 17:
            raise UnreadableError("NUMBER-UNREADABLE")
        return float(text)

    def format(self, value: float | None) -> str:
        return "" if value is None else f"{value:.6f}".rstrip("0").rstrip(".")


_FLAGS = {"y": True, "yes": True, "1": True, "true": True, "t": True, "n": False, "no": False, "0": False,
          "false": False, "f": False, "1.0": True, "0.0": False}  # fmt: skip


@dataclass(frozen=True)
class Flag:
    """Yes or no; blank is not recorded, never no."""

    arrow: pa.DataType = field(default=pa.bool_(), init=False)
    expected: str = field(default="Y or N", init=False)

    def parse(self, text: str) -> bool:
        try:
            return _FLAGS[text.lower()]
        except KeyError:
            raise UnreadableError("FLAG-UNREADABLE") from None

    def format(self, value: bool | None) -> str:
        return "" if value is None else "NY"[value]


@dataclass(frozen=True)
class Code:
    """A code of one or more code sets, or words that the set's alias list maps to a code.

    A code that no list holds is kept as it came, so that nothing is dropped; the reader reports it (CODE-UNKNOWN).
    """

    sets: tuple[str, ...]
    arrow: pa.DataType = field(default=pa.string(), init=False)

    def __init__(self, *sets: str) -> None:
        object.__setattr__(self, "sets", sets)
        object.__setattr__(self, "arrow", pa.string())
        for name in sets:
            code_set(name)  # refuse a declaration that names no list

    @property
    def expected(self) -> str:
        return f"a code of the list {' or '.join(self.sets)}"

    def parse(self, text: str) -> str:
        for name in self.sets:
            code = code_set(name).resolve(text)
            if code is not None:
                return code
        return text

    def unknown(self, value: str) -> list[str]:
        """The value, if no list holds it."""
        return [] if any(value in code_set(name) for name in self.sets) else [value]

    def format(self, value: str | None) -> str:
        return value or ""


@dataclass(frozen=True)
class JsonFlags:
    """Codes ticked in one JSON cell: an array of codes, or an object of code to Y/N.

    Parsed to the ticked codes, sorted, so that two spellings of the same ticks are equal.
    """

    set: str
    arrow: pa.DataType = field(default=pa.list_(pa.string()), init=False)
    expected: str = field(default='JSON like {"NFA_FLAG": "Y"} or ["1A", "16A"]', init=False)

    def parse(self, text: str) -> list[str]:
        found = _load(text)
        if isinstance(found, dict):
            ticked = [key for key, tick in found.items() if _FLAGS.get(str(tick).strip().lower())]
        elif isinstance(found, list) and all(isinstance(item, str) for item in found):
            ticked = found
        else:
            raise UnreadableError("JSON-UNREADABLE")
        if not all(_is_whole(code) for code in ticked):
            raise UnreadableError("JSON-UNREADABLE")
        return sorted({code_set(self.set).resolve(code) or code for code in ticked})

    def unknown(self, value: Sequence[str]) -> list[str]:
        """The ticked codes that the list does not hold."""
        return [code for code in value if code not in code_set(self.set)]

    def format(self, value: Sequence[str] | None) -> str:
        """As the SSD extract writes it: an object with Y for each ticked code."""
        return "" if value is None else json.dumps(dict.fromkeys(value, "Y"), separators=(",", ":"))


@dataclass(frozen=True)
class Json:
    """A JSON object kept as its text; read only to see that it is one."""

    arrow: pa.DataType = field(default=pa.string(), init=False)
    expected: str = field(default="a JSON object", init=False)

    def parse(self, text: str) -> str:
        _load(text)
        return text

    def format(self, value: str | None) -> str:
        return value or ""


@lru_cache(maxsize=50_000)  # the same few thousand days stand in every date column of every file
def _moment(text: str, formats: tuple[str, ...]) -> datetime | None:
    """The moment that the first fitting format reads; None where none fits, or no record can be of that day."""
    for form in formats:
        try:
            moment = datetime.strptime(text, form)  # noqa: DTZ007  # agencies write a clock without a zone
        except ValueError:
            continue
        if EARLIEST_DATE <= moment.date() < LATEST_DATE:
            return moment
    return None


def _load(text: str) -> Any:
    """Errors: UnreadableError where it is not JSON, or is nested without end."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise UnreadableError("JSON-UNREADABLE") from None


def _is_whole(text: str) -> bool:
    """Whether every character is one: JSON can spell half of a surrogate pair, which no file can hold."""
    return not any("\ud800" <= character <= "\udfff" for character in text)
