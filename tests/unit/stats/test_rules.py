"""The rules that flag a point: each against the reference's own unit cases, then where rules meet."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineofsight.stats.rules import (
    ANHOEJ,
    CAUSES,
    MDC_6,
    MDC_7,
    NELSON,
    PRESETS,
    Lines,
    RuleSet,
    find_causes,
    in_a_shift,
    in_a_trend,
    in_windows,
)
from tests.unit.stats.spc_tables import table, whole_numbers

SERIES = st.lists(st.integers(-6, 6), min_size=1, max_size=40)
ABOUT_NOUGHT = Lines.about(np.array([0.0]), np.array([4.5]))


def causes(values, lines=ABOUT_NOUGHT, rules=MDC_7):
    found, directions = find_causes(values, lines, rules)
    return [(None if cause < 0 else CAUSES[cause], int(way)) for cause, way in zip(found, directions, strict=True)]


def back_over(ends, length):
    """The reference marks where a run is complete, then the points back over it."""
    marked = np.zeros(len(ends), dtype=int)
    for i, way in enumerate(ends):
        if way:
            marked[max(0, i - length + 1) : i + 1] = way
    return marked.tolist()


@pytest.mark.parametrize("row", [row for row in table("ptd_rule_units.csv") if row["rule"] == "seven_point_trend"])
def test_seven_points_rising_or_falling(row):
    found = in_a_trend(np.array(whole_numbers(row["input"]), dtype=float), 7, ties_break=True)
    assert found.tolist() == back_over(whole_numbers(row["expected"]), 7)


@pytest.mark.parametrize("row", [row for row in table("ptd_rule_units.csv") if "one_side" in row["rule"]])
def test_seven_points_on_one_side(row):
    found = in_a_shift(np.array(whole_numbers(row["input"])), 7)
    assert np.abs(found).tolist() == back_over(whole_numbers(row["expected"]), 7)


@pytest.mark.parametrize("row", [row for row in table("ptd_rule_units.csv") if row["rule"] == "part_of_seven"])
def test_each_point_of_a_run_is_flagged_not_its_last_only(row):
    assert np.abs(back_over(whole_numbers(row["input"]), 7)).tolist() == whole_numbers(row["expected"])


@pytest.mark.parametrize("row", table("ptd_two_of_three_units.csv"))
def test_windows_of_three_on_one_side_with_two_near_a_limit(row):
    near = np.array(whole_numbers(row["near_limit"]), dtype=bool)
    sides = np.array(whole_numbers(row["side_of_mean"]))
    found = in_windows(near, 3, 2, together=sides == 1) | in_windows(near, 3, 2, together=sides == -1)
    assert found.astype(int).tolist() == whole_numbers(row["in_a_two_of_three_window"])


def test_in_two_of_three_only_the_points_near_the_limit_are_flagged():
    near = ("two of three near a limit", 1)
    assert causes([4, 1, 4, -1]) == [near, (None, 0), near, (None, 0)]


def test_a_point_outside_the_limit_is_not_near_it_unless_the_set_says_so():
    """The Making Data Count rules count it not; Nelson's do."""
    assert causes([5, 1, 4])[2] == (None, 0)
    assert causes([5, 1, 4], rules=NELSON)[2] == ("two of three near a limit", 1)


def test_the_third_point_may_be_on_the_other_side_for_nelson_only():
    assert causes([4, -1, 4])[0] == (None, 0)
    assert causes([4, -1, 4], rules=NELSON)[0] == ("two of three near a limit", 1)


def test_on_the_limit_is_not_outside_it():
    assert causes([4.5, -4.5]) == [(None, 0), (None, 0)]


def test_where_rules_meet_the_first_of_the_order_stands():
    """Outside the limits, then trend, then two of three, then shift."""
    rising = [1, 1.5, 2, 2.5, 3.2, 4, 5]
    assert causes(rising) == [("trend", 1)] * 6 + [("outside the limits", 1)]
    assert causes([1, 2, 1, 4, 1, 4, 1])[2:6] == [
        ("shift", 1),
        ("two of three near a limit", 1),
        ("shift", 1),
        ("two of three near a limit", 1),
    ]


def test_a_turning_point_belongs_to_the_later_trend():
    up_then_down = [0, 0.5, 1, 1.5, 2, 2.5, 2.9, 2.4, 1.9, 1.4, 0.9, 0.4, -0.1]
    assert [way for _, way in causes(up_then_down)] == [1] * 6 + [-1] * 7


def test_a_tie_breaks_a_trend_or_not_as_the_set_says():
    tied = [-3, -2, -1, -1, 0, 1, 2, 3]
    assert causes(tied) == [(None, 0)] * 8
    assert causes(tied, rules=replace(MDC_7, ties_break_trend=False)) == [("trend", 1)] * 8


def test_six_points_are_enough_for_mdc_6_only():
    assert causes([1, 2, 1, 2, 1, 2]) == [(None, 0)] * 6
    assert causes([1, 2, 1, 2, 1, 2], rules=MDC_6) == [("shift", 1)] * 6


def test_nelsons_patterns_have_no_direction():
    assert causes([1, -1] * 7, rules=NELSON)[0] == ("alternating", 0)
    assert causes([2, -2, -2, 2, -2, 2, 2, -2], rules=NELSON)[0] == ("none within one sigma", 0)
    close_in = [1, 1, -1, -1, 1, 0.5, -1, -0.5, 1, 1, -1, -1, 0.5, 1, -1]
    assert causes(close_in, rules=NELSON)[0] == ("all within one sigma", 0)


def test_without_limits_no_point_is_within_one_sigma():
    assert causes([1, -1, -1] * 6, Lines.centre_only(np.array([0.0])), NELSON) == [(None, 0)] * 18


def test_nelsons_four_of_five_flags_the_four():
    four = ("four of five beyond one sigma", -1)
    assert causes([-2, -2, 1, -2, -2], rules=NELSON) == [four, four, (None, 0), four, four]


def test_anhoejs_longest_run_passes_over_points_on_the_line():
    """18 points off the line allow a run of 7; eight with one on the line among them are too many."""
    values = [1, -1, 1, -1, 1, -1, 1, -1, 1, -1, -1, -1, -1, -1, 0, -1, -1, -1]
    found = causes(values, rules=ANHOEJ)
    assert [i for i, (cause, _) in enumerate(found) if cause == "long run"] == [9, 10, 11, 12, 13, 15, 16, 17]


def test_too_few_crossings_flag_the_whole_series_without_direction():
    assert causes([1, 1, 1, 1, 1, -1, -1, -1, -1, -1], rules=ANHOEJ) == [("few crossings", 0)] * 10


@pytest.mark.parametrize("rules", PRESETS.values(), ids=PRESETS)
@given(values=SERIES)
def test_turned_upside_down_every_flag_turns_with_it(values, rules):
    values = np.array(values, dtype=float)
    up, ways = find_causes(values, ABOUT_NOUGHT, rules)
    down, other_ways = find_causes(-values, ABOUT_NOUGHT, rules)
    assert up.tolist() == down.tolist()
    assert ways.tolist() == (-other_ways).tolist()


@pytest.mark.parametrize("rules", PRESETS.values(), ids=PRESETS)
def test_many_series_at_once_are_judged_as_each_alone(rules):
    many = np.random.default_rng(1).normal(0, 2, (50, 30)).round(1)
    together, ways = find_causes(many, ABOUT_NOUGHT, rules)
    for i, series in enumerate(many):
        alone, way = find_causes(series, ABOUT_NOUGHT, rules)
        assert together[i].tolist() == alone.tolist()
        assert ways[i].tolist() == way.tolist()


@given(values=SERIES, length=st.integers(3, 9))
def test_shift_and_trend_as_looking_back_from_each_point(values, length):
    """Against a slow plain twin: a point is flagged if any stretch of that length that holds it is a run or trend."""
    values = np.array(values, dtype=float)
    spans = [values[i : i + length] for i in range(len(values) - length + 1)]

    def held(test):
        return [any(test(s) for i, s in enumerate(spans) if i <= at < i + length) for at in range(len(values))]

    shift = in_a_shift(np.sign(values).astype(int), length)
    trend = in_a_trend(values, length, ties_break=True)
    assert (shift == 1).tolist() == held(lambda s: (s > 0).all())
    assert (shift == -1).tolist() == held(lambda s: (s < 0).all())
    assert (trend != 0).tolist() == held(lambda s: (np.diff(s) > 0).all() or (np.diff(s) < 0).all())


def test_each_preset_says_its_rules_in_one_line():
    assert MDC_7.describe() == (
        "MDC-7 (version 1): outside 3-sigma limits; 7 points rising or falling, broken by a tie; two of three in the "
        "outer third; 7 points on one side of the centre"
    )
    assert all(rules.source and rules.name in rules.describe() for rules in PRESETS.values())


@pytest.mark.parametrize(
    "wrong", [{"shift": 2}, {"trend": 1}, {"sigma": 0.0}, {"moving_range_factor": 0.0}, {"shift": 8, "anhoej": True}]
)
def test_a_set_that_makes_no_sense_is_refused(wrong):
    with pytest.raises(ValueError, match="mine"):
        RuleSet("mine", "1", "ours", **wrong)
