"""Benchmarks against figures published for every English authority, to 1e-6."""

from functools import cache

import pytest

from lineofsight.stats.benchmark import Neighbours, PublishedFigure, benchmark, read_published
from lineofsight.stats.ranks import Better
from tests.unit.stats.tables import close, table

BETTER: dict[str, Better] = {"low": "lower", "none": "neither"}


@cache
def published() -> dict[tuple[str, str], list[dict[str, str]]]:
    found: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in table("benchmark/la_indicators.csv"):
        if row["level"] == "Local authority":
            found.setdefault((row["indicator"], row["year"]), []).append(row)
    return found


@cache
def neighbours() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in table("benchmark/statistical_neighbours_2025.csv"):
        found.setdefault(row["old_la_code"], []).append(row["neighbour_code"])
    return found


@pytest.mark.parametrize("row", table("benchmark/expected.csv"))
def test_rank_quartiles_band_and_neighbours(row):
    rows = published()[row["indicator"], row["year"]]
    figures = {each["la_code"]: read_published(each["raw"]) for each in rows}
    [own] = [each["la_code"] for each in rows if each["la_name"] == row["la_name"]]
    found = benchmark(figures, own, neighbours()[own], better=BETTER[rows[0]["polarity"]])
    assert found.own.value == close(float(row["value"]))
    assert (found.known, found.rank.rank) == (int(row["n_las"]), int(row["rank_low_first"]))
    assert (found.band or "-") == row["lait_quartile_band"]
    assert found.quartiles.lower == close(float(row["q25"]))
    assert found.quartiles.median == close(float(row["median"]))
    assert found.quartiles.upper == close(float(row["q75"]))
    beside = found.neighbours
    assert (beside.named, beside.known) == (10, int(row["sn_n"]))
    for name in ("mean", "median"):
        assert getattr(beside, name) == close(float(row[f"sn_{name}"]))
    assert (beside.lowest, beside.highest) == (float(row["sn_min"]), float(row["sn_max"]))


def test_every_cell_of_the_publication_is_a_number_or_a_marker():
    """And each is kept: no marker became a number, no number a marker."""
    markers: dict[str, int] = {}
    for row in table("benchmark/la_indicators.csv"):
        figure = read_published(row["raw"])
        if figure.value is None:
            markers[figure.marker] = markers.get(figure.marker, 0) + 1
        else:
            assert figure.value == float(row["raw"])
    assert markers == {"c": 334, "z": 30, "x": 16, "u": 11, "low": 2}


@pytest.mark.parametrize("marker", ["c", "z", "x", "u", "low", "k"])
def test_a_marker_has_no_rank_and_counts_in_nothing(marker):
    figures = {"1": PublishedFigure(5.0), "2": PublishedFigure(7.0), "3": read_published(marker)}
    found = benchmark(figures, "3", ["1", "2", "4"], better="lower")
    assert (found.own.marker, found.own.value) == (marker, None)
    assert (found.rank, found.band, found.known) == (None, None, 2)
    assert found.neighbours == Neighbours(named=3, known=2, mean=6, median=6, lowest=5, highest=7)
    assert benchmark(figures, "1", ["3"], better="lower").neighbours == Neighbours(1, 0, None, None, None, None)


def test_where_nobody_has_a_value_there_is_nothing_to_stand_among():
    found = benchmark({"1": PublishedFigure(None, "x")}, "1", [], better="lower")
    assert (found.known, found.rank, found.quartiles, found.band) == (0, None, None, None)


def test_an_empty_cell_is_a_marker_too():
    assert read_published(" ") == PublishedFigure(None, "blank")


@pytest.mark.parametrize("text", ["nan", "inf", "about 12", "12%", "C"])
def test_what_is_neither_a_number_nor_a_known_marker_is_refused_and_not_repeated(text):
    with pytest.raises(ValueError, match="neither a number nor a marker that we know"):
        read_published(text)


def test_a_figure_is_a_value_or_a_marker():
    for both in ((None, ""), (3.0, "c")):
        with pytest.raises(ValueError, match="a value or a marker"):
            PublishedFigure(*both)
