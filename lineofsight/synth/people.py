"""Who everyone is: identifiers of every child and mother, and which of them the case system knows."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lineofsight.synth.days import Days
from lineofsight.synth.draws import Bools, Ints, chance, pick, running
from lineofsight.synth.households import Children, Households
from lineofsight.synth.identifiers import LA_NUMBER, nhs_numbers, upns
from lineofsight.synth.setting import Setting

SCHOOLS_PER_640_000 = 285
FIRST_SCHOOL = 2001
OTHER_AUTHORITIES = (803, 801, 885, 933, 865, 933, 931, 894, 330)
CAME_FROM_ELSEWHERE_PERCENT = 9
NEVER_IN_A_MAINTAINED_SCHOOL_PERCENT = 8
"""Independent schools and home education: no unique pupil number."""


@dataclass(frozen=True)
class People:
    """One row per child (in the order of Children), then one per mother (in the order of households)."""

    n_children: int
    nhs: np.ndarray
    upn: pa.Array
    """Blank for who never went to a maintained school, and for mothers."""
    upn_from: Days
    """The September in which a child starts school and is given a UPN."""
    school: Ints
    legacy: np.ndarray
    """The id printed on returns."""
    ssd: np.ndarray
    """The key of the case system."""

    def true_id(self, person: Ints) -> pa.Array:
        return pc.binary_join_element_wise("T", pc.cast(pa.array(person.astype(np.int64) + 1_000_000), pa.string()), "")


def make_people(setting: Setting, homes: Households, children: Children) -> People:
    rng = setting.rng("people")
    n, everyone = len(children), len(children) + len(homes)
    starts = _school_start(children.birth)
    schools = max(3, round(SCHOOLS_PER_640_000 * setting.scale))
    near = np.where(children.household < 0, 0, homes.place[children.household])
    school = ((near * 7 + (rng.random(n) < 0.25) * rng.integers(0, schools, n)) % schools).astype(np.int32)
    never = chance(rng, n, NEVER_IN_A_MAINTAINED_SCHOOL_PERCENT / 100) | children.is_uasc
    elsewhere = chance(rng, n, CAME_FROM_ELSEWHERE_PERCENT / 100)
    authority = np.where(elsewhere, np.array(OTHER_AUTHORITIES)[pick(rng, [1] * len(OTHER_AUTHORITIES), n)], LA_NUMBER)
    year = (starts.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int32) + 1970) % 100
    upn = upns(FIRST_SCHOOL + school, year.astype(np.int32), _serials(authority, school, year), authority)
    return People(
        n_children=n, nhs=nhs_numbers(setting.rng("nhs numbers"), everyone),
        upn=pc.if_else(pa.array(never), "", upn), upn_from=starts, school=school,
        legacy=_ids(setting.rng("legacy ids"), everyone, 400_000),
        ssd=_ids(setting.rng("case ids"), everyone, 1_000_000),
    )  # fmt: skip


def _school_start(birth: Days) -> Days:
    """1 September after the fourth birthday."""
    born = birth.astype("datetime64[D]")
    year = born.astype("datetime64[Y]").astype(np.int32)
    month = born.astype("datetime64[M]").astype(np.int32) % 12 + 1
    starts = year + 4 + (month >= 9)
    return ((starts * 12 + 8).astype("datetime64[M]").astype("datetime64[D]")).astype(np.int32)


def _serials(authority: Ints, school: Ints, year: Ints) -> Ints:
    """1, 2, 3 … within each school and year."""
    key = (authority.astype(np.int64) * 10_000 + school) * 100 + year
    order = np.argsort(key, kind="stable")
    _, counts = np.unique(key, return_counts=True)
    serial = np.zeros(len(key), np.int32)
    serial[order] = running(counts.astype(np.int32)) + 1
    return serial % 1000


def _ids(rng: np.random.Generator, n: int, first: int) -> np.ndarray:
    """Different numbers in no order that says anything."""
    return first + rng.permutation(n * 3)[:n].astype(np.int64)


def known(n: int, *positions: Ints) -> Bools:
    """True for every position that appears."""
    found = np.zeros(n, np.bool_)
    for at in positions:
        found[at] = True
    return found
