"""Indicators, declared, and the one calculator that gives all of them every period and breakdown."""

from lineofsight.measures.calculator import measures_steps, month_ends
from lineofsight.measures.indicator import Change, Indicator, Words

__all__ = ["Change", "Indicator", "Words", "measures_steps", "month_ends"]
