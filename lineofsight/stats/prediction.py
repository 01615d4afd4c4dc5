"""Funnels as predictions: where a typical unit of this size would be, when typical units differ and counts are whole.

Each unit has a true share or rate of its own, drawn from one spread; its count adds luck to that. The limits hold 95%
and 99.8% of the counts of such units. They keep to 0 and 1 and to whole cases, which widened normal limits do not.

Sources: Skellam (1948), JRSS B 10:257-261, for the beta-binomial; Greenwood & Yule (1920), JRSS 83:255-279, for the
gamma-Poisson (negative binomial); the spread is of highest likelihood around the given target.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import exp, log
from typing import Any

import numpy as np

from lineofsight.stats.funnel import INNER, OUTER, Kind, Numbers, Position, Unit, drawn_limits, funnel, target_of
from lineofsight.stats.intervals import Interval
from lineofsight.stats.overdispersion import FEWEST_UNITS

_LEAST, _MOST = 1e-6, 10.0


@dataclass(frozen=True)
class Spread:
    """How true values vary between units. 0 where they do not, or where units are too few to tell: `words` say which.

    `size` is, for proportions and one count over another, the correlation of two children of one unit (0 to 1); for
    ratios and rates the variance of true ratios around 1. `estimated` is whether units were enough to tell.
    """

    size: float
    words: str
    estimated: bool = True


def spread_between(
    units: Sequence[Unit], kind: Kind, *, target: float | None = None, fewest_units: int = FEWEST_UNITS
) -> Spread:
    """The spread between units that makes their counts likeliest.

    All units count, so an unusual one widens the limits that it is held to: with few units, prefer a spread borrowed
    from every authority in England.
    Errors: ValueError as for `predictive_funnel`.
    """
    if len(units) < fewest_units:
        return Spread(0.0, f"Not adjusted: {len(units)} units are too few to tell how much units differ.", False)
    counts, sizes, aim = _counts(units, kind, target)
    size = _likeliest(lambda spread: float(np.sum(_law(kind, sizes, aim, spread).logpmf(counts))), kind)
    if not size:
        return Spread(0.0, "Units differ no more than by luck: limits are for luck alone.")
    return Spread(size, "Units differ by more than luck: limits hold what a typical unit of this size would show.")


def predictive_funnel(
    units: Sequence[Unit], kind: Kind, spread: Spread, *, target: float | None = None
) -> tuple[Position, ...]:
    """Each unit beside the limits that hold 95% and 99.8% of typical units of its size.

    Errors: ValueError for numbers that are not whole, or a target that leaves no luck.
    """
    if not spread.size:
        return funnel(units, kind, target=target)
    _, sizes, aim = _counts(units, kind, target)
    law = _law(kind, sizes, aim, spread.size)
    inner, outer = (_in_unit(units, kind, *drawn_limits(law, confidence=level)) for level in (INNER, OUTER))
    shown = target_of(units, kind) if target is None else target
    return tuple(Position(unit, shown, *both) for unit, *both in zip(units, inner, outer, strict=True))


@dataclass(frozen=True)
class Shrunk:
    """A unit's likely true value, drawn from its own towards the target by as much as luck may have moved it."""

    unit: Unit
    value: float
    interval: Interval


def shrink(
    units: Sequence[Unit], kind: Kind, spread: Spread, *, target: float | None = None, confidence: float = INNER
) -> tuple[Shrunk, ...]:
    """Each unit's likely true value, for display beside its own: a random-intercept (empirical Bayes) estimate.

    The fewer a unit's children, the nearer to the target. Nobody is to be flagged by these: they are pulled in already.
    Source: Clayton & Kaldor (1987), Biometrics 43:671-681. The interval takes spread and target as known, so with few
    units it is a little narrow.
    Errors: ValueError where the spread was not estimated; as `predictive_funnel`.
    """
    from scipy.special import betaincinv, gammaincinv

    if not spread.estimated:
        raise ValueError("too few units to shrink by their own spread; borrow one from more of them")
    n, sizes, aim = _counts(units, kind, target)
    shown = target_of(units, kind) if target is None else target
    if not spread.size:
        return tuple(Shrunk(unit, shown, Interval(shown, shown)) for unit in units)
    tails = ((1 - confidence) / 2, (1 + confidence) / 2)
    if kind in {"ratio", "rate"}:
        shape, size = n + 1 / spread.size, sizes + 1 / spread.size
        drawn_in = [shown * each / size for each in (shape, *(gammaincinv(shape, tail) for tail in tails))]
    else:
        prior = (1 - spread.size) / spread.size
        a, b = n + aim * prior, sizes - n + (1 - aim) * prior
        drawn_in = [a / (a + b), *(betaincinv(a, b, tail) for tail in tails)]
    if kind == "counts":
        drawn_in = [share / (1 - share) for share in drawn_in]
    rows = zip(units, *(each.tolist() for each in drawn_in), strict=True)
    return tuple(Shrunk(unit, value, Interval(lower, upper)) for unit, value, lower, upper in rows)


def beta_binomial(denominators: Numbers, target: float, correlation: float) -> Any:
    """The law of counts among so many children, whose unit's true share varies around the target."""
    from scipy.stats import betabinom, binom

    if not correlation:
        return binom(denominators, target)
    size = (1 - correlation) / correlation
    return betabinom(denominators, target * size, (1 - target) * size)


def gamma_poisson(expected: Numbers, variance: float) -> Any:
    """The law of counts where so many are expected, and a unit's true ratio varies around 1."""
    from scipy.stats import nbinom, poisson

    if not variance:
        return poisson(expected)
    return nbinom(1 / variance, 1 / (1 + expected * variance))


def _law(kind: Kind, sizes: Numbers, aim: float, spread: float) -> Any:
    return beta_binomial(sizes, aim, spread) if kind in {"proportion", "counts"} else gamma_poisson(sizes, spread)


def _counts(units: Sequence[Unit], kind: Kind, target: float | None) -> tuple[Numbers, Numbers, float]:
    """Counts, the sizes that their law takes, and its target: a share of both counts where one is held over another."""
    aim = target_of(units, kind) if target is None else target
    n, of = np.array([[unit.numerator, unit.denominator] for unit in units], dtype=float).T
    if np.any(n != np.floor(n)) or aim <= 0:
        raise ValueError("a prediction needs whole counts and a target above 0")
    if kind in {"ratio", "rate"}:
        return n, of * aim, 1.0
    if np.any(of != np.floor(of)) or (kind == "proportion" and (aim >= 1 or np.any(n > of))):
        raise ValueError("a prediction needs whole denominators that hold their numerators, and a target below 1")
    return (n, of, aim) if kind == "proportion" else (n, n + of, aim / (1 + aim))


def _in_unit(units: Sequence[Unit], kind: Kind, lower: Numbers, upper: Numbers) -> list[Interval]:
    """Limits of counts as limits of values; one count over another where the rest of the total is the other."""
    found = []
    for unit, low, high in zip(units, np.maximum(lower, 0).tolist(), upper.tolist(), strict=True):
        total = unit.numerator + unit.denominator
        if kind == "counts":
            found.append(Interval(low / (total - low), high / (total - high) if high < total else float("inf")))
        else:
            most = 1.0 if kind == "proportion" else float("inf")
            found.append(Interval(low / unit.denominator, min(most, high / unit.denominator)))
    return found


def _likeliest(likelihood: Callable[[float], float], kind: Kind) -> float:
    """The spread of highest likelihood, sought on its logarithm; 0 unless it is likelier than none."""
    from scipy.optimize import minimize_scalar

    most = 0.9 if kind in {"proportion", "counts"} else _MOST
    found = minimize_scalar(
        lambda size: -likelihood(exp(size)), bounds=(log(_LEAST), log(most)), method="bounded", options={"xatol": 1e-6}
    )
    return exp(float(found.x)) if -found.fun > likelihood(0.0) else 0.0
