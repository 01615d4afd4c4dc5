"""Many teams looked at together: how surprising each is by itself, and which to look at when some differ by luck.

Sources: Holm (1979), Scandinavian Journal of Statistics 6:65-70; Benjamini & Hochberg (1995), JRSS B 57:289-300;
Benjamini & Yekutieli (2001), Annals of Statistics 29:1165-1188; Lancaster (1961), JASA 56:223-234, for the mid-P value.

A list so made tells where to ask first. It is no finding about a team, and says nothing of any person.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

FALSE_DISCOVERY_RATE = 0.10
"""Of the teams flagged, the share that we accept are there by luck, on average over many such lists."""


@dataclass(frozen=True)
class Flag:
    """One team of a list. `adjusted_p` is its P value after allowing for the number of teams looked at."""

    name: str
    p: float
    adjusted_p: float
    flagged: bool


def flag_teams(
    p_values: Mapping[str, float], *, rate: float = FALSE_DISCOVERY_RATE, overlapping: bool = False
) -> tuple[Flag, ...]:
    """Which teams to look at, most surprising first, so that about `rate` of those flagged are there by luck.

    One list is one question: give it every team that the question was asked of, not those that look interesting.
    `overlapping` teams (a child may count in two) need Benjamini and Yekutieli, which flags fewer.
    Errors: ValueError if a P value is not between 0 and 1, or the rate is not.
    """
    if not 0 < rate < 1:
        raise ValueError("a false discovery rate is between 0 and 1, such as 0.10")
    adjust = benjamini_yekutieli if overlapping else benjamini_hochberg
    adjusted = adjust(list(p_values.values()))
    flags = [Flag(name, p, q, q <= rate) for (name, p), q in zip(p_values.items(), adjusted, strict=True)]
    return tuple(sorted(flags, key=lambda flag: (flag.p, flag.name)))


def bonferroni(p_values: Sequence[float]) -> list[float]:
    """Each P value times their number: below 5%, the chance of even one false flag is below 5%."""
    return [min(1.0, p * len(p_values)) for p in _checked(p_values)]


def holm(p_values: Sequence[float]) -> list[float]:
    """What Bonferroni promises with more power: the smallest times their number, the next times one fewer, so on."""
    ordered = sorted(_checked(p_values))
    stepped = [p * (len(ordered) - i) for i, p in enumerate(ordered)]
    return _in_place(p_values, list(accumulate(stepped, max)))


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """Adjusted for the false discovery rate, where teams are independent or lean the same way."""
    ordered = sorted(_checked(p_values))
    stepped = [p * len(ordered) / (i + 1) for i, p in enumerate(ordered)]
    return _in_place(p_values, list(accumulate(reversed(stepped), min))[::-1])


def benjamini_yekutieli(p_values: Sequence[float]) -> list[float]:
    """Adjusted for the false discovery rate, however the teams depend on each other."""
    ordered = sorted(_checked(p_values))
    harmonic = sum(1 / i for i in range(1, len(ordered) + 1))
    stepped = [p * harmonic * len(ordered) / (i + 1) for i, p in enumerate(ordered)]
    return _in_place(p_values, list(accumulate(reversed(stepped), min))[::-1])


def mid_p_poisson(observed: int, expected: float) -> float:
    """Two-sided mid-P value of a count: half the chance of just this count, and the chance of any further out, doubled.

    Errors: ValueError if the count is below 0 or nothing was expected.
    """
    from scipy.stats import poisson

    if observed < 0 or expected <= 0:
        raise ValueError("a P value needs a count from 0 and more than 0 expected")
    return _mid_p(observed, poisson(expected))


def mid_p_binomial(numerator: int, denominator: int, proportion: float) -> float:
    """Two-sided mid-P value of a share, against a proportion from 0 to 1.

    Errors: ValueError if the numerator is not within its denominator or the proportion is not between 0 and 1.
    """
    from scipy.stats import binom

    if not 0 <= numerator <= denominator or not 0 < proportion < 1:
        raise ValueError("a P value needs a numerator from 0 to its denominator, and a proportion between 0 and 1")
    return _mid_p(numerator, binom(denominator, proportion))


def _mid_p(count: int, law: Any) -> float:
    """Each tail is summed by itself: one less the other tail loses the digits of a very small P, and may go below 0."""
    half = law.pmf(count) / 2
    return min(1.0, 2 * float(min(law.cdf(count - 1) + half, law.sf(count) + half)))


def _in_place(p_values: Sequence[float], adjusted: Sequence[float]) -> list[float]:
    """Adjusted values, given in the order of P, in the order that the P values came in."""
    places = sorted(range(len(p_values)), key=p_values.__getitem__)
    by_place = dict(zip(places, adjusted, strict=True))
    return [min(1.0, by_place[place]) for place in range(len(p_values))]


def _checked(p_values: Sequence[float]) -> Sequence[float]:
    if not all(0 <= p <= 1 for p in p_values):
        raise ValueError("a P value is between 0 and 1")
    return p_values
