"""SSD tables about who people are: persons, families, mothers, addresses, disability, immigration status."""

import json
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lineofsight.synth.addresses import STREETS
from lineofsight.synth.casebook import EARLY_HELP, NOT_NEEDED, PLAN
from lineofsight.synth.county import County
from lineofsight.synth.days import OPEN, Days, age_on
from lineofsight.synth.draws import Bools, Ints, chance, pick, pick_by
from lineofsight.synth.errors import RATES, SSD, Records, plant, plant_upns
from lineofsight.synth.households import ETHNICITIES
from lineofsight.synth.names import name_book
from lineofsight.synth.recording import recorded
from lineofsight.synth.writing import Coded, Frame, texts

TWICE_PERCENT = 1.6
"""Children whom the case system holds twice, because someone did not find them."""
LEFT_UNBORN_PERCENT = 14
"""Of children referred before birth, how many also keep their record as an unborn child."""
MOTHER_KNOWN_PERCENT = 82

_SEXES = ("M", "F", "U")
_GENDERS = ("01", "02", "00")
DISABILITIES = {"LD": 30, "AUT": 26, "BEH": 24, "COMM": 14, "MOB": 8, "PC": 6, "VIS": 3, "HEAR": 3, "INC": 3, "CON": 3,
                "HAND": 1, "DDA": 4}  # fmt: skip


@dataclass(frozen=True)
class Roster:
    """Records of the case system: one row per record of a person. A child's main record comes first.

    `child` is -1 for a mother, whose household `household` then is.
    """

    child: Ints
    household: Ints
    key: np.ndarray
    legacy: np.ndarray
    again: Ints
    """0 the main record, 1 a second one, 2 one left as an unborn child."""
    first_seen: Days
    second: np.ndarray
    """For each child, the row of the second record; -1 where there is none."""

    @property
    def person(self) -> Ints:
        """True person: children by position, then mothers by household."""
        return self.child


def make_roster(county: County) -> Roster:
    rng = county.setting.rng("case system records")
    children, people = county.children, county.people
    known = np.flatnonzero(county.known).astype(np.int32)
    seen = first_seen(county)
    referred_unborn = np.zeros(len(children), np.bool_)
    book = county.lives.book
    early = county.kept & (book.ref < children.birth[book.child] - 10)
    referred_unborn[book.child[early]] = True
    unborn = referred_unborn[known] & chance(rng, len(known), LEFT_UNBORN_PERCENT / 100)
    unborn &= children.birth[known] < county.setting.end
    twice = chance(rng, len(known), TWICE_PERCENT / 100) & ~unborn & (children.birth[known] < seen[known] + 200)
    extra = np.concatenate([known[twice], known[unborn]])
    again = np.concatenate([np.ones(int(twice.sum())), np.full(int(unborn.sum()), 2)]).astype(np.int32)
    mothers = _mothers(rng, county)
    n = len(children)
    child = np.concatenate([known, extra, np.full(len(mothers), -1)]).astype(np.int32)
    home = np.concatenate([children.household[known], children.household[extra], mothers]).astype(np.int32)
    position = np.concatenate([known, known[:0], n + mothers])
    key = np.concatenate([people.ssd[known], _more_ids(people.ssd, extra), people.ssd[n + mothers]])
    legacy = np.concatenate([people.legacy[known], _more_ids(people.legacy, extra), people.legacy[n + mothers]])
    mother_seen = _mother_seen(county, seen, mothers)
    when = np.concatenate([seen[known], _second_seen(county, rng, seen, extra, again), mother_seen])
    second = np.full(n, -1, np.int64)
    second[extra] = len(known) + np.arange(len(extra))
    full_again = np.concatenate([np.zeros(len(known)), again, np.zeros(len(mothers))]).astype(np.int32)
    assert len(position) <= len(child)
    return Roster(child, home, key, legacy, full_again, when.astype(np.int32), second)


def _more_ids(ids: np.ndarray, extra: Ints) -> np.ndarray:
    return int(ids.max()) + 1 + np.arange(len(extra), dtype=np.int64) * 3 + extra.astype(np.int64) % 3


def first_seen(county: County) -> Days:
    """The day on which each child first came to notice; OPEN for who never did."""
    seen = np.full(len(county.children), OPEN, np.int32)
    book, start = county.lives.book, county.setting.start
    np.minimum.at(seen, book.child[county.kept], book.ref[county.kept])
    for child, on, kept in (
        (county.contacts.child, county.contacts.on, county.contacts.on >= start),
        (county.early_help.child, county.early_help.start, county.early_help.end >= start),
        (county.care.child, county.care.start, county.care.end >= start),
        (county.missing.child, county.missing.start, county.missing.start >= start),
    ):
        np.minimum.at(seen, child[kept], on[kept])
    leavers = county.leavers.child
    seen[leavers] = np.minimum(seen[leavers], county.setting.start)
    seen[county.earlier.child] = np.minimum(seen[county.earlier.child], county.earlier.start)
    return seen


def _second_seen(county: County, rng: np.random.Generator, seen: Days, extra: Ints, again: Ints) -> Days:
    later = seen[extra] + rng.integers(20, 500, len(extra)).astype(np.int32)
    return np.where(again == 1, later, seen[extra]).astype(np.int32)


def _mothers(rng: np.random.Generator, county: County) -> Ints:
    book = county.lives.book
    helped = county.kept & np.isin(book.outcome, (PLAN, NOT_NEEDED, EARLY_HELP))
    home = np.unique(county.children.household[book.child[helped]])
    home = home[home >= 0]
    return home[chance(rng, len(home), MOTHER_KNOWN_PERCENT / 100)].astype(np.int32)


def _mother_seen(county: County, seen: Days, mothers: Ints) -> Days:
    of_home = np.full(len(county.homes), OPEN, np.int32)
    inside = county.children.household >= 0
    np.minimum.at(of_home, county.children.household[inside], seen[inside])
    return of_home[mothers]


def person_frame(county: County, roster: Roster) -> tuple[Frame, dict[str, Ints]]:
    """ssd_person as the case system holds it on the day of the extract, and the mistakes planted in it."""
    rng = county.setting.rng("mistakes in ssd_person")
    records = _true_records(county, roster)
    n = len(roster.child)
    at = county.setting.extracted
    is_child = roster.child >= 0
    unborn = is_child & ((records.birth > at) | (roster.again == 2))
    expected = np.where(unborn, records.birth + rng.integers(-9, 15, n), OPEN).astype(np.int32)
    plant(
        rng,
        SSD,
        records,
        other_surname=_other_surnames(county, roster, rng),
        middle=_middles(rng, records),
        sure=unborn,
    )
    alone = is_child & county.children.is_uasc[np.maximum(roster.child, 0)]
    records.birth = np.where(alone & chance(rng, n, 0.55), _default_birth(rng, records.birth), records.birth).astype(
        np.int32
    )
    records.birth[unborn] = OPEN
    records.sex[unborn] = -1
    for row in np.flatnonzero(unborn).tolist():
        records.forename[row] = "Unborn"
    upn, unknown = _upns(county, roster, rng, records.planted)
    ethnicity = _ethnicity(county, roster, rng)
    sex = np.where(unborn, 2, records.sex)
    columns = {
        "pers_person_id": roster.key, "pers_legacy_id": roster.legacy,
        "pers_forename": texts(records.forename), "pers_surname": texts(records.surname),
        "pers_sex": Coded(sex, _SEXES), "pers_gender": Coded(np.where(sex < 0, 2, sex), _GENDERS),
        "pers_ethnicity": Coded(ethnicity, ETHNICITIES), "pers_dob": records.birth,
        "pers_common_child_id": texts(_nhs(county, roster, rng, records.planted, unborn)), "pers_upn": upn,
        "pers_upn_unknown": unknown, "pers_send_flag": _ehcp(county, roster).astype(np.int8),
        "pers_expected_dob": expected, "pers_death_date": np.full(n, OPEN, np.int32),
        "pers_is_mother": (~is_child).astype(np.int8), "pers_nationality": _nationality(rng, alone),
    }  # fmt: skip
    return Frame(columns, recorded=roster.first_seen), records.planted


def _true_records(county: County, roster: Roster) -> Records:
    words = pa.array(name_book().words, pa.string())
    child, home = np.maximum(roster.child, 0), np.maximum(roster.household, 0)
    is_child = roster.child >= 0
    kids, homes = county.children, county.homes
    forename = np.where(is_child, kids.forename[child], homes.mother_forename[home])
    surname = np.where(is_child, kids.surname[child], homes.mother_surname[home])
    birth = np.where(is_child, kids.birth[child], homes.mother_birth[home]).astype(np.int32)
    sex = np.where(is_child, kids.female[child], 1).astype(np.int32)
    return Records(
        words.take(pa.array(forename)).to_pylist(), words.take(pa.array(surname)).to_pylist(), birth, sex, {}
    )


def _other_surnames(county: County, roster: Roster, rng: np.random.Generator) -> list[str]:
    """The other surname in a family: the mother's for a child, the first child's for a mother."""
    words = pa.array(name_book().words, pa.string())
    home = np.maximum(roster.household, 0)
    other = np.where(roster.child >= 0, county.homes.mother_surname[home], county.homes.surname[home])
    alone = roster.household < 0
    other = np.where(alone, county.children.surname[np.maximum(roster.child, 0)], other)
    return words.take(pa.array(other)).to_pylist()


def _middles(rng: np.random.Generator, records: Records) -> list[str]:
    """Another name of the same sex for each record: what a middle name would be."""
    names: dict[int, list[str]] = {0: [], 1: []}
    for name, sex in zip(records.forename[:4000], records.sex[:4000].tolist(), strict=True):
        names[max(0, sex)].append(name)
    pools = [names[0] or ["James"], names[1] or ["Rose"]]
    luck = rng.integers(0, 1 << 30, len(records.forename)).tolist()
    return [pools[max(0, s)][k % len(pools[max(0, s)])] for s, k in zip(records.sex.tolist(), luck, strict=True)]


def _default_birth(rng: np.random.Generator, birth: Days) -> Days:
    """1 January of the year, or the 15th of the month: what is written when nothing better is known."""
    born = birth.astype("datetime64[D]")
    new_year = born.astype("datetime64[Y]").astype("datetime64[D]").astype(np.int32)
    middle = born.astype("datetime64[M]").astype("datetime64[D]").astype(np.int32) + 14
    return np.where(rng.random(len(birth)) < 0.8, new_year, middle).astype(np.int32)


def _upns(county: County, roster: Roster, rng: np.random.Generator, planted: dict[str, Ints]) -> tuple[pa.Array, Coded]:
    child = np.maximum(roster.child, 0)
    started = (roster.child >= 0) & (county.people.upn_from[child] <= county.setting.extracted) & (roster.again != 2)
    true = pc.if_else(pa.array(started), county.people.upn.take(pa.array(child)), "")
    held, _ = plant_upns(rng, SSD, true, planted)
    blank = np.array([not upn for upn in held])
    alone = county.children.is_uasc[child]
    why = np.where(~blank | (roster.child < 0), -1, np.where(~started, 0, np.where(alone, 2, 1)))
    return texts(held), Coded(why.astype(np.int32), ("UN1", "UN2", "UN3"))


def _nhs(
    county: County, roster: Roster, rng: np.random.Generator, planted: dict[str, Ints], unborn: Bools
) -> list[str]:
    n = len(roster.child)
    person = np.where(roster.child >= 0, roster.child, len(county.children) + np.maximum(roster.household, 0))
    numbers = county.people.nhs[person].tolist()
    absent = chance(rng, n, RATES["NHS number missing"][SSD] / 100) | unborn
    alone = (roster.child >= 0) & county.children.is_uasc[np.maximum(roster.child, 0)]
    absent |= alone & chance(rng, n, 0.7)
    wrong = chance(rng, n, RATES["NHS number wrong"][SSD] / 100) & ~absent
    planted["NHS number missing"] = np.flatnonzero(absent).astype(np.int32)
    planted["NHS number wrong"] = np.flatnonzero(wrong).astype(np.int32)
    shift = rng.integers(1, 9, n).tolist()
    return [
        "" if gone else str(number + step * 1000 if bad else number)
        for number, gone, bad, step in zip(numbers, absent.tolist(), wrong.tolist(), shift, strict=True)
    ]


def _ethnicity(county: County, roster: Roster, rng: np.random.Generator) -> Ints:
    child, home = np.maximum(roster.child, 0), np.maximum(roster.household, 0)
    true = np.where(roster.child >= 0, county.children.ethnicity[child], county.homes.ethnicity[home])
    not_obtained = chance(rng, len(true), 0.03)
    other = chance(rng, len(true), 0.02)
    mistaken = pick(rng, (90, 1, 0, 0, 3, 1, 1, 1, 1, 1), len(true))
    return np.where(not_obtained, ETHNICITIES.index("NOBT"), np.where(other, mistaken, true)).astype(np.int32)


def _nationality(rng: np.random.Generator, alone: Bools) -> pa.Array:
    places = ("Sudan", "Afghanistan", "Eritrea", "Iran", "Iraq", "Vietnam", "Albania", "Syria")
    return Coded_text(np.where(alone, pick(rng, (26, 22, 18, 12, 10, 6, 4, 2), len(alone)), -1), places)


def Coded_text(at: Ints, words: tuple[str, ...]) -> pa.Array:  # noqa: N802 - reads as the Coded it stands for
    return pa.array(["", *words], pa.string()).take(pa.array(at + 1))


def _ehcp(county: County, roster: Roster) -> Bools:
    child = np.maximum(roster.child, 0)
    return (roster.child >= 0) & (county.people.nhs[child] % 100 < 9)


def disabled(county: County) -> Bools:
    """Which children have a disability that the case system knows: those with short breaks, and about one in eight."""
    found = county.people.nhs[: len(county.children)] // 10 % 100 < 12
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
    return Frame(
        {
            "fami_table_id": 8_000_000 + at.astype(np.int64),
            "fami_family_id": 500_000 + roster.household[at].astype(np.int64),
            "fami_person_id": roster.key[at],
        },
        recorded=roster.first_seen[at],
    )


def _mother_links(county: County, roster: Roster) -> Frame:
    mother_at = np.full(len(county.homes), -1, np.int64)
    mothers = np.flatnonzero(roster.child < 0)
    mother_at[roster.household[mothers]] = mothers
    at = np.flatnonzero((roster.child >= 0) & (roster.household >= 0) & (roster.again == 0))
    at = at[mother_at[roster.household[at]] >= 0]
    birth = county.children.birth[roster.child[at]]
    born = birth <= county.setting.extracted
    return Frame(
        {
            "moth_table_id": 8_600_000 + at.astype(np.int64),
            "moth_person_id": roster.key[mother_at[roster.household[at]]],
            "moth_childs_person_id": roster.key[at], "moth_childs_dob": np.where(born, birth, OPEN).astype(np.int32),
        },
        recorded=np.maximum(roster.first_seen[at], roster.first_seen[mother_at[roster.household[at]]]),
    )  # fmt: skip


def _addresses(county: County, roster: Roster) -> Frame:
    """Home addresses of everyone known, and placement addresses of children looked after, which are not homes."""
    rng = county.setting.rng("addresses in ssd_address")
    spells = county.addresses
    people = np.flatnonzero((roster.household >= 0) & (roster.again != 2))
    first = np.searchsorted(spells.household, roster.household[people])
    size = np.searchsorted(spells.household, roster.household[people], side="right") - first
    owner = np.repeat(people, size)
    spell = np.repeat(first, size) + (np.arange(len(owner)) - np.repeat(np.cumsum(size) - size, size))
    born = np.where(roster.child[owner] >= 0, county.children.birth[np.maximum(roster.child[owner], 0)], -OPEN)
    start, end = np.maximum(spells.start[spell], born), spells.end[spell]
    seen = roster.first_seen[owner]
    kept = (end > np.maximum(start, seen - 800)) & (start < county.setting.end)
    owner, spell, start, end, seen = owner[kept], spell[kept], start[kept], end[kept], seen[kept]
    entered = np.maximum(recorded(rng, "moved home", start), seen).astype(np.int32)
    care = county.care
    placed = np.flatnonzero(
        (care.end[care.placements.period] >= county.setting.start) & ~care.short_break[care.placements.period]
    )
    main = np.full(len(county.children), -1, np.int64)
    mains = np.flatnonzero((roster.child >= 0) & (roster.again == 0))
    main[roster.child[mains]] = mains
    who = main[care.child[care.placements.period[placed]]]
    postcode = np.concatenate([spells.postcode[spell], care.placements.postcode[placed]])
    house = np.concatenate([spells.house[spell], placed % 140 + 1])
    n = len(owner) + len(who)
    begun = np.concatenate([start, care.placements.start[placed]]).astype(np.int32)
    ended = np.concatenate([end, care.placements.end[placed]]).astype(np.int32)
    kind = np.concatenate([np.zeros(len(owner)), np.ones(len(who))]).astype(np.int32)
    text = pc.replace_substring(pa.array(county.postcodes.text, pa.string()), " ", "")
    first_entered = np.concatenate([entered, recorded(rng, "care episode started", care.placements.start[placed])])
    return Frame(
        {
            "addr_table_id": 20_000_000 + np.arange(n, dtype=np.int64),
            "addr_person_id": roster.key[np.concatenate([owner, who])],
            "addr_address_json": _address_json(house, postcode), "addr_address_type": Coded(kind, ("Home", "Placement")),
            "addr_address_start_date": begun, "addr_address_end_date": ended,
            "addr_address_postcode": text.take(pa.array(postcode)),
        },
        recorded=first_entered.astype(np.int32),
        ended=np.maximum(recorded(rng, "moved home", ended), first_entered).astype(np.int32),
        end_columns=("addr_address_end_date",),
    )  # fmt: skip


def _address_json(house: Ints, postcode: Ints) -> pa.Array:
    """House and street; the same postcode is always the same street."""
    empty = {"ROOM": "", "FLOOR": "", "FLAT": "", "BUILDING": "", "HOUSE": "@", "STREET": "#", "TOWN": "", "UPRN": "",
             "EASTING": "", "NORTHING": ""}  # fmt: skip
    before, rest = json.dumps(empty, separators=(",", ":")).split("@")
    middle, after = rest.split("#")
    street = pa.array(STREETS).take(pa.array(postcode % len(STREETS)))
    number = pc.cast(pa.array(house), pa.string())
    return pc.binary_join_element_wise(before, number, middle, street, after, "")


def _disabilities(county: County, roster: Roster) -> Frame:
    rng = county.setting.rng("disabilities")
    has = disabled(county)
    at = np.flatnonzero((roster.child >= 0) & (roster.again == 0) & has[np.maximum(roster.child, 0)])
    more = at[chance(rng, len(at), 0.3)]
    first, second = pick_by(rng, DISABILITIES, len(at)), pick_by(rng, DISABILITIES, len(more))
    kept = second != first[np.searchsorted(at, more)]
    rows, code = np.concatenate([at, more[kept]]), np.concatenate([first, second[kept]])
    none = np.flatnonzero((roster.child >= 0) & (roster.again == 0) & ~has[np.maximum(roster.child, 0)])
    none = none[chance(rng, len(none), 0.35)]
    rows = np.concatenate([rows, none])
    code = np.concatenate([code, np.full(len(none), len(DISABILITIES))]).astype(np.int32)
    return Frame(
        {
            "disa_person_id": roster.key[rows], "disa_table_id": 8_900_000 + np.arange(len(rows), dtype=np.int64),
            "disa_disability_code": Coded(code, (*DISABILITIES, "NONE")),
        },
        recorded=roster.first_seen[rows],
    )  # fmt: skip


def _immigration(county: County, roster: Roster) -> Frame:
    child = np.maximum(roster.child, 0)
    at = np.flatnonzero((roster.child >= 0) & (roster.again == 0) & county.children.is_uasc[child])
    start = roster.first_seen[at]
    adult = county.lives.adult_from[roster.child[at]]
    end = np.where(adult < county.setting.end, adult, OPEN).astype(np.int32)
    grown = np.flatnonzero(end < OPEN)
    age = age_on(county.children.birth[roster.child[at]], start)
    assert (age < 19).all()
    n = len(at) + len(grown)
    kind = np.concatenate([np.zeros(len(at)), 1 + grown % 3]).astype(np.int32)
    begun = np.concatenate([start, end[grown]]).astype(np.int32)
    words = ("UASC", "Refugee Status", "Adult Asylum Seeker", "Indefinite Leave to Remain in the UK (ILR)")
    return Frame(
        {
            "immi_person_id": roster.key[np.concatenate([at, at[grown]])],
            "immi_immigration_status_id": 8_950_000 + np.arange(n, dtype=np.int64),
            "immi_immigration_status": Coded(kind, words), "immi_immigration_status_start_date": begun,
            "immi_immigration_status_end_date": np.concatenate([end, np.full(len(grown), OPEN)]).astype(np.int32),
        },
        recorded=begun, ended=np.concatenate([end, np.full(len(grown), OPEN)]).astype(np.int32),
        end_columns=("immi_immigration_status_end_date",),
    )  # fmt: skip
