"""The date that a snapshot speaks of, when nobody says it."""

from datetime import date

import pytest

from lineofsight.snapshot.as_of import month_end_reached


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
