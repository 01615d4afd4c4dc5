"""Drawing by chance, in whole numbers wherever it decides something, so that every machine draws the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lineofsight.synth.days import Days, working_days_in

Ints = NDArray[np.integer[Any]]
Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Chance = np.random.Generator


@dataclass(frozen=True)
class Spread:
    """How something varies: values at rising proportions of cases, straight lines between them."""

    at: tuple[float, ...]
    values: tuple[float, ...]

    def __post_init__(self) -> None:
        if len(self.at) != len(self.values) or list(self.at) != sorted(self.at) or (self.at[0], self.at[-1]) != (0, 1):
            raise ValueError("a spread gives values at proportions that rise from 0 to 1")

    def draw(self, rng: Chance, n: int) -> Ints:
        """Whole numbers."""
        return np.floor(np.interp(rng.random(n), self.at, self.values)).astype(np.int32)


def spread(**at: float) -> Spread:
    """A spread from percentiles: spread(p0=1, p50=20, p100=60)."""
    return Spread(tuple(int(name[1:]) / 100 for name in at), tuple(at.values()))


def chance(rng: Chance, n: int, share: float | Floats) -> Bools:
    """True for about this share of n."""
    return rng.random(n) < share


def pick(rng: Chance, weights: Any, n: int) -> Ints:
    """n positions, each drawn in proportion to its whole-number weight."""
    total = np.cumsum(np.asarray(weights, np.int64))
    return np.searchsorted(total, rng.integers(0, total[-1], n), side="right").astype(np.int32)


def pick_by(rng: Chance, weights: Mapping[str, int], n: int) -> Ints:
    """As `pick`, over the values of a table of codes; gives positions in its keys."""
    return pick(rng, list(weights.values()), n)


class Quota:
    """Keeps a running share: of all that were asked for so far, the share that was wanted is true."""

    def __init__(self) -> None:
        self._asked, self._given = 0.0, 0

    def of(self, n: int, share: float) -> int:
        """How many of n more should be true."""
        self._asked += n * share
        return max(0, min(n, round(self._asked) - self._given))

    def note(self, given: int) -> None:
        self._given += given

    def families(self, rng: Chance, family: Ints, share: float) -> Bools:
        """True for this share, whole families at a time."""
        wanted = self.of(len(family), share)
        sizes = np.bincount(family)
        order = np.argsort(rng.random(len(sizes)), kind="stable")
        chosen = order[np.cumsum(sizes[order]) <= wanted + sizes[order] // 2]
        found: Bools = np.isin(family, chosen)
        self.note(int(found.sum()))
        return found


def evenly(rng: Chance, n: int, share: float) -> Bools:
    """True for this share of n, spread evenly along them: few in a row have more or less than their part."""
    steps = (np.arange(n) * 0.618033988749895 + rng.random()) % 1
    found: Bools = steps < share
    return found


def looked_up(values: NDArray[Any], at: Ints, blank: Any = -1) -> NDArray[Any]:
    """The value at each position; `blank` where the position is -1, also where there is no value at all."""
    found: NDArray[Any] = np.append(values, blank)[at]
    return found


def smallest(keys: Floats, n: int) -> Ints:
    """Positions of the n smallest keys, in order of position."""
    if n <= 0 or not len(keys):
        return np.empty(0, np.int32)
    if n >= len(keys):
        return np.arange(len(keys), dtype=np.int32)
    return np.sort(np.argpartition(keys, n)[:n]).astype(np.int32)


def in_order(keys: Floats) -> Ints:
    return np.argsort(keys, kind="stable").astype(np.int32)


def some_days(rng: Chance, n: int, first: int, after: int, *, weekend: float = 0.04) -> Days:
    """Days of a span, at a weekend or bank holiday only for a small share."""
    working = working_days_in(first, after)
    usual = working[rng.integers(0, len(working), n)]
    return np.where(rng.random(n) < weekend, rng.integers(first, after, n), usual).astype(np.int32)


def rounded(shares: NDArray[np.float64], total: int) -> Ints:
    """Whole numbers adding up to `total` in proportion to the shares, by largest remainder."""
    exact = shares * (total / shares.sum()) if shares.sum() > 0 else np.zeros(len(shares))
    floors = np.floor(exact + 1e-9).astype(np.int32)
    order = np.argsort(floors - exact, kind="stable")
    floors[order[: total - int(floors.sum())]] += 1
    return floors


def apart(owner: Ints, start: Ints, end: Ints) -> Bools:
    """Spells, sorted by owner and start, that begin after every earlier one of the owner has ended."""
    later = np.append(False, owner[1:] == owner[:-1])[: len(owner)]
    far = int(max(end.max(initial=0), start.max(initial=0))) - int(min(start.min(initial=0), 0)) + 1
    whose = np.cumsum(~later) * far
    ended = np.maximum.accumulate(whose + end) - whose
    before = np.append(0, ended[:-1])[: len(owner)]
    clear: Bools = ~later | (start > before)
    return clear


def running(counts: Ints) -> Ints:
    """0, 1, 2 … within each of these many repeats, one after the other."""
    starts = np.repeat(np.cumsum(counts) - counts, counts)
    return (np.arange(len(starts)) - starts).astype(np.int32)


def recurring(rng: Chance, start: Days, stop: Days, gap: Spread, *, first: Spread | None = None) -> tuple[Ints, Days]:
    """Days that recur from after `start` and before `stop`: whose they are (a position) and when, in order.

    `gap` is the time to the next; `first`, where it differs, the time to the first.
    """
    shortest = max(1.0, min(gap.values))
    mean = max(shortest, float(np.trapezoid(gap.values, gap.at)))
    room = np.maximum(stop - start, 0)
    counts = np.minimum((room / mean * 1.6).astype(np.int32) + 3, (room / shortest).astype(np.int32) + 1)
    owner = np.repeat(np.arange(len(start), dtype=np.int32), counts)
    gaps = np.maximum(gap.draw(rng, len(owner)), 1)
    if first is not None:
        opening = running(counts) == 0
        gaps[opening] = np.maximum(first.draw(rng, int(opening.sum())), 0)
    passed = np.cumsum(gaps, dtype=np.int64)
    before = (
        np.repeat(passed[np.cumsum(counts) - counts] - gaps[np.cumsum(counts) - counts], counts) if len(owner) else 0
    )
    when = start[owner] + (passed - before)
    kept = when < stop[owner]
    return owner[kept], when[kept].astype(np.int32)
