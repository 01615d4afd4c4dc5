"""Which charts a measure has: rows of a snapshot, handed to `ui/charts.py`. Kept a while: snapshots never change."""

from collections.abc import Callable
from typing import Any

from django.core.cache import cache
from django.http import Http404

from lineofsight.measures.indicator import Indicator
from lineofsight.snapshot import Published, Snapshot
from lineofsight_web.dashboard.benchmarks import in_our_unit
from lineofsight_web.dashboard.breaks import BREAKS
from lineofsight_web.dashboard.district_funnel import district_funnel
from lineofsight_web.dashboard.figures import Reader, breakdown, series
from lineofsight_web.dashboard.groups import group_words
from lineofsight_web.dashboard.intervals import interval
from lineofsight_web.dashboard.months import newest_month
from lineofsight_web.dashboard.signals.all_signals import all_signals
from lineofsight_web.dashboard.signals.charted import Charted
from lineofsight_web.dashboard.signals.shown import shown_signal
from lineofsight_web.judgements.in_force import judgements_of
from lineofsight_web.ui import charts, words
from lineofsight_web.ui.control_charts import Controlled, control_chart
from lineofsight_web.ui.funnel_charts import funnel_chart
from lineofsight_web.ui.maps import district_map

KEPT_SECONDS = 24 * 60 * 60


def months_drawing(snapshot: Snapshot, indicator: Indicator, reader: Reader, size: charts.Size) -> Any:
    """36 months of the county, with England beside them where it is published in the same unit."""
    points = [charts.Point(figure.at, figure.value) for figure in series(snapshot, indicator, reader).months]
    beside = [] if indicator.unit == words.COUNT else _england(snapshot.published(indicator.id), indicator.unit)
    return charts.months_chart(points, indicator.unit, beside=beside, breaks=BREAKS, size=size)


def districts_drawing(snapshot: Snapshot, indicator: Indicator, reader: Reader, size: charts.Size) -> Any:
    """The districts with their intervals, the county as a broken line where it is the same kind of number."""
    found = breakdown(snapshot, indicator, "district", newest_month(snapshot), reader)
    groups = []
    for figure in found:
        if figure.value is not None:
            limits = interval(figure, indicator)
            low, high = (limits.lower, limits.upper) if limits else (None, None)
            groups.append(charts.Group(group_words(snapshot, "district", figure.group), figure.value, low, high))
    now = series(snapshot, indicator, reader).now
    county = now.value if now and indicator.unit in {words.PERCENT, words.RATE} else None
    return charts.groups_chart(groups, indicator.unit, county=county, size=size)


def control_drawing(snapshot: Snapshot, indicator: Indicator, reader: Reader, size: charts.Size) -> Any:
    """Single months with their limits, or what lies between rare events. Errors: 404 where there is no such chart."""
    found = all_signals(snapshot).by_id[indicator.id]
    if found.chart is None or not shown_signal(found, reader).has_numbers:
        raise Http404
    unit = words.COUNT if found.chart.is_between_events else chart_unit(indicator)
    target = judgements_of(indicator.id).target(snapshot.as_of) if unit == indicator.unit else None
    return control_chart(
        controlled(found.chart, indicator), unit, target=target.value if target else None, breaks=BREAKS, size=size
    )


def chart_unit(indicator: Indicator) -> str:
    """The unit of a single month: the figure's own, but a turnover of leavers is charted as leavers."""
    return words.COUNT if indicator.stock_sql else indicator.unit


def controlled(found: Charted, indicator: Indicator) -> list[Controlled]:
    """A chart's points as they are drawn."""
    starts = [segment.start for segment in found.chart.segments]
    return [
        Controlled(
            at=at, value=point.value, centre=point.centre, lower=point.lower, upper=point.upper,
            flagged=point.cause is not None, segment=sum(place >= start for start in starts),
        )
        for place, (at, point) in enumerate(zip(found.at, found.chart.points, strict=True))
    ]  # fmt: skip


def funnel_drawing(snapshot: Snapshot, indicator: Indicator, reader: Reader, size: charts.Size) -> Any:
    """The districts by their size, with what chance allows each. Errors: 404 where a funnel does not suit."""
    found = district_funnel(snapshot, indicator, reader)
    if found is None:
        raise Http404
    return funnel_chart(found.units, found.limits, found.centre, indicator.unit, size_words=found.size_words, size=size)


def map_drawing(snapshot: Snapshot, indicator: Indicator, reader: Reader, size: charts.Size) -> Any:
    """The districts shaded by their figure."""
    found = breakdown(snapshot, indicator, "district", newest_month(snapshot), reader)
    values = {figure.group: figure.value for figure in found if figure.value is not None}
    return district_map(snapshot.district_shapes(), values, indicator.unit, size=size)


DRAWINGS: dict[str, Callable[[Snapshot, Indicator, Reader, charts.Size], Any]] = {
    "months": months_drawing,
    "control": control_drawing,
    "districts": districts_drawing,
    "funnel": funnel_drawing,
    "map": map_drawing,
}


def drawn(kind: str, form: str, snapshot: Snapshot, indicator: Indicator, reader: Reader, *, narrow: bool) -> bytes:
    """A chart as the bytes of an SVG or PNG."""
    said = judgements_of(indicator.id)
    stamp = "-".join(str(one.pk) for one in (*said.targets, *said.rebases))
    key = f"{snapshot.id}:{indicator.id}:{kind}:{form}:{narrow}:{reader.sees_small_numbers}:{stamp}"
    kept: bytes | None = cache.get(key)
    if kept is None:
        chart = DRAWINGS[kind](snapshot, indicator, reader, charts.NARROW if narrow else charts.WIDE)
        kept = charts.png(chart) if form == "png" else charts.svg(chart).encode()
        cache.set(key, kept, KEPT_SECONDS)
    return kept


def _england(published: list[Published], unit: str) -> list[charts.Beside]:
    rows = [row for row in published if row.area_kind == "england" and row.value is not None]
    points = tuple(charts.Point(row.period_end, in_our_unit(row.value or 0, unit)) for row in rows)
    return [charts.Beside("England", points)] if points else []
