"""What became of the children who left, or were not admitted, against those of the year before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import urlencode

from lineofsight.snapshot import Departures, Snapshot, Years
from lineofsight.snapshot.after import KINDS, OLDER, OUTCOMES, UNACCOMPANIED
from lineofsight.stats.disclosure import is_small, is_small_share
from lineofsight.stats.intervals import wilson
from lineofsight.stats.power import WORTH_SEEING_POINTS
from lineofsight.stats.two_shares import LEVEL, difference_interval, least_increase_seen
from lineofsight_web.dashboard.downloads import Downloadable
from lineofsight_web.dashboard.figures import Reader
from lineofsight_web.ui import words

WITHIN = (90, 180)
HIDDEN = "fewer than six, not shown"
EVERYONE = "all"

OUTCOME_WORDS = {
    "referral": "Referred again",
    "enquiry": "Child protection enquiry",
    "plan": "Child protection plan",
    "care": "Came into care",
    "missing": "Reported missing",
}
_OF_KIND = {
    ("plan", "plan ended"): "A plan again",
    ("care", "left care"): "Came back into care",
    ("plan", "left care"): "Child protection plan",
}


@dataclass(frozen=True)
class Kind:
    """One kind of departure: its words, the extracts it needs, and the groups shown apart."""

    key: str
    title: str
    said: str
    needs: tuple[tuple[str, ...], ...]
    groups: tuple[str, ...] = (EVERYONE, OLDER)


KINDS_SHOWN = (
    Kind("left care", "Left care", "children who left care", (("ssd_cla_episodes", "ssda903_episodes"),),
         (EVERYONE, OLDER, UNACCOMPANIED)),
    Kind("plan ended", "Came off a plan", "children whose child protection plan ended", (("ssd_cp_plans",),)),
    Kind("conference without plan", "A conference, and no plan",
         "children whose initial conference led to no plan", (("ssd_initial_cp_conference",),)),
    Kind("enquiry without conference", "An enquiry, and no conference",
         "children whose enquiry led to no conference", (("ssd_s47_enquiry",),)),
)  # fmt: skip
GROUP_WORDS = {EVERYONE: "All under 18", OLDER: "Aged 16 or 17", UNACCOMPANIED: "Unaccompanied, any age"}

_OUTCOME_NEEDS = {
    "referral": ("ssd_cin_episodes",),
    "enquiry": ("ssd_s47_enquiry",),
    "plan": ("ssd_cp_plans",),
    "care": ("ssd_cla_episodes", "ssda903_episodes"),
    "missing": ("ssd_missing", "police_missing", "ssda903_missing"),
}


@dataclass(frozen=True)
class Cell:
    """One share in words, and the list behind it."""

    share: str
    interval: str
    of: str
    query: str


@dataclass(frozen=True)
class OutcomeRow:
    """One outcome within so many days: the latest year, the year before, and whether they differ."""

    outcome: str
    within: int
    now: Cell
    before: Cell
    verdict: str
    is_compared: bool = False
    is_real: bool = False


@dataclass(frozen=True)
class GroupTable:
    """One kind and group. `absence` says why it has no rows."""

    kind: Kind
    group: str
    title: str
    rows: tuple[OutcomeRow, ...]
    absence: str = ""

    @property
    def is_part(self) -> bool:
        """Whether it is one group of a kind, shown folded under the whole."""
        return self.group != EVERYONE


@dataclass(frozen=True)
class Aftermath:
    """All of it, and in how many rows the two years differ by more than chance."""

    tables: tuple[GroupTable, ...]
    sentence: str
    years: tuple[str, ...]


def aftermath_shown(snapshot: Snapshot, reader: Reader) -> Aftermath:
    """The tables as one reader may see them. Groups of a kind are for readers who see small numbers: from the whole
    and two groups the third could be told.
    """
    tables = tuple(
        _table(snapshot, kind, group, reader)
        for kind in KINDS_SHOWN
        for group in kind.groups
        if group == EVERYONE or reader.sees_small_numbers
    )
    compared = [row for table in tables for row in table.rows if row.is_compared]
    return Aftermath(tables, _sentence(compared), tuple(_year_words(snapshot, within) for within in WITHIN))


@lru_cache(maxsize=8)
def _counted(snapshot: Snapshot, within: int) -> tuple[Departures, ...]:
    return tuple(snapshot.departures(Years(snapshot.as_of, within)))


@lru_cache(maxsize=4)
def _reaches_back(snapshot: Snapshot) -> frozenset[str]:
    """The kinds whose records begin before the earlier year does."""
    since = min(Years(snapshot.as_of, within).since_before for within in WITHIN)
    firsts = {kind: snapshot.first_departure(kind) for kind in KINDS}
    return frozenset(kind for kind, first in firsts.items() if first is not None and first <= since)


def _table(snapshot: Snapshot, kind: Kind, group: str, reader: Reader) -> GroupTable:
    shown = GroupTable(kind, group, f"{kind.title}: {GROUP_WORDS[group].lower()}", ())
    if not _is_loaded(snapshot, kind.needs):
        return replace(shown, absence="Not loaded: no extract of it is in this snapshot.")
    rows = [
        _row(snapshot, kind, group, outcome, within, reader)
        for outcome in OUTCOMES
        for within in WITHIN
    ]  # fmt: skip
    return replace(shown, rows=tuple(rows))


def _row(snapshot: Snapshot, kind: Kind, group: str, outcome: str, within: int, reader: Reader) -> OutcomeRow:
    what = _OF_KIND.get((outcome, kind.key), OUTCOME_WORDS[outcome])
    if not _is_loaded(snapshot, (_OUTCOME_NEEDS[outcome],)):
        none = Cell("Not loaded", "", "", "")
        return OutcomeRow(what, within, none, none, "No extract of it is in this snapshot.")
    counted = [one for one in _counted(snapshot, within) if one.kind == kind.key and group in {EVERYONE, one.who}]
    (n, of), (n_before, of_before) = (_sums(counted, outcome, is_latest=is_latest) for is_latest in (True, False))
    known_before = kind.key in _reaches_back(snapshot)
    query = {"kind": kind.key, "group": group, "outcome": outcome, "within": within}
    now = _cell(n, of, reader, {**query, "in": "now"})
    before = _cell(n_before, of_before, reader, {**query, "in": "before"}) if known_before else _NOT_KNOWN
    if not (of and of_before and known_before) or HIDDEN in (now.share, before.share):
        return OutcomeRow(what, within, now, before, "" if of else "No child to follow")
    verdict, is_real = two_years_words(n, of, n_before, of_before)
    return OutcomeRow(what, within, now, before, verdict, is_compared=True, is_real=is_real)


_NOT_KNOWN = Cell("Not known: before our data", "", "", "")


def two_years_words(n: int, of: int, n_before: int, of_before: int) -> tuple[str, bool]:
    """Whether two shares differ by more than chance, in words with the power of these numbers."""
    limits = difference_interval(n, of, n_before, of_before)
    if limits.lower > 0:
        return f"More than before, by {_points(limits.lower)} to {_points(limits.upper)} points", True
    if limits.upper < 0:
        return f"Fewer than before, by {_points(-limits.upper)} to {_points(-limits.lower)} points", True
    least = least_increase_seen(n_before / of_before, of_before, of)
    if least is None:
        return "Too few to tell: no increase would be seen yet", False
    if least > WORTH_SEEING_POINTS:
        return f"Too few to tell: an increase of less than {_points(least)} points would not be seen yet", False
    return f"No evidence of difference; an increase of less than {_points(least)} points would not be seen yet", False


def aftermath_file(found: Aftermath) -> Downloadable:
    """Every row of every table."""
    rows = [
        (table.kind.title, GROUP_WORDS[table.group], row.outcome, row.within, row.now.share, row.now.interval,
         row.now.of, row.before.share, row.before.interval, row.before.of, row.verdict)
        for table in found.tables
        for row in table.rows
    ]  # fmt: skip
    headers = ("departure", "children", "outcome", "within_days", "share", "interval", "made_of", "share_before",
               "interval_before", "made_of_before", "verdict")  # fmt: skip
    return Downloadable("safe-after", headers, tuple(rows), (("Sentence", found.sentence), *_said(found.years)))


def _said(years: Iterable[str]) -> list[tuple[str, str]]:
    return [("Followed", year) for year in years]


def _sums(counted: Sequence[Departures], outcome: str, *, is_latest: bool) -> tuple[int, int]:
    of_year = [one for one in counted if one.is_latest == is_latest]
    return sum(getattr(one, outcome) for one in of_year), sum(one.n for one in of_year)


def _cell(n: int, of: int, reader: Reader, query: dict[str, object]) -> Cell:
    if of == 0:
        return Cell("no children", "", "", "")
    if not reader.sees_small_numbers and (is_small_share(n, of) or is_small(of)):
        return Cell(HIDDEN, "", "", "")
    limits = wilson(n, of)
    between = f"{words.amount(limits.lower, words.PERCENT)} to {words.amount(limits.upper, words.PERCENT)}"
    return Cell(words.amount(n / of, words.PERCENT), between, f"{n:,} of {of:,}", urlencode(query) if n else "")


def _points(share: float) -> str:
    points = share * 100
    return f"{points:.1f}" if points < 9.95 else f"{points:.0f}"


def _sentence(compared: Sequence[OutcomeRow]) -> str:
    if not compared:
        return "There are not two years of departures to set beside each other yet."
    real = [row for row in compared if row.is_real]
    by_chance = LEVEL * len(compared)
    chance = "fewer than one" if by_chance < 0.95 else f"up to {by_chance:.0f}"
    verb = "shows" if len(real) == 1 else "show"
    return (
        f"{len(real)} of {len(compared)} comparisons below {verb} a difference between the two years; {chance} would "
        "by chance."
    )


def _year_words(snapshot: Snapshot, within: int) -> str:
    years = Years(snapshot.as_of, within)
    return (
        f"Within {within} days: children who left in the 12 months to {words.day(years.until)}, against the 12 months "
        f"to {words.day(years.since)}. Those who left later cannot be followed for {within} days yet."
    )


def _is_loaded(snapshot: Snapshot, needs: Iterable[tuple[str, ...]]) -> bool:
    loaded = {status.source for status in snapshot.sources() if status.loaded}
    return all(loaded.intersection(any_of) for any_of in needs)
