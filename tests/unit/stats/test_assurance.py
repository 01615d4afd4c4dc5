"""Whether a target is met: verdicts at the edges, the chance for next month against a simulation, months met."""

import numpy as np
import pytest

from lineofsight.stats.assurance import assurance, chance_next
from lineofsight.stats.charts import Chart, Point, Segment
from lineofsight.stats.rules import MDC_7
from lineofsight.stats.run_chart import run_chart
from lineofsight.stats.xmr import xmr


def chart(lower, upper, points=13):
    middle = (lower + upper) / 2
    return Chart("xmr", MDC_7, (Point(middle, middle, lower, upper),) * points, (Segment(0, points, points),))


@pytest.mark.parametrize(
    ("target", "higher", "lower"),
    [
        (9, "pass", "fail"),
        (10, "pass", "hit or miss"),
        (15, "hit or miss", "hit or miss"),
        (20, "hit or miss", "pass"),
        (21, "fail", "pass"),
    ],
)
def test_limits_of_10_and_20_against_a_target(target, higher, lower):
    """A value at the target meets it."""
    assert assurance(chart(10, 20), target, "higher").verdict == higher
    assert assurance(chart(10, 20), target, "lower").verdict == lower


def test_neither_better_has_no_assurance():
    assert assurance(chart(10, 20), 15, "neither") is None


def test_a_run_chart_has_no_limits_and_so_no_verdict_but_a_chance():
    found = assurance(run_chart([3, 5, 4, 6, 5, 4, 3, 5, 6, 4, 5, 4, 5]), 5, "lower")
    assert found.verdict == "too few points"
    assert (found.met, found.of) == (10, 12)
    assert found.chance_next == pytest.approx(0.6, abs=0.2)


def test_months_met_counts_a_value_at_the_target():
    assert assurance(xmr([1, 2, 3, 4]), 3, "lower").met == 3
    assert assurance(xmr([1, 2, 3, 4]), 3, "lower").of == 4


def test_all_months_alike_are_not_a_certainty():
    assert chance_next((100.0,) * 20, 100, "higher") == pytest.approx(21 / 22)
    assert chance_next((99.0,) * 20, 100, "higher") == pytest.approx(1 / 22)


def test_one_month_tells_no_chance():
    assert chance_next((3.0,), 2, "higher") is None


def test_only_the_latest_segment_tells_of_next_month():
    rebased = xmr([1, 2, 1, 2, 1, 2, 11, 12, 11, 12, 11, 12], rebase_at=[6])
    assert assurance(rebased, 10, "higher").chance_next == chance_next((11, 12, 11, 12, 11, 12), 10, "higher")


def test_stated_chances_come_true_as_often_as_stated():
    """2,000 series of eight months and the ninth: those given a chance of 0.8 to 0.9 meet the target in 85%."""
    rng = np.random.default_rng(20)
    chances, outcomes = [], []
    for _ in range(2000):
        *past, coming = rng.normal(50, 5, 9)
        target = rng.normal(45, 5)
        chances.append(chance_next(tuple(past), target, "higher"))
        outcomes.append(coming >= target)
    stated, met = np.array(chances), np.array(outcomes)
    for low, high in ((0.3, 0.5), (0.5, 0.7), (0.7, 0.85), (0.85, 0.95)):
        those = (stated > low) & (stated <= high)
        assert met[those].mean() == pytest.approx(stated[those].mean(), abs=0.06)
