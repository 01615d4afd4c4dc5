"""What every template may show: the council, the service bar, and which snapshot the figures are from."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from lineofsight.snapshot import SnapshotMissing, open_snapshot
from lineofsight_web.ui import navigation


def is_synthetic() -> bool:
    """Whether this home holds the county that `lineofsight demo` made: it leaves a mark there."""
    return next(settings.LINEOFSIGHT_HOME.root.glob(".county-*"), None) is not None


def page(request: HttpRequest) -> dict[str, Any]:
    """Values for base.html. Pages set `section` and `place` to mark where they stand."""
    given: dict[str, Any] = {"council_name": settings.COUNCIL_NAME}
    user = getattr(request, "user", None)  # null where a request is refused before anyone asks who sent it
    if user is None or not user.is_authenticated:
        return given
    try:
        in_force = open_snapshot(settings.LINEOFSIGHT_HOME)
    except SnapshotMissing:
        in_force = None
    return {
        **given,
        "user": user,
        "service_bar": navigation.service_bar(request),
        "in_force": in_force,
        "is_synthetic": is_synthetic(),
    }
