"""Proposes where a chart's limits should begin anew: when the level has shifted, and stayed.

A proposal only. A person who knows the reason accepts it, and says the reason. The rule is that of the Stable Shift
Algorithm: a run of eight on one side of the first period's mean begins a candidate; it stands if a whole period from
there on holds no run of eight back towards the old level, and none is under way at its end. A proposal that has been
made is made again at the same month whatever comes later ("no regrets"). One condition is added: the means of the two
periods differ by more than they would once in a hundred. Of 100 steady series of 60 points one then has a proposal,
without it ten; where months follow one another by 0.3 six have (`python -m benchmarks.false_alarms`).

Source: Stable Shift Algorithm, as described in the R package autospc (HorridTom/autospc); minimum period 21, run of 8.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from lineofsight.stats.charts import Chart

MINIMUM_PERIOD = 21
SHIFT = 8
LEVEL = 0.01


@dataclass(frozen=True)
class Proposal:
    """A month from which new limits could begin, with the evidence.

    `at` is the position in the chart of the first point of the new level, `date` its date where dates were given.
    `direction` is 1 for up, -1 for down. `mean_before` is of the first period of the limits in force, `mean_after` of
    the period from `at` on, or as much of it as there is. `months_to_wait` is 0 when the proposal stands; before that
    it is the fewest more points that can show whether the new level lasts.
    """

    at: int
    date: date | None
    direction: int
    run: int
    mean_before: float
    mean_after: float
    points_after: int
    months_to_wait: int

    @property
    def stands(self) -> bool:
        return self.months_to_wait == 0

    def sentence(self) -> str:
        """What was seen and what may follow from it."""
        since = f"From {self.date:%B %Y}" if self.date else f"From point {self.at + 1} of the chart"
        side = "above" if self.direction > 0 else "below"
        seen = (
            f"{since} on, {self.run} in a row lay {side} the earlier mean of {self.mean_before:.4g}; the mean of the "
            f"{self.points_after} from there is {self.mean_after:.4g}"
        )
        if self.stands:
            return f"{seen}, and they have not gone back. If the reason is known, new limits can begin there."
        return f"{seen}. It takes {self.months_to_wait} more at least to see whether it lasts; the limits stay."


def propose_rebase(
    chart: Chart, dates: Sequence[date] | None = None, *, minimum: int = MINIMUM_PERIOD, shift: int = SHIFT
) -> Proposal | None:
    """The first shift of the latest segment that stands, or is waited for; None where there is none.

    Points left out are passed over. After a rebase has been accepted, the chart drawn with it gives the next proposal.
    Errors: ValueError if the period is shorter than the shift, or dates are given and not one for each point.
    """
    if not 3 <= shift <= minimum or (dates is not None and len(dates) != len(chart.points)):
        raise ValueError("a period is at least as long as a shift of 3 or more; dates are one for each point")
    start = chart.segments[-1].start
    places = [i for i, point in enumerate(chart.points) if i >= start and not point.left_out]
    values = np.array([chart.points[i].value for i in places])
    if len(values) < minimum:
        return None
    sides = np.sign(values - values[:minimum].mean()).astype(int)
    for candidate in _candidates(sides, minimum, shift):
        wait = _months_to_wait(values[candidate:], int(sides[candidate]), minimum, shift)
        after = values[candidate : candidate + minimum]
        if wait is not None and (len(after) < minimum or _differ(values[:minimum], after)):
            return Proposal(
                at=places[candidate],
                date=None if dates is None else dates[places[candidate]],
                direction=int(sides[candidate]),
                run=_run_from(sides[candidate:]),
                mean_before=float(values[:minimum].mean()),
                mean_after=float(after.mean()),
                points_after=len(after),
                months_to_wait=wait,
            )
    return None


def _candidates(sides: np.ndarray, minimum: int, shift: int) -> list[int]:
    """Every point after the first period from which the next eight or more lie on one side."""
    return [i for i in range(minimum, len(sides) - shift + 1) if _run_from(sides[i:]) >= shift]


def _months_to_wait(values: np.ndarray, direction: int, minimum: int, shift: int) -> int | None:
    """The fewest more points that the candidate needs; None if it has gone back and does not stand."""
    period = values[:minimum]
    if len(period) < minimum:
        return minimum - len(period)
    back = np.sign(values - period.mean()).astype(int) == -direction
    last = 0
    for i in range(minimum):
        last = last + 1 if back[i] else 0
        if last >= shift:
            return None
    # A run back that is under way when the period ends is followed until it is long enough or over.
    for i in range(minimum, len(values)):
        if last == 0 or not back[i]:
            return 0
        last += 1
        if last >= shift:
            return None
    return 1 if last else 0


def _differ(before: np.ndarray, after: np.ndarray) -> bool:
    """Whether two means differ by more than chance gives once in a hundred: Student's t, two samples of one length."""
    n, difference = len(before), float(abs(after.mean() - before.mean()))
    error = float(np.sqrt((before.var(ddof=1) + after.var(ddof=1)) / n))
    if error == 0:
        return difference > 0
    from scipy.special import stdtr

    return bool(2 * stdtr(2 * n - 2, -difference / error) < LEVEL)


def _run_from(sides: np.ndarray) -> int:
    """How many points from the first on lie on its side; 0 if the first is on the line."""
    if sides[0] == 0:
        return 0
    others = np.flatnonzero(sides != sides[0])
    return int(others[0]) if len(others) else len(sides)
