"""Error pages: what happened and what to do, in plain English. None says whether a child exists."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lineofsight_web.access.decisions import Decision, not_allowed
from lineofsight_web.access.gate import Refused


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: which permission is missing and whom to ask."""
    decision: Decision = exception.decision if isinstance(exception, Refused) else not_allowed()
    return render(request, "errors/403.html", {"decision": decision}, status=403)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 where a form's token does not fit: it was open too long, or did not come from this service."""
    return render(request, "errors/form_expired.html", status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return render(request, "errors/400.html", status=400)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return render(request, "errors/404.html", status=404)


def our_fault(request: HttpRequest) -> HttpResponse:
    """500. Renders without a request context: whatever failed may fail again."""
    return render(None, "errors/500.html", status=500)


def not_logged(request: HttpRequest) -> HttpResponse:
    """503: the access log cannot be written, so nothing about a child is shown."""
    return render(request, "errors/not_logged.html", status=503)


def no_snapshot(request: HttpRequest) -> HttpResponse:
    """503: there is no snapshot to show figures from."""
    return render(request, "errors/no_snapshot.html", status=503)
