"""Ranks and quartiles, and how little a rank may mean: with each goes the range that luck alone would give it.

Sources: Goldstein & Spiegelhalter (1996), JRSS A 159:385-443, and Marshall & Spiegelhalter (1998), BMJ 316:1701-1704,
for the interval of a rank; the bands A to D are those of DfE's Local Authority Interactive Tool, A the best quarter.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from lineofsight.stats.funnel import Kind, Numbers, Unit
from lineofsight.stats.intervals import Interval

Better = Literal["higher", "lower", "neither"]
First = Literal["lowest", "highest"]
Band = Literal["A", "B", "C", "D"]

BANDS: tuple[Band, ...] = ("A", "B", "C", "D")


@dataclass(frozen=True)
class Rank:
    """A place from 1. Those of equal value share the best of their places: `shared_by` counts them, itself included."""

    rank: int
    shared_by: int
    of: int


@dataclass(frozen=True)
class Quartiles:
    """The three values that part the others into quarters."""

    lower: float
    median: float
    upper: float


@dataclass(frozen=True)
class UncertainRank:
    """A unit's rank by its value, and the ranks that its true value may have.

    `band` is None where neither side is better; `chance_of_band` is how likely the true value is in that band.
    """

    unit: Unit
    rank: Rank
    interval: Interval
    band: Band | None
    chance_of_band: float | None


def ranks(values: Mapping[str, float | None], *, first: First = "lowest") -> dict[str, Rank]:
    """The rank of each that has a value. Ties share the best of their places, and the places after it are left out."""
    known = [value for value in values.values() if value is not None]
    return {
        name: Rank(
            rank=1 + sum(other < value if first == "lowest" else other > value for other in known),
            shared_by=known.count(value),
            of=len(known),
        )
        for name, value in values.items()
        if value is not None
    }


def quartiles(values: Iterable[float | None]) -> Quartiles:
    """Quartiles of the values there are, straight between neighbours (R's type 7, a spreadsheet's QUARTILE.INC).

    Errors: ValueError if there are none.
    """
    known = [value for value in values if value is not None]
    if not known:
        raise ValueError("quartiles need at least one value")
    return Quartiles(*(float(each) for each in np.quantile(known, [0.25, 0.5, 0.75])))


def band(value: float, parted: Quartiles, better: Better) -> Band | None:
    """A for the best quarter to D; on a quartile is in the better band. None where neither side is better."""
    if better == "neither":
        return None
    edges = (parted.lower, parted.median, parted.upper)
    past = sum(value > edge for edge in edges) if better == "lower" else sum(value < edge for edge in edges)
    return BANDS[past]


def rank_intervals(
    units: Sequence[Unit],
    kind: Kind,
    *,
    better: Better = "neither",
    confidence: float = 0.95,
    draws: int = 4_000,
    seed: int = 1,
) -> tuple[UncertainRank, ...]:
    """Each unit's rank, lowest first unless higher is better, with the ranks that its true value may have.

    True values are drawn `draws` times from what each count says of its own (Jeffreys: beta or gamma, half a case
    added), and ranked each time. The same units and seed give the same answer, in whatever order the units come.
    Errors: ValueError if there are no units, or the kind is one count over another, whose ranks are those of its share.
    """
    if not units or kind == "counts":
        raise ValueError("ranks need units, of proportions, ratios or rates")
    by_value = ranks({str(place): unit.value for place, unit in enumerate(units)}, first=_first(better))
    drawn = _drawn(units, kind, draws, seed)
    places = _places(drawn if _first(better) == "lowest" else -drawn)
    tails = [(1 - confidence) / 2, (1 + confidence) / 2]
    lower, upper = np.quantile(places, tails, axis=0, method="inverted_cdf").tolist()
    parted = quartiles(unit.value for unit in units)
    found = []
    for place, unit in enumerate(units):
        shown = band(unit.value, parted, better)
        sure = None if shown is None else float(np.mean(_quarters(places[:, place], len(units)) == BANDS.index(shown)))
        found.append(UncertainRank(unit, by_value[str(place)], Interval(lower[place], upper[place]), shown, sure))
    return tuple(found)


def _first(better: Better) -> First:
    return "highest" if better == "higher" else "lowest"


def _drawn(units: Sequence[Unit], kind: Kind, draws: int, seed: int) -> Numbers:
    """Grain: one row a draw, one column a unit. Units are drawn for in an order of their own, so that none matters."""
    order = sorted(range(len(units)), key=lambda place: (units[place].name, units[place].numerator, units[place].value))
    chance = np.random.default_rng(seed)
    n, of = np.array([[units[place].numerator, units[place].denominator] for place in order], dtype=float).T
    if kind == "proportion":
        sorted_draws = chance.beta(n + 0.5, of - n + 0.5, size=(draws, len(units)))
    else:
        sorted_draws = chance.gamma(n + 0.5, 1 / of, size=(draws, len(units)))
    drawn = np.empty_like(sorted_draws)
    drawn[:, order] = sorted_draws
    return drawn


def _places(values: Numbers) -> Numbers:
    """Ranks from 1 along each row; drawn values never tie."""
    return np.asarray(np.argsort(np.argsort(values, axis=1), axis=1) + 1, dtype=float)


def _quarters(places: Numbers, of: int) -> Numbers:
    """0 for the best quarter of ranks to 3, parted where `quartiles` parts values."""
    edges = 1 + np.array([0.25, 0.5, 0.75]) * (of - 1)
    return np.asarray((places[:, None] > edges).sum(axis=1), dtype=float)
