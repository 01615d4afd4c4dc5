"""From pairs to groups: which records are one person, without ever putting a conflict into one group.

First everything that is surely linked is one component. Only the components that hold a conflict are cut again, with
the strongest pairs joined first and any join refused that would bring a conflict together. Few components need it, so
it is fast; without it one weak link would make one child of twins.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from lineofsight.identity.conflicts import NONE, Evidence, Ints
from lineofsight.identity.cutting import Conflicts, Cutter
from lineofsight.identity.decisions import Decisions


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
    cutter = Cutter(conflicts, evidence, decisions)
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
