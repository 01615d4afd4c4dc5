"""What each child's facts lead us to expect in one question: groups large enough, facts few enough, a model that fits.

Where no such model is to be had, every child is expected what all have, and the words say why.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from lineofsight.measures.comparison.questions import FACTS

FEWEST_IN_GROUP = 30
"""Children. A smaller group of a fact is joined with the other small ones, and they with the largest if need be."""

CHILDREN_A_TERM = 10
"""Of the rarer outcome, for each term of a model (Peduzzi et al. 1996, J Clin Epidemiol 49:1373-1379)."""

OTHER = "other"

Groups = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Expectations:
    """The chance of each child, in the order given; the facts used; and whether the chances come true, in words.

    `is_adjusted` is false where every child has the same chance. `design_effect`: see stats.clustered.
    """

    chances: tuple[float, ...]
    facts: tuple[str, ...]
    is_adjusted: bool
    design_effect: float
    words: str


def expectations(outcomes: Sequence[float], facts: Groups, families: Sequence[str]) -> Expectations:
    """Learn from all children together. One entry a child throughout; teams are no part of it."""
    from lineofsight.stats.casemix import calibrate, cross_expected, fit_case_mix
    from lineofsight.stats.clustered import design_effect

    used = _usable(outcomes, facts)
    if not used:
        return _same_for_all(outcomes, families, "There are too few children to allow for their facts.")
    try:
        chances = fit_case_mix(outcomes, used, family="logistic").expected
        unseen = cross_expected(outcomes, used, family="logistic")
        effect = design_effect(outcomes, chances, families)
        fit = calibrate(outcomes, unseen, family="logistic", design_effect=effect)
    except ValueError:  # a fact decides the outcome, alone or with others, so that no model has an answer
        return _same_for_all(outcomes, families, "The facts could not be allowed for: some decide the outcome.")
    if not fit.fits:
        return _same_for_all(outcomes, families, f"The facts were not allowed for. {fit.words}")
    return Expectations(chances, tuple(used), True, effect, fit.words)


def joined(values: Sequence[str], outcomes: Sequence[float]) -> list[str]:
    """The groups of one fact, small ones joined, and with them those in which all or none have the outcome."""
    sizes, seen = Counter(values), Counter[str]()
    for value, outcome in zip(values, outcomes, strict=True):
        seen[value] += int(outcome)
    stands = {group for group, of in sizes.items() if of >= FEWEST_IN_GROUP and 0 < seen[group] < of}
    if not stands:
        return [OTHER] * len(values)
    rest_of = sum(of for group, of in sizes.items() if group not in stands)
    rest_seen = sum(seen[group] for group in sizes if group not in stands)
    largest = min(stands, key=lambda group: (-sizes[group], group))
    rest = OTHER if rest_of >= FEWEST_IN_GROUP and 0 < rest_seen < rest_of else largest
    return [value if value in stands else rest for value in values]


def _usable(outcomes: Sequence[float], facts: Groups) -> dict[str, list[str]]:
    """As many facts as there are children for, in the order of FACTS; one that repeats others is left out."""
    from lineofsight.stats.casemix import design_matrix

    rarer = min(sum(outcomes), len(outcomes) - sum(outcomes))
    used: dict[str, list[str]] = {}
    for fact in (name for name in FACTS if name in facts):
        with_it = {**used, fact: joined(facts[fact], outcomes)}
        names, design = design_matrix(with_it, len(outcomes))
        more = len(names) > len(design_matrix(used, len(outcomes))[0])
        if more and len(names) - 1 <= rarer / CHILDREN_A_TERM and np.linalg.matrix_rank(design) == len(names):
            used = with_it
    return used


def _same_for_all(outcomes: Sequence[float], families: Sequence[str], words: str) -> Expectations:
    from lineofsight.stats.clustered import design_effect

    share = sum(outcomes) / len(outcomes)
    chances = (share,) * len(outcomes)
    effect = design_effect(outcomes, chances, families) if 0 < share < 1 else 1.0
    return Expectations(chances, (), False, effect, words)
