"""The county's cases as they are lived: one row per referral of a child, and what came of it.

A case is opened by a referral and closed once. It may hold an assessment, section 47 enquiries, one child protection
plan, one period of care and child in need plans between them; a child has one open case at a time.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lineofsight.synth.days import OPEN, Days, birthday
from lineofsight.synth.draws import Bools, Chance, Floats, Ints
from lineofsight.synth.households import Children, Households
from lineofsight.synth.setting import Setting

NO_OUTCOME, NOT_NEEDED, EARLY_HELP, PLAN = range(4)
"""What an assessment led to."""

CLOSE_REASONS = ("RC7", "RC8", "RC9", "RC1", "RC4", "RC3", "RC2", "RC5", "RC6")
SERVICES_ENDED, NO_ACTION, TO_EARLY_HELP, ADOPTED, SGO, CAO, DIED, MOVED, ADULT_CARE = range(9)

_DAY_COLUMNS = ("ref", "close", "a_start", "a_auth", "cp_start", "cp_end", "cla_start", "cla_end", "s47_last", "hold")
_NUMBER_COLUMNS = ("child", "group", "outcome", "reason", "icpc")


class CaseBook:
    """Every case, column by column, in the order of opening. Days not reached are OPEN."""

    ref: Days
    close: Days
    a_start: Days
    a_auth: Days
    cp_start: Days
    cp_end: Days
    cla_start: Days
    cla_end: Days
    s47_last: Days
    """Last day of the latest section 47 enquiry; long ago where there is none."""
    hold: Days
    """The case does not close before this day."""
    child: Ints
    group: Ints
    """The referral that brought a family's children in together."""
    outcome: Ints
    reason: Ints
    icpc: Ints
    """The latest conference of the case; -1 where there is none."""
    nfa: Bools

    def __init__(self) -> None:
        self.n = 0
        self._size = 0
        self._grow(4096)

    def _grow(self, size: int) -> None:
        for name in (*_DAY_COLUMNS, *_NUMBER_COLUMNS, "nfa"):
            kind = np.bool_ if name == "nfa" else np.int32
            grown: NDArray[Any] = np.full(size, _BLANK.get(name, OPEN), kind)
            if self._size:
                grown[: self._size] = getattr(self, name)
            setattr(self, name, grown)
        self._size = size

    def open(self, child: Ints, ref: Days, group: Ints) -> Ints:
        """Open a case for each child; gives their positions."""
        n = len(child)
        while self.n + n > self._size:
            self._grow(self._size * 2)
        at = np.arange(self.n, self.n + n, dtype=np.int32)
        self.child[at], self.ref[at], self.group[at] = child, ref, group
        self.n += n
        return at

    def trimmed(self) -> None:
        """Drop the room that was never used."""
        for name in (*_DAY_COLUMNS, *_NUMBER_COLUMNS, "nfa"):
            setattr(self, name, getattr(self, name)[: self.n].copy())
        self._size = self.n


_BLANK = {
    "outcome": NO_OUTCOME,
    "reason": SERVICES_ENDED,
    "icpc": -1,
    "s47_last": -OPEN,
    "hold": -OPEN,
    "nfa": 0,
    "child": -1,
    "group": -1,
}


_AT_FIRST = {"free_from": -OPEN, "last_ref": -OPEN, "case_of": -1, "died": OPEN, "gone_from": OPEN, "had_plan": 0}
"""What is kept of each child, and what it is before anything has happened."""


@dataclass
class Ledger:
    """Rows of one kind, added in chunks."""

    chunks: dict[str, list[Ints]] = field(default_factory=dict)
    n: int = 0

    def add(self, **columns: Ints) -> Ints:
        """Add rows; gives their positions."""
        n = len(next(iter(columns.values())))
        for name, values in columns.items():
            self.chunks.setdefault(name, []).append(np.asarray(values, np.int32))
        self.n += n
        return np.arange(self.n - n, self.n, dtype=np.int32)

    def column(self, name: str) -> Ints:
        """All rows of one column, as one array that later changes are kept in."""
        parts = self.chunks.get(name, [])
        if len(parts) != 1:
            self.chunks[name] = parts = [np.concatenate(parts) if parts else np.empty(0, np.int32)]
        return parts[0]


@dataclass
class Lives:
    """Where every child stands: the state that the months of the history move forward."""

    setting: Setting
    homes: Households
    children: Children
    teams: Ints
    """The assessment team (a number) that serves each household."""
    book: CaseBook = field(default_factory=CaseBook)
    s47s: Ledger = field(default_factory=Ledger)
    conferences: Ledger = field(default_factory=Ledger)
    periods: Ledger = field(default_factory=Ledger)
    levels: list[dict[str, int]] = field(default_factory=list)

    free_from: Days = field(init=False)
    """First day on which each child has no open case."""
    last_ref: Days = field(init=False)
    case_of: Ints = field(init=False)
    died: Days = field(init=False)
    gone_from: Days = field(init=False)
    """The day from which the records tell nothing more of a child: adopted, or dead."""
    had_plan: Ints = field(init=False)
    """How many child protection plans each child has had."""

    def __post_init__(self) -> None:
        self.adult_from = birthday(self.children.birth, 18)
        for name, blank in _AT_FIRST.items():
            setattr(self, name, np.full(len(self.children), blank, np.int32))
        self.groups = 0

    def join(self, children: Children) -> Ints:
        """Add children who come from elsewhere, each on their own; gives their positions. They have no household."""
        n, more = len(self.children), len(children)
        for name, values in vars(children).items():
            setattr(self.children, name, np.concatenate([getattr(self.children, name), values]))
        self.adult_from = np.concatenate([self.adult_from, birthday(children.birth, 18)])
        for name, blank in _AT_FIRST.items():
            setattr(self, name, np.concatenate([getattr(self, name), np.full(more, blank, np.int32)]))
        return np.arange(n, n + more, dtype=np.int32)

    def refer(self, child: Ints, ref: Days, group: Ints) -> Ints:
        """Open a case for each child, open-ended until something ends it."""
        at = self.book.open(child, ref, group)
        self.free_from[child] = OPEN
        self.last_ref[child] = ref
        self.case_of[child] = at
        return at

    def end_case(self, cases: Ints, on: Days, reason: Ints | int) -> None:
        """Close cases; an assessment that has begun is authorised by then."""
        begun = self.book.a_start[cases] < OPEN
        self.book.a_auth[cases] = np.where(begun, np.minimum(self.book.a_auth[cases], on), OPEN)
        self.book.close[cases] = on
        self.book.reason[cases] = reason
        self.free_from[self.book.child[cases]] = on

    def lose(self, child: Ints, on: Days) -> None:
        """Children who die."""
        self.died[child] = on
        self.seal(child, on)

    def seal(self, child: Ints, on: Days) -> None:
        """Children of whom nothing more is told: an adopted child's record ends, and a new one would be nobody's."""
        self.gone_from[child] = on
        self.free_from[child] = OPEN

    def reopen(self, cases: Ints) -> None:
        """A case that was to end goes on."""
        self.book.close[cases] = OPEN
        self.book.reason[cases] = SERVICES_ENDED
        self.free_from[self.book.child[cases]] = OPEN

    def group_of(self, household: Ints) -> Ints:
        """A new group for each household met together; -1 (alone) is never together."""
        alone = household < 0
        key = np.where(alone, len(self.homes) + np.arange(len(household)), household)
        _, group = np.unique(key, return_inverse=True)
        self.groups += int(group.max(initial=-1)) + 1
        return (self.groups - 1 - group).astype(np.int32)

    def family_keys(self, rng: Chance, household: Ints, weights: Floats, *, together: float) -> Floats:
        """Keys such that the smallest are a draw in proportion to weights, brothers and sisters mostly together.

        `together` is the share of brothers and sisters who come along.
        """
        drawn = rng.standard_exponential(len(self.homes) + 1)[household]
        apart = rng.random(len(household))
        alone = household < 0
        drawn[alone] = rng.standard_exponential(int(alone.sum()))
        left_out = apart > together
        drawn[left_out] = rng.standard_exponential(int(left_out.sum()))
        return drawn / np.maximum(weights, 1e-6) * (1 + 1e-6 * apart)
