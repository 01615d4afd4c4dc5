"""Overdispersed funnels against what FunnelPlotR and metafor returned, to 1e-6."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineofsight.stats.funnel import INNER, OUTER, Kind, Place, Unit, funnel
from lineofsight.stats.overdispersion import (
    Overdispersion,
    Scored,
    Trim,
    adjusted_funnel,
    dispersion,
    overdispersion,
    scaled_limits,
    score,
    tau2_dersimonian_laird,
    tau2_paule_mandel,
    tau2_reml,
    trimmed,
    truncate,
    winsorise,
)
from tests.unit.stats.tables import close, table, untimed

CASES = {row["case"]: row for row in table("funnel/funnelplotr_cases.csv")}
ADJUSTED = [name for name, case in CASES.items() if case["adjusted"] == "TRUE"]


def groups(case: str) -> list[dict[str, str]]:
    return [row for row in table("funnel/funnelplotr_groups.csv") if row["case"] == case]


def units(case: str) -> list[Unit]:
    return [Unit(row["group"], float(row["numerator"]), float(row["denominator"])) for row in groups(case)]


def kind(case: str) -> Kind:
    return "ratio" if CASES[case]["data_type"] == "SR" else "proportion"


def trim(case: str) -> Trim:
    """FunnelPlotR truncates ratios (as the hospital mortality indicator does) and winsorises proportions."""
    return "truncate" if kind(case) == "ratio" else "winsorise"


def found(case: str) -> Overdispersion:
    """As FunnelPlotR does, however few the units."""
    return overdispersion(units(case), kind(case), trim=trim(case), fewest_units=1)


def column(rows: list[dict[str, str]], header: str) -> list[float]:
    return [float(row[header]) for row in rows if row[header]]


@pytest.mark.parametrize("case", CASES)
def test_scores_and_trimmed_scores(case):
    scored = score(units(case), kind(case))
    assert list(scored.y) == pytest.approx(column(groups(case), "y"), rel=1e-6, abs=1e-9)
    assert list(scored.z) == pytest.approx(column(groups(case), "z"), rel=1e-6, abs=1e-8)
    _, z = trimmed(scored.z, trim(case))
    assert list(z) == pytest.approx(column(groups(case), "z_trimmed"), rel=1e-6, abs=1e-8)


@pytest.mark.parametrize("case", ADJUSTED)
def test_dispersion_and_variance_between_units(case):
    assert found(case).phi == close(float(CASES[case]["phi"]))
    assert found(case).tau2 == close(float(CASES[case]["tau2"]))
    assert found(case).adjusts


@pytest.mark.parametrize("case", ADJUSTED)
@pytest.mark.parametrize(("level", "confidence"), [("95", INNER), ("998", OUTER)])
def test_additive_limits(case, level, confidence):
    scored = score(units(case), kind(case))
    limits = scaled_limits(scored, np.sqrt(scored.s**2 + found(case).tau2), confidence)
    assert [each.lower for each in limits] == close(column(groups(case), f"od_lcl{level}"))
    assert [each.upper for each in limits] == close(column(groups(case), f"od_ucl{level}"))


@pytest.mark.parametrize("case", [name for name, case in CASES.items() if case["data_type"] == "PR"])
@pytest.mark.parametrize(("level", "confidence"), [("95", INNER), ("998", OUTER)])
def test_arcsine_limits_for_luck_alone(case, level, confidence):
    scored = score(units(case), "proportion")
    limits = scaled_limits(scored, scored.s, confidence)
    assert [each.lower for each in limits] == close(column(groups(case), f"lcl{level}"))
    assert [each.upper for each in limits] == close(column(groups(case), f"ucl{level}"))


@pytest.mark.parametrize("case", ADJUSTED)
def test_units_outside(case):
    at_95 = CASES[case]["limit"] == "95"
    positions = adjusted_funnel(units(case), kind(case), found(case))
    inside = {Place.WITHIN} if at_95 else {Place.WITHIN, Place.ABOVE_INNER, Place.BELOW_INNER}
    outside = {position.unit.name for position in positions if position.place not in inside}
    assert outside == set(filter(None, CASES[case]["outliers"].split(";")))


@pytest.mark.parametrize("row", table("funnel/tau2_metafor.csv"))
def test_untrimmed_variance_by_three_methods(row):
    scored = score(units(f"{row['case']}_pr_od"), "proportion")
    method = {"DL": tau2_dersimonian_laird, "REML": tau2_reml, "PM": tau2_paule_mandel}[row["method"]]
    tau2, theirs = method(scored.y, scored.s**2), float(row["tau2"])
    if row["method"] == "DL":
        assert tau2 == close(theirs)
        return
    assert tau2 == pytest.approx(theirs, abs={"REML": 1e-5, "PM": 1.22e-4}[row["method"]])
    assert abs(misfit(row["method"], scored, tau2)) < 1e-6 < abs(misfit(row["method"], scored, theirs))


def misfit(method: str, scored: Scored, tau2: float) -> float:
    """How far the defining equation is from solved: a scatter for PM, the slope of a likelihood for REML.

    metafor stops when a step is below 1e-5 (REML), or within R's root finder's 1.22e-4 (PM): its last digits are not
    settled, and ours are.
    """
    weights = 1 / (scored.s**2 + tau2)
    residuals = scored.y - np.average(scored.y, weights=weights)
    if method == "PM":
        return float(np.sum(weights * residuals**2) - (len(residuals) - 1))
    squares = weights**2
    return float(np.sum(squares * residuals**2) - weights.sum() + squares.sum() / weights.sum()) / weights.sum()


def test_england_by_luck_alone_and_allowing_for_differences():
    """Re-referrals in 2025: by exact limits for luck alone 103 of 153 authorities are outside 99.8%; by ours, four."""
    case = "rereferrals_2025_pr_od"
    beyond = {Place.ABOVE_OUTER, Place.BELOW_OUTER}
    assert sum(each.place in beyond for each in funnel(units(case), "proportion")) == 103
    assert sum(each.place in beyond for each in adjusted_funnel(units(case), "proportion", found(case))) == 4
    assert found(case).words == (
        "The variance between units is 29.6 times what luck explains "
        "(Spiegelhalter's moments, the outer units trimmed): limits are widened."
    )


def test_few_units_are_shown_unadjusted_and_it_says_so():
    """FunnelPlotR would adjust six; one of six moves the estimate, and then hides behind it."""
    six = overdispersion(units("package_test_six_shmi"), "ratio")
    assert six.words == "Not adjusted: 6 units are too few to tell how much units differ."
    assert (six.phi, six.tau2, six.adjusts) == (1.0, 0.0, False)
    assert adjusted_funnel(units("package_test_six_shmi"), "ratio", six) == funnel(
        units("package_test_six_shmi"), "ratio"
    )


def test_few_teams_may_borrow_how_authorities_differ():
    six = [Unit(str(i), 12 + i, 60) for i in range(6)]
    borrowed = found("rereferrals_2025_pr_od")
    wide, narrow = adjusted_funnel(six, "proportion", borrowed)[0], funnel(six, "proportion")[0]
    assert wide.inner.lower < narrow.inner.lower < narrow.inner.upper < wide.inner.upper


def test_units_that_differ_by_luck_alone_are_not_adjusted():
    alike = [Unit(str(i), 20, 100) for i in range(30)]
    assert overdispersion(alike, "proportion").words == (
        "The variance between units is no more than what luck explains "
        "(Spiegelhalter's moments, the outer units trimmed): limits are for luck alone."
    )


def test_multiplicative_limits_widen_every_unit_by_the_same_factor():
    case = "medpar_los_od_shmi"
    scored = score(units(case), "ratio")
    for position, s in zip(
        adjusted_funnel(units(case), "ratio", found(case), model="multiplicative"), scored.s, strict=True
    ):
        assert np.log(position.inner.upper) / s == close(1.959964 * np.sqrt(8.532851289))


def test_winsorising_brings_the_outer_tenth_in_and_truncating_drops_it():
    z = [-9.0, *range(1, 10), 99.0]
    assert list(winsorise(z)) == [1.0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9]
    assert list(truncate(z)) == list(range(1, 10))
    assert list(truncate(z[:6])) == z[:6], "a tenth of six is no whole unit"


def test_none_seen_has_a_place_on_every_scale():
    """FunnelPlotR fails on a numerator of 0 on the logarithm."""
    none = [Unit("West", 0, 8.0), Unit("East", 9, 8.0)]
    assert score(none, "ratio", scale="square root").z[0] == close(-2 * np.sqrt(8))
    assert score(none, "ratio").y[0] == close(np.log(0.5 / 8))
    assert np.isfinite(score(none, "counts").z).all()


def test_a_rate_scores_as_the_ratio_to_what_its_target_expects():
    rate = score([Unit("North", 30, 5000), Unit("South", 10, 5000)], "rate")
    ratio = score([Unit("North", 30, 20), Unit("South", 10, 20)], "ratio")
    assert list(rate.z) == pytest.approx(list(ratio.z))


UNITS = st.lists(st.tuples(st.integers(0, 50), st.integers(50, 900)), min_size=10, max_size=25).filter(
    lambda pairs: sum(n for n, _ in pairs) > 0
)


@untimed
@given(pairs=UNITS, seed=st.integers(0, 9), kind=st.sampled_from(["proportion", "ratio", "rate", "counts"]))
def test_the_order_of_units_never_matters(pairs, seed, kind):
    given_order = [Unit("a team", *pair) for pair in pairs]
    shuffled = [given_order[i] for i in np.random.default_rng(seed).permutation(len(pairs))]
    one, other = overdispersion(given_order, kind), overdispersion(shuffled, kind)
    assert one.phi == close(other.phi)
    assert one.tau2 == pytest.approx(other.tau2, rel=1e-6, abs=1e-12)


@untimed
@given(pairs=UNITS)
def test_paule_mandel_makes_the_scatter_what_it_should_be(pairs):
    scored = score([Unit("a team", *pair) for pair in pairs], "proportion")
    tau2 = tau2_paule_mandel(scored.y, scored.s**2)
    weights = 1 / (scored.s**2 + tau2)
    scatter = np.sum(weights * (scored.y - np.average(scored.y, weights=weights)) ** 2)
    assert scatter == close(len(pairs) - 1) if tau2 else scatter <= len(pairs) - 1


@pytest.mark.parametrize("method", ["spiegelhalter", "dersimonian-laird", "reml", "paule-mandel"])
def test_a_planted_variance_is_found(method):
    """400 units of 500 children whose true shares vary by .05 on the arcsine scale: tau2 is about .0025."""
    chance = np.random.default_rng(5)
    truth = np.sin(np.arcsin(np.sqrt(0.3)) + 0.05 * chance.standard_normal(400)) ** 2
    planted = [Unit(str(i), float(x), 500) for i, x in enumerate(chance.binomial(500, truth))]
    assert overdispersion(planted, "proportion", method=method, trim="none").tau2 == pytest.approx(0.0025, rel=0.15)


def test_phi_is_one_on_average_where_there_is_luck_alone():
    chance = np.random.default_rng(6)
    lists = [[Unit("a team", float(x), 400) for x in chance.binomial(400, 0.3, 40)] for _ in range(200)]
    assert np.mean([dispersion(score(each, "proportion", target=0.3).z) for each in lists]) == pytest.approx(
        1, abs=0.05
    )


@pytest.mark.parametrize(
    "refused",
    [
        lambda: score([Unit("North", 3, 2)], "proportion", target=0.5),
        lambda: score([Unit("North", 1, 2)], "proportion", scale="log"),
        lambda: score([Unit("North", 0, 2)], "rate"),
        lambda: overdispersion([], "ratio", fewest_units=0),
    ],
)
def test_what_cannot_be_scored_is_refused(refused):
    with pytest.raises(ValueError, match=r"\w"):
        refused()
