"""Two shares beside each other: Newcombe's own table, and what numbers of a size can show."""

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineofsight.stats.two_shares import difference_interval, least_increase_seen


@pytest.mark.parametrize(
    ("now", "of_now", "before", "of_before", "lower", "upper"),
    [
        (56, 70, 48, 80, 0.0524, 0.3339),
        (9, 10, 3, 10, 0.1705, 0.8090),
        (6, 7, 2, 7, 0.0582, 0.8062),
        (5, 56, 0, 29, -0.0381, 0.1926),
        (0, 10, 0, 20, -0.1611, 0.2775),
        (0, 10, 0, 10, -0.2775, 0.2775),
        (10, 10, 0, 20, 0.6791, 1.0),
        (10, 10, 0, 10, 0.6075, 1.0),
    ],
)
def test_intervals_are_those_of_newcombe_1998_table_2_method_10(now, of_now, before, of_before, lower, upper):
    found = difference_interval(now, of_now, before, of_before)
    assert found.lower == pytest.approx(lower, abs=5e-5)
    assert found.upper == pytest.approx(upper, abs=5e-5)


def test_an_increase_that_would_be_seen_gives_eighty_in_a_hundred_by_hand():
    """10% of 200 before: the increase solves d = 1.96 * sd if alike + 0.84 * sd if apart."""
    more = least_increase_seen(0.1, 200, 200)
    assert more is not None
    pooled, after = 0.1 + more / 2, 0.1 + more
    alike, apart = sqrt(2 * pooled * (1 - pooled) / 200), sqrt((0.1 * 0.9 + after * (1 - after)) / 200)
    assert more == pytest.approx(1.959964 * alike + 0.841621 * apart, abs=1e-5)


def test_three_children_each_year_show_nothing():
    assert least_increase_seen(0.5, 3, 3) is None


@given(before=st.floats(0, 0.9), small=st.integers(5, 500), more=st.integers(1, 500))
def test_more_children_show_smaller_increases(before, small, more):
    few, many = least_increase_seen(before, small, small), least_increase_seen(before, small + more, small + more)
    assert few is None or (many is not None and many <= few + 1e-5)


@pytest.mark.parametrize("given_", [(1.1, 10, 10), (0.5, 0, 10), (0.5, 10, 0)])
def test_a_share_of_nobody_is_refused(given_):
    with pytest.raises(ValueError, match="of somebody"):
        least_increase_seen(*given_)
