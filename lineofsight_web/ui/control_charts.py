"""Control charts: months with their limits and what the rules flag. Declared from rows and words, like every chart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lineofsight_web.ui import words
from lineofsight_web.ui.charts import (
    GREY,
    INK,
    LINE,
    QUIET,
    SIGNAL,
    WIDE,
    Break,
    Size,
    break_layers,
    data_of,
    framed,
    midday,
    scaled,
    scaled_or_none,
    time_axis,
)


@dataclass(frozen=True)
class Controlled:
    """One point with its lines, null where there is none. `flagged`: a rule speaks of it. `segment` counts levels."""

    at: date
    value: float
    centre: float
    lower: float | None
    upper: float | None
    flagged: bool
    segment: int = 0


def control_chart(
    points: Sequence[Controlled], unit: str, *,
    target: float | None = None, breaks: Sequence[Break] = (), size: Size = WIDE,
) -> Any:  # fmt: skip
    """Points joined in grey, flagged ones as dark diamonds; mean and limits as lines named at their end."""
    import altair

    first, last = points[0].at, points[-1].at
    time = altair.X("at:T", title=None, axis=time_axis(size), scale=altair.Scale(domain=[midday(first), midday(last)]))
    base = altair.Chart(data_of([_row(point, unit) for point in points])).encode(x=time, y=_axis(points, unit, target))
    layers = [
        *break_layers(breaks, first, last, size),
        *(_line(base, name, dash) for name, dash in (("lower", [3, 3]), ("upper", [3, 3]), ("centre", []))),
        base.mark_line(color=GREY, strokeWidth=1.5).encode(y="value:Q"),
        base.transform_filter("!datum.flagged").mark_point(filled=True, color=GREY, size=28, opacity=1),
        base.transform_filter("datum.flagged").mark_point(
            filled=True, color=SIGNAL, size=110, shape="diamond", opacity=1
        ),
        *_names(points[-1], unit, time, target),
    ]
    return framed(altair.layer(*layers), size.width - 60, size.height)


def _row(point: Controlled, unit: str) -> dict[str, Any]:
    return {
        "at": midday(point.at),
        "value": scaled(point.value, unit),
        "centre": scaled(point.centre, unit),
        "lower": scaled_or_none(point.lower, unit),
        "upper": scaled_or_none(point.upper, unit),
        "flagged": point.flagged,
        "segment": point.segment,
    }


def _axis(points: Sequence[Controlled], unit: str, target: float | None) -> Any:
    """From zero where the values are near it; else only as far down as the lines go, so that a move can be seen."""
    import altair

    shown = [value for point in points for value in (point.value, point.lower, point.upper) if value is not None]
    shown += [] if target is None else [target]
    low, high = scaled(min(shown), unit), scaled(max(shown), unit)
    bottom = 0.0 if low < 0.4 * high else low - 0.08 * (high - low)
    scale = altair.Scale(domain=[bottom, high + 0.08 * (high - bottom) or 1], nice=True, zero=False)
    suffix = " + '%'" if unit in {words.PERCENT, words.CHANGE} else ""
    axis = altair.Axis(
        grid=True, gridColor=LINE, domain=False, ticks=False, tickCount=5, labelExpr=f"format(datum.value, ','){suffix}"
    )
    return altair.Y("value:Q", title=None, scale=scale, axis=axis)


def _line(base: Any, name: str, dash: list[int]) -> Any:
    """A step for each point, broken between levels."""
    mark = base.transform_filter(f"datum.{name} != null").mark_line(
        color=QUIET, strokeWidth=1.3, strokeDash=dash or [1, 0], interpolate="step"
    )
    return mark.encode(y=f"{name}:Q", detail="segment:N")


def _names(last: Controlled, unit: str, time: Any, target: float | None) -> list[Any]:
    """What each line is, at its end: direct labels need no legend."""
    import altair

    told = [("mean", last.centre), ("target", target), ("limit", last.upper), ("limit", last.lower)]
    rows = [
        {"at": midday(last.at), "value": scaled(value, unit), "words": f"{name} {words.amount(value, unit)}"}
        for name, value in told
        if value is not None
    ]
    layers = []
    if target is not None:
        goal = altair.Chart(data_of([{"value": scaled(target, unit)}]))
        layers.append(goal.mark_rule(color=INK, strokeDash=[8, 3], strokeWidth=1.5).encode(y="value:Q"))
    label = altair.Chart(data_of(_apart(rows))).encode(x=time, y="value:Q", text="words:N")
    return [*layers, label.mark_text(align="left", dx=9, color=QUIET, fontSize=12)]


def _apart(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Labels that would stand on one another, left out: the mean stays, then the target, then the limits."""
    if not rows:
        return rows
    spread = max(row["value"] for row in rows) - min(row["value"] for row in rows)
    kept: list[dict[str, Any]] = []
    for row in sorted(rows, key=lambda one: ("mean", "target", "limit").index(one["words"].split()[0])):
        if all(abs(row["value"] - other["value"]) > spread * 0.06 for other in kept):
            kept.append(row)
    return kept
