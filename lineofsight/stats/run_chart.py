"""Run charts: points about their median, judged by runs alone. For short series, and where limits would mislead.

Source: Anhøj & Olesen (2014), PLoS ONE 9:e113825.
"""

from collections.abc import Sequence

import numpy as np

from lineofsight.stats.charts import Chart, Positions, draw
from lineofsight.stats.rules import ANHOEJ, Lines, Numbers, RuleSet


def run_chart(
    values: Sequence[float],
    *,
    rules: RuleSet = ANHOEJ,
    rebase_at: Sequence[int] = (),
    freeze: int | None = None,
    leave_out: Sequence[int] = (),
) -> Chart:
    """A run chart of values, oldest first. Points on the median are passed over by Anhøj's rules.

    Errors: as `charts.draw`.
    """
    checked = np.asarray(values, dtype=float)

    def lines_of(_part: slice, base: Positions) -> Lines:
        return run_lines(checked[base])

    return draw("run", values, lines_of, rules=rules, rebase_at=rebase_at, freeze=freeze, leave_out=leave_out)


def run_lines(values: Numbers) -> Lines:
    """The median along the last axis, and no limits."""
    return Lines.centre_only(np.median(values, axis=-1, keepdims=True))
