"""Anhøj's tests of runs, against the critical values and by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineofsight.stats.runs import crossings_min, in_stretch, longest_run_max, runs_test
from tests.unit.stats.spc_tables import table

SIDES = st.lists(st.sampled_from([-1, 0, 1]), max_size=60)


@pytest.mark.parametrize("row", table("runs_critical_values.csv"))
def test_critical_values_as_published(row):
    assert longest_run_max(int(row["n"])) == int(row["longest_run_max"])
    assert crossings_min(int(row["n"])) == int(row["crossings_min"])


def test_points_on_the_line_are_passed_over():
    found = runs_test([1, 0, 1, 1, 0, -1, 0, -1, 1])
    assert (found.useful, found.longest_run, found.crossings) == (6, 3, 2)


def test_a_long_run_and_few_crossings_are_each_a_signal():
    assert runs_test([1, -1] * 3 + [1] * 8 + [-1, 1] * 3).run_too_long
    assert runs_test([1, 1, 1, 1, 1, -1, -1, -1, -1, -1]).too_few_crossings
    assert not runs_test([1, 1, -1, 1, -1, -1, 1, -1, 1, -1]).signal


def test_nothing_off_the_line_is_no_signal():
    assert not runs_test([0, 0, 0]).signal
    assert not runs_test([]).signal


@given(SIDES)
def test_the_same_as_counting_one_by_one(sides):
    """Against a slow plain twin."""
    useful = [side for side in sides if side]
    longest = length = crossed = 0
    for i, side in enumerate(useful):
        crossed += i > 0 and side != useful[i - 1]
        length = 1 if i == 0 or side != useful[i - 1] else length + 1
        longest = max(longest, length)
    found = runs_test(sides)
    assert (found.useful, found.longest_run, found.crossings) == (len(useful), longest, crossed)


def test_a_stretch_runs_from_the_first_that_makes_it_to_the_last_before_a_break():
    makes = np.array([0, 1, 0, 1, 1, 0, 0, 1], dtype=bool)
    breaks = np.array([0, 0, 0, 0, 0, 0, 1, 0], dtype=bool)
    assert in_stretch(makes, breaks, 3).tolist() == [False, True, True, True, True, True, False, False]
    assert not in_stretch(makes, breaks, 4).any()
