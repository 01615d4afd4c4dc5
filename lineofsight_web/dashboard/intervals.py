"""How sure a figure is: a 95% interval, where the kind of figure has one."""

from lineofsight.measures.indicator import Indicator
from lineofsight.snapshot import Figure
from lineofsight.stats.intervals import Interval, count_interval, rate_interval, wilson
from lineofsight_web.ui import words


def interval(figure: Figure, indicator: Indicator) -> Interval | None:
    """The limits in the figure's own unit; None where there are none to give.

    A share of weighted posts is no share of people, and a change between two stocks has no such interval.
    """
    n, of = figure.numerator, figure.denominator
    if figure.value is None or n is None or indicator.weight:
        return None
    if indicator.unit == words.PERCENT:
        return wilson(n, of) if of and n <= of else None
    if indicator.unit == words.RATE:
        return rate_interval(n, of) if of else None
    return count_interval(n) if indicator.unit == words.COUNT else None


def interval_words(figure: Figure, indicator: Indicator) -> str:
    """The interval in the figure's unit; empty where there is none."""
    limits = interval(figure, indicator)
    if limits is None:
        return ""
    if indicator.unit == words.COUNT:
        return f"{words.number(round(limits.lower))} to {words.number(round(limits.upper))}"
    return f"{words.amount(limits.lower, indicator.unit)} to {words.amount(limits.upper, indicator.unit)}"
