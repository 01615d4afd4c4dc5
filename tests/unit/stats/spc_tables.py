"""The tables of expected control charts, and short names for what they call things."""

import csv
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "data" / "stats" / "spc"
LABELS = {
    (None, 0): "Common Cause",
    ("outside the limits", 1): "Above UCL",
    ("outside the limits", -1): "Below LCL",
    ("trend", 1): "7 Point Trend (Increasing)",
    ("trend", -1): "7 Point Trend (Decreasing)",
    ("two of three near a limit", 1): "2 in 3 Above CL",
    ("two of three near a limit", -1): "2 in 3 Below CL",
    ("shift", 1): "7 Points Above CL",
    ("shift", -1): "7 Points Below CL",
}


def table(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def groups(name: str, *columns: str) -> dict[tuple[str, ...], list[dict[str, str]]]:
    """The rows of a table by the columns named, in order."""
    found: dict[tuple[str, ...], list[dict[str, str]]] = {}
    for row in table(name):
        found.setdefault(tuple(row[column] for column in columns), []).append(row)
    return found


def whole_numbers(text: str) -> list[int]:
    return [int(word) for word in text.split()]


def close(expected: str):
    return pytest.approx(float(expected), rel=1e-6, abs=1e-12)
