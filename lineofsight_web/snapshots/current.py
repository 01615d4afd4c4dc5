"""The snapshot that a page shows."""

from django.conf import settings
from django.http import Http404, HttpRequest

from lineofsight.snapshot import Snapshot, SnapshotMissing, current_id, open_snapshot


def current_snapshot() -> Snapshot:
    """The snapshot in force. Errors: SnapshotMissing before the first build."""
    return open_snapshot(settings.LINEOFSIGHT_HOME)


def snapshot_for(request: HttpRequest) -> Snapshot:
    """The snapshot that the address asks for (?snapshot=ID), else the one in force. Errors: 404 if there is none."""
    wanted = request.GET.get("snapshot")
    if not wanted:
        return current_snapshot()
    try:
        return open_snapshot(settings.LINEOFSIGHT_HOME, wanted)
    except SnapshotMissing:
        raise Http404 from None


def is_in_force(snapshot: Snapshot) -> bool:
    """Whether this is the snapshot in force, or an older one shown as it was known."""
    return snapshot.id == current_id(settings.LINEOFSIGHT_HOME)
