"""Lineofsight: from the files agencies send to a signed board paper, with a line of sight through every figure."""

__version__ = "0.1.0"
