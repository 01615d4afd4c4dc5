"""What every twin is written with: rows that count, days, and the group that a counted thing is in. See indicators."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

Row = dict[str, Any]
World = dict[str, list[Row]]


@dataclass(frozen=True)
class Counted:
    """One thing counted at a month end: by how much, and whose group it is in on which day."""

    person: str | None
    on: date
    numerator: float
    denominator: float
    team: str | None = None
    part: str = ""
    need: str | None = None


def in_year(on: date | None, at: date) -> bool:
    """Whether a day is in the twelve months that end with a month end."""
    if on is None:
        return False
    months = (at.year - on.year) * 12 + at.month - on.month
    return 0 <= months < 12


def in_month(on: date, at: date) -> bool:
    return (on.year, on.month) == (at.year, at.month)


def open_on(row: Row, at: date, start: str = "start_date", end: str = "end_date") -> bool:
    return row[start] <= at and (row[end] is None or row[end] > at)


def year_before(on: date) -> date:
    if (on.month, on.day) == (2, 29):
        return date(on.year - 1, 2, 28)
    return date(on.year - 1, on.month, on.day)


def year_after(on: date) -> date:
    if (on.month, on.day) == (2, 29):
        return date(on.year + 1, 2, 28)
    return date(on.year + 1, on.month, on.day)


def month_end_before(at: date, months: int) -> date:
    """The month end some months before another."""
    number = at.year * 12 + at.month - months
    year, month = divmod(number, 12)
    return date(year, month + 1, 1) - timedelta(days=1)


def age(born: date, on: date) -> int:
    return on.year - born.year - (1 if (on.month, on.day) < (born.month, born.day) else 0)


def last_begun(rows: Iterable[Row], key: str, start: str = "start_date") -> list[Row]:
    """One row a child: the spell that began last; of several that day, the one whose id comes first."""
    chosen: dict[str, Row] = {}
    for row in rows:
        held = chosen.get(row["person_id"])
        if held is None or row[start] > held[start] or (row[start] == held[start] and row[key] < held[key]):
            chosen[row["person_id"]] = row
    return list(chosen.values())


def group_of(one: Counted, world: World, by: str) -> str:
    if by == "district":
        return place(world["district_spells"], one, "district")
    if by == "team":
        return one.team or place(world["team_spells"], one, "team_id")
    if by == "need":
        return one.need or place(world["need_spells"], one, "need")
    if by in ("all", "part"):
        return one.part if by == "part" else ""
    return group_of_person(next((row for row in world["people"] if row["person_id"] == one.person), {}), one.on, by)


def group_of_person(person: Row, on: date, by: str) -> str:
    if by == "sex":
        return "unknown" if person.get("sex") not in ("F", "M") else str(person["sex"])
    if by == "ethnicity":
        return person.get("ethnicity_group") or "unknown"
    born = person.get("date_of_birth")
    return age_band(age(born, on)) if born else "unknown"


def age_band(years: int) -> str:
    for last, band in ((0, "0"), (4, "1-4"), (9, "5-9"), (15, "10-15"), (17, "16-17")):
        if years <= last:
            return band
    return "18+"


def place(spells: list[Row], one: Counted, column: str) -> str:
    for row in spells:
        if row["person_id"] == one.person and open_on(row, one.on):
            return row[column] or "unknown"
    return "unknown"
