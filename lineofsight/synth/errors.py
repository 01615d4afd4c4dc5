"""Mistakes that real records have, planted at rates that differ by source. `RATES` is the one table of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa

from lineofsight.synth.days import OPEN, Days
from lineofsight.synth.draws import Bools, Chance, Ints
from lineofsight.synth.identifiers import temporary_upn
from lineofsight.synth.names import variants

SSD, RETURN, CENSUS, POLICE = "ssd_person", "ssda903_header", "school_census_pupils_on_roll", "police_missing"

RATES: Final[Mapping[str, Mapping[str, float]]] = {
    "forename misspelt": {SSD: 1.2, CENSUS: 0.5, POLICE: 4.0},
    "surname misspelt": {SSD: 1.3, CENSUS: 0.5, POLICE: 4.5},
    "nickname": {SSD: 3.0, CENSUS: 1.0, POLICE: 8.0},
    "forename spelt another way": {SSD: 4.0, CENSUS: 1.5, POLICE: 9.0},
    "surname spelt another way": {SSD: 4.0, CENSUS: 1.5, POLICE: 9.0},
    "another surname": {SSD: 4.0, CENSUS: 3.0, POLICE: 5.0},
    "surname changed": {SSD: 2.0, CENSUS: 2.0, POLICE: 2.0},
    "day and month swapped": {SSD: 0.35, RETURN: 0.2, CENSUS: 0.1, POLICE: 1.2},
    "birth date missing": {SSD: 0.4, CENSUS: 0.0, POLICE: 4.0},
    "birth date 1 January": {SSD: 0.4, RETURN: 0.1, CENSUS: 0.05, POLICE: 2.0},
    "birth date on the 15th": {SSD: 0.3, CENSUS: 0.0, POLICE: 0.3},
    "birth date a day or a year out": {SSD: 0.5, RETURN: 0.3, CENSUS: 0.2, POLICE: 1.6},
    "sex missing": {SSD: 0.5, RETURN: 0.0, CENSUS: 0.0, POLICE: 1.0},
    "sex wrong": {SSD: 0.3, RETURN: 0.1, CENSUS: 0.1, POLICE: 0.5},
    "NHS number missing": {SSD: 24.0},
    "NHS number wrong": {SSD: 0.4},
    "UPN missing": {SSD: 26.0, RETURN: 9.0, CENSUS: 0.0},
    "UPN temporary": {SSD: 1.2, RETURN: 0.8, CENSUS: 1.0},
    "UPN changed": {SSD: 2.0, RETURN: 1.5, CENSUS: 1.0},
    "postcode missing": {CENSUS: 1.5, POLICE: 6.0},
    "postcode of an earlier home": {CENSUS: 4.0, POLICE: 8.0},
    "middle name as forename": {SSD: 0.6, CENSUS: 0.3, POLICE: 1.0},
}
"""Of each source's records, how many in a hundred have each mistake. Ours: no agency publishes them. What "can" be
spelt another way or shortened is only a name that has another spelling or a short form."""

_KEYBOARD = {"a": "s", "e": "r", "i": "o", "o": "i", "n": "m", "r": "t", "s": "a", "t": "y", "l": "k", "c": "v", "d": "s",
             "h": "j", "m": "n", "u": "y", "g": "h", "y": "t", "b": "v", "p": "o", "w": "e", "k": "l", "v": "c"}  # fmt: skip


@dataclass
class Records:
    """What one source says of people: one row per record, changed in place as mistakes are planted."""

    forename: list[str]
    surname: list[str]
    birth: Days
    sex: Ints
    """0 male, 1 female, -1 not known."""
    planted: dict[str, Ints]
    """Each mistake, and the rows that have it."""


def plant(
    rng: Chance, source: str, records: Records, *, other_surname: Sequence[str], middle: Sequence[str], sure: Bools
) -> None:
    """Plant a source's mistakes in names, birth dates and sex. `sure` rows (babies just born) are left alone."""
    n = len(records.forename)
    names = variants()

    def rows(kind: str) -> Ints:
        hit = np.flatnonzero((rng.random(n) < RATES[kind].get(source, 0) / 100) & ~sure).astype(np.int32)
        records.planted[kind] = hit
        return hit

    for kind, column, change in (
        ("middle name as forename", records.forename, lambda at, _: middle[at]),
        ("another surname", records.surname, lambda at, _: other_surname[at]),
        ("nickname", records.forename, _from_table(rng, names["nickname"])),
        ("forename spelt another way", records.forename, _from_table(rng, names["spelling"])),
        ("surname spelt another way", records.surname, _from_table(rng, names["spelling"])),
        ("forename misspelt", records.forename, _misspeller(rng)),
        ("surname misspelt", records.surname, _misspeller(rng)),
    ):
        _change(records, kind, column, rows(kind), change)
    _dates(rng, records, rows)
    records.sex[rows("sex missing")] = -1
    wrong = rows("sex wrong")
    records.sex[wrong] = np.where(records.sex[wrong] < 0, -1, 1 - records.sex[wrong])


def _change(records: Records, kind: str, column: list[str], rows: Ints, change: Callable[[int, str], str]) -> None:
    done = []
    for at in rows.tolist():
        new = change(at, column[at])
        if new != column[at]:
            column[at] = new
            done.append(at)
    records.planted[kind] = np.array(done, np.int32)


def _from_table(rng: Chance, table: Mapping[str, Sequence[str]]) -> Callable[[int, str], str]:
    def change(_: int, name: str) -> str:
        others = table.get(name)
        return others[int(rng.integers(len(others)))] if others else name

    return change


def _misspeller(rng: Chance) -> Callable[[int, str], str]:
    def change(_: int, name: str) -> str:
        return misspell(rng, name)

    return change


def misspell(rng: Chance, name: str) -> str:
    """One slip of the hand: a letter left out, doubled, swapped with the next, or its neighbour on the keyboard."""
    if len(name) < 3:
        return name
    at = int(rng.integers(1, len(name) - 1))
    kind = int(rng.integers(4))
    if kind == 0:
        return name[:at] + name[at + 1 :]
    if kind == 1:
        return name[: at + 1] + name[at:]
    if kind == 2:
        return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    return name[:at] + _KEYBOARD.get(name[at], name[at]) + name[at + 1 :]


def _dates(rng: Chance, records: Records, rows: Callable[[str], Ints]) -> None:
    birth = records.birth
    swapped = rows("day and month swapped")
    birth[swapped] = _swap(birth[swapped])
    out = rows("birth date a day or a year out")
    birth[out] += np.array([1, -1, 365, -365, 10, -10], np.int32)[rng.integers(0, 6, len(out))]
    first = rows("birth date 1 January")
    birth[first] = birth[first].astype("datetime64[D]").astype("datetime64[Y]").astype("datetime64[D]").astype(np.int32)
    middle = rows("birth date on the 15th")
    months = birth[middle].astype("datetime64[D]").astype("datetime64[M]").astype("datetime64[D]")
    birth[middle] = (months + 14).astype(np.int32)
    birth[rows("birth date missing")] = OPEN


def _swap(birth: Days) -> Days:
    """Day for month where that is a date; otherwise as it was."""
    born = birth.astype("datetime64[D]")
    year, month = born.astype("datetime64[Y]"), born.astype("datetime64[M]")
    day = (born - month.astype("datetime64[D]")).astype(np.int32)
    of_year = month.astype(np.int32) % 12
    swapped = (year.astype("datetime64[M]") + np.minimum(day, 11)).astype("datetime64[D]") + of_year
    return np.where(day < 12, swapped.astype(np.int32), birth).astype(np.int32)


def plant_upns(rng: Chance, source: str, upns: pa.Array, planted: dict[str, Ints]) -> tuple[list[str], list[str]]:
    """The numbers that a source holds, and the former ones it also knows."""
    held = upns.to_pylist()
    former = [""] * len(held)
    n = len(held)
    for kind in ("UPN missing", "UPN temporary", "UPN changed"):
        rows = np.flatnonzero(rng.random(n) < RATES[kind].get(source, 0) / 100)
        planted[kind] = np.array([at for at in rows.tolist() if held[at]], np.int32)
        for at in planted[kind].tolist():
            if kind == "UPN missing":
                held[at] = ""
            elif held[at]:
                former[at] = held[at] if rng.random() < 0.6 else ""
                held[at] = _other_upn(held[at], kind, int(rng.integers(100, 999)))
    return held, former


def _other_upn(upn: str, kind: str, number: int) -> str:
    if kind == "UPN temporary":
        return temporary_upn(upn, "ABCDEFGH"[number % 8])
    from lineofsight.standards.identifiers import upn_check_letter

    rest = f"{upn[1:10]}{number:03d}"[:12]
    return f"{upn_check_letter(rest)}{rest}"
