"""Ranks, quartiles and bands by hand; intervals of ranks by what they promise."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineofsight.stats.funnel import Unit
from lineofsight.stats.intervals import Interval
from lineofsight.stats.ranks import Quartiles, Rank, band, quartiles, rank_intervals, ranks
from tests.unit.stats.tables import untimed


def test_equal_values_share_the_best_place_and_the_next_is_left_out():
    values = {"North": 12.0, "South": 9.0, "East": 12.0, "West": 20.0, "Forest": None}
    assert ranks(values) == {
        "North": Rank(2, 2, 4),
        "South": Rank(1, 1, 4),
        "East": Rank(2, 2, 4),
        "West": Rank(4, 1, 4),
    }
    assert ranks(values, first="highest")["North"] == Rank(2, 2, 4)


def test_quartiles_lie_straight_between_neighbours():
    assert quartiles([1, 2, 3, 4, None]) == Quartiles(1.75, 2.5, 3.25)
    assert quartiles([5]) == Quartiles(5, 5, 5)
    with pytest.raises(ValueError, match="at least one"):
        quartiles([None])


@pytest.mark.parametrize(
    ("value", "lower", "higher"),
    [(9, "A", "D"), (10, "A", "C"), (15, "B", "C"), (20, "B", "B"), (25, "C", "B"), (30, "C", "A"), (31, "D", "A")],
)
def test_a_is_the_best_quarter_and_a_quartile_falls_to_the_better_side(value, lower, higher):
    parted = Quartiles(10, 20, 30)
    assert band(value, parted, "lower") == lower
    assert band(value, parted, "higher") == higher
    assert band(value, parted, "neither") is None


def test_small_teams_may_hold_nearly_any_rank():
    """Ten teams of 20 children, a fifth to two fifths re-referred: the first may truly be among the last half."""
    teams = [Unit(f"team {x}", x, 20) for x in range(1, 11)]
    found = rank_intervals(teams, "proportion", better="lower")
    assert found[0].rank == Rank(1, 1, 10)
    assert found[4].interval.lower <= 2
    assert found[4].interval.upper >= 8
    assert found[4].chance_of_band is not None
    assert found[4].chance_of_band < 0.6


def test_large_teams_that_differ_hold_their_rank():
    teams = [Unit(f"team {x}", 1000 * x, 20_000) for x in range(1, 9)]
    found = rank_intervals(teams, "proportion", better="higher")
    assert [each.interval for each in found] == [Interval(x, x) for x in range(8, 0, -1)]
    assert [(each.band, each.chance_of_band) for each in found] == [(name, 1.0) for name in "DDCCBBAA"]
    odd = rank_intervals(
        [*teams, Unit("team 9", 9_000, 20_000), Unit("team 10", 10_000, 20_000)], "rate", better="lower"
    )
    assert "".join(str(each.band) for each in odd) == "AAABBCCDDD"
    assert {each.chance_of_band for each in odd} == {1.0}


def test_teams_without_a_better_side_have_ranks_and_no_band():
    found = rank_intervals([Unit("North", 3, 9.5), Unit("South", 12, 9.5)], "ratio")
    assert [(each.rank.rank, each.band, each.chance_of_band) for each in found] == [(1, None, None), (2, None, None)]


def test_the_true_rank_is_within_95_of_100_intervals():
    """12 teams of 80 children with true shares of 15% to 40%, as drawn 200 times: 2,400 intervals."""
    chance = np.random.default_rng(4)
    held = []
    for seed in range(200):
        truth = chance.uniform(0.15, 0.40, 12)
        teams = [Unit(f"{i:02}", float(x), 80) for i, x in enumerate(chance.binomial(80, truth))]
        true_ranks = 1 + np.argsort(np.argsort(truth))
        found = rank_intervals(teams, "proportion", draws=1000, seed=seed)
        held += [
            each.interval.lower <= rank <= each.interval.upper for each, rank in zip(found, true_ranks, strict=True)
        ]
    assert 0.93 <= np.mean(held) <= 1


@untimed
@given(
    counts=st.lists(st.integers(0, 30), min_size=2, max_size=8),
    seed=st.integers(0, 99),
    kind=st.sampled_from(["proportion", "ratio", "rate"]),
)
def test_the_order_of_units_never_matters_and_the_seed_repeats(counts, seed, kind):
    teams = [Unit(f"team {place}", count, 30) for place, count in enumerate(counts)]
    order = np.random.default_rng(seed).permutation(len(teams))
    shuffled = rank_intervals([teams[place] for place in order], kind, better="lower", draws=200, seed=seed)
    straight = rank_intervals(teams, kind, better="lower", draws=200, seed=seed)
    assert [straight[place] for place in order] == list(shuffled)


@pytest.mark.parametrize(
    "refused", [lambda: rank_intervals([], "ratio"), lambda: rank_intervals([Unit("North", 1, 2)], "counts")]
)
def test_what_has_no_rank_is_refused(refused):
    with pytest.raises(ValueError, match="ranks need units"):
        refused()
