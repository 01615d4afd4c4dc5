"""How numbers, dates and changes are said: plain English, one way everywhere. Text out, nothing else."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

COUNT = "count"
PERCENT = "percent"
RATE = "rate per 10,000"
CHANGE = "change"
MEAN = "mean"

_LONDON = ZoneInfo("Europe/London")

MARKER_WORDS: dict[str, str] = {
    "not held": "not held in any extract",
    "not loaded": "extract not loaded",
    "no population": "no population to divide by",
    "no cases": "no cases",
    "before our data": "before our earliest extract",
    "small number": "fewer than six, not shown",
    "not released": "groups are shown for the newest month and a year before",
    "other small number": "not shown, so that a small number cannot be worked out",
    # As published by the Department for Education and others.
    "c": "suppressed by the publisher (small number)",
    "x": "not available",
    "z": "not applicable",
    "u": "low reliability",
    "k": "rounds to zero",
    "low": "rounds to zero",
    "-": "missing; the publisher does not say why",
    "[x]": "not available",
    "blank": "nothing published",
}


def day(value: date | None) -> str:
    """30 April 2024."""
    return f"{value.day} {value:%B %Y}" if value else ""


def month(value: date) -> str:
    """April 2024."""
    return f"{value:%B %Y}"


def moment(value: datetime) -> str:
    """30 April 2024, 14:05, in local time."""
    local = value.astimezone(_LONDON)
    return f"{day(local)}, {local:%H:%M}"


def number(value: float) -> str:
    """1,234; one decimal only where there is one."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def sentence_case(text: str) -> str:
    """With a capital at its start, and the rest as it is."""
    return text[:1].upper() + text[1:]


def sex_words(code: str | None) -> str:
    """The words of a sex code."""
    return {"F": "Female", "M": "Male"}.get(code or "", "Not known")


def plural(n: int, forms: str) -> str:
    """1 child, 2 children: `forms` is 'child,children', or the singular alone where the plural adds an s."""
    one, _, many = forms.partition(",")
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def amount(value: float, unit: str) -> str:
    """A value in its unit: 791, 9.3%, 18%, 52.3, down 6%. Proportions are 0 to 1."""
    if unit == PERCENT:
        return _percent(value)
    if unit == CHANGE:
        return _moved(value)
    if unit == COUNT:
        return number(value)
    return f"{value:,.1f}" if abs(value) < 100 else f"{value:,.0f}"


def unit_heading(unit: str) -> str:
    """The unit as a table heading says it."""
    return {COUNT: "Number", PERCENT: "Percentage", CHANGE: "Change"}.get(unit, unit[:1].upper() + unit[1:])


def marker_words(marker: str) -> str:
    """Why there is no figure."""
    return MARKER_WORDS.get(marker, marker)


def change(now: float | None, then: float | None, unit: str) -> str:
    """The move between two values: 'down 6% (843 to 791)', 'up 2 points (18% to 20%)', 'no change (791)'."""
    if now is None or then is None:
        return "not known"
    shown_then, shown_now = amount(then, unit), amount(now, unit)
    if shown_then == shown_now:
        return f"no change ({shown_now})"
    if unit in {PERCENT, CHANGE}:
        points = abs(now - then) * 100
        size = f"{points:.1f}" if points < 10 else f"{points:.0f}"
        size = size.removesuffix(".0")
        words = f"{size} {'point' if size == '1' else 'points'}"
    elif then == 0:
        return f"up from none to {shown_now}"
    else:
        words = _percent(abs(now / then - 1))
    return f"{'up' if now > then else 'down'} {words} ({shown_then} to {shown_now})"


def period(kind: str, at: date) -> str:
    """What a figure covers: 'in April 2024', 'in the 12 months to 30 April 2024', 'on 30 April 2024'."""
    if kind == "month":
        return f"in {month(at)}"
    return f"in the 12 months to {day(at)}" if kind == "12 months" else f"on {day(at)}"


def period_heading(kind: str) -> str:
    """The period as a table heading says it."""
    return {"month": "Each month", "12 months": "12 months to"}.get(kind, "On")


def _percent(proportion: float) -> str:
    shown = proportion * 100
    if shown == 0:
        return "0%"
    return f"{shown:.1f}%" if abs(shown) < 9.95 else f"{shown:.0f}%"


def _moved(value: float) -> str:
    if round(abs(value) * 100, 1) == 0:
        return "no change"
    return f"{'up' if value > 0 else 'down'} {_percent(abs(value))}"
