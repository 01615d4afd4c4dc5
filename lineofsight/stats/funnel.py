"""Funnel limits: how far a team, district or authority of its size could stand from the target by luck.

Sources: Spiegelhalter (2005), Statistics in Medicine 24:1185-1202, whose appendix gives the interpolated exact limits;
Lancaster (1961), JASA 56:223-234, for the mid-P rule; Public Health England's technical guide (PHEindicatormethods) for
limits by number of events.

Three ways to draw a limit:

- `mid_p`, ours: a point stands outside exactly where its mid-P value says so, so the picture and the words agree. It is
  Spiegelhalter's limit moved up by half a case.
- `spiegelhalter`: as published. At small numbers the upper limit is low: of 5 children with a target of 22.6%, three
  are above it, which happens by luck 8 times in 100 and not 2.5.
- `normal`: the usual formula, for weighted counts, which have no exact limits. At small numbers it misses the skew.

These limits allow for luck alone. Where units differ by more than luck, as children's services nearly always do, see
`overdispersion`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import inf, isfinite
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from lineofsight.stats.intervals import Interval, exact_poisson, z_of

Kind = Literal["proportion", "ratio", "rate", "counts"]
"""What is compared: a share of children; observed over expected; a count over a population; one count over another."""

Rule = Literal["mid_p", "spiegelhalter", "normal"]

Numbers = NDArray[np.float64]

OUTER = 0.998
INNER = 0.95


@dataclass(frozen=True)
class Unit:
    """One point of a funnel. The denominator is children, expected events, population, or a second count, by kind."""

    name: str
    numerator: float
    denominator: float

    def __post_init__(self) -> None:
        if not (isfinite(self.numerator) and isfinite(self.denominator)):
            raise ValueError(f"{self.name}: a funnel needs numbers")
        if self.numerator < 0 or self.denominator <= 0:
            raise ValueError(f"{self.name}: a funnel needs a numerator from 0 and a denominator above 0")

    @property
    def value(self) -> float:
        return self.numerator / self.denominator


class Place(StrEnum):
    """Where a value stands. Each side of the 95% limits holds 2.5% of luck, each side of the 99.8% limits 0.1%."""

    ABOVE_OUTER = "above the 99.8% limit"
    ABOVE_INNER = "above the 95% limit"
    WITHIN = "within the limits"
    BELOW_INNER = "below the 95% limit"
    BELOW_OUTER = "below the 99.8% limit"


@dataclass(frozen=True)
class Position:
    """A unit in the funnel; target and limits are in the unit of its value."""

    unit: Unit
    target: float
    inner: Interval
    outer: Interval

    @property
    def place(self) -> Place:
        return place(self.unit.value, self.inner, self.outer)


def funnel(
    units: Sequence[Unit], kind: Kind, *, target: float | None = None, rule: Rule = "mid_p"
) -> tuple[Position, ...]:
    """Each unit beside its 95% and 99.8% control limits, in the order given.

    `target` is by default what all units have together; for a ratio it is 1.
    Errors: ValueError where a proportion's numerator exceeds its denominator, where exact limits are asked of numbers
    that are not whole, or where the target is not a possible value.
    """
    aim = target_of(units, kind) if target is None else target
    inner, outer = (limits(units, kind, aim, confidence=confidence, rule=rule) for confidence in (INNER, OUTER))
    return tuple(Position(unit, aim, *both) for unit, *both in zip(units, inner, outer, strict=True))


def target_of(units: Sequence[Unit], kind: Kind) -> float:
    """What all units have together: the sum of numerators over that of denominators; 1 for a ratio."""
    if kind == "ratio":
        return 1.0
    if not units:
        raise ValueError("a target needs at least one unit")
    return sum(unit.numerator for unit in units) / sum(unit.denominator for unit in units)


def limits(
    units: Sequence[Unit], kind: Kind, target: float, *, confidence: float = INNER, rule: Rule = "mid_p"
) -> list[Interval]:
    """Control limits of each unit, in the unit of its value. A target of 0 leaves luck no room. Errors as `funnel`."""
    if kind == "proportion" and any(unit.numerator > unit.denominator for unit in units):
        raise ValueError("a proportion's numerator is within its denominator")
    if target == 0:
        return [Interval(0.0, 0.0)] * len(units)
    if kind == "proportion":
        return proportion_limits(target, [unit.denominator for unit in units], confidence=confidence, rule=rule)
    if kind == "counts":
        totals = [unit.numerator + unit.denominator for unit in units]
        return counts_limits(target, totals, confidence=confidence, rule=rule)
    expected = [target * unit.denominator for unit in units]
    return [found * target for found in ratio_limits(expected, confidence=confidence, rule=rule)]


def proportion_limits(
    target: float, denominators: Sequence[float], *, confidence: float = INNER, rule: Rule = "mid_p"
) -> list[Interval]:
    """Control limits for a proportion among so many children, within 0 and 1, one a denominator.

    Errors: ValueError if the target is not within 0 and 1, a denominator is not above 0, or exact limits are asked of
    a denominator that is not whole.
    """
    from scipy.stats import binom

    if not 0 <= target <= 1 or not all(of > 0 for of in denominators):
        raise ValueError("limits of a proportion need a target from 0 to 1 and denominators above 0")
    if target in {0, 1}:
        return [Interval(target, target)] * len(denominators)
    of = np.asarray(denominators, dtype=float)
    if rule == "normal":
        half = z_of(confidence) * np.sqrt(target * (1 - target) / of)
        return _intervals(target - half, target + half, highest=1.0)
    if np.any(of != np.floor(of)):
        raise ValueError("exact limits need whole denominators; for weighted counts ask for normal ones")
    lower, upper = drawn_limits(binom(of, target), confidence=confidence, rule=rule)
    return _intervals(lower / of, upper / of, highest=1.0)


def ratio_limits(expected: Sequence[float], *, confidence: float = INNER, rule: Rule = "mid_p") -> list[Interval]:
    """Control limits for observed over expected events: how far from 1 luck takes it, one an expected number.

    Errors: ValueError if nothing is expected.
    """
    from scipy.stats import poisson

    if not all(number > 0 for number in expected):
        raise ValueError("limits of a ratio need more than 0 expected")
    events = np.asarray(expected, dtype=float)
    if rule == "normal":
        half = z_of(confidence) / np.sqrt(events)
        return _intervals(1 - half, 1 + half)
    lower, upper = drawn_limits(poisson(events), confidence=confidence, rule=rule)
    return _intervals(lower / events, upper / events)


def counts_limits(
    target: float, totals: Sequence[float], *, confidence: float = INNER, rule: Rule = "mid_p"
) -> list[Interval]:
    """Control limits for one count over another, such as children who started over children who left.

    Of a total, both counts together, the first is a binomial share: what the share could be says what the ratio could.
    Errors: ValueError if the target is not above 0, or as for a proportion.
    """
    if not 0 < target < inf:
        raise ValueError("limits of one count over another need a target above 0")
    shares = proportion_limits(target / (1 + target), totals, confidence=confidence, rule=rule)
    return [Interval(_odds(share.lower), _odds(share.upper)) for share in shares]


def drawn_limits(law: Any, *, confidence: float = INNER, rule: Rule = "mid_p") -> tuple[Numbers, Numbers]:
    """Lower and upper limits of counts that follow a `scipy.stats` law, drawn between whole numbers; may be below 0.

    With r the smallest count that the law reaches with chance p, Spiegelhalter's limit lies below r by the part of r's
    own chance that is past p. Half a case higher, a count is outside just where half its chance and all beyond is less
    than p leaves over.
    """
    up = 0.5 if rule == "mid_p" else 0.0
    tail = (1 - confidence) / 2
    return _interpolated(law, tail) + up, _interpolated(law, 1 - tail) + up


def limits_by_events(events: int, target: float, *, confidence: float = INNER) -> Interval:
    """Control limits for a rate or ratio on a chart whose axis is the events seen, as Public Health England draws it.

    The limits are the rates at which a unit with so many events would be just inside: events over what would just have
    been expected.
    Errors: ValueError for fewer than 1 event, where there is no upper limit.
    """
    if events < 1:
        raise ValueError("limits by number of events need at least 1 event")
    expected = exact_poisson(events, confidence=confidence)
    return Interval(target * events / expected.upper, target * events / expected.lower)


def place(value: float, inner: Interval, outer: Interval) -> Place:
    """Where a value stands by its control limits; on a limit is within."""
    if value > outer.upper:
        return Place.ABOVE_OUTER
    if value < outer.lower:
        return Place.BELOW_OUTER
    if value > inner.upper:
        return Place.ABOVE_INNER
    return Place.BELOW_INNER if value < inner.lower else Place.WITHIN


def place_by_interval(target: float, inner: Interval, outer: Interval) -> Place:
    """Where a unit stands by its own 95% and 99.8% confidence intervals, as Public Health England labels it."""
    mirrored = {
        Place.ABOVE_OUTER: Place.BELOW_OUTER,
        Place.ABOVE_INNER: Place.BELOW_INNER,
        Place.BELOW_INNER: Place.ABOVE_INNER,
        Place.BELOW_OUTER: Place.ABOVE_OUTER,
    }
    found = place(target, inner, outer)
    return mirrored.get(found, found)


def _interpolated(law: Any, p: float) -> Numbers:
    r = law.ppf(p)
    return np.asarray(r - (law.cdf(r) - p) / law.pmf(r), dtype=float)


def _intervals(lower: Numbers, upper: Numbers, highest: float = inf) -> list[Interval]:
    """A limit that no value can pass is drawn where values end."""
    pairs = zip(np.maximum(lower, 0.0).tolist(), np.clip(upper, 0.0, highest).tolist(), strict=True)
    return [Interval(low, high) for low, high in pairs]


def _odds(share: float) -> float:
    return share / (1 - share) if share < 1 else inf
