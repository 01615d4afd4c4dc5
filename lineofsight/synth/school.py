"""School census: pupils on roll, as every maintained school counted them in the last two Januaries."""

from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lineofsight.synth.county import County
from lineofsight.synth.days import Days, to_date, to_day
from lineofsight.synth.draws import Ints, chance
from lineofsight.synth.errors import CENSUS, Planter, Records
from lineofsight.synth.households import ETHNICITIES
from lineofsight.synth.names import name_book
from lineofsight.synth.people import FIRST_SCHOOL
from lineofsight.synth.ssd_people import EHC_PLAN_PERCENT
from lineofsight.synth.writing import Coded, Frame, texts

STAYS_ON_PERCENT = 22
"""Of pupils past year 11, how many are in a school's sixth form."""
SEN_SUPPORT_PERCENT = 14
WEEKS_TO_SEND = 6
FIRST_SECONDARY = 900


def census_days(county: County) -> list[int]:
    """Third Thursday of January: the last two that schools have sent by the day of the extract."""
    last = min(county.setting.extracted, county.setting.end - 1)
    found = [to_day(date(year, 1, 15 + (3 - date(year, 1, 15).weekday()) % 7)) for year in range(2016, 2032)]
    return [day for day in found if day + 7 * WEEKS_TO_SEND <= last][-2:]


def census_frame(county: County, day: int) -> tuple[Frame, Ints, dict[str, Ints]]:
    """One census, the child of each row, and the mistakes planted in it."""
    rng = county.setting.rng(f"school census {to_date(day).year}")
    child = _on_roll(county, day)
    records, other = true_records(county, child)
    true_surnames, everyone = list(records.surname), np.ones(len(child), np.bool_)
    planter = Planter(rng, CENSUS, records.planted)
    planter.names(records, other_surname=other, middle=_middles(records), able=everyone)
    planter.births(records, everyone)
    planter.sexes(records, everyone)
    upn, former = planter.upns(county.people.upn.take(pa.array(child)).to_pylist())
    known_as = ["" if a == b else b for a, b in zip(records.surname, true_surnames, strict=True)]
    preferred = chance(rng, len(child), 0.5).tolist()
    year = _school_year(county.people.upn_from[child], day)
    luck, home = county.people.nhs[child] % 100, county.children.household[child]
    sen = np.where(luck < EHC_PLAN_PERCENT, 2, np.where(luck < EHC_PLAN_PERCENT + SEN_SUPPORT_PERCENT, 1, 0))
    now, before = county.addresses.postcode_at(home, day), county.addresses.postcode_at(home, day - 900)
    columns = {
        "pupilonrolltableid": texts([f"{to_date(day):%y}{at:07d}" for at in range(len(child))]),
        "nativeid": texts([f"SCH{FIRST_SCHOOL + k}" for k in _school(county, child, year).tolist()]),
        "surname": texts(records.surname), "forename": texts(records.forename),
        "middlenames": texts([""] * len(child)),
        "preferredsurname": texts([name if p else "" for name, p in zip(known_as, preferred, strict=True)]),
        "formersurname": texts([name if not p else "" for name, p in zip(known_as, preferred, strict=True)]),
        "dob": records.birth, "sex": Coded(records.sex, ("M", "F")), "upn": texts(upn), "formerupn": texts(former),
        "uniquelearnernumber": texts([""] * len(child)), "entrydate": county.people.upn_from[child] + 2,
        "ncyearactual": Coded(year, ["R", *(str(k) for k in range(1, 15))]),
        "senprovision": Coded(sen, ("N", "K", "E")),
        "ethnicity": Coded(county.children.ethnicity[child], ETHNICITIES), "enrolstatus": texts(["C"] * len(child)),
        "youngcarer": texts(["N"] * len(child)),
        "postcode": Coded(planter.postcodes(now, before), county.postcodes.text),
        "censusdate": np.full(len(child), day),
    }  # fmt: skip
    return Frame(columns), child, records.planted


def true_records(county: County, child: Ints) -> tuple[Records, list[str]]:
    """What is true of children, and their mothers' surnames."""
    words = texts(name_book().words)
    kids, home = county.children, np.maximum(county.children.household[child], 0)
    mothers: list[str] = words.take(pa.array(county.homes.mother_surname[home])).to_pylist()
    forenames = words.take(pa.array(kids.forename[child])).to_pylist()
    surnames = words.take(pa.array(kids.surname[child])).to_pylist()
    return Records(forenames, surnames, kids.birth[child].copy(), kids.female[child].copy()), mothers


def _on_roll(county: County, day: int) -> Ints:
    """Children with a UPN, of school age, who live in the county on the day."""
    kids, people = county.children, county.people
    has = np.asarray(pc.not_equal(people.upn, ""))
    year = _school_year(people.upn_from, day)
    stays = (year <= 11) | ((year <= 13) & (people.nhs[: len(kids)] // 1000 % 100 < STAYS_ON_PERCENT))
    here = has & stays & (people.upn_from <= day) & (kids.household >= 0) & (county.lives.died > day)
    at = np.flatnonzero(here)
    return at[county.postcodes.place[county.addresses.postcode_at(kids.household[at], day)] >= 0]


def _school_year(started: Days, day: int) -> Ints:
    """National curriculum year: 0 is reception."""
    years: Ints = ((day - started) // 365.25).astype(np.int64)
    return years


def _school(county: County, child: Ints, year: Ints) -> Ints:
    """Pupils change school at 11, most of one school to the same next one."""
    return np.where(year < 7, county.people.school[child], FIRST_SECONDARY + county.people.school[child] // 7)


def _middles(records: Records) -> list[str]:
    """The first name of the next pupil of the same sex: what a middle name would be."""
    found, last = [""] * len(records), ["James", "Rose"]
    for at in range(len(found) - 1, -1, -1):
        sex = int(records.sex[at])
        found[at], last[sex] = last[sex], records.forename[at]
    return found
