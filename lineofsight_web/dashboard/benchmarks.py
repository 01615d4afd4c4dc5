"""Official figures beside our own: our last published one, statistical neighbours, the region, England."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from lineofsight.snapshot import Published
from lineofsight_web.ui import words


@dataclass(frozen=True)
class Line:
    """One row of the table. `shown` is the value in its unit, or why there is none."""

    area: str
    shown: str
    note: str = ""


@dataclass(frozen=True)
class Benchmarks:
    """The published figures of one year. `lines` are the summary, `neighbours` each neighbour by itself."""

    period: str
    period_end: date
    lines: tuple[Line, ...]
    neighbours: tuple[Line, ...]

    def shown(self, area: str) -> str:
        """The words of one line of the summary."""
        return next((line.shown for line in self.lines if line.area == area), "")


NEIGHBOURS = "Statistical neighbours (median)"


def benchmarks(published: Sequence[Published], unit: str, as_of: date) -> Benchmarks | None:
    """The newest published year that ends on or before the snapshot's date; None where nothing is published."""
    known = [row for row in published if row.period_end <= as_of] or list(published)
    if not known:
        return None
    newest = max(row.period_end for row in known)
    rows = [row for row in known if row.period_end == newest]
    neighbours = [row for row in rows if row.area_kind == "neighbour"]
    summary = [Line(_area(row), published_words(row, unit)) for row in rows if row.area_kind == "own"]
    if neighbours:
        summary.append(_median_line(neighbours, unit))
    summary += [Line(_area(row), published_words(row, unit)) for row in rows if row.area_kind in {"region", "england"}]
    each = tuple(Line(row.area_name, published_words(row, unit)) for row in neighbours)
    return Benchmarks(rows[0].period, newest, tuple(summary), each)


def published_words(row: Published, unit: str) -> str:
    """A published value in our unit, or its marker in words."""
    if row.value is None:
        return words.marker_words(row.marker)
    return words.amount(in_our_unit(row.value, unit), unit)


def in_our_unit(value: float, unit: str) -> float:
    """Publications give percentages from 0 to 100; ours are proportions."""
    return value / 100 if unit == words.PERCENT else value


def _median_line(neighbours: Sequence[Published], unit: str) -> Line:
    values = [row.value for row in neighbours if row.value is not None]
    if not values:
        return Line(NEIGHBOURS, words.marker_words("x"))
    shown = words.amount(in_our_unit(median(values), unit), unit)
    return Line(
        NEIGHBOURS, shown, "" if len(values) == len(neighbours) else f"{len(values)} of {len(neighbours)} published"
    )


def _area(row: Published) -> str:
    return f"{row.area_name}, as published" if row.area_kind == "own" else row.area_name
