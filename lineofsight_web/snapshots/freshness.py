"""How new each supplier's data is, and who is late. A stale feed must be loud: silence reads like good news."""

from dataclasses import dataclass
from datetime import date

from lineofsight.snapshot import Snapshot
from lineofsight_web.ui import words


@dataclass(frozen=True)
class Family:
    """The extracts that come together from one supplier. Their names begin with `prefix`.

    `people`: the source among them that introduces people, if one does. A supplier whose newest row is more than
    `usual_days` older than the snapshot is late.
    """

    title: str
    prefix: str
    people: str
    usual_days: int


FAMILIES = (
    Family("Children's social care case system", "ssd_", "ssd_person", 45),
    Family("Return on children looked after (SSDA903)", "ssda903_", "ssda903_header", 400),
    Family("School census", "school_census_", "school_census_pupils_on_roll", 150),
    Family("Police reports of children missing", "police_", "police_missing", 45),
    Family("Workforce", "workforce_", "", 45),
)


@dataclass(frozen=True)
class Freshness:
    """One family in one snapshot. `newest`: the newest day its rows speak of; null where it was never loaded."""

    family: Family
    supplier: str
    is_loaded: bool
    newest: date | None
    is_late: bool

    @property
    def words(self) -> str:
        """'Police has not sent data since 3 April 2024', for one that is late or not there."""
        since = f" since {words.day(self.newest)}" if self.newest else ""
        return f"{self.supplier} has not sent data{since}"


def freshness(snapshot: Snapshot) -> list[Freshness]:
    """Every family that this version declares, in a fixed order."""
    statuses = snapshot.sources()
    found = []
    for family in FAMILIES:
        mine = [status for status in statuses if status.source.startswith(family.prefix)]
        if mine:
            newest = max((status.last_seen for status in mine if status.last_seen), default=None)
            is_loaded = any(status.loaded for status in mine)
            is_late = is_loaded and (newest is None or (snapshot.as_of - newest).days > family.usual_days)
            found.append(Freshness(family, mine[0].supplier, is_loaded, newest, is_late))
    return found


def late(snapshot: Snapshot) -> list[Freshness]:
    """The families that were sent before and are late."""
    return [fresh for fresh in freshness(snapshot) if fresh.is_late]
