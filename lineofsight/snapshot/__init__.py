"""The immutable, dated result of a build, and all that the web half may open."""

from lineofsight.journey.pathways import FOLLOWED_DAYS
from lineofsight.measures.comparison import ComparisonRow, ModelRow
from lineofsight.snapshot.after import Departed, Departures, Years
from lineofsight.snapshot.at_the_door import CameBack, Contacts, Referrals
from lineofsight.snapshot.compare import (
    CaseDifference,
    Category,
    CategoryTotal,
    Comparison,
    compare_all,
    compare_indicator,
)
from lineofsight.snapshot.journeys import Clock, ClockCount, Route
from lineofsight.snapshot.late import LateRecording, Revision, late_recording, revisions
from lineofsight.snapshot.moves import Move, Mover
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
    "FOLLOWED_DAYS",
    "CameBack",
    "Case",
    "CaseDifference",
    "Category",
    "CategoryTotal",
    "Clock",
    "ClockCount",
    "Comparison",
    "ComparisonRow",
    "Contacts",
    "Departed",
    "Departures",
    "Event",
    "Figure",
    "Flow",
    "Identity",
    "IdentityRecord",
    "Involvement",
    "LateRecording",
    "ModelRow",
    "MonthSum",
    "Move",
    "Mover",
    "Published",
    "Referrals",
    "Revision",
    "Route",
    "Snapshot",
    "SnapshotEntry",
    "SnapshotMissing",
    "SourceStatus",
    "Spell",
    "Team",
    "Years",
    "activate",
    "compare_all",
    "compare_indicator",
    "current_id",
    "late_recording",
    "list_snapshots",
    "open_snapshot",
    "prune",
    "revisions",
]
