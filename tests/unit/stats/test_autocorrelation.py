"""Whether months follow one another: by hand, as often as stated, and what a chart then says."""

import numpy as np
import pytest

from lineofsight.stats.autocorrelation import lag1, lag1_of, warning
from lineofsight.stats.false_alarms import Watched
from lineofsight.stats.xmr import xmr

WATCHED = Watched("xmr", points=24)


def following(correlation, n, rng):
    values = [rng.normal()]
    for _ in range(n - 1):
        values.append(correlation * values[-1] + np.sqrt(1 - correlation**2) * rng.normal())
    return values


def test_by_hand():
    """1 to 8: residuals -3.5 to 3.5, squares 42, products of neighbours 26.25."""
    assert lag1([[1, 2, 3, 4, 5, 6, 7, 8]]).estimate == pytest.approx(26.25 / 42)


def test_too_few_or_constant_months_tell_nothing():
    assert lag1([[1, 2, 3, 4, 5, 6, 7]]) is None
    assert lag1([[5] * 20]) is None


def test_no_pair_crosses_a_rebase():
    """Two steady levels: correlated as one segment, alternating as two."""
    values = [1, 2] * 6 + [11, 12] * 6
    assert lag1_of(xmr(values)).correlation > 0.8
    assert lag1_of(xmr(values, rebase_at=[12])).correlation < -0.8


def test_a_month_left_out_is_not_reckoned_with():
    values = [3.0, 5, 4, 6, 5, 4, 3, 5, 6, 4]
    assert lag1_of(xmr([*values[:5], 99, *values[5:]], leave_out=[5])) == lag1([values])


def test_one_independent_series_in_twenty_is_called_correlated():
    rng = np.random.default_rng(6)
    called = sum(lag1([rng.normal(size=24).tolist()]).sure for _ in range(2000))
    assert called / 2000 == pytest.approx(0.05, abs=0.015)


@pytest.mark.parametrize("true", [0.0, 0.3, 0.6])
def test_the_corrected_correlation_is_right_on_average(true):
    rng = np.random.default_rng(7)
    found = [lag1([following(true, 36, rng)]).correlation for _ in range(800)]
    assert np.mean(found) == pytest.approx(true, abs=0.03)


def test_above_0_3_a_chart_says_what_it_does_to_false_flags():
    found = lag1([following(0.6, 60, np.random.default_rng(3))])
    said = warning(found, WATCHED)
    assert said.startswith(
        f"Each month follows the one before (correlation {found.correlation:.1f}): of 100 such charts"
    )
    assert said.endswith("of independent months 2 would.")


def test_a_correlation_that_may_be_chance_says_so():
    found = lag1([[3, 4, 4, 3, 1, 2, 2, 1, 4, 2]])
    assert found.correlation > 0.3
    assert not found.sure
    assert warning(found, WATCHED).endswith("The correlation may itself be chance: there are few months.")


def test_false_flags_are_reckoned_with_a_sure_correlation_only():
    """And with the estimate as computed: see `Lag1.reckoned`."""
    sure = lag1([following(0.6, 60, np.random.default_rng(3))])
    assert sure.reckoned == sure.estimate
    assert lag1([[3, 4, 4, 3, 1, 2, 2, 1, 4, 2]]).reckoned == 0


def test_below_0_3_nothing_is_said():
    assert warning(lag1([[1, 2] * 12]), WATCHED) is None
    assert warning(None, WATCHED) is None
