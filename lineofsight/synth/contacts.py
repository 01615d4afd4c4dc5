"""Contacts at the front door: one for every referral, and about two more that did not become one."""

from dataclasses import dataclass

import numpy as np

from lineofsight.synth.casebook import Lives
from lineofsight.synth.days import Days
from lineofsight.synth.draws import Ints, chance, pick, pick_by, some_days
from lineofsight.synth.setting import Setting

PER_REFERRAL = 3.5
KNOWN_PERCENT = 46
"""Of contacts that are not new referrals, how many are about a child whose case is, or was lately, open."""

SOURCES = {"6": 27, "2A": 22, "1A": 8, "3E": 4, "3F": 3, "3B": 2, "3A": 2, "3D": 1, "5A": 4, "5B": 4, "5C": 3, "5D": 5,
           "4": 2, "7": 3, "8": 6, "1B": 3, "1D": 1, "9": 2, "2B": 2, "3C": 1, "10": 1}  # fmt: skip
OUTCOMES = ("NEW_REFERRAL_FLAG", "EXISTING_REFERRAL_FLAG", "NFA_FLAG", "ADVICE_FLAG", "OTHER_OUTCOMES_EXIST_FLAG")


@dataclass(frozen=True)
class Contacts:
    """One row per child per contact."""

    child: Ints
    on: Days
    source: Ints
    """Position in SOURCES."""
    outcome: Ints
    """Position in OUTCOMES."""


def make_contacts(setting: Setting, lives: Lives, referral_source: Ints) -> Contacts:
    rng = setting.rng("contacts")
    book = lives.book
    case = np.flatnonzero(book.ref < setting.end).astype(np.int32)
    others = round(len(case) * (PER_REFERRAL - 1))
    known = book_sample(rng, lives, others * KNOWN_PERCENT // 100, setting)
    new_child, new_on = _unknown(rng, setting, lives, others - len(known[0]))
    child = np.concatenate([book.child[case], known[0], new_child])
    on = np.concatenate([book.ref[case] - (rng.random(len(case)) < 0.15), known[1], new_on])
    outcome = np.concatenate([np.zeros(len(case), np.int32), known[2], 2 + pick(rng, (60, 32, 8), len(new_child))])
    source = pick_by(rng, SOURCES, len(child))
    source[: len(case)] = referral_source[case]
    order = np.lexsort((child, on))
    return Contacts(child[order], on[order].astype(np.int32), source[order], outcome[order].astype(np.int32))


def book_sample(rng: np.random.Generator, lives: Lives, n: int, setting: Setting) -> tuple[Ints, Days, Ints]:
    """Contacts about children with a case: during it, or within some months of its end."""
    book = lives.book
    case = rng.integers(0, book.n, n)
    length = np.minimum(book.close[case], setting.end) - book.ref[case]
    on = book.ref[case] + 1 + (rng.random(n) * np.minimum(length + 120, 900)).astype(np.int32)
    child = book.child[case]
    known = np.minimum(lives.adult_from, lives.gone_from)[child]
    kept = (on < setting.end) & (on < known) & (on >= setting.warm_from)
    outcome = np.where(on < book.close[case], 1, 2 + chance(rng, n, 0.3))
    return child[kept], on[kept].astype(np.int32), outcome[kept].astype(np.int32)


def _unknown(rng: np.random.Generator, setting: Setting, lives: Lives, n: int) -> tuple[Ints, Days]:
    """Contacts about children who are not known, mostly from families in need, brothers and sisters together."""
    homes = lives.homes
    household = pick(rng, homes.need, n).astype(np.int32)
    order = np.argsort(lives.children.household, kind="stable").astype(np.int32)
    sorted_homes = lives.children.household[order]
    first = np.searchsorted(sorted_homes, household)
    size = np.searchsorted(sorted_homes, household, side="right") - first
    child = order[first + (rng.random(n) * size).astype(np.int32)]
    on = some_days(rng, n, setting.warm_from, setting.end, weekend=0.12)
    kept = (lives.children.birth[child] < on + 90) & (np.minimum(lives.adult_from, lives.gone_from)[child] > on)
    return child[kept], on[kept]
