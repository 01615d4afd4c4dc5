"""A synthetic county: the same files that agencies send, about people who do not exist, and what is true of them."""

from lineofsight.synth.making import LAST_DAY, SIZES, CountySummary, make_county

__all__ = ["LAST_DAY", "SIZES", "CountySummary", "make_county"]
