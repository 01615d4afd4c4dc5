"""What referrals say and assessments find: source, need, factors, whether the child was seen, abuse categories."""

from dataclasses import dataclass

import numpy as np

from lineofsight.synth.calibration import figure
from lineofsight.synth.casebook import Lives
from lineofsight.synth.contacts import SOURCES
from lineofsight.synth.days import OPEN, age_on
from lineofsight.synth.draws import Bools, Ints, chance, pick, pick_by
from lineofsight.synth.setting import Setting, year_ending

NEEDS = {"N1": 62, "N2": 8, "N3": 3, "N4": 10, "N5": 11, "N6": 3, "N8": 2, "N0": 1}
CATEGORIES = {"NEG": 49, "EMO": 38, "PHY": 8, "SAB": 5}
FACTORS = {
    "3B": 43, "4B": 52, "17A": 34, "16A": 26, "2B": 22, "1B": 18, "3A": 17, "4A": 20, "18C": 10, "2A": 5, "14A": 9, "10A": 6,
    "11A": 6, "24A": 6, "13A": 3, "15A": 7, "19C": 5, "19B": 4, "5A": 8, "6B": 7, "3C": 5, "4C": 4, "6A": 5, "7A": 4,
    "5B": 3, "1A": 3, "18B": 3, "20": 8, "12A": 1, "22A": 0.4,
}  # fmt: skip
"""Of a hundred assessments, how many find each factor. Source: DfE factors of 2021 to 2024 where published, else ours."""

NO_FACTORS_PERCENT = 4
WITHOUT_FACTORS_PERCENT = 1
"""Assessments authorised without any factor being recorded."""


@dataclass(frozen=True)
class Findings:
    """One row per case, in the order of the case book."""

    referral_source: Ints
    """Position in contacts.SOURCES."""
    need: Ints
    seen: Bools
    factors: list[str]
    """Ticked factors of the case's assessment, joined by spaces; blank where there is none."""
    first_category: Ints
    last_category: Ints
    other_authority: Bools


def make_findings(setting: Setting, lives: Lives) -> Findings:
    rng = setting.rng("findings")
    book = lives.book
    n = book.n
    _, family = np.unique(book.group, return_inverse=True)
    need = pick_by(rng, NEEDS, n)[family]
    uasc = lives.children.is_uasc[book.child]
    need[uasc] = list(NEEDS).index("N8")
    first = pick_by(rng, CATEGORIES, n)[family]
    changed = chance(rng, n, 0.08)
    return Findings(
        referral_source=_sources(rng, lives, family), need=need, seen=chance(rng, n, 0.965),
        factors=_factors(rng, lives), first_category=first,
        last_category=np.where(changed, pick_by(rng, CATEGORIES, n), first).astype(np.int32),
        other_authority=np.zeros(n, np.bool_),
    )  # fmt: skip


def _sources(rng: np.random.Generator, lives: Lives, family: Ints) -> Ints:
    """Police, schools and health at each year's published shares; the others share the rest."""
    book, names = lives.book, list(SOURCES)
    found = np.zeros(book.n, np.int32)
    years = np.array([year_ending(int(day)) for day in np.unique(book.ref)])[
        np.unique(book.ref, return_inverse=True)[1]
    ]
    for year in np.unique(years).tolist():
        weights = _source_weights(year)
        at = np.flatnonzero(years == year)
        drawn = pick(rng, weights, book.n)
        found[at] = drawn[family[at]]
    found[lives.children.is_uasc[book.child]] = names.index("6")
    return found


def _source_weights(year: int) -> list[int]:
    groups = {"police": ["6"], "school": ["2A"], "health": ["3A", "3B", "3C", "3D", "3E", "3F"]}
    weights = {name: float(weight) for name, weight in SOURCES.items()}
    fixed = {code for codes in groups.values() for code in codes}
    left = 100 - sum(figure(f"referral_from_{group}_percent", year) for group in groups)
    others = sum(weight for name, weight in weights.items() if name not in fixed)
    scaled = {name: weight / others * left for name, weight in weights.items() if name not in fixed}
    for group, codes in groups.items():
        total = sum(weights[code] for code in codes)
        for code in codes:
            scaled[code] = weights[code] / total * figure(f"referral_from_{group}_percent", year)
    return [round(scaled[name] * 100) for name in SOURCES]


def _factors(rng: np.random.Generator, lives: Lives) -> list[str]:
    book = lives.book
    assessed = np.flatnonzero(book.a_start < OPEN).astype(np.int32)
    age = age_on(lives.children.birth[book.child[assessed]], book.a_start[assessed])
    child = lives.children.is_uasc[book.child[assessed]]
    names = list(FACTORS)
    ticked = rng.random((len(assessed), len(names))) < np.array([FACTORS[name] for name in names]) / 100
    for name, since in (
        ("10A", 9),
        ("11A", 10),
        ("24A", 10),
        ("13A", 11),
        ("14A", 6),
        ("15A", 8),
        ("2A", 11),
        ("1A", 11),
    ):
        ticked[:, names.index(name)] &= age >= since
    found = [""] * book.n
    none = rng.random(len(assessed)) < NO_FACTORS_PERCENT / 100
    without = rng.random(len(assessed)) < WITHOUT_FACTORS_PERCENT / 100
    for at, row in enumerate(ticked.tolist()):
        codes = [name for name, tick in zip(names, row, strict=True) if tick]
        if child[at]:
            codes.append("9A")
        found[assessed[at]] = "" if without[at] else "21" if none[at] or not codes else " ".join(codes)
    return found
