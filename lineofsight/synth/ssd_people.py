"""SSD tables about who people are: persons, families, mothers, addresses, disability, immigration status."""

import json

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lineofsight.synth.addresses import STREETS
from lineofsight.synth.county import County
from lineofsight.synth.days import OPEN, Days, new_year
from lineofsight.synth.draws import Bools, Chance, Ints, chance, pick, pick_by, running
from lineofsight.synth.errors import SSD, UNACCOMPANIED_DEFAULT_BIRTH, Planter, Records, fifteenth
from lineofsight.synth.households import ETHNICITIES
from lineofsight.synth.names import name_book
from lineofsight.synth.recording import recorded
from lineofsight.synth.roster import LEFT_UNBORN, MAIN, Roster
from lineofsight.synth.writing import Coded, Frame, texts

DISABILITIES = {"LD": 30, "AUT": 26, "BEH": 24, "COMM": 14, "MOB": 8, "PC": 6, "VIS": 3, "HEAR": 3, "INC": 3, "CON": 3,
                "HAND": 1, "DDA": 4}  # fmt: skip
EHC_PLAN_PERCENT = 9
DISABLED_PERCENT = 12
NATIONALITIES = {"Sudan": 26, "Afghanistan": 22, "Eritrea": 18, "Iran": 12, "Iraq": 10, "Vietnam": 6, "Albania": 4,
                 "Syria": 2}  # fmt: skip
NOT_OBTAINED_PERCENT, MISTAKEN_PERCENT = 3, 2
"""Of records, how many lack an ethnicity or hold another one."""
_SEXES, _GENDERS = ("M", "F", "U"), ("01", "02", "00")
STATUSES = ("UASC", "Refugee Status", "Adult Asylum Seeker", "Indefinite Leave to Remain in the UK (ILR)")


def person_frame(county: County, roster: Roster) -> tuple[Frame, dict[str, Ints]]:
    """ssd_person as the case system holds it on the day of the extract, and the mistakes planted in it."""
    rng = county.setting.rng("mistakes in ssd_person")
    records = _true_records(county, roster)
    n = len(records)
    unborn = roster.is_child & ((records.birth > county.setting.extracted) | (roster.again == LEFT_UNBORN))
    expected = np.where(unborn, records.birth + rng.integers(-9, 15, n), OPEN)
    planter = Planter(rng, SSD, records.planted)
    planter.names(records, other_surname=_family_surnames(county, roster), middle=_middles(rng, records), able=~unborn)
    planter.births(records, ~unborn)
    planter.sexes(records, ~unborn)
    alone = roster.is_child & county.children.is_uasc[np.maximum(roster.child, 0)]
    _default_births(rng, records, alone)
    records.birth[unborn], records.sex[unborn] = OPEN, 2
    for row in np.flatnonzero(unborn).tolist():
        records.forename[row] = "Unborn"
    upn, unknown = _upns(county, roster, planter)
    columns = {
        "pers_person_id": roster.key, "pers_legacy_id": roster.legacy, "pers_forename": texts(records.forename),
        "pers_surname": texts(records.surname), "pers_sex": Coded(records.sex, _SEXES),
        "pers_gender": Coded(np.where(records.sex < 0, 2, records.sex), _GENDERS),
        "pers_ethnicity": Coded(_ethnicities(county, roster, rng), ETHNICITIES), "pers_dob": records.birth,
        "pers_common_child_id": _nhs_numbers(county, roster, planter, unborn, alone), "pers_upn": upn,
        "pers_upn_unknown": unknown, "pers_send_flag": _percent(county, roster, EHC_PLAN_PERCENT).astype(np.int8),
        "pers_expected_dob": expected, "pers_death_date": _deaths(county, roster),
        "pers_is_mother": (~roster.is_child).astype(np.int8),
        "pers_nationality": Coded(np.where(alone, pick_by(rng, NATIONALITIES, n), -1), list(NATIONALITIES)),
    }  # fmt: skip
    return Frame(columns, recorded=roster.first_seen), records.planted


def _true_records(county: County, roster: Roster) -> Records:
    words = pa.array(name_book().words, pa.string())
    child, home = np.maximum(roster.child, 0), np.maximum(roster.household, 0)
    kids, homes = county.children, county.homes
    forename = np.where(roster.is_child, kids.forename[child], homes.mother_forename[home])
    surname = np.where(roster.is_child, kids.surname[child], homes.mother_surname[home])
    birth = np.where(roster.is_child, kids.birth[child], homes.mother_birth[home])
    sex = np.where(roster.is_child, kids.female[child], 1)
    return Records(words.take(pa.array(forename)).to_pylist(), words.take(pa.array(surname)).to_pylist(), birth, sex)


def _family_surnames(county: County, roster: Roster) -> list[str]:
    """The other surname in a family: the mother's for a child, the first child's for a mother."""
    home = np.maximum(roster.household, 0)
    other = np.where(roster.is_child, county.homes.mother_surname[home], county.homes.surname[home])
    alone = roster.household < 0
    other = np.where(alone, county.children.surname[np.maximum(roster.child, 0)], other)
    found: list[str] = pa.array(name_book().words, pa.string()).take(pa.array(other)).to_pylist()
    return found


def _middles(rng: Chance, records: Records) -> list[str]:
    """Another name of the same sex for each record: what a middle name would be."""
    pools: tuple[list[str], list[str]] = (["James"], ["Rose"])
    for name, sex in zip(records.forename[:2000], records.sex[:2000].tolist(), strict=True):
        pools[sex].append(name)
    luck = rng.integers(0, 1 << 30, len(records)).tolist()
    return [pools[sex][k % len(pools[sex])] for sex, k in zip(records.sex.tolist(), luck, strict=True)]


def _default_births(rng: Chance, records: Records, alone: Bools) -> None:
    """Unaccompanied children often have the birth date that is written when nothing better is known."""
    n = len(records)
    given = alone & chance(rng, n, UNACCOMPANIED_DEFAULT_BIRTH[SSD] / 100) & (records.birth < OPEN)
    first = chance(rng, n, 0.8)
    for rows, default in ((given & first, new_year), (given & ~first, fifteenth)):
        records.birth[rows] = default(records.birth[rows])


def _upns(county: County, roster: Roster, planter: Planter) -> tuple[pa.Array, Coded]:
    child = np.maximum(roster.child, 0)
    started = roster.is_child & (county.people.upn_from[child] <= county.setting.extracted)
    started &= roster.again != LEFT_UNBORN
    true = pc.if_else(pa.array(started), county.people.upn.take(pa.array(child)), "")
    held, _ = planter.upns(true.to_pylist())
    blank = np.array([not upn for upn in held])
    why = np.where(~started, 0, np.where(county.children.is_uasc[child], 2, 1))
    return texts(held), Coded(np.where(blank & roster.is_child, why, -1), ("UN1", "UN2", "UN3"))


def _nhs_numbers(county: County, roster: Roster, planter: Planter, unborn: Bools, alone: Bools) -> pa.Array:
    numbers = county.people.nhs
    sibling = np.full(len(county.children), -1, np.int64)
    order = np.argsort(county.children.household, kind="stable")
    same = county.children.household[order[1:]] == county.children.household[order[:-1]]
    sibling[order[1:][same]] = order[:-1][same]
    of = np.where(roster.is_child, sibling[np.maximum(roster.child, 0)], -1)
    others = np.where(of >= 0, numbers[np.maximum(of, 0)], 0)
    able = ~unborn & ~(alone & chance(planter.rng, len(alone), 0.7))
    return texts(planter.nhs_numbers(numbers[roster.person(county)].tolist(), others.tolist(), able))


def _ethnicities(county: County, roster: Roster, rng: Chance) -> Ints:
    child, home = np.maximum(roster.child, 0), np.maximum(roster.household, 0)
    true = np.where(roster.is_child, county.children.ethnicity[child], county.homes.ethnicity[home])
    mistaken = pick(rng, (90, 1, 0, 0, 3, 1, 1, 1, 1, 1), len(true))
    held = np.where(chance(rng, len(true), MISTAKEN_PERCENT / 100), mistaken, true)
    return np.where(chance(rng, len(true), NOT_OBTAINED_PERCENT / 100), ETHNICITIES.index("NOBT"), held)


def _percent(county: County, roster: Roster, percent: int) -> Bools:
    """About this share of children, the same ones in every extract."""
    return roster.is_child & (county.people.nhs[np.maximum(roster.child, 0)] % 100 < percent)


def _deaths(county: County, roster: Roster) -> Days:
    died = np.where(roster.is_child, county.lives.died[np.maximum(roster.child, 0)], OPEN)
    return np.where(died <= county.setting.extracted, died, OPEN)


def disabled(county: County) -> Bools:
    """Which children have a disability that the case system knows: those with short breaks, and about one in eight."""
    found = county.people.nhs[: len(county.children)] // 10 % 100 < DISABLED_PERCENT
    found[county.care.child[county.care.short_break]] = True
    return found


def other_frames(county: County, roster: Roster) -> dict[str, Frame]:
    return {
        "ssd_family": _families(roster), "ssd_mother": _mother_links(county, roster),
        "ssd_address": _addresses(county, roster), "ssd_disability": _disabilities(county, roster),
        "ssd_immigration_status": _immigration(county, roster),
    }  # fmt: skip


def _families(roster: Roster) -> Frame:
    at = np.flatnonzero(roster.household >= 0)
    columns = {
        "fami_table_id": 8_000_000 + at, "fami_family_id": 500_000 + roster.household[at],
        "fami_person_id": roster.key[at],
    }  # fmt: skip
    return Frame(columns, recorded=roster.first_seen[at])


def _mother_links(county: County, roster: Roster) -> Frame:
    mother_at = np.full(len(county.homes), -1, np.int64)
    mothers = np.flatnonzero(~roster.is_child)
    mother_at[roster.household[mothers]] = mothers
    at = np.flatnonzero(roster.is_child & (roster.household >= 0) & (roster.again == MAIN))
    at = at[mother_at[roster.household[at]] >= 0]
    mother = mother_at[roster.household[at]]
    birth = county.children.birth[roster.child[at]]
    columns = {
        "moth_table_id": 8_600_000 + at, "moth_person_id": roster.key[mother], "moth_childs_person_id": roster.key[at],
        "moth_childs_dob": np.where(birth <= county.setting.extracted, birth, OPEN),
    }  # fmt: skip
    return Frame(columns, recorded=np.maximum(roster.first_seen[at], roster.first_seen[mother]))


def _addresses(county: County, roster: Roster) -> Frame:
    """Home addresses of everyone known, and placement addresses of children looked after, which are not homes."""
    rng = county.setting.rng("addresses in ssd_address")
    owner, spell, start = _home_spells(county, roster)
    placements, care = county.care.placements, county.care
    placed = np.flatnonzero(
        (care.end[placements.period] >= county.setting.start) & ~care.short_break[placements.period]
    )
    who = np.concatenate([owner, roster.main_of[care.child[placements.period[placed]]]])
    postcode = np.concatenate([county.addresses.postcode[spell], placements.postcode[placed]])
    house = np.concatenate([county.addresses.house[spell], placed % 140 + 1])
    begun = np.concatenate([start, placements.start[placed]])
    ended = np.concatenate([county.addresses.end[spell], placements.end[placed]])
    kind = np.repeat([0, 1], [len(owner), len(placed)])
    late = np.where(kind == 0, recorded(rng, "moved home", begun), recorded(rng, "care episode started", begun))
    entered = np.maximum(late, roster.first_seen[who])
    text = pc.replace_substring(pa.array(county.postcodes.text, pa.string()), " ", "")
    columns = {
        "addr_table_id": 20_000_000 + np.arange(len(who)), "addr_person_id": roster.key[who],
        "addr_address_json": _address_json(house, postcode), "addr_address_type": Coded(kind, ("Home", "Placement")),
        "addr_address_start_date": begun, "addr_address_end_date": ended,
        "addr_address_postcode": text.take(pa.array(postcode)),
    }  # fmt: skip
    left = np.maximum(recorded(rng, "moved home", ended), entered)
    return Frame(
        columns, entered, ended=left, end_columns=("addr_address_end_date",), happened="addr_address_start_date"
    )


def _home_spells(county: County, roster: Roster) -> tuple[Ints, Ints, Days]:
    """Record, spell and day of moving in, of every home since some time before the person came to notice."""
    spells = county.addresses
    people = np.flatnonzero((roster.household >= 0) & (roster.again != LEFT_UNBORN))
    first = np.searchsorted(spells.household, roster.household[people])
    size = np.searchsorted(spells.household, roster.household[people], side="right") - first
    owner, spell = np.repeat(people, size), np.repeat(first, size) + running(size)
    child = roster.child[owner]
    born = np.where(child >= 0, county.children.birth[np.maximum(child, 0)], -OPEN)
    start = np.maximum(spells.start[spell], born)
    kept = (spells.end[spell] > np.maximum(start, roster.first_seen[owner] - 800)) & (start < county.setting.end)
    return owner[kept], spell[kept], start[kept]


def _address_json(house: Ints, postcode: Ints) -> pa.Array:
    """House and street; the same postcode is always the same street."""
    empty = {"ROOM": "", "FLOOR": "", "FLAT": "", "BUILDING": "", "HOUSE": "@", "STREET": "#", "TOWN": "", "UPRN": "",
             "EASTING": "", "NORTHING": ""}  # fmt: skip
    before, rest = json.dumps(empty, separators=(",", ":")).split("@")
    middle, after = rest.split("#")
    street = pa.array(STREETS).take(pa.array(postcode % len(STREETS)))
    return pc.binary_join_element_wise(before, pc.cast(pa.array(house), pa.string()), middle, street, after, "")


def _disabilities(county: County, roster: Roster) -> Frame:
    """One or two for a disabled child; NONE, alone, for some of the others."""
    rng = county.setting.rng("disabilities")
    main = roster.is_child & (roster.again == MAIN)
    has = disabled(county)[np.maximum(roster.child, 0)]
    at, others = np.flatnonzero(main & has), np.flatnonzero(main & ~has)
    first = pick_by(rng, DISABILITIES, len(at))
    second = pick_by(rng, DISABILITIES, len(at))
    two = chance(rng, len(at), 0.3) & (second != first)
    none = others[chance(rng, len(others), 0.35)]
    rows = np.concatenate([at, at[two], none])
    code = np.concatenate([first, second[two], np.full(len(none), len(DISABILITIES))])
    columns = {
        "disa_person_id": roster.key[rows], "disa_table_id": 8_900_000 + np.arange(len(rows)),
        "disa_disability_code": Coded(code, (*DISABILITIES, "NONE")),
    }  # fmt: skip
    return Frame(columns, recorded=roster.first_seen[rows])


def _immigration(county: County, roster: Roster) -> Frame:
    """Unaccompanied until 18, then one of the adult statuses."""
    child = np.maximum(roster.child, 0)
    at = np.flatnonzero(roster.is_child & (roster.again == MAIN) & county.children.is_uasc[child])
    start = roster.first_seen[at]
    adult = county.lives.adult_from[roster.child[at]]
    grown = np.flatnonzero(adult < county.setting.end)
    end = np.where(adult < county.setting.end, np.maximum(adult, start + 1), OPEN)
    kind = np.concatenate([np.zeros(len(at), np.int64), 1 + grown % 3])
    begun = np.concatenate([start, end[grown]])
    ended = np.concatenate([end, np.full(len(grown), OPEN)])
    columns = {
        "immi_person_id": roster.key[np.concatenate([at, at[grown]])],
        "immi_immigration_status_id": 8_950_000 + np.arange(len(begun)),
        "immi_immigration_status": Coded(kind, STATUSES), "immi_immigration_status_start_date": begun,
        "immi_immigration_status_end_date": ended,
    }  # fmt: skip
    return Frame(columns, begun, ended=ended, end_columns=("immi_immigration_status_end_date",))
