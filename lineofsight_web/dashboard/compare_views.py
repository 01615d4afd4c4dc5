"""Pages that compare two snapshots: what has changed in every measure, and in one measure case by case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lineofsight.measures.indicator import Indicator
from lineofsight.snapshot import (
    CaseDifference,
    Comparison,
    Snapshot,
    SnapshotMissing,
    compare_all,
    compare_indicator,
    late_recording,
    list_snapshots,
    open_snapshot,
)
from lineofsight_web.access.decisions import Decision
from lineofsight_web.access.gate import log_opening, may, require, user_of
from lineofsight_web.access.policies import Action
from lineofsight_web.access.visible import visible_people, visible_teams
from lineofsight_web.dashboard import comparison, comparison_files, downloads
from lineofsight_web.dashboard.case_list import CASES_A_PAGE
from lineofsight_web.dashboard.frame import entry_words
from lineofsight_web.dashboard.groups import group_words
from lineofsight_web.dashboard.views import indicator_of, may_see_cases
from lineofsight_web.snapshots.current import current_snapshot


@dataclass(frozen=True)
class Asked:
    """The two snapshots that an address names, the older first, and the month end at which they are compared."""

    older: Snapshot
    newer: Snapshot
    at: date

    @property
    def query(self) -> str:
        """The address's query, for links and files."""
        parts = {"older": self.older.id, "newer": self.newer.id}
        return urlencode(parts if self.at == self.older.as_of else {**parts, "at": self.at.isoformat()})


@dataclass(frozen=True)
class Choice:
    """A snapshot in the form that asks for two."""

    id: str
    shown: str


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Every measure whose figure, or a case behind it, is not what it was."""
    _require_all(request)
    asked = _asked(request)
    if asked is None:
        return render(request, "dashboard/compare.html", {"section": "data", **_form(request)})
    compared = compare_all(asked.older, asked.newer, asked.at)
    found = comparison.lines(compared)
    shown = {
        "asked": asked,
        "moved": [line for line in found if not line.stands],
        "standing": [line for line in found if line.stands],
        "n_measures": len(compared),
        "movements": comparison.movement_lines(late_recording(asked.older, asked.newer)),
        "may_see_cases": may_see_cases(request),
        "other_code": asked.older.manifest["code_digest"] != asked.newer.manifest["code_digest"],
    }
    return render(request, "dashboard/compare.html", {"section": "data", **shown, **_form(request, asked)})


@require_safe
def compare_file(request: HttpRequest, form: str) -> HttpResponse:
    """The same as CSV or Excel."""
    _require_all(request)
    asked = _asked(request)
    if asked is None or form not in downloads.KINDS:
        raise Http404
    compared = compare_all(asked.older, asked.newer, asked.at)
    table = comparison_files.line_table(compared, asked.older, asked.newer)
    return _file(comparison_files.LINE_HEADERS, table, f"changed-{asked.at}", form)


@require_safe
def compare_measure(request: HttpRequest, indicator_id: str) -> HttpResponse:
    """One measure's difference explained, a page of cases at a time; each child on it goes into the log first."""
    cases = _cases_asked(request, indicator_id)
    pages = Paginator(cases.found, CASES_A_PAGE).get_page(request.GET.get("page"))
    found = list(pages.object_list)
    _log(request, cases, found, f"page {pages.number}")
    shown = {
        "asked": cases.asked,
        "indicator": cases.indicator,
        "compared": cases.compared,
        "group_name": cases.group_name,
        "query": cases.query,
        "sentence": comparison.sentence(cases.compared, cases.indicator),
        "movement": _movement(cases),
        "totals": comparison.total_lines(cases.compared),
        "whole": comparison.whole_line(cases.compared),
        "pages": pages,
        "page_query": f"{cases.query}&",
        "rows": _rows(request, cases, found),
        "with_source_rows": may(request, Action.SEE_SOURCE_ROWS),
    }
    return render(request, "dashboard/compare_measure.html", {"section": "data", **shown})


@require_safe
def compare_measure_file(request: HttpRequest, indicator_id: str, form: str) -> HttpResponse:
    """All the cases of one measure's difference as CSV or Excel; each child in it goes into the log first."""
    cases = _cases_asked(request, indicator_id)
    if form not in downloads.KINDS:
        raise Http404
    _log(request, cases, cases.found, form)
    with_source_rows = may(request, Action.SEE_SOURCE_ROWS)
    headers = comparison_files.CASE_HEADERS + (comparison_files.SOURCE_HEADERS if with_source_rows else ())
    rows = _rows(request, cases, cases.found)
    table = comparison_files.case_table(rows, cases.compared.at.isoformat(), with_source_rows=with_source_rows)
    return _file(headers, table, f"changed-{cases.indicator.id}-{cases.compared.at}", form)


@dataclass(frozen=True)
class _Cases:
    """One measure's difference for whom the address asks, and the decision that it may be seen."""

    asked: Asked
    indicator: Indicator
    compared: Comparison
    found: tuple[CaseDifference, ...]
    group_name: str
    decision: Decision

    @property
    def query(self) -> str:
        by, group = self.compared.by, self.compared.group
        return self.asked.query if by == "all" else f"{self.asked.query}&{urlencode({by: group})}"


def _cases_asked(request: HttpRequest, indicator_id: str) -> _Cases:
    """A reader who sees one team's cases gets those, unless the address names another, which is refused or allowed as
    any. Errors: 404; Refused.
    """
    _require_all(request)
    indicator, asked = indicator_of(indicator_id), _asked(request)
    by = next((by for by in ("team", "district") if by in request.GET), "all")
    group = request.GET.get(by, "") if by != "all" else ""
    user = user_of(request)
    if visible_teams(user, Action.SEE_CASES) is not None and by != "team":
        by, group = "team", user.team_id
    decision = require(request, Action.SEE_CASES, team_id=group if by == "team" else None)
    if asked is None:
        raise Http404
    compared, found = compare_indicator(asked.older, asked.newer, indicator.id, asked.at, by=by, group=group)
    name = group_words(asked.newer, by, group) if by != "all" else ""
    return _Cases(asked, indicator, compared, found, name, decision)


def _require_all(request: HttpRequest) -> None:
    """A difference is nearly always a small number, so whoever may not see those sees none of it."""
    for action in (Action.SEE_FILES, Action.SEE_FIGURES, Action.SEE_SMALL_NUMBERS):
        require(request, action)


def _log(request: HttpRequest, cases: _Cases, found: Sequence[CaseDifference], what: str) -> None:
    asked, compared = cases.asked, cases.compared
    group = f" {compared.by} {compared.group}" if compared.by != "all" else ""
    log_opening(
        request, Action.SEE_CASES, cases.decision, person_ids=comparison.people_of(found),
        parts=f"{cases.indicator.id} changed {compared.at} {asked.older.id} {asked.newer.id}{group} {what}",
        result_count=len(found),
    )  # fmt: skip


def _rows(request: HttpRequest, cases: _Cases, found: Sequence[CaseDifference]) -> list[comparison.DifferenceRow]:
    visible = visible_people(user_of(request))
    return comparison.difference_rows(cases.asked.newer, found, visible, current_snapshot())


def _movement(cases: _Cases) -> str:
    """Of the whole county, at the older snapshot's own month end."""
    asked, by = cases.asked, cases.compared.by
    if by != "all" or asked.at != asked.older.as_of:
        return ""
    moved = late_recording(asked.older, asked.newer).get(cases.indicator.id)
    return comparison.movement_sentence(moved, cases.indicator)


def _file(headers: Sequence[str], table: Sequence[Sequence[downloads.Cell]], name: str, form: str) -> HttpResponse:
    if form == "csv":
        content = downloads.as_csv(table, headers)
    else:
        content = downloads.workbook({"Changes": (headers, table)}, {"Categories": comparison_files.meanings()})
    return downloads.file_response(content, name, form)


# What is asked for


def _asked(request: HttpRequest) -> Asked | None:
    """The two that the address names, in whichever order; else the one in force and the last month before it.

    None where there are no two to compare. Errors: 404 for a snapshot or a month end that there is not.
    """
    ids = [request.GET.get("older") or _month_before(), request.GET.get("newer") or current_snapshot().id]
    if None in ids or ids[0] == ids[1]:
        return None
    try:
        found = [open_snapshot(settings.LINEOFSIGHT_HOME, name) for name in ids]
    except SnapshotMissing:
        raise Http404 from None
    older, newer = sorted(found, key=lambda one: (one.as_of, one.manifest["made_at"], one.id))
    return Asked(older, newer, _month_end(request.GET.get("at"), older, newer))


def _month_before() -> str | None:
    """The newest snapshot of an earlier month than the one in force; of the same month, where there is no other."""
    current = current_snapshot()
    others = [entry for entry in list_snapshots(settings.LINEOFSIGHT_HOME) if entry.id != current.id]
    earlier = [entry for entry in others if entry.as_of < current.as_of]
    return next((entry.id for entry in [*earlier, *others]), None)


def _month_end(text: str | None, older: Snapshot, newer: Snapshot) -> date:
    """A month end that both have figures of."""
    if not text:
        return older.as_of
    try:
        at = date.fromisoformat(text)
    except ValueError:
        raise Http404 from None
    if at not in set(older.periods()) & set(newer.periods()):
        raise Http404
    return at


def _form(request: HttpRequest, asked: Asked | None = None) -> dict[str, object]:
    """The form's choices, and what is chosen in it."""
    entries = list_snapshots(settings.LINEOFSIGHT_HOME)
    days = [entry.as_of for entry in entries]
    return {
        "choices": [Choice(entry.id, entry_words(entry, days.count(entry.as_of) > 1)) for entry in entries],
        "older_id": asked.older.id if asked else request.GET.get("older", ""),
        "newer_id": asked.newer.id if asked else request.GET.get("newer", ""),
    }
