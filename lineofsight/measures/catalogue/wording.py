"""A figure in words, the same on a page, at the terminal and in a paper: number first, then what it is set against."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

from lineofsight.measures.indicator import Indicator

_MONTHS_BACK = {"month": 12, "12 months": 12, "month end": 6}
_EARLIER = {"month end": "six months before", "12 months": "a year before"}

MARKERS = {
    "not loaded": "none of the extracts it needs is loaded",
    "before our data": "its period begins before our data do",
    "not held": "no extract says what it needs",
    "no population": "the number of children in this group is not known",
    "no cases": "there is nothing to divide by",
}
"""Why a figure is not there."""


class FigureLike(Protocol):
    """What is read of a figure."""

    @property
    def at(self) -> date:
        """The month end."""

    @property
    def numerator(self) -> float | None:
        """What is counted."""

    @property
    def denominator(self) -> float | None:
        """Of how many."""

    @property
    def value(self) -> float | None:
        """The figure; null where the marker says why."""

    @property
    def marker(self) -> str:
        """Why there is no value, or blank."""


def sentence(indicator: Indicator, figures: Sequence[FigureLike]) -> str:
    """One plain sentence about the last of an indicator's figures, set against an earlier one where that is known.

    A stock is set against six months before, 12 months against the 12 before, a month against the same month a year
    before. Errors: ValueError if there is no figure.
    """
    if not figures:
        raise ValueError(f"{indicator.id} has no figure to speak of")
    latest = max(figures, key=lambda figure: figure.at)
    earlier = next((figure for figure in figures if figure.at == earlier_month_end(indicator, latest.at)), None)
    known = earlier if earlier and not earlier.marker else None
    if not indicator.is_held:
        return f"{indicator.title}: not held. Needs {indicator.lacking}."
    if latest.marker and not (latest.marker == "no population" and latest.numerator is not None):
        return (
            f"{indicator.title} {period_words(indicator, latest.at)}: {latest.marker}, since {MARKERS[latest.marker]}."
        )
    if indicator.unit == "change":
        return _change(indicator, latest)
    if indicator.unit == "percent":
        return _share(indicator, latest, known)
    if indicator.unit == "mean":
        return _mean(indicator, latest, known)
    return _number(indicator, latest, known)


def earlier_month_end(indicator: Indicator, at: date) -> date:
    """The month end that a figure is set against."""
    first = (at + timedelta(days=1)).replace(day=1)
    months = first.year * 12 + first.month - 1 - _MONTHS_BACK[indicator.period]
    return date(months // 12, months % 12 + 1, 1) - timedelta(days=1)


def value_words(indicator: Indicator, value: float) -> str:
    """The value as it is written, with its unit: '21%', '64 per 10,000', 'down 6%', '1,134', '14.5 points'."""
    if indicator.unit == "percent":
        return percent_words(value)
    if indicator.unit == "change":
        return change_words(value)
    if indicator.unit == "mean":
        return f"{_rounded(value, 1)} {indicator.words.share}"
    return f"{rate_words(value)} per 10,000" if indicator.unit.startswith("rate") else number_words(value)


def number_words(value: float) -> str:
    """'1,134'; full-time equivalents with one decimal."""
    return _rounded(value, 0 if float(value).is_integer() else 1)


def percent_words(proportion: float) -> str:
    """A proportion as a percentage: one decimal below 10, none above."""
    return f"{rate_words(100 * proportion)}%"


def rate_words(value: float) -> str:
    """One decimal below 10, none above; a round number has none."""
    return _rounded(value, 0 if abs(value) >= 9.95 else 1).removesuffix(".0")


def change_words(proportion: float) -> str:
    """'down 6%', 'up 0.4%', 'unchanged'."""
    if proportion == 0:
        return "unchanged"
    percentage = abs(100 * proportion)
    return f"{'up' if proportion > 0 else 'down'} {_rounded(percentage, 0 if percentage >= 1 else 1)}%"


def _rounded(value: float, places: int) -> str:
    """Halves are rounded up, as official statistics do; what floats lose in the ninth decimal is put right first."""
    exact = Decimal(repr(round(float(value), 9)))
    return f"{exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):,}"


def day_words(day: date) -> str:
    """'30 April 2024'."""
    return f"{day.day} {day:%B %Y}"


def period_words(indicator: Indicator, at: date) -> str:
    """When a figure is of: 'on 30 April 2024', 'in the 12 months to 30 April 2024', 'in April 2024'."""
    if indicator.period == "month end":
        return f"on {day_words(at)}"
    return f"in the 12 months to {day_words(at)}" if indicator.period == "12 months" else f"in {at:%B %Y}"


def _number(indicator: Indicator, latest: FigureLike, earlier: FigureLike | None) -> str:
    count = latest.numerator or 0
    counted = f"{number_words(count)} {indicator.words.one if count == 1 else indicator.words.many}"
    rate = (
        f" ({value_words(indicator, latest.value)} children)" if latest.denominator and latest.value is not None else ""
    )
    against = f", {_against(count, earlier.numerator or 0, _when(indicator, earlier))}" if earlier else ""
    return f"{counted} {period_words(indicator, latest.at)}{rate}{against}."


def _when(indicator: Indicator, earlier: FigureLike) -> str:
    if indicator.period == "12 months":
        return "in the 12 months before"
    return _EARLIER.get(indicator.period, f"in {earlier.at:%B %Y}")


def _against(now: float, then: float, when: str) -> str:
    if now == then:
        return f"as many as {when}"
    return f"{number_words(abs(now - then))} {'more' if now > then else 'fewer'} than {when} ({number_words(then)})"


def _share(indicator: Indicator, latest: FigureLike, earlier: FigureLike | None) -> str:
    period = period_words(indicator, latest.at)
    against = f"; {_EARLIER.get(indicator.period, 'a year before')}, {_of(earlier)}" if earlier else ""
    words = indicator.words
    share = percent_words(latest.value or 0)
    return f"{period[0].upper()}{period[1:]}, {share} of {words.many} {words.share} ({_counts(latest)}){against}."


def _mean(indicator: Indicator, latest: FigureLike, earlier: FigureLike | None) -> str:
    period = period_words(indicator, latest.at)
    of = f"{number_words(latest.denominator or 0)} {indicator.words.many}"
    against = ""
    if earlier:
        when = _EARLIER.get(indicator.period, "a year before")
        against = f"; {when}, {value_words(indicator, earlier.value or 0)}"
    mean = value_words(indicator, latest.value or 0)
    return f"{period[0].upper()}{period[1:]}, {of} had {mean} on average{against}."


def _of(figure: FigureLike) -> str:
    return f"{percent_words(figure.value or 0)} ({_counts(figure)})"


def _counts(figure: FigureLike) -> str:
    return f"{number_words(figure.numerator or 0)} of {number_words(figure.denominator or 0)}"


def _change(indicator: Indicator, latest: FigureLike) -> str:
    now, then = latest.numerator or 0, latest.denominator or 0
    counted = f"{number_words(now)} {indicator.words.one if now == 1 else indicator.words.many}"
    moved = change_words(latest.value or 0)
    months = indicator.change.months if indicator.change else 0
    return (
        f"{counted} {period_words(indicator, latest.at)}, {moved} in {months} months "
        f"({number_words(then)} to {number_words(now)})."
    )
