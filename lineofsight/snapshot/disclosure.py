"""Which figures are hidden from a reader who may not see small numbers: decided once a snapshot, for all it releases.

A figure is hidden where it tells of one to five children: in its count, in either count of a percentage, or in what is
left between them. Then others are hidden with it, until no subtraction gives a hidden one back: not over the groups of
a breakdown and the county's total, not over two measures that show one count, not from one month's rolling year to the
next, not from the last snapshot's pages to this one's.

How it is known to be enough: for every hidden count there are two counties that would release the very same pages and
lie at least five children apart in it (one, where the count is not small itself); see `lookalikes`. The fewest and
smallest figures that give such a pair are hidden, group after group. Taken together that is not always the very least:
`stats.disclosure` finds the least in a table. It is also the attacker that tests hold all pages of two months against.

Named managers' own pages need none of it; exports, papers and board members' pages do. Source: DfE, Children looked
after in England, methodology.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from lineofsight.measures.indicator import Indicator
from lineofsight.snapshot.lookalikes import Form, Lookalikes, Move, Shift
from lineofsight.snapshot.released import (
    COUNTY,
    EarlierFigure,
    EarlierKey,
    Family,
    FigureRow,
    Flags,
    Floats,
    MonthlyRow,
    Page,
    families,
    hide,
    show,
)
from lineofsight.stats.disclosure import NOT_EXACT, SMALLEST_SHOWN, WIDTH

_A_HAIR = 1e-6
_SINGLE_PARTNERS = 6
"""How many single groups are tried as partner before all of them are taken."""
_WIDER = (1, 2, 4, 8, 16, 400)
"""Months on either side by which a hidden run is widened, where the months alone cannot be hidden."""

Where = tuple[int, int]
"""Row and month of a figure."""


def decide(
    figures: Iterable[FigureRow], monthly: Iterable[MonthlyRow], indicators: Mapping[str, Indicator],
    earlier: Mapping[EarlierKey, EarlierFigure] | None = None,
) -> list[EarlierKey]:  # fmt: skip
    """Indicator, month, breakdown and group of every figure that is hidden, in order.

    `earlier` is what the snapshot before released: what it hid stays hidden and what it showed counts as known, where
    the counts are still the same.
    """
    hidden: list[EarlierKey] = []
    for family in families(figures, monthly, indicators, earlier or {}):
        Decision(family).make()
        hidden += family.hidden_figures()
    return sorted(hidden)


@dataclass(frozen=True)
class Unmet:
    """A form, a row and months next to one another in which lookalikes are not far enough apart."""

    form: Form
    row: int
    months: tuple[int, ...]


class Decision:
    """The decision for one family of indicators."""

    def __init__(self, family: Family) -> None:
        self.family = family
        self.lookalikes = Lookalikes(family)
        shape = (len(family.rows), self.lookalikes.n_months)
        self._out = [np.zeros(shape, dtype=bool) for _ in family.monthly]
        """What an earlier snapshot has shown of each count, by row and month."""
        for page in family.pages:
            for part in page.shows:
                self._out[part.count][:, : shape[1] - part.back] |= page.is_out[:, part.back :]
        self._apart: dict[Form, Floats] = {}
        """How far apart lookalikes are known to lie, by row and month."""
        self._wanted: dict[Form, list[tuple[Page, Floats, int]]] = {}
        """How far apart they must lie where a page is hidden, and how many months before the page's own."""
        for page in family.pages:
            for form, wanted, back in _wanted(page):
                self._apart.setdefault(form, np.zeros(shape))
                self._wanted.setdefault(form, []).append((page, wanted, back))

    def make(self) -> None:
        """Hide what is small, then as much more as protects it."""
        for page in self.family.pages:
            for row, month in np.argwhere(_tells_of_few(page) & ~page.hidden):
                hide(self.family, page, (int(row), int(month)))
        if not any(page.hidden.any() for page in self.family.pages):
            return
        tried: set[Unmet] = set()
        self._look_at_levels(slice(None))
        while unmet := [one for one in self.unmet() if one not in tried]:
            tried.update(unmet)
            for one in unmet:
                if not self._is_met(one) and not self._look_among_hidden(one):
                    self._protect(one)

    def unmet(self) -> list[Unmet]:
        """What is hidden and not protected: in the end only what earlier releases have given away."""
        found = []
        for form, apart in self._apart.items():
            lacking = self._need(form) > apart + _A_HAIR
            for row in np.flatnonzero(lacking.any(axis=1)):
                months = [int(month) for month in np.flatnonzero(lacking[row])]
                runs = [(month,) for month in months] if form.window == 1 else _runs(months)
                found += [Unmet(form, int(row), run) for run in runs]
        return found

    def _need(self, form: Form, row: int | slice = slice(None)) -> Floats:
        """How far apart lookalikes must be, by row and month; 0 where the count is shown, or is nobody."""
        need = np.zeros_like(self._apart[form][row])
        for page, wanted, back in self._wanted[form]:
            need = np.maximum(need, _back(np.where(page.hidden[row], wanted[row], 0.0), back))
        if form.of is None:
            need[self.family.known[form.count, form.window][row] > 0] = 0.0
        return need

    def _is_met(self, one: Unmet) -> bool:
        months = list(one.months)
        return bool((self._need(one.form, one.row)[months] <= self._apart[one.form][one.row, months] + _A_HAIR).all())

    # Lookalikes with what is hidden already

    def _look_at_levels(self, months: slice, counts: Set[int] | None = None) -> None:
        """Look again; where more of some counts is hidden, at the moves of those."""
        for move in self.lookalikes.moves:
            if self.lookalikes.is_level(move) and (counts is None or counts & move):
                width = self.lookalikes.level_widths(move, months)
                for form, apart in self._apart.items():
                    if move in self.lookalikes.moves_of(form):
                        apart[:, months] = np.maximum(apart[:, months], width)

    def _look_among_hidden(self, one: Unmet) -> bool:
        """Whether rows that are hidden in these months make lookalikes that are far enough apart."""
        for move in self.lookalikes.moves_of(one.form):
            if not self.lookalikes.is_level(move):
                for shift in self._shifts_of_hidden(move, one.row, one.months):
                    self._note(shift, self.lookalikes.apart(shift))
                    if self._is_met(one):
                        return True
        return self._is_met(one)

    def _shifts_of_hidden(self, move: Move, row: int, months: tuple[int, ...]) -> Iterator[Shift]:
        free = {other: self.lookalikes.free(move, other) for other in self._others(row)}
        hidden = [other for other in free if free[other][list(months)].any()]
        hidden.sort(key=lambda other: (-free[other][list(months)].sum(), -free[other].sum(), other))
        always = tuple(other for other in hidden if free[other][list(months)].all())
        yield from (Shift(move, (row,), months, against=(other,)) for other in hidden[:_SINGLE_PARTNERS])
        if len(always) > 1:
            yield Shift(move, (row,), months, against=always)
        if self.lookalikes.free(move, 0)[list(months)].all():
            yield self._with_county(move, row, months)

    def _note(self, shift: Shift, found: Mapping[int, Floats]) -> None:
        """Keep how far apart a shift's lookalikes lie."""
        for form, apart in self._apart.items():
            if form.window in found and shift.move in self.lookalikes.moves_of(form):
                for row in shift.protects:
                    np.maximum(apart[row], found[form.window], out=apart[row])

    # Hiding more

    def _protect(self, one: Unmet) -> None:
        """Hide as little more as makes lookalikes far enough apart; where nothing does, what comes nearest."""
        best: tuple[float, Shift] | None = None
        need = self._need(one.form, one.row)[list(one.months)]
        for shift in self._shifts(one):
            if not self._could(one, shift, need):
                continue
            hidden = self._hide(shift)
            if hidden is None:
                continue
            width = np.maximum(self._width(one, shift), self._apart[one.form][one.row, list(one.months)])
            if (width + _A_HAIR >= need).all():
                self._settle(shift, hidden)
                return
            if best is None or float(width.min()) > best[0] + _A_HAIR:
                best = (float(width.min()), shift)
            for page, where in hidden:
                show(self.family, page, where)
        if best is not None and best[0] > _A_HAIR:
            self._settle(best[1], self._hide(best[1]) or [])

    def _could(self, one: Unmet, shift: Shift, need: Floats) -> bool:
        """Whether the rows have as many children as it takes, or at least one for where nothing does."""
        if self.lookalikes.is_level(shift.move):
            return True
        most = self.lookalikes.at_most(shift, one.form.window, one.months)
        known = self._apart[one.form][one.row, list(one.months)]
        return bool((np.maximum(most, known) + _A_HAIR >= need).all()) or len(shift.against) != 1

    def _width(self, one: Unmet, shift: Shift) -> Floats:
        months = list(one.months)
        if self.lookalikes.is_level(shift.move):
            found = self.lookalikes.level_widths(shift.move, slice(months[0], months[-1] + 1))[one.row]
        else:
            found = self.lookalikes.apart(shift)[one.form.window][months]
        return np.asarray(found)

    def _settle(self, shift: Shift, hidden: Sequence[tuple[Page, Where]]) -> None:
        """What is hidden now stays so; other rows may be protected by it too."""
        if not self.lookalikes.is_level(shift.move):
            self._note(shift, self.lookalikes.apart(shift))
            return
        months, counts = set(shift.months), set(shift.move)
        for page, (row, at) in hidden:
            for part in page.shows:
                if at >= part.back and not self.family.known[part.count, part.window][row, at - part.back]:
                    months.add(at - part.back)
                    counts.add(part.count)
        for month in months:
            self._look_at_levels(slice(month, month + 1), counts)

    def _shifts(self, one: Unmet) -> Iterator[Shift]:
        """Ways to protect a row, the fewest and smallest figures first.

        A partner, or all of them, in the months that need it; then in more months around; then the county's own figure
        with one row of every breakdown.
        """
        moves = self.lookalikes.moves_of(one.form)
        spans = self._spans(one, is_mixed=any(self.lookalikes.is_mixed(move) for move in moves))
        for span in spans:
            swaps = [
                Shift(move, (one.row,), span, against=partners)
                for move in moves
                for partners in self._partners(move, one.row, one.months)
            ]
            swaps.sort(key=self._cost)
            # The first months are worth a look at every partner; in more of them the cheapest and all will do.
            yield from (
                swaps
                if span == one.months
                else (
                    *[swap for swap in swaps if len(swap.against) == 1][:_SINGLE_PARTNERS],
                    *[swap for swap in swaps if len(swap.against) > 1],
                )
            )
        for span in spans:
            for move in moves:
                yield self._with_county(move, one.row, span)
                yield self._with_county(move, one.row, span, roomiest=True)

    def _spans(self, one: Unmet, *, is_mixed: bool) -> list[tuple[int, ...]]:
        """Months to hide in: those that need it, then more around them.

        Where single months stand beside rolling years, children moved from one month to the next change two rolling
        years, the one that gains the first month and the one that loses it; moved by themselves they change twelve.
        """
        first, last, n_months = one.months[0], one.months[-1], self.lookalikes.n_months
        spans = [one.months]
        if is_mixed:
            spans += [
                (*one.months, last + 1, last + 12),
                (first - 1, *one.months, first + 11),
                tuple(range(first, last + 12)),
            ]
        if is_mixed or one.form.window > 1:
            spans += [tuple(range(first - by, last + by + 1)) for by in _WIDER]
        return [tuple(month for month in span if 0 <= month < n_months) for span in spans]

    def _others(self, row: int) -> list[int]:
        by = self.family.rows[row][0]
        return [] if by == COUNTY[0] else [other for other in self.lookalikes.bys[by] if other != row]

    def _partners(self, move: Move, row: int, months: Sequence[int]) -> Iterator[tuple[int, ...]]:
        """Rows of the breakdown that could be hidden too: each alone, then all with anybody in them."""
        others = self._others(row)
        are_out = self._are_out(move, others, months)
        some = [
            other for other, is_out in zip(others, are_out, strict=True)
            if not is_out and self._has_anybody(move, other, months)
        ]  # fmt: skip
        yield from ((other,) for other in some)
        if len(some) > 1:
            yield tuple(some)

    def _has_anybody(self, move: Move, row: int, months: Sequence[int]) -> bool:
        """Whether a row has a child who could move, in every month. Nobody is shown as nobody."""
        for page in self.family.pages:
            for part, values in zip(page.shows, page.values, strict=True):
                at = [month + part.back for month in months if month + part.back < self.lookalikes.n_months]
                if part.count in move and (values[row, at] > 0).all():
                    return True
        return False

    def _figures(self, shift: Shift) -> list[tuple[Page, Where]]:
        """Figures that show one of the counts moved and are not hidden yet."""
        found: dict[tuple[int, int, int], tuple[Page, Where]] = {}
        for number, page in enumerate(self.family.pages):
            for part in page.shows:
                if part.count in shift.move:
                    for row in (*shift.rows, *shift.against):
                        for month in shift.months:
                            at = month + part.back
                            if at < self.lookalikes.n_months and page.exists[row, at] and not page.hidden[row, at]:
                                found[number, row, at] = (page, (row, at))
        return list(found.values())

    def _are_out(self, move: Move, rows: Sequence[int], months: Sequence[int]) -> Flags:
        """Which rows an earlier snapshot has shown in one of the months: hiding them now would not help."""
        found: Flags = np.logical_or.reduce([self._out[count][np.ix_(rows, months)].any(axis=1) for count in move])
        return found

    def _cost(self, shift: Shift) -> tuple[int, float]:
        figures = self._figures(shift)
        return len(figures), float(sum(page.values[0][where] for page, where in figures))

    def _hide(self, shift: Shift) -> list[tuple[Page, Where]] | None:
        """Hide what a shift needs hidden; what it hid, or None where part of it is out already."""
        figures = self._figures(shift)
        if any(page.is_out[where] for page, where in figures):
            return None
        for page, where in figures:
            hide(self.family, page, where)
        return figures

    def _with_county(self, move: Move, row: int, months: tuple[int, ...], *, roomiest: bool = False) -> Shift:
        """The county, the row, and of every other breakdown the row that is hidden most, or the one with most room."""
        linked = [0] if row == 0 else [0, row]
        for name, rows in self.lookalikes.bys_of(move).items():
            if name not in {COUNTY[0], self.family.rows[row][0]} and rows:
                are_out = self._are_out(move, rows, months)
                hidden = self.lookalikes.free(move, rows)[:, months].sum(axis=1)
                room = self.lookalikes.room_of(move, rows, months)
                ranks = [room, ~are_out] if roomiest else [room, hidden, ~are_out]
                best = np.lexsort([-np.arange(len(rows)), *ranks])[-1]
                linked.append(rows[best])
        return Shift(move, tuple(linked), months)


def _left(page: Page) -> Form:
    """What is left between the two counts of a percentage."""
    return Form(page.shows[0].count, page.shows[1].window, of=page.shows[1].count)


def _wanted(page: Page) -> Iterator[tuple[Form, Floats, int]]:
    """What a page's figures tell, where they are hidden: of few, five apart; of more, one; of nobody, nothing."""
    for place, part in enumerate(page.shows):
        values = page.values[place]
        apart = np.where(_is_small(values) & (place in page.of_people), WIDTH, NOT_EXACT)
        yield Form(part.count, part.window), np.where(values > 0, apart, 0.0), part.back
    if page.is_share:
        yield _left(page), np.where(_is_small(page.values[1] - page.values[0]), WIDTH, 0.0), 0


def _tells_of_few(page: Page) -> Flags:
    few = np.zeros_like(page.exists)
    for place in page.of_people:
        few |= _is_small(page.values[place])
    if page.is_share:
        few |= _is_small(page.values[1] - page.values[0])
    return few & page.exists


def _is_small(values: Floats) -> Flags:
    found: Flags = (values > 0) & (values < SMALLEST_SHOWN)
    return found


def _back(values: Floats, months: int) -> Floats:
    """A figure's values at the month it speaks of."""
    if not months:
        return values
    moved = np.zeros_like(values)
    moved[..., :-months] = values[..., months:]
    return moved


def _runs(months: Sequence[int]) -> list[tuple[int, ...]]:
    """Months next to one another, together."""
    runs = [[months[0]]] if months else []
    for before, month in pairwise(months):
        if month == before + 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    return [tuple(run) for run in runs]
