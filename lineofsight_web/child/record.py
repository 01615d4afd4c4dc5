"""What the page of one child shows. This is the only module that reads a child's record, and it asks for a receipt:
the proof that the access was allowed and is in the log.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lineofsight.snapshot import Event, Identity, IdentityRecord, Involvement, Snapshot, Spell
from lineofsight_web.access.log import Receipt
from lineofsight_web.child import event_words
from lineofsight_web.child.held import SourceLine, source_lines

SHOWN_FIRST = 20
"""Events of the timeline that stand open; earlier ones are one step away."""


@dataclass(frozen=True)
class OpenNow:
    """A state that has not ended."""

    words: str
    since: date
    days: int


@dataclass(frozen=True)
class Happening:
    """One line of the timeline: codes in words, never free text."""

    what: str
    more: str
    on: date
    source: str
    file: str
    row: int


@dataclass(frozen=True)
class Candidate:
    """A child that fits a search, with enough to tell two apart."""

    person_id: str
    name: str
    date_of_birth: date | None
    postcode_area: str


@dataclass(frozen=True)
class Record:
    """The single view of one child at a snapshot's date."""

    person_id: str
    name: str
    identity: Identity
    age: str
    other_names: tuple[str, ...]
    involved: tuple[Involvement, ...]
    was_involved: tuple[Involvement, ...]
    open_now: tuple[OpenNow, ...]
    timeline: tuple[Happening, ...]
    earlier: tuple[Happening, ...]
    sources: tuple[SourceLine, ...]


def read_record(snapshot: Snapshot, receipt: Receipt) -> Record | None:
    """The record of the child that the receipt is for; None where the snapshot has no such child."""
    person_id = receipt.person_id
    if person_id is None or not snapshot.has_person(person_id):
        return None
    identity = snapshot.identity(person_id) or _nameless(person_id)
    involvements = snapshot.involvements(person_id)
    records = snapshot.records(person_id)
    name = _name(identity.forename, identity.surname)
    happened = tuple(_happening(snapshot, event) for event in snapshot.timeline(person_id))
    return Record(
        person_id=person_id,
        name=name,
        identity=identity,
        age=age_words(identity.date_of_birth, snapshot.as_of),
        other_names=_other_names(name, records),
        involved=tuple(row for row in involvements if _is_now(row.end_date, snapshot.as_of)),
        was_involved=tuple(row for row in involvements if not _is_now(row.end_date, snapshot.as_of)),
        open_now=tuple(_open_now(spell, snapshot) for spell in snapshot.spells(person_id) if _is_open(spell, snapshot)),
        timeline=happened[:SHOWN_FIRST],
        earlier=happened[SHOWN_FIRST:],
        sources=tuple(source_lines(snapshot, records)),
    )


def read_candidate(snapshot: Snapshot, receipt: Receipt) -> Candidate | None:
    """A line of a search's result, or of a team's list."""
    identity = snapshot.identity(receipt.person_id) if receipt.person_id else None
    if identity is None:
        return None
    name = _name(identity.forename, identity.surname)
    area = (identity.postcode or "").split(" ")[0]
    return Candidate(identity.person_id, name, identity.date_of_birth, area)


def age_words(born: date | None, on: date) -> str:
    """An age as people say it: years, months under two, 'not born yet'."""
    if born is None:
        return ""
    if born > on:
        return "not born yet"
    months = (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day)
    if months < 24:
        return f"{months} {'month' if months == 1 else 'months'} old"
    return f"{months // 12} years old"


_NO_NAME = "Name not held"


def _name(forename: str | None, surname: str | None) -> str:
    return " ".join(part for part in (forename, surname) if part) or _NO_NAME


def _other_names(name: str, records: Sequence[IdentityRecord]) -> tuple[str, ...]:
    """Names in other records that differ by more than capitals."""
    spelt = {_name(row.forename, row.surname) for row in records}
    by_letters = {other.casefold(): other for other in sorted(spelt)}
    return tuple(
        other for letters, other in by_letters.items() if letters not in {name.casefold(), _NO_NAME.casefold()}
    )


def _nameless(person_id: str) -> Identity:
    return Identity(person_id, None, None, None, None, None, None, None, None, 0)


def _is_now(end: date | None, on: date) -> bool:
    return end is None or end > on


def _is_open(spell: Spell, snapshot: Snapshot) -> bool:
    return _is_now(spell.end_date, snapshot.as_of) and spell.start_date <= snapshot.as_of


def _open_now(spell: Spell, snapshot: Snapshot) -> OpenNow:
    return OpenNow(event_words.state(spell.state), spell.start_date, (snapshot.as_of - spell.start_date).days)


def _happening(snapshot: Snapshot, event: Event) -> Happening:
    more = snapshot.label(event.code_set, event.detail) if event.code_set and event.detail else ""
    return Happening(
        event_words.event(event.event), more, event.happened_on, event.source, event.source_file, event.source_row
    )
