"""Finding a child, giving a reason, and the single view. Each look is in the access log before it is shown."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lineofsight_web.access.decisions import Decision
from lineofsight_web.access.facts import own_teams, role_of
from lineofsight_web.access.forms import ReasonForm
from lineofsight_web.access.gate import log_opening, may, require, user_of
from lineofsight_web.access.policies import Action, Role
from lineofsight_web.access.visible import team_children, visible_people
from lineofsight_web.child.forms import FindForm
from lineofsight_web.child.reasons import keep_reason, kept_reason
from lineofsight_web.child.record import read_candidate, read_record
from lineofsight_web.snapshots.current import current_snapshot

MOST_RESULTS = 10
CHILDREN_A_PAGE = 25
SHOWN_PARTS = "identity, involvement, open states, sources, timeline"
_FOUND = "found"


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Find a child by surname and date of birth or by an identifier, with a reason."""
    decision = require(request, Action.FIND_CHILD)
    asked = request.POST if request.method == "POST" else None
    form = FindForm(_role(request), asked, words_needed=decision.needs_words)
    if form.is_valid():
        return _search(request, form.cleaned_data)
    return render(request, "child/find.html", {"section": "children", "form": form})


@require_safe
def found(request: HttpRequest) -> HttpResponse:
    """The children that fit the last search of this session: those that this person may open, and no word of others."""
    asked: dict[str, Any] = request.session.get(_FOUND) or {}
    reason = kept_reason(user_of(request), asked.get("reason"))
    if reason is None:
        return redirect("children")
    decision = require(request, Action.FIND_CHILD, purpose=reason)
    if not decision.allowed:
        return redirect("children")
    visible = visible_people(user_of(request), Action.FIND_CHILD)
    people = [person_id for person_id in asked["people"] if person_id in visible]
    receipts = log_opening(
        request,
        Action.FIND_CHILD,
        decision,
        person_ids=people,
        parts="name and date of birth",
        result_count=len(people),
    )
    snapshot = current_snapshot()
    candidates = [read_candidate(snapshot, receipt) for receipt in receipts if receipt.person_id]
    shown = {"candidates": [child for child in candidates if child], "is_cut": asked["is_cut"]}
    return render(request, "child/found.html", {"section": "children", **shown})


@require_safe
def child(request: HttpRequest, person_id: str) -> HttpResponse:
    """The single view of one child; first the question why, if it has not been answered."""
    decision = require(request, Action.SEE_CHILD, person_id=person_id)
    if decision.needs_reason:
        form = _reason_form(request, decision, initial=_last_reason(request))
        return _ask_why(request, person_id, decision, form)
    [receipt] = log_opening(
        request, Action.SEE_CHILD, decision, person_ids=[person_id], parts=SHOWN_PARTS, result_count=1
    )
    view = read_record(current_snapshot(), receipt)
    if view is None:
        raise Http404
    shown = {"child": view, "decision": decision, "with_source_rows": may(request, Action.SEE_SOURCE_ROWS)}
    return render(request, "child/child.html", {"section": "children", "snapshot": current_snapshot(), **shown})


@sensitive_post_parameters()
@require_POST
def reason(request: HttpRequest, person_id: str) -> HttpResponse:
    """Keep the reason, then show the child."""
    decision = require(request, Action.SEE_CHILD, person_id=person_id)
    form = _reason_form(request, decision, data=request.POST)
    if not form.is_valid():
        return _ask_why(request, person_id, decision, form)
    keep_reason(user_of(request), form.cleaned_data["purpose"], form.cleaned_data["words"], person_id)
    return redirect("child", person_id=person_id)


@require_safe
def team(request: HttpRequest) -> HttpResponse:
    """The children who are with this person's team on the snapshot's date."""
    user = user_of(request)
    decision = require(request, Action.LIST_TEAM, team_id=user.team_id)
    snapshot = current_snapshot()
    everyone = sorted(team_children(own_teams(user)))
    pages = Paginator(everyone, CHILDREN_A_PAGE).get_page(request.GET.get("page"))
    receipts = log_opening(
        request,
        Action.LIST_TEAM,
        decision,
        person_ids=list(pages),
        parts="name and date of birth",
        result_count=len(pages),
    )
    children = [found for receipt in receipts if (found := read_candidate(snapshot, receipt))]
    shown = {"children": children, "pages": pages, "team": snapshot.teams().get(user.team_id), "snapshot": snapshot}
    return render(request, "child/team.html", {"section": "children", **shown})


def _search(request: HttpRequest, asked: dict[str, Any]) -> HttpResponse:
    user = user_of(request)
    purpose = keep_reason(user, asked["purpose"], asked["words"])
    decision = require(request, Action.FIND_CHILD, purpose=purpose)
    by = "identifier" if asked["identifier"] else "surname and date of birth"
    log_opening(request, Action.FIND_CHILD, decision, parts=f"search by {by}")
    people = current_snapshot().search(
        surname=asked["surname"] or None, date_of_birth=asked["date_of_birth"], identifier=asked["identifier"] or None
    )
    visible = visible_people(user, Action.FIND_CHILD)
    mine = [person_id for person_id in people if person_id in visible]
    request.session[_FOUND] = {
        "people": mine[:MOST_RESULTS], "is_cut": len(mine) > MOST_RESULTS, "reason": purpose.id,
    }  # fmt: skip
    return redirect("found")


def _ask_why(request: HttpRequest, person_id: str, decision: Decision, form: ReasonForm) -> HttpResponse:
    shown = {"section": "children", "person_id": person_id, "form": form, "decision": decision}
    return render(request, "child/reason.html", shown)


def _reason_form(request: HttpRequest, decision: Decision, **given: Any) -> ReasonForm:
    return ReasonForm(_role(request), words_needed=decision.needs_words, **given)


def _last_reason(request: HttpRequest) -> dict[str, str]:
    """What was said for the last search, to be confirmed rather than typed again."""
    asked: dict[str, Any] = request.session.get(_FOUND) or {}
    last = kept_reason(user_of(request), asked.get("reason"))
    return {"purpose": last.code, "words": last.words} if last else {}


def _role(request: HttpRequest) -> Role:
    role = role_of(user_of(request))
    assert role is not None  # noqa: S101  # require() has refused everyone without a role
    return role
