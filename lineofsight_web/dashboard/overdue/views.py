"""Overdue today. Each view fetches, asks `access`, and renders; a list of children is logged before it is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lineofsight.snapshot import Clock, Snapshot
from lineofsight_web.access.decisions import Decision
from lineofsight_web.access.facts import own_teams
from lineofsight_web.access.gate import log_opening, may, require, user_of
from lineofsight_web.access.policies import Action
from lineofsight_web.access.visible import visible_people, visible_teams
from lineofsight_web.dashboard import downloads
from lineofsight_web.dashboard.case_list import CASES_A_PAGE
from lineofsight_web.dashboard.figures import Reader
from lineofsight_web.dashboard.frame import frame
from lineofsight_web.dashboard.groups import group_words
from lineofsight_web.dashboard.overdue.page import (
    CLOCKS,
    COUNT_HEADERS,
    LIST_HEADERS,
    count_table,
    list_query,
    list_rows,
    list_table,
    overdue_page,
)
from lineofsight_web.snapshots.current import is_in_force, snapshot_for


@require_safe
def overdue(request: HttpRequest) -> HttpResponse:
    """How many clocks are past their day, by kind and, for those who may see it, by team."""
    require(request, Action.SEE_FIGURES)
    snapshot, user = snapshot_for(request), user_of(request)
    reader = Reader(may(request, Action.SEE_SMALL_NUMBERS), may(request, Action.SEE_TEAM_FIGURES))
    listed = visible_teams(user, Action.SEE_CASES)
    shown: dict[str, object] = {"may_list": listed != frozenset(), "lists_all": listed is None, "clocks": CLOCKS}
    shown["own_name"] = group_words(snapshot, "team", user.team_id) if user.team_id else ""
    shown["sees_teams"] = reader.sees_teams
    if snapshot.holds_journeys():
        shown["page"] = overdue_page(snapshot, reader, own_teams(user), listed)
    return render(request, "dashboard/overdue.html", {**shown, **frame(request, snapshot)})


@require_safe
def overdue_file(request: HttpRequest, form: str) -> HttpResponse:
    """The counts by team and clock as CSV or Excel."""
    require(request, Action.SEE_FIGURES)
    require(request, Action.SEE_TEAM_FIGURES)
    require(request, Action.SEE_SMALL_NUMBERS)
    snapshot = snapshot_for(request)
    if form not in downloads.KINDS or not snapshot.holds_journeys():
        raise Http404
    return _file(COUNT_HEADERS, count_table(snapshot), f"overdue-by-team-{snapshot.as_of}", form)


@require_safe
def overdue_children(request: HttpRequest) -> HttpResponse:
    """The children, longest overdue first, a page at a time; each child on the page goes into the log first."""
    asked = _asked(request)
    pages = Paginator(_Overdue(asked), CASES_A_PAGE).get_page(request.GET.get("page"))
    found = cast("list[Clock]", list(pages.object_list))
    _log(request, asked, found, f"page {pages.number}")
    snapshot = asked.snapshot
    shown = {
        "pages": pages,
        "rows": list_rows(snapshot, found, visible_people(user_of(request))),
        "clock": asked.clock,
        "clock_name": CLOCKS[asked.clock][0] if asked.clock else "",
        "team_name": asked.team_name,
        "page_query": list_query(asked.clock, asked.team, snapshot, is_in_force=is_in_force(snapshot)),
    }
    return render(request, "dashboard/overdue_children.html", {**shown, **frame(request, snapshot)})


@require_safe
def overdue_children_file(request: HttpRequest, form: str) -> HttpResponse:
    """The whole list as CSV or Excel; every child in it goes into the log first."""
    if form not in downloads.KINDS:
        raise Http404
    asked = _asked(request)
    found = asked.snapshot.overdue(clock=asked.clock, teams=asked.teams)
    _log(request, asked, found, form)
    rows = list_table(list_rows(asked.snapshot, found, visible_people(user_of(request))), asked.snapshot)
    return _file(LIST_HEADERS, rows, f"overdue-children-{asked.snapshot.as_of}", form)


@dataclass(frozen=True)
class _Asked:
    """Which list. `teams` null: every team's, and those with none. `team` blank: all that the reader may list."""

    snapshot: Snapshot
    clock: str
    team: str
    teams: frozenset[str] | None
    team_name: str
    decision: Decision


def _asked(request: HttpRequest) -> _Asked:
    """A reader who sees one team's children gets those of it and the teams below, unless the address names a team,
    which is then refused or allowed as any. Errors: Refused; 404 for a clock that there is not.
    """
    user = user_of(request)
    allowed = visible_teams(user, Action.SEE_CASES)
    clock, team = request.GET.get("clock", ""), request.GET.get("team", "")
    decision = require(request, Action.SEE_CASES, team_id=team or (user.team_id if allowed is not None else None))
    snapshot = snapshot_for(request)
    if (clock and clock not in CLOCKS) or not snapshot.holds_journeys():
        raise Http404
    teams = frozenset({team}) if team else allowed
    named = team or (user.team_id if allowed is not None else "")
    name = group_words(snapshot, "team", named) if named else "the county"
    return _Asked(snapshot, clock, team, teams, name, decision)


class _Overdue(Sequence[Clock]):
    """The rows of a list, fetched a page at a time."""

    def __init__(self, asked: _Asked) -> None:
        self._asked = asked
        self._n = asked.snapshot.count_overdue(clock=asked.clock, teams=asked.teams)

    def __len__(self) -> int:
        return self._n

    def __getitem__(self, wanted: int | slice) -> list[Clock]:  # type: ignore[override]  # a paginator only slices
        if not isinstance(wanted, slice):
            raise TypeError("a page is a slice")
        start, stop, _ = wanted.indices(self._n)
        asked = self._asked
        return asked.snapshot.overdue(clock=asked.clock, teams=asked.teams, limit=stop - start, offset=start)


def _log(request: HttpRequest, asked: _Asked, found: Sequence[Clock], what: str) -> None:
    said = ("overdue", str(asked.snapshot.as_of), asked.clock, asked.team, what)
    parts = " ".join(word for word in said if word)
    log_opening(
        request, Action.SEE_CASES, asked.decision, person_ids=sorted({one.person_id for one in found}), parts=parts,
        result_count=len(found),
    )  # fmt: skip


def _file(headers: Sequence[str], rows: list[list[downloads.Cell]], name: str, form: str) -> HttpResponse:
    if form == "csv":
        content = downloads.as_csv(rows, headers)
    else:
        runs = [(title, length) for title, length in CLOCKS.values()]
        content = downloads.workbook({"Overdue": (headers, rows)}, {"Clocks": runs})
    return downloads.file_response(content, name, form)
