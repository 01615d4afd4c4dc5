"""Cutting a component that holds a conflict: strongest pairs joined first, no conflict ever brought together."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from lineofsight.identity.conflicts import TWINS, Evidence, Ints
from lineofsight.identity.decisions import Decisions

Refusal = Callable[[list[int], list[int]], bool]
Conflicts = dict[int, dict[int, int]]
"""For each record, the records of its component that it conflicts with, and why."""


@dataclass(frozen=True)
class Entities:
    """Records that count as one, by a record that stands for them; a record that is not there stands for itself."""

    of: dict[int, int]

    @cached_property
    def _sizes(self) -> Counter[int]:
        return Counter(self.of.values())

    def size(self, entity: int) -> int:
        return max(self._sizes[entity], 1)


class Cutter:
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
        self._linked = Entities({})
        self._names: dict[int, set[int]] = {}
        self.refused_same = sum(not self._join(x, y, self._kept_apart) for x, y in decisions.same)
        self._called_same = self._entities()

    def join_all(self, a: Ints, b: Ints) -> None:
        shares = self._evidence.shares_identifier(a, b)
        self._join_each(a[shares], b[shares], self._identifiers_conflict)
        self._linked = self._entities()
        for record, entity in self._linked.of.items():
            self._names.setdefault(entity, set()).add(int(self._evidence.forename[record]))
        others = ~shares & ~np.isin(a, unclear := self._fit_two_people(a, b)) & ~np.isin(b, unclear)
        self._join_each(a[others], b[others], self._anything_conflicts)

    def _fit_two_people(self, a: Ints, b: Ints) -> list[int]:
        """Records without a first name that are surely two people who are not one: an unborn child's, and twins."""
        like: dict[int, list[int]] = {}
        for x, y in [*zip(a.tolist(), b.tolist(), strict=True), *zip(b.tolist(), a.tolist(), strict=True)]:
            if self._evidence.forename[x] < 0:
                like.setdefault(x, []).append(y)
        return [x for x, people in like.items() if any(not self._fit(one, other) for one in people for other in people)]

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

    def _entities(self) -> Entities:
        roots = {root: members for root, members in self._members.items() if self._find(root) == root}
        return Entities({record: root for root, members in roots.items() for record in members})

    def _kept_apart(self, ours: list[int], theirs: list[int]) -> bool:
        others = set(theirs)
        return any(self._apart.get(record, set()) & others for record in ours)

    def _identifiers_conflict(self, ours: list[int], theirs: list[int]) -> bool:
        if self._kept_apart(ours, theirs):
            return True
        pairs = [(x, y) for x, y, why in self._between(ours, theirs) if why != TWINS]
        return self._holds_throughout(pairs, self._called_same, ours + theirs)

    def _anything_conflicts(self, ours: list[int], theirs: list[int]) -> bool:
        if self._identifiers_conflict(ours, theirs):
            return True
        twins = [(x, y) for x, y, why in self._between(ours, theirs) if why == TWINS]
        pairs = [(x, y) for x, y in twins if not self._two_names_of_one(x, y, ours + theirs)]
        return self._holds_throughout(pairs, self._linked, ours + theirs)

    def _between(self, ours: list[int], theirs: list[int]) -> Iterator[tuple[int, int, int]]:
        others = set(theirs)
        for x in ours:
            for y, why in self._conflicts.get(x, {}).items():
                if y in others:
                    yield x, y, why

    def _holds_throughout(self, pairs: list[tuple[int, int]], entities: Entities, together: list[int]) -> bool:
        """Whether the pairs in conflict, but those people explained, are all there are between some two entities."""
        open_pairs = [(x, y) for x, y in pairs if not self._called_both(x, y, together)]
        counts = Counter((entities.of.get(x, x), entities.of.get(y, y)) for x, y in open_pairs)
        return any(count == entities.size(one) * entities.size(other) for (one, other), count in counts.items())

    def _two_names_of_one(self, x: int, y: int, together: list[int]) -> bool:
        """Whether the group has a record with an identifier that both first names could belong to.

        Either identifiers show that somebody bears both, or both are the name of one such record, each in its own way:
        Ollie and Olvier are clearly different, and both Oliver.
        """
        names = self._evidence.forename
        both = {int(names[x]), int(names[y])}
        linked = {self._linked.of[record] for record in together if record in self._linked.of}
        if any(both <= self._names[entity] for entity in linked):
            return True
        registered = {int(names[record]) for record in together if self._evidence.has_identifier[record]}
        return any(self._evidence.could_be(name, both) for name in registered)

    def _called_both(self, x: int, y: int, together: list[int]) -> bool:
        """Whether people called the same two records in the group that conflict as these do: one fits each."""
        called = {self._called_same.of[record] for record in together if record in self._called_same.of}
        return any(
            (self._fit(x, one) and self._fit(y, other)) or (self._fit(x, other) and self._fit(y, one))
            for entity in called for one, other in self._two_sides[entity]
        )  # fmt: skip

    def _fit(self, record: int, other: int) -> bool:
        return other not in self._conflicts.get(record, {})

    @cached_property
    def _two_sides(self) -> dict[int, list[tuple[int, int]]]:
        """Pairs in conflict that people nevertheless called the same, by entity."""
        found: dict[int, list[tuple[int, int]]] = {entity: [] for entity in self._called_same.of.values()}
        for record, entity in self._called_same.of.items():
            against = self._conflicts.get(record, {})
            found[entity] += [(record, other) for other in against if self._called_same.of.get(other) == entity]
        return found
