"""What referrals say and assessments find: source, need, factors, whether the child was seen, abuse categories."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from lineofsight.synth.calibration import figure
from lineofsight.synth.casebook import Lives
from lineofsight.synth.contacts import SOURCES
from lineofsight.synth.days import OPEN, age_on
from lineofsight.synth.draws import Bools, Chance, Ints, chance, pick, pick_by
from lineofsight.synth.setting import Setting, year_ending

NEEDS = {"N1": 62, "N2": 8, "N3": 3, "N4": 10, "N5": 11, "N6": 3, "N8": 2, "N0": 1}
CATEGORIES = {"NEG": 49, "EMO": 38, "PHY": 8, "SAB": 5}
CATEGORY_CHANGED_PERCENT, CHILD_SEEN_PERCENT = 8, 96.5

FACTORS: Mapping[str, float] = {
    "3B": 43, "4B": 52, "17A": 34, "16A": 26, "2B": 22, "1B": 18, "3A": 17, "4A": 20, "18C": 10, "2A": 5, "14A": 9,
    "10A": 6, "11A": 6, "24A": 6, "13A": 3, "15A": 7, "19C": 5, "19B": 4, "5A": 8, "6B": 7, "3C": 5, "4C": 4, "6A": 5,
    "7A": 4, "5B": 3, "1A": 3, "18B": 3, "20": 8, "12A": 1, "22A": 0.4,
}  # fmt: skip
"""Of a hundred assessments, how many find each factor. Source: DfE, 2021 to 2024, where published; else ours."""

FROM_AGE = {"10A": 9, "11A": 10, "24A": 10, "13A": 11, "14A": 6, "15A": 8, "2A": 11, "1A": 11}
"""The age from which a factor is found."""
NO_FACTORS_PERCENT = 4
WITHOUT_FACTORS_PERCENT = 1
"""Assessments authorised without any factor being recorded."""

_PUBLISHED_SOURCES = {"police": ("6",), "school": ("2A",), "health": ("3A", "3B", "3C", "3D", "3E", "3F")}


@dataclass(frozen=True)
class Findings:
    """One row per case, in the order of the case book."""

    referral_source: Ints
    """Position in contacts.SOURCES."""
    need: Ints
    seen: Bools
    factors: Ints
    """Position in `ticked` of the factors that the case's assessment found; -1 where none were recorded."""
    ticked: list[list[str]]
    first_category: Ints
    last_category: Ints


def make_findings(setting: Setting, lives: Lives) -> Findings:
    rng = setting.rng("findings")
    book, n = lives.book, lives.book.n
    _, family = np.unique(book.group, return_inverse=True)
    need = pick_by(rng, NEEDS, n)[family]
    need[lives.children.is_uasc[book.child]] = list(NEEDS).index("N8")
    first, other = pick_by(rng, CATEGORIES, n)[family], pick_by(rng, CATEGORIES, n)
    factors, ticked = _factors(rng, lives)
    return Findings(
        referral_source=_sources(rng, lives, family), need=need, seen=chance(rng, n, CHILD_SEEN_PERCENT / 100),
        factors=factors, ticked=ticked, first_category=first,
        last_category=np.where(chance(rng, n, CATEGORY_CHANGED_PERCENT / 100), other, first),
    )  # fmt: skip


def _sources(rng: Chance, lives: Lives, family: Ints) -> Ints:
    """Police, schools and health at each year's published shares; the others share the rest."""
    book = lives.book
    days, at = np.unique(book.ref, return_inverse=True)
    years = np.array([year_ending(int(day)) for day in days])[at]
    found = np.zeros(book.n, np.int64)
    for year in np.unique(years).tolist():
        of_year = np.flatnonzero(years == year)
        found[of_year] = pick(rng, _source_weights(year), book.n)[family[of_year]]
    found[lives.children.is_uasc[book.child]] = list(SOURCES).index("6")
    return found


def _source_weights(year: int) -> list[int]:
    """Weights of SOURCES, in hundredths of a percent."""
    weights = {name: float(weight) for name, weight in SOURCES.items()}
    published = {group: figure(f"referral_from_{group}_percent", year) for group in _PUBLISHED_SOURCES}
    fixed = {code: group for group, codes in _PUBLISHED_SOURCES.items() for code in codes}
    of_group = {group: sum(weights[code] for code in codes) for group, codes in _PUBLISHED_SOURCES.items()}
    others = sum(weight for name, weight in weights.items() if name not in fixed)
    left = 100 - sum(published.values())
    scaled = [
        weight / of_group[fixed[name]] * published[fixed[name]] if name in fixed else weight / others * left
        for name, weight in weights.items()
    ]
    return [round(weight * 100) for weight in scaled]


def _factors(rng: Chance, lives: Lives) -> tuple[Ints, list[list[str]]]:
    """Each assessment's factors: 21 (none) stands alone."""
    book, names = lives.book, list(FACTORS)
    cases = np.flatnonzero(book.a_start < OPEN)
    n = len(cases)
    ticked = rng.random((n, len(names))) < np.array(list(FACTORS.values())) / 100
    age = age_on(lives.children.birth[book.child[cases]], book.a_start[cases])
    for name, since in FROM_AGE.items():
        ticked[:, names.index(name)] &= age >= since
    ticked = np.column_stack([ticked, lives.children.is_uasc[book.child[cases]], np.zeros(n, np.bool_)])
    names += ["9A", "21"]
    none = chance(rng, n, NO_FACTORS_PERCENT / 100) | ~ticked.any(axis=1)
    ticked[none] = False
    ticked[none, -1] = True
    bits = np.packbits(ticked, axis=1)
    kinds, first, which = np.unique(bits, axis=0, return_index=True, return_inverse=True)
    words = [[name for name, tick in zip(names, ticked[at].tolist(), strict=True) if tick] for at in first.tolist()]
    found = np.full(book.n, -1, np.int64)
    found[cases] = np.where(chance(rng, n, WITHOUT_FACTORS_PERCENT / 100), -1, which.reshape(-1))
    return found, words[: len(kinds)]
