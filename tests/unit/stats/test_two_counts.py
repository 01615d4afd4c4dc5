"""Two counts of events beside each other."""

from math import comb

import pytest

from lineofsight.stats.two_counts import p_value


@pytest.mark.parametrize(("one", "other"), [(36, 21), (0, 3), (5, 1), (100, 60), (400, 350)])
def test_it_is_the_mid_p_of_half_and_half(one, other):
    """Against the sum of binomial chances, worked out in whole numbers."""
    n, k = one + other, min(one, other)
    twice = 2 * sum(comb(n, j) for j in range(k)) + comb(n, k)
    assert p_value(one, other) == pytest.approx(twice / 2**n, rel=1e-9)


def test_the_order_of_the_two_does_not_matter_and_equals_are_no_evidence():
    assert p_value(21, 36) == p_value(36, 21)
    assert p_value(7, 7) == p_value(0, 0) == 1.0


def test_no_count_is_negative():
    with pytest.raises(ValueError, match="negative"):
        p_value(-1, 3)
