"""What a level is taken apart into: starts by age, those who came unaccompanied apart; ends by reason; turning 18."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from lineofsight.snapshot import Move, Mover
from lineofsight.stats.flows import Flows, Way
from lineofsight_web.dashboard.groups import AGED
from lineofsight_web.ui import words

UNACCOMPANIED = "unaccompanied"
ALWAYS_SHOWN = ("16-17", UNACCOMPANIED)
NO_REASON = "reason not recorded"
NOT_SPLIT = "left"
"""The one group of ends where no reason is held."""


@dataclass(frozen=True)
class Level:
    """A level of the page and its words. `has_reasons`: whether an end's reason is held."""

    key: str
    indicator_id: str
    title: str
    held: str
    started: str
    left: str
    starting: str
    leaving: str
    has_reasons: bool


LEVELS = (
    Level("care", "LA01", "Children in care", "in care", "started to be looked after", "left care", "starting",
          "leaving", has_reasons=True),
    Level("plans", "CP06", "Child protection plans", "on a child protection plan", "started a plan", "came off a plan",
          "starting a plan", "coming off a plan", has_reasons=False),
)  # fmt: skip
BY_KEY = {level.key: level for level in LEVELS}


@dataclass(frozen=True, order=True)
class PartKey:
    """One component, as `stats.flows` names it."""

    way: Way
    name: str

    @property
    def text(self) -> str:
        """As an address holds it."""
        return f"{self.way}:{self.name}"


def part_of(level: Level, move: Move | Mover) -> PartKey:
    """The component that a move belongs to. Every move belongs to one, so that components add up to the change."""
    if move.flow == "aged out":
        return PartKey("ageing out", "")
    if move.flow == "start":
        return PartKey("start", UNACCOMPANIED if move.is_uasc else move.age_band)
    return PartKey("end", _reason(move) if level.has_reasons else NOT_SPLIT)


def flows_of(level: Level, moves: Iterable[Move]) -> Flows:
    """Moves as `stats.flows` takes them: ages in order, the unaccompanied after them, reasons by name. Those whom
    the board asks for are there though nobody is of them.
    """
    counted: Counter[PartKey] = Counter({PartKey("start", name): 0 for name in ALWAYS_SHOWN})
    for move in moves:
        counted[part_of(level, move)] += move.n
    starts = {key.name: n for key, n in sorted(counted.items(), key=lambda one: place(one[0])) if key.way == "start"}
    ends = {key.name: n for key, n in sorted(counted.items(), key=lambda one: place(one[0])) if key.way == "end"}
    return Flows(starts=starts, ends=ends, ageing_out=counted[PartKey("ageing out", "")])


def place(key: PartKey) -> tuple[int, int, bool, str]:
    """Starts by age, the unknown and the unaccompanied after them; ends by reason, the unknown last; turning 18."""
    ages = list(_AGES)
    age = ages.index(key.name) if key.way == "start" and key.name in ages else 0
    return (_WAYS.index(key.way), age, key.name == NO_REASON, key.name)


def part_words(level: Level, way: Way, name: str) -> str:
    """The row's name in the table."""
    if way == "ageing out":
        return "Turned 18"
    if way == "end":
        left = words.sentence_case(level.left)
        return left if name == NOT_SPLIT else f"{left}: {name}"
    started = words.sentence_case(level.started)
    return f"{started}, {_AGES.get(name, f'aged {name}')}"


def leading_words(level: Level, way: Way, name: str) -> str:
    """The same within the sentence: '16 and 17 year olds starting'."""
    if way == "ageing out":
        return "young people turning 18"
    if way == "end":
        return f"children {level.leaving}" if name == NOT_SPLIT else f"children {level.leaving} ({name})"
    return f"{_YEAR_OLDS.get(name, f'children aged {name}')} {level.starting}"


_WAYS: tuple[Way, ...] = ("start", "end", "ageing out")
_AGES = {**AGED, UNACCOMPANIED: "unaccompanied from abroad, any age"}
_YEAR_OLDS = {
    "0": "babies under 1", "1-4": "1 to 4 year olds", "5-9": "5 to 9 year olds", "10-15": "10 to 15 year olds",
    "16-17": "16 and 17 year olds", "18+": "young people of 18 and over", "unknown": "children of unknown age",
    UNACCOMPANIED: "unaccompanied children",
}  # fmt: skip


def _reason(move: Move | Mover) -> str:
    label = move.reason_group.replace("PR", "parental responsibility")
    return label[:1].lower() + label[1:] if label else NO_REASON
