"""A stock's change between two dates, taken apart into what came in and went out, and tested as a balance of flows.

A stock such as children in care is not put on limits: most of it stays from month to month, so that limits flag it
nearly always. But its change is exactly its starts less its ends, and of those chance is understood: if starts and ends
are in balance, the difference of two counts has a standard deviation of the square root of their sum, wider where
siblings come together.

Sources: Cox & Lewis (1966), The Statistical Analysis of Series of Events, chapter 9, for comparing two Poisson counts;
McCullagh & Nelder (1989), Generalized Linear Models, 9.2, for overdispersion; Brown, Cai & DasGupta (2001),
Statistical Science 16:101-133, for the interval of Jeffreys.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf, sqrt
from statistics import NormalDist, fmean
from typing import Literal

from lineofsight.stats.intervals import Interval

Way = Literal["start", "end", "ageing out"]
Verdict = Literal["more than chance", "within chance"]

ENOUGH_MONTHS = 12
LEVEL = 0.05
TOO_EVEN = 0.001


@dataclass(frozen=True)
class Flows:
    """Moves into and out of a stock in a period: starts by group, ends by reason, and those who became too old.

    Units: children, each counted once for each move.
    Errors: ValueError if a count is negative.
    """

    starts: Mapping[str, int] = field(default_factory=dict)
    ends: Mapping[str, int] = field(default_factory=dict)
    ageing_out: int = 0

    def __post_init__(self) -> None:
        if any(part.count < 0 for part in self.parts):
            raise ValueError("a number of starts or ends is not negative")

    @property
    def parts(self) -> tuple["Part", ...]:
        """Each component, starts first."""
        starts = tuple(Part("start", name, count) for name, count in self.starts.items())
        ends = tuple(Part("end", name, count) for name, count in self.ends.items())
        return (*starts, *ends, Part("ageing out", "", self.ageing_out))

    @property
    def into(self) -> int:
        return sum(self.starts.values())

    @property
    def out_of(self) -> int:
        return sum(self.ends.values()) + self.ageing_out

    @property
    def net(self) -> int:
        return self.into - self.out_of


@dataclass(frozen=True)
class Part:
    """One component of the flows: a group's starts, ends for a reason, or ageing out."""

    way: Way
    name: str
    count: int

    @property
    def effect(self) -> int:
        """What it did to the stock: starts add, the others take away."""
        return self.count if self.way == "start" else -self.count


@dataclass(frozen=True)
class StockChange:
    """A stock at two dates and the flows between them, which account for every child of the change."""

    then: int
    now: int
    flows: Flows

    def __post_init__(self) -> None:
        missing = (self.now - self.then) - self.flows.net
        if missing:
            raise ValueError(
                f"the stock changed by {self.now - self.then:+,} and its flows by {self.flows.net:+,}: "
                f"{abs(missing):,} moves are missing or counted twice"
            )

    @property
    def parts(self) -> tuple[Part, ...]:
        """The components, whose effects sum to the change."""
        return self.flows.parts

    @property
    def proportion(self) -> float | None:
        """The change as a proportion of the stock then; None where it was nought."""
        return (self.now - self.then) / self.then if self.then else None


@dataclass(frozen=True)
class BalanceTest:
    """Whether a net change is more than flows in balance give by chance.

    Units: `sd` and `by_chance` are children; `by_chance` is as far as the net change goes in 95 of 100 such periods.
    `overdispersion` is 1 for independent moves, above 1 where they come together; `statistic` is the net change in
    standard deviations; `p` is two-sided.
    """

    net: int
    flows: Flows
    overdispersion: float
    months_of_history: int
    sd: float
    by_chance: float
    statistic: float
    p: float

    @property
    def verdict(self) -> Verdict:
        return "more than chance" if self.p < LEVEL else "within chance"

    def sentence(self) -> str:
        moved = "no change" if self.net == 0 else f"{'up' if self.net > 0 else 'down'} {abs(self.net):,}"
        return (
            f"{self.flows.into:,} in and {self.flows.out_of:,} out: {moved}. In balance, flows of this size part by up "
            f"to {self.by_chance:.0f} in 95 of 100 such periods: {self.verdict}."
        )


@dataclass(frozen=True)
class Comparison:
    """A component in this period against an earlier period of the same length and season.

    `ratio` is now over before, None where there was none before; `interval` is its 95% interval, open above where
    there was none before. `difference` is what the component added to the difference of the two net changes, in
    children; `share` is that as a share of the whole difference, and the shares of all components sum to 1: one may be
    below 0 or above 1 where components pull apart. None where the net changes do not differ.
    """

    way: Way
    name: str
    now: int
    before: int
    ratio: float | None
    interval: Interval
    difference: int
    share: float | None

    @property
    def verdict(self) -> Verdict:
        return "within chance" if self.interval.lower <= 1 <= self.interval.upper else "more than chance"


def balance(flows: Flows, history: Sequence[tuple[int, int]] = ()) -> BalanceTest:
    """Tests whether starts and ends of a period are in balance.

    `history` is starts and ends of each month before the period. From 12 months on, overdispersion is taken from how
    much their net flow varied from one to the next, and the test allows for how well so many months tell it (Student's
    t); with fewer, moves are taken as independent. So are flows more even than independent moves are in 999 of
    1,000 histories: evenness of the past is no promise.
    Errors: ValueError if a count of the history is negative.
    """
    if any(count < 0 for month in history for count in month):
        raise ValueError("a number of starts or ends is not negative")
    # Successive differences tell a variance two thirds as well as deviations from a mean that holds still would.
    m = len(history)
    freedom = 2 * (m - 1) ** 2 / (3 * m - 4) if m >= ENOUGH_MONTHS else None
    spread = overdispersion(history)
    if freedom is None or _too_even(spread, freedom):
        spread, freedom = 1.0, None
    sd = sqrt(spread * (flows.into + flows.out_of))
    statistic = flows.net / sd if sd else 0.0
    p, reach = _two_sided(statistic, freedom)
    return BalanceTest(flows.net, flows, spread, len(history), sd, reach * sd, statistic, p)


def overdispersion(history: Sequence[tuple[int, int]]) -> float:
    """How many times more the monthly net flow varied than independent moves would: 1 where it cannot be told.

    From one month to the next, not about the mean of all: a level that was steered down for a year has a net flow that
    moved, and that is what is tested, not what it is tested against.
    Source: von Neumann, Kent, Bellinson & Hart (1941), Annals of Mathematical Statistics 12:153-162.
    """
    moves = fmean(starts + ends for starts, ends in history) if history else 0.0
    if len(history) < 2 or moves == 0:
        return 1.0
    nets = [starts - ends for starts, ends in history]
    return fmean((later - earlier) ** 2 for earlier, later in pairwise(nets)) / 2 / moves or 1.0


def compare(now: Flows, before: Flows, *, spread: float = 1.0) -> tuple[Comparison, ...]:
    """Each component beside the same one of an earlier like period, in the order of `now`.

    A component that only one period names counts nought in the other. `spread` is the overdispersion of a component.
    Errors: ValueError if it is not above 0.
    """
    counted = {(part.way, part.name): part.count for part in before.parts}
    of_now = {(part.way, part.name): part.count for part in now.parts}
    whole = now.net - before.net
    found = []
    for way, name in dict.fromkeys([*of_now, *counted]):
        this, earlier = of_now.get((way, name), 0), counted.get((way, name), 0)
        difference = Part(way, name, this).effect - Part(way, name, earlier).effect
        ratio, interval = rate_ratio(this, earlier, spread=spread)
        share = difference / whole if whole else None
        found.append(Comparison(way, name, this, earlier, ratio, interval, difference, share))
    return tuple(found)


def leading(comparisons: Sequence[Comparison]) -> Comparison | None:
    """The component with the largest share of the difference; None where the net changes do not differ."""
    with_share = [comparison for comparison in comparisons if comparison.share is not None]
    return max(with_share, key=lambda comparison: comparison.share or 0.0, default=None)


def rate_ratio(
    now: int, before: int, *, spread: float = 1.0, confidence: float = 0.95
) -> tuple[float | None, Interval]:
    """The ratio of two counts from periods of the same length, and its interval.

    Given their sum, the count now is binomial; Jeffreys' interval of that share is turned into one of the ratio.
    Overdispersed counts tell as much as counts that are smaller by as much.
    Errors: ValueError if a count is negative, or spread or confidence is not in its range.
    """
    if now < 0 or before < 0 or spread <= 0 or not 0 < confidence < 1:
        raise ValueError("a ratio needs counts from 0, a spread above 0 and a confidence between 0 and 1")
    from scipy.special import betaincinv

    shape = (now / spread + 0.5, before / spread + 0.5)
    low, high = (float(betaincinv(*shape, tail)) for tail in ((1 - confidence) / 2, (1 + confidence) / 2))
    interval = Interval(low / (1 - low) if now else 0.0, high / (1 - high) if before else inf)
    return now / before if before else None, interval


def _too_even(spread: float, freedom: float) -> bool:
    """Whether independent moves would give so even a history less than once in 1,000 times.

    Once in 20 would take the test's own size from 5% to 4% after 12 months, by simulation.
    """
    from scipy.special import chdtr

    return bool(chdtr(freedom, spread * freedom) < TOO_EVEN)


def _two_sided(statistic: float, freedom: float | None) -> tuple[float, float]:
    """The two-sided chance of a statistic, and how many standard deviations 95 in 100 stay within."""
    if freedom is None:
        normal = NormalDist()
        return 2 * normal.cdf(-abs(statistic)), normal.inv_cdf(1 - LEVEL / 2)
    from scipy.special import stdtr, stdtrit

    return float(2 * stdtr(freedom, -abs(statistic))), float(stdtrit(freedom, 1 - LEVEL / 2))
