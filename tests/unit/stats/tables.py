"""The tables of expected results, each from a named source: see the README beside each."""

import csv
from pathlib import Path

import pytest
from hypothesis import settings

FOLDER = Path(__file__).parents[2] / "data" / "stats"
LEVELS = (("95_0", 0.95), ("99_8", 0.998))


def table(name: str) -> list[dict[str, str]]:
    """One dictionary a row; a blank cell is an empty string."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def close(expected: float | list[float], rel: float = 1e-6):
    """Equal to one part in a million, the precision that we hold ourselves to."""
    return pytest.approx(expected, rel=rel)


untimed = settings(deadline=None, max_examples=60)
"""The first example of a run loads SciPy, which takes as long as the machine is busy."""
