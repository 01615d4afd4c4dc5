"""What a snapshot answers of journeys: routes from contact, days in each stage, who came back, which clocks run."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Route:
    """How many children went one way, from their first contact or referral in a window. Flags: reached while followed.

    `entry` is 'contact' or 'referral'; `ended` as journey.pathways has it.
    """

    entry: str
    referral: bool
    early_help: bool
    assessment: bool
    s47: bool
    conference: bool
    cin_plan: bool
    cp_plan: bool
    care: bool
    ended: str
    n: int


@dataclass(frozen=True)
class ClockCount:
    """How many clocks of one kind run with a team, and how many are past their day. `team_id` null: with no team."""

    clock: str
    team_id: str | None
    running: int
    overdue: int


@dataclass(frozen=True)
class Clock:
    """One clock that runs for a child."""

    clock: str
    clock_id: str
    person_id: str
    started_on: date
    due_date: date
    days_overdue: int
    team_id: str | None


class Journeys:
    """The part of a snapshot that speaks of journeys."""

    def _rows(self, sql: str, given: Iterable[Any] = ()) -> list[tuple[Any, ...]]:
        raise NotImplementedError

    def _has_table(self, table: str) -> bool:
        raise NotImplementedError

    def holds_journeys(self) -> bool:
        """Whether this snapshot was made by code that derives pathways and clocks."""
        return self._has_table("journey.pathways") and self._has_table("journey.clocks")

    def routes(self, *, after: date, until: date, district: str = "") -> list[Route]:
        """Children by the way they went: each once, by the first contact or referral after one day, up to another.

        A contact about a child whose referral was open already begins no route. `district` blank: the county.
        """
        flags = ", ".join(f"{name}_on IS NOT NULL" for name in _FLAGS)
        sql = f"""
            WITH first_entry AS (
                SELECT *, ROW_NUMBER() OVER (PARTITION BY person_id ORDER BY started_on, entry, entry_id) AS choice
                FROM journey.pathways
                WHERE started_on > ? AND started_on <= ? AND is_whole AND NOT was_open
            )
            SELECT entry, {flags}, ended, COUNT(*)
            FROM first_entry WHERE choice = 1 AND (? = '' OR district = ?)
            GROUP BY ALL ORDER BY ALL
        """
        return [Route(*row) for row in self._rows(sql, [after, until, district, district])]

    def n_already_open(self, *, after: date, until: date, district: str = "") -> int:
        """Children with contacts in that time of whom every one came while a referral was open."""
        sql = """
            SELECT COUNT(*) FROM (
                SELECT person_id FROM journey.pathways
                WHERE started_on > ? AND started_on <= ? AND (? = '' OR district = ?)
                GROUP BY person_id HAVING BOOL_AND(was_open)
            )
        """
        return int(self._rows(sql, [after, until, district, district])[0][0])

    def stage_days(
        self, *, after: date, as_of: date, district: str = ""
    ) -> dict[str, Mapping[tuple[int, str | None], int]]:
        """Of what began after a day, by stage: how many left after how many days which way (null: still in it)."""
        sql = """
            SELECT stage, DATE_DIFF('day', start_date, COALESCE(end_date, CAST(? AS DATE))), ended_in, COUNT(*)
            FROM journey.stage_spells WHERE start_date > ? AND (? = '' OR district = ?) GROUP BY ALL
        """
        found: defaultdict[str, dict[tuple[int, str | None], int]] = defaultdict(dict)
        for stage, days, way, n in self._rows(sql, [as_of, after, district, district]):
            found[stage][days, way] = n
        return dict(found)

    def returns(self, *, after: date, until: date, district: str = "") -> dict[str, tuple[int, int]]:
        """By kind: how many times children left after a day and up to another, and how often they came back."""
        sql = """
            SELECT kind, COUNT(*), COUNT(returned_on) FROM journey.returns
            WHERE left_on > ? AND left_on <= ? AND (? = '' OR district = ?) GROUP BY kind
        """
        return {kind: (left, back) for kind, left, back in self._rows(sql, [after, until, district, district])}

    def clock_counts(self) -> list[ClockCount]:
        """How many clocks run and are overdue, by kind and team."""
        sql = """
            SELECT clock, team_id, COUNT(*), COUNT(*) FILTER (is_overdue) FROM journey.clocks
            GROUP BY clock, team_id ORDER BY clock, team_id
        """
        return [ClockCount(*row) for row in self._rows(sql)]

    def overdue(
        self, *, clock: str = "", teams: frozenset[str] | None = None, limit: int | None = None, offset: int = 0
    ) -> list[Clock]:
        """The clocks past their day, longest first. `teams` null: of every team and of none."""
        where, given = _overdue(clock, teams)
        page = f" LIMIT {int(limit)} OFFSET {int(offset)}" if limit is not None else ""
        columns = ", ".join(field.name for field in fields(Clock))
        sql = f"SELECT {columns} FROM journey.clocks WHERE {where} ORDER BY days_overdue DESC, clock, clock_id{page}"
        return [Clock(*row) for row in self._rows(sql, given)]

    def count_overdue(self, *, clock: str = "", teams: frozenset[str] | None = None) -> int:
        """How many rows `overdue` would give without a limit."""
        where, given = _overdue(clock, teams)
        return int(self._rows(f"SELECT COUNT(*) FROM journey.clocks WHERE {where}", given)[0][0])


_FLAGS = tuple(field.name for field in fields(Route) if field.name not in {"entry", "ended", "n"})


def _overdue(clock: str, teams: frozenset[str] | None) -> tuple[str, list[Any]]:
    where, given = "is_overdue", list[Any]()
    if clock:
        where, given = f"{where} AND clock = ?", [clock]
    if teams is not None:
        where += f" AND team_id IN ({', '.join('?' * len(teams))})" if teams else " AND FALSE"
        given += sorted(teams)
    return where, given
