"""Runs about a centre line: Anhøj's two tests, by the length of the longest run and by how seldom the line is crossed.

Both lengths grow with the number of points, so that the rate of false alarms stays about the same for short and long
charts. Points on the line are dropped: they neither make nor break a run.

Sources: Anhøj & Olesen (2014), PLoS ONE 9:e113825; Schilling (2012), Mathematics Magazine 85:141-149, for the longest
run; Chen (2010), Quality Engineering 22:24-31, for the crossings.
"""

from dataclasses import dataclass
from functools import lru_cache
from math import comb, log2
from typing import Any

import numpy as np
from numpy.typing import NDArray

Signs = NDArray[np.int_]
Counts = NDArray[np.int_]
Truths = NDArray[np.bool_]


@dataclass(frozen=True)
class RunsTest:
    """Anhøj's tests of one series about one line. `useful` points are those not on the line."""

    useful: int
    longest_run: int
    longest_run_max: int
    crossings: int
    crossings_min: int

    @property
    def run_too_long(self) -> bool:
        return self.longest_run > self.longest_run_max

    @property
    def too_few_crossings(self) -> bool:
        return self.crossings < self.crossings_min

    @property
    def signal(self) -> bool:
        """Whether the points move in a way that chance alone rarely gives."""
        return self.run_too_long or self.too_few_crossings


@lru_cache
def longest_run_max(useful: int) -> int:
    """The longest run that chance still explains, among so many points off the line; one more is a signal."""
    return round(log2(useful)) + 3 if useful > 0 else 0


@lru_cache
def crossings_min(useful: int) -> int:
    """The fewest crossings that chance still explains: the 5% quantile of a fair coin thrown once for each gap."""
    gaps, needed, below = useful - 1, 0, 0
    while gaps > 0 and 20 * (below + comb(gaps, needed)) < 2**gaps:
        below += comb(gaps, needed)
        needed += 1
    return needed


def runs_test(sides: Any) -> RunsTest:
    """Anhøj's tests of a series of sides: 1 above the line, -1 below it, 0 on it."""
    signs = np.asarray(sides, dtype=int)
    useful = int(np.count_nonzero(signs))
    return RunsTest(
        useful=useful,
        longest_run=int(longest_runs(signs)),
        longest_run_max=longest_run_max(useful),
        crossings=int(crossings(signs)),
        crossings_min=crossings_min(useful),
    )


def longest_runs(sides: Signs) -> Counts:
    """The longest run on one side, along the last axis."""
    above = made_since_break(sides == 1, sides == -1)
    below = made_since_break(sides == -1, sides == 1)
    longest: Counts = np.maximum(above, below).max(axis=-1, initial=0)
    return longest


def crossings(sides: Signs) -> Counts:
    """How often the series changes side, along the last axis."""
    at = np.where(sides != 0, np.arange(sides.shape[-1]), 0)
    last_side = np.take_along_axis(sides, np.maximum.accumulate(at, axis=-1), axis=-1)
    changes: Counts = np.count_nonzero(last_side[..., 1:] * last_side[..., :-1] < 0, axis=-1)
    return changes


def made_since_break(makes: Truths, breaks: Truths) -> Counts:
    """At each step: how many steps have made the run since it was last broken, this one with them."""
    made: Counts = np.cumsum(makes, axis=-1, dtype=np.int32)
    since: Counts = made - np.maximum.accumulate(np.where(breaks, made, 0), axis=-1)
    return since


def in_stretch(makes: Truths, breaks: Truths, length: int | Counts) -> Truths:
    """True at each step of a run of at least `length` steps, from the first that makes it to the last before a break.

    A step that neither makes nor breaks it belongs to the run but does not count towards its length. The length may be
    one for each series.
    """
    before = made_since_break(makes, breaks)
    after = made_since_break(makes[..., ::-1], breaks[..., ::-1])[..., ::-1]
    return ~breaks & (before > 0) & (before + after - makes >= length)
