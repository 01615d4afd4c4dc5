"""Age in completed years, and the age bands of the statutory returns: one definition, in Python and as SQL.

Someone born on 29 February is a year older on 1 March in a year without one.
"""

from datetime import date

AGE_BANDS = ("0", "1-4", "5-9", "10-15", "16-17", "18+")
"""The bands in the order they are shown. An unborn child is in the first."""

_FROM = (1, 5, 10, 16, 18)


def age_on(birth: date, on: date) -> int:
    """Completed years; negative before birth."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def age_band(age: int) -> str:
    return AGE_BANDS[sum(age >= first for first in _FROM)]


def age_sql(birth: str, on: str) -> str:
    """SQL for the completed years of someone born on `birth`, on the day `on`; both are SQL expressions.

    An INTEGER; null where either is null.
    """
    before_birthday = f"MONTH({on}) * 100 + DAY({on}) < MONTH({birth}) * 100 + DAY({birth})"
    return f"CAST(YEAR({on}) - YEAR({birth}) - CASE WHEN {before_birthday} THEN 1 ELSE 0 END AS INTEGER)"


def birthday_sql(birth: str, years: int) -> str:
    """SQL for the first day on which someone born on `birth` is so many years old: the day `age_sql` changes."""
    day = f"CAST({birth} + INTERVAL {years} YEAR AS DATE)"
    return f"CASE WHEN DAY({day}) < DAY({birth}) THEN CAST({day} + INTERVAL 1 DAY AS DATE) ELSE {day} END"


def age_band_sql(age: str) -> str:
    """SQL for the band of an age in years, itself an SQL expression; null where it is null."""
    below = " ".join(f"WHEN {age} < {end} THEN '{band}'" for end, band in zip(_FROM, AGE_BANDS, strict=False))
    return f"CASE {below} WHEN {age} >= {_FROM[-1]} THEN '{AGE_BANDS[-1]}' END"
