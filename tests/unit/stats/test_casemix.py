"""Case mix against R's models of 54 hospitals, to 1e-6, and the rules that keep a comparison fair."""

from functools import cache

import numpy as np
import pytest

from lineofsight.stats.casemix import (
    CaseMix,
    calibrate,
    compare_teams,
    cross_expected,
    design_matrix,
    fit_case_mix,
    why_not_comparable,
)
from lineofsight.stats.intervals import Interval, byar
from tests.unit.stats.tables import close, table

MODELS = ["died_logistic", "los_poisson"]


@cache
def stays() -> list[dict[str, str]]:
    return table("funnel/medpar.csv")


def hospitals() -> list[str]:
    return [row["provnum"] for row in stays()]


def numbers(header: str) -> list[float]:
    return [float(row[header]) for row in stays()]


def facts(model: str) -> dict[str, list[float] | list[str]]:
    third = "white" if model == "died_logistic" else "died"
    return {
        "hmo": numbers("hmo"),
        third: numbers(third),
        "age80": numbers("age80"),
        "type": [r["type"] for r in stays()],
    }


def outcomes(model: str) -> list[float]:
    return numbers("died" if model == "died_logistic" else "los")


@cache
def fitted(model: str) -> CaseMix:
    return fit_case_mix(outcomes(model), facts(model), family="logistic" if model == "died_logistic" else "poisson")


@pytest.mark.parametrize("model", MODELS)
def test_coefficients(model):
    """R's Poisson standard errors are of its last step but one, and so near ours, not equal."""
    rows = table(f"standardise/model_coef_medpar_{model}.csv")
    assert [term.estimate for term in fitted(model).terms] == close([float(row["estimate"]) for row in rows])
    near = 1e-6 if model == "died_logistic" else 1e-5
    assert [term.standard_error for term in fitted(model).terms] == close([float(row["se"]) for row in rows], near)


@pytest.mark.parametrize("model", MODELS)
def test_observed_over_expected_by_hospital(model):
    rows = table(f"standardise/model_indirect_medpar_{model}.csv")
    found = compare_teams(hospitals(), outcomes(model), fitted(model).expected)
    assert [team.name for team in found] == [row["provnum"] for row in rows]
    for team, row in zip(found, rows, strict=True):
        assert (team.n_children, team.observed) == (int(row["n"]), int(row["observed"]))
        assert team.expected == close(float(row["expected"]))
        assert team.ratio == close(float(row["ratio"]))
        rough = byar(team.observed) * (1 / team.expected)
        for interval, name in ((rough, "byar_{}95"), (team.inner, "exact_{}95"), (team.outer, "exact_{}998")):
            assert interval.lower == close(float(row[name.format("lo")]))
            assert interval.upper == close(float(row[name.format("hi")]))
        assert team.p == pytest.approx(float(row["p_mid"]), rel=1e-6, abs=1e-15)
        assert team.adjusted_p == pytest.approx(float(row["p_bh"]), rel=1e-6, abs=1e-14)


@pytest.mark.parametrize("model", MODELS)
def test_over_all_children_as_many_are_expected_as_observed(model):
    assert sum(fitted(model).expected) == close(sum(outcomes(model)))
    teams = compare_teams(hospitals(), outcomes(model), fitted(model).expected)
    assert sum(team.expected for team in teams) == close(sum(team.observed for team in teams))


def test_the_order_of_children_never_matters():
    order = np.random.default_rng(2).permutation(len(stays()))
    mixed = {name: [values[i] for i in order] for name, values in facts("died_logistic").items()}
    died, teams = [outcomes("died_logistic")[i] for i in order], [hospitals()[i] for i in order]
    found = fit_case_mix(died, mixed, family="logistic")
    assert [term.estimate for term in found.terms] == close([term.estimate for term in fitted("died_logistic").terms])
    straight = compare_teams(hospitals(), outcomes("died_logistic"), fitted("died_logistic").expected)
    for one, other in zip(compare_teams(teams, died, found.expected), straight, strict=True):
        assert (one.name, one.observed, one.expected) == (other.name, other.observed, close(other.expected))
    held_out = cross_expected(outcomes("died_logistic"), facts("died_logistic"), family="logistic", folds=4)
    mixed_out = cross_expected(died, mixed, family="logistic", folds=4)
    assert sorted(mixed_out) == pytest.approx(sorted(held_out))


CHANCE = np.random.default_rng(12)
AGES = CHANCE.uniform(0, 18, 4000)
NEEDS = ["abuse" if each else "disability" for each in CHANCE.random(4000) < 0.6]
CHANCES = 1 / (1 + np.exp(-(-2 + 0.08 * AGES + 0.9 * (np.array(NEEDS) == "abuse"))))
PLANS = (CHANCE.random(4000) < CHANCES).astype(float)
KNOWN = {"age": AGES.tolist(), "need": NEEDS}


def test_what_was_planted_is_found():
    """Odds rise by e^0.08 a year of age and are e^0.9 times as high for abuse, the first group, which has no term."""
    found = fit_case_mix(PLANS.tolist(), {"age": AGES.tolist(), "need": NEEDS}, family="logistic")
    assert [term.name for term in found.terms] == ["all", "age", "need: disability"]
    for term, planted in zip(found.terms, (-1.1, 0.08, -0.9), strict=True):
        assert abs(term.estimate - planted) < 3 * term.standard_error


def test_exposure_makes_a_rate():
    """Placement moves: 0.1 a month for children in fostering, 0.2 in homes, seen for 1 to 12 months."""
    months = CHANCE.integers(1, 13, 3000).astype(float)
    where = ["home" if each else "fostering" for each in CHANCE.random(3000) < 0.3]
    moves = CHANCE.poisson(months * np.where(np.array(where) == "home", 0.2, 0.1))
    found = fit_case_mix(moves.tolist(), {"place": where}, family="poisson", exposure=months.tolist())
    assert np.exp(found.terms[0].estimate) == pytest.approx(0.1, rel=0.1)
    assert np.exp(found.terms[1].estimate) == pytest.approx(2, rel=0.1)
    assert sum(found.expected) == close(float(moves.sum()))


def test_a_true_model_is_calibrated_among_children_it_has_not_seen():
    found = calibrate(PLANS.tolist(), cross_expected(PLANS.tolist(), KNOWN, family="logistic"), family="logistic")
    assert found.fits
    assert found.slope_interval.lower < 1 < found.slope_interval.upper
    assert len(found.tenths) == 10
    assert sum(tenth.n_children for tenth in found.tenths) == 4000
    assert found.words.startswith("The model fits. Expected and observed agree within luck in ")


def test_expectations_that_are_too_bold_are_said_to_be():
    """Odds stretched to twice as far from the middle: the slope is near a half."""
    bold = 1 / (1 + np.exp(-2 * np.log(CHANCES / (1 - CHANCES))))
    found = calibrate(PLANS.tolist(), bold.tolist(), family="logistic")
    assert found.slope == pytest.approx(0.5, abs=0.1)
    assert not found.fits
    assert found.words.startswith("The model does not fit: do not compare teams by it.")
    assert found.words.endswith("It makes too much of the facts.")


def test_the_fit_is_doubted_by_luck_about_one_time_in_twenty():
    chance = np.random.default_rng(5)
    due = chance.uniform(0.1, 0.6, 500)
    doubted = [
        not calibrate((chance.random(500) < due).astype(float).tolist(), due.tolist(), family="logistic").fits
        for _ in range(300)
    ]
    assert np.mean(doubted) == pytest.approx(0.05, abs=0.025)


def test_counts_calibrate_too():
    due = CHANCE.uniform(0.2, 3, 2000)
    found = calibrate(CHANCE.poisson(due).tolist(), due.tolist(), family="poisson")
    assert found.fits
    assert found.slope == pytest.approx(1, abs=0.1)
    assert found.intercept == pytest.approx(0, abs=0.1)


def test_a_team_with_fewer_than_five_expected_is_not_comparable():
    teams = ["small"] * 9 + ["large"] * 40
    found = why_not_comparable(teams, [0.5] * 49, {})
    assert found == {"small": "not comparable: 4.5 expected, and fewer than 5 are too few"}


def test_a_team_whose_children_are_unlike_any_elsewhere_is_not_comparable():
    """The disability team's children are in a group that no other team has."""
    teams = ["disability"] * 20 + ["north"] * 30 + ["south"] * 30
    needs = ["disability"] * 18 + ["abuse"] * 62
    found = why_not_comparable(teams, [0.5] * 80, {"need": needs})
    assert found == {"disability": "not comparable: 18 of its 20 children are unlike any in other teams"}


def test_a_team_whose_children_have_chances_beyond_all_others_is_not_comparable():
    teams = ["north"] * 20 + ["south"] * 30 + ["east"] * 30
    chances = [0.9] * 3 + [0.4] * 17 + [0.3, 0.5] * 30
    assert why_not_comparable(teams, chances, {}) == {
        "north": "not comparable: 3 of its 20 children are unlike any in other teams"
    }
    assert why_not_comparable(teams, [0.9] * 2 + [0.4] * 18 + [0.3, 0.5] * 30, {}) == {}, "a tenth may be"


def test_longer_exposure_alone_makes_no_child_unlike():
    teams = ["north"] * 10 + ["south"] * 10
    months = [12.0] * 10 + [6.0] * 10
    assert why_not_comparable(teams, [0.1 * each for each in months], {}, exposure=months) == {}


def test_one_team_alone_has_nothing_to_be_compared_with():
    assert list(why_not_comparable(["north"] * 20, [0.5] * 20, {})) == ["north"]


def test_a_team_that_is_not_comparable_has_no_p_and_is_left_out_of_the_list():
    teams, seen = ["north"] * 10 + ["south"] * 10, [1.0] * 10 + [0.0] * 10
    north, south = compare_teams(teams, seen, [0.5] * 20, not_comparable={"south": "not comparable: said so"})
    assert (south.p, south.adjusted_p, south.why_not) == (None, None, "not comparable: said so")
    assert south.ratio == 0
    assert south.inner == Interval(0.0, close(3.6888795 / 5))
    assert north.adjusted_p == north.p


def test_a_team_as_typical_as_can_be_is_flagged_as_often_as_luck_says():
    """2,000 teams of 100 children at 10%, by exact limits and P: no more than 5%, and not far fewer."""
    chance = np.random.default_rng(7)
    teams = [str(team) for team in range(2000) for _ in range(100)]
    seen = (chance.random(len(teams)) < 0.1).astype(float).tolist()
    flagged = np.mean([team.p is not None and team.p < 0.05 for team in compare_teams(teams, seen, [0.1] * len(teams))])
    assert 0.02 < flagged < 0.055


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ("decides the outcome", lambda: fit_case_mix([0, 0, 1, 1], {"need": ["a", "a", "b", "b"]}, family="logistic")),
        ("decides the outcome", lambda: fit_case_mix([0, 0, 1, 2], {"need": ["a", "a", "b", "b"]}, family="poisson")),
        (
            "repeat each other",
            lambda: fit_case_mix([0, 1, 1, 0], {"a": [1, 2, 3, 4], "b": [2, 4, 6, 8]}, family="logistic"),
        ),
        ("repeat each other", lambda: fit_case_mix([0, 1, 1, 0], {"a": [3, 3, 3, 3]}, family="logistic")),
        ("outcomes of 0 and 1", lambda: fit_case_mix([0, 2], {}, family="logistic")),
        ("outcomes of 0 and 1", lambda: fit_case_mix([0, 1], {}, family="logistic", exposure=[1, 2])),
        ("outcomes are numbers", lambda: fit_case_mix([], {}, family="poisson")),
        ("exposure is above 0", lambda: fit_case_mix([0, 1], {}, family="poisson", exposure=[0, 1])),
        ("one value a child", lambda: fit_case_mix([0, 1], {"age": [3]}, family="poisson")),
        ("numbers that are missing", lambda: design_matrix({"age": [3, float("nan")]}, 2)),
        ("above 0", lambda: calibrate([0, 1], [0, 0.5], family="poisson")),
        ("below 1", lambda: calibrate([0, 1], [0.5, 1], family="logistic")),
    ],
)
def test_what_has_no_answer_is_refused_in_our_words(said, refused):
    with pytest.raises(ValueError, match=said):
        refused()
