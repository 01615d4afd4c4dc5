"""Months of a level's starts and ends: bars up from zero and down from zero. Declared from rows and words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from lineofsight_web.ui.charts import (
    BAR,
    GREY,
    INK,
    LINE,
    QUIET,
    WIDE,
    Break,
    Size,
    break_layers,
    data_of,
    framed,
    midday,
    time_axis,
)


@dataclass(frozen=True)
class MonthMoves:
    """Children who came into a level and who left it in the month that ends at `at`."""

    at: date
    started: int
    left: int


def flows_chart(
    months: Sequence[MonthMoves], *, started: str, left: str, breaks: Sequence[Break] = (), size: Size = WIDE
) -> Any:
    """An Altair chart: starts above the line in blue, ends below it in grey, each side named once, the line at zero."""
    import altair

    first, last = months[0].at, months[-1].at
    highest = max([1, *(month.started for month in months), *(month.left for month in months)])
    axis = altair.Axis(
        grid=True, gridColor=LINE, domain=False, ticks=False, tickCount=5, labelExpr="format(abs(datum.value), ',')"
    )
    y = altair.Y("n:Q", title=None, axis=axis, scale=altair.Scale(domain=[-highest * 1.15, highest * 1.15]))
    time = altair.X("at:T", title=None, axis=time_axis(size), scale=altair.Scale(domain=_room(first, last)))
    width = max(3, int(0.6 * size.width / len(months)))
    sides = (
        ([{"at": midday(month.at), "n": month.started} for month in months], BAR),
        ([{"at": midday(month.at), "n": -month.left} for month in months], GREY),
    )
    bars = [
        altair.Chart(data_of(rows)).mark_bar(color=color, size=width, clip=False).encode(x=time, y=y)
        for rows, color in sides
    ]
    names = [_name(first, highest, started, y, "top"), _name(first, -highest, left, y, "bottom")]
    zero = altair.Chart(data_of([{"n": 0}])).mark_rule(color=INK).encode(y=y)
    return framed(altair.layer(*bars, zero, *break_layers(breaks, first, last, size), *names), size.width, size.height)


def _room(first: date, last: date) -> list[str]:
    """The time axis, with half a bar's room at either end."""
    return [midday(first - timedelta(days=16)), midday(last + timedelta(days=16))]


def _name(at: date, n: int, said: str, y: Any, baseline: Literal["top", "bottom"]) -> Any:
    import altair

    data = data_of([{"at": midday(at), "n": n * 1.12, "said": said}])
    mark = altair.Chart(data).mark_text(
        align="left", baseline=baseline, dx=4, color=QUIET, fontSize=13, fontWeight="bold"
    )
    return mark.encode(x="at:T", y=y, text="said:N")
