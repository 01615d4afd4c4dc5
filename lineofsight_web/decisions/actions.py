"""Deciding, and handing what was decided to the next build."""

import csv
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from lineofsight.errors import LineofsightError
from lineofsight.sources.decisions import IDENTITY_DECISIONS
from lineofsight_web.access.models import User
from lineofsight_web.decisions.models import IdentityDecision, decision_id


@dataclass(frozen=True, order=True)
class Record:
    """One supplier's record of a person: the source's name and the supplier's own key."""

    source: str
    key: str


class DecisionConflict(LineofsightError):
    """Somebody else decided about the pair in between."""

    def __init__(self) -> None:
        super().__init__("Somebody else has decided about these two records. Look at theirs before you decide.")


def in_force(one: Record, other: Record) -> IdentityDecision | None:
    """The decision that stands for a pair of records, whichever is named first."""
    a, b = sorted((one, other))
    return IdentityDecision.objects.filter(
        source_a=a.source, source_key_a=a.key, source_b=b.source, source_key_b=b.key, superseded_by=None
    ).first()


def decide_identity(
    *, one: Record, other: Record, decision: str, because: str, by: User, supersedes: IdentityDecision | None = None
) -> IdentityDecision:
    """Decide whether two records are one person. `supersedes` is the decision that stood when the person looked.

    The same decision again, over the one that stands, adds nothing.
    Errors: DecisionConflict if another decision stands now; ValueError for a record and itself, or no such decision.
    """
    if one == other or decision not in IdentityDecision.Decision.values or not because.strip():
        raise ValueError("a decision is about two records, says same, different or unsure, and why")
    try:
        return _decide(one, other, decision, because, by, supersedes)
    except IntegrityError:  # decided twice at the same moment; the database let one in
        raise DecisionConflict from None


@transaction.atomic
def _decide(
    one: Record, other: Record, decision: str, because: str, by: User, supersedes: IdentityDecision | None
) -> IdentityDecision:
    standing = in_force(one, other)
    if standing and (standing.decision, standing.because, standing.decided_by_id) == (decision, because, by.pk):
        return standing
    if standing != supersedes:
        raise DecisionConflict
    a, b = sorted((one, other))
    added: IdentityDecision = IdentityDecision.objects.create(
        source_a=a.source, source_key_a=a.key, source_b=b.source, source_key_b=b.key,
        decision=decision, because=because, decided_by=by, decided_at=timezone.now(), supersedes=supersedes,
    )  # fmt: skip
    return added


def export_decisions(path: Path) -> int:
    """Write every decision as an extract, replacing the file in one step; returns how many. Only its owner may read it.

    The columns and their formats are those that the next build reads them by: `sources/decisions.py`.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    n_written = 0
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as target:
            writer = csv.writer(target)
            writer.writerow([column.header for column in IDENTITY_DECISIONS.columns])
            for row in _rows():
                writer.writerow([column.type.format(row[column.name]) for column in IDENTITY_DECISIONS.columns])
                n_written += 1
            target.flush()
            os.fsync(target.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return n_written


def _rows() -> Iterator[dict[str, Any]]:
    """One row a decision, oldest first, by the names of the declared columns."""
    for one in IdentityDecision.objects.select_related("decided_by").order_by("id").iterator(chunk_size=2000):
        yield {
            "decision_id": one.decision_id,
            "source_a": one.source_a,
            "source_key_a": one.source_key_a,
            "source_b": one.source_b,
            "source_key_b": one.source_key_b,
            "decision": one.decision,
            "decided_by": one.decided_by.get_username(),
            "decided_at": timezone.localtime(one.decided_at).replace(tzinfo=None),
            "because": " ".join(one.because.split()),
            "supersedes": decision_id(one.supersedes_id),
        }
