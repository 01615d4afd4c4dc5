"""Days as numbers say what dates say."""

from datetime import date, timedelta

import numpy as np
import pytest

from lineofsight.standards.ages import age_on as age_of
from lineofsight.standards.calendar import add_working_days, is_working_day
from lineofsight.standards.calendar import working_days_between as days_between
from lineofsight.synth.days import (
    age_on,
    birthday,
    month_after,
    new_year,
    to_date,
    to_day,
    working_days_after,
    working_days_between,
    working_days_in,
)

BIRTHS = [date(2004, 2, 29), date(2004, 3, 1), date(2010, 12, 31), date(2011, 1, 1), date(2015, 6, 15)]


def numbers(days: list[date]) -> np.ndarray:
    return np.array([to_day(day) for day in days])


def test_ages_are_those_of_the_standards():
    """On every day of two years about each birthday, leap days among them."""
    for start in (date(2022, 2, 1), date(2024, 2, 1)):
        on = [start + timedelta(n) for n in range(60)]
        for birth in BIRTHS:
            found = age_on(numbers([birth] * len(on)), numbers(on))
            assert found.tolist() == [age_of(birth, day) for day in on]


def test_a_birthday_is_the_first_day_of_an_age():
    for birth in BIRTHS:
        on = to_date(int(birthday(numbers([birth]), 18)[0]))
        assert age_of(birth, on) == 18
        assert age_of(birth, on - timedelta(1)) == 17


def test_someone_born_on_29_february_is_18_on_1_march():
    assert to_date(int(birthday(numbers([date(2004, 2, 29)]), 18)[0])) == date(2022, 3, 1)


def test_working_days_are_those_of_the_standards():
    starts = [date(2023, 12, 20) + timedelta(n) for n in range(20)]
    for days in (0, 1, 15, 45):
        found = working_days_after(numbers(starts), days)
        assert [to_date(day) for day in found.tolist()] == [add_working_days(start, days) for start in starts]
        between = working_days_between(numbers(starts), found)
        assert between.tolist() == [days_between(start, to_date(end)) for start, end in zip(starts, found, strict=True)]


def test_working_days_of_a_span():
    first, after = to_day(date(2024, 3, 28)), to_day(date(2024, 4, 3))
    assert [to_date(day) for day in working_days_in(first, after).tolist()] == [date(2024, 3, 28), date(2024, 4, 2)]
    assert not is_working_day(date(2024, 3, 29))  # Good Friday


@pytest.mark.parametrize(
    ("day", "after"), [(date(2024, 1, 31), date(2024, 2, 1)), (date(2023, 12, 1), date(2024, 1, 1))]
)
def test_the_month_after(day, after):
    assert to_date(month_after(to_day(day))) == after


def test_new_year():
    assert to_date(int(new_year(numbers([date(2010, 8, 9)]))[0])) == date(2010, 1, 1)
