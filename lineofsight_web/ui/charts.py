"""Charts, declared once and drawn as SVG for pages and PNG for papers. Nothing is fetched from anywhere.

A chart takes rows and words and knows no snapshot. One form for a kind of question: time (`months_chart`), groups with
their uncertainty (`groups_chart`). Dark blue is our figure, grey everything beside it; labels stand on the marks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import vl_convert

from lineofsight_web.ui import words

INK, QUIET, LINE, SIGNAL, GREY, BAR = "#0b0c0c", "#484949", "#d5d8da", "#12436d", "#6f777b", "#6b8fb3"
FONT = "Arial, Liberation Sans, Helvetica, sans-serif"
ROW_HEIGHT = 34


@dataclass(frozen=True)
class Size:
    """How large a chart is drawn, so that its words stay readable: on a page or paper, or on a phone."""

    width: int
    height: int
    ticks: int


WIDE = Size(width=760, height=300, ticks=6)
NARROW = Size(width=250, height=220, ticks=3)


@dataclass(frozen=True)
class Point:
    """One figure on a time axis; null where there is none, which leaves a gap."""

    at: date
    value: float | None


@dataclass(frozen=True)
class Beside:
    """Another series beside ours, such as England's published years."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Break:
    """A day on which what is counted, or who counts it, changed."""

    on: date
    words: str


@dataclass(frozen=True)
class Group:
    """One group of a comparison; null limits where there is no interval to draw."""

    name: str
    value: float
    low: float | None = None
    high: float | None = None


def months_chart(
    points: Sequence[Point], unit: str, *,
    beside: Sequence[Beside] = (), breaks: Sequence[Break] = (), size: Size = WIDE,
) -> Any:  # fmt: skip
    """An Altair chart: a line of months, its last value labelled; breaks in words; other series in grey."""
    import altair

    known = [point for point in points if point.value is not None]
    first, last = points[0].at, points[-1].at
    y = _value_axis(unit, _highest(known, beside), from_zero=unit != words.CHANGE)
    layers = break_layers(breaks, first, last, size)
    layers += [layer for series in beside for layer in _beside_layers(series, unit, first, last, y)]
    rows = [_row(point, unit) for point in points]
    time = altair.X("at:T", title=None, axis=time_axis(size), scale=altair.Scale(domain=[midday(first), midday(last)]))
    base = altair.Chart(data_of(rows)).encode(x=time, y=y)
    layers.append(base.mark_line(color=SIGNAL, strokeWidth=2.5))
    ends = [_row(point, unit) for point in known[-1:]]
    end = altair.Chart(data_of(ends)).encode(x=time, y=y)
    layers.append(end.mark_circle(color=SIGNAL, size=60, opacity=1))
    layers.append(
        end.mark_text(align="left", dx=8, color=SIGNAL, fontWeight="bold", fontSize=14).encode(text="shown:N")
    )
    return framed(altair.layer(*layers), size.width, size.height)


def groups_chart(groups: Sequence[Group], unit: str, *, county: float | None = None, size: Size = WIDE) -> Any:
    """An Altair chart: one bar a group from zero, in the order given; its interval a line, the county a broken line."""
    import altair

    rows = [
        {"name": group.name, "value": scaled(group.value, unit), "low": scaled_or_none(group.low, unit),
         "high": scaled_or_none(group.high, unit), "shown": words.amount(group.value, unit)}
        for group in groups
    ]  # fmt: skip
    names = [group.name for group in groups]
    top = max([*(group.high or group.value for group in groups), county or 0], default=0)
    scale = altair.Scale(domain=[0, scaled(top, unit) * 1.15 or 1])
    grid = altair.Axis(grid=True, gridColor=LINE, domain=False, ticks=False, tickCount=5)
    x = altair.X("value:Q", title=words.unit_heading(unit), scale=scale, axis=grid)
    y = altair.Y("name:N", title=None, sort=names, axis=altair.Axis(domain=False, ticks=False, labelLimit=220))
    base = altair.Chart(data_of(rows)).encode(x=x, y=y)
    bars = base.mark_bar(color=BAR, height=16)
    limits = base.transform_filter("datum.high != null").mark_rule(color=INK, strokeWidth=2)
    limits = limits.encode(x=altair.X("low:Q"), x2=altair.X2("high:Q"))
    caps = base.transform_filter("datum.high != null").mark_tick(color=INK, thickness=2, height=10)
    text = base.mark_text(align="left", dx=5, color=INK, fontSize=13).encode(x=altair.X("edge:Q"), text="shown:N")
    text = text.transform_calculate(edge="datum.high == null ? datum.value : datum.high")
    layers = [bars, limits, caps.encode(x="low:Q"), caps.encode(x="high:Q"), text]
    if county is not None:
        layers += _county_rule(county, unit)
    return framed(altair.layer(*layers), size.width - (180 if size is WIDE else 90), ROW_HEIGHT * max(len(groups), 1))


def svg(chart: Any) -> str:
    """The chart as SVG."""
    return str(vl_convert.vegalite_to_svg(chart.to_dict(), allowed_base_urls=[]))


def png(chart: Any, *, scale: float = 2.0) -> bytes:
    """The chart as PNG, at twice its size for print."""
    return bytes(vl_convert.vegalite_to_png(chart.to_dict(), scale=scale, allowed_base_urls=[]))


def warm_up() -> None:
    """Start the drawing engine, which takes a second the first time, before anyone waits for it."""
    svg(months_chart([Point(date(2024, 1, 31), 1.0), Point(date(2024, 2, 29), 2.0)], words.COUNT))


def data_of(rows: Sequence[dict[str, Any]]) -> Any:
    """Rows as a chart takes them."""
    import altair

    return altair.Data(values=list(rows))  # type: ignore[no-untyped-call]  # Altair leaves this class without types


def _row(point: Point, unit: str) -> dict[str, Any]:
    value = scaled_or_none(point.value, unit)
    return {
        "at": midday(point.at),
        "value": value,
        "shown": words.amount(point.value, unit) if point.value is not None else "",
    }


def scaled(value: float, unit: str) -> float:
    """Proportions are drawn as percentages."""
    return value * 100 if unit in {words.PERCENT, words.CHANGE} else value


def scaled_or_none(value: float | None, unit: str) -> float | None:
    """As `scaled`; null stays null."""
    return None if value is None else scaled(value, unit)


def _highest(points: Sequence[Point], beside: Sequence[Beside]) -> float:
    values = [point.value for series in (Beside("", tuple(points)), *beside) for point in series.points]
    return max((value for value in values if value is not None), default=1.0)


def midday(day: date) -> str:
    """Midday, so that no time zone moves the day."""
    return f"{day.isoformat()}T12:00:00"


def time_axis(size: Size) -> Any:
    """Months, few enough to be read at this size."""
    import altair

    return altair.Axis(format="%b %Y", tickCount=size.ticks, grid=False, labelAngle=0, domainColor=GREY, tickColor=GREY)


def _value_axis(unit: str, highest: float, *, from_zero: bool) -> Any:
    import altair

    scale = altair.Scale(zero=from_zero, nice=True)
    if from_zero:
        scale = altair.Scale(domain=[0, scaled(highest, unit) * 1.1 or 1], nice=True)
    suffix = " + '%'" if unit in {words.PERCENT, words.CHANGE} else ""
    labels = f"format(datum.value, ','){suffix}"
    axis = altair.Axis(grid=True, gridColor=LINE, domain=False, ticks=False, tickCount=5, labelExpr=labels)
    return altair.Y("value:Q", title=None, scale=scale, axis=axis)


def break_layers(breaks: Sequence[Break], first: date, last: date, size: Size) -> list[Any]:
    """A broken line and its words for each break inside the time shown."""
    inside = [found for found in breaks if first <= found.on <= last]
    return [*(_rule(found) for found in inside), *(_break_words(found, size) for found in inside)]


def _rule(found: Break) -> Any:
    import altair

    data = data_of([{"at": midday(found.on)}])
    return altair.Chart(data).mark_rule(color=QUIET, strokeDash=[4, 4]).encode(x="at:T")


def _break_words(found: Break, size: Size) -> Any:
    import altair

    said = found.words if size is WIDE else found.words.partition(",")[0]
    data = data_of([{"at": midday(found.on), "words": said}])
    mark = altair.Chart(data).mark_text(
        align="right", baseline="bottom", dx=-6, y=size.height - 6, color=QUIET, fontSize=13
    )
    return mark.encode(x="at:T", text="words:N")


def _beside_layers(series: Beside, unit: str, first: date, last: date, y: Any) -> list[Any]:
    import altair

    inside = [point for point in series.points if point.value is not None and first <= point.at <= last]
    if not inside:
        return []
    rows = [{**_row(point, unit), "name": series.name} for point in inside]
    base = altair.Chart(data_of(rows)).encode(x="at:T", y=y)
    label = altair.Chart(data_of(rows[-1:])).encode(x="at:T", y=y, text="name:N")
    return [
        base.mark_line(color=GREY, strokeDash=[6, 3], strokeWidth=1.5),
        base.mark_point(color=GREY, size=40, filled=True, opacity=1),
        label.mark_text(align="right", dx=-8, dy=-10, color=QUIET, fontSize=13),
    ]


def _county_rule(county: float, unit: str) -> list[Any]:
    import altair

    data = data_of([{"value": scaled(county, unit), "words": f"County {words.amount(county, unit)}"}])
    base = altair.Chart(data).encode(x="value:Q")
    label = base.mark_text(y=-4, baseline="bottom", color=QUIET, fontSize=13).encode(text="words:N")
    return [base.mark_rule(color=INK, strokeDash=[4, 4]), label]


def framed(chart: Any, width: int, height: int) -> Any:
    """Size, type and ground that every chart shares."""
    padding = {"left": 5, "right": 60, "top": 10, "bottom": 5}
    type_of_axis = {"labelColor": QUIET, "titleColor": QUIET, "labelFontSize": 13, "titleFontSize": 13}
    return (
        chart.properties(width=width, height=height, background="#ffffff", padding=padding)
        .configure(font=FONT)
        .configure_view(stroke=None)
        .configure_axis(**type_of_axis, titleFontWeight="normal")
    )
