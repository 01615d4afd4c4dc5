"""School census: pupils on roll, as every maintained school counted them in the last two Januaries, and the sessions
of the autumn term before.
"""

from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lineofsight.synth.county import County
from lineofsight.synth.days import OPEN, Days, to_date, to_day
from lineofsight.synth.draws import Bools, Ints, chance, pick, spread
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
MOVED_SCHOOL_PERCENT = 65
"""Of moves from one placement to another, how many take a child to another school."""
SESSIONS_OF_AUTUMN = 142
MISSED = {
    "looked after": spread(p0=0, p50=25, p79=100, p90=250, p94=500, p100=850),
    "plan": spread(p0=0, p20=40, p43=100, p65=230, p82=500, p100=850),
    "in need": spread(p0=0, p20=30, p47=100, p70=230, p86=500, p100=900),
    "not known": spread(p0=0, p50=30, p80=100, p96=300, p98=500, p100=900),
}
"""Sessions missed, in thousandths of those possible. Set so that absence, and how much of it is persistent and severe,
come near what is published of each group for 2023/24; of all other pupils, near the county's."""
WITHOUT_LEAVE_PERCENT = 55


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
    school, entered = _school(county, child, year, day)
    columns = {
        "pupilonrolltableid": _roll_ids(day, len(child)),
        "nativeid": texts([f"SCH{FIRST_SCHOOL + k}" for k in school.tolist()]),
        "surname": texts(records.surname), "forename": texts(records.forename),
        "middlenames": texts([""] * len(child)),
        "preferredsurname": texts([name if p else "" for name, p in zip(known_as, preferred, strict=True)]),
        "formersurname": texts([name if not p else "" for name, p in zip(known_as, preferred, strict=True)]),
        "dob": records.birth, "sex": Coded(records.sex, ("M", "F")), "upn": texts(upn), "formerupn": texts(former),
        "uniquelearnernumber": texts([""] * len(child)), "entrydate": entered,
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


def _school(county: County, child: Ints, year: Ints, day: int) -> tuple[Ints, Days]:
    """The school each pupil is at, and since when.

    Pupils change school at 11, most of one school to the same next one; some children in care also when they move.
    """
    first, started = county.people.school[child], county.people.upn_from[child]
    secondary = year >= 7
    usual = np.where(secondary, FIRST_SECONDARY + first // 7, first)
    since = np.where(secondary, _september(started, 7), started)
    moved, to = _moved_school(county, day)
    has_moved = moved[child] > since
    nearby = np.where(secondary, FIRST_SECONDARY + to[child] // 7, to[child])
    elsewhere = np.where(nearby == usual, usual + 1, nearby)
    return np.where(has_moved, elsewhere, usual), np.where(has_moved, moved[child], since + 2)


def _moved_school(county: County, day: int) -> tuple[Days, Ints]:
    """For each child, the last change of school that a move in care brought, and a number for the new school."""
    care, n = county.care, len(county.children)
    rows = care.placements
    follows = np.append(False, rows.period[1:] == rows.period[:-1])[: len(rows.period)]
    luck = np.arange(len(rows.period)) * 7919 % 100
    on = rows.start + 5
    at = np.flatnonzero(follows & (luck < MOVED_SCHOOL_PERCENT) & (on <= day) & ~care.short_break[rows.period])
    moved, to = np.full(n, -OPEN, np.int64), np.zeros(n, np.int64)
    child = care.child[rows.period[at]]
    np.maximum.at(moved, child, on[at])
    last = on[at] == moved[child]
    to[child[last]] = at[last] * 31 % max(3, int(county.people.school.max(initial=0)) + 1)
    return moved, to


def _september(started: Days, years: int) -> Days:
    """1 September so many years after a child started school on a 1 September."""
    month = started.astype("datetime64[D]").astype("datetime64[M]") + 12 * years
    return month.astype("datetime64[D]").astype(np.int64)


def _roll_ids(day: int, n: int) -> Any:
    return texts([f"{to_date(day):%y}{at:07d}" for at in range(n)])


def sessions_frame(county: County, day: int, child: Ints) -> Frame:
    """The autumn term before a census: for each pupil on the roll, how many half days under each code."""
    rng, n = county.setting.rng(f"school sessions {to_date(day).year}"), len(child)
    possible = SESSIONS_OF_AUTUMN - 2 * pick(rng, (5, 3, 1), n)
    known = _known_as(county, day)[child]
    missed = np.zeros(n, np.int64)
    for number, share in enumerate(MISSED.values()):
        at = np.flatnonzero(known == number)
        missed[at] = share.draw(rng, len(at)) * possible[at] // 1000
    without = np.where(chance(rng, n, WITHOUT_LEAVE_PERCENT / 100), missed // 2, missed // 5)
    appointments = np.where(chance(rng, n, 0.4), (missed - without) // 6, 0)
    present = possible - missed
    counts = np.stack([present - present // 2, present // 2, missed - without - appointments, without, appointments])
    pupil, code = np.nonzero(counts.T)
    columns = {
        "pupilonrolltableid": _roll_ids(day, n).take(pa.array(pupil)),
        "attendancereason": Coded(code, ("/", "\\", "I", "O", "M")),
        "sessions": counts[code, pupil],
    }
    return Frame(columns)


def _known_as(county: County, day: int) -> Ints:
    """How each child is known on a day, as a position in MISSED: looked after before a plan, a plan before need."""
    book, care = county.lives.book, county.care

    def open_on(start: Days, end: Days) -> Bools:
        found: Bools = (start <= day) & (end > day)
        return found

    known = np.full(len(county.children), list(MISSED).index("not known"))
    known[book.child[open_on(book.ref, book.close) & ~book.nfa]] = list(MISSED).index("in need")
    known[book.child[open_on(book.cp_start, book.cp_end)]] = list(MISSED).index("plan")
    known[care.child[open_on(care.start, care.end) & ~care.short_break]] = list(MISSED).index("looked after")
    return known


def _middles(records: Records) -> list[str]:
    """The first name of the next pupil of the same sex: what a middle name would be."""
    found, last = [""] * len(records), ["James", "Rose"]
    for at in range(len(found) - 1, -1, -1):
        sex = int(records.sex[at])
        found[at], last[sex] = last[sex], records.forename[at]
    return found
