"""Intervals against published tables, to 1e-6, and at the edges where formulas break."""

from math import log
from statistics import fmean

import numpy as np
import pytest

from lineofsight.stats.intervals import (
    Interval,
    byar,
    count_interval,
    exact_binomial,
    exact_poisson,
    mean_interval,
    rate_interval,
    wilson,
)
from tests.unit.stats.tables import LEVELS, close, table


@pytest.mark.parametrize("row", table("intervals/byar_wilson.csv"))
def test_byar_and_wilson_as_asserted(row):
    confidence = float(row["confidence"].rstrip("%")) / 100
    if row["method"] == "Wilson":
        found = wilson(float(row["x"]), float(row["n"]), confidence=confidence)
    else:
        found = byar(float(row["x"]), confidence=confidence)
    assert found.upper == close(float(row["uppercl"]))
    if row["lowercl"]:
        assert found.lower == close(float(row["lowercl"]))


@pytest.mark.parametrize("row", table("intervals/proportion_wilson.csv"))
@pytest.mark.parametrize(("level", "confidence"), LEVELS)
def test_proportions(row, level, confidence):
    found = wilson(float(row["numerator"]), float(row["denominator"]), confidence=confidence) * float(row["multiplier"])
    assert found.lower == close(float(row[f"lower{level}cl"]))
    assert found.upper == close(float(row[f"upper{level}cl"]))


@pytest.mark.parametrize("row", table("intervals/rate_byar_exact.csv"))
@pytest.mark.parametrize(("level", "confidence"), LEVELS)
def test_rates_exact_below_ten_and_byar_from_ten(row, level, confidence):
    found = rate_interval(
        float(row["numerator"]), float(row["denominator"]), per=float(row["multiplier"]), confidence=confidence
    )
    assert found.lower == close(float(row[f"lower{level}cl"]))
    assert found.upper == close(float(row[f"upper{level}cl"]))


@pytest.mark.parametrize("row", table("intervals/mean_expected.csv"))
@pytest.mark.parametrize(("level", "confidence"), LEVELS)
def test_means(row, level, confidence):
    values = [float(each["values"]) for each in table("intervals/mean_inputs.csv") if each["area"] == row["area"]]
    found = mean_interval(values, confidence=confidence)
    assert fmean(values) == close(float(row["value"]))
    assert found.lower == close(float(row[f"lower{level}cl"]))
    assert found.upper == close(float(row[f"upper{level}cl"]))


@pytest.mark.parametrize("row", table("intervals/clopper_pearson.csv"))
def test_exact_proportions(row):
    found = exact_binomial(int(row["x"]), int(row["n"]))
    assert found.lower == close(float(row["cp_lo"]))
    assert found.upper == close(float(row["cp_hi"]))


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
        lambda: exact_binomial(3, 2),
        lambda: exact_binomial(0, 0),
        lambda: exact_binomial(1.5, 2),  # type: ignore[arg-type]
        lambda: mean_interval([4.0]),
    ],
)
def test_what_has_no_interval_is_refused(refused):
    with pytest.raises(ValueError, match=r"\w"):
        refused()


@pytest.mark.parametrize("count", range(60))
def test_limits_hold_the_count_and_widen_with_confidence(count):
    narrow, wide = count_interval(count), count_interval(count, confidence=0.998)
    assert wide.lower <= narrow.lower <= count <= narrow.upper <= wide.upper


COVERAGE = {
    "Wilson, 60 children of whom 22.6% are re-referred": lambda chance: (
        0.226,
        [wilson(x, 60) for x in chance.binomial(60, 0.226, 2000)],
    ),
    "exact or Byar, 25 events expected": lambda chance: (
        25,
        [count_interval(int(x)) for x in chance.poisson(25, 2000)],
    ),
    "Student, 12 waits": lambda chance: (40, [mean_interval(list(x)) for x in chance.normal(40, 9, (2000, 12))]),
}


@pytest.mark.parametrize("case", COVERAGE)
def test_95_of_100_intervals_hold_the_truth(case):
    """93% to 97% in 2,000 simulations."""
    truth, found = COVERAGE[case](np.random.default_rng(1))
    assert 0.93 <= np.mean([each.lower <= truth <= each.upper for each in found]) <= 0.97
