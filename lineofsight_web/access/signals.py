"""Signing in and out goes into the access log too."""

from typing import Any

from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from lineofsight_web.access.decisions import Decision
from lineofsight_web.access.log import record


@receiver(user_logged_in)
def signed_in(request: HttpRequest, **_: Any) -> None:
    """Someone signed in."""
    record(request, "sign_in", Decision(True, "PASSWORD", ""))


@receiver(user_logged_out)
def signed_out(request: HttpRequest, user: Any, **_: Any) -> None:
    """Someone signed out, or their session ended."""
    if user is not None:
        record(request, "sign_out", Decision(True, "ASKED", ""))


@receiver(user_login_failed)
def not_signed_in(request: HttpRequest | None = None, **_: Any) -> None:
    """A name and password did not fit. The name is not kept here: people type passwords into the wrong box."""
    if request is not None:
        record(request, "sign_in", Decision(False, "WRONG_PASSWORD", ""))


@receiver(user_locked_out)
def locked_out(request: HttpRequest | None = None, **_: Any) -> None:
    """Five wrong tries."""
    if request is not None:
        record(request, "sign_in", Decision(False, "LOCKED_OUT", ""))
