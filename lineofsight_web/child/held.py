"""Which sources hold records of a child, and how fresh each is. What is absent is said in one of four phrases:
never 'nothing known', since that is what nobody can know.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from lineofsight.snapshot import IdentityRecord, Snapshot
from lineofsight_web.snapshots.freshness import freshness

NOT_MATCHED = "Not matched to this child"
NO_ACCESS = "You do not have access to this"


@dataclass(frozen=True)
class SourceLine:
    """One source on a child's page. `absence` is one of the phrases, or empty."""

    title: str
    records: tuple[IdentityRecord, ...]
    newest: date | None
    absence: str


def not_held_by(supplier: str) -> str:
    """The supplier's record of the child is matched, and has nothing of this."""
    return f"Not held by {supplier}"


def source_lines(snapshot: Snapshot, records: Sequence[IdentityRecord]) -> Iterator[SourceLine]:
    """One line a source that introduces people, in a fixed order."""
    for fresh in freshness(snapshot):
        if fresh.family.people:
            mine = tuple(record for record in records if record.source == fresh.family.people)
            is_behind = fresh.is_late or not fresh.is_loaded
            absence = fresh.words if is_behind else "" if mine else NOT_MATCHED
            yield SourceLine(fresh.family.title, mine, fresh.newest, absence)
