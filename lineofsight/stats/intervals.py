"""Intervals for proportions, counts, rates and means: how far chance alone could have moved a figure.

Sources: Wilson (1927), JASA 22:209-212; Byar's approximation in Breslow & Day (1987), Statistical Methods in Cancer
Research II, equation 2.16; Garwood (1936), Biometrika 28:437-442, for exact Poisson limits; Clopper & Pearson (1934),
Biometrika 26:404-413, for exact binomial ones; Student (1908), Biometrika 6:1-25, for a mean. The choice between Byar
and exact Poisson is that of Public Health England (PHEindicatormethods): exact below 10, Byar from 10 on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist, fmean, stdev

EXACT_BELOW = 10
_NEARLY_ONE = 1 - 1e-13


@dataclass(frozen=True)
class Interval:
    """Lower and upper limit, in the unit of what they are about."""

    lower: float
    upper: float

    def __mul__(self, factor: float) -> "Interval":
        return Interval(self.lower * factor, self.upper * factor)


def wilson(numerator: float, denominator: float, *, confidence: float = 0.95) -> Interval:
    """Wilson's score interval for a proportion; it stays within 0 and 1, and has width at 0 and at 100%.

    Units: proportions, 0 to 1.
    Errors: ValueError if the denominator is not above zero, the numerator is not within it, or the confidence is not
    between 0 and 1.
    """
    if denominator <= 0 or not 0 <= numerator <= denominator:
        raise ValueError("a proportion needs a numerator from 0 to its denominator, and a denominator above 0")
    z = z_of(confidence)
    middle = 2 * numerator + z * z
    half = z * sqrt(z * z + 4 * numerator * (1 - numerator / denominator))
    whole = 2 * (denominator + z * z)
    return Interval(max(0.0, (middle - half) / whole), min(1.0, (middle + half) / whole))


def byar(count: float, *, confidence: float = 0.95) -> Interval:
    """Byar's approximate Poisson limits for a count. Errors: ValueError if the count is negative."""
    if count < 0:
        raise ValueError("a count is not negative")
    z = z_of(confidence)
    above = count + 1
    upper = above * (1 - 1 / (9 * above) + z / (3 * sqrt(above))) ** 3
    lower = count * (1 - 1 / (9 * count) - z / (3 * sqrt(count))) ** 3 if count else 0.0
    return Interval(max(0.0, lower), upper)


def exact_poisson(count: int, *, confidence: float = 0.95) -> Interval:
    """Garwood's exact limits: the means under which so few, or so many, would happen in half the rest of the chance.

    Errors: ValueError if the count is not a whole number from 0.
    """
    from scipy.special import gammaincinv

    if count < 0 or count != int(count):
        raise ValueError("exact limits need a whole number from 0")
    tail = (1 - _checked(confidence)) / 2
    lower = float(gammaincinv(count, tail)) if count else 0.0
    return Interval(lower, float(gammaincinv(count + 1, 1 - tail)))


def exact_binomial(numerator: int, denominator: int, *, confidence: float = 0.95) -> Interval:
    """Clopper and Pearson's exact limits for a proportion: wider than Wilson's, and never less sure than they say.

    Units: proportions, 0 to 1.
    Errors: ValueError if the numbers are not whole, or the numerator is not within the denominator.
    """
    from scipy.special import betaincinv

    if (
        denominator < 1
        or not 0 <= numerator <= denominator
        or (numerator, denominator)
        != (
            int(numerator),
            int(denominator),
        )
    ):
        raise ValueError("exact limits need whole numbers, the numerator from 0 to its denominator")
    tail = (1 - _checked(confidence)) / 2
    rest = denominator - numerator
    lower = float(betaincinv(numerator, rest + 1, tail)) if numerator else 0.0
    upper = float(betaincinv(numerator + 1, rest, 1 - tail)) if rest else 1.0
    return Interval(lower, upper)


def count_interval(count: float, *, confidence: float = 0.95) -> Interval:
    """Limits for a count of events: exact below 10, Byar's from there on."""
    if count < EXACT_BELOW and count == int(count):
        return exact_poisson(int(count), confidence=confidence)
    return byar(count, confidence=confidence)


def rate_interval(count: float, population: float, *, per: float = 10_000, confidence: float = 0.95) -> Interval:
    """Limits for a rate, the population taken as known. Also for observed over expected, with `per=1`.

    Units: the limits are per `per`, as the rate is.
    Errors: ValueError if the population is not above zero.
    """
    if population <= 0:
        raise ValueError("a rate needs a population above 0")
    return count_interval(count, confidence=confidence) * (per / population)


def mean_interval(values: Sequence[float], *, confidence: float = 0.95) -> Interval:
    """Student's limits for a mean, in the unit of the values. Errors: ValueError for fewer than two values."""
    from scipy.special import stdtrit

    if len(values) < 2:
        raise ValueError("the mean of one value has no interval: nothing says how values vary")
    t = float(stdtrit(len(values) - 1, (1 + _checked(confidence)) / 2))
    middle, half = fmean(values), t * stdev(values) / sqrt(len(values))
    return Interval(middle - half, middle + half)


def z_of(confidence: float) -> float:
    """How many standard deviations hold so much of a normal distribution: 1.96 for 95%."""
    return NormalDist().inv_cdf((1 + _checked(confidence)) / 2)


def _checked(confidence: float) -> float:
    if not 0 < confidence < _NEARLY_ONE:
        raise ValueError("confidence is between 0 and 1, such as 0.95")
    return confidence
