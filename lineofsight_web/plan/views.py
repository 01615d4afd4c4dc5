"""The plan's pages. Each asks for access, fetches, and renders; what writes goes through `actions`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from lineofsight.errors import LineofsightError
from lineofsight_web.access.gate import may, require, user_of
from lineofsight_web.access.models import User
from lineofsight_web.access.policies import Action
from lineofsight_web.dashboard.measure_lines import MeasureLine
from lineofsight_web.plan import actions, overview
from lineofsight_web.plan.forms import AddItemForm, EditItemForm, LeadForm, ReasonForm
from lineofsight_web.plan.measures import measures_by_ambition, most_important
from lineofsight_web.plan.models import Ambition, Item, Paper
from lineofsight_web.plan.permissions import may_edit, require_edit
from lineofsight_web.ui.forms import GovukForm

CHANGES_SHOWN = 20


@dataclass(frozen=True)
class PlanLine:
    """An ambition on the plan page."""

    ambition: Ambition
    lead: User | None
    lists: overview.Lists
    measures: list[MeasureLine]

    @property
    def shown(self) -> list[MeasureLine]:
        """The measures that stand in the line; the rest are on the ambition's page."""
        return most_important(self.measures)


@require_GET
def plan(request: HttpRequest) -> HttpResponse:
    """The ambitions, each a line."""
    require(request, Action.SEE_PLAN)
    latest, measures = overview.latest_paper(), measures_by_ambition(request)
    lines = [
        PlanLine(ambition, current_lead(ambition), overview.lists(ambition, latest), measures.get(ambition.number, []))
        for ambition in overview.ambitions()
    ]
    shown = {
        "lines": lines,
        "latest": latest,
        "n_working_well": sum(line.lists.n_working_well for line in lines),
        "n_priority_actions": sum(line.lists.n_priority_actions for line in lines),
        "key_priorities": list(latest.key_priorities.all()) if latest else [],
        **_figures_known(request, measures),
    }
    return render(request, "plan/plan.html", {"section": "plan", **shown})


@require_GET
def ambition(request: HttpRequest, number: int) -> HttpResponse:
    """What is working, what is not, and the measures that would show it."""
    require(request, Action.SEE_PLAN)
    found, latest, measures = _ambition_or_404(number), overview.latest_paper(), measures_by_ambition(request)
    shown = {
        "ambition": found,
        "lead": current_lead(found),
        "earlier_leads": [lead for lead in found.leads.all() if lead.end_date is not None],
        "lists": overview.lists(found, latest),
        "measures": measures.get(number, []),
        **_figures_known(request, measures),
        "latest": latest,
        "paragraphs": overview.paragraphs_about(found, latest) if latest else [],
        "changes": found.changes.select_related("by", "item")[:CHANGES_SHOWN],
        "may_edit": may_edit(request, found),
        "may_set_lead": may(request, Action.EDIT_PLAN),
    }
    return render(request, "plan/ambition.html", {"section": "plan", **shown})


@require_GET
def paper(request: HttpRequest, paper_id: int) -> HttpResponse:
    """A board paper as it came."""
    require(request, Action.SEE_PLAN)
    found = get_object_or_404(Paper.objects.select_related("meeting", "imported_by"), pk=paper_id)
    others = Paper.objects.exclude(pk=found.pk).select_related("meeting").order_by("-meeting__month", "-imported_at")
    shown = {
        "paper": found,
        "paragraphs": list(found.paragraphs.all()),
        "key_priorities": [one for one in found.key_priorities.all() if not one.number],
        "appendix": overview.appendix(found),
        "others": others,
        "sees_figures": may(request, Action.SEE_FIGURES),
    }
    return render(request, "plan/paper.html", {"section": "plan", **shown})


@require_http_methods(["GET", "POST"])
def edit_item(request: HttpRequest, item_id: int) -> HttpResponse:
    """Change an item's words or its lead."""
    item = _open_item(request, item_id)

    def save(given: dict[str, Any]) -> None:
        actions.edit_item(
            item_id=item.pk, version=given["version"], text=given["text"], lead=given["lead"],
            because=given["because"], by=user_of(request),
        )  # fmt: skip

    form = EditItemForm(request.POST) if request.method == "POST" else EditItemForm.of(item)
    return _form_page(request, "plan/edit_item.html", form, save, {"item": item, "ambition": item.ambition})


@require_http_methods(["GET", "POST"])
def close_item(request: HttpRequest, item_id: int) -> HttpResponse:
    """Close an item, with a reason."""
    item = _open_item(request, item_id)

    def save(given: dict[str, Any]) -> None:
        actions.close_item(
            item_id=item.pk, version=given["version"], because=given["because"], by=user_of(request)
        )  # fmt: skip

    form = ReasonForm(request.POST) if request.method == "POST" else ReasonForm(initial={"version": item.version})
    points = item.sub_points.filter(closed_at=None)
    shown = {"item": item, "ambition": item.ambition, "points": points}
    return _form_page(request, "plan/close_item.html", form, save, shown)


@require_http_methods(["GET", "POST"])
def add_item(request: HttpRequest, number: int, kind: str) -> HttpResponse:
    """Add an item to one of an ambition's lists."""
    found = _ambition_or_404(number)
    require_edit(request, found)
    if kind not in Item.Kind.values:
        raise Http404

    def save(given: dict[str, Any]) -> None:
        actions.add_item(ambition_id=found.pk, kind=kind, by=user_of(request), **given)

    form = AddItemForm(request.POST or None)
    shown = {"ambition": found, "kind": Item.Kind(kind).label}
    return _form_page(request, "plan/add_item.html", form, save, shown)


@require_http_methods(["GET", "POST"])
def set_lead(request: HttpRequest, number: int) -> HttpResponse:
    """Say who leads an ambition."""
    require(request, Action.EDIT_PLAN)
    found = _ambition_or_404(number)

    def save(given: dict[str, Any]) -> None:
        actions.set_lead(ambition_id=found.pk, by=user_of(request), **given)

    lead = current_lead(found)
    form = LeadForm(request.POST) if request.method == "POST" else LeadForm.of(found, lead)
    return _form_page(request, "plan/set_lead.html", form, save, {"ambition": found, "lead": lead})


def _form_page(
    request: HttpRequest,
    template: str,
    form: GovukForm,
    save: Callable[[dict[str, Any]], None],
    shown: dict[str, Any],
) -> HttpResponse:
    """The form; once it is right, the ambition's page. A conflict shows both sides and saves nothing."""
    status, conflict = 200, None
    if form.is_valid():
        try:
            save(form.cleaned_data)
            return redirect("ambition", number=shown["ambition"].number)
        except actions.EditConflict as problem:
            status, conflict = 409, _theirs(problem)
            form.data = {**form.data.dict(), "version": str(problem.current.version)}  # type: ignore[attr-defined]  # a QueryDict
        except LineofsightError as problem:
            form.add_error(None, str(problem))
    return render(request, template, {"section": "plan", "form": form, "conflict": conflict, **shown}, status=status)


def _theirs(problem: actions.EditConflict) -> dict[str, Any]:
    """What stands now, and who put it there."""
    current = problem.current
    last = current.changes.select_related("by").first()
    closed = isinstance(current, Item) and current.closed_at is not None
    return {"words": str(problem), "current": current, "last": last, "closed": closed}


def _figures_known(request: HttpRequest, measures: dict[int, list[MeasureLine]]) -> dict[str, bool]:
    """Whether the person may see figures at all, and whether there are any to see."""
    return {"sees_figures": may(request, Action.SEE_FIGURES), "has_figures": bool(measures)}


def _open_item(request: HttpRequest, item_id: int) -> Item:
    item = get_object_or_404(Item.objects.select_related("ambition", "lead"), pk=item_id)
    require_edit(request, item.ambition)
    return item


def _ambition_or_404(number: int) -> Ambition:
    found = overview.ambition_numbered(number)
    if found is None:
        raise Http404
    return found


def current_lead(ambition: Ambition) -> User | None:
    """Who leads it now."""
    return next((lead.user for lead in ambition.leads.all() if lead.end_date is None), None)
