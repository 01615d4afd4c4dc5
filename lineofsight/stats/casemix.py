"""Teams compared fairly: what each would be expected to see, given the children it had.

A model learns from all children together how an outcome goes with facts known before any team acted (age, need,
deprivation, disability, earlier plans). A team's expected number is the sum over its own children. The team is no part
of the model, so what it does well or badly is not explained away; nor may a fact be one that the team itself decides.

Sources: Breslow & Day (1987), Statistical Methods in Cancer Research II, chapter 4; Jones & Spiegelhalter (2011), The
American Statistician 65:24-33, for outcomes of providers; Hosmer & Lemeshow (1980), Communications in Statistics
A9:1043-1069; Cox (1958), Biometrika 45:562-565, for the calibration slope.

All sequences give one entry a child, in one order. That order never matters.
"""

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum, sqrt
from typing import Any, Literal

import numpy as np

from lineofsight.stats.funnel import INNER, OUTER, Numbers
from lineofsight.stats.intervals import Interval, exact_poisson, z_of
from lineofsight.stats.multiplicity import benjamini_hochberg, mid_p_poisson

Family = Literal["logistic", "poisson"]
"""`logistic` for what happened to a child or did not; `poisson` for how often, over a child's exposure."""

Facts = Mapping[str, Sequence[float] | Sequence[str]]
"""Each fact's values: numbers are taken as they are, words as groups. What is not known is a group of its own."""

FEWEST_EXPECTED = 5
"""Below 5 expected, one child more or less changes the ratio by a fifth or more."""

MOST_UNLIKE = 0.10
"""A team with more than a tenth of its children unlike any elsewhere is compared with a guess."""

ENOUGH_FIT = 0.05


@dataclass(frozen=True)
class Term:
    """One coefficient: on the log odds (logistic) or the log of the rate (Poisson)."""

    name: str
    estimate: float
    standard_error: float


@dataclass(frozen=True)
class CaseMix:
    """A fitted model, and what it expects of each child: over all children, as many as were observed."""

    family: Family
    terms: tuple[Term, ...]
    expected: tuple[float, ...]


@dataclass(frozen=True)
class TeamRatio:
    """A team's observed over expected, with exact 95% and 99.8% limits.

    `p` is the two-sided mid-P, `adjusted_p` the same for the false discovery rate among the teams compared. Both are
    None where `why_not` says why the team is not comparable.
    """

    name: str
    n_children: int
    observed: int
    expected: float
    ratio: float
    inner: Interval
    outer: Interval
    p: float | None
    adjusted_p: float | None
    why_not: str = ""


@dataclass(frozen=True)
class Tenth:
    """Children of like expectation, about a tenth of all; `agrees` where what was seen is within luck of it."""

    n_children: int
    observed: float
    expected: float
    agrees: bool


@dataclass(frozen=True)
class Calibration:
    """Whether a model's expectations come true, by tenths of expectation and as a slope (1) and an intercept (0)."""

    tenths: tuple[Tenth, ...]
    slope: float
    slope_interval: Interval
    intercept: float
    p_of_fit: float

    @property
    def fits(self) -> bool:
        return self.p_of_fit >= ENOUGH_FIT

    @property
    def words(self) -> str:
        agree = sum(tenth.agrees for tenth in self.tenths)
        lower, upper = self.slope_interval.lower, self.slope_interval.upper
        leaning = (
            " It makes too much of the facts." if upper < 1 else " It makes too little of them." if lower > 1 else ""
        )
        verdict = "The model fits" if self.fits else "The model does not fit: do not compare teams by it"
        return (
            f"{verdict}. Expected and observed agree within luck in {agree} of {len(self.tenths)} groups; "
            f"slope {self.slope:.2f} ({lower:.2f} to {upper:.2f}, 1 is ideal).{leaning}"
        )


def fit_case_mix(
    outcomes: Sequence[float], facts: Facts, *, family: Family, exposure: Sequence[float] | None = None
) -> CaseMix:
    """What each child's facts lead us to expect, learnt from all children.

    A fact in words has a term for each group but the first in the alphabet. `exposure` is for how often alone: the days
    or months in which it could have happened.
    Errors: ValueError if lengths differ, an outcome or exposure is not possible, facts repeat each other, or a fact
    decides the outcome, so that the model has no answer.
    """
    outcome, offset = _checked_outcomes(outcomes, family, exposure)
    names, design = design_matrix(facts, len(outcome))
    if np.linalg.matrix_rank(design) < len(names):
        raise ValueError("some facts repeat each other, or are the same for every child; leave out one of them")
    fitted = _fit(outcome, design, family, offset)
    _check_settled(fitted, outcome, family)
    terms = tuple(
        Term(name, float(estimate), float(error))
        for name, estimate, error in zip(names, fitted.params, fitted.bse, strict=True)
    )
    return CaseMix(family, terms, tuple(fitted.fittedvalues.tolist()))


def compare_teams(
    teams: Sequence[str],
    outcomes: Sequence[float],
    expected: Sequence[float],
    *,
    not_comparable: Mapping[str, str] | None = None,
) -> tuple[TeamRatio, ...]:
    """Each team's observed over expected, by name. `not_comparable` is `why_not_comparable`'s, or empty.

    Limits and P are those of a Poisson count: for an outcome that many children have they are wider than need be.
    """
    why_not = not_comparable or {}
    totals = _totals(teams, outcomes, expected)
    p = {name: mid_p_poisson(seen, due) for name, (_, seen, due) in totals.items() if name not in why_not}
    adjusted = dict(zip(p, benjamini_hochberg(list(p.values())), strict=True))
    return tuple(
        TeamRatio(
            name=name,
            n_children=children,
            observed=seen,
            expected=due,
            ratio=seen / due,
            inner=exact_poisson(seen, confidence=INNER) * (1 / due),
            outer=exact_poisson(seen, confidence=OUTER) * (1 / due),
            p=p.get(name),
            adjusted_p=adjusted.get(name),
            why_not=why_not.get(name, ""),
        )
        for name, (children, seen, due) in totals.items()
    )


def why_not_comparable(
    teams: Sequence[str],
    expected: Sequence[float],
    facts: Facts,
    *,
    exposure: Sequence[float] | None = None,
    fewest_expected: float = FEWEST_EXPECTED,
) -> dict[str, str]:
    """The teams that no model can compare, each with the reason in words: too few expected, or children unlike others'.

    A child is unlike others' where no other team's children reach its expectation, or share its group of some fact.
    """
    names, due = np.array(teams), np.array(expected, dtype=float)
    risk = due / np.array(exposure, dtype=float) if exposure is not None else due
    reasons = {}
    for name in sorted(set(teams)):
        own = names == name
        unlike = int(np.sum(_unlike(own, risk, facts)))
        if due[own].sum() < fewest_expected:
            reasons[name] = (
                f"not comparable: {due[own].sum():.1f} expected, and fewer than {fewest_expected:g} are too few"
            )
        elif unlike > MOST_UNLIKE * own.sum():
            reasons[name] = f"not comparable: {unlike} of its {own.sum()} children are unlike any in other teams"
    return reasons


def within_kinds(outcomes: Sequence[float], expected: Sequence[float], kinds: Sequence[str]) -> tuple[float, ...]:
    """Chances moved so that each kind of team has, over all its children, as many expected as observed.

    Teams are compared with those that do the same work. Each child's odds are multiplied by one number a kind, as a
    term for the kind would do in a logistic model. Where all or none of a kind had the outcome, chances are 1 or 0.
    """
    from scipy.optimize import brentq
    from scipy.special import expit, logit

    outcome, chance, kind = np.array(outcomes, dtype=float), np.array(expected, dtype=float), np.array(kinds)
    moved = np.empty(len(chance))
    for each in np.unique(kind):
        own = kind == each
        seen, odds = float(outcome[own].sum()), logit(chance[own])
        if seen in {0.0, float(own.sum())}:
            moved[own] = outcome[own]
        else:
            shift = brentq(lambda by, odds=odds, seen=seen: float(expit(odds + by).sum()) - seen, -50.0, 50.0)
            moved[own] = expit(odds + shift)
    return tuple(moved.tolist())


def cross_expected(
    outcomes: Sequence[float],
    facts: Facts,
    *,
    family: Family,
    exposure: Sequence[float] | None = None,
    folds: int = 10,
    seed: int = 1,
) -> tuple[float, ...]:
    """What is expected of each child by a model that has not seen that child: what to calibrate by.

    On the children that it learnt from, any such model has a slope of 1 and adds up, right or wrong.
    """
    outcome, offset = _checked_outcomes(outcomes, family, exposure)
    _, design = design_matrix(facts, len(outcome))
    ordered = np.lexsort(
        [*design.T, outcome, offset]
    )  # alike children are interchangeable, so their order is no matter
    fold = np.empty(len(outcome), dtype=int)
    fold[ordered] = np.random.default_rng(seed).permutation(np.arange(len(outcome)) % folds)
    expected = np.empty(len(outcome))
    for each in range(folds):
        held = fold == each
        fitted = _fit(outcome[~held], design[~held], family, offset[~held])
        expected[held] = fitted.predict(design[held], offset=offset[held])
    return tuple(expected.tolist())


def calibrate(
    outcomes: Sequence[float],
    expected: Sequence[float],
    *,
    family: Family,
    design_effect: float = 1.0,
    learnt_from: bool = False,
) -> Calibration:
    """Whether expectations come true among children that the model had not seen; see `cross_expected`.

    `design_effect` is how many times more sums vary than if children were unrelated; without it, families that share a
    decision make a good model look bad. `learnt_from` is for the children that the model did learn from: then two of
    the tenths are not free, and the slope is 1 whatever the model.
    Errors: ValueError if an expectation is not above 0 (and below 1, if logistic).
    """
    from scipy.special import chdtrc, logit

    outcome, due = np.array(outcomes, dtype=float), np.array(expected, dtype=float)
    if np.any(due <= 0) or (family == "logistic" and np.any(due >= 1)):
        raise ValueError("an expectation is above 0, and a chance below 1")
    tenths, distances = _tenths(outcome, due, family, design_effect)
    scale = logit(due) if family == "logistic" else np.log(due)
    fitted = _fit(outcome, np.column_stack([np.ones(len(due)), scale]), family, np.zeros(len(due)))
    intercept, slope = (float(each) for each in fitted.params)
    half = z_of(INNER) * float(fitted.bse[1]) * sqrt(design_effect)
    p = float(chdtrc(max(1, len(tenths) - (2 if learnt_from else 0)), sum(distances)))
    return Calibration(tenths, slope, Interval(slope - half, slope + half), intercept, p)


def design_matrix(facts: Facts, n_children: int) -> tuple[list[str], Numbers]:
    """One row a child, one column a term, the first for all alike.

    Errors: ValueError for a fact that has not one value a child, or a number that is missing.
    """
    columns: dict[str, Numbers] = {"all": np.ones(n_children)}
    for name, values in facts.items():
        if len(values) != n_children:
            raise ValueError(f"the fact {name} needs one value a child")
        if _are_words(values):
            groups, place = np.unique(np.array(values), return_inverse=True)
            for at, group in enumerate(groups.tolist()[1:], start=1):
                columns[f"{name}: {group}"] = (place == at).astype(float)
        else:
            columns[name] = np.array(values, dtype=float)
            if not np.all(np.isfinite(columns[name])):
                raise ValueError(f"the fact {name} has numbers that are missing; make groups of it, one for not known")
    return list(columns), np.column_stack(list(columns.values()))


def _are_words(values: Sequence[float] | Sequence[str]) -> bool:
    return all(issubclass(kind, str) for kind in set(map(type, values)))


def _checked_outcomes(
    outcomes: Sequence[float], family: Family, exposure: Sequence[float] | None
) -> tuple[Numbers, Numbers]:
    """Outcomes, and the logarithm of exposure, 0 where there is none."""
    outcome = np.array(outcomes, dtype=float)
    if family == "logistic" and (exposure is not None or not np.all(np.isin(outcome, [0, 1]))):
        raise ValueError("a logistic model takes outcomes of 0 and 1, and no exposure")
    if not len(outcome) or not np.all(np.isfinite(outcome)) or np.any(outcome < 0):
        raise ValueError("outcomes are numbers from 0, one a child")
    exposed = np.ones(len(outcome)) if exposure is None else np.array(exposure, dtype=float)
    if len(exposed) != len(outcome) or not np.all(exposed > 0):
        raise ValueError("exposure is above 0, one a child")
    return outcome, np.log(exposed)


def _fit(outcome: Numbers, design: Numbers, family: Family, offset: Numbers) -> Any:
    from statsmodels.genmod import families
    from statsmodels.genmod.generalized_linear_model import GLM

    law = families.Binomial() if family == "logistic" else families.Poisson()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that the model has no answer is found below, and said in our words
        return GLM(outcome, design, family=law, offset=offset).fit(tol=1e-10, maxiter=50)


def _check_settled(fitted: Any, outcome: Numbers, family: Family) -> None:
    """A group in which all or none have the outcome sends its coefficient off without end."""
    sure = 1e-8 * float(outcome.mean())
    decided = np.any(fitted.fittedvalues < sure) or (family == "logistic" and np.any(fitted.fittedvalues > 1 - sure))
    if not fitted.converged or decided or not outcome.any():
        raise ValueError(
            "a fact decides the outcome, so the model has no answer; join the groups that all or none have it"
        )


def _totals(
    teams: Sequence[str], outcomes: Sequence[float], expected: Sequence[float]
) -> dict[str, tuple[int, int, float]]:
    """Children, observed and expected by team, in the order of names."""
    own: dict[str, list[tuple[float, float]]] = {name: [] for name in sorted(set(teams))}
    for name, seen, due in zip(teams, outcomes, expected, strict=True):
        own[name].append((seen, due))
    return {
        name: (len(rows), int(sum(seen for seen, _ in rows)), fsum(due for _, due in rows))
        for name, rows in own.items()
    }


def _unlike(own: Any, risk: Numbers, facts: Facts) -> Any:
    """Of a team's children, which are unlike any elsewhere."""
    if own.all():
        return np.ones(int(own.sum()), dtype=bool)
    unlike = (risk[own] < risk[~own].min()) | (risk[own] > risk[~own].max())
    for values in facts.values():
        if _are_words(values):
            groups = np.array(values)
            unlike |= ~np.isin(groups[own], groups[~own])
    return unlike


def _tenths(
    outcome: Numbers, due: Numbers, family: Family, design_effect: float
) -> tuple[tuple[Tenth, ...], list[float]]:
    """Groups parted at tenths of expectation, alike children together, each with its squared distance in luck."""
    edges = np.quantile(due, np.arange(1, 10) / 10)
    place = np.searchsorted(edges, due, side="left")
    tenths, distances = [], []
    for each in np.unique(place):
        seen, expected = outcome[place == each], due[place == each]
        variance = np.sum(expected * (1 - expected)) if family == "logistic" else expected.sum()
        distance = float((seen.sum() - expected.sum()) ** 2 / variance / design_effect)
        agrees = distance <= z_of(INNER) ** 2
        tenths.append(Tenth(len(seen), float(seen.sum()), float(expected.sum()), agrees))
        distances.append(distance)
    return tuple(tenths), distances
