"""Intervals against published tables, to 1e-6, and at the edges where formulas break."""

import csv
from math import log
from pathlib import Path

import pytest

from lineofsight.stats.intervals import Interval, byar, count_interval, exact_poisson, rate_interval, wilson

FOLDER = Path(__file__).parents[2] / "data" / "stats" / "intervals"
LEVELS = (("95_0", 0.95), ("99_8", 0.998))


def table(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def close(expected: float):
    return pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize("row", table("byar_wilson.csv"))
def test_byar_and_wilson_as_asserted(row):
    confidence = float(row["confidence"].rstrip("%")) / 100
    if row["method"] == "Wilson":
        found = wilson(float(row["x"]), float(row["n"]), confidence=confidence)
    else:
        found = byar(float(row["x"]), confidence=confidence)
    assert found.upper == close(float(row["uppercl"]))
    if row["lowercl"]:
        assert found.lower == close(float(row["lowercl"]))


@pytest.mark.parametrize("row", table("proportion_wilson.csv"))
@pytest.mark.parametrize(("level", "confidence"), LEVELS)
def test_proportions(row, level, confidence):
    found = wilson(float(row["numerator"]), float(row["denominator"]), confidence=confidence) * float(row["multiplier"])
    assert found.lower == close(float(row[f"lower{level}cl"]))
    assert found.upper == close(float(row[f"upper{level}cl"]))


@pytest.mark.parametrize("row", table("rate_byar_exact.csv"))
@pytest.mark.parametrize(("level", "confidence"), LEVELS)
def test_rates_exact_below_ten_and_byar_from_ten(row, level, confidence):
    found = rate_interval(
        float(row["numerator"]), float(row["denominator"]), per=float(row["multiplier"]), confidence=confidence
    )
    assert found.lower == close(float(row[f"lower{level}cl"]))
    assert found.upper == close(float(row[f"upper{level}cl"]))


@pytest.mark.parametrize("row", [row for row in table("isr_expected.csv") if "ratio" in row["statistic"]])
@pytest.mark.parametrize(("level", "confidence"), LEVELS)
def test_observed_over_expected(row, level, confidence):
    per = 100.0 if row["statistic"].endswith("x 100") else 1.0
    found = rate_interval(float(row["observed"]), float(row["expected"]), per=per, confidence=confidence)
    assert found.lower == close(float(row[f"lower{level}cl"]))
    assert found.upper == close(float(row[f"upper{level}cl"]))


def test_nobody_and_everybody_still_have_an_interval():
    """PHE's own package gave none for a proportion of 100% (its issue 64)."""
    assert wilson(0, 20).lower == 0
    assert 0 < wilson(0, 20).upper < 0.2
    assert 0.8 < wilson(20, 20).lower < 1
    assert wilson(20, 20).upper == 1


def test_no_events_have_an_exact_upper_limit():
    """With none seen, the mean could be as high as minus the logarithm of half the rest of the chance."""
    assert count_interval(0) == Interval(0.0, close(-log(0.025)))


def test_exact_limits_are_the_quantiles_they_say_they_are():
    """At the upper limit of 3, three or fewer happen with a chance of 2.5%: a textbook value, 8.7673."""
    assert exact_poisson(3).upper == pytest.approx(8.7672731, rel=1e-6)
    assert exact_poisson(3).lower == pytest.approx(0.6186721, rel=1e-6)


def test_weighted_counts_below_ten_take_byar():
    """Full-time equivalents are not whole numbers."""
    assert count_interval(4.6) == byar(4.6)


@pytest.mark.parametrize(
    "refused",
    [
        lambda: wilson(1, 0),
        lambda: wilson(3, 2),
        lambda: wilson(-1, 2),
        lambda: wilson(1, 2, confidence=1),
        lambda: wilson(1, 2, confidence=0),
        lambda: byar(-1),
        lambda: exact_poisson(-1),
        lambda: exact_poisson(1.5),  # type: ignore[arg-type]  # what a caller may do all the same
        lambda: rate_interval(1, 0),
    ],
)
def test_what_has_no_interval_is_refused(refused):
    with pytest.raises(ValueError, match=r"\w"):
        refused()


@pytest.mark.parametrize("count", range(60))
def test_limits_hold_the_count_and_widen_with_confidence(count):
    narrow, wide = count_interval(count), count_interval(count, confidence=0.998)
    assert wide.lower <= narrow.lower <= count <= narrow.upper <= wide.upper
