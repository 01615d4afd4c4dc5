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
    except ValueError:  # a fact decides the outcome, alone or with others, so that no model has an answer
        return _same_for_all(outcomes, families, "The facts could not be allowed for: some decide the outcome.")
    effect = design_effect(outcomes, chances, families)
    among_others = calibrate(outcomes, unseen, family="logistic", design_effect=effect)
    if among_others.slope_interval.lower <= 0:
        return _same_for_all(outcomes, families, "What is known of the children tells nothing of this outcome.")
    fit = calibrate(outcomes, chances, family="logistic", design_effect=effect, learnt_from=True)
    groups = f"{sum(tenth.agrees for tenth in fit.tenths)} of {len(fit.tenths)} groups of children"
    if not fit.fits:
        return _same_for_all(
            outcomes, families, f"No model of the facts fits: expected and observed agree in {groups}."
        )
    words = f"Expected and observed agree within luck in {groups}."
    if among_others.slope_interval.upper < 1:
        chances = _with_weight(outcomes, chances, among_others.slope)
        words += f" The facts were given {100 * among_others.slope:.0f}% of their weight, as much as they could bear."
    return Expectations(chances, tuple(used), True, effect, words)


def _with_weight(outcomes: Sequence[float], chances: Sequence[float], weight: float) -> tuple[float, ...]:
    """Chances drawn in towards what all have, by a weight on their log odds, as many expected as before.

    A model makes too much of facts by chance in the children it learnt from; the slope among others says how much
    (van Houwelingen & le Cessie 1990, Statistics in Medicine 9:1303-1325).
    """
    from lineofsight.stats.casemix import within_kinds

    odds = np.log(np.array(chances) / (1 - np.array(chances)))
    drawn_in = 1 / (1 + np.exp(-weight * (odds - odds.mean())))
    return within_kinds(outcomes, drawn_in.tolist(), ["all"] * len(chances))


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
