"""XmR charts against the reference's output, and where we do not follow it."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineofsight.stats.assurance import assurance
from lineofsight.stats.charts import Better
from lineofsight.stats.rules import MDC_7
from lineofsight.stats.xmr import xmr
from tests.unit.stats.spc_tables import LABELS, close, groups, table

POINTS = {name: rows for (name,), rows in groups("ptd_points.csv", "series").items()}
SERIES = {row["series"]: row for row in table("ptd_series.csv")}
CONSTANT = [name for name in SERIES if name.startswith("edge_flat")]
NOT_FOLLOWED = ("syn_step_down_rebased", "edge_flat_100_target_100")  # each has its own test below
BETTER: dict[str, Better] = {"increase": "higher", "decrease": "lower", "neutral": "neither"}
VARIATION = {
    "special_cause_improvement": "improvement",
    "special_cause_concern": "concern",
    "special_cause_neutral_high": "high",
    "special_cause_neutral_low": "low",
    "common_cause": "common cause",
}
VERDICT = {"consistent_pass": "pass", "consistent_fail": "fail", "inconsistent": "hit or miss"}
VALUES = st.lists(st.integers(-50, 50), min_size=2, max_size=40)


def drawn(name, rules=MDC_7):
    row = SERIES[name]
    return xmr(
        [float(point["value"]) for point in POINTS[name]],
        rebase_at=[i for i, point in enumerate(POINTS[name]) if point["date"] == row["rebase"]],
        freeze=int(row["fix_after_n_points"]) if row["fix_after_n_points"] else None,
        screen=row["screen_outliers"] == "TRUE",
        rules=rules,
    )


@pytest.mark.parametrize("name", [name for name in SERIES if name not in CONSTANT])
def test_limits_and_labels_of_each_point(name):
    for expected, point in zip(POINTS[name], drawn(name).points, strict=True):
        assert point.centre == close(expected["mean"])
        assert point.lower == close(expected["lpl"])
        assert point.upper == close(expected["upl"])
        assert LABELS[point.cause, point.direction] == expected["special_cause_type"]


@pytest.mark.parametrize("name", SERIES)
def test_the_icon_of_the_latest_point(name):
    row = SERIES[name]
    chart = drawn(name)
    assert chart.variation(BETTER[row["improvement_direction"]]) == VARIATION[row["variation_last_point"]]
    assert sum(point.cause is not None for point in chart.points) == int(row["n_special"])


@pytest.mark.parametrize("name", [name for name in SERIES if SERIES[name]["target"] and name not in NOT_FOLLOWED])
def test_the_icon_of_the_target(name):
    row = SERIES[name]
    found = assurance(drawn(name), float(row["target"]), BETTER[row["improvement_direction"]])
    assert found.verdict == VERDICT[row["assurance"]]


def test_a_constant_series_has_its_mean_as_limits_and_passes_its_target():
    """The reference has no limits there and calls a target met every month hit or miss; so did Power BI's visual."""
    chart = drawn("edge_flat_100_target_100")
    assert {(point.centre, point.lower, point.upper, point.cause) for point in chart.points} == {(100, 100, 100, None)}
    assert assurance(chart, 100, "higher").verdict == "pass"
    assert assurance(chart, 100.1, "higher").verdict == "fail"


def test_fewer_than_13_points_give_limits_but_no_verdict():
    """The reference judges the 12 months since a rebase, and nine points, on limits that will still move."""
    assert SERIES["syn_step_down_rebased"]["assurance"] == "consistent_pass"
    rebased = drawn("syn_step_down_rebased")
    assert rebased.provisional
    assert rebased.latest.upper == close(SERIES["syn_step_down_rebased"]["last_upl"])
    assert assurance(rebased, 110, "lower").verdict == "too few points"
    assert drawn("edge_short_9_points").provisional
    assert not xmr(range(13)).provisional


def test_one_tie_does_not_hide_a_trend_where_the_set_says_so():
    """94, 97, 97, 99: the reference drops the whole trend."""
    rules = replace(MDC_7, name="MDC-7, ties passed over", ties_break_trend=False)
    assert not any(point.cause for point in drawn("syn_trend_with_tie").points)
    found = [point.value for point in drawn("syn_trend_with_tie", rules=rules).points if point.cause == "trend"]
    assert found == [92, 94, 97, 97, 99, 103, 107, 112]


def test_screening_does_not_take_all_width_from_the_limits():
    """One event in twenty months without: both moving ranges would be screened and every month lie outside."""
    chart = xmr([0.0] * 10 + [1.0] + [0.0] * 10)
    assert [point.value for point in chart.points if point.cause == "outside the limits"] == [1.0]


def test_the_rules_travel_with_the_chart():
    assert xmr([1, 2, 3]).rules is MDC_7


def test_limits_by_hand():
    """4, 6, 5, 9: mean 6; moving ranges 2, 1, 4, mean 7 / 3."""
    point = xmr([4, 6, 5, 9]).latest
    assert (point.centre, point.lower, point.upper) == (6, 6 - 2.66 * 7 / 3, 6 + 2.66 * 7 / 3)


def test_limits_frozen_on_the_first_points_do_not_move_with_later_ones():
    first = [4, 6, 5, 9, 7]
    assert xmr([*first, 40, 50], freeze=5).latest.upper == xmr(first).latest.upper


def test_a_month_left_out_moves_no_limit_and_breaks_no_run():
    without = xmr([1, 2, 1, 2, 5, 5, 5, 5, 5, 5, 5, 1, 1, 1, 1, 1, 1])
    chart = xmr([1, 2, 1, 2, 5, 5, 5, 99, 5, 5, 5, 5, 1, 1, 1, 1, 1, 1], leave_out=[7])
    assert chart.points[7].cause is None
    assert chart.points[7].left_out
    assert [point for point in chart.points if not point.left_out] == list(without.points)


@given(values=VALUES, at=st.data())
def test_a_rebased_chart_is_the_charts_of_its_parts(values, at):
    """No moving range, run or trend crosses a rebase."""
    start = at.draw(st.integers(1, len(values) - 1))
    chart = xmr(values, rebase_at=[start])
    assert list(chart.points) == [*xmr(values[:start]).points, *xmr(values[start:]).points]
    assert [segment.start for segment in chart.segments] == [0, start]


@given(values=VALUES, shift=st.integers(-100, 100), scale=st.sampled_from([0.25, 0.5, 2, 8]))
def test_shifted_and_scaled_values_shift_and_scale_the_limits(values, shift, scale):
    before, after = xmr(values), xmr([shift + scale * value for value in values])
    for one, other in zip(before.points, after.points, strict=True):
        assert other.centre == pytest.approx(shift + scale * one.centre)
        assert other.upper == pytest.approx(shift + scale * one.upper)
        assert other.lower == pytest.approx(shift + scale * one.lower)


@given(values=VALUES)
def test_worse_turned_round_is_better(values):
    values = np.array(values) / 4
    up, down = xmr(values.tolist()), xmr((-values).tolist())
    assert up.variation("higher") == down.variation("lower")
    assert [point.cause for point in up.points] == [point.cause for point in down.points]


@pytest.mark.parametrize(
    "refused",
    [
        lambda: xmr([]),
        lambda: xmr([1, float("nan")]),
        lambda: xmr([1, 2], rebase_at=[2]),
        lambda: xmr([1, 2], leave_out=[-1]),
        lambda: xmr([1, 2, 3], freeze=1),
        lambda: xmr([1, 2], leave_out=[0, 1]),
    ],
)
def test_what_cannot_be_drawn_is_refused(refused):
    with pytest.raises(ValueError, match=r"\w"):
        refused()


def test_one_point_has_no_limits():
    assert (xmr([4]).latest.lower, xmr([4]).latest.upper) == (None, None)
