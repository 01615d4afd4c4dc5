"""How numbers, dates and changes are said."""

from datetime import UTC, date, datetime

import pytest

from lineofsight_web.ui import words
from lineofsight_web.ui.sparkline import sparkline

APRIL = date(2024, 4, 30)


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (791, "count", "791"), (1204, "count", "1,204"), (12.5, "count", "12.5"),
        (0.2104, "percent", "21%"), (0.0934, "percent", "9.3%"), (0.0996, "percent", "10%"), (0.0, "percent", "0%"),
        (1.0, "percent", "100%"),
        (52.34, "rate per 10,000", "52.3"), (514.2, "rate per 10,000", "514"),
        (-0.0617, "change", "down 6.2%"), (0.15, "change", "up 15%"), (0.0, "change", "no change"),
    ],
)  # fmt: skip
def test_an_amount_is_said_in_its_unit(value, unit, said):
    assert words.amount(value, unit) == said


@pytest.mark.parametrize(
    ("now", "then", "unit", "said"),
    [
        (791, 843, "count", "down 6.2% (843 to 791)"),
        (12, 0, "count", "up from none to 12"),
        (791, 791, "count", "no change (791)"),
        (0.20, 0.18, "percent", "up 2 points (18% to 20%)"),
        (0.17, 0.18, "percent", "down 1 point (18% to 17%)"),
        (0.181, 0.183, "percent", "no change (18%)"),
        (52.3, 56.1, "rate per 10,000", "down 6.8% (56.1 to 52.3)"),
        (None, 5, "count", "not known"),
        (5, None, "count", "not known"),
    ],
)
def test_a_change_says_which_way_how_much_and_from_what_to_what(now, then, unit, said):
    assert words.change(now, then, unit) == said


def test_periods_are_said_as_what_a_figure_covers():
    said = [words.period(kind, APRIL) for kind in ("month", "12 months", "month end")]
    assert said == ["in April 2024", "in the 12 months to 30 April 2024", "on 30 April 2024"]


def test_moments_are_told_in_local_time():
    assert words.moment(datetime(2024, 7, 1, 9, 5, tzinfo=UTC)) == "1 July 2024, 10:05"


OURS = {"not held", "not loaded", "no population", "no cases", "before our data", "small number"}
PUBLISHERS = {"c", "x", "z", "u", "k", "low", "-", "[x]", "blank"}


def test_every_marker_of_our_own_and_of_publishers_has_words():
    assert set(words.MARKER_WORDS) >= OURS | PUBLISHERS


@pytest.mark.parametrize(("n", "said"), [(0, "0 children"), (1, "1 child"), (1200, "1,200 children")])
def test_counts_agree_with_their_nouns(n, said):
    assert words.plural(n, "child,children") == said


def test_a_sparkline_lifts_its_pen_at_a_gap():
    assert sparkline([1, 2, None, 3, 4]).count("M") == 2
    assert sparkline([1, None]) == ""
    assert 'aria-hidden="true"' in sparkline([1, 2])
