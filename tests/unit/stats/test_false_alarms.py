"""False flags: stated chances against what was measured elsewhere, between sizes, and on a dashboard."""

from dataclasses import replace

import numpy as np
import pytest

from lineofsight.stats.attribute import c_chart
from lineofsight.stats.false_alarms import FalseAlarms, Watched, chance_of_false_flag, false_alarms
from lineofsight.stats.rules import MDC_6, MDC_7, NELSON, PRESETS
from lineofsight.stats.xmr import xmr

XMR = Watched("xmr", points=24)


@pytest.mark.parametrize(("correlation", "expected"), [(0.0, 0.018), (0.3, 0.058), (0.6, 0.18)])
def test_the_latest_of_24_points(correlation, expected):
    """Measured before by 4,000 runs of another program: 1.8%, 5.8% and 18%."""
    assert chance_of_false_flag(replace(XMR, autocorrelation=correlation)) == pytest.approx(expected, rel=0.15)


@pytest.mark.parametrize(("correlation", "expected"), [(0.0, 0.29), (0.3, 0.66), (0.6, 0.94)])
def test_any_of_36_points(correlation, expected):
    """Measured before by 4,000 runs of another program: 29%, 66% and 94%."""
    chart = Watched("xmr", points=36, autocorrelation=correlation)
    assert chance_of_false_flag(chart, "any") == pytest.approx(expected, rel=0.05)


@pytest.mark.parametrize("rules", PRESETS.values(), ids=PRESETS)
def test_charts_drawn_one_by_one_are_flagged_as_often_as_stated(rules):
    rng = np.random.default_rng(9)
    flagged = sum(xmr(rng.normal(size=24).tolist(), rules=rules).latest.cause is not None for _ in range(1500))
    stated = chance_of_false_flag(Watched("xmr", points=24, rules=rules))
    assert flagged / 1500 == pytest.approx(stated, abs=3 * (stated / 1500) ** 0.5)


def test_counts_drawn_one_by_one_are_flagged_as_often_as_stated():
    rng = np.random.default_rng(10)
    flagged = sum(c_chart(rng.poisson(12, 30).tolist()).latest.cause is not None for _ in range(1500))
    stated = chance_of_false_flag(Watched("c", points=30, size=12))
    assert flagged / 1500 == pytest.approx(stated, abs=3 * (stated / 1500) ** 0.5)


def test_between_sizes_the_chance_is_between():
    for points in (20, 30):
        chance = chance_of_false_flag(replace(XMR, points=points, autocorrelation=0.25))
        assert chance_of_false_flag(replace(XMR, points=points, autocorrelation=0.2)) < chance
        assert chance < chance_of_false_flag(replace(XMR, points=points, autocorrelation=0.3))


def test_beyond_what_is_tabled_the_nearest_stands():
    assert chance_of_false_flag(replace(XMR, points=90)) == chance_of_false_flag(replace(XMR, points=60))
    assert chance_of_false_flag(replace(XMR, autocorrelation=-0.4)) == chance_of_false_flag(XMR)


def test_shorter_runs_give_more_false_flags():
    assert chance_of_false_flag(replace(XMR, rules=MDC_6)) > 1.5 * chance_of_false_flag(XMR)
    assert chance_of_false_flag(replace(XMR, rules=NELSON)) > chance_of_false_flag(XMR)


def test_a_proportion_and_its_rest_have_the_same_chance():
    chart = Watched("p", points=24, size=20, proportion=0.1)
    assert chance_of_false_flag(chart) == chance_of_false_flag(replace(chart, proportion=0.9))


def test_a_dashboard_says_how_many_flags_are_by_chance():
    """96 charts, four of them flagged."""
    dashboard = [replace(XMR, flagged=i < 4) for i in range(96)]
    found = false_alarms(dashboard)
    assert found.expected == pytest.approx(96 * chance_of_false_flag(XMR))
    assert found.sentence() == "4 of 96 measures are flagged as changed; about 2 would be by chance alone."


def test_the_chance_of_as_many_flags_by_hand():
    """Two charts with chances a and b: at least one is 1 - (1 - a)(1 - b)."""
    a, b = XMR, replace(XMR, autocorrelation=0.6, flagged=True)
    expected = 1 - (1 - chance_of_false_flag(a)) * (1 - chance_of_false_flag(b))
    assert false_alarms([a, b]).chance_of_as_many == pytest.approx(expected)
    assert false_alarms([a]).chance_of_as_many == 1


def test_one_measure_and_less_than_one_by_chance():
    said = FalseAlarms(charts=10, flagged=1, expected=0.2, chance_of_as_many=0.18).sentence()
    assert said == "1 of 10 measures is flagged as changed; fewer than one would be by chance alone."


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (Watched("xmr", points=9), "10 to 60"),
        (Watched("c", points=24), "mean number of events"),
        (Watched("p", points=24, size=20), "centre"),
        (Watched("xmr", points=24, rules=replace(MDC_7, name="ours")), "ours"),
        (Watched("xmr", points=24, rules=replace(MDC_7, shift=8)), "MDC-7"),
    ],
)
def test_what_is_not_tabled_is_refused(wrong, said):
    with pytest.raises(ValueError, match=said):
        chance_of_false_flag(wrong)


def test_any_of_more_than_60_points_is_refused():
    with pytest.raises(ValueError, match="10 to 60"):
        chance_of_false_flag(replace(XMR, points=61), "any")
