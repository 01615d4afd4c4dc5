"""School census: pupils on roll, as every maintained school counted them in January 2023 and January 2024."""

from datetime import date

import numpy as np
import pyarrow as pa

from lineofsight.synth.county import County
from lineofsight.synth.days import Days, age_on, to_date, to_day
from lineofsight.synth.draws import Ints, chance
from lineofsight.synth.errors import CENSUS, RATES, Records, plant, plant_upns
from lineofsight.synth.households import ETHNICITIES
from lineofsight.synth.names import name_book
from lineofsight.synth.people import FIRST_SCHOOL
from lineofsight.synth.writing import Coded, Frame, texts

STAYS_ON_PERCENT = 22
"""Of pupils past year 11, how many are in a school's sixth form."""
SEN = ("N", "K", "E")


def census_days(county: County) -> list[int]:
    """Third Thursday of January, the last two that are behind the extract and have been received (six weeks later)."""
    last = min(county.setting.extracted, county.setting.end - 1)
    found = [to_day(date(year, 1, 15 + (3 - date(year, 1, 15).weekday()) % 7)) for year in range(2018, 2032)]
    return [day for day in found if day + 45 <= last][-2:]


def census_frame(county: County, day: int) -> tuple[Frame, Ints, dict[str, Ints]]:
    """One census: its rows, which child each is, and the mistakes planted in it."""
    rng = county.setting.rng(f"school census {to_date(day).year}")
    child = _on_roll(county, day)
    records = _true_records(county, child)
    words = pa.array(name_book().words, pa.string())
    mother = np.maximum(county.children.household[child], 0)
    other = words.take(pa.array(county.homes.mother_surname[mother])).to_pylist()
    true_surnames = list(records.surname)
    nobody = np.zeros(len(child), np.bool_)
    plant(rng, CENSUS, records, other_surname=other, middle=_next_names(records), sure=nobody)
    upn, former = plant_upns(rng, CENSUS, county.people.upn.take(pa.array(child)), records.planted)
    preferred = ["" if a == b else b for a, b in zip(records.surname, true_surnames, strict=True)]
    said = chance(rng, len(child), 0.5).tolist()
    year = _school_year(county.people.upn_from[child], day)
    columns = {
        "pupilonrolltableid": texts([f"{to_date(day):%y}{at:07d}" for at in range(len(child))]),
        "nativeid": pa.array([f"SCH{FIRST_SCHOOL + k}" for k in _school(county, child, year).tolist()], pa.string()),
        "surname": texts(records.surname), "forename": texts(records.forename),
        "middlenames": texts([""] * len(child)),
        "preferredsurname": texts([name if s else "" for name, s in zip(preferred, said, strict=True)]),
        "formersurname": texts([name if not s else "" for name, s in zip(preferred, said, strict=True)]),
        "dob": records.birth, "sex": Coded(records.sex, ("M", "F")), "upn": texts(upn), "formerupn": texts(former),
        "uniquelearnernumber": texts([""] * len(child)), "entrydate": county.people.upn_from[child] + 2,
        "ncyearactual": texts(["R" if k == 0 else str(k) for k in year.tolist()]),
        "senprovision": Coded(np.select([county.people.nhs[child] % 100 < 9, county.people.nhs[child] % 100 < 23], [2, 1], 0).astype(np.int32), SEN),
        "ethnicity": Coded(county.children.ethnicity[child], ETHNICITIES), "enrolstatus": texts(["C"] * len(child)),
        "youngcarer": texts(["N"] * len(child)), "postcode": _postcodes(county, child, day, rng, records.planted),
        "censusdate": np.full(len(child), day, np.int32),
    }  # fmt: skip
    return Frame(columns), child, records.planted


def _on_roll(county: County, day: int) -> Ints:
    """Children with a UPN of school age who live in the county on the day."""
    kids = county.children
    has = np.array(pa.compute.not_equal(county.people.upn, ""), np.bool_)
    started = county.people.upn_from <= day
    year = _school_year(county.people.upn_from, day)
    stays = (year <= 11) | ((year <= 13) & (county.people.nhs[: len(kids)] // 1000 % 100 < STAYS_ON_PERCENT))
    at = np.flatnonzero(has & started & stays & (kids.household >= 0) & (kids.birth < day)).astype(np.int32)
    here = county.postcodes.place[county.addresses.postcode_at(kids.household[at], day)] >= 0
    return at[here]


def _school_year(started: Days, day: int) -> Ints:
    """National curriculum year: 0 is reception."""
    return ((day - started) // 365.25).astype(np.int32)


def _school(county: County, child: Ints, year: Ints) -> Ints:
    """Pupils change school at 11, most of one school to the same next one."""
    return np.where(year < 7, county.people.school[child], 900 + county.people.school[child] // 7).astype(np.int32)


def _true_records(county: County, child: Ints) -> Records:
    words = pa.array(name_book().words, pa.string())
    kids = county.children
    return Records(
        words.take(pa.array(kids.forename[child])).to_pylist(), words.take(pa.array(kids.surname[child])).to_pylist(),
        kids.birth[child].copy(), kids.female[child].copy(), {},
    )  # fmt: skip


def _next_names(records: Records) -> list[str]:
    """The first name of the next pupil of the same sex: what a middle name would be."""
    found, last = [""] * len(records.forename), ["James", "Rose"]
    for at in range(len(found) - 1, -1, -1):
        sex = int(records.sex[at])
        found[at] = last[sex]
        last[sex] = records.forename[at]
    return found


def _postcodes(county: County, child: Ints, day: int, rng: np.random.Generator, planted: dict[str, Ints]) -> pa.Array:
    home = county.children.household[child]
    now, before = county.addresses.postcode_at(home, day), county.addresses.postcode_at(home, day - 900)
    old = chance(rng, len(child), RATES["postcode of an earlier home"][CENSUS] / 100)
    missing = chance(rng, len(child), RATES["postcode missing"][CENSUS] / 100)
    planted["postcode of an earlier home"] = np.flatnonzero(old & (before != now)).astype(np.int32)
    planted["postcode missing"] = np.flatnonzero(missing).astype(np.int32)
    text = pa.array(["", *county.postcodes.text], pa.string())
    return text.take(pa.array(np.where(missing, 0, np.where(old, before, now) + 1)))


def ages(county: County, child: Ints, day: int) -> Ints:
    return age_on(county.children.birth[child], day)
