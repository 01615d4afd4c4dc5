"""A stock's change as its flows: the account, the test of balance, and which component leads."""

from math import inf, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineofsight.stats.flows import Flows, StockChange, balance, compare, leading, overdispersion, rate_ratio

HALF_YEAR = Flows(starts={"0 to 15": 52, "16 to 17": 31}, ends={"home": 40, "adopted": 9}, ageing_out=58)
YEAR_BEFORE = Flows(starts={"0 to 15": 55, "16 to 17": 52}, ends={"home": 38, "adopted": 12}, ageing_out=49)
COUNTS = st.dictionaries(st.sampled_from("abcd"), st.integers(0, 60))
FLOWS = st.builds(Flows, starts=COUNTS, ends=COUNTS, ageing_out=st.integers(0, 60))


def test_the_components_account_for_every_child_of_the_change():
    """410 children in care, 83 came in, 49 left and 58 turned 18: 386."""
    change = StockChange(then=410, now=386, flows=HALF_YEAR)
    assert sum(part.effect for part in change.parts) == -24
    assert change.proportion == pytest.approx(-24 / 410)


def test_an_account_that_does_not_add_up_is_refused():
    with pytest.raises(ValueError, match="3 moves are missing or counted twice"):
        StockChange(then=410, now=383, flows=HALF_YEAR)


def test_a_stock_of_nobody_has_no_proportional_change():
    assert StockChange(0, 0, Flows()).proportion is None


def test_flows_in_balance_part_by_the_square_root_of_their_sum():
    """83 in and 107 out: the difference of 24 is 1.74 standard deviations of sqrt(190)."""
    found = balance(HALF_YEAR)
    assert found.sd == pytest.approx(sqrt(190))
    assert found.statistic == pytest.approx(-24 / sqrt(190))
    assert found.p == pytest.approx(0.0817, abs=1e-4)
    assert found.verdict == "within chance"
    assert found.sentence() == (
        "83 in and 107 out: down 24. In balance, flows of this size part by up to 27 in 95 of 100 such periods: within "
        "chance."
    )


def test_the_same_change_from_smaller_flows_is_more_than_chance():
    assert balance(Flows(starts={"all": 20}, ends={"all": 44})).verdict == "more than chance"


def test_siblings_who_come_together_widen_what_chance_gives():
    """Net flows of +8 and -8 in turn: from one month to the next they differ by 16, and 16 * 16 / 2 / 32 moves is 4."""
    history = [(20, 12), (12, 20)] * 6
    assert overdispersion(history) == 4
    found = balance(HALF_YEAR, history)
    assert found.sd == pytest.approx(sqrt(overdispersion(history) * 190))
    assert found.p > balance(HALF_YEAR).p


def test_fewer_than_12_months_of_history_tell_no_overdispersion():
    assert balance(HALF_YEAR, [(20, 0), (0, 20)]).overdispersion == 1


def test_a_level_that_was_steered_for_a_year_does_not_widen_what_chance_gives():
    """Net flows of +10, then of -10, each month like the one before it: only the turn itself is a difference."""
    steered = [(25, 15)] * 12 + [(15, 25)] * 12
    assert overdispersion(steered) == pytest.approx(400 / 23 / 2 / 40)
    assert balance(HALF_YEAR, steered).overdispersion == 1


def test_flows_that_were_more_even_than_chance_are_taken_as_independent():
    assert balance(HALF_YEAR, [(16, 16)] * 24).sd == balance(HALF_YEAR).sd


def test_nobody_moved_is_within_chance():
    assert balance(Flows()).p == 1
    assert overdispersion([(0, 0)] * 12) == 1


@pytest.mark.parametrize("siblings", [1, 2])
def test_one_balanced_period_in_twenty_is_called_more_than_chance(siblings):
    """2,000 histories of 24 months and the six months after, children alone or in pairs."""
    rng = np.random.default_rng(8)
    called = 0
    for _ in range(2000):
        months = siblings * rng.poisson(15 / siblings, (30, 2))
        into, out_of = (int(total) for total in months[24:].sum(axis=0))
        found = balance(Flows(starts={"all": into}, ends={"all": out_of}), months[:24].tolist())
        called += found.verdict == "more than chance"
    assert called / 2000 == pytest.approx(0.05, abs=0.015)


def test_which_component_leads():
    """Down 24 where the year before was up 8: the 16 and 17 year olds who did not come are most of the difference."""
    found = compare(HALF_YEAR, YEAR_BEFORE)
    assert {(one.way, one.name): one.difference for one in found} == {
        ("start", "0 to 15"): -3,
        ("start", "16 to 17"): -21,
        ("end", "home"): -2,
        ("end", "adopted"): 3,
        ("ageing out", ""): -9,
    }
    lead = leading(found)
    assert (lead.way, lead.name, lead.now, lead.before) == ("start", "16 to 17", 31, 52)
    assert lead.share == pytest.approx(21 / 32)
    assert lead.ratio == pytest.approx(31 / 52)
    assert lead.verdict == "more than chance"


@given(now=FLOWS, before=FLOWS)
def test_shares_sum_to_the_whole_difference(now, before):
    found = compare(now, before)
    assert sum(one.difference for one in found) == now.net - before.net
    if now.net != before.net:
        assert sum(one.share or 0 for one in found) == pytest.approx(1)
    else:
        assert leading(found) is None


def test_a_component_of_one_period_only_counts_nought_in_the_other():
    found = compare(Flows(starts={"asylum": 4}), Flows(ends={"abroad": 2}))
    assert [(one.way, one.name, one.now, one.before) for one in found] == [
        ("start", "asylum", 4, 0),
        ("ageing out", "", 0, 0),
        ("end", "abroad", 0, 2),
    ]
    assert found[0].ratio is None
    assert found[0].interval.upper == inf


@given(now=st.integers(0, 200), before=st.integers(0, 200))
def test_the_interval_holds_the_ratio_and_widens_with_overdispersion(now, before):
    ratio, narrow = rate_ratio(now, before)
    _, wide = rate_ratio(now, before, spread=2)
    assert narrow.lower <= (ratio if ratio is not None else inf) <= narrow.upper
    assert wide.lower <= narrow.lower + 1e-12
    assert narrow.upper <= wide.upper + 1e-12


@pytest.mark.parametrize(("now", "before"), [(8, 8), (30, 20), (60, 90)])
def test_the_interval_covers_the_true_ratio_95_times_in_100(now, before):
    rng = np.random.default_rng(4)
    pairs = rng.poisson((now, before), (2000, 2)).tolist()
    intervals = [rate_ratio(a, b)[1] for a, b in pairs]
    held = sum(one.lower <= now / before <= one.upper for one in intervals)
    assert held / 2000 == pytest.approx(0.95, abs=0.02)


@pytest.mark.parametrize(
    "refused",
    [
        lambda: Flows(starts={"a": -1}),
        lambda: Flows(ageing_out=-1),
        lambda: balance(HALF_YEAR, [(-1, 2)]),
        lambda: rate_ratio(-1, 2),
        lambda: rate_ratio(1, 2, spread=0),
        lambda: rate_ratio(1, 2, confidence=1),
    ],
)
def test_what_is_no_flow_is_refused(refused):
    with pytest.raises(ValueError, match=r"\w"):
        refused()
