from datetime import date, timedelta

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineofsight.standards.ages import AGE_BANDS, age_band, age_band_sql, age_on, age_sql, birthday_sql

BORN_ON_A_LEAP_DAY = date(2008, 2, 29)


def test_a_child_of_29_february_is_a_year_older_on_1_march():
    assert age_on(BORN_ON_A_LEAP_DAY, date(2024, 2, 28)) == 15
    assert age_on(BORN_ON_A_LEAP_DAY, date(2024, 2, 29)) == 16
    assert age_on(BORN_ON_A_LEAP_DAY, date(2025, 2, 28)) == 16
    assert age_on(BORN_ON_A_LEAP_DAY, date(2025, 3, 1)) == 17


@given(st.dates(date(1990, 1, 1), date(2030, 1, 1)), st.integers(0, 7000))
def test_age_grows_by_one_on_the_birthday_and_on_no_other_day(birth, days):
    on = birth + timedelta(days=days)
    grown = age_on(birth, on + timedelta(days=1)) - age_on(birth, on)
    birthday = on + timedelta(days=1)
    leap = (birth.month, birth.day) == (2, 29)
    is_leap_year = birthday.year % 4 == 0 and (birthday.year % 100 != 0 or birthday.year % 400 == 0)
    expected = (3, 1) if leap and not is_leap_year else (birth.month, birth.day)
    assert grown == ((birthday.month, birthday.day) == expected)


@pytest.mark.parametrize(
    ("age", "band"),
    [(-1, "0"), (0, "0"), (1, "1-4"), (4, "1-4"), (5, "5-9"), (9, "5-9"), (10, "10-15"), (15, "10-15"), (16, "16-17"),
     (17, "16-17"), (18, "18+"), (40, "18+")],
)  # fmt: skip
def test_bands(age, band):
    assert age_band(age) == band
    assert band in AGE_BANDS


def test_the_sql_says_the_same(engine):
    """On every day of three years around a leap day, and for every birthday of a leap year."""
    births = [date(2004, 1, 1) + timedelta(days=n) for n in range(0, 366, 9)] + [date(2004, 2, 29), date(2004, 3, 1)]
    days = [date(2019, 12, 25) + timedelta(days=n) for n in range(0, 1100, 7)] + [date(2021, 2, 28), date(2021, 3, 1)]
    pairs = [(birth, day) for birth in births for day in days] + [(None, days[0])]
    columns = {
        "born": pa.array([b for b, _ in pairs], pa.date32()),
        "seen": pa.array([d for _, d in pairs], pa.date32()),
    }
    engine.put("test.pairs", pa.table(columns))
    age = age_sql("born", "seen")
    found = engine.rows(f"SELECT born, seen, {age} AS age, {age_band_sql(age)} AS band FROM test.pairs").to_pylist()
    assert len(found) == len(pairs)
    for row in found:
        expected = age_on(row["born"], row["seen"]) if row["born"] else None
        assert row["age"] == expected
        assert row["band"] == (None if expected is None else age_band(expected))


def test_the_birthday_in_sql_is_the_first_day_of_that_age(engine):
    """1 March for someone born on the 29th, in a year without one."""
    births = [date(2004, 1, 1) + timedelta(days=n) for n in range(366)] + [date(2003, 2, 28), None]
    engine.put("test.births", pa.table({"born": pa.array(births, pa.date32())}))
    for years in (4, 5, 10, 17):
        found = engine.rows(f"SELECT born, {birthday_sql('born', years)} AS birthday FROM test.births").to_pylist()
        for row in found:
            if row["born"] is None:
                assert row["birthday"] is None
            else:
                assert age_on(row["born"], row["birthday"]) == years
                assert age_on(row["born"], row["birthday"] - timedelta(days=1)) == years - 1
