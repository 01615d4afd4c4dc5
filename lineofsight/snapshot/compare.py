"""What has changed between two snapshots of one home, explained case by case.

A figure of a month end is compared as it was known in the older snapshot and as it is known now. Cases are matched by
indicator and case id, then, where an id was given anew or another case stands for the child, by child and day. Each
difference has one category, and what the categories add to the numerator and to the denominator is the whole difference
of the two figures. The populations that rates are divided by are no cases: their change is told apart.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache

from lineofsight.errors import LineofsightError
from lineofsight.snapshot.pair import Counted, Found, Pair, pair_of
from lineofsight.snapshot.reader import Snapshot
from lineofsight.snapshot.rows import Figure


class Category(StrEnum):
    """Why a case is not counted as it was. The first that fits, in the order of `_category`."""

    LATE = "recorded late"
    """It happened by the older snapshot's day, and its row was not in that extract."""
    GONE = "now gone"
    """Its row was withdrawn, or its key was corrected away."""
    CHANGED = "changed"
    """Its record was there then and is there now, with another date, flag or group."""
    PERSON = "person links changed"
    """It is counted under another person id, or counts otherwise because records were joined or parted."""
    CODE = "definition or code changed"
    """The file it comes from is the same; what is made of it is not."""
    NEW_MONTH = "new month"
    """The older snapshot has no figure of that month."""


@dataclass(frozen=True)
class CaseDifference:
    """One case and how it differs: null on the side that does not count it. The two may differ in their case id.

    `why` says it in words, with days and person ids but without a name.
    """

    indicator: str
    category: Category
    why: str
    then: Counted | None
    now: Counted | None

    @property
    def case(self) -> Counted:
        """The case as it is known now; as it was known then, where it is counted no more."""
        found = self.now or self.then
        assert found is not None  # noqa: S101  # a difference has at least one side
        return found

    @property
    def numerator(self) -> float:
        """What it adds to the numerator's difference."""
        return _of(self.now, "numerator") - _of(self.then, "numerator")

    @property
    def denominator(self) -> float:
        """What it adds to the denominator's difference."""
        return _of(self.now, "denominator") - _of(self.then, "denominator")


@dataclass(frozen=True)
class CategoryTotal:
    """A category's cases, and what they add to the difference of the numerators and of the denominators."""

    category: Category
    n_cases: int
    numerator: float
    denominator: float


@dataclass(frozen=True)
class Comparison:
    """One figure as it was known then and as it is known now. `then` is null where there was none, `now` likewise.

    `totals` has the categories that occur, in the order of Category. `is_comparable`: both figures add up cases, so
    that the totals make the whole difference; otherwise a marker of one says what is missing.
    """

    indicator: str
    at: date
    by: str
    group: str
    then: Figure | None
    now: Figure | None
    totals: tuple[CategoryTotal, ...]

    @property
    def is_comparable(self) -> bool:
        """Whether the totals make the whole difference of two numerators."""
        return self.numerator is not None

    @property
    def numerator(self) -> float | None:
        """The difference of the numerators; the whole numerator of a new month."""
        return _difference(self.then, self.now, "numerator")

    @property
    def denominator(self) -> float | None:
        """The difference of the denominators, of cases or of population; null where a count has none."""
        return _difference(self.then, self.now, "denominator")

    @property
    def value(self) -> float | None:
        """The difference of the values, in the indicator's unit."""
        return _difference(self.then, self.now, "value")

    @property
    def n_cases(self) -> int:
        """How many cases are not counted as they were."""
        return sum(total.n_cases for total in self.totals)

    @property
    def is_same(self) -> bool:
        """Whether neither the figure nor any case behind it differs."""
        return not self.totals and not any((self.numerator, self.denominator, self.value))


def compare_all(older: Snapshot, newer: Snapshot, at: date | None = None) -> list[Comparison]:
    """Every indicator's county figure at a month end, by indicator. Default: the last that the older snapshot reports.

    Errors: LineofsightError where the newer snapshot has no figures at that day, or is no newer than the other.
    """
    pair = pair_of(older, newer)
    day = _month_end(pair, at)
    found = _figures(pair, day, by="all", group="")
    return [
        Comparison(indicator, day, "all", "", then, now, _totals_of(pair, indicator, day))
        for indicator, (then, now) in sorted(found.items())
    ]


def compare_indicator(
    older: Snapshot, newer: Snapshot, indicator: str, at: date | None = None, *, by: str = "all", group: str = ""
) -> tuple[Comparison, tuple[CaseDifference, ...]]:
    """One figure, and each case that it counts otherwise than it did: category by category, oldest first.

    A case that only left one group for another is, seen from either group, a change. In a new month there are totals
    and no cases: they are the month's own. Errors: LineofsightError, as `compare_all`.
    """
    pair = pair_of(older, newer)
    day = _month_end(pair, at)
    then, now = _figures(pair, day, by=by, group=group).get(indicator, (None, None))
    if by == "all":
        found = _of_all(pair, day).get(indicator, ())
        return Comparison(indicator, day, by, group, then, now, _totals_of(pair, indicator, day)), found
    found = tuple(_explained(pair, pair.differing(day, indicator=indicator, by=by, group=group)))
    return Comparison(indicator, day, by, group, then, now, _totals(found)), found


def _month_end(pair: Pair, at: date | None) -> date:
    day = at or pair.older.as_of
    held = pair.periods
    if day not in held:
        raise LineofsightError(
            f"{pair.newer.id} has no figures at {day}.\n  Next  use a month end from {held[0]} to {held[-1]}"
        )
    return day


def _figures(pair: Pair, at: date, *, by: str, group: str) -> dict[str, tuple[Figure | None, Figure | None]]:
    """Of each indicator that either snapshot has: its figure in the older and in the newer one."""
    sql = """
        SELECT indicator, "at", "by", grp, numerator, denominator, value, marker
        FROM {side}.figures
        WHERE "at" = ? AND "by" = ? AND grp = ?
    """
    then, now = (
        {row[0]: Figure(*row) for row in pair.rows(sql.format(side=side), [at, by, group])}
        for side in ("older", "newer")
    )
    return {indicator: (then.get(indicator), now.get(indicator)) for indicator in {*then, *now}}


@lru_cache(maxsize=16)
def _of_all(pair: Pair, at: date) -> dict[str, tuple[CaseDifference, ...]]:
    """The county's differences by indicator; kept, for the page of all indicators and each indicator's own."""
    if not pair.has_period(at):
        return {}
    found: dict[str, list[CaseDifference]] = defaultdict(list)
    for difference in _explained(pair, pair.differing(at)):
        found[difference.indicator].append(difference)
    return {indicator: tuple(cases) for indicator, cases in found.items()}


def _totals_of(pair: Pair, indicator: str, at: date) -> tuple[CategoryTotal, ...]:
    if pair.has_period(at):
        return _totals(_of_all(pair, at).get(indicator, ()))
    n, numerator, denominator = pair.totals(at).get(indicator, (0, 0.0, 0.0))
    return (CategoryTotal(Category.NEW_MONTH, n, numerator, denominator),) if n else ()


def _totals(differences: Sequence[CaseDifference]) -> tuple[CategoryTotal, ...]:
    totals = []
    for category in Category:
        cases = [one for one in differences if one.category == category]
        if cases:
            numerator, denominator = sum(one.numerator for one in cases), sum(one.denominator for one in cases)
            totals.append(CategoryTotal(category, len(cases), round(numerator, 6), round(denominator, 6)))
    return tuple(totals)


# Explaining


def _explained(pair: Pair, found: Sequence[Found]) -> list[CaseDifference]:
    """Each difference with its category and the words for it, category by category."""
    if not found:
        return []
    order = list(Category)
    told = [_told(pair, one) for one in _paired(found, pair.leads_to)]
    return sorted(told, key=lambda one: (order.index(one.category), one.case.counted_on, one.case.case_id))


def _paired(found: Sequence[Found], leads_to: dict[str, str]) -> list[Found]:
    """Join what only the older snapshot counts to what only the newer does, for one child on one day.

    So a child who is counted at a month end by another plan than before, and a row that came again under another key,
    are one difference each.
    """
    waiting: dict[tuple[str, str, date], list[Found]] = defaultdict(list)
    for one in found:
        if one.now is None and one.then is not None and one.then.person_id is not None:
            child = leads_to.get(one.then.person_id, one.then.person_id)
            waiting[one.indicator, child, one.then.counted_on].append(one)
    joined: set[int] = set()
    pairs: list[Found] = []
    for one in found:
        if one.then is None and one.now is not None and one.now.person_id is not None:
            gone = waiting.get((one.indicator, one.now.person_id, one.now.counted_on))
            if gone:
                before = gone.pop(0)
                joined |= {id(before), id(one)}
                pairs.append(replace(one, then=before.then, elsewhere_now=before.elsewhere_now))
    return [*(one for one in found if id(one) not in joined), *pairs]


def _told(pair: Pair, found: Found) -> CaseDifference:
    category, why = _category(pair, found)
    return CaseDifference(found.indicator, category, why, found.then, found.now)


def _category(pair: Pair, found: Found) -> tuple[Category, str]:
    """The rule. Links come first, because they say which child; then code; then what the extracts tell."""
    if _is_by_links(pair, found):
        return Category.PERSON, _person_words(found)
    by_code = _code_words(pair, found)
    if by_code:
        return Category.CODE, by_code
    if found.then is None:
        return _came(found, pair.older.as_of)
    if found.now is None:
        return _left(found)
    return _stayed(found, found.then, found.now)


def _is_by_links(pair: Pair, found: Found) -> bool:
    """Whether the child's records were joined or parted, and the case itself was there before and is there still."""
    then, now = found.then, found.now
    if then is not None and now is not None:
        return then.person_id != now.person_id or then.person_id in pair.relinked
    side, elsewhere = (then, found.elsewhere_now) if then is not None else (now, found.elsewhere_then)
    return side is not None and elsewhere.is_known and side.person_id in pair.relinked


def _code_words(pair: Pair, found: Found) -> str:
    """Why the difference is the engine's own; empty where it is not, or where records may explain it as well."""
    if not pair.same_definition(found.indicator):
        return "the indicator's definition, or the code that made it, is another"
    side = found.now or found.then
    if not pair.same_code and side is not None and side.source_file in pair.unchanged_files:
        return "the file is the same; the code that reads it is another"
    return ""


def _came(found: Found, known_on: date) -> tuple[Category, str]:
    if not found.elsewhere_then.is_known:
        return Category.LATE, f"its row was not in the extract of {_day(known_on)}"
    if found.elsewhere_then.counted_on is None:
        return Category.CHANGED, "its record was there; what makes it count was entered since"
    return Category.CHANGED, f"its record was there; then it counted last on {_day(found.elsewhere_then.counted_on)}"


def _left(found: Found) -> tuple[Category, str]:
    if not found.elsewhere_now.is_known:
        return Category.GONE, "its row is in the extract no more"
    if found.elsewhere_now.counted_on is None:
        return Category.CHANGED, "its record is there; now it counts in no month"
    return Category.CHANGED, f"its record is there; now it counts last on {_day(found.elsewhere_now.counted_on)}"


def _stayed(found: Found, then: Counted, now: Counted) -> tuple[Category, str]:
    """Counted by both, otherwise than before; or another case stands for the child on that day.

    The other case came later, or is a row that came again under a new key.
    """
    if then.case_id == now.case_id:
        return Category.CHANGED, _changed_words(then, now)
    if not found.elsewhere_then.is_known and found.elsewhere_now.is_known:
        return Category.LATE, "its row came later, and the child is counted by it instead of another"
    return Category.CHANGED, "another row stands for the child on that day"


def _person_words(found: Found) -> str:
    then, now = found.then, found.now
    if then is not None and now is not None and then.person_id != now.person_id:
        return f"{then.person_id} is {now.person_id} now"
    return "records were joined to this child's, or parted from them"


def _changed_words(then: Counted, now: Counted) -> str:
    """What differs between two readings of one case."""
    told = []
    if then.counted_on != now.counted_on:
        told.append(f"counted on {_day(then.counted_on)} then and on {_day(now.counted_on)} now")
    if then.in_numerator != now.in_numerator:
        told.append(f"in the numerator {'now, not then' if now.in_numerator else 'then, not now'}")
    if not told:
        told.append(
            f"adds {now.numerator:g} of {now.denominator:g} now, {then.numerator:g} of {then.denominator:g} then"
        )
    return "; ".join(told)


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"


def _of(side: Counted | None, name: str) -> float:
    return float(getattr(side, name)) if side is not None else 0.0


def _difference(then: Figure | None, now: Figure | None, name: str) -> float | None:
    """Null where either figure has none. A month that the older snapshot does not report is taken from nothing."""
    later = getattr(now, name) if now is not None else None
    earlier = 0.0 if then is None else getattr(then, name)
    return None if later is None or earlier is None else round(later - earlier, 6)
