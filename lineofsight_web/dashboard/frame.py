"""The frame of a page of figures: which snapshot it shows, how to leave it, and at which other days it can be seen."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from lineofsight.snapshot import Snapshot, SnapshotEntry, current_id, list_snapshots
from lineofsight_web.access.gate import may
from lineofsight_web.access.policies import Action
from lineofsight_web.snapshots.current import is_in_force
from lineofsight_web.ui import words

SNAPSHOT = "snapshot"
_NOT_KEPT = (SNAPSHOT, "page")


@dataclass(frozen=True)
class KnownAt:
    """A snapshot that a page can be seen in. `value` is blank for the one in force, whichever that is."""

    value: str
    shown: str
    is_chosen: bool


def frame(
    request: HttpRequest, snapshot: Snapshot, at: date | None = None, *, section: str = "performance"
) -> dict[str, object]:
    """What the frame of a page of figures needs. `at`: the month end of the page; older snapshots know nothing of it.

    `kept` are the rest of the address's query, for a form that asks for the same page in another snapshot.
    """
    older = not is_in_force(snapshot)
    kept = [(name, value) for name, value in request.GET.items() if name not in _NOT_KEPT]
    latest = request.GET.copy()
    for name in _NOT_KEPT:
        latest.pop(name, None)
    return {
        "section": section,
        "snapshot": snapshot,
        "is_older": older,
        "and_snapshot": f"{SNAPSHOT}={snapshot.id}" if older else "",
        "latest": f"{request.path}?{latest.urlencode()}" if latest else request.path,
        "compare": _compare(request, snapshot) if older else "",
        "known_at": known_at(snapshot, at),
        "kept": kept,
    }


def known_at(snapshot: Snapshot, at: date | None = None) -> list[KnownAt]:
    """The snapshots in which a page can be seen, newest first; none where there is no choice."""
    entries = [entry for entry in list_snapshots(settings.LINEOFSIGHT_HOME) if at is None or entry.as_of >= at]
    days = [entry.as_of for entry in entries]
    found = [
        KnownAt(
            value="" if entry.in_force else entry.id,
            shown=entry_words(entry, days.count(entry.as_of) > 1),
            is_chosen=entry.id == snapshot.id,
        )
        for entry in entries
    ]
    return found if len(found) > 1 else []


def entry_words(entry: SnapshotEntry, is_one_of_several: bool) -> str:
    """A snapshot's day; and when it was made, where several speak of one day."""
    made = f", made {words.moment(datetime.fromisoformat(entry.made_at))}" if is_one_of_several else ""
    return f"{words.day(entry.as_of)}{made}{' (in force)' if entry.in_force else ''}"


def _compare(request: HttpRequest, snapshot: Snapshot) -> str:
    """Where to see what has changed since; blank for someone who may not."""
    newest = current_id(settings.LINEOFSIGHT_HOME)
    asked = (Action.SEE_FILES, Action.SEE_FIGURES, Action.SEE_SMALL_NUMBERS)
    if newest is None or not all(may(request, action) for action in asked):
        return ""
    return f"{reverse('compare')}?older={snapshot.id}&newer={newest}"
