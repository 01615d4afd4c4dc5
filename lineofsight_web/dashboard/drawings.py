"""Which charts a measure has: rows of a snapshot, handed to `ui/charts.py`. Kept a while: snapshots never change."""

from collections.abc import Callable
from typing import Any

from django.core.cache import cache

from lineofsight.measures.indicator import Indicator
from lineofsight.snapshot import Published, Snapshot
from lineofsight_web.dashboard.benchmarks import in_our_unit
from lineofsight_web.dashboard.breaks import BREAKS
from lineofsight_web.dashboard.figures import Reader, breakdown, series
from lineofsight_web.dashboard.groups import group_words
from lineofsight_web.dashboard.intervals import interval
from lineofsight_web.dashboard.months import newest_month
from lineofsight_web.ui import charts, words

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


DRAWINGS: dict[str, Callable[[Snapshot, Indicator, Reader, charts.Size], Any]] = {
    "months": months_drawing,
    "districts": districts_drawing,
}


def drawn(kind: str, form: str, snapshot: Snapshot, indicator: Indicator, reader: Reader, *, narrow: bool) -> bytes:
    """A chart as the bytes of an SVG or PNG."""
    key = f"{snapshot.id}:{indicator.id}:{kind}:{form}:{narrow}:{reader.sees_small_numbers}"
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
