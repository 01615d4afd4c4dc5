"""Care leavers: who is followed after care, and how each is doing about every birthday from 17 to 21."""

from dataclasses import dataclass

import numpy as np

from lineofsight.synth.calibration import figure, yearly
from lineofsight.synth.casebook import Lives
from lineofsight.synth.days import OPEN, Days, birthday
from lineofsight.synth.draws import Bools, Chance, Floats, Ints, pick_by, smallest
from lineofsight.synth.placements import TYPES, CareDetail
from lineofsight.synth.setting import Setting

IN_TOUCH = {"YES": 955, "NO": 18, "REFU": 9, "NREQ": 14, "RHOM": 4}
_EET = {"F2": 42, "F5": 30, "P2": 6, "P5": 11, "F1": 7, "F4": 4}
_NOT_EET = {"G5": 60, "G4": 24, "G6": 14, "0": 2}
_SUITABLE = {"D": 30, "U": 30, "Z": 12, "B": 12, "E": 7, "K": 4, "T": 3, "C": 2}
_UNSUITABLE = {"X": 45, "S": 25, "V": 15, "W": 5, "R": 10}
ACTIVITIES, ACCOMMODATION = (*_EET, *_NOT_EET), (*_SUITABLE, *_UNSUITABLE)
SUITABLE_AT_17_18_PERCENT = 96
STAYING_PUT_PERCENT = {18: 58, 19: 34, 20: 27}
"""Of those who left foster care at 18 and are well housed, how many live with their carers at each age."""
EIGHTEEN_PERCENT = 93
"""Of care leavers aged 17 and 18, how many are 18."""


@dataclass(frozen=True)
class Positions:
    """One row per care leaver and birthday, and the year of account it falls in."""

    child: Ints
    age: Ints
    on: Days
    year: Ints
    in_touch: Ints
    activity: Ints
    """Position in ACTIVITIES."""
    accommodation: Ints
    """Position in ACCOMMODATION."""
    suitable: Bools


@dataclass(frozen=True)
class Leavers:
    """Everyone followed, from the day they left care (or, if that was long before, from 18), and their positions."""

    child: Ints
    left: Days
    positions: Positions


def make_leavers(setting: Setting, lives: Lives, care: CareDetail) -> Leavers:
    rng = setting.rng("care leavers")
    left, order = _left_care(lives), rng.random(len(lives.children))
    years = sorted({month.year_ending for month in setting.months})
    rows: list[tuple[Ints, int, int]] = []
    taken = np.zeros(len(lives.children), np.bool_)
    for year, wanted in _cohorts(setting, years).items():
        chosen = _choose(_turning(lives, 19, year), left < OPEN, order, wanted)
        taken[chosen] = True
        rows += [(chosen, age, year + age - 19) for age in (19, 20, 21) if year + age - 19 in years]
    for year in years:
        wanted = yearly(setting, "leavers_17_18", year)
        older = _choose(_turning(lives, 18, year), taken | (left < OPEN), order, wanted * EIGHTEEN_PERCENT // 100)
        younger = _turning(lives, 17, year)
        younger = younger[left[younger] < lives.adult_from[younger] - 30]
        younger = younger[smallest(order[younger], wanted - len(older))]
        rows += [(older, 18, year), (younger, 17, year)]
        taken[older] = taken[younger] = True
    child = np.flatnonzero(taken)
    gone = np.where(left[child] < OPEN, left[child], lives.adult_from[child])
    return Leavers(child, gone, _positions(rng, setting, lives, rows, _fostered_until_18(lives, care)))


def _left_care(lives: Lives) -> Days:
    """The day each child left care at 16 or later; OPEN for who did not."""
    left = np.full(len(lives.children), OPEN, np.int64)
    child, end = lives.periods.column("child"), lives.periods.column("end")
    old_enough = end >= birthday(lives.children.birth[child], 16)
    ended = old_enough & (end <= lives.adult_from[child] + 1)
    left[child[ended]] = end[ended]
    return left


def _fostered_until_18(lives: Lives, care: CareDetail) -> Bools:
    """Whether each child was with foster carers on coming of age."""
    rows = care.placements
    last = np.append(rows.period[1:] != rows.period[:-1], True)[: len(rows.period)]
    period, kind = rows.period[last], np.array(TYPES)[rows.kind[last]]
    child = care.child[period]
    stayed = np.char.startswith(kind, "U") & (care.end[period] == lives.adult_from[child]) & ~care.short_break[period]
    found = np.zeros(len(lives.children), np.bool_)
    found[child[stayed]] = True
    return found


def _cohorts(setting: Setting, years: list[int]) -> dict[int, int]:
    """How many to follow of those who turn 19 in each year, so that 19 to 21 year olds come to the published number."""
    first = years[0]
    third = yearly(setting, "leavers_19_21", first)
    found = {first - 2: third // 3, first - 1: third // 3, first: third - 2 * (third // 3)}
    for year in years[1:]:
        found[year] = max(0, yearly(setting, "leavers_19_21", year) - found[year - 1] - found[year - 2])
    return found


def _turning(lives: Lives, age: int, year: int) -> Ints:
    """Everyone whose birthday of this age falls in the year to 31 March."""
    on = birthday(lives.children.birth, age)
    first, after = (int(np.datetime64(f"{y}-04-01").astype(np.int64)) for y in (year - 1, year))
    return np.flatnonzero((on >= first) & (on < after))


def _choose(cohort: Ints, preferred: Bools, order: Floats, wanted: int) -> Ints:
    """Those who left care first; then others of the age, who left before the records begin, or in another county."""
    return cohort[smallest(np.where(preferred[cohort], 0.0, 2.0) + order[cohort], wanted)]


def _positions(
    rng: Chance, setting: Setting, lives: Lives, rows: list[tuple[Ints, int, int]], fostered: Bools
) -> Positions:
    child = np.concatenate([row[0] for row in rows])
    age = np.repeat([row[1] for row in rows], [len(row[0]) for row in rows])
    year = np.repeat([row[2] for row in rows], [len(row[0]) for row in rows])
    on = np.zeros(len(child), np.int64)
    for years_old in (17, 18, 19, 20, 21):
        at = np.flatnonzero(age == years_old)
        on[at] = birthday(lives.children.birth[child[at]], years_old)
    kept = (on < setting.end) & (on >= setting.warm_from) & (lives.died[child] > on)
    child, age, year, on = child[kept], age[kept], year[kept], on[kept]
    n = len(child)
    in_eet = _published_share(rng, year, age, "leavers_17_18_eet_percent", "leavers_19_21_eet_percent")
    suitable = _published_share(rng, year, age, "", "leavers_19_21_suitable_percent")
    activity = np.where(in_eet, pick_by(rng, _EET, n), len(_EET) + pick_by(rng, _NOT_EET, n))
    home = np.where(suitable, pick_by(rng, _SUITABLE, n), len(_SUITABLE) + pick_by(rng, _UNSUITABLE, n))
    home = _staying_put(setting, child, age, home, suitable, fostered)
    return Positions(child, age, on, year, pick_by(rng, IN_TOUCH, n), activity, home, suitable)


def _staying_put(setting: Setting, child: Ints, age: Ints, home: Ints, suitable: Bools, fostered: Bools) -> Ints:
    """Homes in which those who stay with former foster carers, and nobody else, do. Who has moved on stays gone."""
    luck = setting.rng("staying put").random(len(fostered))[child]
    likely = np.select([age == years for years in STAYING_PUT_PERCENT], list(STAYING_PUT_PERCENT.values()), 0) / 100
    stays = fostered[child] & suitable & (luck < likely)
    with_carers, elsewhere = (ACCOMMODATION.index(code) for code in ("Z", "D"))
    return np.where(stays, with_carers, np.where(home == with_carers, elsewhere, home))


def _published_share(rng: Chance, year: Ints, age: Ints, younger: str, older: str) -> Bools:
    """True for the published percentage of each year's 17 and 18 year olds, and of its 19 to 21 year olds."""
    found, luck = np.zeros(len(year), np.bool_), rng.random(len(year))
    for one in np.unique(year).tolist():
        for of_age, measure in ((age < 19, younger), (age >= 19, older)):
            at = np.flatnonzero((year == one) & of_age)
            percent = figure(measure, one) if measure else SUITABLE_AT_17_18_PERCENT
            found[at[smallest(luck[at], round(len(at) * percent / 100))]] = True
    return found
