"""Care leavers: who is followed after care, and how each is doing about every birthday from 17 to 21."""

from dataclasses import dataclass

import numpy as np

from lineofsight.synth.calibration import figure, yearly
from lineofsight.synth.casebook import Lives
from lineofsight.synth.days import Days, birthday
from lineofsight.synth.draws import Bools, Chance, Ints, in_order, pick_by, smallest
from lineofsight.synth.setting import Setting, year_ending

IN_TOUCH = {"YES": 955, "NO": 18, "REFU": 9, "NREQ": 14, "RHOM": 4}
EET = {"F2": 42, "F5": 30, "P2": 6, "P5": 11, "F1": 7, "F4": 4}
NOT_EET = {"G5": 60, "G4": 24, "G6": 14, "0": 2}
SUITABLE = {"D": 30, "U": 30, "Z": 12, "B": 12, "E": 7, "K": 4, "T": 3, "C": 2}
UNSUITABLE = {"X": 45, "S": 25, "V": 15, "W": 5, "R": 10}


@dataclass(frozen=True)
class Positions:
    """One row per care leaver and birthday, and the year of account it falls in."""

    child: Ints
    age: Ints
    on: Days
    year: Ints
    in_touch: Ints
    activity: list[str]
    accommodation: list[str]
    suitable: Bools


@dataclass(frozen=True)
class Leavers:
    """Everyone followed, from the day they left care (or, if that was long before, from 18), and their positions."""

    child: Ints
    left: Days
    positions: Positions


def make_leavers(setting: Setting, lives: Lives) -> Leavers:
    rng = setting.rng("care leavers")
    left = _left_care(lives)
    order = rng.random(len(lives.children))
    years = sorted({month.year_ending for month in setting.months})
    rows: list[tuple[Ints, int, int]] = []
    taken = np.zeros(len(lives.children), np.bool_)
    for year, wanted in _cohorts(setting, years).items():
        cohort = _turning(lives, 19, year)
        chosen = _choose(cohort, left, order, wanted, lives)
        taken[chosen] = True
        rows += [(chosen, age, year + age - 19) for age in (19, 20, 21) if year + age - 19 in years]
    for year in years:
        wanted = round(figure("leavers_17_18", year) * setting.scale * _share(setting, year))
        older = _choose(_turning(lives, 18, year), left, order, round(wanted * 0.93), lives, prefer=taken)
        younger = _turning(lives, 17, year)
        younger = younger[left[younger] < lives.adult_from[younger] - 30]
        younger = younger[smallest(order[younger], wanted - len(older))]
        rows += [(older, 18, year), (younger, 17, year)]
        taken[older] = taken[younger] = True
    child = np.flatnonzero(taken).astype(np.int32)
    gone = np.where(left[child] < 10**6, left[child], lives.adult_from[child])
    return Leavers(child, gone.astype(np.int32), _positions(rng, setting, lives, rows))


def _left_care(lives: Lives) -> Days:
    """The day each child left care at 16 or later; far in the future for who did not."""
    left = np.full(len(lives.children), 10**6, np.int32)
    child, end = lives.periods.column("child"), lives.periods.column("end")
    old_enough = end >= birthday(lives.children.birth[child], 16)
    ended = old_enough & (end <= lives.adult_from[child] + 1)
    left[child[ended]] = end[ended]
    return left


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
    first = int(np.datetime64(f"{year - 1}-04-01").astype(np.int64))
    after = int(np.datetime64(f"{year}-04-01").astype(np.int64))
    return np.flatnonzero((on >= first) & (on < after)).astype(np.int32)


def _choose(
    cohort: Ints, left: Days, order: np.ndarray, wanted: int, lives: Lives, prefer: Bools | None = None
) -> Ints:
    """Those who left care, then others of that age: they had left before the records begin, or came from elsewhere."""
    known = left[cohort] < 10**6
    if prefer is not None:
        known |= prefer[cohort]
    rank = np.where(known, 0.0, 2.0) + np.where(lives.children.is_uasc[cohort] & ~known, 4.0, 0.0) + order[cohort]
    if prefer is not None:
        rank -= np.where(prefer[cohort], 0.5, 0.0)
    return cohort[smallest(rank, wanted)]


def _share(setting: Setting, year: int) -> float:
    return min(1.0, sum(month.share for month in setting.months if month.year_ending == year) / 12)


def _positions(rng: Chance, setting: Setting, lives: Lives, rows: list[tuple[Ints, int, int]]) -> Positions:
    child = np.concatenate([row[0] for row in rows])
    age = np.concatenate([np.full(len(row[0]), row[1], np.int32) for row in rows])
    year = np.concatenate([np.full(len(row[0]), row[2], np.int32) for row in rows])
    on = np.zeros(len(child), np.int32)
    for years_old in (17, 18, 19, 20, 21):
        at = np.flatnonzero(age == years_old)
        on[at] = birthday(lives.children.birth[child[at]], years_old)
    kept = (on < setting.end) & (on >= setting.warm_from)
    child, age, year, on = child[kept], age[kept], year[kept], on[kept]
    luck, home_luck = rng.random(len(child)), rng.random(len(child))
    in_eet, suitable = np.zeros(len(child), np.bool_), np.zeros(len(child), np.bool_)
    for one in np.unique(year).tolist():
        for ages, eet, homes in ((range(17, 19), "leavers_17_18", 0.96), (range(19, 22), "leavers_19_21", None)):
            at = np.flatnonzero((year == one) & np.isin(age, list(ages)))
            share = figure(f"{eet}_eet_percent", one) / 100
            in_eet[at[smallest(luck[at], round(len(at) * share))]] = True
            well = homes if homes is not None else figure("leavers_19_21_suitable_percent", one) / 100
            suitable[at[smallest(home_luck[at], round(len(at) * well))]] = True
    return Positions(
        child, age, on, year, pick_by(rng, IN_TOUCH, len(child)), _words(rng, in_eet, EET, NOT_EET),
        _words(rng, suitable, SUITABLE, UNSUITABLE), suitable,
    )  # fmt: skip


def _words(rng: Chance, which: Bools, yes: dict[str, int], no: dict[str, int]) -> list[str]:
    chosen, other = list(yes), list(no)
    a, b = pick_by(rng, yes, len(which)), pick_by(rng, no, len(which))
    return [chosen[i] if w else other[j] for w, i, j in zip(which.tolist(), a.tolist(), b.tolist(), strict=True)]


__all__ = ["EET", "IN_TOUCH", "Leavers", "Positions", "in_order", "make_leavers", "year_ending"]
