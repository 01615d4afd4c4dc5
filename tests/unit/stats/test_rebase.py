"""When new limits are proposed, when they are waited for, and that no proposal is taken back."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineofsight.stats.rebase import propose_rebase
from lineofsight.stats.xmr import xmr

OLD = [10, 11, 9, 10, 12, 8, 10, 11, 9, 10, 11, 9, 10, 12, 8, 10, 11, 9, 10, 11, 9]
NEW = [value + 6 for value in reversed(OLD)]
MONTHS = [date(2022 + i // 12, i % 12 + 1, 1) for i in range(60)]


def test_a_shift_that_lasts_a_whole_period_is_proposed_from_its_first_month():
    found = propose_rebase(xmr([*OLD, *NEW]), MONTHS[:42])
    assert (found.at, found.date, found.direction, found.stands) == (21, date(2023, 10, 1), 1, True)
    assert found.sentence() == (
        "From October 2023 on, 21 in a row lay above the earlier mean of 10; the mean of the 21 from there is 16, and "
        "they have not gone back. If the reason is known, new limits can begin there."
    )


def test_a_shift_under_way_is_waited_for():
    found = propose_rebase(xmr([*OLD, *NEW[:9]]))
    assert (found.at, found.months_to_wait, found.stands) == (21, 12, False)
    assert found.sentence().endswith("It takes 12 more at least to see whether it lasts; the limits stay.")


def test_seven_months_are_no_shift():
    assert propose_rebase(xmr([*OLD, *NEW[:7], *OLD])) is None


def test_a_shift_that_goes_back_within_its_period_is_not_proposed():
    assert propose_rebase(xmr([*OLD, *NEW[:11], *[value - 6 for value in OLD[:20]]])).at != 21


def test_a_run_back_at_the_end_of_the_period_is_followed_until_it_is_over():
    """Fourteen months up, seven back: the next month decides."""
    series = [*OLD, *[16] * 14, *[10] * 7]
    assert propose_rebase(xmr(series)).months_to_wait == 1
    assert propose_rebase(xmr([*series, 17])).stands
    back = propose_rebase(xmr([*series, 10]))
    assert back is None or back.at != 21


def test_only_the_latest_segment_is_looked_at():
    assert propose_rebase(xmr([*OLD, *NEW], rebase_at=[21])) is None


def test_too_few_points_give_no_proposal():
    assert propose_rebase(xmr(OLD[:20])) is None


def test_a_month_left_out_is_passed_over():
    found = propose_rebase(xmr([*OLD, 99, *NEW], leave_out=[21]))
    assert found.at == 22


@given(seed=st.integers(0, 400), sizes=st.tuples(st.integers(30, 80), st.integers(30, 80)))
def test_no_proposal_is_taken_back_as_months_are_added(seed, sizes):
    rng = np.random.default_rng(seed)
    series = (np.cumsum(rng.normal(0, 0.4, 80)) + rng.normal(0, 1, 80)).tolist()
    shorter, longer = (propose_rebase(xmr(series[:size])) for size in sorted(sizes))
    if shorter is not None and shorter.stands:
        assert (longer.at, longer.stands) == (shorter.at, True)


@given(seed=st.integers(0, 200))
def test_turned_upside_down_the_same_month_is_proposed_the_other_way(seed):
    rng = np.random.default_rng(seed)
    series = np.cumsum(rng.integers(-2, 3, 60)).astype(float)
    up, down = propose_rebase(xmr(series.tolist())), propose_rebase(xmr((-series).tolist()))
    assert (up and (up.at, up.direction)) == (down and (down.at, -down.direction))


@pytest.mark.parametrize(
    "refused",
    [
        lambda: propose_rebase(xmr(OLD), minimum=7),
        lambda: propose_rebase(xmr(OLD), shift=2),
        lambda: propose_rebase(xmr(OLD), MONTHS),
    ],
)
def test_what_makes_no_sense_is_refused(refused):
    with pytest.raises(ValueError, match="period"):
        refused()
