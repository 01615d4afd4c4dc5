"""Pages that compare teams and districts. Each fetches, asks `access`, and renders."""

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lineofsight.measures.catalogue import INDICATORS
from lineofsight.snapshot import Snapshot
from lineofsight_web.access.facts import own_teams
from lineofsight_web.access.gate import require, user_of
from lineofsight_web.access.policies import Action
from lineofsight_web.dashboard import downloads
from lineofsight_web.dashboard.drawings import KEPT_SECONDS
from lineofsight_web.dashboard.figures import Reader
from lineofsight_web.dashboard.frame import frame
from lineofsight_web.dashboard.teams.files import question_file
from lineofsight_web.dashboard.teams.one_team import restructured_on, team_page
from lineofsight_web.dashboard.teams.question import Asked, QuestionPage, asked, question_page
from lineofsight_web.dashboard.views import reader_of
from lineofsight_web.snapshots.current import snapshot_for
from lineofsight_web.ui import charts, words
from lineofsight_web.ui.funnel_charts import funnel_chart

TITLES = {"team": "Teams", "team_then": "Teams as they were", "district": "Districts"}


@require_safe
def teams(request: HttpRequest) -> HttpResponse:
    """Every question that can be asked of teams, or one of them and its answer."""
    by = "team_then" if request.GET.get("as") == "they-were" else "team"
    return _page(request, by)


@require_safe
def districts(request: HttpRequest) -> HttpResponse:
    """Every question that can be asked of districts, or one of them and its answer."""
    return _page(request, "district")


@require_safe
def team(request: HttpRequest, team_id: str) -> HttpResponse:
    """One team: every question, and whether its numbers could tell."""
    snapshot, _ = _asks(request, "team")
    found = snapshot.teams().get(team_id)
    if found is None:
        raise Http404
    shown = {"page": team_page(snapshot, found), "place": "teams", "has_comparisons": snapshot.has_comparisons}
    return render(request, "dashboard/team.html", {**shown, **frame(request, snapshot)})


@require_safe
def funnel(request: HttpRequest, by: str, form: str) -> HttpResponse:
    """The funnel of one question, as SVG for the page or PNG for a paper."""
    snapshot, reader = _asks(request, by)
    narrow = "narrow" in request.GET
    page = _answer(request, snapshot, by, reader)
    if page.funnel is None or form not in {"svg", "png"}:
        raise Http404
    key = f"{snapshot.id}:{page.indicator.id}:compared-{by}:{form}:{narrow}:{reader.sees_small_numbers}"
    picture: bytes | None = cache.get(key)
    if picture is None:
        found = page.funnel
        chart = funnel_chart(
            found.units, found.limits, found.centre, words.PERCENT, size_words=found.size_words,
            size=charts.NARROW if narrow else charts.WIDE,
        )  # fmt: skip
        picture = charts.png(chart) if form == "png" else charts.svg(chart).encode()
        cache.set(key, picture, KEPT_SECONDS)
    response = HttpResponse(picture, content_type="image/svg+xml" if form == "svg" else "image/png")
    if form == "png":
        name = f"{page.indicator.id}-{by}-{snapshot.as_of}"
        response["Content-Disposition"] = f'attachment; filename="{name}.png"'
    return response


@require_safe
def comparison_file(request: HttpRequest, by: str, form: str) -> HttpResponse:
    """The rows of one question as CSV or Excel."""
    snapshot, reader = _asks(request, by)
    if form not in downloads.KINDS:
        raise Http404
    page = _answer(request, snapshot, by, reader)
    name = f"{page.indicator.id}-{by}-compared-{snapshot.as_of}"
    return downloads.file_response(question_file(snapshot, page, reader, form), name, form)


def _page(request: HttpRequest, by: str) -> HttpResponse:
    snapshot, reader = _asks(request, by)
    shown: dict[str, object] = {
        "by": by,
        "title": TITLES[by],
        "place": "districts" if by == "district" else "teams",
        "restructured": restructured_on(snapshot) if by != "district" else None,
        "has_comparisons": snapshot.has_comparisons,
    }
    if "measure" in request.GET:
        page = _answer(request, snapshot, by, reader)
        other = "team_then" if by == "team" else "team"
        shown |= {
            "page": page,
            "other": by != "district" and page.indicator.id in snapshot.comparison_models(other),
            "own": own_teams(user_of(request)) if by != "district" else frozenset(),
        }
        return render(request, "dashboard/question.html", {**shown, **frame(request, snapshot)})
    shown["themes"] = _questions(snapshot, by, reader)
    if by != "district":
        own = snapshot.teams().get(user_of(request).team_id)
        shown["own"] = team_page(snapshot, own) if own else None
        shown["names"] = _compared_teams(snapshot, by)
    return render(request, "dashboard/questions.html", {**shown, **frame(request, snapshot)})


def _asks(request: HttpRequest, by: str) -> tuple[Snapshot, Reader]:
    """Teams are small: their comparison is for those who see small numbers as well as figures by team."""
    require(request, Action.SEE_FIGURES)
    if by not in TITLES:
        raise Http404
    if by != "district":
        require(request, Action.SEE_TEAM_FIGURES)
        require(request, Action.SEE_SMALL_NUMBERS)
    return snapshot_for(request), reader_of(request)


def _answer(request: HttpRequest, snapshot: Snapshot, by: str, reader: Reader) -> QuestionPage:
    """The question that the address asks. Errors: 404 where it is none, or this snapshot does not answer it."""
    indicator = INDICATORS.get(request.GET.get("measure", ""))
    page = question_page(snapshot, indicator, by, reader) if indicator else None
    if page is None:
        raise Http404
    return page


def _questions(snapshot: Snapshot, by: str, reader: Reader) -> list[tuple[str, list[Asked]]]:
    """Kept a while: a snapshot never changes, and a board member's list looks at every figure that is hidden."""
    key = f"{snapshot.id}:questions:{by}:{reader.sees_small_numbers}"
    kept: list[tuple[str, list[Asked]]] | None = cache.get(key)
    if kept is None:
        kept = asked(snapshot, by, reader)
        cache.set(key, kept, KEPT_SECONDS)
    return kept


def _compared_teams(snapshot: Snapshot, by: str) -> list[tuple[str, str]]:
    """Teams that any question was asked of: id and name, in the order of names."""
    held = {row.grp for rows in snapshot.all_comparisons(by).values() for row in rows}
    return [(team.team_id, team.team_name) for team in snapshot.teams().values() if team.team_id in held]
