"""A share among children who do not count singly, because brothers and sisters share one decision.

Families make a share vary as if there were fewer children: the effective number, which is seldom whole. So does it when
true shares differ between teams. The law is then the binomial one, carried on between whole numbers by the beta
function. With an effective number that is the number of children, and a whole count, it is the binomial law itself.

Sources: Kish (1965), Survey Sampling, for the design effect; Korn & Graubard (1998), Survey Methodology 24:193-201, for
exact limits with an effective number; Lancaster (1961), JASA 56:223-234, for the mid-P rule, by which intervals, limits
and P values agree.

Shares and chances are proportions, 0 to 1; `n` is an effective number of children above 0.
"""

from collections.abc import Callable, Sequence

import numpy as np

from lineofsight.stats.funnel import INNER
from lineofsight.stats.intervals import Interval
from lineofsight.stats.power import USUAL_POWER, Power

_NEAR = 1e-12


def design_effect(outcomes: Sequence[float], expected: Sequence[float], families: Sequence[str]) -> float:
    """How many times more sums over whole families vary than sums over as many unrelated children; at least 1.

    One entry a child: outcomes of 0 and 1, the chance that its facts give it, and its family.
    Errors: ValueError where luck has no room, since every chance is 0 or 1.
    """
    chance = np.array(expected, dtype=float)
    _, place = np.unique(np.array(families), return_inverse=True)
    of_family = np.bincount(place, weights=np.array(outcomes, dtype=float) - chance)
    alone = float(np.sum(chance * (1 - chance)))
    if alone <= 0:
        raise ValueError("a design effect needs chances between 0 and 1")
    return max(1.0, float(np.sum(np.square(of_family))) / alone)


def mid_p_share(share: float, n: float, chance: float) -> float:
    """Two-sided mid-P value of a share. Errors: ValueError for numbers that are not possible."""
    above = _above(share * n, n, chance)
    return min(1.0, 2 * min(above, 1 - above))


def share_interval(share: float, n: float, *, confidence: float = INNER) -> Interval:
    """The chances that a share does not rule out: it holds a chance just where the mid-P value is not small."""
    tail = (1 - confidence) / 2
    return Interval(_chance_of(share * n, n, tail), _chance_of(share * n, n, 1 - tail))


def share_limits(chance: float, n: float, *, confidence: float = INNER) -> Interval:
    """How far luck takes a share from its chance. 0 or 1 where a share so far out is within luck."""
    tail = (1 - confidence) / 2
    return Interval(_share_of(chance, n, 1 - tail), _share_of(chance, n, tail))


def power_of_share(chance: float, n: float, *, confidence: float = INNER, power: float = USUAL_POWER) -> Power:
    """The true chances that would be outside these limits `power` of the time; None where no share is outside."""
    if not 0 < power < 1:
        raise ValueError("power is between 0 and 1, such as 0.8")
    within = share_limits(chance, n, confidence=confidence)
    above, below = within.upper < 1, within.lower > 0
    return Power(
        target=chance,
        shows_above=_chance_of(within.upper * n, n, power) if above else None,
        shows_below=_chance_of(within.lower * n, n, 1 - power) if below else None,
        outside_if_typical=(1 - confidence) / 2 * (above + below),
    )


def _above(count: float, n: float, chance: float) -> float:
    """Half the chance of this count and all of any above it, between whole counts as the beta function runs."""
    from scipy.special import betainc

    if n <= 0 or not -_NEAR <= count / n <= 1 + _NEAR or not 0 <= chance <= 1:
        raise ValueError("a share is within 0 and 1, of more than 0 children, and so is its chance")
    at_least = float(betainc(count, n - count + 1, chance)) if count > 0 else 1.0
    more = float(betainc(count + 1, n - count, chance)) if count < n else 0.0
    return (at_least + more) / 2


def _chance_of(count: float, n: float, tail: float) -> float:
    """The chance under which so many, or more, come in that share of the time; 0 or 1 where none is."""
    return _crossing(lambda chance: _above(count, n, chance) - tail, 1.0)


def _share_of(chance: float, n: float, tail: float) -> float:
    """The share that is reached, or passed, in that share of the time; 0 or 1 where none is."""
    return _crossing(lambda count: tail - _above(min(count, n), n, chance), n) / n


def _crossing(rising: Callable[[float], float], highest: float) -> float:
    from scipy.optimize import brentq

    if rising(0.0) >= 0:
        return 0.0
    if rising(highest) <= 0:
        return highest
    return float(brentq(rising, 0.0, highest, xtol=1e-12, rtol=1e-12))
