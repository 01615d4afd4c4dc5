"""Working days: Monday to Friday, less the bank holidays of England.

`standards.calendar` holds the same facts for SQL: the working days from one day to another are the difference of the
two days' counts, by two joins.
"""

from bisect import bisect_left
from datetime import date, timedelta
from functools import cache

import holidays

FIRST_DAY = date(2000, 1, 1)
LAST_DAY = date(2035, 12, 31)


@cache
def bank_holidays() -> frozenset[date]:
    """Bank holidays of England from FIRST_DAY to LAST_DAY, with the days given in lieu and the single occasions."""
    years = range(FIRST_DAY.year, LAST_DAY.year + 1)
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=years))


def is_working_day(day: date) -> bool:
    """Errors: ValueError outside FIRST_DAY to LAST_DAY, where the bank holidays are not known."""
    return _counts()[_index(day)] > (_counts()[_index(day) - 1] if day > FIRST_DAY else 0)


def working_days_between(start: date, end: date) -> int:
    """Working days after `start` up to and including `end`; negative if `end` is earlier.

    The day after the start is day one, as in "within 45 working days of the referral".
    Errors: ValueError outside FIRST_DAY to LAST_DAY.
    """
    counts = _counts()
    return counts[_index(end)] - counts[_index(start)]


def add_working_days(start: date, days: int) -> date:
    """The first day on which `days` working days have passed since `start`; `start` itself for none.

    Errors: ValueError if `days` is negative, or outside FIRST_DAY to LAST_DAY.
    """
    if days < 0:
        raise ValueError("working days are only added")
    if not days:
        return start
    return _day(bisect_left(_counts(), _counts()[_index(start)] + days))


def days_counted() -> tuple[list[date], list[int]]:
    """Every day of the calendar, and the working days from FIRST_DAY up to and including it."""
    return [_day(index) for index in range(len(_counts()))], list(_counts())


def _index(day: date) -> int:
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError(f"the working-day calendar runs from {FIRST_DAY} to {LAST_DAY}")
    return (day - FIRST_DAY).days


def _day(index: int) -> date:
    day = FIRST_DAY + timedelta(days=index)
    if day > LAST_DAY:
        raise ValueError(f"the working-day calendar runs from {FIRST_DAY} to {LAST_DAY}")
    return day


@cache
def _counts() -> tuple[int, ...]:
    free = bank_holidays()
    counts, passed = [], 0
    for index in range((LAST_DAY - FIRST_DAY).days + 1):
        day = FIRST_DAY + timedelta(days=index)
        passed += day.weekday() < 5 and day not in free
        counts.append(passed)
    return tuple(counts)
