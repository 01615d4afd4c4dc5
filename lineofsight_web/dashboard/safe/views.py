"""Is the fall safe? The page, the children behind its counts, its charts and its files."""

from django.core.cache import cache
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lineofsight_web.access.gate import log_opening, may, require, user_of
from lineofsight_web.access.policies import Action
from lineofsight_web.access.visible import Visible, visible_people, visible_teams
from lineofsight_web.dashboard import downloads
from lineofsight_web.dashboard.breaks import BREAKS
from lineofsight_web.dashboard.case_list import CASES_A_PAGE
from lineofsight_web.dashboard.drawings import KEPT_SECONDS
from lineofsight_web.dashboard.frame import frame
from lineofsight_web.dashboard.safe.aftermath import aftermath_file, aftermath_shown
from lineofsight_web.dashboard.safe.change import change_shown, months_file, months_shown, parts_file
from lineofsight_web.dashboard.safe.children import listed, people_on
from lineofsight_web.dashboard.safe.parts import BY_KEY, LEVELS, Level
from lineofsight_web.dashboard.views import may_see_cases, reader_of
from lineofsight_web.snapshots.current import snapshot_for
from lineofsight_web.ui import charts, words
from lineofsight_web.ui.flow_charts import flows_chart


@require_safe
def safe(request: HttpRequest) -> HttpResponse:
    """How the two levels moved, what they were made of, and what became of the children who left."""
    require(request, Action.SEE_FIGURES)
    snapshot, reader = snapshot_for(request), reader_of(request)
    shown = {
        "levels": [change_shown(snapshot, level, reader) for level in LEVELS],
        "after": aftermath_shown(snapshot, reader),
        "sees_groups": reader.sees_small_numbers,
        "may_see_cases": may_see_cases(request),
    }
    return render(request, "dashboard/safe.html", {**shown, **frame(request, snapshot)})


@require_safe
def children(request: HttpRequest) -> HttpResponse:
    """The children behind a count, a page at a time; each child on the page goes into the log first."""
    snapshot, user = snapshot_for(request), user_of(request)
    only_own = visible_teams(user, Action.SEE_CASES) is not None
    decision = require(request, Action.SEE_CASES, team_id=user.team_id if only_own else None)
    own = visible_people(user, Action.SEE_CASES) if only_own else Visible(everyone=True)
    found = listed(request, snapshot, visible_people(user), own)
    pages = Paginator(found.rows, CASES_A_PAGE).get_page(request.GET.get("page"))
    rows = list(pages.object_list)
    log_opening(
        request, Action.SEE_CASES, decision, person_ids=people_on(rows), parts=f"{found.key} page {pages.number}",
        result_count=len(rows),
    )  # fmt: skip
    asked = request.GET.copy()
    asked.pop("page", None)
    shown = {"listed": found, "pages": pages, "rows": rows, "only_own": only_own, "page_query": f"{asked.urlencode()}&"}
    shown["with_source_rows"] = may(request, Action.SEE_SOURCE_ROWS)
    return render(request, "dashboard/safe_children.html", {**shown, **frame(request, snapshot)})


@require_safe
def chart(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """Starts and ends by month, as SVG for the page or PNG for a paper."""
    require(request, Action.SEE_FIGURES)
    snapshot, level = snapshot_for(request), level_of(key)
    months, _ = months_shown(snapshot, level, reader_of(request))
    if form not in {"svg", "png"} or not months:
        raise Http404
    size = charts.NARROW if "narrow" in request.GET else charts.WIDE
    kept_as = f"{snapshot.id}:safe:{key}:{form}:{size.width}"
    picture: bytes | None = cache.get(kept_as)
    if picture is None:
        names = (words.sentence_case(level.started), f"{words.sentence_case(level.left)} or turned 18")
        started, left = names if size is charts.WIDE else ("Started", "Left")
        drawn = flows_chart(months, started=started, left=left, breaks=BREAKS, size=size)
        picture = charts.png(drawn) if form == "png" else charts.svg(drawn).encode()
        cache.set(kept_as, picture, KEPT_SECONDS)
    response = HttpResponse(picture, content_type="image/svg+xml" if form == "svg" else "image/png")
    if form == "png":
        response["Content-Disposition"] = f'attachment; filename="safe-{key}-{snapshot.as_of}.png"'
    return response


@require_safe
def table_file(request: HttpRequest, name: str, form: str) -> HttpResponse:
    """A table of the page as CSV or Excel: `after`, or a level's `parts` or `months`."""
    require(request, Action.SEE_FIGURES)
    snapshot, reader = snapshot_for(request), reader_of(request)
    if form not in downloads.KINDS:
        raise Http404
    if name == "after":
        return aftermath_file(aftermath_shown(snapshot, reader)).response(form, snapshot)
    key, _, table = name.rpartition("-")
    level = level_of(key)
    if table == "parts":
        return parts_file(change_shown(snapshot, level, reader)).response(form, snapshot)
    if table == "months":
        return months_file(level, *months_shown(snapshot, level, reader)).response(form, snapshot)
    raise Http404


def level_of(key: str) -> Level:
    """The level that an address names. Errors: 404."""
    if key not in BY_KEY:
        raise Http404
    return BY_KEY[key]
