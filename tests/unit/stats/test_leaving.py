"""How a stage is left, from counts by the day: the same as from the stays themselves."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as some

from lineofsight.stats.survival import Stay, cumulative_incidence, kaplan_meier, leaving

STAYS = some.lists(
    some.tuples(some.integers(1, 12), some.sampled_from(["plan", "closed", None])), min_size=1, max_size=12
)


def test_those_still_in_it_count_as_long_as_they_were_seen():
    """4 children: one left after 10 days, one is still in after 20, two left after 30."""
    found = leaving({(10, "plan"): 1, (20, None): 1, (30, "closed"): 2})
    assert (found.n, found.still_in) == (4, 1)
    assert found.open == pytest.approx((0.75, 0.0))
    assert found.gone("plan", 30) == pytest.approx(0.25)
    assert found.gone("closed", 30) == pytest.approx(0.75)
    assert (found.quantile(0.25), found.quantile(0.5), found.quantile(0.8)) == (10, 30, 30)


def test_whoever_left_on_the_day_they_came_counts():
    found = leaving({(0, "assessment"): 3, (5, "assessment"): 1})
    assert found.open == pytest.approx((0.25, 0.0))
    assert found.quantile(0.5) == 0


def test_nobody_knows_when_four_fifths_leave_while_too_few_have():
    assert leaving({(10, "plan"): 1, (40, None): 1}).quantile(0.8) is None


def test_beyond_what_was_followed_there_is_no_answer():
    with pytest.raises(ValueError, match="the longest was 40"):
        leaving({(10, "plan"): 1, (40, None): 1}).gone("plan", 41)


@given(STAYS)
def test_the_shares_are_those_of_kaplan_meier_and_aalen_johansen(given_stays):
    stays = [Stay(day, way) for day, way in given_stays]
    found, incidence = leaving(Counter(given_stays)), cumulative_incidence(stays)
    assert found.open == pytest.approx([step.share for step in kaplan_meier(stays).steps])
    assert found.days == incidence.times
    for way, shares in incidence.shares.items():
        assert found.shares[way] == pytest.approx(shares)
