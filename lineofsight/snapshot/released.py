"""What is released of a snapshot, as counts that figures show: by group and month, with what an outsider knows of them.

Two indicators can show one count: children in care is the numerator of a rate, the denominator of several percentages
and, of now and of six months ago, both sides of a change. Counts that are equal in every month and group are one, and
the indicators that share one are a family: what is hidden of one is decided with the others.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lineofsight.measures.indicator import Indicator
from lineofsight.snapshot.rows import BEFORE_OUR_DATA
from lineofsight.stats.disclosure import SMALLEST_SHOWN

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Row = tuple[str, str]
"""Breakdown and group; ('all', '') is the whole county."""
COUNTY: Row = ("all", "")

FigureRow = tuple[str, date, str, str, float | None, float | None, str]
"""indicator, at, by, grp, numerator, denominator, marker: a row of measures.figures."""
MonthlyRow = tuple[str, int, int, str, str, float, float]
"""indicator, month, months, by, grp, numerator, denominator: what a month adds to a figure, and for how many months."""


def month_number(at: date) -> int:
    """12 a year, as the calculator counts them."""
    return at.year * 12 + at.month - 1


@dataclass(frozen=True)
class EarlierFigure:
    """What an earlier snapshot released of the same indicator, month end and group."""

    numerator: float | None
    denominator: float | None
    was_hidden: bool


EarlierKey = tuple[str, int, str, str]


@dataclass(frozen=True)
class Shows:
    """A count that a figure shows: over how many months, and how many months before the figure's own."""

    count: int
    window: int
    back: int = 0


@dataclass
class Page:
    """One indicator's figures, by group (rows) and month (columns).

    `exists`: there is a figure. `hidden` changes while the decision is made. `is_out` figures were shown by an earlier
    snapshot and have not changed since: hiding them would hide nothing. `of_people` are the shown counts that are
    people, not amounts; `is_share`: the numerator is part of the denominator.
    """

    indicator: str
    shows: tuple[Shows, ...]
    of_people: tuple[int, ...]
    is_share: bool
    exists: Flags
    values: tuple[Floats, ...]
    hidden: Flags
    is_out: Flags


@dataclass
class Family:
    """Indicators that share a count, with every month and group of them.

    `monthly`, one a count: what each month adds, by group and month; figures are its sums.
    `known`: for each count and window, how many figures show the cell. Of a rolling year's single months the charts
    show the county's, where they are not small; those count as known and are never hidden here.
    """

    rows: list[Row]
    first_month: int
    monthly: list[Floats]
    pages: list[Page]
    known: dict[tuple[int, int], NDArray[np.int64]] = field(default_factory=dict)

    @property
    def shares(self) -> list[tuple[int, int]]:
        """Numerator and denominator of each percentage, as counts."""
        return [(page.shows[0].count, page.shows[1].count) for page in self.pages if page.is_share]

    def windows(self, counts: Set[int]) -> set[int]:
        """The months that figures of these counts add up."""
        return {part.window for page in self.pages for part in page.shows if part.count in counts}

    def by(self, name: str) -> list[int]:
        """The rows of one breakdown."""
        return [place for place, row in enumerate(self.rows) if row[0] == name]

    def hidden_figures(self) -> Iterator[EarlierKey]:
        """Indicator, month, breakdown and group of everything hidden."""
        for page in self.pages:
            for row, place in np.argwhere(page.hidden):
                yield (page.indicator, self.first_month + int(place), *self.rows[row])


@dataclass
class _Counted:
    """One count of one indicator before it is known which others it is."""

    indicator: str
    window: int
    by_month: dict[tuple[str, str, int], float] = field(default_factory=dict)
    odd: dict[tuple[str, str, int, int], float] = field(default_factory=dict)
    """What counts for fewer months than the rest: a child counted once comes and goes with the occasion before."""

    def signature(self, by: str) -> frozenset[Any]:
        """Equal for counts that are equal in every month of a breakdown."""
        regular = ((grp, month, n) for (other, grp, month), n in self.by_month.items() if other == by and n)
        odd = ((grp, month, months, n) for (other, grp, month, months), n in self.odd.items() if other == by and n)
        return frozenset([*regular, *odd])


def families(
    figures: Iterable[FigureRow], monthly: Iterable[MonthlyRow], indicators: Mapping[str, Indicator],
    earlier: Mapping[EarlierKey, EarlierFigure],
) -> list[Family]:  # fmt: skip
    """Every released figure, in families. Figures without counts, and those before our data, are not released."""
    by_indicator: defaultdict[str, list[FigureRow]] = defaultdict(list)
    for row in figures:
        if row[0] in indicators and row[4] is not None and row[6] != BEFORE_OUR_DATA:
            by_indicator[row[0]].append(row)
    counted = _counted(monthly, [indicators[name] for name in by_indicator])
    shows = {name: _shows(indicators[name], counted) for name in by_indicator}
    shows = _shared(shows, counted, indicators, by_indicator)
    earlier_of: defaultdict[str, list[tuple[EarlierKey, EarlierFigure]]] = defaultdict(list)
    for key, figure in earlier.items():
        earlier_of[key[0]].append((key, figure))
    return [
        _family([indicators[name] for name in names], by_indicator, shows, counted, earlier_of)
        for names in _linked({name: {one.count for one in parts} for name, parts in shows.items()})
    ]


def has_denominator(indicator: Indicator) -> bool:
    """Whether a figure shows two counts; a rate's denominator is the published population."""
    return indicator.unit in ("percent", "change", "mean")


def _counted(monthly: Iterable[MonthlyRow], indicators: Sequence[Indicator]) -> list[_Counted]:
    """Two counts an indicator, numerator and denominator, in the order of the indicators."""
    place = {indicator.id: number for number, indicator in enumerate(indicators)}
    windows = [(one.months, 1 if one.stock_sql else one.months) for one in indicators]
    counted = [_Counted(one.id, window) for one, both in zip(indicators, windows, strict=True) for window in both]
    for name, month, months, by, grp, *counts in monthly:
        if name not in place:
            continue
        for part, n in enumerate(counts):
            mine = counted[2 * place[name] + part]
            if months == mine.window:
                mine.by_month[by, grp, month] = mine.by_month.get((by, grp, month), 0.0) + n
            elif n:
                mine.odd[by, grp, month, months] = n
    return counted


def _shows(indicator: Indicator, counted: Sequence[_Counted]) -> tuple[Shows, ...]:
    parts = [Shows(place, one.window) for place, one in enumerate(counted) if one.indicator == indicator.id]
    return tuple(parts) if has_denominator(indicator) else (parts[0],)


def _shared(
    shows: Mapping[str, tuple[Shows, ...]], counted: Sequence[_Counted], indicators: Mapping[str, Indicator],
    figures: Mapping[str, Sequence[FigureRow]],
) -> dict[str, tuple[Shows, ...]]:  # fmt: skip
    """The same with equal counts made one, and a change's earlier side made the count that it was then."""
    bys = {name: {row[2] for row in rows} for name, rows in figures.items()}
    known: defaultdict[frozenset[Any], list[int]] = defaultdict(list)
    stands_for: dict[int, int] = {}
    for name, parts in shows.items():
        for part in parts:
            signature = counted[part.count].signature("all")
            same = [
                other for other in known[signature]
                if all(counted[other].signature(by) == counted[part.count].signature(by)
                       for by in bys[name] & bys[counted[other].indicator])
            ] if signature else []  # fmt: skip
            stands_for[part.count] = same[0] if same else part.count
            if same:  # it may be given by more breakdowns here than there
                counted[same[0]].by_month |= counted[part.count].by_month
            else:
                known[signature].append(part.count)
    found = {name: tuple(Shows(stands_for[part.count], part.window) for part in parts) for name, parts in shows.items()}
    for name, parts in found.items():
        change = indicators[name].change
        if change and change.base in found and bys[name] <= bys[change.base]:
            now, then = found[change.base][0], parts[1]
            if _was(counted[now.count], counted[then.count], change.months):
                found[name] = (parts[0], Shows(now.count, 1, back=change.months))
    return found


def _was(now: _Counted, then: _Counted, months: int) -> bool:
    """Whether a change's earlier count is the count itself, so many months before; if so the count learns of them."""
    before = {(by, grp, month - months): n for (by, grp, month), n in then.by_month.items()}
    both = {month for _, _, month in now.by_month} & {month for _, _, month in before}
    bys = {by for by, _, _ in before}
    in_both = [
        {key: n for key, n in side.items() if key[2] in both and key[0] in bys and n} for side in (now.by_month, before)
    ]
    if not both or in_both[0] != in_both[1]:
        return False
    now.by_month |= {key: n for key, n in before.items() if key[2] not in both}
    return True


def _linked(counts: Mapping[str, set[int]]) -> list[list[str]]:
    """Indicators in sets that share a count."""
    found: list[tuple[set[int], list[str]]] = []
    for name, mine in counts.items():
        near = [one for one in found if one[0] & mine]
        merged = (mine.union(*(one[0] for one in near)), [*(other for one in near for other in one[1]), name])
        found = [one for one in found if one not in near] + [merged]
    return [names for _, names in found]


def _family(
    indicators: Sequence[Indicator], figures: Mapping[str, Sequence[FigureRow]],
    shows: Mapping[str, tuple[Shows, ...]], counted: Sequence[_Counted],
    earlier: Mapping[str, Sequence[tuple[EarlierKey, EarlierFigure]]],
) -> Family:  # fmt: skip
    names = [indicator.id for indicator in indicators]
    rows = [COUNTY, *sorted({(by, grp) for name in names for _, _, by, grp, *_ in figures[name]} - {COUNTY})]
    parts = sorted({part.count for name in names for part in shows[name]})
    renumbered = {count: place for place, count in enumerate(parts)}
    months = [month_number(row[1]) for name in names for row in figures[name]]
    months += [key[1] for name in names for key, _ in earlier.get(name, ())]
    reach = max(part.window - 1 + part.back for name in names for part in shows[name])
    first, n_months = min(months) - reach, max(months) - min(months) + reach + 1
    place = {row: number for number, row in enumerate(rows)}
    family = Family(rows, first, [_array(counted[count], place, first, n_months) for count in parts], [])
    for indicator in indicators:
        mine = tuple(Shows(renumbered[part.count], part.window, part.back) for part in shows[indicator.id])
        page = _page(indicator, mine, figures[indicator.id], place, first, n_months)
        family.pages.append(page)
        for part in mine:
            shape = (len(rows), n_months)
            at = family.known.setdefault((part.count, part.window), np.zeros(shape, dtype=np.int64))
            at[:, : n_months - part.back] += page.exists[:, part.back :]
        _remember(family, page, place, earlier.get(indicator.id, ()))
    for count, number in renumbered.items():
        if counted[count].window > 1:
            _mark_single_months(family, counted[count], number)
    return family


def _array(count: _Counted, place: Mapping[Row, int], first: int, n_months: int) -> Floats:
    found = np.zeros((len(place), n_months))
    for (by, grp, month), n in count.by_month.items():
        if (by, grp) in place and 0 <= month - first < n_months:
            found[place[by, grp], month - first] = n
    return found


def _mark_single_months(family: Family, count: _Counted, number: int) -> None:
    """The county's months that a chart may show: nobody, or more than a few."""
    known = family.known.setdefault((number, 1), np.zeros_like(family.monthly[number], dtype=np.int64))
    whole = family.monthly[number][0].copy()
    for (by, grp, month, _), n in count.odd.items():
        if (by, grp) == COUNTY and 0 <= month - family.first_month < len(whole):
            whole[month - family.first_month] += n
    known[0] += (whole <= 0) | (whole >= SMALLEST_SHOWN)


def _page(
    indicator: Indicator, shows: tuple[Shows, ...], figures: Sequence[FigureRow], place: Mapping[Row, int],
    first: int, n_months: int,
) -> Page:  # fmt: skip
    shape = (len(place), n_months)
    exists, values = np.zeros(shape, dtype=bool), tuple(np.zeros(shape) for _ in shows)
    for _, at, by, grp, numerator, denominator, _ in figures:
        where = place[by, grp], month_number(at) - first
        exists[where] = True
        for side, n in zip(values, (numerator, denominator), strict=False):
            side[where] = n or 0.0
    is_share = indicator.unit == "percent" and not indicator.stock_sql and bool((values[0] <= values[1]).all())
    # The numerator of a mean adds up days or points, which are nobody's number.
    of_people = tuple(range(len(shows)))[1 if indicator.unit == "mean" else 0 :]
    nothing = np.zeros(shape, dtype=bool)
    return Page(indicator.id, shows, of_people, is_share, exists, values, nothing.copy(), nothing.copy())


def _remember(
    family: Family, page: Page, place: Mapping[Row, int], earlier: Sequence[tuple[EarlierKey, EarlierFigure]]
) -> None:
    """What an earlier snapshot showed stays known, and what it hid stays hidden, where nothing was revised since."""
    for (_, month, by, grp), figure in earlier:
        if (by, grp) not in place or figure.numerator is None:
            continue
        where = place[by, grp], month - family.first_month
        if not page.exists[where]:
            _mark_known(family, page, where, figure)
        elif _is_unchanged(page, where, figure):
            page.is_out[where] = not figure.was_hidden
            if figure.was_hidden:
                hide(family, page, where)


def _mark_known(family: Family, page: Page, where: tuple[int, int], figure: EarlierFigure) -> None:
    """A month that only the earlier snapshot showed is known from it."""
    for part in page.shows:
        if not figure.was_hidden and where[1] >= part.back:
            family.known[part.count, part.window][where[0], where[1] - part.back] += 1


def _is_unchanged(page: Page, where: tuple[int, int], figure: EarlierFigure) -> bool:
    now = [float(side[where]) for side in page.values]
    then = [figure.numerator or 0.0, figure.denominator or 0.0][: len(now)]
    return now == then


def hide(family: Family, page: Page, where: tuple[int, int]) -> None:
    """Hide a figure, which then shows its counts no longer, unless an earlier snapshot gave them out."""
    page.hidden[where] = True
    _count(family, page, where, -1)


def show(family: Family, page: Page, where: tuple[int, int]) -> None:
    """Undo `hide`."""
    page.hidden[where] = False
    _count(family, page, where, 1)


def _count(family: Family, page: Page, where: tuple[int, int], step: int) -> None:
    if page.is_out[where]:
        return
    for part in page.shows:
        if where[1] >= part.back:
            family.known[part.count, part.window][where[0], where[1] - part.back] += step
