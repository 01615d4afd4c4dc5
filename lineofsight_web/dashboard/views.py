"""Pages of figures. Each fetches, asks `access`, and renders."""

from typing import cast

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lineofsight.measures.catalogue import INDICATORS
from lineofsight.measures.indicator import Indicator
from lineofsight.snapshot import Case, revisions
from lineofsight_web.access.facts import own_teams
from lineofsight_web.access.gate import log_opening, may, require, user_of
from lineofsight_web.access.policies import Action
from lineofsight_web.access.views import waiting
from lineofsight_web.access.visible import team_children, visible_people, visible_teams
from lineofsight_web.dashboard import downloads
from lineofsight_web.dashboard.case_list import CASES_A_PAGE, CasePages, case_rows, read_query
from lineofsight_web.dashboard.district_funnel import district_funnel
from lineofsight_web.dashboard.drawings import DRAWINGS, drawn
from lineofsight_web.dashboard.figures import Reader, breakdown, series
from lineofsight_web.dashboard.frame import frame
from lineofsight_web.dashboard.home import lines_by_ambition, priority_lines, team_lines
from lineofsight_web.dashboard.indicator_page import indicator_page
from lineofsight_web.dashboard.late_words import late_words
from lineofsight_web.dashboard.measure_lines import measure_line
from lineofsight_web.dashboard.months import newest_month
from lineofsight_web.dashboard.overview import overview
from lineofsight_web.dashboard.verdict import verdict
from lineofsight_web.judgements.in_force import judgements_of
from lineofsight_web.snapshots.current import current_snapshot, is_in_force, snapshot_for
from lineofsight_web.snapshots.freshness import late


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What needs this person today."""
    snapshot = current_snapshot()
    user = user_of(request)
    shown: dict[str, object] = {"section": "home", "snapshot": snapshot, "late": late(snapshot)}
    if may(request, Action.SEE_FILES):
        shown["n_files"] = len(snapshot.manifest["files"])
        shown["n_set_aside"] = sum(file["set_aside"] for file in snapshot.manifest["files"])
    if may(request, Action.SEE_FIGURES):
        shown["measures"] = priority_lines(snapshot, reader_of(request))
    if may(request, Action.LIST_TEAM, team_id=user.team_id):
        teams = own_teams(user)
        shown["team"] = snapshot.teams().get(user.team_id)
        shown["n_with_team"] = len(team_children(teams))
        if may_see_cases(request):
            shown["team_lines"] = team_lines(snapshot, user.team_id, reader_of(request))
    if may(request, Action.REVIEW_OPENINGS):
        shown["n_to_review"] = waiting().count()
    return render(request, "dashboard/home.html", shown)


@require_safe
def performance(request: HttpRequest) -> HttpResponse:
    """What really moved, and the board's measures by ambition."""
    require(request, Action.SEE_FIGURES)
    snapshot = snapshot_for(request)
    shown = {"page": overview(snapshot, reader_of(request)), "n_measures": len(INDICATORS), **frame(request, snapshot)}
    shown["may_compare"] = may(request, Action.SEE_SMALL_NUMBERS)
    return render(request, "dashboard/overview.html", shown)


@require_safe
def every_measure(request: HttpRequest) -> HttpResponse:
    """Every measure by ambition, those without data too."""
    require(request, Action.SEE_FIGURES)
    snapshot = snapshot_for(request)
    ambitions = lines_by_ambition(snapshot, reader_of(request))
    shown = {"ambitions": ambitions, "n_measures": len(INDICATORS), **frame(request, snapshot)}
    return render(request, "dashboard/performance.html", shown)


@require_safe
def measure(request: HttpRequest, indicator_id: str) -> HttpResponse:
    """One measure: the sentence, the chart, the tables, the definition."""
    require(request, Action.SEE_FIGURES)
    snapshot, indicator = snapshot_for(request), indicator_of(indicator_id)
    reader = reader_of(request)
    shown = {
        "page": indicator_page(snapshot, indicator, reader),
        "indicator": indicator,
        "verdict": verdict(snapshot, indicator, reader),
        "funnel": district_funnel(snapshot, indicator, reader),
        "beside": [measure_line(snapshot, INDICATORS[name], reader) for name in indicator.balanced_by],
        "may_see_cases": may_see_cases(request),
        "compares_teams": reader.sees_teams and indicator.id in snapshot.comparison_models("team"),
        "compares_districts": indicator.id in snapshot.comparison_models("district"),
    }
    shown |= {"said": judgements_of(indicator.id), "may_note": may(request, Action.WRITE_NOTES)}
    shown["may_set"] = may(request, Action.SET_TARGETS)
    shown["late_words"] = late_words(revisions(snapshot).get(indicator.id, ()), indicator.unit, reader)
    return render(request, "dashboard/measure.html", {**shown, **frame(request, snapshot)})


@require_safe
def chart(request: HttpRequest, indicator_id: str, kind: str, form: str) -> HttpResponse:
    """A chart of a measure, as SVG for the page or PNG for a paper."""
    require(request, Action.SEE_FIGURES)
    if kind not in DRAWINGS or form not in {"svg", "png"}:
        raise Http404
    snapshot, indicator = snapshot_for(request), indicator_of(indicator_id)
    picture = drawn(kind, form, snapshot, indicator, reader_of(request), narrow="narrow" in request.GET)
    response = HttpResponse(picture, content_type="image/svg+xml" if form == "svg" else "image/png")
    if form == "png":
        response["Content-Disposition"] = f'attachment; filename="{indicator.id}-{kind}-{snapshot.as_of}.png"'
    return response


@require_safe
def figures_file(request: HttpRequest, indicator_id: str, form: str) -> HttpResponse:
    """The figures of a measure as CSV or Excel: the county by month, or a breakdown at the newest month end."""
    require(request, Action.SEE_FIGURES)
    snapshot, indicator, reader = snapshot_for(request), indicator_of(indicator_id), reader_of(request)
    by = request.GET.get("by", "all")
    if by == "team":
        require(request, Action.SEE_TEAM_FIGURES)
    if by not in {"all", *indicator.breakdowns} or form not in downloads.KINDS:
        raise Http404
    found = (
        series(snapshot, indicator, reader).months
        if by == "all"
        else breakdown(snapshot, indicator, by, newest_month(snapshot), reader)
    )
    table = downloads.rows(snapshot, indicator, found)
    content = downloads.as_csv(table) if form == "csv" else downloads.as_excel(table, indicator)
    return downloads.file_response(content, f"{indicator.id}-{by}-{snapshot.as_of}", form)


@require_safe
def points_file(request: HttpRequest, indicator_id: str, form: str) -> HttpResponse:
    """The points of a measure's control chart with their lines and rules, as CSV or Excel."""
    require(request, Action.SEE_FIGURES)
    snapshot, indicator = snapshot_for(request), indicator_of(indicator_id)
    found = verdict(snapshot, indicator, reader_of(request))
    if form not in downloads.KINDS or not found.has_chart:
        raise Http404
    rows = [[row.at.isoformat(), row.value, row.centre, row.limits, row.flag] for row in found.rows]
    headers = ("to", "value", "mean", "limits", "rule")
    said = [("Chart", line) for line in found.caption]
    content = (
        downloads.as_csv(rows, headers)
        if form == "csv"
        else downloads.workbook({"Points": (headers, rows)}, {"Chart": said})
    )
    return downloads.file_response(content, f"{indicator.id}-points-{snapshot.as_of}", form)


@require_safe
def cases(request: HttpRequest, indicator_id: str) -> HttpResponse:
    """The rows behind a figure, a page at a time; each child on the page goes into the log first."""
    indicator, snapshot = indicator_of(indicator_id), snapshot_for(request)
    user = user_of(request)
    only_own = visible_teams(user, Action.SEE_CASES) is not None
    query = read_query(request, snapshot, user.team_id if only_own else None)
    decision = require(request, Action.SEE_CASES, team_id=query.asked_team)
    pages = Paginator(CasePages(snapshot, indicator.id, query), CASES_A_PAGE).get_page(request.GET.get("page"))
    rows = case_rows(snapshot, cast("list[Case]", pages.object_list), visible_people(user))
    people = sorted({row.case.person_id for row in rows if row.case.person_id})
    log_opening(
        request, Action.SEE_CASES, decision, person_ids=people,
        parts=f"{indicator.id} {query.words} page {pages.number}", result_count=len(rows),
    )  # fmt: skip
    shown = {
        "indicator": indicator,
        "pages": pages,
        "rows": rows,
        "query": query,
        "page_query": query.page_query(snapshot, is_in_force(snapshot)),
    }
    shown["with_source_rows"] = may(request, Action.SEE_SOURCE_ROWS)
    return render(request, "dashboard/cases.html", {**shown, **frame(request, snapshot, query.at)})


def reader_of(request: HttpRequest) -> Reader:
    """What the person who asks may see of figures."""
    return Reader(may(request, Action.SEE_SMALL_NUMBERS), may(request, Action.SEE_TEAM_FIGURES))


def may_see_cases(request: HttpRequest) -> bool:
    """Whether this person sees the cases of any team."""
    return visible_teams(user_of(request), Action.SEE_CASES) != frozenset()


def indicator_of(indicator_id: str) -> Indicator:
    """The measure that an address names. Errors: 404."""
    found = INDICATORS.get(indicator_id)
    if found is None:
        raise Http404
    return found
