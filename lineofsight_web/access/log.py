"""The access log: written and committed before the page it is about is answered, and chained so that changes show.

Each entry's hash is SHA-256 over the canonical bytes of its other fields, among them the hash of the entry before. A
bare chain does not show that its end was cut off or that all of it was written again: keep the head that
`verify_access_log` prints somewhere this service cannot reach, and give it back with --head.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest

from lineofsight.errors import LineofsightError
from lineofsight.snapshot import current_id
from lineofsight_web.access.decisions import Decision
from lineofsight_web.access.models import AccessLogEntry
from lineofsight_web.access.tokens import person_token, session_digest

BEGINNING = "0" * 64
_ONE_WRITER = 5_902_607  # any fixed number: PostgreSQL's name for the lock that puts writers in line


class LogUnavailable(LineofsightError):
    """The access log could not be written, so what it would have recorded is not shown."""


@dataclass(frozen=True)
class Receipt:
    """Proof that an access was allowed and is in the log. What reads a child asks for one."""

    seq: int
    person_id: str | None


@dataclass(frozen=True)
class Verdict:
    """What checking the chain found. `head` is the last entry's number and hash; `problems` is empty if all is well."""

    n_entries: int
    head: tuple[int, str]
    problems: tuple[str, ...]


def record(
    request: HttpRequest,
    action: str,
    decision: Decision,
    *,
    person_ids: Sequence[str] = (),
    parts: str = "",
    result_count: int | None = None,
) -> list[Receipt]:
    """Write one entry a child (one in all where none is named) and commit. Errors: LogUnavailable."""
    user = getattr(request, "user", None)
    entry = {
        "actor": user.get_username() if user else "",
        "role": getattr(user, "role", ""),
        "session": session_digest(request.session.session_key),
        "action": str(action),
        "decision": "allowed" if decision.allowed else "refused",
        "reason_code": decision.reason_code,
        "purpose": decision.purpose,
        "reason_id": decision.reason_id,
        "parts": parts[:200],
        "snapshot_id": _snapshot_id(),
        "surface": request.resolver_match.view_name if request.resolver_match else "",
        "result_count": result_count,
        "to_review": decision.to_review,
    }
    people: Sequence[str | None] = person_ids or (None,)
    entries = append([{**entry, "person_token": person_token(person) if person else ""} for person in people])
    return [Receipt(entry.seq, person) for entry, person in zip(entries, people, strict=True)]


def append(rows: Iterable[dict[str, object]]) -> list[AccessLogEntry]:
    """Add rows to the end of the chain in one transaction. Errors: LogUnavailable."""
    try:
        with transaction.atomic(durable=True):
            return _append(rows)
    except DatabaseError as problem:
        raise LogUnavailable("The access log cannot be written.") from problem


def _append(rows: Iterable[dict[str, object]]) -> list[AccessLogEntry]:
    _one_writer_at_a_time()
    last = AccessLogEntry.objects.order_by("-seq").values_list("seq", "hash").first()
    seq, previous = last or (0, BEGINNING)
    entries = []
    for row in rows:
        seq += 1
        fields = {**row, "seq": seq, "at": _now(), "previous_hash": previous}
        previous = chained_hash(fields)
        entries.append(AccessLogEntry(**fields, hash=previous))
    AccessLogEntry.objects.bulk_create(entries)
    return entries


def chained_hash(fields: dict[str, object]) -> str:
    """SHA-256 of the canonical bytes: JSON, keys in order, no spaces, ASCII."""
    canonical = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()


def verify_chain(head: tuple[int, str] | None = None) -> Verdict:
    """Read the whole log and check every link; with `head`, also that the entry kept elsewhere is still there."""
    problems: list[str] = []
    expected, previous, found_head = 1, BEGINNING, None
    for entry in AccessLogEntry.objects.order_by("seq").values().iterator(chunk_size=2000):
        problems += _problems_of(entry, expected, previous)
        if head and entry["seq"] == head[0]:
            found_head = entry["hash"]
        expected, previous = entry["seq"] + 1, entry["hash"]
    if head and found_head != head[1]:
        problems.append(
            f"entry {head[0]}: not the entry whose hash was kept elsewhere, so the log was cut or rewritten"
        )
    return Verdict(expected - 1, (expected - 1, previous), tuple(problems))


def _problems_of(entry: dict[str, object], expected: int, previous: str) -> list[str]:
    seq = entry["seq"]
    found = []
    if seq != expected:
        found.append(f"entry {seq}: entry {expected} is missing before it")
    if entry["previous_hash"] != previous:
        found.append(f"entry {seq}: does not follow from the entry before")
    if entry["hash"] != chained_hash({name: value for name, value in entry.items() if name != "hash"}):
        found.append(f"entry {seq}: its content is not what was written")
    return found


def _one_writer_at_a_time() -> None:
    # SQLite holds its own write lock from the start of the transaction (transaction_mode IMMEDIATE).
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_WRITER])


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _snapshot_id() -> str:
    from django.conf import settings

    return current_id(settings.LINEOFSIGHT_HOME) or ""
