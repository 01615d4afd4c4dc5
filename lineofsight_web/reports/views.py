"""Pages of a paper's claims. Each asks for access, fetches, and renders."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from lineofsight_web.access.gate import may, require
from lineofsight_web.access.policies import Action
from lineofsight_web.dashboard import downloads
from lineofsight_web.dashboard.frame import frame
from lineofsight_web.plan.models import Paper
from lineofsight_web.reports.page import HEADERS, claims_page, claims_table
from lineofsight_web.snapshots.current import snapshot_for


@require_safe
def claims(request: HttpRequest, paper_id: int) -> HttpResponse:
    """Whether every number and comparison of a paper holds, against the snapshot in force or an older one."""
    require(request, Action.SEE_PLAN)
    require(request, Action.SEE_FIGURES)
    paper = get_object_or_404(Paper.objects.select_related("meeting"), pk=paper_id)
    snapshot = snapshot_for(request)
    page = claims_page(paper.text, snapshot, sees_small_numbers=may(request, Action.SEE_SMALL_NUMBERS))
    shown = {"paper": paper, "page": page, **frame(request, snapshot, section="plan")}
    return render(request, "reports/claims.html", shown)


@require_safe
def claims_file(request: HttpRequest, paper_id: int, form: str) -> HttpResponse:
    """The same as CSV or Excel."""
    require(request, Action.SEE_PLAN)
    require(request, Action.SEE_FIGURES)
    if form not in downloads.KINDS:
        raise Http404
    paper = get_object_or_404(Paper, pk=paper_id)
    snapshot = snapshot_for(request)
    rows = claims_table(
        claims_page(paper.text, snapshot, sees_small_numbers=may(request, Action.SEE_SMALL_NUMBERS)), snapshot
    )
    content = downloads.as_csv(rows, HEADERS) if form == "csv" else downloads.workbook({"Claims": (HEADERS, rows)}, {})
    return downloads.file_response(content, f"claims-{paper.pk}-{snapshot.as_of}", form)
