"""From pairs to groups: which records are one person, without ever putting a conflict into one group.

First everything that is surely linked is one component. Only the components that hold a conflict are cut again, with
the strongest pairs joined first and any join refused that would bring a conflict together. Few components need it, so
it is fast; without it one weak link would make one child of twins.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

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
    cutter = _Cutter(conflicts, evidence, decisions)
    cutter.join_all(a[inside], b[inside])
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


@dataclass(frozen=True)
class _Entities:
    """Records that count as one, by a record that stands for them; a record that is not there stands for itself."""

    of: dict[int, int]

    @cached_property
    def _sizes(self) -> Counter[int]:
        return Counter(self.of.values())

    def size(self, entity: int) -> int:
        return max(self._sizes[entity], 1)


class _Cutter:
    """Joins records strongest pair first, refusing what would bring a conflict into one group.

    Three stages. Records that people called the same are one entity. Then records that share an identifier are joined,
    unless their identifiers conflict. Then all other pairs, which first names may refuse too. A conflict is between
    entities: if a child is known by two first names or two numbers, whether by an identifier or because someone
    looked, a third record needs to agree with only one of them.
    """

    def __init__(self, conflicts: Conflicts, evidence: Evidence, decisions: Decisions) -> None:
        self._conflicts = conflicts
        self._evidence = evidence
        self._apart: dict[int, set[int]] = {}
        for x, y in decisions.different:
            self._apart.setdefault(x, set()).add(y)
            self._apart.setdefault(y, set()).add(x)
        self._root: dict[int, int] = {}
        self._members: dict[int, list[int]] = {}
        self._linked = _Entities({})
        self._names: dict[int, set[int]] = {}
        self.refused_same = sum(not self._join(x, y, self._kept_apart) for x, y in decisions.same)
        self._called_same = self._entities()

    def join_all(self, a: Ints, b: Ints) -> None:
        shares = self._evidence.shares_identifier(a, b)
        self._join_each(a[shares], b[shares], self._identifiers_conflict)
        self._linked = self._entities()
        for record, entity in self._linked.of.items():
            self._names.setdefault(entity, set()).add(int(self._evidence.forename[record]))
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

    def _entities(self) -> _Entities:
        roots = {root: members for root, members in self._members.items() if self._find(root) == root}
        return _Entities({record: root for root, members in roots.items() for record in members})

    def _kept_apart(self, ours: list[int], theirs: list[int]) -> bool:
        others = set(theirs)
        return any(self._apart.get(record, set()) & others for record in ours)

    def _identifiers_conflict(self, ours: list[int], theirs: list[int]) -> bool:
        if self._kept_apart(ours, theirs):
            return True
        pairs = [(x, y) for x, y, why in self._between(ours, theirs) if why != TWINS]
        return self._holds_throughout(pairs, self._called_same)

    def _anything_conflicts(self, ours: list[int], theirs: list[int]) -> bool:
        if self._identifiers_conflict(ours, theirs):
            return True
        pairs = [(x, y) for x, y, why in self._between(ours, theirs) if why == TWINS]
        return self._holds_throughout(
            [pair for pair in pairs if not self._two_names_of_one(*pair, ours + theirs)], self._linked
        )

    def _between(self, ours: list[int], theirs: list[int]) -> Iterator[tuple[int, int, int]]:
        others = set(theirs)
        for x in ours:
            for y, why in self._conflicts.get(x, {}).items():
                if y in others:
                    yield x, y, why

    def _holds_throughout(self, pairs: list[tuple[int, int]], entities: _Entities) -> bool:
        """Whether the pairs in conflict are all there are between some two entities."""
        counts = Counter((entities.of.get(x, x), entities.of.get(y, y)) for x, y in pairs)
        return any(count == entities.size(one) * entities.size(other) for (one, other), count in counts.items())

    def _two_names_of_one(self, x: int, y: int, together: list[int]) -> bool:
        """Whether identifiers show that somebody in the group bears both first names."""
        both = {int(self._evidence.forename[x]), int(self._evidence.forename[y])}
        return any(both <= self._names.get(self._linked.of.get(record, record), set()) for record in together)
