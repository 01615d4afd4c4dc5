"""Days as whole numbers since 1 January 1970, so that a county's dates are arrays."""

from datetime import date, timedelta
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lineofsight.standards.calendar import FIRST_DAY, days_counted

Days = NDArray[np.integer[Any]]

OPEN = 1_000_000
"""Later than any day: not yet, or never."""

_EPOCH = date(1970, 1, 1)


def to_day(day: date) -> int:
    return (day - _EPOCH).days


def to_date(day: int) -> date:
    return _EPOCH + timedelta(days=int(day))


def month_after(day: int) -> int:
    """First day of the month after the one that holds this day."""
    return int((np.datetime64(day, "D").astype("datetime64[M]") + 1).astype("datetime64[D]").astype(np.int64))


def birthday(birth: Days, age: int) -> Days:
    """The day on which someone becomes `age`; 1 March for 29 February in a year without one."""
    born = birth.astype("datetime64[D]")
    month = born.astype("datetime64[M]")
    becomes = (month + 12 * age).astype("datetime64[D]") + (born - month.astype("datetime64[D]"))
    return np.asarray(becomes.astype(np.int32))


def new_year(day: Days) -> Days:
    """1 January of each day's year."""
    return np.asarray(day.astype("datetime64[D]").astype("datetime64[Y]").astype("datetime64[D]").astype(np.int32))


def age_on(birth: Days, on: Days | int) -> Days:
    """Completed years; -1 before birth."""
    born, then = birth.astype("datetime64[D]"), np.asarray(on, np.int32).astype("datetime64[D]")
    years = then.astype("datetime64[Y]").astype(np.int32) - born.astype("datetime64[Y]").astype(np.int32)
    return np.where(_day_of_year(then) < _day_of_year(born), years - 1, years).astype(np.int32)


def working_days_after(start: Days, days: Days | int) -> Days:
    """The first day on which this many working days have passed; `start` itself for none."""
    counts, origin = _counts()
    at = np.clip(start - origin, 0, len(counts) - 1)
    found = np.searchsorted(counts, counts[at] + days, side="left") + origin
    return np.where(np.asarray(days) > 0, found, start).astype(np.int32)


def working_days_between(start: Days, end: Days) -> Days:
    counts, origin = _counts()
    last = len(counts) - 1
    return counts[np.clip(end - origin, 0, last)] - counts[np.clip(start - origin, 0, last)]


def working_days_in(first: int, after: int) -> Days:
    """The working days from `first` up to but not including `after`; `first` itself where there is none."""
    counts, origin = _counts()
    span = np.arange(first, after, dtype=np.int32)
    works = counts[span - origin] > counts[span - origin - 1]
    return span[works] if works.any() else span[:1]


def _day_of_year(day: NDArray[np.datetime64]) -> Days:
    """Month and day as one number that sorts as they do."""
    month = day.astype("datetime64[M]")
    in_month = (day - month.astype("datetime64[D]")).astype(np.int32)
    return np.asarray((month.astype(np.int32) % 12) * 31 + in_month)


@cache
def _counts() -> tuple[Days, int]:
    return np.array(days_counted()[1], np.int32), to_day(FIRST_DAY)
