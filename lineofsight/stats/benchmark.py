"""One authority beside all others and its statistical neighbours, from published figures.

A published figure is a number or a marker that says why there is none ('c' suppressed, 'z' not applicable, 'low' rounds
to zero). A marker is never a number: it has no rank, and counts in no mean, median or quartile.

Sources: DfE's Local Authority Interactive Tool for rank and bands; DfE's children's social care dashboard for the
median of statistical neighbours; the markers are those that DfE's publications explain.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from statistics import fmean, median

from lineofsight.stats.ranks import Band, Better, Quartiles, Rank, band, quartiles, ranks

MARKERS = ("c", "x", "[x]", "z", "u", "k", "low", "-", "blank", "[note 4]")


@dataclass(frozen=True)
class PublishedFigure:
    """A value, or the marker published in its place: one of the two."""

    value: float | None
    marker: str = ""

    def __post_init__(self) -> None:
        if (self.value is None) != bool(self.marker):
            raise ValueError("a published figure is a value or a marker, not both and not neither")


@dataclass(frozen=True)
class Neighbours:
    """What the statistical neighbours show: of `named`, `known` have a value, and the rest count in nothing."""

    named: int
    known: int
    mean: float | None
    median: float | None
    lowest: float | None
    highest: float | None


@dataclass(frozen=True)
class Benchmark:
    """One authority among all. `rank` (lowest first) and `band` (A the best quarter) are None where it has no value."""

    own: PublishedFigure
    known: int
    rank: Rank | None
    quartiles: Quartiles | None
    band: Band | None
    neighbours: Neighbours


def read_published(text: str) -> PublishedFigure:
    """A cell of a publication. Errors: ValueError for what is neither a number nor a marker that we know."""
    shown = text.strip() or "blank"
    if shown in MARKERS:
        return PublishedFigure(None, shown)
    try:
        value = float(shown)
    except ValueError:
        raise ValueError("a published figure is neither a number nor a marker that we know") from None
    if not isfinite(value):
        raise ValueError("a published figure is neither a number nor a marker that we know")
    return PublishedFigure(value)


def benchmark(
    figures: Mapping[str, PublishedFigure], own: str, neighbours: Sequence[str], *, better: Better
) -> Benchmark:
    """`own` among `figures`, all by the authority's code: rank, quartiles and band, and its neighbours by theirs.

    A neighbour that has no figure that year (not yet formed, or no more) counts as one without a value.
    Errors: KeyError if `own` has no figure at all.
    """
    values = {code: figure.value for code, figure in figures.items()}
    mine = figures[own]
    known = [value for value in values.values() if value is not None]
    parted = quartiles(known) if known else None
    return Benchmark(
        own=mine,
        known=len(known),
        rank=ranks(values).get(own),
        quartiles=parted,
        band=band(mine.value, parted, better) if mine.value is not None and parted else None,
        neighbours=_neighbours([values.get(code) for code in neighbours]),
    )


def _neighbours(values: Sequence[float | None]) -> Neighbours:
    known = [value for value in values if value is not None]
    if not known:
        return Neighbours(len(values), 0, None, None, None, None)
    return Neighbours(len(values), len(known), fmean(known), median(known), min(known), max(known))
