"""The page of the front door, put together from a snapshot for one reader."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from lineofsight.measures.catalogue import INDICATORS
from lineofsight.snapshot import CameBack, Contacts, Referrals, Snapshot, Years
from lineofsight.snapshot.at_the_door import BECAME_REFERRAL, UNKNOWN
from lineofsight.stats.disclosure import is_small
from lineofsight_web.dashboard.figures import Reader
from lineofsight_web.dashboard.front_door import tables
from lineofsight_web.dashboard.front_door.tables import Table, counted
from lineofsight_web.dashboard.months import at_month, months_before, newest_month
from lineofsight_web.dashboard.safe.change import NOT_FOR_YOU
from lineofsight_web.dashboard.signals.months import BEFORE
from lineofsight_web.ui import words

FOLLOWED_DAYS = 90
MEASURES = tuple(f"FD{number:02}" for number in range(1, 11))
NOT_LOADED = "Not loaded: no extract of it is in this snapshot."
_NEEDS = {
    "contacts-by-who": ("ssd_contacts",),
    "contacts-by-outcome": ("ssd_contacts",),
    "conversion": ("ssd_contacts",),
    "repeat": ("ssd_contacts",),
    "came-back": ("ssd_contacts", "ssd_s47_enquiry"),
    "expected": ("ssd_contacts",),
    "referrals-by-who": ("ssd_cin_episodes",),
    "referrals-by-need": ("ssd_cin_episodes",),
    "referrals-by-outcome": ("ssd_cin_episodes",),
}
"""The extracts that each table needs. Counts of an extract that is not loaded are no zeros."""


@dataclass(frozen=True)
class FrontDoor:
    """The sentence, the tables, and what is not held."""

    sentence: str
    tables: tuple[Table, ...]
    hours_to_decision: str
    measures: tuple[tuple[str, str], ...]


def front_door(snapshot: Snapshot, reader: Reader) -> FrontDoor:
    """The page as one reader may see it."""
    loaded = {status.source for status in snapshot.sources() if status.loaded}
    shown = [
        table.for_reader(sees_small_numbers=reader.sees_small_numbers)
        if loaded.issuperset(_NEEDS[table.key])
        else Table(table.key, table.title, table.said, table.headers, (), absence=NOT_LOADED)
        for table in _tables(snapshot)
    ]
    return FrontDoor(
        sentence=_sentence(snapshot, reader, loaded),
        tables=tuple(shown),
        hours_to_decision=f"Not held: this needs {INDICATORS['FD05'].lacking}.",
        measures=tuple((name, INDICATORS[name].title) for name in MEASURES if INDICATORS[name].is_held),
    )


def _years(snapshot: Snapshot) -> Years:
    return Years(snapshot.as_of, 0)


@dataclass(frozen=True)
class KnownBefore:
    """Whether our data reach back over the year before."""

    contacts: bool = True
    referrals: bool = True


def _is_known_before(snapshot: Snapshot, indicator: str) -> bool:
    """As the twelve months' own measure says of a year before."""
    then = at_month(snapshot.figures(indicator), months_before(newest_month(snapshot), 12))
    return then is not None and then.marker != BEFORE


@lru_cache(maxsize=4)
def _contacts(snapshot: Snapshot) -> tuple[Contacts, ...]:
    return tuple(snapshot.contacts_at_the_door(_years(snapshot)))


@lru_cache(maxsize=4)
def _tables(snapshot: Snapshot) -> tuple[Table, ...]:
    """Worked out once a snapshot."""
    years, followed = _years(snapshot), Years(snapshot.as_of, FOLLOWED_DAYS)
    contacts, referrals = _contacts(snapshot), snapshot.referrals_at_the_door(years)
    known = KnownBefore(_is_known_before(snapshot, "FD02"), _is_known_before(snapshot, "FD07"))
    back = snapshot.came_back(followed)
    return made_of(contacts, referrals, back, followed, lambda code: _need(snapshot, code), known)


def made_of(
    contacts: Sequence[Contacts], referrals: Sequence[Referrals], back: Sequence[CameBack], followed: Years,
    need: tables.Name, known: "KnownBefore",
) -> tuple[Table, ...]:  # fmt: skip
    """Every table of the page, in its order."""
    by_who = counted(contacts, lambda row: row.referrer)
    return (
        tables.demand("contacts-by-who", "Contacts by who made them", "Who", by_who, _who,
                      two_years=known.contacts),
        tables.demand("contacts-by-outcome", "Contacts by what came of them", "What came of it",
                      counted(contacts, lambda row: row.outcome), words.sentence_case, two_years=known.contacts),
        tables.demand("referrals-by-who", "Referrals by who referred", "Who",
                      counted(referrals, lambda row: row.referrer), _who, two_years=known.referrals),
        tables.demand("referrals-by-need", "Referrals by primary need", "Primary need",
                      counted(referrals, lambda row: row.need), need, two_years=known.referrals),
        tables.demand("referrals-by-outcome", "Referrals by what came of them", "What came of it",
                      counted(referrals, lambda row: _NFA if row.is_nfa else _WENT_ON), str,
                      two_years=known.referrals),
        tables.shares("conversion", "Contacts that became referrals",
                      "A contact attached to a referral already open is not counted as a new one.", by_who,
                      counted([row for row in contacts if row.outcome == BECAME_REFERRAL], lambda row: row.referrer),
                      _who, two_years=known.contacts),
        tables.shares("repeat", "Repeat contacts",
                      "The child had an earlier contact in the 12 months before, whoever made it.", by_who,
                      counted([row for row in contacts if row.is_repeat], lambda row: row.referrer), _who,
                      two_years=known.contacts),
        tables.came_back(back, _who, _followed_words(followed), two_years=known.contacts),
        tables.expected(contacts, _who),
    )  # fmt: skip


_NFA, _WENT_ON = "No further action", "Went on, or not recorded"


def _who(referrer: str) -> str:
    return "Not known" if referrer == UNKNOWN else referrer


def _need(snapshot: Snapshot, code: str) -> str:
    return "Not recorded" if code == UNKNOWN else snapshot.label("primary_need", code)


def _followed_words(years: Years) -> str:
    return (
        f"Contacts of the 12 months to {words.day(years.until)}, against the 12 months to {words.day(years.since)}: "
        f"those of later days cannot be followed for {years.within} days yet. A child with two such contacts counts "
        "twice."
    )


def _sentence(snapshot: Snapshot, reader: Reader, loaded: set[str]) -> str:
    if "ssd_contacts" not in loaded:
        return f"Contacts: {NOT_LOADED[:1].lower()}{NOT_LOADED[1:]}"
    rows = _contacts(snapshot)
    now, before = (sum(row.n for row in rows if row.is_latest is latest) for latest in (True, False))
    became = sum(row.n for row in rows if row.is_latest and row.outcome == BECAME_REFERRAL)
    if not reader.sees_small_numbers and any(is_small(n) for n in (now, before, became, now - became)):
        return NOT_FOR_YOU
    share = f" {words.amount(became / now, words.PERCENT)} of them became a referral ({became:,})." if now else ""
    moved = f", {words.change(now, before, words.COUNT)} on the 12 months before"
    covered = f"{words.plural(now, 'contact')} in the 12 months to {words.day(snapshot.as_of)}"
    return f"{covered}{moved if _is_known_before(snapshot, 'FD02') else ''}.{share}"
