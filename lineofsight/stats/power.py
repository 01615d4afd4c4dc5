"""What the numbers of a team of this size could show: so that no evidence is not taken for no difference.

A team with few children is hardly ever outside the limits, whatever it does. Beside each team stands the true
difference that its numbers would reveal 8 times in 10, and the chance that a typical team of its size would be outside
by luck.

Sources: Spiegelhalter (2005), Statistics in Medicine 24:1185-1202; Cohen (1988), Statistical Power Analysis for the
Behavioral Sciences, for 80% power; the exact chances are those of the Poisson and binomial laws, solved in closed form.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import ceil, floor, inf
from typing import Literal

from lineofsight.stats.funnel import INNER, Rule, proportion_limits, ratio_limits
from lineofsight.stats.intervals import Interval

USUAL_POWER = 0.80

WORTH_SEEING_RATIO = 2.0
"""A team whose numbers would miss even a doubling, or a halving, has too few to tell."""

WORTH_SEEING_POINTS = 0.20
"""For proportions: a difference of 20 percentage points, as a proportion."""

_ROUNDING = 1e-9

Side = Literal["above", "below"]


class Verdict(StrEnum):
    """What may be said of a team."""

    EVIDENCE = "evidence of difference"
    NO_EVIDENCE = "no evidence of difference"
    TOO_FEW = "too few to tell"


@dataclass(frozen=True)
class Power:
    """What a team of this size could show at one level, in the unit of its target (a ratio around 1, or a proportion).

    `shows_above` and `shows_below`: the true value that would be outside that often; None where none would be.
    """

    target: float
    shows_above: float | None
    shows_below: float | None
    outside_if_typical: float


def power_of_ratio(
    expected: float,
    *,
    confidence: float = INNER,
    power: float = USUAL_POWER,
    rule: Rule = "mid_p",
    within: Interval | None = None,
) -> Power:
    """The true ratio of observed to expected that a team with so many expected would show.

    `within` are the limits in use as ratios, where they are not those for luck alone, such as limits widened for
    overdispersion.
    Errors: ValueError if nothing is expected, or the power is not between 0 and 1.
    """
    from scipy.special import gammaincinv
    from scipy.stats import poisson

    _check(power)
    [usual] = ratio_limits([expected], confidence=confidence, rule=rule)
    fewest, most = _last_within(within or usual, expected)
    return Power(
        target=1.0,
        shows_above=float(gammaincinv(most + 1, power)) / expected if most < inf else None,
        shows_below=float(gammaincinv(fewest, 1 - power)) / expected if fewest > 0 else None,
        outside_if_typical=float(poisson.cdf(fewest - 1, expected) + poisson.sf(most, expected)),
    )


def power_of_proportion(
    target: float,
    denominator: int,
    *,
    confidence: float = INNER,
    power: float = USUAL_POWER,
    rule: Rule = "mid_p",
    within: Interval | None = None,
) -> Power:
    """The true proportion that a team with so many children would show. `within` and errors as `power_of_ratio`."""
    from scipy.special import betaincinv
    from scipy.stats import binom

    _check(power)
    [usual] = proportion_limits(target, [denominator], confidence=confidence, rule=rule)
    fewest, most = _last_within(within or usual, denominator)
    above, below = most < denominator, fewest > 0
    return Power(
        target=target,
        shows_above=float(betaincinv(most + 1, denominator - most, power)) if above else None,
        shows_below=float(betaincinv(fewest, denominator - fewest + 1, 1 - power)) if below else None,
        outside_if_typical=float(binom.cdf(fewest - 1, denominator, target) + binom.sf(most, denominator, target)),
    )


def verdict_on_ratio(
    outside: bool, found: Power, *, worth_seeing: float = WORTH_SEEING_RATIO, side: Side | None = None
) -> Verdict:
    """What may be said of a team's ratio.

    `worth_seeing` is the smallest ratio that would matter: 2 is doubled or halved. `outside` is the caller's: outside
    the limits, or flagged in a list. `side` is the only one that matters, if one is.
    """
    if worth_seeing <= 1:
        raise ValueError("a ratio worth seeing is above 1, such as 2 for doubled or halved")
    return _verdict(outside, found, highest=worth_seeing, lowest=1 / worth_seeing, side=side)


def verdict_on_proportion(
    outside: bool, found: Power, *, worth_seeing: float = WORTH_SEEING_POINTS, side: Side | None = None
) -> Verdict:
    """What may be said of a team's proportion.

    `worth_seeing` is the smallest difference from the target that would matter, 0.20 for 20 percentage points. A side
    on which no proportion is so far from the target is not asked about.
    """
    if worth_seeing <= 0:
        raise ValueError("a difference worth seeing is above 0, such as 0.20 for 20 percentage points")
    highest, lowest = found.target + worth_seeing, found.target - worth_seeing
    return _verdict(outside, found, highest=highest if highest < 1 else inf, lowest=max(lowest, 0.0), side=side)


def _verdict(outside: bool, found: Power, *, highest: float, lowest: float, side: Side | None) -> Verdict:
    if outside:
        return Verdict.EVIDENCE
    sees_above = highest == inf or (found.shows_above is not None and found.shows_above <= highest)
    sees_below = lowest == 0 or (found.shows_below is not None and found.shows_below >= lowest)
    enough = {"above": sees_above, "below": sees_below, None: sees_above and sees_below}[side]
    return Verdict.NO_EVIDENCE if enough else Verdict.TOO_FEW


def _last_within(limits: Interval, size: float) -> tuple[int, float]:
    """The smallest and the largest count that are not outside; a count on a limit, but for rounding, is within."""
    most = floor(limits.upper * size + _ROUNDING) if limits.upper < inf else inf
    return ceil(limits.lower * size - _ROUNDING), most


def _check(power: float) -> None:
    if not 0 < power < 1:
        raise ValueError("power is between 0 and 1, such as 0.8")
