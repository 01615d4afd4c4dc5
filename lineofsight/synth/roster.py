"""The records of the case system: one for everyone known, a second for some, mothers among them."""

from dataclasses import dataclass

import numpy as np

from lineofsight.synth.casebook import NO_OUTCOME
from lineofsight.synth.county import County
from lineofsight.synth.days import OPEN, Days
from lineofsight.synth.draws import Bools, Chance, Ints, chance

TWICE_PERCENT = 1.6
"""Children whom the case system holds twice, because someone did not find them."""
LEFT_UNBORN_PERCENT = 14
"""Of children referred before birth, how many also keep their record as an unborn child."""
MOTHER_KNOWN_PERCENT = 82
MAIN, SECOND, LEFT_UNBORN = 0, 1, 2


@dataclass(frozen=True)
class Roster:
    """One row per record: children's main records, then children's other records, then mothers."""

    child: Ints
    """-1 for a mother."""
    household: Ints
    """-1 for an unaccompanied child."""
    key: Ints
    legacy: Ints
    again: Ints
    """MAIN, SECOND or LEFT_UNBORN."""
    first_seen: Days
    main_of: Ints
    """For each child, the row of the main record; -1 for one who is not known."""
    other_of: Ints
    """For each child, the row of the other record; -1 where there is none."""

    @property
    def is_child(self) -> Bools:
        return self.child >= 0

    def person(self, county: County) -> Ints:
        """True person: children by position, then mothers by household."""
        mother = len(county.children) + np.maximum(self.household, 0)
        return np.where(self.is_child, self.child, mother)


def make_roster(county: County) -> Roster:
    rng = county.setting.rng("case system records")
    people, n = county.people, len(county.children)
    known, seen = np.flatnonzero(county.known), first_seen(county)
    unborn, twice = _held_twice(rng, county, known, seen)
    extra = np.concatenate([known[twice], known[unborn]])
    again = np.concatenate([np.full(int(twice.sum()), SECOND), np.full(int(unborn.sum()), LEFT_UNBORN)])
    mothers = _mothers(rng, county)
    later = seen[extra] + rng.integers(20, 500, len(extra))
    main_of, other_of = np.full(n, -1, np.int64), np.full(n, -1, np.int64)
    main_of[known], other_of[extra] = np.arange(len(known)), len(known) + np.arange(len(extra))
    return Roster(
        child=np.concatenate([known, extra, np.full(len(mothers), -1)]),
        household=np.concatenate([county.children.household[known], county.children.household[extra], mothers]),
        key=np.concatenate([people.ssd[known], _more_ids(people.ssd, extra), people.ssd[n + mothers]]),
        legacy=np.concatenate([people.legacy[known], _more_ids(people.legacy, extra), people.legacy[n + mothers]]),
        again=np.concatenate([np.full(len(known), MAIN), again, np.full(len(mothers), MAIN)]),
        first_seen=np.concatenate(
            [seen[known], np.where(again == SECOND, later, seen[extra]), _mother_seen(county, seen, mothers)]
        ).astype(np.int32),
        main_of=main_of,
        other_of=other_of,
    )


def _held_twice(rng: Chance, county: County, known: Ints, seen: Days) -> tuple[Bools, Bools]:
    """Which of the known keep a record as an unborn child, and which have a second record."""
    children, book = county.children, county.lives.book
    before_birth = np.zeros(len(children), np.bool_)
    early = county.kept & (book.ref < children.birth[book.child] - 10)
    before_birth[book.child[early]] = True
    unborn = before_birth[known] & chance(rng, len(known), LEFT_UNBORN_PERCENT / 100)
    unborn &= children.birth[known] < county.setting.end
    twice = chance(rng, len(known), TWICE_PERCENT / 100) & ~unborn & (children.birth[known] < seen[known] + 200)
    return unborn, twice


def _more_ids(ids: Ints, extra: Ints) -> Ints:
    return int(ids.max()) + 1 + np.arange(len(extra), dtype=np.int64) * 3 + extra % 3


def first_seen(county: County) -> Days:
    """The day on which each child first came to notice; OPEN for who never did."""
    seen = np.full(len(county.children), OPEN, np.int32)
    book, start = county.lives.book, county.setting.start
    for child, on, kept in (
        (book.child, book.ref, county.kept),
        (county.contacts.child, county.contacts.on, county.contacts.on >= start),
        (county.early_help.child, county.early_help.start, county.early_help.end >= start),
        (county.care.child, county.care.start, county.care.end >= start),
        (county.missing.child, county.missing.start, county.missing.start >= start),
        (county.earlier.child, county.earlier.start, np.ones(len(county.earlier.child), np.bool_)),
    ):
        np.minimum.at(seen, child[kept], on[kept])
    leavers = county.leavers.child
    seen[leavers] = np.minimum(seen[leavers], start)
    return seen


def _mothers(rng: Chance, county: County) -> Ints:
    """Families whose mother has a record: most of those with an assessment."""
    book = county.lives.book
    home = np.unique(county.children.household[book.child[county.kept & (book.outcome != NO_OUTCOME)]])
    home = home[home >= 0]
    return home[chance(rng, len(home), MOTHER_KNOWN_PERCENT / 100)]


def _mother_seen(county: County, seen: Days, mothers: Ints) -> Days:
    of_home = np.full(len(county.homes), OPEN, np.int32)
    inside = county.children.household >= 0
    np.minimum.at(of_home, county.children.household[inside], seen[inside])
    return of_home[mothers]
