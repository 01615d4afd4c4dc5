"""A control chart: its points with their lines and what the rules say of each, and the icons read from its end.

A chart is drawn in segments. A rebase starts a new one on a point: limits are computed within a segment, and no moving
range, run or trend crosses from one to the next.

Sources: Making Data Count, NHS England, for the icons; 13 points for limits that are no longer provisional, as its
single chart tool.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from lineofsight.stats.rules import CAUSES, NO_CAUSE, Cause, Lines, Numbers, RuleSet, find_causes

ChartKind = Literal["xmr", "p", "p prime", "u", "u prime", "c", "g", "t", "run"]
Better = Literal["higher", "lower", "neither"]
Variation = Literal["improvement", "concern", "high", "low", "pattern", "common cause"]

ENOUGH_POINTS = 13
Positions = NDArray[np.int_]


@dataclass(frozen=True)
class Point:
    """One point of a chart, in the unit of its values. A line is None where there is none.

    `cause` is the rule that flags the point, None for common cause; `direction` is 1 where that rule points up, -1
    down, 0 for a rule without direction or for none. A point that was left out is drawn and not judged.
    """

    value: float
    centre: float
    lower: float | None
    upper: float | None
    cause: Cause | None = None
    direction: int = 0
    left_out: bool = False


@dataclass(frozen=True)
class Segment:
    """Where a part of a chart with its own limits begins, how many points it has, and on how many its limits rest."""

    start: int
    points: int
    limits_from: int

    @property
    def provisional(self) -> bool:
        """Whether the limits rest on so few points that they will still move."""
        return self.limits_from < ENOUGH_POINTS


@dataclass(frozen=True)
class Chart:
    """A drawn chart. It carries its rule set, so that whoever shows it can say which rules flagged it."""

    kind: ChartKind
    rules: RuleSet
    points: tuple[Point, ...]
    segments: tuple[Segment, ...]

    @property
    def latest(self) -> Point:
        return self.points[-1]

    @property
    def values_now(self) -> tuple[float, ...]:
        """The values of the latest segment that were not left out: what the process gives now."""
        return tuple(point.value for point in self.points[self.segments[-1].start :] if not point.left_out)

    @property
    def provisional(self) -> bool:
        return self.segments[-1].provisional

    def variation(self, better: Better) -> Variation:
        """The icon of the latest point: whether something changed, and whether that is for the better."""
        latest = self.latest
        if latest.cause is None:
            return "common cause"
        if latest.direction == 0:
            return "pattern"
        if better == "neither":
            return "high" if latest.direction > 0 else "low"
        return "improvement" if (latest.direction > 0) == (better == "higher") else "concern"


def draw(
    kind: ChartKind,
    values: Sequence[float],
    lines_of: Callable[[slice, Positions], Lines],
    *,
    rules: RuleSet,
    rebase_at: Sequence[int] = (),
    freeze: int | None = None,
    leave_out: Sequence[int] = (),
) -> Chart:
    """A chart of values, oldest first, whose lines in each segment `lines_of` gives.

    `lines_of` is called with the segment and the positions that its limits rest on. `rebase_at` holds the positions
    that begin a new segment; `freeze` rests the limits on the first so many points of each segment; `leave_out` holds
    positions that a person set aside with a reason: no limit rests on them and no rule looks at them.
    Errors: ValueError if there are no values or one is not a number, a position is not in the series, or freeze is
    below 2; or if no point of a segment is left for its limits.
    """
    checked = _checked(values, rebase_at, freeze, leave_out)
    points: list[Point] = []
    segments = []
    for part in _parts(len(checked), rebase_at):
        counted = np.array([i for i in range(part.start, part.stop) if i not in set(leave_out)], dtype=int)
        base = counted if freeze is None else counted[counted < part.start + freeze]
        if len(base) == 0:
            raise ValueError("each segment keeps at least one point for its limits")
        segments.append(Segment(part.start, part.stop - part.start, len(base)))
        points += _points(checked, part, counted, lines_of(part, base), rules)
    return Chart(kind, rules, tuple(points), tuple(segments))


def _points(values: Numbers, part: slice, counted: Positions, lines: Lines, rules: RuleSet) -> list[Point]:
    n = part.stop - part.start
    kept = counted - part.start
    causes, directions = np.full(n, NO_CAUSE), np.zeros(n, dtype=int)
    causes[kept], directions[kept] = find_causes(values[counted], _lines_at(lines, kept, n), rules)
    centre, lower, upper = (np.broadcast_to(line, n) for line in (lines.centre, lines.lower, lines.upper))
    return [
        Point(
            value=float(values[part.start + i]),
            centre=float(centre[i]),
            lower=_or_none(lower[i]),
            upper=_or_none(upper[i]),
            cause=None if causes[i] == NO_CAUSE else CAUSES[causes[i]],
            direction=int(directions[i]),
            left_out=i not in kept,
        )
        for i in range(n)
    ]


def _lines_at(lines: Lines, kept: Positions, n: int) -> Lines:
    return Lines(**{name: np.broadcast_to(line, n)[kept] for name, line in vars(lines).items()})


def _or_none(line: float) -> float | None:
    return float(line) if np.isfinite(line) else None


def _parts(n: int, rebase_at: Sequence[int]) -> list[slice]:
    return [slice(start, stop) for start, stop in pairwise([*sorted({0, *rebase_at}), n])]


def _checked(
    values: Sequence[float], rebase_at: Sequence[int], freeze: int | None, leave_out: Sequence[int]
) -> Numbers:
    checked = np.asarray(values, dtype=float)
    if checked.ndim != 1 or len(checked) == 0 or not np.isfinite(checked).all():
        raise ValueError("a chart needs at least one value, and every value a number: leave out a month without one")
    if any(not 0 <= position < len(checked) for position in (*rebase_at, *leave_out)):
        raise ValueError("a rebase, and a point left out, is one of the points of the series")
    if freeze is not None and freeze < 2:
        raise ValueError("limits rest on at least 2 points")
    return checked
