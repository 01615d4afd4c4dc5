from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineofsight.engines import open_engine
from lineofsight.standards.calendar import (
    FIRST_DAY,
    LAST_DAY,
    add_working_days,
    bank_holidays,
    is_working_day,
    working_days_between,
)
from lineofsight.standards.tables import calendar_table

days = st.dates(FIRST_DAY, LAST_DAY - timedelta(days=400))


def test_bank_holidays_of_england_are_no_working_days():
    """Easter Monday, the early May holiday and the coronation, but not St Andrew's day, which is Scotland's."""
    assert not is_working_day(date(2024, 4, 1))
    assert not is_working_day(date(2024, 5, 6))
    assert not is_working_day(date(2023, 5, 8))
    assert is_working_day(date(2023, 11, 30))


def test_a_holiday_at_a_weekend_gives_a_day_in_lieu():
    assert date(2021, 12, 27) in bank_holidays()
    assert date(2021, 12, 28) in bank_holidays()
    assert is_working_day(date(2021, 12, 29))


def test_the_day_after_the_start_is_day_one():
    """Thursday 28 March 2024: Good Friday, the weekend and Easter Monday do not count, so day one is Tuesday."""
    assert working_days_between(date(2024, 3, 28), date(2024, 4, 1)) == 0
    assert working_days_between(date(2024, 3, 28), date(2024, 4, 2)) == 1
    assert add_working_days(date(2024, 3, 28), 1) == date(2024, 4, 2)


@given(days, st.integers(1, 250))
def test_adding_working_days_and_counting_them_are_inverse(start, number):
    end = add_working_days(start, number)
    assert is_working_day(end)
    assert working_days_between(start, end) == number


@given(days, days)
def test_counting_backwards_is_the_negative(a, b):
    assert working_days_between(a, b) == -working_days_between(b, a)


def test_the_table_says_the_same_as_the_functions():
    """SQL counts working days as the difference of two rows of standards.calendar."""
    engine = open_engine()
    engine.put("standards.calendar", calendar_table())
    counted = engine.rows("SELECT day, working_day, is_working FROM standards.calendar ORDER BY day").to_pylist()
    assert [row["day"] for row in counted] == [FIRST_DAY + timedelta(days=n) for n in range(len(counted))]
    assert counted[-1]["day"] == LAST_DAY
    for row in counted[::37]:
        assert row["is_working"] == is_working_day(row["day"])
        assert row["working_day"] - counted[0]["working_day"] == working_days_between(FIRST_DAY, row["day"])
    engine.close()


@pytest.mark.parametrize("day", [date(1999, 12, 31), date(2036, 1, 1)])
def test_a_day_without_known_holidays_is_refused(day):
    with pytest.raises(ValueError, match="runs from"):
        is_working_day(day)


def test_working_days_are_not_taken_away():
    with pytest.raises(ValueError, match="only added"):
        add_working_days(date(2024, 1, 2), -1)
