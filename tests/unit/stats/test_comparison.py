"""Many teams and one question: flags, what is allowed for, and who has too few children to tell."""

from typing import Any

import numpy as np
import pytest

from lineofsight.stats import comparison
from lineofsight.stats.casemix import within_kinds
from lineofsight.stats.comparison import verdict_of
from lineofsight.stats.multiplicity import mid_p_binomial
from lineofsight.stats.power import Power, Verdict

CHILDREN = 200

compare_shares: Any = comparison.compare_shares  # most of a compared team's numbers may be null, these are not


def county(shares, *, children=CHILDREN, seed=1):
    """Teams of as many children each, each child with its team's true share."""
    chance = np.random.default_rng(seed)
    teams = [f"team {place:02}" for place in range(len(shares)) for _ in range(children)]
    outcomes = np.concatenate([chance.random(children) < share for share in shares]).astype(float).tolist()
    return teams, outcomes


def test_a_team_by_hand():
    """30 of 100 where 20 were expected: ratio 1.5, and the P value of 30 or more among 100 at 20%."""
    teams = ["a"] * 100 + ["b"] * 100
    outcomes = [1.0] * 30 + [0.0] * 70 + [1.0] * 20 + [0.0] * 80
    found = compare_shares(teams, outcomes, [0.2] * 200, side="above")
    a, b = found.teams
    assert (a.n_children, a.observed, a.expected, a.ratio) == (100, 30, pytest.approx(20), pytest.approx(1.5))
    assert a.p == pytest.approx(mid_p_binomial(30, 100, 0.2))
    assert a.adjusted_p == pytest.approx(2 * a.p)
    assert (a.is_flagged, a.verdict) == (True, Verdict.EVIDENCE)
    assert (b.is_flagged, b.verdict) == (False, Verdict.NO_EVIDENCE)
    assert a.inner.lower > 1
    assert (found.n_compared, found.n_outside, found.n_by_chance) == (2, 1, pytest.approx(0.1))


def test_the_interval_holds_1_just_where_the_team_is_not_outside_by_itself():
    teams, outcomes = county([0.2, 0.2, 0.2, 0.28, 0.12])
    for team in compare_shares(teams, outcomes, [0.2] * len(teams)).teams:
        assert (team.inner.lower <= 1 <= team.inner.upper) == (team.p > 0.05)
        assert (team.outer.lower <= 1 <= team.outer.upper) == (team.p > 0.002)


def test_few_are_flagged_where_no_team_differs():
    """Of 200 counties of 20 alike teams, about one in ten has a team flagged: the rate that we accept."""
    flagged = 0
    for seed in range(200):
        teams, outcomes = county([0.2] * 20, children=100, seed=seed)
        flagged += any(team.is_flagged for team in compare_shares(teams, outcomes, [0.2] * len(teams)).teams)
    assert flagged <= 30


def test_families_that_share_decisions_make_teams_less_sure():
    teams, outcomes = county([0.2, 0.3])
    alone = compare_shares(teams, outcomes, [0.2] * len(teams))
    related = compare_shares(teams, outcomes, [0.2] * len(teams), design_effect=2.0)
    assert related.teams[1].n_effective == CHILDREN / 2
    assert related.teams[1].p > alone.teams[1].p
    assert related.teams[1].power.shows_above > alone.teams[1].power.shows_above


def test_where_all_teams_differ_no_team_is_flagged_for_differing_as_usual():
    shares = np.linspace(0.08, 0.32, 20).tolist()
    teams, outcomes = county(shares)
    found = compare_shares(teams, outcomes, [0.2] * len(teams))
    assert found.spread.adjusts
    assert found.spread.phi > 3
    assert not any(team.is_flagged for team in found.teams)
    assert all(team.n_effective < CHILDREN for team in found.teams)


def test_nine_teams_are_too_few_to_tell_how_much_teams_differ():
    teams, outcomes = county(np.linspace(0.08, 0.32, 9).tolist())
    found = compare_shares(teams, outcomes, [0.2] * len(teams))
    assert not found.spread.adjusts
    assert "too few to tell" in found.spread.words
    assert any(team.is_flagged for team in found.teams)


def test_a_team_with_fewer_than_five_expected_is_not_compared_and_does_not_count_as_looked_at():
    teams, outcomes = county([0.2, 0.2, 0.2], seed=2)
    found = compare_shares([*teams, *["tiny"] * 9], [*outcomes, *[1.0] * 9], [0.2] * (len(teams) + 9))
    tiny = found.teams[-1]
    assert (tiny.name, tiny.why_not, tiny.p, tiny.verdict) == (
        "tiny", "not comparable: 9 children are too few", None, None,
    )  # fmt: skip
    assert not tiny.is_flagged
    assert found.n_compared == 3


def test_what_is_not_comparable_is_said_by_the_caller():
    teams, outcomes = county([0.2, 0.5])
    found = compare_shares(teams, outcomes, [0.2] * len(teams), not_comparable={"team 01": "not comparable: why"})
    assert found.teams[1].why_not == "not comparable: why"
    assert found.n_compared == 1


@pytest.mark.parametrize(
    ("power", "side", "verdict"),
    [
        (Power(0.2, 0.39, 0.05, 0.05), "above", Verdict.NO_EVIDENCE),  # would show a doubling to 40%
        (Power(0.2, 0.41, 0.15, 0.05), "above", Verdict.TOO_FEW),
        (Power(0.2, 0.39, 0.05, 0.05), None, Verdict.TOO_FEW),  # would miss a halving to 10%
        (Power(0.2, 0.39, 0.11, 0.05), None, Verdict.NO_EVIDENCE),
        (Power(0.7, 0.95, 0.51, 0.05), "below", Verdict.NO_EVIDENCE),  # would show 20 points fewer
        (Power(0.7, 0.95, 0.49, 0.05), "below", Verdict.TOO_FEW),
        (Power(0.06, 0.11, None, 0.05), "above", Verdict.NO_EVIDENCE),
        (Power(0.06, 0.13, None, 0.05), "above", Verdict.TOO_FEW),
    ],
)
def test_too_few_to_tell_is_what_would_miss_a_doubling_a_halving_or_20_points(power, side, verdict):
    assert verdict_of(False, power, side) is verdict
    assert verdict_of(True, power, side) is Verdict.EVIDENCE


def test_teams_are_compared_with_those_of_their_kind():
    """Of each kind as many are expected as were observed, and the odds of its children stay in proportion."""
    outcomes = [1.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 0.0]
    chances, kinds = [0.4, 0.5, 0.5, 0.6] * 2, ["a"] * 4 + ["b"] * 4
    moved = within_kinds(outcomes, chances, kinds)
    assert sum(moved[:4]) == pytest.approx(1)
    assert sum(moved[4:]) == pytest.approx(3)
    odds = [chance / (1 - chance) for chance in moved]
    assert odds[3] / odds[0] == pytest.approx(0.6 * 0.6 / 0.4 / 0.4)
    assert within_kinds([0.0, 0.0, 1.0], [0.2, 0.3, 0.4], ["a", "a", "b"]) == (0.0, 0.0, 1.0)
