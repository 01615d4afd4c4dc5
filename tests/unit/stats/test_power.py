"""What a team's numbers could show, held against the chances summed one count at a time."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, poisson

from lineofsight.stats.funnel import INNER, OUTER, Kind, Place, Unit, funnel
from lineofsight.stats.intervals import Interval
from lineofsight.stats.power import (
    Power,
    Verdict,
    power_of_proportion,
    power_of_ratio,
    verdict_on_proportion,
    verdict_on_ratio,
)
from tests.unit.stats.tables import close, untimed


def places(kind: Kind, size: int, target: float, most: int) -> list[Place]:
    return [funnel([Unit("a team", x, size)], kind, target=target)[0].place for x in range(most)]


def above(found: Power) -> float:
    assert found.shows_above is not None
    return found.shows_above


def chance(places: list[Place], side: str, chances: np.ndarray) -> float:
    return sum(p for place, p in zip(places, chances, strict=True) if str(place).startswith(side))


@pytest.mark.parametrize("expected", [6, 12, 30, 80])
def test_the_ratio_shown_is_outside_8_times_in_10(expected):
    """Summed over every count that a team could have, each placed by the funnel."""
    found = power_of_ratio(expected)
    placed = places("ratio", expected, 1.0, 400)
    counts = np.arange(400)
    assert chance(placed, "above", poisson.pmf(counts, found.shows_above * expected)) == close(0.8)
    if found.shows_below is not None:
        assert chance(placed, "below", poisson.pmf(counts, found.shows_below * expected)) == close(0.8)
    by_luck = poisson.pmf(counts, expected)
    assert chance(placed, "above", by_luck) + chance(placed, "below", by_luck) == close(found.outside_if_typical)


@pytest.mark.parametrize("of", [8, 20, 60, 200])
def test_the_proportion_shown_is_outside_8_times_in_10(of):
    found = power_of_proportion(0.226, of)
    placed = places("proportion", of, 0.226, of + 1)
    counts = np.arange(of + 1)
    assert chance(placed, "above", binom.pmf(counts, of, found.shows_above)) == close(0.8)
    if found.shows_below is not None:
        assert chance(placed, "below", binom.pmf(counts, of, found.shows_below)) == close(0.8)
    by_luck = binom.pmf(counts, of, 0.226)
    assert chance(placed, "above", by_luck) + chance(placed, "below", by_luck) == close(found.outside_if_typical)


def test_five_expected_show_two_and_a_half_times_as_many_or_a_sixth():
    """With 5 expected, 10 or more are above; that takes a true mean of 12.5. None or one is below: a mean of 0.8."""
    found = power_of_ratio(5)
    assert found.shows_above == close(12.5185 / 5, 1e-4)
    assert found.shows_below == close(0.8243883 / 5)
    assert verdict_on_ratio(False, found) == Verdict.TOO_FEW


@untimed
@given(expected=st.floats(1, 300), level=st.sampled_from([INNER, OUTER]))
def test_more_children_show_a_smaller_difference(expected, level):
    """Two and a half times the children, so that whole numbers do not matter."""
    few, many = (above(power_of_ratio(size, confidence=level)) for size in (expected, 2.5 * expected))
    assert many < few


def test_more_power_or_a_stricter_level_needs_a_larger_difference():
    usual = power_of_ratio(20)
    assert above(power_of_ratio(20, power=0.9)) > above(usual)
    assert above(power_of_ratio(20, confidence=OUTER)) > above(usual)
    assert power_of_ratio(20, confidence=OUTER).outside_if_typical < usual.outside_if_typical


def test_widened_limits_show_less():
    wide = power_of_ratio(20, within=Interval(0.4, 2.0))
    assert above(wide) > above(power_of_ratio(20))
    assert power_of_ratio(20, within=Interval(0.0, float("inf"))) == Power(1.0, None, None, 0.0)


def test_a_team_too_small_to_be_outside_shows_nothing():
    found = power_of_proportion(0.5, 3)
    assert (found.shows_above, found.shows_below, found.outside_if_typical) == (None, None, 0.0)
    assert verdict_on_proportion(False, found) == Verdict.TOO_FEW


def test_evidence_is_evidence_however_few():
    assert verdict_on_ratio(True, power_of_ratio(2)) == Verdict.EVIDENCE
    assert verdict_on_proportion(True, power_of_proportion(0.226, 6)) == Verdict.EVIDENCE


def test_enough_to_see_what_matters_and_not_outside_is_no_evidence():
    assert verdict_on_ratio(False, power_of_ratio(60)) == Verdict.NO_EVIDENCE
    assert verdict_on_proportion(False, power_of_proportion(0.4, 120)) == Verdict.NO_EVIDENCE


def test_where_one_side_matters_the_other_may_be_out_of_sight():
    """With 15 expected a doubling would show and a halving would not."""
    found = power_of_ratio(15)
    assert verdict_on_ratio(False, found, side="above") == Verdict.NO_EVIDENCE
    assert verdict_on_ratio(False, found, side="below") == Verdict.TOO_FEW
    assert verdict_on_ratio(False, found) == Verdict.TOO_FEW


def test_a_side_without_room_for_the_difference_is_not_asked_about():
    """Of a target of 10% nobody can be 20 points below."""
    assert verdict_on_proportion(False, power_of_proportion(0.1, 60)) == Verdict.NO_EVIDENCE


@pytest.mark.parametrize(
    "refused",
    [
        lambda: power_of_ratio(0),
        lambda: power_of_ratio(5, power=1),
        lambda: power_of_proportion(0.2, 5, power=0),
        lambda: verdict_on_ratio(False, power_of_ratio(5), worth_seeing=1),
        lambda: verdict_on_proportion(False, power_of_proportion(0.2, 5), worth_seeing=0),
    ],
)
def test_what_has_no_power_is_refused(refused):
    with pytest.raises(ValueError, match=r"\w"):
        refused()
