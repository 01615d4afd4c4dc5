"""Charts of rare events, by what lies between two of them: cases (g) or time (t). A longer gap means fewer events, so
for an event that nobody wants higher is better.

Counted by the month, a death or a serious incident gives a row of noughts, of which limits say nothing.

Sources: Benneyan (2001), Health Care Management Science 4:305-318, for g and its probability limits; Nelson (1994),
Journal of Quality Technology 26:239-240, for the power of 1 / 3.6 that makes times between events nearly normal.
"""

from collections.abc import Sequence
from dataclasses import replace
from statistics import NormalDist

import numpy as np

from lineofsight.stats.charts import Chart, Point, Positions, draw
from lineofsight.stats.rules import MDC_7, Lines, Numbers, RuleSet
from lineofsight.stats.xmr import mean_of, xmr_lines

NEARLY_NORMAL = 1 / 3.6


def g_chart(
    cases_between: Sequence[int],
    *,
    rules: RuleSet = MDC_7,
    rebase_at: Sequence[int] = (),
    freeze: int | None = None,
    leave_out: Sequence[int] = (),
) -> Chart:
    """A g chart of the number of cases without the event between two cases with it, oldest first.

    Lines are the quantiles of a geometric distribution with the chance beyond them that a normal chart has, and the
    centre is its median: the usual mean and three standard deviations flag one chance gap in 55, not one in 370, and
    have two thirds of the points below the centre.
    Errors: ValueError if a number is negative; else as `charts.draw`.
    """
    gaps = np.asarray(cases_between, dtype=float)
    if (gaps < 0).any():
        raise ValueError("the number of cases between two events is not negative")

    def lines_of(_part: slice, base: Positions) -> Lines:
        return g_lines(gaps[base], rules)

    return draw("g", cases_between, lines_of, rules=rules, rebase_at=rebase_at, freeze=freeze, leave_out=leave_out)


def t_chart(
    days_between: Sequence[float],
    *,
    rules: RuleSet = MDC_7,
    rebase_at: Sequence[int] = (),
    freeze: int | None = None,
    leave_out: Sequence[int] = (),
) -> Chart:
    """A t chart of the time between two events, oldest first: an XmR chart of its power 1 / 3.6, shown in days.

    Errors: ValueError if a time is negative; else as `charts.draw`.
    """
    gaps = np.asarray(days_between, dtype=float)
    if (gaps < 0).any():
        raise ValueError("the time between two events is not negative")
    powers = gaps**NEARLY_NORMAL

    def lines_of(_part: slice, base: Positions) -> Lines:
        return xmr_lines(powers[base], rules)

    drawn = draw("t", powers.tolist(), lines_of, rules=rules, rebase_at=rebase_at, freeze=freeze, leave_out=leave_out)
    points = [_in_days(point, float(gap)) for point, gap in zip(drawn.points, gaps, strict=True)]
    return replace(drawn, points=tuple(points))


def g_lines(gaps: Numbers, rules: RuleSet) -> Lines:
    """Lines from gaps along the last axis."""
    log_none = np.log1p(-1 / (mean_of(gaps) + 1))
    normal = NormalDist()

    def line(sigmas: float) -> Numbers:
        # A gap is whole: with half a case off, as many gaps lie beyond the line as should, whatever the mean.
        with np.errstate(divide="ignore"):  # events one after another: no gap, and all lines at nought
            at: Numbers = np.log(normal.cdf(-sigmas)) / log_none - 0.5
            return at

    def lower(sigmas: float) -> Numbers:
        below = line(-sigmas)
        return np.where(below < 0, -np.inf, below)

    third = rules.sigma / 3
    return Lines(
        centre=np.maximum(line(0), 0),
        lower=lower(rules.sigma),
        upper=line(rules.sigma),
        two_thirds_lower=lower(2 * third),
        two_thirds_upper=line(2 * third),
        third_lower=lower(third),
        third_upper=line(third),
    )


def _in_days(point: Point, gap: float) -> Point:
    lower = None if point.lower is None or point.lower <= 0 else point.lower ** (1 / NEARLY_NORMAL)
    upper = None if point.upper is None else point.upper ** (1 / NEARLY_NORMAL)
    return replace(point, value=gap, centre=point.centre ** (1 / NEARLY_NORMAL), lower=lower, upper=upper)
