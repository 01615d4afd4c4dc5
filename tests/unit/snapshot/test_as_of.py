"""The date that a snapshot speaks of, when nobody says it."""

from datetime import date

import pytest

from lineofsight.snapshot.as_of import ACTIVITY, YEARLY, month_end_on_or_before, month_end_reached, year_end_of
from lineofsight.sources import BY_NAME


@pytest.mark.parametrize(
    ("newest", "reached"),
    [
        (date(2024, 4, 30), date(2024, 4, 30)),
        (date(2024, 4, 28), date(2024, 4, 30)),
        (date(2024, 4, 26), date(2024, 3, 31)),
        (date(2024, 5, 12), date(2024, 4, 30)),
        (date(2024, 2, 27), date(2024, 2, 29)),
        (date(2023, 12, 31), date(2023, 12, 31)),
        (date(2024, 1, 2), date(2023, 12, 31)),
    ],
)
def test_extracts_reach_a_month_end_if_they_come_within_three_days_of_it(newest, reached):
    assert month_end_reached(newest) == reached


@pytest.mark.parametrize(
    ("newest", "year_end"),
    [
        (date(2022, 3, 27), date(2022, 3, 31)),
        (date(2018, 4, 1), date(2018, 3, 31)),
        (date(2018, 4, 10), date(2019, 3, 31)),
        (date(2018, 12, 31), date(2019, 3, 31)),
    ],
)
def test_an_annual_return_speaks_for_its_whole_year(newest, year_end):
    """A row dated a day past the year's end does not open a new year."""
    assert year_end_of(newest) == year_end


def test_the_columns_that_date_a_snapshot_are_declared():
    for source, columns in {**ACTIVITY, **YEARLY}.items():
        assert set(columns) <= set(BY_NAME[source].by_name)


@pytest.mark.parametrize(
    ("day", "month_end"),
    [
        (date(2024, 4, 30), date(2024, 4, 30)),
        (date(2024, 4, 29), date(2024, 3, 31)),
        (date(2024, 2, 29), date(2024, 2, 29)),
        (date(2024, 1, 1), date(2023, 12, 31)),
    ],
)
def test_figures_are_at_month_ends(day, month_end):
    assert month_end_on_or_before(day) == month_end
