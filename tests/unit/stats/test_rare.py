"""Charts of rare events: lines by hand, and the share of chance gaps beyond them."""

from math import log

import numpy as np
import pytest

from lineofsight.stats.rare import g_chart, t_chart
from lineofsight.stats.rules import MDC_7
from lineofsight.stats.xmr import xmr


def in_days(line):
    return line**3.6


def share_above(gaps, line):
    return (gaps > line).mean()


def test_days_between_are_judged_on_their_power_and_shown_in_days():
    days = [12, 40, 3, 25, 9, 60, 31, 7]
    powered = xmr([day ** (1 / 3.6) for day in days])
    found = t_chart(days)
    assert [point.value for point in found.points] == days
    assert found.latest.upper == pytest.approx(in_days(powered.latest.upper))
    assert found.latest.centre == pytest.approx(in_days(powered.latest.centre))
    assert found.latest.lower is None, "a limit below nought days is none"


def test_two_events_on_one_day_are_a_gap_of_nought():
    assert t_chart([0, 5, 9]).points[0].value == 0


def test_the_centre_of_cases_between_is_their_median_not_their_mean():
    """A mean of 19 cases between is a chance of 1 in 20: half of all gaps are below log(0.5) / log(0.95)."""
    found = g_chart([19] * 14).latest
    assert found.centre == pytest.approx(log(0.5) / log(0.95) - 0.5)
    assert found.lower is None
    assert found.upper == pytest.approx(log(0.0013498980316) / log(0.95) - 0.5)


@pytest.mark.parametrize("chance", [0.02, 0.05, 0.2])
def test_one_chance_gap_in_740_lies_above_the_limit(chance):
    """As many as above three sigma of a normal distribution. Simulated: 400,000 gaps with the chance known."""
    gaps = np.random.default_rng(3).geometric(chance, 400_000) - 1
    upper = g_chart([round(1 / chance) - 1] * 20).latest.upper
    assert share_above(gaps, upper) == pytest.approx(0.00135, rel=0.25)


def test_a_long_wait_since_the_last_event_is_flagged():
    found = g_chart([20, 15, 30, 8, 22, 17, 25, 12, 19, 24, 16, 21, 400], rules=MDC_7, freeze=12)
    assert found.latest.cause == "outside the limits"
    assert found.variation("higher") == "improvement"


def test_a_negative_gap_is_refused():
    with pytest.raises(ValueError, match="not negative"):
        g_chart([-1, 2])
    with pytest.raises(ValueError, match="not negative"):
        t_chart([-1, 2])
