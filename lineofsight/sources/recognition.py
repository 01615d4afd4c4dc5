"""Says which source a file is, from its header alone."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import StringIO

from lineofsight.sources.declaration import Column, Source, fold_header

DELIMITERS = (",", ";", "\t")
_BLANK = " \t\r\n,;"
_ENOUGH = 0.5
_EXCEL_HINT = re.compile(r"sep=(.)[ \t]*[\r\n]", re.IGNORECASE)


@dataclass(frozen=True)
class Header:
    """The first row that is not blank: its cells, the delimiter, and the line after it."""

    cells: tuple[str, ...]
    delimiter: str
    lines: int


@dataclass(frozen=True)
class Match:
    """A source, and the position in the file of each declared column that the file gives."""

    source: Source
    positions: dict[str, int]

    @property
    def missing(self) -> list[Column]:
        """Declared columns that the file should give and does not; those a row cannot do without come first."""
        absent = [column for column in self.source.columns if column.name not in self.positions and not column.optional]
        return sorted(absent, key=lambda column: not column.required)

    @property
    def is_complete(self) -> bool:
        return not any(column.required for column in self.missing)


class Layouts:
    """The declared sources, and what tells them apart."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self.sources = tuple(sources)
        self._known = {header for source in self.sources for header in source.by_header}
        self._usual = {source.name: [c.name for c in source.columns if not c.optional] for source in self.sources}
        self._own = {source.name: self._only_here(source) for source in self.sources}

    def read_header(self, text: str) -> Header | None:
        """The header, read with the delimiter that makes most declared columns of it; None if every line is blank."""
        hint = _EXCEL_HINT.match(text)
        delimiters = (hint.group(1),) if hint else DELIMITERS
        tried = [_first_row(text, delimiter, after=1 if hint else 0) for delimiter in delimiters]
        found = [header for header in tried if header]
        return max(found, key=lambda one: sum(fold_header(cell) in self._known for cell in one.cells), default=None)

    def matches(self, header: Header) -> list[Match]:
        """The sources that the header may be, all equally good; usually one.

        A source may be it if the file has at least half of its usual columns, and of those that no other source has: a
        child's id and birth date alone say nothing. Of these the best has every required column, then most columns.
        """
        folded = [fold_header(cell) for cell in header.cells]
        plausible = [
            match for match in (_match(folded, one) for one in self.sources) if self._is_plausible(match, folded)
        ]
        best = max((_rank(match) for match in plausible), default=None)
        return [match for match in plausible if _rank(match) == best]

    def closest(self, header: Header) -> Match | None:
        """The source that shares most columns of its own with the header; None where no source shares one."""
        folded = [fold_header(cell) for cell in header.cells]
        every = [_match(folded, source) for source in self.sources]
        shared = {one.source.name: sum(name in one.positions for name in self._own[one.source.name]) for one in every}
        best = max(every, key=lambda one: (shared[one.source.name], len(one.positions)), default=None)
        return best if best and shared[best.source.name] else None

    def _is_plausible(self, match: Match, folded: Sequence[str]) -> bool:
        source = match.source
        if any(fold_header(name) in folded for name in source.unlike):
            return False
        return all(_share(names[source.name], match) >= _ENOUGH for names in (self._usual, self._own))

    def _only_here(self, source: Source) -> list[str]:
        """The usual columns whose header no other source has."""
        others = {header for other in self.sources if other is not source for header in other.by_header}
        return [name for name in self._usual[source.name] if not _folded(source.by_name[name]) & others]


def repeated(header: Header, source: Source) -> list[Column]:
    """The declared columns that a header gives more than once."""
    given = [source.by_header.get(fold_header(cell)) for cell in header.cells]
    counts = Counter(column.name for column in given if column)
    return [source.by_name[name] for name, count in counts.items() if count > 1]


def unknown(header: Header, source: Source) -> list[str]:
    """The header's cells that are no declared column."""
    return [cell for cell in header.cells if fold_header(cell) not in source.by_header]


def _first_row(text: str, delimiter: str, *, after: int) -> Header | None:
    lines = StringIO(text, newline="")
    for _ in range(after):
        lines.readline()
    reader = csv.reader(lines, delimiter=delimiter)
    for row in reader:
        if any(cell.strip(_BLANK) for cell in row):
            return Header(tuple(row), delimiter, after + reader.line_num)
    return None


def _match(folded: Sequence[str], source: Source) -> Match:
    """Where two cells are the same column, the one the declaration names first is read, then the first in order."""
    positions: dict[str, int] = {}
    for column in source.columns:
        wanted = (fold_header(name) for name in column.headers)
        position = next((folded.index(name) for name in wanted if name in folded), None)
        if position is not None:
            positions[column.name] = position
    return Match(source, positions)


def _share(names: Sequence[str], match: Match) -> float:
    return sum(name in match.positions for name in names) / len(names) if names else 1.0


def _rank(match: Match) -> tuple[bool, int, int]:
    return match.is_complete, len(match.positions), -len(match.missing)


def _folded(column: Column) -> set[str]:
    return {fold_header(header) for header in column.headers}
