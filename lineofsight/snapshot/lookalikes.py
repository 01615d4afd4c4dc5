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

PLENTY = 1e9
"""More children than any county has: no limit."""

Move = frozenset[int]
"""Counts that change together when children are moved: a numerator alone, or with its denominator."""


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
        self.moves += [Move(pair) for pair in dict.fromkeys(family.shares)]
        self._last_months = self._months_of_figures()
        self._given_by = [
            {
                name
                for name, rows in self.bys.items()
                if any(known[rows].any() for cell, known in family.known.items() if cell[0] == count)
            }
            for count in range(len(family.monthly))
        ]

    def _months_of_figures(self) -> dict[int, list[int]]:
        """The months that figures are of, by the window that they add up."""
        found: dict[int, set[int]] = {}
        for page in self._family.pages:
            for part in page.shows:
                months = np.flatnonzero(page.exists.any(axis=0)) - part.back
                found.setdefault(part.window, set()).update(int(month) for month in months if month + 1 >= part.window)
        return {window: sorted(months) for window, months in found.items()}

    def bys_of(self, move: Move) -> dict[str, list[int]]:
        """The county and the breakdowns that the counts are given by, with their rows."""
        given = {COUNTY[0]}.union(*(self._given_by[count] for count in move))
        return {name: rows for name, rows in self.bys.items() if name in given}

    def moves_of(self, form: Form) -> list[Move]:
        """The moves that change a form. What is left changes when one of its two counts does, and not the other."""
        return [move for move in self.moves if (form.count in move) != (form.of in move)]

    def is_level(self, move: Move) -> bool:
        """Whether every figure of the counts moved is of one month, so that each month stands by itself."""
        return self._family.windows(move) == {1}

    def free(self, move: Move, rows: int | Sequence[int] | slice) -> Flags:
        """Months in which no figure shows any of the counts moved."""
        known, windows = self._family.known, self._family.windows(move)
        cells = [known[cell][rows] for cell in known if cell[0] in move and cell[1] in windows]
        found: Flags = np.logical_and.reduce([shown == 0 for shown in cells])
        return found

    def _limits(self, move: Move, rows: int | Sequence[int] | slice) -> tuple[Floats, Floats]:
        """How many children could leave and how many could come, month by month."""
        monthly = self._family.monthly
        down = np.minimum.reduce([monthly[count][rows] for count in move])
        up = np.full_like(down, PLENTY)
        for n, of in self._family.shares:
            left = monthly[of][rows] - monthly[n][rows]
            if n in move and of not in move:
                up = np.minimum(up, left)
            if of in move and n not in move:
                down = np.minimum(down, left)
        return np.maximum(down, 0.0), np.maximum(up, 0.0)

    def room_of(self, move: Move, row: int, months: Sequence[int]) -> float:
        """How many children could come or go in the months and the year before them, as far as it matters."""
        reach = max(self._family.windows(move)) - 1
        down, up = self._limits(move, row)
        span = slice(max(0, min(months) - reach), max(months) + 1)
        return float(min(WIDTH, down[span].sum()) + min(WIDTH, up[span].sum()) + 1e-6 * down[span].sum())

    # Figures of one month

    def level_widths(self, move: Move, months: slice) -> Floats:
        """How far apart lookalikes lie in each row and month: a row against all others hidden in its breakdown.

        Where the county is hidden as well, one row of every breakdown moves with it.
        """
        free = self.free(move, slice(None))[:, months]
        down, up = (np.where(free, side[:, months], 0.0) for side in self._limits(move, slice(None)))
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
        shape = self._family.monthly[0][:, months].shape
        lent = np.zeros(shape)
        for n, of in dict.fromkeys(self._family.shares):
            if move == {n}:
                parts = [self._family.monthly[part] for part, other in self._family.shares if other == of]
                left = np.maximum(self._family.monthly[of] - np.maximum.reduce(parts), 0.0)[:, months]
                hidden = self.free(Move({of}), slice(None))[:, months]
                given = np.where(hidden, left, 0.0)
                for rows in self.bys.values():
                    lent[rows] = np.where(hidden[rows], given[rows].sum(axis=0) - given[rows], 0.0)
        return lent

    # Figures of a rolling year

    def apart(self, shift: Shift) -> dict[int, Floats]:
        """How far apart lookalikes lie in each month, by window, where the rows of a shift change and no others."""
        down, up = self._limits(shift.move, list(shift.rows))
        against = self._limits(shift.move, list(shift.against)) if shift.against else None
        lower, upper = down.min(axis=0), up.min(axis=0)
        if against:
            lower, upper = np.minimum(lower, against[1].sum(axis=0)), np.minimum(upper, against[0].sum(axis=0))
        rows = [*shift.rows, *shift.against]
        fixed = {
            (int(last) - window + 1, int(last) + 1)
            for (count, window), shown in self._family.known.items()
            if count in shift.move
            for last in np.flatnonzero((shown[rows] > 0).any(axis=0))
            if last + 1 >= window
        }
        upper = np.where(upper >= PLENTY, np.inf, upper)
        return self._windows_apart(lower, upper, fixed, self._family.windows(shift.move))

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
