"""Five years of SSDA903 files that this project did not write."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from lineofsight.sources.reader import read_extracts
from tests.factories.extracts import RECORDED

FOLDER = Path(__file__).parents[2] / "data" / "ssda903"


@pytest.fixture(scope="module")
def read():
    return read_extracts(FOLDER, agreements=RECORDED)


def test_every_file_is_recognised_and_every_row_counted(read):
    """Rows are counted a second way, by Python's csv module alone."""
    counted = {}
    for path in FOLDER.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as lines:
            counted[path.name] = sum(1 for _ in csv.reader(lines)) - 1
    assert {file.name: file.read for file in read.files if file.source} == counted
    assert {file.source.removeprefix("ssda903_") for file in read.files if file.source} == {
        "header", "episodes", "reviews", "uasc", "oc2", "oc3", "previous_permanence", "missing",
    }  # fmt: skip


def test_only_reviews_lose_rows_and_only_repeated_ones(read):
    """Twelve reviews stand twice, on the same day for the same child."""
    assert Counter(read.set_aside["source"].to_pylist()) == {"ssda903_reviews": 12}
    assert set(read.set_aside["reason"].to_pylist()) == {"KEY-REPEATED"}


def test_values_are_those_of_the_files(read):
    """Every date and code of the episodes, compared text by text."""
    kept = {(row["source_file"], row["source_row"]): row for row in read.tables["ssda903_episodes"].to_pylist()}
    assert len(kept) == 3_737
    for path in FOLDER.glob("*-episodes.csv"):
        with path.open(encoding="utf-8", newline="") as lines:
            for number, row in enumerate(csv.DictReader(lines), start=2):
                mine = kept[path.name, number]
                for header in ("DECOM", "DEC"):
                    day = mine[header.lower()]
                    assert (day.strftime("%d/%m/%Y") if day else "") == row[header]
                for header in ("CHILD", "RNE", "LS", "PLACE", "REC", "URN"):
                    assert (mine[header.lower()] or "") == row[header]
