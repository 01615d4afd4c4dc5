"""Counts of clocks by kind and team, and the list of children: put together from a snapshot for one reader."""

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from urllib.parse import urlencode

from lineofsight.snapshot import Clock, ClockCount, Snapshot
from lineofsight.stats.disclosure import is_small, rounded
from lineofsight_web.access.visible import Visible
from lineofsight_web.dashboard.downloads import Cell
from lineofsight_web.dashboard.figures import Reader
from lineofsight_web.dashboard.groups import group_words
from lineofsight_web.ui import words

CLOCKS = {
    "assessment": ("Assessment", "45 working days from the referral"),
    "initial conference": ("Initial conference", "15 working days from the strategy discussion"),
    "first review conference": ("First review conference", "3 months from the start of the plan"),
    "later review conference": ("Later review conference", "6 months from the review before"),
    "child protection visit": ("Child protection visit", "10 working days from the visit before; local"),
    "child in need visit": ("Child in need visit", "20 working days from when the child was last seen; local"),
    "review in care": ("Review in care", "20 working days, then 3 months, then every 6"),
    "visit in care": ("Visit in care", "a week from the placement's start, then as the regulations say"),
}
"""Each clock: its name on the page and how long it runs."""

_RECORDED_IN = {
    "assessment": {"ssd_cin_assessments"},
    "initial conference": {"ssd_s47_enquiry"},
    "first review conference": {"ssd_cp_reviews"},
    "later review conference": {"ssd_cp_reviews"},
    "child protection visit": {"ssd_cp_visits"},
    "child in need visit": {"ssd_cin_visits"},
    "review in care": {"ssd_cla_reviews", "ssda903_reviews"},
    "visit in care": {"ssd_cla_visits"},
}
"""The extracts that tell whether a clock was met: without any of them it does not run."""

LIST_HEADERS = ("clock", "person_id", "started_on", "due_date", "days_overdue", "team_id", "team", "snapshot")
COUNT_HEADERS = ("team_id", "team", "clock", "running", "overdue", "snapshot")


@dataclass(frozen=True)
class ClockRow:
    """One kind of clock in the county, in words."""

    clock: str
    name: str
    runs: str
    running: str
    overdue: str
    is_loaded: bool


@dataclass(frozen=True)
class TeamRow:
    """One team's overdue clocks, in the order of CLOCKS. `is_own`: of the reader's own teams."""

    team_id: str
    name: str
    overdue: tuple[int, ...]
    total: int
    is_own: bool
    may_list: bool


@dataclass(frozen=True)
class ListRow:
    """A child's clock as the list shows it. `may_open`: whether this reader may go on to the child."""

    clock: Clock
    name: str
    team: str
    may_open: bool


@dataclass(frozen=True)
class OverduePage:
    """Everything on the page but its frame."""

    headline: str
    clocks: tuple[ClockRow, ...]
    teams: tuple[TeamRow, ...]
    is_rounded: bool


def overdue_page(snapshot: Snapshot, reader: Reader, own: Set[str], listed: Set[str] | None) -> OverduePage:
    """The page. `own`: the reader's teams, which come first. `listed`: the teams whose children they may list."""
    counts = snapshot.clock_counts()
    exact = reader.sees_small_numbers
    loaded = {one.source for one in snapshot.sources() if one.loaded}
    n = sum(one.overdue for one in counts)
    of = sum(one.running for one in counts)
    return OverduePage(
        headline=f"On {words.day(snapshot.as_of)}, {_shown(n, exact)} of the {_shown(of, exact)} clocks that "
        f"run for children {'was' if n == 1 else 'were'} past {'its' if n == 1 else 'their'} day.",
        clocks=tuple(_clock_row(clock, counts, exact, loaded) for clock in CLOCKS),
        teams=tuple(_team_rows(snapshot, counts, own, listed)) if reader.sees_teams and exact else (),
        is_rounded=not exact,
    )


def list_rows(snapshot: Snapshot, clocks: Sequence[Clock], visible: Visible) -> list[ListRow]:
    """Rows with their words."""
    return [
        ListRow(
            clock=one,
            name=CLOCKS[one.clock][0],
            team=group_words(snapshot, "team", one.team_id or ""),
            may_open=one.person_id in visible,
        )
        for one in clocks
    ]


def list_query(clock: str, team: str, snapshot: Snapshot, *, is_in_force: bool) -> str:
    """The address's query, for the links to other pages of the list and its files."""
    parts = {"clock": clock, "team": team, "snapshot": "" if is_in_force else snapshot.id}
    kept = urlencode({name: value for name, value in parts.items() if value})
    return f"{kept}&" if kept else ""


def list_table(rows: Sequence[ListRow], snapshot: Snapshot) -> list[list[Cell]]:
    """One row a clock, under LIST_HEADERS."""
    return [
        [row.name, row.clock.person_id, row.clock.started_on.isoformat(), row.clock.due_date.isoformat(),
         row.clock.days_overdue, row.clock.team_id, row.team, snapshot.id]
        for row in rows
    ]  # fmt: skip


def count_table(snapshot: Snapshot) -> list[list[Cell]]:
    """One row a team and clock, under COUNT_HEADERS."""
    return [
        [one.team_id, group_words(snapshot, "team", one.team_id or ""), CLOCKS[one.clock][0], one.running, one.overdue,
         snapshot.id]
        for one in snapshot.clock_counts()
    ]  # fmt: skip


def _clock_row(clock: str, counts: Sequence[ClockCount], exact: bool, loaded: Set[str]) -> ClockRow:
    name, runs = CLOCKS[clock]
    mine = [one for one in counts if one.clock == clock]
    missing = words.marker_words("not loaded")
    if not mine and not _RECORDED_IN[clock] & loaded:
        return ClockRow(clock, name, runs, running=missing, overdue=missing, is_loaded=False)
    running, overdue = sum(one.running for one in mine), sum(one.overdue for one in mine)
    return ClockRow(clock, name, runs, running=_shown(running, exact), overdue=_shown(overdue, exact), is_loaded=True)


def _team_rows(
    snapshot: Snapshot, counts: Sequence[ClockCount], own: Set[str], listed: Set[str] | None
) -> list[TeamRow]:
    """Own teams first, then by name; those with no team last."""
    by_team: Counter[tuple[str, str]] = Counter()
    for one in counts:
        by_team[one.team_id or "", one.clock] += one.overdue
    rows = [
        TeamRow(
            team_id=team,
            name=group_words(snapshot, "team", team) if team else "With no team",
            overdue=tuple(by_team[team, clock] for clock in CLOCKS),
            total=sum(by_team[team, clock] for clock in CLOCKS),
            is_own=team in own,
            may_list=bool(team) and (listed is None or team in listed),
        )
        for team in {team for team, _ in by_team}
    ]
    return sorted(rows, key=lambda row: (not row.is_own, not row.team_id, row.name))


def _shown(n: int, exact: bool) -> str:
    if exact:
        return words.number(n)
    return words.marker_words("small number") if is_small(n) else words.number(rounded(n))
