"""XmR charts: single values with limits from their moving ranges. For measurements, not for stocks.

Sources: Wheeler (2000), Understanding Variation; screening of moving ranges: Nelson (1982), Journal of Quality
Technology 14:172-173; constants as Making Data Count, NHS England.
"""

from collections.abc import Sequence
from functools import partial

import numpy as np

from lineofsight.stats.charts import Chart, Positions, draw
from lineofsight.stats.rules import MDC_7, Lines, Numbers, RuleSet

SIGMA_IN_RANGES = 1.128
SCREENED_FROM = 3.267


def xmr(
    values: Sequence[float],
    *,
    rules: RuleSet = MDC_7,
    rebase_at: Sequence[int] = (),
    freeze: int | None = None,
    leave_out: Sequence[int] = (),
    screen: bool = True,
) -> Chart:
    """An XmR chart of values, oldest first.

    Limits lie at the mean plus and minus 2.66 mean moving ranges. With `screen`, moving ranges of 3.267 times their
    mean or more are dropped once, so that one odd month does not hide the next. A constant series has its mean as both
    limits.
    Errors: as `charts.draw`.
    """
    lines_of = partial(_lines_of, np.asarray(values, dtype=float), rules=rules, screen=screen)
    return draw("xmr", values, lines_of, rules=rules, rebase_at=rebase_at, freeze=freeze, leave_out=leave_out)


def xmr_lines(baseline: Numbers, rules: RuleSet, *, screen: bool = True) -> Lines:
    """Lines from the values of a baseline, along the last axis. From fewer than two values there are no limits."""
    centre = mean_of(baseline)
    if baseline.shape[-1] < 2:
        return Lines.centre_only(centre)
    half_width = rules.moving_range_factor * rules.sigma / 3 * mean_moving_range(baseline, screen=screen)
    return Lines.about(centre, half_width)


def mean_of(values: Numbers) -> Numbers:
    """The mean along the last axis, which it keeps, reckoned from the first value: a constant is its own mean."""
    first = values[..., :1]
    mean: Numbers = first + (values - first).mean(axis=-1, keepdims=True)
    return mean


def mean_moving_range(values: Numbers, *, screen: bool = True) -> Numbers:
    """The mean of the moving ranges along the last axis, which it keeps.

    Screening is not done where it would leave nothing but ties: among months of no events one with an event would take
    all width from the limits, and every month would lie outside.
    """
    ranges = np.abs(np.diff(values, axis=-1))
    mean: Numbers = ranges.mean(axis=-1, keepdims=True)
    if not screen:
        return mean
    kept = ranges < SCREENED_FROM * mean
    screened: Numbers = (ranges * kept).sum(axis=-1, keepdims=True) / np.maximum(kept.sum(axis=-1, keepdims=True), 1)
    return np.where(screened > 0, screened, mean)


def _lines_of(values: Numbers, _part: slice, base: Positions, *, rules: RuleSet, screen: bool) -> Lines:
    return xmr_lines(values[base], rules, screen=screen)
