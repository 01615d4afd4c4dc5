"""What became of children within so many days after a service let them go: counted for pages, child by child for lists.

Only departures that could be followed for all of those days are counted, so that every child was followed as long as
every other. A child who was 18 or older by then cannot come back to any of these services and is left out.
"""

from dataclasses import dataclass
from datetime import date, timedelta

KINDS = ("left care", "plan ended", "conference without plan", "enquiry without conference")
OUTCOMES = ("referral", "enquiry", "plan", "care", "missing")
"""In the order of the columns *_after of journey.aftermath."""

YOUNGER, OLDER, UNACCOMPANIED = "under 16", "16-17", "unaccompanied"


@dataclass(frozen=True)
class Departures:
    """Children of one kind of departure and one group, in one year, and to how many each outcome came in time.

    `is_latest`: of the last twelve months that can be followed so long; otherwise of the twelve before.
    """

    kind: str
    who: str
    is_latest: bool
    n: int
    referral: int
    enquiry: int
    plan: int
    care: int
    missing: int


@dataclass(frozen=True)
class Departed:
    """One child's departure. `happened_on` is the day of the outcome that was asked for; null where it did not come."""

    kind: str
    person_id: str
    left_on: date
    reason: str | None
    age: int | None
    happened_on: date | None
    source_file: str
    source_row: int


@dataclass(frozen=True)
class Years:
    """The twelve months of departures that can be followed for `within` days up to `as_of`, and the twelve before.

    Each year runs from the day after its start up to and with its end.
    """

    as_of: date
    within: int

    @property
    def until(self) -> date:
        """The last departure that can be followed so long."""
        return self.as_of - timedelta(days=self.within)

    @property
    def since(self) -> date:
        """The latest year begins after this day, on which the year before ends."""
        return _years_before(self.until, 1)

    @property
    def since_before(self) -> date:
        """The year before begins after this day."""
        return _years_before(self.until, 2)


WHO = (
    f"CASE WHEN is_uasc THEN '{UNACCOMPANIED}' WHEN age >= 16 THEN '{OLDER}' ELSE '{YOUNGER}' END"  # null age: younger
)

_LISTED = ", ".join(f"'{kind}'" for kind in KINDS)
_CHILDREN = "COALESCE(age, 0) < 18"


def departures_sql(within: int) -> str:
    """One row per kind, group and year. Parameters: the day the latest year begins after, and the bounds of both."""
    counted = ", ".join(
        f"CAST(COUNT(*) FILTER ({name}_after <= left_on + INTERVAL {int(within)} DAY) AS INTEGER)" for name in OUTCOMES
    )
    return f"""
        SELECT kind, {WHO} AS who, left_on > ? AS is_latest, CAST(COUNT(*) AS INTEGER), {counted}
        FROM journey.aftermath
        WHERE left_on > ? AND left_on <= ? AND kind IN ({_LISTED}) AND {_CHILDREN}
        GROUP BY ALL ORDER BY ALL
    """


def departed_sql(within: int, outcome: str, who: str | None, *, with_outcome: bool) -> str:
    """One row per departure, newest first. Parameters: kind, and the bounds of the year."""
    day = f"{_known(outcome)}_after"
    within_days = f"{day} <= left_on + INTERVAL {int(within)} DAY"
    asked = f" AND {within_days}" if with_outcome else ""
    group = f" AND {WHO} = ?" if who else ""
    return f"""
        SELECT kind, person_id, left_on, reason, age, CASE WHEN {within_days} THEN {day} END, source_file, source_row
        FROM journey.aftermath
        WHERE kind = ? AND left_on > ? AND left_on <= ? AND {_CHILDREN}{group}{asked}
        ORDER BY left_on DESC, departure_id
    """


def _known(outcome: str) -> str:
    if outcome not in OUTCOMES:
        raise ValueError(f"nothing is known of '{outcome}' after a departure; choose one of {', '.join(OUTCOMES)}")
    return outcome


def _years_before(day: date, years: int) -> date:
    """The same day of an earlier year; of 29 February the 28th."""
    return day.replace(year=day.year - years, day=28 if (day.month, day.day) == (2, 29) else day.day)
