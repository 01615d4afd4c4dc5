"""Charts of things counted: proportions (p), rates (u) and counts (c), and Laney's p' and u' where they vary by more
than counting alone explains.

Sources: Montgomery (2013), Introduction to Statistical Quality Control, 7th edition, chapter 7; Laney (2002), Quality
Engineering 14:531-537, for the primes.
"""

from collections.abc import Sequence

import numpy as np

from lineofsight.stats.charts import Chart, ChartKind, Positions, draw
from lineofsight.stats.rules import MDC_7, Lines, Numbers, RuleSet
from lineofsight.stats.xmr import SIGMA_IN_RANGES, mean_moving_range, mean_of


def p_chart(
    numerators: Sequence[float],
    denominators: Sequence[float],
    *,
    prime: bool = False,
    rules: RuleSet = MDC_7,
    rebase_at: Sequence[int] = (),
    freeze: int | None = None,
    leave_out: Sequence[int] = (),
) -> Chart:
    """A p chart, or with `prime` Laney's p', of proportions, oldest first.

    Units: values and lines are proportions, 0 to 1. Each point has limits for its own denominator.
    Errors: ValueError if a denominator is not above 0 or a numerator is not within it; else as `charts.draw`.
    """
    x, n = np.asarray(numerators, dtype=float), np.asarray(denominators, dtype=float)
    if x.shape != n.shape or not (n > 0).all() or not ((x >= 0) & (x <= n)).all():
        raise ValueError(
            "each month needs a denominator above 0 and a numerator from 0 to it: leave out a month of none"
        )
    values = (x / n).tolist()

    def lines_of(part: slice, base: Positions) -> Lines:
        return p_lines(x[base], n[base], n[part], rules, prime=prime)

    kind: ChartKind = "p prime" if prime else "p"
    return draw(kind, values, lines_of, rules=rules, rebase_at=rebase_at, freeze=freeze, leave_out=leave_out)


def u_chart(
    counts: Sequence[float],
    exposures: Sequence[float],
    *,
    prime: bool = False,
    per: float = 1.0,
    rules: RuleSet = MDC_7,
    rebase_at: Sequence[int] = (),
    freeze: int | None = None,
    leave_out: Sequence[int] = (),
) -> Chart:
    """A u chart, or with `prime` Laney's u', of rates, oldest first.

    Units: values and lines are per `per` of the exposure, which is children, days or child-months.
    Errors: ValueError if an exposure is not above 0 or a count is negative; else as `charts.draw`.
    """
    x, n = np.asarray(counts, dtype=float), np.asarray(exposures, dtype=float) / per
    if x.shape != n.shape or not (n > 0).all() or not (x >= 0).all():
        raise ValueError("each month needs an exposure above 0 and a count from 0")
    values = (x / n).tolist()

    def lines_of(part: slice, base: Positions) -> Lines:
        return u_lines(x[base], n[base], n[part], rules, prime=prime)

    kind: ChartKind = "u prime" if prime else "u"
    return draw(kind, values, lines_of, rules=rules, rebase_at=rebase_at, freeze=freeze, leave_out=leave_out)


def c_chart(
    counts: Sequence[float],
    *,
    rules: RuleSet = MDC_7,
    rebase_at: Sequence[int] = (),
    freeze: int | None = None,
    leave_out: Sequence[int] = (),
) -> Chart:
    """A c chart of counts in months of about the same size, oldest first.

    Errors: ValueError if a count is negative; else as `charts.draw`.
    """
    x = np.asarray(counts, dtype=float)
    if (x < 0).any():
        raise ValueError("a count is not negative")

    def lines_of(_part: slice, base: Positions) -> Lines:
        return c_lines(x[base], rules)

    return draw("c", counts, lines_of, rules=rules, rebase_at=rebase_at, freeze=freeze, leave_out=leave_out)


def p_lines(x: Numbers, n: Numbers, shown: Numbers, rules: RuleSet, *, prime: bool = False) -> Lines:
    """Lines at the denominators `shown`, from numerators `x` of denominators `n` along the last axis."""
    centre = x.sum(axis=-1, keepdims=True) / n.sum(axis=-1, keepdims=True)
    widen = sigma_z(x / n - centre, np.sqrt(centre * (1 - centre) / n)) if prime else 1.0
    return Lines.about(centre, rules.sigma * np.sqrt(centre * (1 - centre) / shown) * widen, least=0, most=1)


def u_lines(x: Numbers, n: Numbers, shown: Numbers, rules: RuleSet, *, prime: bool = False) -> Lines:
    """Lines at the exposures `shown`, from counts `x` of exposures `n` along the last axis."""
    centre = x.sum(axis=-1, keepdims=True) / n.sum(axis=-1, keepdims=True)
    widen = sigma_z(x / n - centre, np.sqrt(centre / n)) if prime else 1.0
    return Lines.about(centre, rules.sigma * np.sqrt(centre / shown) * widen, least=0)


def c_lines(x: Numbers, rules: RuleSet) -> Lines:
    """Lines from counts along the last axis."""
    centre = mean_of(x)
    return Lines.about(centre, rules.sigma * np.sqrt(centre), least=0)


def sigma_z(deviations: Numbers, sigmas: Numbers) -> Numbers:
    """Laney's sigma z: how many times more the points vary from month to month than counting alone explains.

    About 1 where counting explains it all; 1 where nothing varies or there are fewer than two points.
    """
    if deviations.shape[-1] < 2:
        return np.ones((*deviations.shape[:-1], 1))
    z = np.divide(deviations, sigmas, out=np.zeros(np.broadcast(deviations, sigmas).shape), where=sigmas > 0)
    return mean_moving_range(z) / SIGMA_IN_RANGES
