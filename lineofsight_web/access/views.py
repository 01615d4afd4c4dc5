"""Signing in and out, the access log, and the review of openings outside a person's own team."""

from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.views import LoginView
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from lineofsight_web.access.decisions import not_allowed
from lineofsight_web.access.forms import LogFilterForm, ReviewForm, SignInForm
from lineofsight_web.access.gate import Refused, log_opening, require, user_of
from lineofsight_web.access.log import verify_chain
from lineofsight_web.access.models import AccessLogEntry, OpeningReview, StatedReason
from lineofsight_web.access.policies import Action
from lineofsight_web.access.tokens import person_token

PER_PAGE = 50


class SignIn(LoginView):
    """The sign-in page."""

    template_name = "access/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True


@require_GET
def access_log(request: HttpRequest) -> HttpResponse:
    """Who saw or asked for what, newest first."""
    decision = require(request, Action.SEE_ACCESS_LOG)
    form = LogFilterForm(request.GET or None)
    entries = AccessLogEntry.objects.order_by("-seq")
    asked = form.cleaned_data if form.is_valid() else {}
    if asked.get("actor"):
        entries = entries.filter(actor=asked["actor"].strip())
    if asked.get("person_id"):
        entries = entries.filter(person_token=person_token(asked["person_id"].strip()))
    pages = Paginator(entries, PER_PAGE).get_page(request.GET.get("page"))
    log_opening(request, Action.SEE_ACCESS_LOG, decision, parts="page of the log", result_count=len(pages))
    shown = {"pages": pages, "form": form, "page_query": _query_without_page(request)}
    return render(request, "access/access_log.html", {"section": "data", **shown})


@require_GET
def check_chain(request: HttpRequest) -> HttpResponse:
    """Check every link of the log now and say what was found."""
    require(request, Action.SEE_ACCESS_LOG)
    return render(request, "access/check_chain.html", {"section": "data", "verdict": verify_chain()})


@require_GET
def to_review(request: HttpRequest) -> HttpResponse:
    """Openings outside a person's own team that nobody has reviewed."""
    decision = require(request, Action.REVIEW_OPENINGS)
    pages = Paginator(waiting(), PER_PAGE).get_page(request.GET.get("page"))
    log_opening(request, Action.REVIEW_OPENINGS, decision, parts="openings to review", result_count=len(pages))
    return render(request, "access/to_review.html", {"section": "data", "pages": pages})


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, seq: int) -> HttpResponse:
    """Look at one flagged opening and say what was found. Nobody reviews their own."""
    decision = require(request, Action.REVIEW_OPENINGS)
    entry = waiting().filter(seq=seq).first()
    if entry is None:
        raise Http404
    if entry.actor == user_of(request).get_username():
        raise Refused(not_allowed("OWN_OPENING", "Someone else must review what you opened.", Action.REVIEW_OPENINGS))
    form = ReviewForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        _keep_review(request, entry, form.cleaned_data)
        return redirect("to-review")
    log_opening(request, Action.REVIEW_OPENINGS, decision, parts=f"opening {seq}")
    reason = StatedReason.objects.filter(id=entry.reason_id).first()
    return render(request, "access/review.html", {"section": "data", "entry": entry, "reason": reason, "form": form})


def waiting() -> Any:
    """Flagged entries without a review, oldest first."""
    done = OpeningReview.objects.values("log_seq")
    return AccessLogEntry.objects.filter(to_review=True).exclude(seq__in=done).order_by("seq")


def _keep_review(request: HttpRequest, entry: AccessLogEntry, given: dict[str, Any]) -> None:
    by = user_of(request).get_username()
    try:
        OpeningReview(
            log_seq=entry.seq, reviewed_by=by, outcome=given["outcome"], words=given["words"],
            reviewed_at=datetime.now(UTC),
        ).save()  # fmt: skip
    except IntegrityError:  # a colleague was first; theirs stands
        return


def _query_without_page(request: HttpRequest) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    return f"{query.urlencode()}&" if query else ""
