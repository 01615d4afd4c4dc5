"""Funnels for units that differ by more than luck: how much more, and limits that allow for it.

Authorities differ in need, practice and recording, so on children's data more units stand outside the usual limits than
inside. These limits take differences of the usual size as given and show what is unusual even so.

Sources: Spiegelhalter (2005), Statistics in Medicine 24:1185-1202, and Quality and Safety in Health Care 14:347-351;
DerSimonian & Laird (1986), Controlled Clinical Trials 7:177-188; Paule & Mandel (1982), Journal of Research of the
National Bureau of Standards 87:377-385; Viechtbauer (2005), Journal of Educational and Behavioral Statistics
30:261-293, for restricted maximum likelihood (REML).

Words: z is how many standard deviations of luck a unit is from the target; phi the mean of z squared, 1 where there is
luck alone; tau2 the variance between units, on the scale that makes luck alike for all sizes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import floor, log, pi
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from lineofsight.stats.funnel import INNER, OUTER, Kind, Numbers, Position, Unit, funnel, target_of
from lineofsight.stats.intervals import Interval, z_of

Places = NDArray[np.intp]
Scale = Literal["arcsine", "log", "square root"]
Trim = Literal["winsorise", "truncate", "none"]
Method = Literal["spiegelhalter", "dersimonian-laird", "reml", "paule-mandel"]
Model = Literal["additive", "multiplicative"]

FEWEST_UNITS = 10
"""Below this, one unusual unit decides the estimate, and the estimate then hides it."""

SHARE_TRIMMED = 0.10

METHODS: dict[Method, str] = {
    "spiegelhalter": "Spiegelhalter's moments, the outer units trimmed",
    "dersimonian-laird": "DerSimonian and Laird",
    "reml": "restricted maximum likelihood",
    "paule-mandel": "Paule and Mandel",
}


@dataclass(frozen=True)
class Scored:
    """Units on the scale that makes luck alike: `y` where each is, `target` where all aim, `s` the luck of each."""

    y: Numbers
    s: Numbers
    target: float
    scale: Scale

    @property
    def z(self) -> Numbers:
        return np.asarray((self.y - self.target) / self.s, dtype=float)


@dataclass(frozen=True)
class Overdispersion:
    """How much more units differ than luck explains. `adjusts` is whether limits are to allow for it; `words`, why."""

    method: str
    n_units: int
    phi: float
    tau2: float
    adjusts: bool
    words: str


def overdispersion(
    units: Sequence[Unit],
    kind: Kind,
    *,
    method: Method = "spiegelhalter",
    trim: Trim = "winsorise",
    share: float = SHARE_TRIMMED,
    scale: Scale | None = None,
    target: float | None = None,
    fewest_units: int = FEWEST_UNITS,
) -> Overdispersion:
    """How much the units differ beyond luck, by a method that is named with the answer.

    `trim` keeps unusual units from hiding themselves; methods other than Spiegelhalter's take all units as they are.
    Below `fewest_units` nothing is estimated: phi is 1, tau2 is 0, and the words say so.
    Errors: ValueError as for `score`; for an unknown method.
    """
    if len(units) < fewest_units:
        return _too_few(len(units), method)
    scored = score(units, kind, scale=scale, target=target)
    return overdispersion_of(scored, method=method, trim=trim, share=share, fewest_units=fewest_units)


def overdispersion_of(
    scored: Scored,
    *,
    method: Method = "spiegelhalter",
    trim: Trim = "winsorise",
    share: float = SHARE_TRIMMED,
    fewest_units: int = FEWEST_UNITS,
) -> Overdispersion:
    """As `overdispersion`, of units that are on their scale already, such as shares that allow for families."""
    if len(scored.y) < fewest_units:
        return _too_few(len(scored.y), method)
    kept, z = trimmed(scored.z, trim, share)
    phi = dispersion(z)
    if method == "spiegelhalter":
        tau2 = tau2_spiegelhalter(z, scored.s[kept])
    else:
        tau2 = _TAU2[method](scored.y, scored.s**2)
    adjusts = len(z) * phi >= len(z) - 1 and tau2 > 0
    more = (
        f"The variance between units is {phi:.1f} times" if phi >= 1 else "The variance between units is no more than"
    )
    words = f"{more} what luck explains ({METHODS[method]}): limits are {'widened' if adjusts else 'for luck alone'}."
    return Overdispersion(METHODS[method], len(scored.y), phi, tau2, adjusts, words)


def adjusted_funnel(
    units: Sequence[Unit],
    kind: Kind,
    found: Overdispersion,
    *,
    model: Model = "additive",
    scale: Scale | None = None,
    target: float | None = None,
) -> tuple[Position, ...]:
    """Each unit beside limits that allow for units differing; for luck alone where `found` does not adjust.

    Additive limits hold for units of all sizes; multiplicative ones widen in proportion, which is hard on large units.
    `found` may be borrowed from another level, such as every authority in England for the teams of one.
    """
    if not found.adjusts:
        return funnel(units, kind, target=target)
    scored = score(units, kind, scale=scale, target=target)
    spread = np.sqrt(scored.s**2 + found.tau2) if model == "additive" else scored.s * np.sqrt(max(1.0, found.phi))
    inner, outer = (scaled_limits(scored, spread, confidence) for confidence in (INNER, OUTER))
    aim = target_of(units, kind) if target is None else target
    return tuple(Position(unit, aim, *both) for unit, *both in zip(units, inner, outer, strict=True))


def scaled_limits(scored: Scored, spread: Numbers, confidence: float = INNER) -> list[Interval]:
    """Limits so many times `spread` around the target, taken back to the unit of the values."""
    half = z_of(confidence) * spread
    lower, upper = (_VALUE[scored.scale](scored.target + side) for side in (-half, half))
    return [Interval(low, high) for low, high in zip(lower.tolist(), upper.tolist(), strict=True)]


def score(units: Sequence[Unit], kind: Kind, *, scale: Scale | None = None, target: float | None = None) -> Scored:
    """Units on the scale that makes luck alike: arcsine for proportions, logarithm or square root for the rest.

    On the logarithm a numerator of 0 has no place, and is taken as half a case; the square root needs no such thing.
    Errors: ValueError for a scale that the kind does not have, a target that is not above 0, or a proportion whose
    numerator exceeds its denominator.
    """
    aim = target_of(units, kind) if target is None else target
    used = scale or _SCALES[kind][0]
    if used not in _SCALES[kind]:
        raise ValueError(f"a {kind} is scored on the scale {' or '.join(_SCALES[kind])}, not {used}")
    if aim <= 0:
        raise ValueError("units are scored around a target above 0")
    n, of = np.array([[unit.numerator, unit.denominator] for unit in units], dtype=float).T
    if used == "arcsine":
        if np.any(n > of) or aim > 1:
            raise ValueError("a proportion's numerator is within its denominator, and its target within 1")
        return Scored(np.arcsin(np.sqrt(n / of)), 0.5 / np.sqrt(of), float(np.arcsin(aim**0.5)), used)
    if used == "square root":
        return Scored(np.sqrt(n / of), 0.5 / np.sqrt(of), aim**0.5, used)
    if kind == "counts":  # both counts vary, and either may be small
        return Scored(
            np.log((n + 0.5) / (of + 0.5)), np.sqrt(n / (n + 0.5) ** 2 + of / (of + 0.5) ** 2), log(aim), used
        )
    return Scored(np.log(np.where(n == 0, 0.5, n) / of), 1 / np.sqrt(of * aim), log(aim), used)


def winsorise(z: Sequence[float] | Numbers, share: float = SHARE_TRIMMED) -> Numbers:
    """The outermost `share` at each end brought in to where the rest begins."""
    values = np.asarray(z, dtype=float)
    low, high = np.quantile(values, [share, 1 - share])
    return np.asarray(np.clip(values, low, high), dtype=float)


def truncate(z: Sequence[float] | Numbers, share: float = SHARE_TRIMMED) -> Numbers:
    """All but the outermost `share` at each end, rounded down to whole units, in the order given."""
    _, kept = trimmed(np.asarray(z, dtype=float), "truncate", share)
    return kept


def trimmed(z: Numbers, trim: Trim, share: float = SHARE_TRIMMED) -> tuple[Places, Numbers]:
    """Which units are kept, as places, and their z."""
    everything = np.arange(len(z))
    if trim == "truncate":
        kept = _kept(z, share)
        return kept, np.take(z, kept)
    return everything, winsorise(z, share) if trim == "winsorise" else z


def dispersion(z: Sequence[float] | Numbers) -> float:
    """Phi: the mean of z squared, about 1 where there is luck alone."""
    return float(np.mean(np.square(z)))


def tau2_spiegelhalter(z: Sequence[float] | Numbers, s: Sequence[float] | Numbers) -> float:
    """Variance between units about the target, from z that may be trimmed and the luck of the same units; from 0."""
    weights = 1 / np.square(s)
    count = len(weights)
    excess = count * dispersion(z) - (count - 1)
    return float(max(0.0, excess / (weights.sum() - np.square(weights).sum() / weights.sum())))


def tau2_dersimonian_laird(y: Sequence[float] | Numbers, variances: Sequence[float] | Numbers) -> float:
    """Variance between units about their own weighted mean, in one step; from 0."""
    values, weights = np.asarray(y, dtype=float), 1 / np.asarray(variances, dtype=float)
    excess = _heterogeneity(values, weights) - (len(values) - 1)
    return float(max(0.0, excess / (weights.sum() - np.square(weights).sum() / weights.sum())))


def tau2_paule_mandel(y: Sequence[float] | Numbers, variances: Sequence[float] | Numbers) -> float:
    """Variance between units that makes their weighted scatter what it should be; from 0."""
    values, own = np.asarray(y, dtype=float), np.asarray(variances, dtype=float)
    return _falls_to_zero(lambda tau2: _heterogeneity(values, 1 / (own + tau2)) - (len(values) - 1), values)


def tau2_reml(y: Sequence[float] | Numbers, variances: Sequence[float] | Numbers) -> float:
    """Variance between units of highest restricted likelihood; from 0."""
    values, own = np.asarray(y, dtype=float), np.asarray(variances, dtype=float)

    def slope(tau2: float) -> float:
        weights = 1 / (own + tau2)
        squares = np.square(weights)
        residuals = values - np.average(values, weights=weights)
        return float(np.sum(squares * np.square(residuals)) - weights.sum() + squares.sum() / weights.sum())

    return _falls_to_zero(slope, values)


_TAU2: dict[Method, Callable[[Numbers, Numbers], float]] = {
    "dersimonian-laird": tau2_dersimonian_laird,
    "reml": tau2_reml,
    "paule-mandel": tau2_paule_mandel,
}

_SCALES: dict[Kind, tuple[Scale, ...]] = {
    "proportion": ("arcsine",),
    "ratio": ("log", "square root"),
    "rate": ("log", "square root"),
    "counts": ("log",),
}


_VALUE: dict[Scale, Callable[[Numbers], Numbers]] = {
    "arcsine": lambda y: np.square(np.sin(np.clip(y, 0, pi / 2))),
    "log": np.exp,
    "square root": lambda y: np.square(np.maximum(y, 0)),
}
"""From the scale back to the value. Past an end of the scale, the value is the one at its end."""


def _too_few(n_units: int, method: Method) -> Overdispersion:
    words = f"Not adjusted: {n_units} units are too few to tell how much units differ."
    return Overdispersion(METHODS[method], n_units, 1.0, 0.0, False, words)


def _kept(values: Numbers, share: float) -> Places:
    order = np.argsort(values, kind="stable")
    dropped = floor(share * len(values))
    return np.sort(order[dropped : len(values) - dropped])


def _heterogeneity(values: Numbers, weights: Numbers) -> float:
    """The weighted scatter of values about their weighted mean (Cochran's Q)."""
    return float(np.sum(weights * np.square(values - np.average(values, weights=weights))))


def _falls_to_zero(falling: Callable[[float], float], values: Numbers) -> float:
    from scipy.optimize import brentq

    if falling(0.0) <= 0:
        return 0.0
    high = float(np.var(values)) or 1.0
    while falling(high) > 0:
        high *= 2
    return float(brentq(falling, 0.0, high, xtol=1e-16, rtol=1e-13))
