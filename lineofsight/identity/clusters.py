"""From pairs to groups: which records are one person, without ever putting a conflict into one group.

First everything that is surely linked is one component. Only the components that hold a conflict are cut again, with
the strongest pairs joined first and any join refused that would bring a conflict together. Few components need it, so
it is fast; without it one weak link would make one child of twins.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from lineofsight.identity.conflicts import NONE, TWINS, Evidence, Ints
from lineofsight.identity.decisions import Decisions

Refusal = Callable[[list[int], list[int]], bool]
Conflicts = dict[int, dict[int, int]]
"""For each record, the records of its component that it conflicts with, and why."""


@dataclass(frozen=True)
class Groups:
    """`label` gives each record the smallest position in its group. `refused_same`: decisions that could not hold."""

    label: Ints
    refused_same: int
    cut_again: int


def group(a: Ints, b: Ints, evidence: Evidence, decisions: Decisions) -> Groups:
    """Groups from sure pairs, given strongest first. Human decisions come before everything.

    Shape: `a` and `b` are positions of records, one entry a pair.
    """
    kept = evidence.conflict(a, b) == NONE
    same = np.array(decisions.same, dtype=np.int64).reshape(-1, 2)
    label = components(len(evidence.born), np.concatenate([a[kept], same[:, 0]]), np.concatenate([b[kept], same[:, 1]]))
    conflicts = _conflicts(label, evidence)
    doubtful = _doubtful(label, conflicts, decisions)
    inside = kept & np.isin(label[a], doubtful)
    cutter = _Cutter(conflicts, decisions)
    cutter.join_all(a[inside], b[inside], evidence)
    again = np.flatnonzero(np.isin(label, doubtful))
    label[again] = cutter.labels(again)
    return Groups(label, cutter.refused_same, len(doubtful))


def components(n: int, a: Ints, b: Ints) -> Ints:
    """The smallest position that each of n records is connected to."""
    label = np.arange(n, dtype=np.int64)
    while True:
        before = label.copy()
        low = np.minimum(label[a], label[b])
        np.minimum.at(label, before[a], low)
        np.minimum.at(label, before[b], low)
        while not np.array_equal(label, label[label]):
            label = label[label]
        if np.array_equal(label, before):
            return label


def pairs_within(label: Ints) -> Iterator[tuple[Ints, Ints]]:
    """Every pair of records with the same label, once, the smaller position first, in as many parts as need be."""
    sizes = np.bincount(label, minlength=len(label))
    members = np.flatnonzero(sizes[label] > 1)
    order = members[np.argsort(label[members], kind="stable")]
    ordered = label[order]
    for apart in range(1, int(sizes.max(initial=0))):
        both = np.flatnonzero(ordered[:-apart] == ordered[apart:])
        yield order[both], order[both + apart]


def _conflicts(label: Ints, evidence: Evidence) -> Conflicts:
    found: Conflicts = {}
    for a, b in pairs_within(label):
        reason = evidence.conflict(a, b)
        bad = reason != NONE
        for x, y, why in zip(a[bad].tolist(), b[bad].tolist(), reason[bad].tolist(), strict=True):
            found.setdefault(x, {})[y] = why
            found.setdefault(y, {})[x] = why
    return found


def _doubtful(label: Ints, conflicts: Conflicts, decisions: Decisions) -> Ints:
    """Labels of the components that hold a conflict, or records that a decision keeps apart."""
    apart = [label[x] for x, y in decisions.different if label[x] == label[y]]
    return np.unique(np.array([*(label[record] for record in conflicts), *apart], dtype=np.int64))


class _Cutter:
    """Joins records strongest pair first, refusing what would bring a conflict into one group.

    Three stages. Records that people called the same are one entity. Then records that share an identifier are joined,
    unless every record of one entity conflicts by identifier with every record of another. Then all other pairs, which
    names may refuse too: a child known by two first names, linked by an identifier, is one entity with two names, and a
    third record needs to fit only one of them.
    """

    def __init__(self, conflicts: Conflicts, decisions: Decisions) -> None:
        self._conflicts = conflicts
        self._apart: dict[int, set[int]] = {}
        for x, y in decisions.different:
            self._apart.setdefault(x, set()).add(y)
            self._apart.setdefault(y, set()).add(x)
        self._root: dict[int, int] = {}
        self._members: dict[int, list[int]] = {}
        self._linked: dict[int, int] = {}
        self.refused_same = sum(not self._join(x, y, self._kept_apart) for x, y in decisions.same)
        self._called_same = self._entities()

    def join_all(self, a: Ints, b: Ints, evidence: Evidence) -> None:
        shares = evidence.shares_identifier(a, b)
        self._join_each(a[shares], b[shares], self._identifiers_conflict)
        self._linked = self._entities()
        self._join_each(a[~shares], b[~shares], self._anything_conflicts)

    def labels(self, records: Ints) -> Ints:
        return np.array([min(self._members_of(self._find(int(record)))) for record in records], dtype=np.int64)

    def _join_each(self, a: Ints, b: Ints, refuses: Refusal) -> None:
        for x, y in zip(a.tolist(), b.tolist(), strict=True):
            self._join(x, y, refuses)

    def _join(self, x: int, y: int, refuses: Refusal) -> bool:
        first, second = sorted((self._find(x), self._find(y)))
        if first == second:
            return True
        ours, theirs = self._members_of(first), self._members_of(second)
        if refuses(ours, theirs):
            return False
        self._root[second] = first
        self._members[first] = ours + theirs
        return True

    def _find(self, record: int) -> int:
        while (above := self._root.get(record, record)) != record:
            self._root[record] = self._root.get(above, above)
            record = above
        return record

    def _members_of(self, root: int) -> list[int]:
        return self._members.get(root, [root])

    def _entities(self) -> dict[int, int]:
        return {
            record: root for root, members in self._members.items() for record in members if self._find(root) == root
        }

    def _kept_apart(self, ours: list[int], theirs: list[int]) -> bool:
        others = set(theirs)
        return any(self._apart.get(record, set()) & others for record in ours)

    def _identifiers_conflict(self, ours: list[int], theirs: list[int]) -> bool:
        return self._kept_apart(ours, theirs) or self._conflict(ours, theirs, self._called_same, names=False)

    def _anything_conflicts(self, ours: list[int], theirs: list[int]) -> bool:
        return self._identifiers_conflict(ours, theirs) or self._conflict(ours, theirs, self._linked, names=True)

    def _conflict(self, ours: list[int], theirs: list[int], entities: dict[int, int], *, names: bool) -> bool:
        """Whether an entity of ours conflicts with an entity of theirs in every pair of their records."""
        if not any(record in self._conflicts for record in ours):
            return False
        every: dict[tuple[int, int], bool] = {}
        for x in ours:
            against = self._conflicts.get(x, {})
            for y in theirs:
                key = (entities.get(x, x), entities.get(y, y))
                conflicts = y in against and (against[y] == TWINS) == names
                every[key] = every.get(key, True) and conflicts
        return any(every.values())
