"""Predictive limits: what they promise, held against simulated units and against plain sums."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import betaln, gammaln

from lineofsight.stats.funnel import Place, Unit, funnel
from lineofsight.stats.intervals import Interval
from lineofsight.stats.prediction import Spread, beta_binomial, gamma_poisson, predictive_funnel, shrink, spread_between
from tests.unit.stats.tables import close, untimed

CHANCE = np.random.default_rng(8)


def shares(count: int, of: int, *, mean: float = 0.3, correlation: float = 0.02) -> list[Unit]:
    size = (1 - correlation) / correlation
    truth = CHANCE.beta(mean * size, (1 - mean) * size, count)
    return [Unit(str(i), float(x), of) for i, x in enumerate(CHANCE.binomial(of, truth))]


def ratios(count: int, expected: float, *, variance: float = 0.05) -> list[Unit]:
    truth = CHANCE.gamma(1 / variance, variance, count)
    return [Unit(str(i), float(x), expected) for i, x in enumerate(CHANCE.poisson(expected * truth))]


def test_the_spread_that_was_planted_is_found():
    assert spread_between(shares(2000, 120), "proportion").size == pytest.approx(0.02, rel=0.1)
    assert spread_between(ratios(2000, 40), "ratio").size == pytest.approx(0.05, rel=0.1)


@pytest.mark.parametrize(("kind", "units"), [("proportion", shares(3000, 80)), ("ratio", ratios(3000, 60))])
def test_95_of_100_typical_units_are_within(kind, units):
    """Of 3,000 units that differ as planted, 93% to 97% are within the 95% limits; by luck alone, far fewer."""
    spread = spread_between(units, kind)
    within = np.mean([each.place == Place.WITHIN for each in predictive_funnel(units, kind, spread)])
    assert 0.93 < within < 0.97
    assert np.mean([each.place == Place.WITHIN for each in funnel(units, kind)]) < 0.9


def test_units_that_differ_by_luck_alone_have_no_spread():
    alike = [Unit(str(i), 30, 100) for i in range(20)]
    none = spread_between(alike, "proportion")
    assert none == Spread(0.0, "Units differ no more than by luck: limits are for luck alone.")
    assert predictive_funnel(alike, "proportion", none) == funnel(alike, "proportion")


def test_few_units_are_not_adjusted_and_it_says_so():
    found = spread_between(shares(9, 100), "proportion")
    assert found == Spread(0.0, "Not adjusted: 9 units are too few to tell how much units differ.", False)


def test_the_laws_are_the_sums_that_define_them():
    """Against the densities written out, for every count of 12 children and the first 40 of 9 expected."""
    counts = np.arange(13)
    a, b = 0.3 * 49, 0.7 * 49
    chosen = gammaln(13) - gammaln(counts + 1) - gammaln(13 - counts)
    by_hand = np.exp(chosen + betaln(counts + a, 12 - counts + b) - betaln(a, b))
    assert list(beta_binomial(np.array(12.0), 0.3, 0.02).pmf(counts)) == pytest.approx(list(by_hand))
    counts, shape = np.arange(40), 1 / 0.2
    by_hand = np.exp(
        gammaln(counts + shape) - gammaln(shape) - gammaln(counts + 1)
        + shape * np.log(shape / (shape + 9)) + counts * np.log(9 / (shape + 9))
    )  # fmt: skip
    assert list(gamma_poisson(np.array(9.0), 0.2).pmf(counts)) == pytest.approx(list(by_hand))


@untimed
@given(of=st.integers(5, 200), kind=st.sampled_from(["proportion", "ratio", "rate", "counts"]))
def test_limits_are_wider_than_for_luck_alone_and_nearly_them_for_a_tiny_spread(of, kind):
    unit = [Unit("North", 2, of)]
    luck = funnel(unit, kind, target=0.4)[0]
    wide = predictive_funnel(unit, kind, Spread(0.05, ""), target=0.4)[0]
    tiny = predictive_funnel(unit, kind, Spread(1e-9, ""), target=0.4)[0]
    assert wide.outer.lower <= luck.outer.lower + 1e-9
    assert wide.outer.upper >= luck.outer.upper - 1e-9
    assert tiny.inner.upper == close(luck.inner.upper, 1e-4)


@untimed
@given(
    pairs=st.lists(st.tuples(st.integers(0, 40), st.integers(40, 90)), min_size=10, max_size=15), seed=st.integers(0, 9)
)
def test_the_order_of_units_never_matters(pairs, seed):
    given_order = [Unit("a team", *pair) for pair in pairs]
    shuffled = [given_order[i] for i in np.random.default_rng(seed).permutation(len(pairs))]
    one = spread_between(given_order, "proportion", target=0.3)
    assert one.size == pytest.approx(spread_between(shuffled, "proportion", target=0.3).size, rel=1e-4)


def test_a_small_unit_is_drawn_further_in_than_a_large_one():
    """Twice what is expected: of 2 expected it says little, of 50 nearly all. By hand: (4 + 10) / (2 + 10)."""
    small, large = shrink([Unit("North", 4, 2), Unit("South", 100, 50)], "ratio", Spread(0.1, ""))
    assert small.value == close(14 / 12)
    assert large.value == close(110 / 60)
    [team] = shrink([Unit("North", 9, 10)], "proportion", Spread(0.1, ""), target=0.5)
    assert team.value == close((9 + 4.5) / (10 + 9))


@untimed
@given(of=st.integers(5, 200), kind=st.sampled_from(["proportion", "ratio", "rate", "counts"]))
def test_a_shrunk_value_is_between_the_units_own_and_the_target(of, kind):
    [found] = shrink([Unit("North", 2, of)], kind, Spread(0.05, ""), target=0.45)
    assert min(2 / of, 0.45) <= found.value <= max(2 / of, 0.45)
    assert found.interval.lower < found.value < found.interval.upper


def test_where_units_differ_by_luck_alone_all_are_at_the_target():
    [found] = shrink([Unit("North", 9, 3)], "ratio", Spread(0.0, ""))
    assert (found.value, found.interval) == (1.0, Interval(1.0, 1.0))


def test_95_of_100_shrunk_intervals_hold_the_true_value():
    """2,000 units whose true ratios are known, 8 expected in each."""
    chance = np.random.default_rng(9)
    truth = chance.gamma(20, 1 / 20, 2000)
    units = [Unit(str(i), float(x), 8) for i, x in enumerate(chance.poisson(8 * truth))]
    found = shrink(units, "ratio", spread_between(units, "ratio"))
    held = [each.interval.lower <= true <= each.interval.upper for each, true in zip(found, truth, strict=True)]
    assert 0.93 <= np.mean(held) <= 0.97


@pytest.mark.parametrize(
    "refused",
    [
        lambda: predictive_funnel([Unit("North", 1.5, 4)], "ratio", Spread(0.1, "")),
        lambda: predictive_funnel([Unit("North", 1, 4.5)], "proportion", Spread(0.1, "")),
        lambda: predictive_funnel([Unit("North", 5, 4)], "proportion", Spread(0.1, ""), target=0.2),
        lambda: predictive_funnel([Unit("North", 4, 4)], "proportion", Spread(0.1, "")),
        lambda: predictive_funnel([Unit("North", 0, 4)], "rate", Spread(0.1, "")),
        lambda: shrink([Unit("North", 1, 4)], "ratio", spread_between([Unit("North", 1, 4)], "ratio")),
    ],
)
def test_what_cannot_be_predicted_is_refused(refused):
    with pytest.raises(ValueError, match=r"\w"):
        refused()
