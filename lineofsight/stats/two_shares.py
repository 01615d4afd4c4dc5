"""Two shares beside each other, such as the children who came back this year and the year before: how far apart they
may be, and how far apart they would have to be for numbers of this size to show it.

Sources: Newcombe (1998), Statistics in Medicine 17:873-890, method 10, for the interval of the difference; Fleiss,
Levin & Paik (2003), Statistical Methods for Rates and Proportions, chapter 4, for the increase that would be seen.
"""

from math import sqrt
from statistics import NormalDist

from lineofsight.stats.intervals import Interval, wilson, z_of

LEVEL = 0.05
POWER = 0.8


def pooled_p(now: float, of_now: float, before: float, of_before: float) -> float:
    """The two-sided chance of two shares as far apart, if both came from the same: the pooled normal test.

    1 where nobody, or everybody, is counted in both. It takes the two as different people, which errs to caution where
    some are in both. Errors: ValueError if one is of nobody.
    """
    if of_now <= 0 or of_before <= 0:
        raise ValueError("a share is of somebody")
    pooled = (now + before) / (of_now + of_before)
    sd = sqrt(pooled * (1 - pooled) * (1 / of_now + 1 / of_before)) if 0 < pooled < 1 else 0.0
    return 2 * NormalDist().cdf(-abs(now / of_now - before / of_before) / sd) if sd else 1.0


def difference_interval(
    now: float, of_now: float, before: float, of_before: float, *, confidence: float = 0.95
) -> Interval:
    """The interval of the share now less the share before, put together from Wilson's interval of each.

    Units: proportions, -1 to 1.
    Errors: ValueError as of `wilson`, if a count is not between 0 and what it is of.
    """
    later, earlier = now / of_now if of_now else 0.0, before / of_before if of_before else 0.0
    one, other = wilson(now, of_now, confidence=confidence), wilson(before, of_before, confidence=confidence)
    difference = later - earlier
    below = sqrt((later - one.lower) ** 2 + (other.upper - earlier) ** 2)
    above = sqrt((one.upper - later) ** 2 + (earlier - other.lower) ** 2)
    return Interval(difference - below, difference + above)


def least_increase_seen(
    before: float, of_before: float, of_now: float, *, power: float = POWER, level: float = LEVEL
) -> float | None:
    """The smallest true increase of a share that a two-sided test would show so often; None where not even all would.

    `before` is the share before, taken as the true one. Units: a proportion, added to `before`.
    Errors: ValueError if the share is not between 0 and 1 or nobody is counted.
    """
    if not 0 <= before <= 1 or of_before <= 0 or of_now <= 0:
        raise ValueError("a share is between 0 and 1, and of somebody")
    lowest, highest = 0.0, 1 - before
    if not _is_seen(before, highest, of_before, of_now, power, level):
        return None
    while highest - lowest > _CLOSE_ENOUGH:
        middle = (lowest + highest) / 2
        if _is_seen(before, middle, of_before, of_now, power, level):
            highest = middle
        else:
            lowest = middle
    return highest


_CLOSE_ENOUGH = 1e-6


def _is_seen(before: float, more: float, m: float, n: float, power: float, level: float) -> bool:
    after = before + more
    pooled = (before * m + after * n) / (m + n)
    by_chance = z_of(1 - level) * sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))
    spread = sqrt(before * (1 - before) / m + after * (1 - after) / n)
    return more > 0 and more >= by_chance + NormalDist().inv_cdf(power) * spread
