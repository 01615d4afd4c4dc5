"""The months that a measure is judged on: single months, never a rolling window, and only those our data reach.

Two windows of twelve months have eleven in common, so that a chart of them would see patterns where there are none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lineofsight.measures.indicator import Indicator
from lineofsight.snapshot import Figure, MonthSum, Snapshot
from lineofsight_web.dashboard.months import SHOWN, months_before, newest_month

BEFORE = "before our data"


@dataclass(frozen=True)
class Months:
    """Consecutive months, oldest first: what each adds to the numerator and the denominator.

    A rate's denominator is the children of 0 to 17, for a twelfth of a year.
    """

    at: tuple[date, ...]
    numerators: tuple[float, ...]
    denominators: tuple[float, ...]

    def __len__(self) -> int:
        return len(self.at)


def months_of(snapshot: Snapshot, indicator: Indicator, *, by: str = "all", group: str = "") -> Months:
    """Up to 36 months of one group, to the newest. Empty where the measure has no figure."""
    newest = newest_month(snapshot)
    figures = {figure.at: figure for figure in snapshot.figures(indicator.id, by=by) if figure.group == group}
    first = _first_month(indicator, list(figures.values()), newest)
    if first is None:
        return Months((), (), ())
    kept = [month for month in snapshot.months(indicator.id, by=by, group=group) if first <= month.at <= newest]
    return Months(
        at=tuple(month.at for month in kept),
        numerators=tuple(month.numerator for month in kept),
        denominators=tuple(_denominators(indicator, kept, figures)),
    )


def _first_month(indicator: Indicator, figures: Sequence[Figure], newest: date) -> date | None:
    """The first month inside our data and the 36 shown: a window's months are known before its first figure is."""
    told = [figure.at for figure in figures if figure.numerator is not None and figure.marker != BEFORE]
    if not told:
        return None
    return max(months_before(min(told), indicator.months - 1), months_before(newest, SHOWN - 1))


def _denominators(indicator: Indicator, kept: list[MonthSum], figures: dict[date, Figure]) -> list[float]:
    if not indicator.unit.startswith("rate"):
        return [month.denominator for month in kept]
    populations = [figure.denominator for month in kept if (figure := figures.get(month.at))]
    known = [population for population in populations if population]
    return [(known[-1] if known else 0.0) / 12 for _ in kept]
