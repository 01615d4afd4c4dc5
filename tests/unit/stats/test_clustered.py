"""Shares among children who do not count singly: the binomial law where they do, and less sure where they do not."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lineofsight.stats.clustered import design_effect, mid_p_share, power_of_share, share_interval, share_limits
from lineofsight.stats.multiplicity import mid_p_binomial

CHANCES = st.floats(0.01, 0.99)


@settings(deadline=None)
@given(of=st.integers(1, 400), place=st.floats(0, 1), chance=CHANCES)
def test_unrelated_children_give_the_binomial_mid_p_value(of, place, chance):
    seen = round(place * of)
    assert mid_p_share(seen / of, of, chance) == pytest.approx(mid_p_binomial(seen, of, chance), rel=1e-8, abs=1e-12)


@settings(deadline=None)
@given(n=st.floats(2, 500), place=st.floats(0, 1), chance=CHANCES)
def test_interval_limits_and_p_value_never_disagree(n, place, chance):
    """A chance is outside the interval of a share just where the share is outside the limits of the chance."""
    p = mid_p_share(place, n, chance)
    if abs(p - 0.05) < 1e-6:
        return
    interval, limits = share_interval(place, n), share_limits(chance, n)
    assert (interval.lower <= chance <= interval.upper) == (p > 0.05)
    assert (limits.lower <= place <= limits.upper) == (p > 0.05)


@settings(deadline=None)
@given(n=st.floats(2, 500), place=st.floats(0, 1), chance=CHANCES)
def test_which_of_two_outcomes_is_counted_never_matters(n, place, chance):
    assert mid_p_share(place, n, chance) == pytest.approx(mid_p_share(1 - place, n, 1 - chance), abs=1e-9)


@pytest.mark.parametrize(("n", "wider_than"), [(100.0, 200.0), (50.0, 100.0), (20.5, 21.0)])
def test_fewer_children_are_less_sure(n, wider_than):
    less, more = share_interval(0.3, n), share_interval(0.3, wider_than)
    assert less.lower < more.lower
    assert more.upper < less.upper


def test_nobody_and_everybody_leave_one_side_open():
    assert share_interval(0.0, 12).lower == 0
    assert share_interval(1.0, 12).upper == 1
    assert share_limits(0.1, 3).lower == 0
    assert power_of_share(0.1, 3).shows_below is None


@pytest.mark.parametrize(("chance", "n"), [(0.2, 300.0), (0.2, 61.5), (0.85, 120.0)])
def test_what_would_have_shown_is_outside_the_limits_eight_times_in_ten(chance, n):
    """Counted over draws of a binomial law of about as many children."""
    power: Any = power_of_share(chance, n)
    limits = share_limits(chance, n)
    drawn = np.random.default_rng(1).binomial(round(n), power.shows_above, 40_000) / round(n)
    assert np.mean(drawn > limits.upper) == pytest.approx(0.80, abs=0.05)
    drawn = np.random.default_rng(2).binomial(round(n), power.shows_below, 40_000) / round(n)
    assert np.mean(drawn < limits.lower) == pytest.approx(0.80, abs=0.05)


# Families


def test_children_of_no_common_family_have_no_design_effect():
    chance = np.random.default_rng(3)
    outcomes = (chance.random(20_000) < 0.2).astype(float).tolist()
    alone = [str(child) for child in range(20_000)]
    assert design_effect(outcomes, [0.2] * 20_000, alone) == pytest.approx(1, abs=0.05)


@pytest.mark.parametrize("size", [2, 3])
def test_families_that_share_every_decision_count_as_one_child(size):
    """Pairs double the variance of a sum, families of three triple it."""
    chance = np.random.default_rng(4)
    decisions = (chance.random(8_000) < 0.2).astype(float)
    outcomes = np.repeat(decisions, size).tolist()
    families = np.repeat(np.arange(8_000).astype(str), size).tolist()
    assert design_effect(outcomes, [0.2] * len(outcomes), families) == pytest.approx(size, rel=0.05)


def test_a_design_effect_is_never_below_one():
    assert design_effect([1, 0, 1, 0], [0.5] * 4, ["a", "a", "b", "b"]) == 1


@pytest.mark.parametrize("numbers", [(1.2, 10, 0.5), (0.5, 0, 0.5), (0.5, 10, 1.5)])
def test_impossible_numbers_are_refused(numbers):
    with pytest.raises(ValueError, match="a share is within 0 and 1"):
        mid_p_share(*numbers)
    with pytest.raises(ValueError, match="power is between"):
        power_of_share(0.2, 10, power=1.0)
    with pytest.raises(ValueError, match="chances between 0 and 1"):
        design_effect([0.0], [0.0], ["a"])
