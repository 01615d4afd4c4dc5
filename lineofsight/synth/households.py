"""Families: which children are brothers, sisters and twins, where they live, who their mother is.

The county is closed: apart from unaccompanied children, nobody moves in, and who leaves comes back.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from lineofsight.standards.areas import districts
from lineofsight.standards.codes import code_set
from lineofsight.standards.population import population
from lineofsight.synth.data_files import read_rows
from lineofsight.synth.days import Days, to_date
from lineofsight.synth.draws import Bools, Chance, Ints, chance, pick, spread
from lineofsight.synth.names import draw_origins, name_book
from lineofsight.synth.setting import CALIBRATED_RESIDENTS, Setting

ETHNICITIES = tuple(code_set("ethnicity"))
DISTRICTS = tuple(districts())

TWINS_PER_1000_BIRTHS = 16
LATER_CHILDREN_PERCENT = (33, 12, 5)
"""Of births, how many are a mother's second, third, and fourth or later."""
GAP_TO_NEXT = spread(p0=330, p10=560, p50=1020, p90=1900, p100=3400)
"""Days from one birth to the mother's next."""
MOTHERS_AGE = spread(p0=5900, p10=8000, p50=10700, p90=13500, p100=16400)
"""Days old at the first birth in the county's records."""
OTHER_SURNAME_PERCENT = 24
"""Mothers who do not share their first child's surname."""
HALF_SIBLING_PERCENT = 9
"""Later children who have another surname than the first."""

_ETHNICITY_WEIGHTS: Mapping[str, int] = {
    "WBRI": 8450, "WIRI": 40, "WIRT": 15, "WROM": 25, "WOTH": 520, "MWBC": 130, "MWBA": 70, "MWAS": 130, "MOTH": 90,
    "AIND": 160, "APKN": 50, "ABAN": 60, "CHNE": 40, "AOTH": 90, "BCRB": 25, "BAFR": 90, "BOTH": 25, "OOTH": 60,
    "REFU": 8, "NOBT": 32,
}  # fmt: skip
_OUTSIDE_GLOUCESTER = 0.7
_IN_GLOUCESTER = 2.0
"""How much likelier a family is to be of another ethnicity than White British in the city, and elsewhere."""

_NEED_BY_DECILE = (1000, 640, 420, 280, 190, 130, 90, 62, 44, 30)
"""How much likelier a family in each decile of deprivation (1: most deprived) is to be referred for the first time.
Ours, from the known steep gradient of interventions: those likeliest are soon all known, so that less of it shows."""


@dataclass(frozen=True)
class Places:
    """Small areas (LSOA 2021): code, district and how deprived."""

    code: tuple[str, ...]
    district: Ints
    decile: Ints
    children: Ints


@dataclass
class Households:
    """One row per family."""

    place: Ints
    district: Ints
    ethnicity: Ints
    origin: Ints
    surname: Ints
    need: Ints
    mother_forename: Ints
    mother_surname: Ints
    mother_birth: Days

    def __len__(self) -> int:
        return len(self.place)


@dataclass
class Children:
    """One row per child who is or was one during the history, or will be born soon after."""

    household: Ints
    birth: Days
    female: Ints
    ethnicity: Ints
    surname: Ints
    forename: Ints
    twin_of: Ints
    is_uasc: Bools

    def __len__(self) -> int:
        return len(self.household)


def read_places() -> Places:
    rows = read_rows("lsoa21.csv")
    return Places(
        tuple(row["lsoa21"] for row in rows),
        np.array([DISTRICTS.index(row["district"]) for row in rows], np.int32),
        np.array([int(row["imd_decile"]) for row in rows], np.int32),
        np.array([int(row["aged_15_and_under"]) for row in rows], np.int32),
    )


def make_families(setting: Setting) -> tuple[Households, Children, Places]:
    rng = setting.rng("families")
    places = read_places()
    births: list[Days] = []
    family: list[Ints] = []
    twin: list[Ints] = []
    first_districts: list[Ints] = []
    families = born = 0
    for district in range(len(DISTRICTS)):
        days = _births(rng, setting, district)
        of, twin_of = _mothers(rng, days, families)
        twin.append(np.where(twin_of >= 0, twin_of + born, -1))
        births.append(days)
        born += len(days)
        family.append(of)
        first_districts.append(np.full(int(of.max(initial=families - 1)) + 1 - families, district, np.int32))
        families += len(first_districts[-1])
    household = np.concatenate(family)
    birth = np.concatenate(births).astype(np.int32)
    homes = _households(rng, np.concatenate(first_districts), places, household, birth)
    return homes, _children(rng, homes, household, birth, np.concatenate(twin).astype(np.int32)), places


def _births(rng: Chance, setting: Setting, district: int) -> Days:
    """Days of birth of one district's children, sorted, so many in each year to 30 June as the estimates give."""
    first, last = to_date(setting.warm_from).year - 21, to_date(setting.end).year + 1
    counts = _cohorts(district, range(first, last + 1))
    size = setting.residents / CALIBRATED_RESIDENTS
    days = []
    for year, count in counts.items():
        start = int(np.datetime64(f"{year - 1}-07-01").astype(np.int64))
        days.append(start + rng.integers(0, 365, int(np.floor(count * size + rng.random()))))
    return np.sort(np.concatenate(days)).astype(np.int32)


def _cohorts(district: int, years: range) -> dict[int, int]:
    """Children of one district by the year to 30 June in which they were born."""
    found: dict[tuple[int, int], int] = {}
    for row in population():
        if row.area == DISTRICTS[district]:
            found[row.mid_year, row.age] = found.get((row.mid_year, row.age), 0) + row.population
    return {year: found[min(max(year, 2022), 2024), min(max(0, 2022 - year), 25)] for year in years}


def _mothers(rng: Chance, birth: Days, first_family: int) -> tuple[Ints, Ints]:
    """The family of each birth (numbered from `first_family`) and the position of the twin born before it, or -1.

    Births are taken as first, second … children; each later child is given to a mother whose earlier one was born the
    right time before. One for whom there is none begins a family: older children were born before the records begin.
    """
    n = len(birth)
    twin_of = np.full(n, -1, np.int32)
    later = pick(rng, [100 - sum(LATER_CHILDREN_PERCENT), *LATER_CHILDREN_PERCENT], n)
    before = np.full(n, -1, np.int32)
    for order in range(1, len(LATER_CHILDREN_PERCENT) + 1):
        mothers, children = np.flatnonzero(later == order - 1), np.flatnonzero(later == order)
        _match(rng, birth, mothers, children, before)
    lone = np.flatnonzero(chance(rng, n, TWINS_PER_1000_BIRTHS / 1000))
    twins = lone[(lone > 0) & ~np.isin(lone - 1, lone)]
    birth[twins] = birth[twins - 1]
    before[twins] = -1
    is_mother_of_next = np.isin(before, twins)
    before[is_mother_of_next] -= 1
    twin_of[twins] = twins - 1
    before[twins] = twins - 1
    return first_family + _numbered(before), twin_of


def _match(rng: Chance, birth: Days, mothers: Ints, children: Ints, before: Ints) -> None:
    """Give each of `children` an older sibling of `mothers` where the time between is right; writes `before`."""
    if not len(mothers) or not len(children):
        return
    ready = birth[mothers] + GAP_TO_NEXT.draw(rng, len(mothers))
    order = np.argsort(ready, kind="stable")
    mothers, ready = mothers[order], ready[order]
    at = np.searchsorted(ready, birth[children])
    free = np.maximum.accumulate(at - np.arange(len(children))) + np.arange(len(children))
    fits = free < len(mothers)
    candidates = mothers[np.minimum(free, len(mothers) - 1)]
    gap = birth[children] - birth[candidates]
    fits &= (gap >= min(GAP_TO_NEXT.values)) & (gap <= max(GAP_TO_NEXT.values))
    before[children[fits]] = candidates[fits]


def _numbered(before: Ints) -> Ints:
    """Family numbers from links to the sibling before: every chain is a family."""
    root = np.where(before < 0, np.arange(len(before)), before)
    while (root != root[root]).any():
        root = root[root]
    return np.unique(root, return_inverse=True)[1].astype(np.int32)


def _households(rng: Chance, district: Ints, places: Places, household: Ints, birth: Days) -> Households:
    n = len(district)
    ethnicity = _ethnicities(rng, district)
    origin = draw_origins(rng, ethnicity, ETHNICITIES)
    book = name_book()
    surname = book.draw_surnames(rng, origin)
    place = np.zeros(n, np.int32)
    for number in range(len(DISTRICTS)):
        of, at = np.flatnonzero(district == number), np.flatnonzero(places.district == number)
        place[of] = at[pick(rng, places.children[at], len(of))]
    own = spread(p0=25, p50=80, p80=130, p95=260, p100=600).draw(rng, n)
    first = np.full(n, np.iinfo(np.int32).max, np.int32)
    np.minimum.at(first, household, birth)
    other = chance(rng, n, OTHER_SURNAME_PERCENT / 100)
    return Households(
        place, district, ethnicity, origin, surname,
        need=(np.array(_NEED_BY_DECILE, np.int32)[places.decile[place] - 1] * own).astype(np.int32),
        mother_forename=book.draw_forenames(rng, origin, np.ones(n, np.int32), np.zeros(n, np.int32)),
        mother_surname=np.where(other, book.draw_surnames(rng, origin), surname).astype(np.int32),
        mother_birth=(first - MOTHERS_AGE.draw(rng, n)).astype(np.int32),
    )  # fmt: skip


def _ethnicities(rng: Chance, district: Ints) -> Ints:
    found = np.zeros(len(district), np.int32)
    for number, code in enumerate(DISTRICTS):
        of = np.flatnonzero(district == number)
        factor = _IN_GLOUCESTER if code == "E07000081" else _OUTSIDE_GLOUCESTER
        weights = [w if e == "WBRI" else round(w * factor) for e, w in _ETHNICITY_WEIGHTS.items()]
        weights[0] += sum(_ETHNICITY_WEIGHTS.values()) - sum(weights)
        found[of] = np.array([ETHNICITIES.index(e) for e in _ETHNICITY_WEIGHTS])[pick(rng, weights, len(of))]
    return found


def _children(rng: Chance, homes: Households, household: Ints, birth: Days, twin_of: Ints) -> Children:
    n = len(household)
    female = (~chance(rng, n, 0.513)).astype(np.int32)
    book = name_book()
    origin = homes.origin[household]
    years = birth.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int32) + 1970
    forename = book.draw_forenames(rng, origin, female, years)
    for _ in range(4):  # a family does not give one name twice; a few tries make that so but for a handful
        again = _same_in_family(household, forename)
        forename[again] = book.draw_forenames(rng, origin[again], female[again], years[again])
    older = np.bincount(household, minlength=len(homes))[household] > 1
    other = chance(rng, n, HALF_SIBLING_PERCENT / 100) & older & (twin_of < 0) & ~np.isin(np.arange(n), twin_of)
    surname = homes.surname[household].copy()
    surname[other] = book.draw_surnames(rng, origin[other])
    return Children(
        household, birth, female, homes.ethnicity[household], surname, forename, twin_of, np.zeros(n, np.bool_)
    )


def _same_in_family(household: Ints, forename: Ints) -> Ints:
    key = household.astype(np.int64) * 100_000 + forename
    order = np.argsort(key, kind="stable")
    repeat = np.zeros(len(key), np.bool_)
    repeat[order[1:]] = key[order[1:]] == key[order[:-1]]
    return np.flatnonzero(repeat).astype(np.int32)
