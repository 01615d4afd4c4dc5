"""Person ids that last: which id a group of records has, and what happened to ids since the snapshot before.

A new id is a keyed hash of the group's first record, so that the same files and key give the same ids anywhere, and an
id tells nothing to whoever lacks the key. From then on the ledger decides: a group keeps the id that most of its
records held. An id that is lost in a merge is never given to someone else; it leads to the person who now has most of
its records, and comes back when the merge is undone.
"""

import hmac
from base64 import b32encode
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import pyarrow as pa

Key = tuple[str, str]
"""Source and source key of a record."""

HELD = pa.schema({"source": pa.string(), "source_key": pa.string(), "person_id": pa.string()})
EVENTS = pa.schema(
    {"run": pa.string(), "event": pa.string(), "person_id": pa.string(), "other_person_id": pa.string(),
     "n_records": pa.int32()}
)  # fmt: skip
"""One row per thing that happened to a person id. `event`:
created   the id is new
joined    records that no snapshot held before were linked to the person
merged    the person took over records of `other_person_id`, an id that is lost
split     the person's records left `other_person_id`, which goes on without them
moved     records went from `other_person_id` to this person; both go on
restored  an id that was lost is in use again, with records that nobody held before this run
retired   none of the person's records is in any extract now
"""

_CROCKFORD = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", b"0123456789ABCDEFGHJKMNPQRSTVWXYZ")
"""From Python's base 32 to Crockford's: no I, L, O or U, so an id read out or typed cannot be mistaken."""


@dataclass(frozen=True)
class Ledger:
    """What the previous snapshot knew of ids: who holds which record, who held it before, and the events so far."""

    held: pa.Table
    former: pa.Table = field(default_factory=HELD.empty_table)
    events: pa.Table = field(default_factory=EVENTS.empty_table)

    @cached_property
    def id_of(self) -> dict[Key, str]:
        return dict(_rows(self.held))

    @cached_property
    def former_ids_of(self) -> dict[Key, frozenset[str]]:
        found: dict[Key, set[str]] = {}
        for key, person_id in _rows(self.former):
            found.setdefault(key, set()).add(person_id)
        return {key: frozenset(ids) for key, ids in found.items()}


@dataclass(frozen=True)
class Assigned:
    """The ids of groups, in the order of the groups, and the ledger for the next snapshot."""

    ids: list[str]
    ledger: Ledger
    redirects: pa.Table
    event_counts: dict[str, int]


REDIRECTS = pa.schema({"lost_person_id": pa.string(), "person_id": pa.string()})
"""One row per id that was lost. `person_id`: who has most of its records now; null where none is in any extract."""


def person_id(key: bytes, record: Key, attempt: int = 0) -> str:
    """P and twelve characters: 60 bits of a keyed hash of the record that the group is anchored to."""
    told = "\x1f".join([*record, str(attempt)] if attempt else record)
    letters = b32encode(hmac.digest(key, told.encode(), "sha256")[:8])[:12]
    return "P" + letters.translate(_CROCKFORD).decode()


def assign(groups: list[list[Key]], key: bytes, before: Ledger | None, run: str) -> Assigned:
    """Ids for groups of records, each group's records in order. The same groups and ledger give the same ids."""
    ledger = before or Ledger(HELD.empty_table())
    ids: list[str | None] = [None] * len(groups)
    if ledger.held.num_rows or ledger.former.num_rows:
        _settle(ids, groups, ledger)
    known = set(ledger.id_of.values()) | {person for held in ledger.former_ids_of.values() for person in held}
    return _record(groups, _new_ids(ids, groups, key, known), ledger, run)


def _settle(ids: list[str | None], groups: list[list[Key]], ledger: Ledger) -> None:
    """Give each group an id that its records hold, or held before; each id goes to one group only.

    A group asks first for the id that most of its records hold or held, the smallest of equal ones. Where a group was
    split, the larger part keeps the id; of equal parts the one with fewer records that came to it by a merge, then the
    one whose first record comes first. A part that loses asks for the next id that its records hold, then held.
    """
    wishes = [_wishes(group, ledger) for group in groups]
    holder: dict[str, tuple[_Claim, int]] = {}
    waiting = [number for number, wish in enumerate(wishes) if wish]
    while waiting:
        number = waiting.pop()
        if not wishes[number]:
            continue
        person, claim = wishes[number].pop()
        best, worst = sorted([(claim, number), holder.get(person, (claim, number))])
        holder[person] = best
        if worst != best:
            waiting.append(worst[1])
    for person, (_, number) in holder.items():
        ids[number] = person


_Claim = tuple[bool, int, int, Key]
"""How strong a group's claim to an id is, smallest first."""


def _wishes(group: list[Key], ledger: Ledger) -> list[tuple[str, _Claim]]:
    """Ids that a group may have and its claim to each; the last is the one it wants most."""
    only = {ledger.id_of.get(record) for record in group}
    if len(only) == 1 and not any(record in ledger.former_ids_of for record in group):
        (held,) = only
        return [(held, (False, -len(group), 0, group[0]))] if held else []
    now: Counter[str] = Counter()
    ever: Counter[str] = Counter()
    came = 0
    for record in group:
        held, former = ledger.id_of.get(record), ledger.former_ids_of.get(record, _NOBODY)
        came += bool(former)
        if held:
            now[held] += 1
        ever.update(former | {held} if held else former)
    wanted = sorted(ever, key=lambda person: (now[person] > 0, ever[person], now[person], _backwards(person)))
    return [(person, (now[person] == 0, -ever[person], came, group[0])) for person in wanted]


_NOBODY: frozenset[str] = frozenset()


def _backwards(person: str) -> tuple[int, ...]:
    """Sorts ids the other way round: wishes are taken from the end, the smallest id of equal ones first."""
    return tuple(-ord(character) for character in person)


def _new_ids(ids: list[str | None], groups: list[list[Key]], key: bytes, known: set[str]) -> list[str]:
    """An id for every group. A new one differs from every id known, and from those before it."""
    used = known | {person for person in ids if person is not None}
    settled: list[str] = []
    for group, kept in zip(groups, ids, strict=True):
        person, attempt = kept or person_id(key, group[0]), 0
        while kept is None and person in used:
            attempt += 1
            person = person_id(key, group[0], attempt)
        used.add(person)
        settled.append(person)
    return settled


def _record(groups: list[list[Key]], ids: list[str], before: Ledger, run: str) -> Assigned:
    id_of = {record: person for person, group in zip(ids, groups, strict=True) for record in group}
    former = _former(id_of, before)
    events = _events(groups, ids, before)
    told = _columns([(run, *event) for event in events], EVENTS)
    ledger = Ledger(_table(id_of.items()), _table(former), pa.concat_tables([before.events, told]))
    return Assigned(ids, ledger, _redirects(id_of, former), dict(Counter(event for event, *_ in events)))


def _former(id_of: Mapping[Key, str], before: Ledger) -> list[tuple[Key, str]]:
    """Ids that records held before and do not hold now, those of records that are gone included."""
    held = {(record, person) for record, persons in before.former_ids_of.items() for person in persons}
    held |= set(before.id_of.items())
    return sorted((record, person) for record, person in held if id_of.get(record) != person)


def _redirects(id_of: Mapping[Key, str], former: list[tuple[Key, str]]) -> pa.Table:
    in_use = set(id_of.values())
    now: dict[str, Counter[str]] = {}
    for record, lost in former:
        if lost not in in_use:
            counts = now.setdefault(lost, Counter())
            if record in id_of:
                counts[id_of[record]] += 1
    led = {
        lost: min(counts, key=lambda person: (-counts[person], person), default=None) for lost, counts in now.items()
    }
    return pa.table([list(led), list(led.values())], schema=REDIRECTS).sort_by("lost_person_id")


_Event = tuple[str, str, str | None, int]
"""What happened, whose id, the other id, how many records."""


def _events(groups: list[list[Key]], ids: list[str], before: Ledger) -> list[_Event]:
    if not before.held.num_rows and not before.former.num_rows:
        return _sorted([("created", person, None, len(group)) for person, group in zip(ids, groups, strict=True)])
    live, now = set(before.id_of.values()), set(ids)
    lost_before = {person for held in before.former_ids_of.values() for person in held} - live
    moves: list[tuple[str, str, int]] = []
    events: list[_Event] = []
    for person, group in zip(ids, groups, strict=True):
        if all(before.id_of.get(record) == person for record in group):
            continue
        came = Counter(before.id_of.get(record) for record in group)
        fresh = came.pop(None, 0)
        moves += [(person, other, n) for other, n in came.items() if other is not None and other != person]
        split = person not in live and any(other in now for other in came)
        if person not in live and not split:
            events.append(("restored" if person in lost_before else "created", person, None, len(group)))
        elif person in live and fresh:
            events.append(("joined", person, None, fresh))
    return _sorted(events + _moves(moves, live, now) + _retired(moves, live - now, before))


def _moves(moves: list[tuple[str, str, int]], live: set[str], now: set[str]) -> list[_Event]:
    """Records that changed person: the person who took most of an id that is lost has merged it."""
    events: list[_Event] = []
    takes_most = {other: person for person, other, n in sorted(moves, key=lambda move: (move[2], _backwards(move[0])))}
    for person, other, n in moves:
        if other not in now and takes_most[other] == person:
            events.append(("merged", person, other, n))
        else:
            events.append(("moved" if person in live or other not in now else "split", person, other, n))
    return events


def _retired(moves: list[tuple[str, str, int]], lost: set[str], before: Ledger) -> list[_Event]:
    sizes = Counter(before.id_of.values())
    gone = lost - {other for _, other, _ in moves}
    return [("retired", person, None, sizes[person]) for person in gone]


def _sorted(events: list[_Event]) -> list[_Event]:
    return sorted(events, key=lambda event: (event[0], event[1], event[2] or ""))


def _rows(held: pa.Table) -> Iterable[tuple[Key, str]]:
    columns = (held[name].to_pylist() for name in HELD.names)
    return (((source, source_key), person) for source, source_key, person in zip(*columns, strict=True))


def _table(rows: Iterable[tuple[Key, str]]) -> pa.Table:
    return _columns(sorted((*record, person) for record, person in rows), HELD)


def _columns(rows: Sequence[tuple[object, ...]], schema: pa.Schema) -> pa.Table:
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    return pa.table(
        [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)], schema=schema
    )
