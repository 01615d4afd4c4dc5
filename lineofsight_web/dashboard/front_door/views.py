"""The front door: the page and its files."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lineofsight_web.access.gate import require
from lineofsight_web.access.policies import Action
from lineofsight_web.dashboard import downloads
from lineofsight_web.dashboard.frame import frame
from lineofsight_web.dashboard.front_door import page
from lineofsight_web.dashboard.views import reader_of
from lineofsight_web.snapshots.current import snapshot_for


@require_safe
def front_door(request: HttpRequest) -> HttpResponse:
    """Demand, conversion, what came back, and whether partners differ from what is expected of them."""
    require(request, Action.SEE_FIGURES)
    snapshot = snapshot_for(request)
    shown = {"page": page.front_door(snapshot, reader_of(request)), **frame(request, snapshot)}
    return render(request, "dashboard/front_door.html", shown)


@require_safe
def table_file(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """A table of the page as CSV or Excel."""
    require(request, Action.SEE_FIGURES)
    snapshot = snapshot_for(request)
    shown = page.front_door(snapshot, reader_of(request)).tables
    found = next((table for table in shown if table.key == key), None)
    if found is None or form not in downloads.KINDS:
        raise Http404
    return found.file.response(form, snapshot)
