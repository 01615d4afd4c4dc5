"""The immutable, dated result of a build, and all that the web half may open."""

from lineofsight.snapshot.reader import Snapshot, open_snapshot
from lineofsight.snapshot.rows import (
    Case,
    Event,
    Figure,
    Flow,
    Identity,
    IdentityRecord,
    Involvement,
    MonthSum,
    Published,
    SourceStatus,
    Spell,
    Team,
)
from lineofsight.snapshot.store import (
    SnapshotEntry,
    SnapshotMissing,
    activate,
    current_id,
    list_snapshots,
    prune,
)

__all__ = [
    "Case",
    "Event",
    "Figure",
    "Flow",
    "Identity",
    "IdentityRecord",
    "Involvement",
    "MonthSum",
    "Published",
    "Snapshot",
    "SnapshotEntry",
    "SnapshotMissing",
    "SourceStatus",
    "Spell",
    "Team",
    "activate",
    "current_id",
    "list_snapshots",
    "open_snapshot",
    "prune",
]
