"""The pages of the journey. Each fetches, asks `access`, and renders."""

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lineofsight.snapshot import FOLLOWED_DAYS, Snapshot
from lineofsight_web.access.gate import may, require
from lineofsight_web.access.policies import Action
from lineofsight_web.dashboard import downloads
from lineofsight_web.dashboard.drawings import KEPT_SECONDS
from lineofsight_web.dashboard.figures import Reader
from lineofsight_web.dashboard.frame import frame
from lineofsight_web.dashboard.journey.drawing import drawing, tables
from lineofsight_web.dashboard.journey.page import HEADINGS, SEEN_MONTHS, JourneyPage, journey_page
from lineofsight_web.snapshots.current import snapshot_for
from lineofsight_web.ui.charts import NARROW, WIDE
from lineofsight_web.ui.flow_diagram import diagram_png


@require_safe
def journey(request: HttpRequest) -> HttpResponse:
    """Where children wait: the flow, the stages, who came back."""
    reader, snapshot, district = _asked(request)
    shown: dict[str, object] = {"district": district, "district_name": snapshot.districts().get(district, "")}
    if snapshot.holds_journeys():
        shown |= {"page": _page(snapshot, reader, district), "headings": HEADINGS, "followed": FOLLOWED_DAYS}
        shown["seen_months"] = SEEN_MONTHS
        shown["districts"] = snapshot.districts() if reader.sees_small_numbers else {}
    return render(request, "dashboard/journey.html", {**shown, **frame(request, snapshot)})


@require_safe
def journey_flow(request: HttpRequest, form: str) -> HttpResponse:
    """The flow diagram: SVG for the page or PNG for a paper."""
    reader, snapshot, district = _asked(request)
    if form not in {"svg", "png"} or not snapshot.holds_journeys():
        raise Http404
    svg = drawing(_page(snapshot, reader, district), NARROW if "narrow" in request.GET else WIDE)
    if form == "svg":
        return HttpResponse(svg, content_type="image/svg+xml")
    response = HttpResponse(diagram_png(svg), content_type="image/png")
    response["Content-Disposition"] = f'attachment; filename="journey-{snapshot.as_of}.png"'
    return response


@require_safe
def journey_file(request: HttpRequest, table: str, form: str) -> HttpResponse:
    """A table of the page as CSV or Excel."""
    reader, snapshot, district = _asked(request)
    if form not in downloads.KINDS or not snapshot.holds_journeys():
        raise Http404
    page = _page(snapshot, reader, district)
    found = tables(page, snapshot, district).get(table)
    if found is None:
        raise Http404
    headers, rows = found
    meaning = {"Meaning": [("Cohort", page.headline), ("Waits", page.waits)]}
    content = (
        downloads.as_csv(rows, headers) if form == "csv" else downloads.workbook({"Figures": (headers, rows)}, meaning)
    )
    return downloads.file_response(content, f"journey-{table}-{district or 'county'}-{snapshot.as_of}", form)


def _asked(request: HttpRequest) -> tuple[Reader, Snapshot, str]:
    """Who asks, of which snapshot and district. One district's groups are small: they need SEE_SMALL_NUMBERS.

    Errors: Refused; 404 for a district that there is not.
    """
    require(request, Action.SEE_FIGURES)
    district = request.GET.get("district", "")
    if district:
        require(request, Action.SEE_SMALL_NUMBERS)
    snapshot = snapshot_for(request)
    if district and district not in snapshot.districts():
        raise Http404
    return Reader(may(request, Action.SEE_SMALL_NUMBERS), may(request, Action.SEE_TEAM_FIGURES)), snapshot, district


def _page(snapshot: Snapshot, reader: Reader, district: str) -> JourneyPage:
    """Kept a while: snapshots never change."""
    key = f"journey:{snapshot.id}:{district}:{reader.sees_small_numbers}"
    kept: JourneyPage | None = cache.get(key)
    if kept is None:
        kept = journey_page(snapshot, reader, district)
        cache.set(key, kept, KEPT_SECONDS)
    return kept
