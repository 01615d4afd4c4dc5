"""Funnels: groups by their size, with what chance allows a group of each size. Declared from rows and words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lineofsight_web.ui import words
from lineofsight_web.ui.charts import GREY, INK, LINE, QUIET, SIGNAL, WIDE, Size, data_of, framed, scaled


@dataclass(frozen=True)
class Unit:
    """One group: its size, its value, and whether there is evidence that it differs."""

    name: str
    size: float
    value: float
    differs: bool


@dataclass(frozen=True)
class Limit:
    """What chance allows a group of a size: 95 in 100 within the inner two, 998 in 1,000 within the outer."""

    size: float
    inner_low: float
    inner_high: float
    outer_low: float
    outer_high: float


def funnel_chart(
    units: Sequence[Unit], limits: Sequence[Limit], centre: float, unit: str, *, size_words: str, size: Size = WIDE
) -> Any:
    """Every group a point; those that differ as dark diamonds with their name, in the order of size, no ranking."""
    import altair

    x = altair.X("size:Q", title=size_words, axis=altair.Axis(grid=False, tickCount=5, domainColor=GREY))
    low = min([*(one.value for one in units), *(one.inner_low for one in limits[len(limits) // 3 :])], default=0)
    high = max([*(one.value for one in units), *(one.inner_high for one in limits[len(limits) // 4 :])], default=1)
    domain = [max(0.0, scaled(low, unit) * 0.8), scaled(high, unit) * 1.15 or 1]
    suffix = " + '%'" if unit == words.PERCENT else ""
    axis = altair.Axis(grid=True, gridColor=LINE, domain=False, ticks=False, tickCount=5,
                       labelExpr=f"format(datum.value, ','){suffix}")  # fmt: skip
    y = altair.Y("value:Q", title=None, scale=altair.Scale(domain=domain, zero=False), axis=axis)
    rows = [
        {"name": one.name, "size": one.size, "value": scaled(one.value, unit), "differs": one.differs} for one in units
    ]
    base = altair.Chart(data_of(rows)).encode(x=x, y=y)
    named = base.transform_filter("datum.differs")
    middle = altair.Chart(data_of([{"value": scaled(centre, unit)}])).mark_rule(color=QUIET, strokeWidth=1.3)
    layers = [
        *_curves(limits, unit, x, y),
        middle.encode(y=y),
        base.transform_filter("!datum.differs").mark_point(filled=True, color=GREY, size=45, opacity=1),
        named.mark_point(filled=True, color=SIGNAL, size=120, shape="diamond", opacity=1),
        named.mark_text(align="left", dx=9, dy=-8, color=INK, fontSize=13).encode(text="name:N"),
    ]
    return framed(altair.layer(*layers), size.width - 60, size.height)


def _curves(limits: Sequence[Limit], unit: str, x: Any, y: Any) -> list[Any]:
    import altair

    found = []
    for name, dash in (("inner_low", [2, 3]), ("inner_high", [2, 3]), ("outer_low", []), ("outer_high", [])):
        rows = [{"size": one.size, "value": scaled(getattr(one, name), unit)} for one in limits]
        mark = altair.Chart(data_of(rows)).mark_line(color=QUIET, strokeWidth=1.2, strokeDash=dash or [1, 0], clip=True)
        found.append(mark.encode(x=x, y=y))
    return found
