"""Time to an event, with what is still open left in: an assessment that has lasted 40 days says that much and no more.

Where one thing can happen, Kaplan-Meier. Where several can (an assessment ends in a plan, in no further action, or is
withdrawn), Aalen-Johansen: leaving the others out as if they were still open would say too much of each.

Everybody is followed from `entered` (0, unless they were first seen later: left truncation) to `time`. Whoever ends
where they enter was never at risk. At equal times events come before what ends unseen, and entry after both: a stay
covers (entered, time].

Sources: Kaplan and Meier (1958), JASA 53:457-481; Greenwood (1926) for the variance; Brookmeyer and Crowley (1982),
Biometrics 38:29-41, for limits of a median; Mantel (1966), Cancer Chemotherapy Reports 50:163-170, for log-rank; Aalen
and Johansen (1978), Scandinavian Journal of Statistics 5:141-150. Conventions are those of R's survival package.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, inf, log, sqrt
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lineofsight.stats.intervals import Interval

Floats = NDArray[np.float64]

_SAME = 1e-9
"""Survival this close to a quantile has reached it: sums of fractions are not exact."""


@dataclass(frozen=True)
class Stay:
    """One thing followed: how long until `event`, or until nothing more was seen of it (`event` null: still open).

    Units: any, the same for all; `entered` is how old it was when it was first seen.
    Errors: ValueError if it ends before it is seen.
    """

    time: float
    event: str | None = None
    entered: float = 0.0

    def __post_init__(self) -> None:
        if not 0 <= self.entered <= self.time:
            raise ValueError("a stay is entered at 0 or later, and ends no earlier than it is entered")


@dataclass(frozen=True)
class Step:
    """The curve from one time on which something happened, up to the next.

    `at_risk` are those seen just before it, `share` the share still open after it, with its limits.
    """

    time: float
    at_risk: int
    events: int
    share: float
    interval: Interval


@dataclass(frozen=True)
class Curve:
    """Kaplan-Meier: the share to whom nothing has happened, by time. `seen_until`: nothing is known after it."""

    n: int
    events: int
    steps: tuple[Step, ...]
    seen_until: float
    confidence: float

    def at(self, time: float) -> Step | None:
        """The step that holds at a time; None where nothing has happened yet, or nobody was followed so long."""
        before = [step for step in self.steps if step.time <= time]
        return before[-1] if before and time <= self.seen_until else None

    def quantile(self, share: float = 0.5) -> float | None:
        """The time by which it has happened to a share of them; None where they were not followed long enough."""
        return _crossing([(step.time, step.share) for step in self.steps], 1 - share)

    def quantile_limits(self, share: float = 0.5) -> Interval:
        """Limits of the time: where the curve's own limits cross. The upper one is infinite where it never does."""
        low = _crossing([(step.time, step.interval.lower) for step in self.steps], 1 - share)
        high = _crossing([(step.time, step.interval.upper) for step in self.steps], 1 - share)
        return Interval(inf if low is None else low, inf if high is None else high)

    def mean_up_to(self, time: float) -> float:
        """The mean time until it happens, counting no more than `time`: the area under the curve.

        Errors: ValueError beyond what was followed.
        """
        if time > self.seen_until:
            raise ValueError(f"nobody was followed up to {time:g}; the longest was {self.seen_until:g}")
        edges = [0.0, *(step.time for step in self.steps if step.time < time), time]
        shares = [1.0, *(step.share for step in self.steps if step.time < time)]
        return sum(share * (end - start) for share, start, end in zip(shares, edges, edges[1:], strict=False))


@dataclass(frozen=True)
class LogRank:
    """Whether curves differ by more than chance. `expected` events, were there no difference, in the groups' order."""

    chi_square: float
    degrees: int
    p_value: float
    observed: tuple[int, ...]
    expected: tuple[float, ...]


@dataclass(frozen=True)
class Incidence:
    """Aalen-Johansen: by time, the share that has ended in each way, with its standard error; `open` is the rest."""

    times: tuple[float, ...]
    shares: dict[str, tuple[float, ...]]
    errors: dict[str, tuple[float, ...]]
    open: tuple[float, ...]
    open_errors: tuple[float, ...]
    seen_until: float

    def at(self, event: str, time: float) -> tuple[float, float]:
        """Share ended this way by a time, and its standard error. Errors: ValueError beyond what was followed."""
        return self._value(self.shares[event], self.errors[event], time, before=0.0)

    def open_at(self, time: float) -> tuple[float, float]:
        """Share still open at a time, and its standard error. Errors: ValueError beyond what was followed."""
        return self._value(self.open, self.open_errors, time, before=1.0)

    def _value(
        self, values: Sequence[float], errors: Sequence[float], time: float, *, before: float
    ) -> tuple[float, float]:
        if time > self.seen_until:
            raise ValueError(f"nobody was followed up to {time:g}; the longest was {self.seen_until:g}")
        place = int(np.searchsorted(self.times, time, side="right"))
        return (values[place - 1], errors[place - 1]) if place else (before, 0.0)


def kaplan_meier(stays: Sequence[Stay], *, confidence: float = 0.95) -> Curve:
    """The share to whom nothing has happened yet, whatever the event; limits on the logarithm, as R's survfit gives.

    With late entries the curve is of those still open when first seen: where all at risk have an event it stays at 0.
    Errors: ValueError without stays, or if the confidence is not between 0 and 1.
    """
    z = _z(confidence)
    kept = _followed(stays)
    steps: list[Step] = []
    share, variance = 1.0, 0.0
    for time, at_risk, happened in _risk_sets(kept):
        events = sum(happened.values())
        if not events:
            continue
        share *= 1 - events / at_risk
        variance += events / (at_risk * (at_risk - events)) if at_risk > events else inf
        steps.append(Step(time, at_risk, events, share, _log_interval(share, variance, z)))
    return Curve(len(kept), sum(step.events for step in steps), tuple(steps), max(s.time for s in kept), confidence)


def log_rank(groups: Sequence[Sequence[Stay]]) -> LogRank:
    """Mantel's test that groups come to their events alike, each event time weighing the same.

    Errors: ValueError with fewer than two groups, or where no event could have told them apart.
    """
    from scipy.stats import chi2

    if len(groups) < 2:
        raise ValueError("a comparison needs at least two groups")
    kept = [_followed(group) for group in groups]
    observed, expected = np.zeros(len(kept)), np.zeros(len(kept))
    covariance = np.zeros((len(kept), len(kept)))
    for time in sorted({stay.time for group in kept for stay in group if stay.event is not None}):
        at_risk = np.array([float(sum(s.entered < time <= s.time for s in group)) for group in kept])
        events = np.array([float(sum(s.time == time and s.event is not None for s in group)) for group in kept])
        n, d = at_risk.sum(), events.sum()
        observed += events
        expected += d * at_risk / n
        if n > 1:
            shares = at_risk / n
            covariance += d * (n - d) / (n - 1) * (np.diag(shares) - np.outer(shares, shares))
    # The groups' differences add up to nothing, so the last one tells no more.
    difference, spread = (observed - expected)[:-1], covariance[:-1, :-1]
    if np.linalg.matrix_rank(spread) < len(spread):
        raise ValueError("no event happened while groups were followed together")
    chi_square = float(difference @ np.linalg.solve(spread, difference))
    degrees = len(kept) - 1
    return LogRank(
        chi_square, degrees, float(chi2.sf(chi_square, degrees)), tuple(int(n) for n in observed),
        tuple(float(n) for n in expected),
    )  # fmt: skip


def cumulative_incidence(stays: Sequence[Stay]) -> Incidence:
    """The share that has ended in each way by each time at which something ended; the ways compete.

    The standard error is the infinitesimal jackknife, each stay's influence on the share, which R's survfit gives.
    Errors: ValueError without stays.
    """
    kept = _followed(stays)
    names = sorted({stay.event for stay in kept if stay.event is not None})
    entered, left = np.array([s.entered for s in kept]), np.array([s.time for s in kept])
    ended = np.array([[stay.event == name for name in names] for stay in kept], dtype=bool).reshape(len(kept), -1)
    still, shares = 1.0, np.zeros(len(names))
    still_by_stay, shares_by_stay = np.zeros(len(kept)), np.zeros((len(kept), len(names)))
    times, rows = sorted({stay.time for stay in kept if stay.event is not None}), []
    for time in times:
        at_risk = (entered < time) & (time <= left)
        events = ended & (left == time)[:, None]
        n = at_risk.sum()
        hazards = events.sum(axis=0) / n
        by_stay = (events - at_risk[:, None] * hazards) / n
        shares_by_stay += still_by_stay[:, None] * hazards + still * by_stay
        shares = shares + still * hazards
        still_by_stay = still_by_stay * (1 - hazards.sum()) - still * by_stay.sum(axis=1)
        still *= 1 - hazards.sum()
        rows.append((still, _norm(still_by_stay), shares, [_norm(column) for column in shares_by_stay.T]))
    return Incidence(
        times=tuple(times),
        shares={name: tuple(float(row[2][place]) for row in rows) for place, name in enumerate(names)},
        errors={name: tuple(row[3][place] for row in rows) for place, name in enumerate(names)},
        open=tuple(float(row[0]) for row in rows),
        open_errors=tuple(row[1] for row in rows),
        seen_until=max(stay.time for stay in kept),
    )


@dataclass(frozen=True)
class Leaving:
    """How a stage is left, from counts: by each day, the share still in it and the shares gone each way.

    `open` is Kaplan-Meier and `shares` Aalen-Johansen, without limits. `still_in` are those of `n` not gone yet.
    """

    n: int
    still_in: int
    days: tuple[int, ...]
    open: tuple[float, ...]
    shares: dict[str, tuple[float, ...]]
    seen_until: int

    def quantile(self, share: float = 0.5) -> int | None:
        """The first day by which this share has left; None where they were not followed long enough to tell."""
        level = 1 - share + _SAME
        return next((day for day, still in zip(self.days, self.open, strict=True) if still <= level), None)

    def gone(self, way: str, day: int) -> float:
        """The share gone this way by a day. Errors: ValueError beyond what was followed."""
        if day > self.seen_until:
            raise ValueError(f"nobody was followed up to {day}; the longest was {self.seen_until}")
        place = int(np.searchsorted(self.days, day, side="right"))
        return self.shares[way][place - 1] if place else 0.0


def leaving(counts: Mapping[tuple[int, str | None], int]) -> Leaving:
    """How a stage is left, from how many left it after so many days in each way; null: still in it after that long.

    For tens of thousands of stays counted by the day. Whoever left on the day they came, after 0 days, counts.
    Errors: ValueError without stays.
    """
    if not counts:
        raise ValueError("nobody was followed")
    at_risk = n = sum(counts.values())
    ways = sorted({way for _, way in counts if way is not None})
    still, gone = 1.0, dict.fromkeys(ways, 0.0)
    days: list[int] = []
    opens: list[float] = []
    shares: dict[str, list[float]] = {way: [] for way in ways}
    for day in sorted({day for day, _ in counts}):
        left = {way: counts.get((day, way), 0) for way in ways}
        if any(left.values()):
            for way in ways:
                gone[way] += still * left[way] / at_risk
                shares[way].append(gone[way])
            still *= 1 - sum(left.values()) / at_risk
            days.append(day)
            opens.append(still)
        at_risk -= sum(left.values()) + counts.get((day, None), 0)
    return Leaving(
        n=n, still_in=sum(many for (_, way), many in counts.items() if way is None), days=tuple(days),
        open=tuple(opens), shares={way: tuple(found) for way, found in shares.items()},
        seen_until=max(day for day, _ in counts),
    )  # fmt: skip


def _followed(stays: Sequence[Stay]) -> list[Stay]:
    kept = [stay for stay in stays if stay.time > stay.entered]
    if not kept:
        raise ValueError("nobody was followed")
    return kept


def _risk_sets(stays: Sequence[Stay]) -> list[tuple[float, int, dict[str, int]]]:
    """For each time at which somebody's stay ends: how many were at risk, and how many ended in each way."""
    enter, leave = np.sort([stay.entered for stay in stays]), np.sort([stay.time for stay in stays])
    found = []
    ways: dict[float, dict[str, int]] = {}
    for stay in stays:
        happened = ways.setdefault(stay.time, {})
        if stay.event is not None:
            happened[stay.event] = happened.get(stay.event, 0) + 1
    for time in sorted(ways):
        at_risk = int(np.searchsorted(enter, time, side="left") - np.searchsorted(leave, time, side="left"))
        found.append((time, at_risk, ways[time]))
    return found


def _log_interval(share: float, variance: float, z: float) -> Interval:
    """Limits of a share on its logarithm. Of nobody left there are none: both are 0, as nothing was seen to differ."""
    if share <= 0:
        return Interval(0.0, 0.0)
    half = z * sqrt(variance)
    return Interval(exp(log(share) - half), min(1.0, exp(log(share) + half)))


def _crossing(steps: Sequence[tuple[float, float]], level: float) -> float | None:
    """The first time that a falling curve is under a level; where it lies on it for a while, the middle of that."""
    for place, (time, share) in enumerate(steps):
        if share < level - _SAME:
            return time
        if abs(share - level) <= _SAME:
            until = next((later for later, other in steps[place:] if other < level - _SAME), time)
            return (time + until) / 2
    return None


def _norm(values: Any) -> float:
    return float(np.sqrt((values**2).sum()))


def _z(confidence: float) -> float:
    if not 0 < confidence < 1:
        raise ValueError("confidence is between 0 and 1, such as 0.95")
    return NormalDist().inv_cdf((1 + confidence) / 2)
