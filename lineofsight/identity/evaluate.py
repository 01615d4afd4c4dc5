"""How well linking did, against known truth: over pairs of records, and over children, which is what matters.

A child shown with another child's record is the worse mistake: somebody reads the wrong risks. A child split over two
ids is a record that is not seen.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Key = tuple[str, str]
"""Source and source key of a record."""


@dataclass(frozen=True)
class Quality:
    """Quality of links over the records whose truth is known.

    Units: precision, recall and F1 are proportions of pairs, 1 where there is no pair to be wrong about. `mixed` and
    `split` are children per 1,000: with an id that another child shares, and with more than one id.
    """

    records: int
    children: int
    true_pairs: int
    found_pairs: int
    correct_pairs: int
    mixed_per_1000: float
    split_per_1000: float

    @property
    def precision(self) -> float:
        return self.correct_pairs / self.found_pairs if self.found_pairs else 1.0

    @property
    def recall(self) -> float:
        return self.correct_pairs / self.true_pairs if self.true_pairs else 1.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def quality(linked: Mapping[Key, str], truth: Mapping[Key, str]) -> Quality:
    """Quality of person ids against true ids, over the records that both name."""
    known = [(truth[key], person) for key, person in linked.items() if key in truth]
    together = Counter(known)
    children = Counter(child for child, _ in known)
    people = Counter(person for _, person in known)
    ids_of, children_of = Counter(child for child, _ in together), Counter(person for _, person in together)
    mixed = {child for child, person in together if children_of[person] > 1}
    split = sum(n > 1 for n in ids_of.values())
    return Quality(
        records=len(known),
        children=len(children),
        true_pairs=_pairs(children.values()),
        found_pairs=_pairs(people.values()),
        correct_pairs=_pairs(together.values()),
        mixed_per_1000=1000 * len(mixed) / max(len(children), 1),
        split_per_1000=1000 * split / max(len(children), 1),
    )


def quality_by_sources(linked: Mapping[Key, str], truth: Mapping[Key, str]) -> dict[tuple[str, str], Quality]:
    """Quality between the records of each two sources, and within each one; `mixed` and `split` over those records."""
    sources = sorted({source for source, _ in linked})
    found = {}
    for place, first in enumerate(sources):
        for second in sources[place:]:
            found[first, second] = _between(linked, truth, first, second)
    return found


def _between(linked: Mapping[Key, str], truth: Mapping[Key, str], first: str, second: str) -> Quality:
    both = {key: person for key, person in linked.items() if key[0] in (first, second)}
    whole = quality(both, truth)
    if first == second:
        return whole
    parts = [
        quality({key: person for key, person in both.items() if key[0] == source}, truth) for source in (first, second)
    ]
    return Quality(
        records=whole.records,
        children=whole.children,
        true_pairs=whole.true_pairs - sum(part.true_pairs for part in parts),
        found_pairs=whole.found_pairs - sum(part.found_pairs for part in parts),
        correct_pairs=whole.correct_pairs - sum(part.correct_pairs for part in parts),
        mixed_per_1000=whole.mixed_per_1000,
        split_per_1000=whole.split_per_1000,
    )


def _pairs(sizes: Iterable[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)
