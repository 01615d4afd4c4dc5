"""A measure of things that happen, on the control chart that suits it; and what the chart says of its last month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import fmean

from lineofsight.measures.indicator import Indicator
from lineofsight.snapshot import Snapshot
from lineofsight.stats.attribute import c_chart, p_chart, u_chart
from lineofsight.stats.charts import Chart
from lineofsight.stats.choice import Choice, DataKind, choose_chart
from lineofsight.stats.rare import g_chart, t_chart
from lineofsight.stats.rules import MDC_7, RuleSet
from lineofsight.stats.xmr import xmr
from lineofsight_web.dashboard.signals.months import Months
from lineofsight_web.ui import words

FEWEST_MONTHS = 6
"""Points below which no chart is drawn with limits; from 13 on the limits are no longer provisional."""

RULES = MDC_7


@dataclass(frozen=True)
class Charted:
    """A control chart with a date for each point, and why it is the right one. `value_words` says what a point is.

    `size` is the mean number of events a month (of the rarer outcome, for a share), or of cases between two events:
    what the chance of a false flag depends on. `counts` are the numbers of children that its points are made of.
    """

    chart: Chart
    at: tuple[date, ...]
    choice: Choice
    value_words: str
    size: float = 1.0
    counts: tuple[float, ...] = ()

    @property
    def is_between_events(self) -> bool:
        return self.chart.kind in {"g", "t"}


def data_kind(indicator: Indicator) -> DataKind:
    """What kind of number a month of this measure is."""
    if indicator.weight or indicator.stock_sql or indicator.unit == words.MEAN:
        return "measurement"
    if indicator.unit == words.PERCENT:
        return "proportion"
    return "rate" if indicator.unit == words.RATE else "count"


def charted(
    snapshot: Snapshot, indicator: Indicator, months: Months, rebased_on: Sequence[date] = (), rules: RuleSet = RULES
) -> Charted | None:
    """The measure's chart of single months, or of what lies between rare events; None where there is too little."""
    kind = data_kind(indicator)
    needs_denominator = kind == "proportion" or indicator.unit == words.MEAN
    kept = [place for place in range(len(months)) if not needs_denominator or months.denominators[place] > 0]
    if len(kept) < FEWEST_MONTHS:
        return None
    at = tuple(months.at[place] for place in kept)
    numerators = [months.numerators[place] for place in kept]
    denominators = [months.denominators[place] for place in kept]
    if kind == "rate" and not all(denominators):
        kind = "count"
    if kind == "measurement":
        values = [n / d for n, d in zip(numerators, denominators, strict=True)] if needs_denominator else numerators
        drawn = xmr(values, rules=rules, rebase_at=_places(at, rebased_on))
        return Charted(drawn, at, choose_chart("measurement", values), "each month", counts=tuple(numerators))
    choice = choose_chart(kind, numerators, denominators if kind in {"rate", "proportion"} else None)
    if choice.chart in {"g", "t"}:
        return _between_events(snapshot, indicator, at, numerators, denominators, choice, rebased_on, rules)
    return _by_month(choice, at, numerators, denominators, rebased_on, rules)


def _by_month(
    choice: Choice, at: tuple[date, ...], numerators: Sequence[float], denominators: Sequence[float],
    rebased_on: Sequence[date], rules: RuleSet,
) -> Charted:  # fmt: skip
    prime, rebase_at = choice.chart.endswith("prime"), _places(at, rebased_on)
    if choice.chart.startswith("p"):
        drawn = p_chart(numerators, denominators, prime=prime, rules=rules, rebase_at=rebase_at)
    elif choice.chart.startswith("u"):
        # A count that varies more than counting explains comes without exposures: each month is one.
        exposures = denominators if all(denominators) else [1.0] * len(numerators)
        drawn = u_chart(numerators, exposures, prime=prime, rules=rules, rebase_at=rebase_at, per=_per(denominators))
    else:
        drawn = c_chart(numerators, rules=rules, rebase_at=rebase_at)
    size = fmean(numerators)
    if choice.chart.startswith("p"):
        size = min(size, fmean(denominators) - size)
    rest = [of - n for n, of in zip(numerators, denominators, strict=True)] if choice.chart.startswith("p") else []
    return Charted(drawn, at, choice, "each month", size, (*numerators, *rest))


def _per(denominators: Sequence[float]) -> float:
    """A rate is shown per 10,000 children a year, as its figure is; a count as it is."""
    return 10_000.0 if all(denominators) else 1.0


def _between_events(
    snapshot: Snapshot, indicator: Indicator, at: tuple[date, ...], numerators: Sequence[float],
    denominators: Sequence[float], choice: Choice, rebased_on: Sequence[date], rules: RuleSet,
) -> Charted | None:  # fmt: skip
    """What lies between two events: cases without one, or days.

    Of a share that nearly all are in, the events are those who are not.
    """
    rarely_in = sum(numerators) <= sum(denominators) - sum(numerators) or choice.chart == "t"
    cases = snapshot.case_days(indicator.id, since=at[0].replace(day=1), until=at[-1])
    places = [place for place, (_, is_in) in enumerate(cases) if is_in == rarely_in]
    if len(places) <= FEWEST_MONTHS:
        return None
    days = tuple(cases[place][0] for place in places[1:])
    rebase_at = _places(days, rebased_on)
    if choice.chart == "g":
        gaps = [later - earlier - 1 for earlier, later in pairwise(places)]
        drawn = g_chart(gaps, rules=rules, rebase_at=rebase_at)
        return Charted(drawn, days, choice, "cases between two events", fmean(gaps))
    between = [float((cases[later][0] - cases[earlier][0]).days) for earlier, later in pairwise(places)]
    return Charted(t_chart(between, rules=rules, rebase_at=rebase_at), days, choice, "days between two events")


def _places(at: Sequence[date], rebased_on: Sequence[date]) -> list[int]:
    """The first point of each accepted new level, where it leaves at least two on either side."""
    found = [next((place for place, day in enumerate(at) if day >= month.replace(day=1)), 0) for month in rebased_on]
    return sorted({place for place in found if 2 <= place <= len(at) - 2})
