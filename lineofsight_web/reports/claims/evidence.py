"""The figures that claims are held against: the county's own, and those published of it and of England."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Protocol

from lineofsight.measures.catalogue import INDICATORS
from lineofsight.snapshot import Flow, Snapshot
from lineofsight.stats.flows import Flows, balance
from lineofsight.stats.two_counts import p_value
from lineofsight.stats.two_shares import pooled_p

LEVEL = 0.05
PUBLISHED_AFTER_MONTHS = 8
"""DfE publishes a year's figures seven to eight months after it ends: a paper cannot know them sooner."""


@dataclass(frozen=True)
class Point:
    """One figure: of `area` ('county' or 'England'), for the period that ends on `at`.

    `value` is in the indicator's unit, proportions 0 to 1; `numerator` and `denominator` are what it was made of.
    """

    indicator: str
    at: date
    value: float
    numerator: float | None = None
    denominator: float | None = None
    area: str = "county"


class Evidence(Protocol):
    """What a verdict may ask."""

    as_of: date

    def series(self, indicator: str) -> list[Point]:
        """The county's figures, oldest first, one a month end, without those that are not held."""

    def starts_by_age(self, indicator: str, after: date, until: date) -> dict[str, int]:
        """Children who came into a level in the months after one month end up to another, by age band; nothing where
        those months are not all held.
        """

    def england(self, indicator: str) -> list[Point]:
        """England's published figures that were known on the snapshot's day, oldest first."""

    def chance(self, then: Point, now: Point) -> float | None:
        """The two-sided probability of a change as large if nothing had changed; null where it cannot be told."""


class SnapshotEvidence:
    """Evidence from one snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self.as_of = snapshot.as_of

    def series(self, indicator: str) -> list[Point]:
        return [
            Point(indicator, figure.at, figure.value, figure.numerator, figure.denominator)
            for figure in self._snapshot.figures(indicator)
            if figure.value is not None
        ]

    def starts_by_age(self, indicator: str, after: date, until: date) -> dict[str, int]:
        flows = self._flows_of(indicator)
        first = min((flow.at for flow in flows), default=until)
        if (after.year, after.month) < (first.year, first.month - 1):
            return {}
        found: Counter[str] = Counter()
        for flow in flows:
            if flow.flow == "start" and after < flow.at <= until:
                found[flow.age_band] += flow.n
        return dict(found)

    def england(self, indicator: str) -> list[Point]:
        newest = self.as_of.year * 12 + self.as_of.month - PUBLISHED_AFTER_MONTHS
        return [
            Point(indicator, row.period_end, row.value, row.numerator, row.denominator, area="England")
            for row in self._snapshot.published(indicator)
            if row.area_kind == "england"
            and row.value is not None
            and row.period_end.year * 12 + row.period_end.month <= newest
        ]

    def chance(self, then: Point, now: Point) -> float | None:
        """Of a level as a balance of who came and who left; of a share as two shares; of events as two counts."""
        indicator = INDICATORS[now.indicator]
        if indicator.is_stock and not indicator.is_of_shares:
            return self._chance_of_level(then, now)
        if then.numerator is None or now.numerator is None:
            return None
        if indicator.unit == "percent":
            both = then.denominator and now.denominator
            return (
                pooled_p(now.numerator, now.denominator or 0, then.numerator, then.denominator or 0) if both else None
            )
        return None if indicator.is_of_shares else p_value(round(then.numerator), round(now.numerator))

    def _chance_of_level(self, then: Point, now: Point) -> float | None:
        flows = self._flows_of(now.indicator)
        held = {flow.at for flow in flows}
        if not flows or min(held) > then.at:
            return None
        inside = [flow for flow in flows if then.at < flow.at <= now.at]
        came = Counter(flow.flow for flow in inside for _ in range(flow.n))
        period = Flows(starts={"": came["start"]}, ends={"": came["end"]}, ageing_out=came["aged out"])
        return balance(period, _by_month(flows, then.at)).p

    def _flows_of(self, indicator: str) -> list[Flow]:
        known = {point.at for point in self.series(indicator)}
        return [flow for flow in self._snapshot.flows(indicator) if flow.at in known and flow.at > min(known)]

    @cached_property
    def snapshot_id(self) -> str:
        """Which snapshot it is from."""
        return self._snapshot.id


def _by_month(flows: list[Flow], until: date) -> list[tuple[int, int]]:
    """Starts and ends of each month up to a month end, oldest first."""
    came: Counter[tuple[date, bool]] = Counter()
    for flow in flows:
        if flow.at <= until:
            came[flow.at, flow.flow == "start"] += flow.n
    return [(came[at, True], came[at, False]) for at in sorted({at for at, _ in came})]
