"""Pages on which people say something of a measure. Each asks for access; what writes goes through `actions`."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lineofsight.errors import LineofsightError
from lineofsight.measures.catalogue import INDICATORS
from lineofsight.measures.indicator import Indicator
from lineofsight_web.access.gate import require, user_of
from lineofsight_web.access.policies import Action
from lineofsight_web.judgements import actions
from lineofsight_web.judgements.forms import NoteForm, RebaseForm, TargetForm, WithdrawForm
from lineofsight_web.judgements.in_force import standing
from lineofsight_web.judgements.models import Judgement, Note, Rebase, Target
from lineofsight_web.snapshots.current import current_snapshot
from lineofsight_web.ui.forms import GovukForm

KINDS: dict[str, type[Judgement]] = {"note": Note, "target": Target, "new-level": Rebase}
ACTION_OF = {"note": Action.WRITE_NOTES, "target": Action.SET_TARGETS, "new-level": Action.SET_TARGETS}


@require_http_methods(["GET", "POST"])
def write_note(request: HttpRequest, indicator_id: str) -> HttpResponse:
    """Add a note to a measure."""
    require(request, Action.WRITE_NOTES)
    indicator = _indicator(indicator_id)

    def save(given: dict[str, Any]) -> None:
        actions.write_note(indicator=indicator.id, by=user_of(request), **given)

    form = NoteForm(request.POST or None, months=_months(), initial={"about": request.GET.get("about")})
    return _form_page(request, indicator, form, save, "Add a note")


@require_http_methods(["GET", "POST"])
def set_target(request: HttpRequest, indicator_id: str) -> HttpResponse:
    """Set what the council aims for."""
    require(request, Action.SET_TARGETS)
    indicator = _indicator(indicator_id)

    def save(given: dict[str, Any]) -> None:
        actions.set_target(indicator=indicator.id, by=user_of(request), **given)

    form = TargetForm(request.POST or None, indicator=indicator)
    return _form_page(request, indicator, form, save, "Set a target")


@require_http_methods(["GET", "POST"])
def accept_rebase(request: HttpRequest, indicator_id: str) -> HttpResponse:
    """Hold a series to have a new level from a month on. The address may carry what was proposed."""
    require(request, Action.SET_TARGETS)
    indicator, snapshot = _indicator(indicator_id), current_snapshot()

    def save(given: dict[str, Any]) -> None:
        actions.accept_rebase(
            indicator=indicator.id, snapshot_id=snapshot.id, evidence=request.GET.get("evidence", "")[:500],
            by=user_of(request), **given,
        )  # fmt: skip

    form = RebaseForm(request.POST or None, months=_months(), initial={"on": request.GET.get("on")})
    return _form_page(request, indicator, form, save, "Accept a new level", evidence=request.GET.get("evidence", ""))


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, indicator_id: str, kind: str, key: int) -> HttpResponse:
    """Take back a note, a target or a new level. One's own note, or what one may set."""
    if kind not in KINDS:
        raise Http404
    require(request, ACTION_OF[kind])
    indicator = _indicator(indicator_id)
    found = get_object_or_404(standing(KINDS[kind]).select_related("said_by"), indicator=indicator.id, pk=key)

    def save(given: dict[str, Any]) -> None:
        actions.withdraw(found, by=user_of(request), **given)

    return _form_page(request, indicator, WithdrawForm(request.POST or None), save, "Take it back", found=found)


def _form_page(
    request: HttpRequest,
    indicator: Indicator,
    form: GovukForm,
    save: Callable[[dict[str, Any]], None],
    heading: str,
    **shown: Any,
) -> HttpResponse:
    """The form; once it is right, the measure's page."""
    if form.is_valid():
        try:
            save(form.cleaned_data)
            return redirect(reverse("measure", args=[indicator.id]) + "#said")
        except LineofsightError as problem:
            form.add_error(None, str(problem))
    shown |= {"section": "performance", "indicator": indicator, "form": form, "heading": heading}
    return render(request, "judgements/form.html", shown)


def _indicator(indicator_id: str) -> Indicator:
    found = INDICATORS.get(indicator_id)
    if found is None:
        raise Http404
    return found


def _months() -> list[date]:
    return current_snapshot().periods()[-36:]
