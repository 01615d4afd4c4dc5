"""A measure of a level, such as children in care: no limits, since its months are the same children.

A number of children is tested as a balance of its starts and ends; a share of them against a year before.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lineofsight.measures.catalogue import INDICATORS
from lineofsight.measures.indicator import Indicator
from lineofsight.snapshot import Figure, Flow, Snapshot
from lineofsight.stats.flows import BalanceTest, Comparison, Flows, StockChange, balance, compare
from lineofsight.stats.two_shares import pooled_p
from lineofsight_web.dashboard.months import months_before, newest_month
from lineofsight_web.ui import words

MONTHS = 6
"""A level is held against its own of six months before, as the board's paper does."""

LEVEL = 0.05


@dataclass(frozen=True)
class Moved:
    """A level's change over six months as a balance of its flows, beside the same six months a year before."""

    then: date
    now: date
    change: StockChange
    test: BalanceTest
    beside: tuple[Comparison, ...]


@dataclass(frozen=True)
class ShareMoved:
    """A share of a level now and a year before. `p` takes the two as different children, which errs to caution."""

    then: Figure
    now: Figure
    p: float

    @property
    def is_more_than_chance(self) -> bool:
        return self.p < LEVEL


def level_of(indicator: Indicator) -> Indicator:
    """The level that a change is the change of; the measure itself otherwise."""
    return INDICATORS[indicator.change.base] if indicator.change else indicator


def moved(snapshot: Snapshot, indicator: Indicator) -> Moved | None:
    """How a number of children moved in six months; None without the months for it, or without who came and left."""
    newest = newest_month(snapshot)
    then = months_before(newest, MONTHS)
    figures = {figure.at: figure for figure in snapshot.figures(indicator.id)}
    first, last = figures.get(then), figures.get(newest)
    if not _is_known(first) or not _is_known(last):
        return None
    flows = flows_in_our_data(snapshot, indicator)
    if not flows:  # an older snapshot was made without them
        return None
    period = flows_between(flows, then, newest)
    change = StockChange(int(first.numerator or 0), int(last.numerator or 0), period)  # type: ignore[union-attr]  # known
    year_before = flows_between(flows, months_before(then, 12), months_before(newest, 12))
    reaches = _is_known(figures.get(months_before(then, 12)))
    test = balance(period, history(flows, then))
    spread = test.overdispersion
    return Moved(then, newest, change, test, compare(period, year_before, spread=spread) if reaches else ())


def flows_in_our_data(snapshot: Snapshot, indicator: Indicator) -> list[Flow]:
    """The flows of the months at whose both ends the level is known."""
    figures = {figure.at: figure for figure in snapshot.figures(indicator.id)}
    return [flow for flow in snapshot.flows(indicator.id) if _is_in_our_data(figures, flow.at)]


def flows_between(flows: Sequence[Flow], after: date, until: date) -> Flows:
    """The flows of the months after a month end, up to another: starts by age, ends, and those who turned 18."""
    inside = [flow for flow in flows if after < flow.at <= until]
    starts: Counter[str] = Counter()
    for flow in inside:
        if flow.flow == "start":
            starts[flow.age_band] += flow.n
    ends = sum(flow.n for flow in inside if flow.flow == "end")
    aged = sum(flow.n for flow in inside if flow.flow == "aged out")
    return Flows(starts=dict(sorted(starts.items())), ends={"left": ends}, ageing_out=aged)


def share_moved(snapshot: Snapshot, indicator: Indicator) -> ShareMoved | None:
    """How a share of a level stands against a year before; None without the two."""
    newest = newest_month(snapshot)
    figures = {figure.at: figure for figure in snapshot.figures(indicator.id)}
    then, now = figures.get(months_before(newest, 12)), figures.get(newest)
    if then is None or now is None or then.value is None or now.value is None or indicator.unit != words.PERCENT:
        return None
    one, n, other, m = (float(part or 0) for part in (now.numerator, now.denominator, then.numerator, then.denominator))
    return ShareMoved(then, now, pooled_p(one, n, other, m))


def history(flows: Sequence[Flow], until: date) -> list[tuple[int, int]]:
    """Starts and ends of each month up to a month end, oldest first."""
    months = sorted({flow.at for flow in flows if flow.at <= until})
    found = []
    for at in months:
        of_month = [flow for flow in flows if flow.at == at]
        starts = sum(flow.n for flow in of_month if flow.flow == "start")
        found.append((starts, sum(flow.n for flow in of_month) - starts))
    return found


def _is_known(figure: Figure | None) -> bool:
    return figure is not None and figure.numerator is not None and figure.marker in {"", "no population"}


def _is_in_our_data(figures: dict[date, Figure], at: date) -> bool:
    return _is_known(figures.get(at)) and _is_known(figures.get(months_before(at, 1)))
