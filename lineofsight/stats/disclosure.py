"""Small numbers in tables that leave the service: what must be hidden so that nobody can be told from them.

The rule is that of DfE's releases on children looked after: counts of 1 to 5 are hidden, and with them enough other
figures that no subtraction gives them back. Whoever subtracts is called the attacker here: a linear programme that
knows every figure shown and every sum that holds between figures, and asks how low and how high a hidden one could be.

Sources: DfE, Children looked after in England, methodology; Fischetti and Salazar (2001), Management Science
47:1008-1027, for the choice of further cells as one mixed-integer programme; Fellegi (1972), JASA 67:7-18, for the
attacker. The programmes are solved by HiGHS, through SciPy.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lineofsight.stats.intervals import Interval

SMALLEST_SHOWN = 6
WIDTH = 5
"""How wide an attacker's interval for a small count must stay. 1 to 5 is what the rule itself tells."""

NOT_EXACT = 1
"""The width that leaves at least two whole numbers open."""

Cell = Any
"""Anything hashable that names one count."""
Array = NDArray[np.float64]

_SOLVED = 0
_TOLERANCE = 1e-6
_SLACK = 1e-4
_FURTHEST = 10
"""How many times the width a cell may move to make room for another. In sums of whole tables once is enough."""


@dataclass(frozen=True)
class Sum:
    """A total and its parts: a county and its districts, a rolling year and its months, those with and without."""

    total: Cell
    parts: tuple[Cell, ...]


@dataclass(frozen=True)
class Released:
    """Every figure released together, over all pages and months, and every sum that an outsider knows to hold.

    A cell that stands on two pages is one cell. `unpublished` are cells on no page, which sums nevertheless run over,
    such as the months behind a rolling year. No count is negative.
    """

    counts: Mapping[Cell, float]
    sums: Sequence[Sum]
    unpublished: frozenset[Cell] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        for one in self.sums:
            unknown = {one.total, *one.parts} - self.counts.keys()
            if unknown:
                raise ValueError(f"a sum runs over cells without a count: {sorted(map(str, unknown))}")
            if abs(self.counts[one.total] - sum(self.counts[part] for part in one.parts)) > _TOLERANCE:
                raise ValueError(f"the parts of {one.total} do not add up to it")


def is_small(count: float | None) -> bool:
    """Whether a count is of one to five. Nobody is not few: a zero tells of nobody."""
    return count is not None and 0 < count < SMALLEST_SHOWN


def is_small_share(numerator: float, denominator: float) -> bool:
    """Whether a percentage tells of few: in its numerator, its denominator, or what is left. 97 of 100 is 3."""
    return is_small(numerator) or is_small(denominator) or is_small(denominator - numerator)


def rounded(count: float, to: int = 5) -> int:
    """A count to the nearest 5, halves up. The alternative to hiding: every cell and every total, each by itself."""
    return int((count + to / 2) // to) * to


def attack(released: Released, hidden: Iterable[Cell], *, of: Iterable[Cell] | None = None) -> dict[Cell, Interval]:
    """What an outsider can deduce of each hidden cell: how low and how high it could be, given all that is shown.

    `of` asks for some of the cells alone, which may then be unpublished ones as well. Upper limits may be infinite.
    """
    hidden = frozenset(hidden)
    asked = hidden if of is None else frozenset(of)
    unknown = hidden | released.unpublished
    found = dict.fromkeys((cell for cell in released.counts if cell in asked), Interval(0.0, np.inf))
    for linked in _joined([unknown.intersection((one.total, *one.parts)) for one in released.sums]):
        found |= _deduce(released, linked, [cell for cell in found if cell in linked])
    return found


def _joined(sets: Iterable[Set[Cell]]) -> list[frozenset[Cell]]:
    """Sets that share a cell, made one."""
    of_cell: dict[Cell, set[Cell]] = {}
    for one in sets:
        merged = set(one).union(*(of_cell[cell] for cell in one if cell in of_cell))
        of_cell.update(dict.fromkeys(merged, merged))
    return [frozenset(group) for group in {id(group): group for group in of_cell.values()}.values()]


def _deduce(released: Released, unknown: frozenset[Cell], wanted: Sequence[Cell]) -> dict[Cell, Interval]:
    """The limits of some cells, from the sums that run over these unknown ones and no others."""
    from scipy.optimize import linprog

    place = {cell: number for number, cell in enumerate(unknown)}
    terms, known = _equations(released, place)
    limits = {}
    for cell in wanted:
        objective = np.zeros(len(place))
        ends = []
        for sign in (1.0, -1.0):
            objective[place[cell]] = sign
            solved = linprog(objective, A_eq=terms, b_eq=known, bounds=(0, None), method="highs")
            ends.append(sign * solved.fun if solved.status == _SOLVED else np.inf)
        limits[cell] = Interval(max(0.0, ends[0]), ends[1])
    return limits


def _equations(released: Released, place: Mapping[Cell, int]) -> tuple[Any, Array]:
    """One row a sum that holds an unknown cell: the terms of the unknown ones, and what the known ones leave."""
    from scipy.sparse import csr_array

    entries: list[tuple[int, int, float]] = []
    known: list[float] = []
    for one in released.sums:
        signed = ((one.total, -1.0), *((part, 1.0) for part in one.parts))
        row = [(len(known), place[cell], sign) for cell, sign in signed if cell in place]
        if row:
            entries += row
            known.append(-sum(sign * released.counts[cell] for cell, sign in signed if cell not in place))
    rows, columns, terms = zip(*entries, strict=True) if entries else ((), (), ())
    return csr_array((terms, (rows, columns)), shape=(len(known), len(place))), np.array(known)


def cheapest_secondary(
    released: Released, primary: Iterable[Cell], *, width: float = WIDTH, always_shown: Iterable[Cell] = (),
    together: Iterable[Iterable[Cell]] = (), seconds: float | None = None,
) -> frozenset[Cell]:  # fmt: skip
    """The fewest further cells to hide, and of equally few those that count fewest, so that no primary cell leaks.

    After it the attacker's interval for each primary cell is at least `width` wide. `together` lists cells that one
    figure shows, such as a percentage's two counts: they are hidden together or not at all. `seconds` bounds each
    search; the best set found by then is safe and may not be the cheapest.
    Errors: ValueError where hiding everything that may be hidden would not be enough, or the time was too short.
    """
    small = frozenset(primary)
    may = released.counts.keys() - released.unpublished - frozenset(always_shown)
    if small - may:
        raise ValueError("a small cell is among those that are always shown or never published")
    groups = _joined([*(may.intersection(group) for group in together), *({cell} for cell in may)])
    order = {cell: number for number, cell in enumerate(released.counts)}
    groups.sort(key=lambda group: min(order[cell] for cell in group))
    hidden = frozenset[Cell]().union(*(group for group in groups if group & small))
    protect: list[Cell] = []
    while leaking := _narrow(released, hidden, small, width):
        # What is hidden for some often protects the rest, and each cell asked for doubles the programme.
        if set(leaking) <= set(protect):
            raise ValueError("the solver's answer does not protect every small cell")
        protect += [cell for cell in leaking if cell not in protect]
        hidden = _Choice(released, groups, small, protect, width).solve(seconds)
    return hidden - small


def _narrow(released: Released, hidden: frozenset[Cell], small: frozenset[Cell], width: float) -> list[Cell]:
    found = attack(released, hidden, of=small)
    return [cell for cell, interval in found.items() if interval.upper - interval.lower < width - _SLACK]


@dataclass(frozen=True)
class _Choice:
    """The programme that chooses what to hide.

    For each cell to protect there are two worlds that release the same figures and lie `width` apart in that cell. Its
    unknowns are one choice a group of cells, hidden or shown, then how far each cell of each world is from the truth:
    a hidden one anywhere from zero, a shown one nowhere.
    """

    released: Released
    groups: Sequence[frozenset[Cell]]
    small: frozenset[Cell]
    protect: Sequence[Cell]
    width: float

    def solve(self, seconds: float | None) -> frozenset[Cell]:
        """The cells of the cheapest groups. Errors: ValueError where there are none."""
        from scipy.optimize import Bounds, milp

        n_groups, n_moves = len(self.groups), self._n_worlds * len(self.released.counts)
        must = [float(bool(group & self.small)) for group in self.groups]
        solved = milp(
            np.concatenate([self._costs(), np.zeros(n_moves)]),
            constraints=self._constraints(),
            bounds=Bounds(
                np.concatenate([must, np.full(n_moves, -self._far)]),
                np.concatenate([np.ones(n_groups), np.full(n_moves, self._far)]),
            ),
            integrality=np.concatenate([np.ones(n_groups), np.zeros(n_moves)]),
            options={"mip_rel_gap": 0.0, **({} if seconds is None else {"time_limit": seconds})},
        )
        if solved.x is None:
            raise ValueError("no set of cells protects every small one, or the time was too short to find it")
        chosen = zip(self.groups, solved.x[:n_groups] > 0.5, strict=True)
        return frozenset[Cell]().union(*(group for group, is_hidden in chosen if is_hidden))

    @property
    def _n_worlds(self) -> int:
        return 2 * len(self.protect)

    @property
    def _far(self) -> float:
        return _FURTHEST * self.width

    def _costs(self) -> list[float]:
        """A cell costs more than all counts together, so that fewer cells come before smaller ones."""
        counts = self.released.counts
        dear = 1 + sum(counts.values())
        return [float(sum(dear + counts[cell] for cell in group - self.small)) for group in self.groups]

    def _constraints(self) -> list[Any]:
        """Each world's sums hold; hidden cells alone move; each protected cell is `width` apart in its two worlds."""
        from scipy.optimize import LinearConstraint
        from scipy.sparse import csr_array, eye_array, hstack, kron

        counts = np.array(list(self.released.counts.values()), dtype=float)
        place = {cell: number for number, cell in enumerate(self.released.counts)}
        unpublished = np.array([float(cell in self.released.unpublished) for cell in place])
        in_group = np.array([[float(cell in group) for group in self.groups] for cell in place])
        worlds, each = eye_array(self._n_worlds), np.ones((self._n_worlds, 1))
        moves, sums = kron(worlds, eye_array(len(place))), kron(worlds, _equations(self.released, place)[0])
        constraints = [LinearConstraint(hstack([csr_array((sums.shape[0], len(self.groups))), sums]), 0.0, 0.0)]
        up, down = np.full(len(place), self._far), np.minimum(counts, self._far)
        no_limit = np.full(len(place), np.inf)
        for reach, low, high in ((-up, -no_limit, up * unpublished), (down, -down * unpublished, no_limit)):
            terms = hstack([kron(each, csr_array(reach[:, None] * in_group)), moves])
            constraints.append(LinearConstraint(terms, np.tile(low, self._n_worlds), np.tile(high, self._n_worlds)))
        apart = np.zeros((len(self.protect), len(self.groups) + self._n_worlds * len(place)))
        for number, cell in enumerate(self.protect):
            above = len(self.groups) + 2 * number * len(place) + place[cell]
            apart[number, [above, above + len(place)]] = 1.0, -1.0
        return [*constraints, LinearConstraint(csr_array(apart), self.width, np.inf)]


def room(lower: Array, upper: Array, fixed: Iterable[tuple[int, int]]) -> Array:
    """How far totals over months could move if each month may move between limits and some totals may not move at all.

    `lower` (at most 0) and `upper` (at least 0, perhaps infinite) are each month's limits. `fixed` are the first and
    the last place of each window whose total is known. The answer's entry [first, last + 1] is how far up the total of
    that window could go; minus its entry [last + 1, first] how far down.

    Every total over consecutive months is a difference of two running totals, so the limits are lengths between them
    and the answer their shortest paths: exact, and for all windows at once.
    """
    n = len(lower)
    far = np.full((n + 1, n + 1), np.inf)
    np.fill_diagonal(far, 0.0)
    step = np.arange(n)
    far[step, step + 1] = upper
    far[step + 1, step] = -lower
    for first, last in fixed:
        far[first, last + 1] = far[last + 1, first] = 0.0
    through = np.empty_like(far)
    for middle in range(n + 1):
        np.add(far[:, middle, None], far[middle], out=through)
        np.minimum(far, through, out=far)
    return far


__all__ = [
    "NOT_EXACT", "SMALLEST_SHOWN", "WIDTH", "Cell", "Released", "Sum", "attack", "cheapest_secondary", "is_small",
    "is_small_share", "room", "rounded",
]  # fmt: skip
