"""What holds for every page: nothing is kept by browsers, sessions end, expected problems are told in plain English."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from lineofsight.snapshot import SnapshotMissing
from lineofsight_web.access.gate import Refused
from lineofsight_web.access.log import LogUnavailable
from lineofsight_web.config import errors

Handler = Callable[[HttpRequest], HttpResponse]

_LAST_SEEN = "last_seen"
_SIGNED_IN = "signed_in"
_NOTE_EVERY_SECONDS = 60


def private_pages(get_response: Handler) -> Handler:
    """Pages are not kept by browsers or proxies, so that signing out leaves nothing to go back to."""

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if "Cache-Control" not in response:
            response["Cache-Control"] = "no-store, private"
        return response

    return handle


def sessions_end(get_response: Handler) -> Handler:
    """A session ends after 30 minutes without a page, and after 12 hours whatever happens."""

    def handle(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(time.time())
            started = request.session.setdefault(_SIGNED_IN, now)
            last_seen = request.session.get(_LAST_SEEN, now)
            if now - last_seen > settings.IDLE_SECONDS or now - started > settings.LONGEST_SESSION_SECONDS:
                logout(request)
            elif _LAST_SEEN not in request.session or now - last_seen >= _NOTE_EVERY_SECONDS:
                request.session[_LAST_SEEN] = now
        return get_response(request)

    return handle


class ExpectedProblems:
    """Turns the problems we expect into pages. Anything else is our bug and goes on to the server's own handling."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        if isinstance(problem, Refused):
            return errors.refused(request, problem)
        if isinstance(problem, LogUnavailable):
            return errors.not_logged(request)
        if isinstance(problem, SnapshotMissing):
            return errors.no_snapshot(request)
        return None
