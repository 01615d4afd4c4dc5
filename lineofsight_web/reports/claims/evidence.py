"""The figures that claims are held against: the county's own, and those published of it and of England."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from lineofsight.measures.catalogue import INDICATORS
from lineofsight.snapshot import Snapshot
from lineofsight.stats.flows import balance
from lineofsight.stats.two_counts import p_value
from lineofsight.stats.two_shares import pooled_p
from lineofsight_web.dashboard.signals.levels import flows_between, flows_in_our_data, history

PUBLISHED_AFTER_MONTHS = 8
"""DfE publishes a year's figures seven to eight months after it ends: a paper cannot know them sooner."""


@dataclass(frozen=True)
class Point:
    """One figure: of `area` ('county' or 'England'), for the period that ends on `at`.

    `value` is in the indicator's unit, proportions 0 to 1; `numerator` and `denominator` are what it was made of. Where
    `part` names a part of it ('starts aged 16 or 17'), `value` is a number of children.
    """

    indicator: str
    at: date
    value: float
    numerator: float | None = None
    denominator: float | None = None
    area: str = "county"
    part: str = ""


class Evidence(Protocol):
    """What a verdict may ask."""

    as_of: date

    def series(self, indicator: str) -> list[Point]:
        """The county's figures, oldest first, one a month end, without those that are not held."""

    def starts_by_age(self, indicator: str, after: date, until: date) -> dict[str, int]:
        """Children who came into a level in the months after one month end up to another, by age band.

        Nothing where the level is not held at the first.
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
        if after not in {point.at for point in self.series(indicator)}:
            return {}
        return dict(flows_between(flows_in_our_data(self._snapshot, INDICATORS[indicator]), after, until).starts)

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
            if not then.denominator or not now.denominator:
                return None
            return pooled_p(now.numerator, now.denominator, then.numerator, then.denominator)
        return None if indicator.is_of_shares else p_value(round(then.numerator), round(now.numerator))

    def _chance_of_level(self, then: Point, now: Point) -> float | None:
        flows = flows_in_our_data(self._snapshot, INDICATORS[now.indicator])
        if not flows:  # an older snapshot was made without them
            return None
        return balance(flows_between(flows, then.at, now.at), history(flows, then.at)).p
