"""The API's addresses. Each asks `access` first, and what is about children is in the log before it is answered."""

from dataclasses import asdict
from datetime import date
from typing import Annotated, Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.params.functions import Query
from ninja.security import HttpBearer

from lineofsight.measures.catalogue import INDICATORS
from lineofsight.measures.indicator import Indicator
from lineofsight.snapshot import Figure, Snapshot, SnapshotMissing, list_snapshots
from lineofsight_web.access.gate import Refused, log_opening, may, require
from lineofsight_web.access.log import LogUnavailable
from lineofsight_web.access.policies import Action
from lineofsight_web.api.answers import (
    CaseAnswer,
    CasesAnswer,
    FigureAnswer,
    FiguresAnswer,
    IndicatorAnswer,
    Problem,
    SnapshotAnswer,
)
from lineofsight_web.api.tokens import user_of_token
from lineofsight_web.dashboard.figures import Reader, breakdown, series
from lineofsight_web.dashboard.groups import group_words
from lineofsight_web.snapshots.current import snapshot_for

MOST_CASES = 500


class Token(HttpBearer):
    """`Authorization: Bearer TOKEN`. The program reads as the person whose token it is."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        user = user_of_token(token)
        if user is not None:
            request.user = user
        return user


api = NinjaAPI(
    title="Lineofsight",
    version="1",
    description="Figures of the snapshot in force, or of an older one, and the cases behind them. Read-only.",
    auth=Token(),
    docs_url=None,  # its page would fetch a script; docs/reference/api.md is written from the same declaration
    urls_namespace="api",
)

_REFUSALS = {401: Problem, 403: Problem, 404: Problem, 503: Problem}

ByQuery = Annotated[str, Query(description="all, or a breakdown of the indicator.")]
SinceQuery = Annotated[
    date | None, Query(description="The first month end. Default: of the last 36 for all, the newest for groups.")
]
UntilQuery = Annotated[date | None, Query(description="The last month end. Default: the newest.")]
AtQuery = Annotated[date | None, Query(description="A month end. Default: the newest.")]
TeamQuery = Annotated[str | None, Query(description="A team's id. Those who see one team's cases must name it.")]
LimitQuery = Annotated[int, Query(ge=1, le=MOST_CASES)]
OffsetQuery = Annotated[int, Query(ge=0)]
SnapshotQuery = Annotated[str | None, Query(description="A snapshot's id. Default: the one in force.")]


@api.get("/snapshots", response={200: list[SnapshotAnswer], **_REFUSALS}, tags=["Snapshots"])
def snapshots(request: HttpRequest) -> Any:
    """Every snapshot, newest first."""
    require(request, Action.SEE_FIGURES)
    return [asdict(entry) for entry in list_snapshots(settings.LINEOFSIGHT_HOME)]


@api.get("/indicators", response={200: list[IndicatorAnswer], **_REFUSALS}, tags=["Indicators"])
def indicators(request: HttpRequest) -> Any:
    """Every indicator's definition, those without data too."""
    require(request, Action.SEE_FIGURES)
    return list(INDICATORS.values())


@api.get("/indicators/{indicator_id}", response={200: IndicatorAnswer, **_REFUSALS}, tags=["Indicators"])
def indicator(request: HttpRequest, indicator_id: str) -> Any:
    """One indicator's definition."""
    require(request, Action.SEE_FIGURES)
    return _indicator(indicator_id)


@api.get("/indicators/{indicator_id}/figures", response={200: FiguresAnswer, **_REFUSALS}, tags=["Figures"])
def figures(
    request: HttpRequest,
    indicator_id: str,
    by: ByQuery = "all",
    since: SinceQuery = None,
    until: UntilQuery = None,
    snapshot: SnapshotQuery = None,
) -> Any:
    """Figures of one indicator, oldest first, then by group."""
    require(request, Action.SEE_FIGURES)
    opened, found = snapshot_for(request), _indicator(indicator_id)
    shown = _figures(request, opened, found, by, since, until)
    return FiguresAnswer(snapshot=opened.id, figures=[_figure(opened, figure) for figure in shown])


@api.get("/figures", response={200: FiguresAnswer, **_REFUSALS}, tags=["Figures"])
def every_figure(
    request: HttpRequest,
    by: ByQuery = "all",
    since: SinceQuery = None,
    until: UntilQuery = None,
    snapshot: SnapshotQuery = None,
) -> Any:
    """Figures of every indicator at once, for a program that keeps its own copy."""
    require(request, Action.SEE_FIGURES)
    opened = snapshot_for(request)
    chosen = [found for found in INDICATORS.values() if by == "all" or by in found.breakdowns]
    shown = [figure for found in chosen for figure in _figures(request, opened, found, by, since, until)]
    return FiguresAnswer(snapshot=opened.id, figures=[_figure(opened, figure) for figure in shown])


@api.get("/indicators/{indicator_id}/cases", response={200: CasesAnswer, **_REFUSALS}, tags=["Cases"])
def cases(
    request: HttpRequest,
    indicator_id: str,
    at: AtQuery = None,
    team: TeamQuery = None,
    limit: LimitQuery = 100,
    offset: OffsetQuery = 0,
    snapshot: SnapshotQuery = None,
) -> Any:
    """The rows behind a figure, in date order. Each child on the page is in the access log first."""
    found, opened = _indicator(indicator_id), snapshot_for(request)
    decision = require(request, Action.SEE_CASES, team_id=team)
    day = _month_end(opened, at)
    by, group = ("team", team) if team else ("all", None)
    page = opened.cases(found.id, day, by=by, group=group, limit=limit, offset=offset)
    log_opening(
        request, Action.SEE_CASES, decision, person_ids=sorted({case.person_id for case in page if case.person_id}),
        parts=f"{found.id} {day} {by} {team or ''} from {offset}".strip(), result_count=len(page),
    )  # fmt: skip
    sees_rows = may(request, Action.SEE_SOURCE_ROWS)
    return CasesAnswer(
        snapshot=opened.id,
        total=opened.count_cases(found.id, day, by=by, group=group),
        cases=[
            CaseAnswer(**{
                **asdict(case),
                "source_file": case.source_file if sees_rows else None,
                "source_row": case.source_row if sees_rows else None,
            })
            for case in page
        ],
    )  # fmt: skip


@api.exception_handler(Refused)
def refused(request: HttpRequest, problem: Refused) -> HttpResponse:
    """403: which permission is missing and whom to ask."""
    told = Problem(detail=problem.decision.words, whom_to_ask=problem.decision.whom_to_ask)
    return api.create_response(request, told, status=403)


@api.exception_handler(LogUnavailable)
@api.exception_handler(SnapshotMissing)
def not_now(request: HttpRequest, problem: Exception) -> HttpResponse:
    """503: the access log cannot be written, so nothing is shown; or there is no snapshot yet."""
    return api.create_response(request, Problem(detail=str(problem)), status=503)


def _figures(
    request: HttpRequest, snapshot: Snapshot, indicator: Indicator, by: str, since: date | None, until: date | None
) -> list[Figure]:
    """As the pages show them to this person. Errors: 404 for a breakdown that the indicator does not have."""
    reader = Reader(may(request, Action.SEE_SMALL_NUMBERS), may(request, Action.SEE_TEAM_FIGURES))
    if by == "team":
        require(request, Action.SEE_TEAM_FIGURES)
    if by == "all":
        found = list(series(snapshot, indicator, reader).months)
        return [figure for figure in found if (not since or figure.at >= since) and (not until or figure.at <= until)]
    if by not in indicator.breakdowns:
        raise Http404(f"{indicator.id} is not given by {by}")
    last = _month_end(snapshot, until)
    wanted = [at for at in snapshot.periods() if (since or last) <= at <= last]
    return [figure for at in wanted for figure in breakdown(snapshot, indicator, by, at, reader)]


def _figure(snapshot: Snapshot, figure: Figure) -> FigureAnswer:
    name = "" if figure.by == "all" else group_words(snapshot, figure.by, figure.group)
    return FigureAnswer(**asdict(figure), group_name=name)


def _indicator(indicator_id: str) -> Indicator:
    found = INDICATORS.get(indicator_id.upper())
    if found is None:
        raise Http404(f"There is no indicator {indicator_id}")
    return found


def _month_end(snapshot: Snapshot, at: date | None) -> date:
    held = snapshot.periods()
    if at is not None and at not in held:
        raise Http404(f"There are no figures at {at}: ask for a month end")
    return at or held[-1]
