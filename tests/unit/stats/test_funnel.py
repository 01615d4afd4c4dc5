"""Funnel limits against published tables, to 1e-6, and what a limit promises."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, chi2, poisson

from lineofsight.stats.funnel import (
    INNER,
    OUTER,
    Place,
    Unit,
    counts_limits,
    funnel,
    limits,
    limits_by_events,
    place_by_interval,
    proportion_limits,
    ratio_limits,
)
from lineofsight.stats.intervals import Interval, count_interval, exact_poisson, wilson
from lineofsight.stats.multiplicity import mid_p_binomial, mid_p_poisson
from tests.unit.stats.tables import close, table, untimed

SIDES = (("95", INNER, "025", "975"), ("998", OUTER, "001", "999"))
PHE_LEVELS = (("2s", INNER), ("3s", OUTER))
PHE_WORDS = {
    "High (0.001)": Place.ABOVE_OUTER,
    "High (0.025)": Place.ABOVE_INNER,
    "Not significant": Place.WITHIN,
    "Low (0.025)": Place.BELOW_INNER,
    "Low (0.001)": Place.BELOW_OUTER,
}


@pytest.mark.parametrize("row", table("funnel/exact_binomial_limits.csv"))
@pytest.mark.parametrize(("level", "confidence", "_low", "_high"), SIDES)
def test_exact_limits_of_a_proportion_as_published(row, level, confidence, _low, _high):
    """The table goes below 0; we draw 0."""
    target, of = float(row["p0"]), [int(row["n"])]
    [exact] = proportion_limits(target, of, confidence=confidence, rule="spiegelhalter")
    assert exact.lower == close(max(0.0, float(row[f"interp_lo{level}"])))
    assert exact.upper == close(float(row[f"interp_hi{level}"]))
    [normal] = proportion_limits(target, of, confidence=confidence, rule="normal")
    assert normal.lower == close(max(0.0, float(row[f"normal_lo{level}"])))
    assert normal.upper == close(float(row[f"normal_hi{level}"]))


@pytest.mark.parametrize("row", table("funnel/exact_poisson_limits.csv"))
@pytest.mark.parametrize(("level", "confidence", "_low", "_high"), SIDES)
def test_exact_limits_of_observed_over_expected_as_published(row, level, confidence, _low, _high):
    [found] = ratio_limits([float(row["expected"])], confidence=confidence, rule="spiegelhalter")
    assert found.lower == close(max(0.0, float(row[f"interp_lo{level}_ratio"])))
    assert found.upper == close(float(row[f"interp_hi{level}_ratio"]))


@pytest.mark.parametrize("row", table("funnel/exact_binomial_limits.csv"))
@pytest.mark.parametrize(("_level", "confidence", "low", "high"), SIDES)
def test_exact_limits_lie_within_one_child_of_the_quantiles(row, _level, confidence, low, high):
    of = int(row["n"])
    [found] = proportion_limits(float(row["p0"]), [of], confidence=confidence, rule="spiegelhalter")
    for limit, quantile in ((found.lower, int(row[f"binom_q{low}"])), (found.upper, int(row[f"binom_q{high}"]))):
        assert max(0, quantile - 1) - 1e-9 <= limit * of <= quantile + 1e-9


def beyond(lower: list[float], upper: list[float], expected: list[float]) -> tuple[float, float]:
    """The chance that a typical unit is below, and above, on average over units of these expected numbers."""
    events = np.array(expected)
    below = poisson.cdf(np.ceil(np.array(lower) * events - 1e-9) - 1, events)
    return float(below.mean()), float(poisson.sf(np.floor(np.array(upper) * events + 1e-9), events).mean())


EXPECTED = [20 + each / 7 for each in range(420)]


@pytest.mark.parametrize(("level", "each_side"), [(INNER, 0.025), (OUTER, 0.001)])
def test_luck_puts_as_many_outside_as_the_limits_say(level, each_side):
    """Within a tenth of 2.5% and 0.1% on each side, for units with 20 to 80 expected. The published limit is not."""
    ours = ratio_limits(EXPECTED, confidence=level)
    below, above = beyond([each.lower for each in ours], [each.upper for each in ours], EXPECTED)
    assert below == close(each_side, 0.1)
    assert above == close(each_side, 0.1)
    published = ratio_limits(EXPECTED, confidence=level, rule="spiegelhalter")
    below, above = beyond([each.lower for each in published], [each.upper for each in published], EXPECTED)
    assert below < 0.9 * each_side < 1.1 * each_side < above


def test_limits_of_a_mean_are_no_control_limits():
    """FunnelPlotR draws the interval of a Poisson mean for a ratio's limits, the chi-square form in the table.

    It is about the wrong thing: it puts more than 3% of typical units below and fewer than 1.5% above, not 2.5% each.
    """
    for row in table("funnel/exact_poisson_limits.csv"):
        events = float(row["expected"])
        assert float(row["funnelplotr_lo95"]) == close(chi2.ppf(0.025, 2 * events) / (2 * events))
        assert float(row["funnelplotr_hi95"]) == close(chi2.ppf(0.975, 2 * (events + 1)) / (2 * events))
        [ours] = ratio_limits([events])
        assert ours.lower < float(row["funnelplotr_lo95"])
        assert ours.upper < float(row["funnelplotr_hi95"])
    twice = 2 * np.array(EXPECTED)
    below, above = beyond(list(chi2.ppf(0.025, twice) / twice), list(chi2.ppf(0.975, twice + 2) / twice), EXPECTED)
    assert below > 0.03
    assert above < 0.015


def test_a_unit_with_none_is_in_the_funnel():
    """FunnelPlotR cannot take a numerator of 0 for a ratio: its scale is a logarithm."""
    [found] = funnel([Unit("West", 0, 8.0)], "ratio")
    assert found.unit.value == 0
    assert found.place == Place.BELOW_OUTER
    assert funnel([Unit("West", 0, 2.0)], "ratio")[0].place == Place.WITHIN


@pytest.mark.parametrize("row", table("funnel/phe_prop_limits.csv"))
def test_limits_of_a_proportion_as_public_health_england_draws_them(row):
    """Wilson's interval turned round at the average is the normal formula. Their counts are weighted, so not whole."""
    inputs = table("funnel/phe_prop_inputs.csv")
    average = sum(float(each["numerator"]) for each in inputs) / sum(float(each["denominator"]) for each in inputs)
    assert 100 * average == close(float(row["Baseline"]))
    for (name, confidence), tail in zip(PHE_LEVELS, ("025", "001"), strict=True):
        [found] = proportion_limits(average, [float(row["Population"])], confidence=confidence, rule="normal")
        assert 100 * found.lower == close(float(row[f"Lower{name}0{tail}limit"]))
        assert 100 * found.upper == close(float(row[f"Upper{name}0{tail}limit"]))


def test_proportions_labelled_as_public_health_england_labels_them():
    inputs = table("funnel/phe_prop_inputs.csv")
    units = [Unit(row["Area"], float(row["numerator"]), float(row["denominator"])) for row in inputs]
    found = funnel(units, "proportion", rule="normal")
    assert [position.place for position in found] == [PHE_WORDS[row["significance"]] for row in inputs]
    intervals = [
        [wilson(unit.numerator, unit.denominator, confidence=confidence) for confidence in (INNER, OUTER)]
        for unit in units
    ]
    by_interval = [place_by_interval(found[0].target, *both) for both in intervals]
    assert by_interval == [position.place for position in found]


def test_ratios_labelled_as_public_health_england_labels_them():
    for row in table("funnel/phe_ratio_inputs.csv"):
        events, expected = int(row["obs"]), float(row["expected"])
        both = [count_interval(events, confidence=confidence) * (1 / expected) for confidence in (INNER, OUTER)]
        assert place_by_interval(1.0, *both) == PHE_WORDS[row["significance"]]


def phe_precision(row: dict[str, str], header: str, events: str) -> float:
    """Their workbook solved for one event by trial, to a few digits: 0.025317898, where exactly it is -ln(0.975)."""
    return 5e-5 if row[events] == "1" and header.startswith("upper") else 1e-6


@pytest.mark.parametrize("row", table("funnel/phe_ratio_limits.csv"))
@pytest.mark.parametrize(("name", "confidence"), PHE_LEVELS)
def test_limits_of_a_ratio_by_number_of_events(row, name, confidence):
    events = int(row["Observed_events"])
    expected = exact_poisson(events, confidence=confidence)
    found = limits_by_events(events, 100, confidence=confidence)
    for side, edge, ratio in (("lower", expected.upper, found.lower), ("upper", expected.lower, found.upper)):
        near = phe_precision(row, side, "Observed_events")
        assert edge == close(float(row[f"{side}_{name}_exp_events"]), near)
        assert ratio == close(float(row[f"{side}_{name}_isr"]), near)
        assert ratio / 100 == close(1 + float(row[f"{side}_{name}_count"]), near)


def test_one_event_is_exact_where_the_workbook_is_near():
    """With one seen, the lower limit is the mean at which one or more has a chance of 2.5%: -ln(0.975)."""
    assert exact_poisson(1).lower == close(-np.log(0.975))
    row = table("funnel/phe_ratio_limits.csv")[0]
    assert float(row["upper_2s_exp_events"]) != close(-np.log(0.975))
    assert float(row["upper_2s_exp_events"]) == close(-np.log(0.975), 5e-5)


@pytest.mark.parametrize("row", table("funnel/phe_rate_limits.csv"))
@pytest.mark.parametrize(("name", "confidence"), PHE_LEVELS)
def test_limits_of_a_rate_by_number_of_events(row, name, confidence):
    """The workbook's rates hold three years of events, so the population of one year is a third."""
    events, target, years = int(row["Events"]), float(row["baseline"]), 3
    found = limits_by_events(events, target, confidence=confidence)
    for side, rate in (("lower", found.lower), ("upper", found.upper)):
        near = phe_precision(row, side, "Events")
        assert rate == close(float(row[f"{side}_{name}_limit"]), near)
        assert events / rate * 100_000 / years == close(float(row[f"{side}_{name}_population_1_year"]), near)


def test_three_of_five_children_are_no_signal():
    """By luck three or more of five happen 8 times in 100: the published limit would call it 2.5."""
    unit = [Unit("South", 3, 5)]
    assert funnel(unit, "proportion", target=0.226)[0].place == Place.WITHIN
    assert funnel(unit, "proportion", target=0.226, rule="spiegelhalter")[0].place == Place.ABOVE_INNER
    assert binom.sf(2, 5, 0.226) == pytest.approx(0.0798, abs=1e-4)


@untimed
@given(
    of=st.integers(1, 300), target=st.floats(0.02, 0.98), share=st.floats(0, 1), level=st.sampled_from([0.95, 0.998])
)
def test_a_proportion_is_outside_just_where_its_mid_p_value_says_so(of, target, share, level):
    """The picture and the words agree."""
    count = round(share * of)
    [found] = proportion_limits(target, [of], confidence=level)
    p = mid_p_binomial(count, of, target)
    if abs(p - (1 - level)) > 1e-9:
        assert (not found.lower <= count / of <= found.upper) == (p < 1 - level)


@untimed
@given(expected=st.floats(0.1, 400), count=st.integers(0, 800), level=st.sampled_from([0.95, 0.998]))
def test_a_ratio_is_outside_just_where_its_mid_p_value_says_so(expected, count, level):
    [found] = ratio_limits([expected], confidence=level)
    p = mid_p_poisson(count, expected)
    if abs(p - (1 - level)) > 1e-9:
        assert (not found.lower <= count / expected <= found.upper) == (p < 1 - level)


UNITS = st.lists(
    st.tuples(st.integers(0, 50), st.integers(50, 90)).map(lambda pair: Unit("a team", *pair)), min_size=1, max_size=8
)


@untimed
@given(units=UNITS, more=UNITS, kind=st.sampled_from(["proportion", "ratio", "rate", "counts"]))
def test_one_more_unit_never_changes_the_limits_of_others_around_a_given_target(units, more, kind):
    alone = funnel(units, kind, target=0.4)
    assert funnel(units + more, kind, target=0.4)[: len(units)] == alone


@untimed
@given(units=UNITS, kind=st.sampled_from(["proportion", "ratio", "rate", "counts"]), seed=st.integers(0, 9))
def test_the_order_of_units_never_matters(units, kind, seed):
    order = np.random.default_rng(seed).permutation(len(units))
    shuffled = funnel([units[i] for i in order], kind)
    assert sorted(map(str, shuffled)) == sorted(map(str, funnel(units, kind)))


def test_one_count_over_another():
    """Of 100 children, 50 started and 50 left: with a target of 1, the start share's limits are those of one half."""
    [share] = proportion_limits(0.5, [100])
    [found] = counts_limits(1, [100])
    assert found.lower == close(share.lower / (1 - share.lower))
    assert found.upper == close(share.upper / (1 - share.upper))
    assert counts_limits(1, [1]) == [Interval(0.0, float("inf"))]


def test_a_rate_has_the_limits_of_its_ratio_times_the_target():
    rate, ratio = limits([Unit("North", 30, 5000)], "rate", 0.004), ratio_limits([20])
    assert rate == [ratio[0] * 0.004]


def test_where_nobody_or_everybody_is_the_target_any_other_value_is_outside():
    assert limits([Unit("North", 1, 20)], "proportion", 0.0) == [Interval(0.0, 0.0)]
    assert proportion_limits(1.0, [20]) == [Interval(1.0, 1.0)]


@pytest.mark.parametrize(
    "refused",
    [
        lambda: Unit("North", 1, 0),
        lambda: Unit("North", -1, 2),
        lambda: Unit("North", float("nan"), 2),
        lambda: funnel([Unit("North", 3, 2)], "proportion", target=0.5),
        lambda: funnel([Unit("North", 1, 2.5)], "proportion", target=0.5),
        lambda: funnel([], "proportion"),
        lambda: proportion_limits(1.5, [3]),
        lambda: proportion_limits(0.5, [0]),
        lambda: ratio_limits([0]),
        lambda: counts_limits(0, [3]),
        lambda: limits_by_events(0, 1),
    ],
)
def test_what_has_no_limits_is_refused(refused):
    with pytest.raises(ValueError, match=r"\w"):
        refused()
