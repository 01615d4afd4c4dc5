"""Which sources hold records of a child, and how fresh each is. What is absent is said in one of four phrases:
never 'nothing known', since that is what nobody can know.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from lineofsight.snapshot import IdentityRecord, Snapshot, SourceStatus
from lineofsight_web.ui import words

NOT_MATCHED = "Not matched to this child"
NO_ACCESS = "You do not have access to this"


@dataclass(frozen=True)
class People:
    """A source that introduces people. `prefix` begins the names of the sources that hang on it; a supplier that has
    sent nothing newer than `usual_days` before the snapshot is late."""

    source: str
    title: str
    prefix: str
    usual_days: int


PEOPLE_SOURCES = (
    People("ssd_person", "Children's social care case system", "ssd_", 45),
    People("ssda903_header", "Return on children looked after (SSDA903)", "ssda903_", 400),
    People("school_census_pupils_on_roll", "School census", "school_census_", 150),
    People("police_missing", "Police reports of children missing", "police_", 45),
)


@dataclass(frozen=True)
class SourceLine:
    """One source on a child's page. `absence` is one of the four phrases, or empty."""

    title: str
    n_records: int
    last_seen: date | None
    absence: str
    keys: tuple[str, ...]
    rows: tuple[IdentityRecord, ...]


def not_held_by(supplier: str) -> str:
    """The supplier's record of the child is matched, and has nothing of this."""
    return f"Not held by {supplier}"


def not_sent_since(supplier: str, since: date | None) -> str:
    """The supplier is late, or has never sent."""
    return f"{supplier} has not sent data since {words.day(since)}" if since else f"{supplier} has not sent data"


def source_lines(snapshot: Snapshot, records: Sequence[IdentityRecord]) -> Iterator[SourceLine]:
    """One line a source that introduces people, in a fixed order."""
    statuses = snapshot.sources()
    for people in PEOPLE_SOURCES:
        family = [status for status in statuses if status.source.startswith(people.prefix)]
        mine = tuple(record for record in records if record.source == people.source)
        if family:
            yield _line(people, family, mine, snapshot.as_of)


def _line(people: People, family: list[SourceStatus], mine: tuple[IdentityRecord, ...], as_of: date) -> SourceLine:
    supplier = family[0].supplier
    is_loaded = any(status.loaded for status in family)
    newest = max((status.last_seen for status in family if status.last_seen), default=None)
    is_late = newest is None or (as_of - newest).days > people.usual_days
    absence = "" if mine else NOT_MATCHED
    if not is_loaded or is_late:
        absence = not_sent_since(supplier, newest)
    return SourceLine(people.title, len(mine), newest, absence, tuple(record.source_key for record in mine), mine)
