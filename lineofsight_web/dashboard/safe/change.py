"""How a level moved in six months: the sentence, the table whose parts add up to the change, the months."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from urllib.parse import urlencode

from lineofsight.measures.catalogue import INDICATORS
from lineofsight.snapshot import Mover, Snapshot, revisions
from lineofsight.stats.disclosure import is_small
from lineofsight.stats.flows import BalanceTest, Comparison, StockChange, compare, leading
from lineofsight_web.dashboard.downloads import Downloadable
from lineofsight_web.dashboard.figures import Reader, series
from lineofsight_web.dashboard.late_words import late_words
from lineofsight_web.dashboard.months import months_before, newest_month
from lineofsight_web.dashboard.safe.parts import Level, PartKey, flows_of, leading_words, part_of, part_words, place
from lineofsight_web.dashboard.signals.levels import MONTHS, flows_in_our_data, moved
from lineofsight_web.ui import words
from lineofsight_web.ui.flow_charts import MonthMoves

NOT_ENOUGH = "The months that it takes are not all held: it needs the number now and six months before."
NOT_FOR_YOU = (
    "You do not have access to this: some of its numbers are of fewer than six children. Ask the performance team."
)
NO_YEAR_BEFORE = "The same months a year before are from before our data, so nothing stands beside these."


@dataclass(frozen=True)
class Change:
    """A level's change over six months. `before` is empty where the year before is not in our data."""

    level: Level
    then: date
    now: date
    stock: StockChange
    test: BalanceTest
    compared: tuple[Comparison, ...]
    has_year_before: bool


@dataclass(frozen=True)
class PartRow:
    """One component in words, and the query of the list of the children behind each of its counts."""

    what: str
    now: str
    before: str
    effect: str
    verdict: str
    now_query: str
    before_query: str


@dataclass(frozen=True)
class ChangeShown:
    """A level's part of the page, as one reader may see it. `absence` says why there is no table."""

    level: Level
    sentence: str
    verdict: str
    late: str
    rows: tuple[PartRow, ...]
    whole: PartRow | None
    absence: str
    note: str
    months: tuple[MonthMoves, ...]
    months_absence: str


def change_of(snapshot: Snapshot, level: Level) -> Change | None:
    """Worked out once a snapshot; None without the months for it."""
    return _worked_out(snapshot, level)


@lru_cache(maxsize=8)
def _worked_out(snapshot: Snapshot, level: Level) -> Change | None:
    found = moved(snapshot, INDICATORS[level.indicator_id])
    if found is None:
        return None
    now = flows_of(level, snapshot.moves(level.indicator_id, after=found.then, until=found.now))
    then_before, now_before = months_before(found.then, 12), months_before(found.now, 12)
    before = flows_of(level, snapshot.moves(level.indicator_id, after=then_before, until=now_before))
    stock = StockChange(found.change.then, found.change.now, now)
    # Without the year before, each part is set against nothing, and only the parts of now are shown.
    compared = compare(now, before, spread=found.test.overdispersion)
    in_order = tuple(sorted(compared, key=lambda one: place(PartKey(one.way, one.name))))
    return Change(level, found.then, found.now, stock, found.test, in_order, bool(found.beside))


def change_shown(snapshot: Snapshot, level: Level, reader: Reader) -> ChangeShown:
    """The sentence, the table and the months of one level."""
    found = change_of(snapshot, level)
    indicator = INDICATORS[level.indicator_id]
    late = late_words(revisions(snapshot).get(level.indicator_id, ()), indicator.unit, reader)
    months, months_absence = months_shown(snapshot, level, reader)
    shown = ChangeShown(level, "", "", late, (), None, "", _note(level), months, months_absence)
    if found is None:
        return replace(shown, sentence=f"{level.title}: {NOT_ENOUGH}", absence=NOT_ENOUGH)
    released = series(snapshot, indicator, reader)
    if any(one is None or one.value is None for one in (released.now, released.half_year_ago)):
        return replace(shown, sentence=f"{level.title}: {NOT_FOR_YOU}", absence=NOT_FOR_YOU, months=(),
                       months_absence=NOT_FOR_YOU)  # fmt: skip
    shown = replace(shown, sentence=sentence(found, with_parts=_may_see_parts(found, reader)), verdict=verdict(found))
    if not _may_see_parts(found, reader):
        return replace(shown, absence=NOT_FOR_YOU, verdict="")
    return replace(shown, rows=tuple(_row(found, one) for one in found.compared), whole=_whole(found))


def sentence(found: Change, *, with_parts: bool = True) -> str:
    """'791 children were in care on 30 April 2024, 52 fewer than six months before (843). 130 started ...'"""
    stock, level = found.stock, found.level
    moved_by = stock.now - stock.then
    said = "as many as" if moved_by == 0 else f"{abs(moved_by):,} {'more' if moved_by > 0 else 'fewer'} than"
    held = f"{words.plural(stock.now, 'child was,children were')} {level.held} on {words.day(found.now)}"
    first = f"{held}, {said} six months before ({stock.then:,})."
    if not with_parts:
        return first
    moves = f"{stock.flows.into:,} {level.started} and {stock.flows.out_of:,} {level.left} or turned 18"
    chance = f"chance alone would move the total by up to about {found.test.by_chance:.0f} either way"
    return " ".join(part for part in (first, f"{moves}; {chance}.", _leading(found)) if part)


def verdict(found: Change) -> str:
    """Whether the change is more than its flows would make by chance, and how much of one would be seen."""
    said = {
        "more than chance": "The change is more than chance would make.",
        "within chance": "The change is within what chance would make.",
    }[found.test.verdict]
    return f"{said} A change of fewer than {_least_seen(found.test):,} in six months would still be called chance."


def _least_seen(test: BalanceTest) -> int:
    """The net change that would be called more than chance: one more than chance makes in 95 of 100."""
    return int(test.by_chance) + 1


def months_shown(snapshot: Snapshot, level: Level, reader: Reader) -> tuple[tuple[MonthMoves, ...], str]:
    """Starts and ends of the months in our data, oldest first, and why there are none."""
    months = _months(snapshot, level)
    if not months:
        return (), NOT_ENOUGH
    small = any(is_small(n) for month in months for n in (month.started, month.left))
    return ((), NOT_FOR_YOU) if small and not reader.sees_small_numbers else (months, "")


@lru_cache(maxsize=8)
def _months(snapshot: Snapshot, level: Level) -> tuple[MonthMoves, ...]:
    started: Counter[date] = Counter()
    left: Counter[date] = Counter()
    for flow in flows_in_our_data(snapshot, INDICATORS[level.indicator_id]):
        (started if flow.flow == "start" else left)[flow.at] += flow.n
    earliest = min((*started, *left), default=None)
    if earliest is None:
        return ()
    first = max(earliest, months_before(newest_month(snapshot), 35))
    return tuple(MonthMoves(at, started[at], left[at]) for at in snapshot.periods()
                 if first <= at <= newest_month(snapshot))  # fmt: skip


def movers_of(snapshot: Snapshot, level: Level, key: PartKey | None, *, is_latest: bool) -> list[Mover]:
    """The children behind one count of the table; of every part where none is named."""
    then, now = newest_then(snapshot, is_latest=is_latest)
    found = snapshot.movers(level.indicator_id, after=then, until=now)
    return [mover for mover in found if key is None or part_of(level, mover) == key]


def newest_then(snapshot: Snapshot, *, is_latest: bool) -> tuple[date, date]:
    """The month ends between which the moves are counted: these six months, or the same a year before."""
    now = newest_month(snapshot)
    ends = (months_before(now, MONTHS), now)
    return ends if is_latest else (months_before(ends[0], 12), months_before(ends[1], 12))


def parts_file(found: ChangeShown) -> Downloadable:
    """The table of parts."""
    rows = [*found.rows, *([found.whole] if found.whole else [])]
    return Downloadable(
        f"safe-{found.level.key}-parts",
        ("children_who", "six_months", "a_year_before", "adds_to_the_change", "verdict"),
        tuple((row.what, row.now, row.before, row.effect, row.verdict) for row in rows),
        (("Sentence", found.sentence), ("Note", found.note or found.absence)),
    )


def months_file(level: Level, months: Sequence[MonthMoves], absence: str) -> Downloadable:
    """The months of the chart."""
    rows = tuple((month.at.isoformat(), month.started, month.left, month.started - month.left) for month in months)
    return Downloadable(f"safe-{level.key}-months", ("to", "started", "left", "net"), rows, (("Note", absence),))


def _may_see_parts(found: Change, reader: Reader) -> bool:
    counts = [*(part.now for part in found.compared), *(part.before for part in found.compared)]
    flows = found.stock.flows
    return reader.sees_small_numbers or not any(is_small(n) for n in (*counts, flows.into, flows.out_of))


def _leading(found: Change) -> str:
    first = leading(found.compared) if found.has_year_before else None
    if first is None:
        return ""
    what = leading_words(found.level, first.way, first.name)
    return f"The largest part is {what}: {first.now:,}, against {first.before:,} in the same months a year before."


def _row(found: Change, one: Comparison) -> PartRow:
    key = PartKey(one.way, one.name)
    effect = one.now if one.way == "start" else -one.now
    return PartRow(
        what=part_words(found.level, one.way, one.name),
        now=words.number(one.now),
        before=words.number(one.before) if found.has_year_before else "not known",
        effect=_signed(effect),
        verdict=words.sentence_case(one.verdict) if found.has_year_before else "",
        now_query=_query(found.level, key, "now") if one.now else "",
        before_query=_query(found.level, key, "before") if one.before and found.has_year_before else "",
    )


def _whole(found: Change) -> PartRow:
    change = found.stock.now - found.stock.then
    before = sum(one.before if one.way == "start" else -one.before for one in found.compared)
    return PartRow("Change in the number", _signed(change), _signed(before) if found.has_year_before else "not known",
                   _signed(change), "", "", "")  # fmt: skip


def _signed(n: int) -> str:
    return f"{n:+,}" if n else "0"


def _query(level: Level, key: PartKey, months: str) -> str:
    return urlencode({"level": level.key, "part": key.text, "in": months})


def _note(level: Level) -> str:
    if level.has_reasons:
        return (
            "Counted from month end to month end, so that the parts add up to the change exactly: a child who came and "
            "left within one month is in neither. Unaccompanied children stand apart and not under their age. Reasons "
            "are those of the last care episode."
        )
    return (
        "Counted from month end to month end, so that the parts add up to the change exactly. A child is unaccompanied "
        "here if a care record says so. Why a plan ended is not held: the Standard Safeguarding Dataset has no field "
        "for it."
    )
