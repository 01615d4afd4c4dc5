"""Other counties that would release the very same pages: the proof that what is hidden cannot be worked out.

A lookalike is made from the real county by moving children between groups whose figures are hidden, in the months in
which they are hidden, so that nothing shown changes. How many can be moved is how far apart two counties are that an
attacker, who knows everything released and every sum that holds, cannot tell from one another.

A figure of one month, or of a day, moves by itself. A rolling year is the sum of twelve months, which no page shows: to
move one and not the next, the months that enter and leave must change, and with them the rolling years before and
after. How far each could move is the length of a shortest path, see `stats.disclosure.room`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lineofsight.snapshot.released import COUNTY, Family, Flags, Floats
from lineofsight.stats.disclosure import WIDTH, room

EVER = slice(None)
Rows = int | Sequence[int] | slice
PLENTY = 1e9
"""More children than any county has: no limit."""

Move = frozenset[int]
"""Counts that change together when children are moved: a numerator alone, or with its denominator and its wholes."""


@dataclass(frozen=True)
class Form:
    """What is protected: a count over a window of months, or what is left between it and a denominator `of`."""

    count: int
    window: int
    of: int | None = None


@dataclass(frozen=True)
class Shift:
    """Rows that gain or lose together, over some months, and those that lose or gain for it.

    With none against it the county is among the rows, with one row of every breakdown.
    """

    move: Move
    rows: tuple[int, ...]
    months: tuple[int, ...]
    against: tuple[int, ...] = ()

    @property
    def protects(self) -> tuple[int, ...]:
        """Rows whose counts change by as much as can be moved. Several against one share it."""
        return (*self.rows, *self.against) if len(self.against) == 1 else self.rows


class Lookalikes:
    """Looks for lookalikes of one family, as it is hidden at the moment of asking."""

    def __init__(self, family: Family) -> None:
        self._family = family
        self.bys = {name: family.by(name) for name in dict.fromkeys(by for by, _ in family.rows)}
        self.n_months = family.monthly[0].shape[1]
        self.moves = [Move({count}) for count in range(len(family.monthly))]
        self._shares = list(dict.fromkeys(family.shares))
        self.moves += dict.fromkeys(self._with_wholes(n) for n, _ in self._shares)
        self._windows = {move: family.windows(move) for move in self.moves}
        self._cells = {
            move: [cell for cell in family.known if cell[0] in move and cell[1] in self._windows[move]]
            for move in self.moves
        }
        self._limits_of: dict[Move, tuple[Floats, Floats]] = {}
        self._last_months = self._months_of_figures()
        self._given_by = [
            {
                name
                for name, rows in self.bys.items()
                if any(known[rows].any() for cell, known in family.known.items() if cell[0] == count)
            }
            for count in range(len(family.monthly))
        ]

    def _with_wholes(self, count: int) -> Move:
        """A count with its denominator, and with what that is itself a part of.

        Counts that are equal everywhere may be each a part of the other, so wholes can lead back to where they began.
        """
        whole_of, found = dict(reversed(self._shares)), [count]
        while (whole := whole_of.get(found[-1])) is not None and whole not in found:
            found.append(whole)
        return Move(found)

    def _months_of_figures(self) -> dict[int, list[int]]:
        """The months that figures are of, by the window that they add up."""
        found: dict[int, set[int]] = {}
        for page in self._family.pages:
            for part in page.shows:
                months = np.flatnonzero(page.exists.any(axis=0)) - part.back
                found.setdefault(part.window, set()).update(int(month) for month in months if month + 1 >= part.window)
        return {window: sorted(months) for window, months in found.items()}

    def is_mixed(self, move: Move) -> bool:
        """Whether single months of the counts moved are figures beside their rolling years."""
        return len(self._windows[move]) > 1

    def at_most(self, shift: Shift, window: int, months: Sequence[int]) -> Floats:
        """A quick bound of `apart`: as if nothing were shown but the windows asked for."""
        lower, upper = self._both_ways(shift)
        total = np.concatenate([[0.0], np.cumsum(lower + upper)])
        last = np.array(months)
        found: Floats = total[last + 1] - total[np.maximum(last + 1 - window, 0)]
        return found

    def bys_of(self, move: Move) -> dict[str, list[int]]:
        """The county and the breakdowns that the counts are given by, with their rows."""
        given = {COUNTY[0]}.union(*(self._given_by[count] for count in move))
        return {name: rows for name, rows in self.bys.items() if name in given}

    def moves_of(self, form: Form) -> list[Move]:
        """The moves that change a form. What is left changes when one of its two counts does, and not the other."""
        return [move for move in self.moves if (form.count in move) != (form.of in move)]

    def is_level(self, move: Move) -> bool:
        """Whether every figure of the counts moved is of one month, so that each month stands by itself."""
        return self._windows[move] == {1}

    def free(self, move: Move, rows: Rows, months: slice = EVER) -> Flags:
        """Where no figure shows any of the counts moved, by row and month."""
        cells = [self._family.known[cell][rows][..., months] for cell in self._cells[move]]
        found: Flags = np.logical_and.reduce([shown == 0 for shown in cells])
        return found

    def _limits(self, move: Move, rows: Rows, months: slice = EVER) -> tuple[Floats, Floats]:
        """How many children could leave and how many could come, month by month."""
        if move not in self._limits_of:
            self._limits_of[move] = self._find_limits(move)
        down, up = self._limits_of[move]
        return down[rows][..., months], up[rows][..., months]

    def _find_limits(self, move: Move) -> tuple[Floats, Floats]:
        monthly = self._family.monthly
        down = np.minimum.reduce([monthly[count] for count in move])
        up = np.full_like(down, PLENTY)
        for n, of in self._shares:
            if (n in move) != (of in move):
                left = monthly[of] - monthly[n]
                if n in move:
                    up = np.minimum(up, left)
                else:
                    down = np.minimum(down, left)
        return np.maximum(down, 0.0), np.maximum(up, 0.0)

    def room_of(self, move: Move, rows: Sequence[int], months: Sequence[int]) -> Floats:
        """How many children of each row could come or go in the months and the year before, as far as it matters."""
        reach = max(self._windows[move]) - 1
        span = slice(max(0, min(months) - reach), max(months) + 1)
        down, up = (side.sum(axis=1) for side in self._limits(move, rows, span))
        return np.asarray(np.minimum(WIDTH, down) + np.minimum(WIDTH, up) + 1e-6 * down)

    # Figures of one month

    def level_widths(self, move: Move, months: slice) -> Floats:
        """How far apart lookalikes lie in each row and month: a row against all others hidden in its breakdown.

        Where the county is hidden as well, one row of every breakdown moves with it.
        """
        free = self.free(move, EVER, months)
        down, up = (np.where(free, side, 0.0) for side in self._limits(move, EVER, months))
        width = np.zeros_like(down)
        bys = self.bys_of(move)
        for gain, loss in ((up + np.where(free, self._lent(move, months), 0.0), down), (down, up)):
            most = {name: gain[rows].max(axis=0) for name, rows in bys.items()}
            for name, rows in bys.items():
                with_county = np.minimum.reduce([most[other] for other in bys if other != name] or [most[name]])
                among = loss[rows].sum(axis=0) - loss[rows] if name != COUNTY[0] else 0.0
                width[rows] += np.minimum(gain[rows], np.maximum(among, with_county))
        return width

    def _lent(self, move: Move, months: slice) -> Floats:
        """Children that others of a breakdown could give a row, so that its numerator could grow past what is left.

        Their denominators are hidden too: a lookalike has fewer of those left there, and more here.
        """
        monthly = self._family.monthly
        lent = np.zeros(monthly[0][:, months].shape)
        for n, of in self._shares:
            if move == {n}:
                parts = [monthly[part][:, months] for part, other in self._shares if other == of]
                left = np.maximum(monthly[of][:, months] - np.maximum.reduce(parts), 0.0)
                hidden = self.free(Move({of}), EVER, months)
                given = np.where(hidden, left, 0.0)
                for rows in self.bys.values():
                    lent[rows] = np.where(hidden[rows], given[rows].sum(axis=0) - given[rows], 0.0)
        return lent

    # Figures of a rolling year

    def apart(self, shift: Shift) -> dict[int, Floats]:
        """How far apart lookalikes lie in each month, by window, where the rows of a shift change and no others."""
        lower, upper = self._both_ways(shift)
        rows = [*shift.rows, *shift.against]
        fixed = {
            (int(last) - window + 1, int(last) + 1)
            for (count, window), shown in self._family.known.items()
            if count in shift.move
            for last in np.flatnonzero((shown[rows] > 0).any(axis=0))
            if last + 1 >= window
        }
        upper = np.where(upper >= PLENTY, np.inf, upper)
        return self._windows_apart(lower, upper, fixed, self._windows[shift.move])

    def _both_ways(self, shift: Shift) -> tuple[Floats, Floats]:
        """How far the rows could go down and up, month by month, with those against them going the other way."""
        down, up = self._limits(shift.move, list(shift.rows))
        lower, upper = down.min(axis=0), up.min(axis=0)
        if not shift.against:
            return lower, upper
        down, up = self._limits(shift.move, list(shift.against))
        return np.minimum(lower, up.sum(axis=0)), np.minimum(upper, down.sum(axis=0))

    def _windows_apart(
        self, lower: Floats, upper: Floats, fixed: set[tuple[int, int]], windows: set[int]
    ) -> dict[int, Floats]:
        """Months in which no window begins or ends make one step, so that paths are short."""
        asked = [(last - window + 1, last + 1) for window in windows for last in self._last_months[window]]
        ends = sorted({0, self.n_months, *(edge for window in (*fixed, *asked) for edge in window)})
        step_of = {month: place for place, month in enumerate(ends)}
        steps = np.add.reduceat(lower, ends[:-1]), np.add.reduceat(upper, ends[:-1])
        far = room(-steps[0], steps[1], [(step_of[first], step_of[after] - 1) for first, after in fixed])
        found = {window: np.zeros(self.n_months) for window in windows}
        for window in windows:
            for last in self._last_months[window]:
                first, after = step_of[last - window + 1], step_of[last + 1]
                found[window][last] = min(far[first, after] + far[after, first], PLENTY)
        return found
