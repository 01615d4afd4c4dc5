"""Mistakes that real records have, planted at rates that differ by source. `RATES` is the one table of them.

Every mistake of a record is drawn by the record's own luck, so that one more record changes no other.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from lineofsight.standards.identifiers import upn_check_letter, valid_nhs_number
from lineofsight.synth.days import OPEN, Days, new_year
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
    "another surname of the family": {SSD: 4.0, CENSUS: 3.0, POLICE: 5.0},
    "middle name as forename": {SSD: 0.6, CENSUS: 0.3, POLICE: 1.0},
    "day and month swapped": {SSD: 0.35, RETURN: 0.2, CENSUS: 0.1, POLICE: 1.2},
    "birth date a day or a year out": {SSD: 0.5, RETURN: 0.3, CENSUS: 0.2, POLICE: 1.6},
    "birth date 1 January": {SSD: 0.4, RETURN: 0.1, CENSUS: 0.05, POLICE: 2.0},
    "birth date on the 15th": {SSD: 0.3, POLICE: 0.3},
    "birth date missing": {SSD: 0.4, POLICE: 4.0},
    "sex missing": {SSD: 0.5, POLICE: 1.0},
    "sex wrong": {SSD: 0.3, RETURN: 0.1, CENSUS: 0.1, POLICE: 0.5},
    "NHS number missing": {SSD: 24.0},
    "NHS number mistyped": {SSD: 0.3},
    "NHS number of a brother or sister": {SSD: 0.12},
    "UPN missing": {SSD: 26.0, RETURN: 9.0},
    "UPN temporary": {SSD: 1.2, RETURN: 0.8, CENSUS: 1.0},
    "UPN changed": {SSD: 2.0, RETURN: 1.5, CENSUS: 1.0},
    "postcode missing": {CENSUS: 1.5, POLICE: 6.0},
    "postcode of an earlier home": {CENSUS: 4.0, POLICE: 8.0},
}
"""Of a hundred of each source's records, how many have each mistake. Ours: no agency publishes them.

Only a name that has another spelling, or a short form, can be written so; only a day up to the 12th can be swapped
with the month. What a mistake leaves as it was is not counted as one.
"""

UNACCOMPANIED_DEFAULT_BIRTH = {SSD: 10.0, RETURN: 5.0}
"""Of a hundred unaccompanied children, how many have 1 January (mostly) or the 15th of a month as a birth date."""

_KEYBOARD = dict(zip("aeionrstlcdhmugybpwkv", "sroimtaykvsjnyhtvoelc", strict=True))
"""Each letter and its neighbour."""


@dataclass
class Records:
    """What one source says of people: one row per record, changed in place as mistakes are planted."""

    forename: list[str]
    surname: list[str]
    birth: Days
    sex: Ints
    """0 male, 1 female, -1 not known."""
    planted: dict[str, Ints] = field(default_factory=dict)
    """Each mistake, and the rows that have it."""

    def __len__(self) -> int:
        return len(self.forename)


class Planter:
    """Plants one source's mistakes."""

    def __init__(self, rng: Chance, source: str, planted: dict[str, Ints]) -> None:
        self.rng, self.source, self.planted = rng, source, planted

    def rows(self, kind: str, n: int, able: Bools | None = None) -> Ints:
        """The rows that have a mistake, noted as planted."""
        hit = self.rng.random(n) < RATES[kind].get(self.source, 0) / 100
        found = np.flatnonzero(hit if able is None else hit & able)
        self.planted[kind] = found
        return found

    def names(self, records: Records, *, other_surname: Sequence[str], middle: Sequence[str], able: Bools) -> None:
        """Mistakes in names. `able` rows only: a baby just born has no name to get wrong."""
        tables = variants()
        for kind, column, change in (
            ("middle name as forename", records.forename, lambda at, *_: middle[at]),
            ("another surname of the family", records.surname, lambda at, *_: other_surname[at]),
            ("nickname", records.forename, _from_table(tables["nickname"])),
            ("forename spelt another way", records.forename, _from_table(tables["spelling"])),
            ("surname spelt another way", records.surname, _from_table(tables["spelling"])),
            ("forename misspelt", records.forename, _misspelt),
            ("surname misspelt", records.surname, _misspelt),
        ):
            self._change(kind, column, change, able)

    def _change(self, kind: str, column: list[str], change: Callable[[int, str, int], str], able: Bools) -> None:
        luck = self.rng.integers(0, 1 << 30, len(column))
        done = []
        for at in self.rows(kind, len(column), able).tolist():
            new = change(at, column[at], int(luck[at]))
            if new != column[at]:
                column[at] = new
                done.append(at)
        self.planted[kind] = np.array(done, np.int64)

    def births(self, records: Records, able: Bools) -> None:
        n, true = len(records), records.birth.copy()
        luck = self.rng.integers(0, 6, n)
        at = self.rows("day and month swapped", n, able)
        records.birth[at] = _swapped(records.birth[at])
        at = self.rows("birth date a day or a year out", n, able)
        records.birth[at] += np.array([1, -1, 365, -365, 10, -10], np.int32)[luck[at]]
        at = self.rows("birth date 1 January", n, able)
        records.birth[at] = new_year(records.birth[at])
        at = self.rows("birth date on the 15th", n, able)
        records.birth[at] = fifteenth(records.birth[at])
        records.birth[self.rows("birth date missing", n, able)] = OPEN
        for kind in ("day and month swapped", "birth date 1 January", "birth date on the 15th"):
            found = self.planted[kind]
            self.planted[kind] = found[records.birth[found] != true[found]]

    def sexes(self, records: Records, able: Bools) -> None:
        records.sex[self.rows("sex missing", len(records), able)] = -1
        wrong = self.rows("sex wrong", len(records), able & (records.sex >= 0))
        records.sex[wrong] = 1 - records.sex[wrong]

    def upns(self, true: Sequence[str]) -> tuple[list[str], list[str]]:
        """The numbers that the source holds, and the former ones it also knows."""
        held, former = list(true), [""] * len(true)
        able = np.array([bool(upn) for upn in true], np.bool_)
        luck = self.rng.integers(0, 1 << 30, len(held)).tolist()
        for kind in ("UPN missing", "UPN temporary", "UPN changed"):
            for at in self.rows(kind, len(held), able).tolist():
                if kind == "UPN missing":
                    held[at] = ""
                elif held[at]:
                    former[at] = held[at] if luck[at] % 10 < 6 else ""
                    held[at] = _other_upn(held[at], kind, luck[at])
        return held, former

    def nhs_numbers(self, true: Sequence[int], sibling: Sequence[int], able: Bools) -> list[str]:
        """The numbers that the source holds. `sibling` is a brother's or sister's, or 0 for who has none."""
        held = [str(number) for number in true]
        luck = self.rng.integers(0, 1 << 30, len(held)).tolist()
        swapped = np.array([number > 0 for number in sibling], np.bool_)
        for at in self.rows("NHS number of a brother or sister", len(held), able & swapped).tolist():
            held[at] = str(sibling[at])
        for at in self.rows("NHS number mistyped", len(held), able).tolist():
            held[at] = _mistyped(held[at], luck[at])
        missing = self.rng.random(len(held)) < RATES["NHS number missing"].get(self.source, 0) / 100
        self.planted["NHS number missing"] = np.flatnonzero(missing & able)
        for at in np.flatnonzero(missing | ~able).tolist():
            held[at] = ""
        return held

    def postcodes(self, now: Ints, before: Ints) -> Ints:
        """The postcodes (by number, -1 for none) that the source holds."""
        n = len(now)
        moved = self.rows("postcode of an earlier home", n, (before != now) & (before >= 0))
        held = now.copy()
        held[moved] = before[moved]
        held[self.rows("postcode missing", n, held >= 0)] = -1
        return held


def _from_table(table: Mapping[str, Sequence[str]]) -> Callable[[int, str, int], str]:
    def change(_: int, name: str, luck: int) -> str:
        others = table.get(name)
        return others[luck % len(others)] if others else name

    return change


def _misspelt(_: int, name: str, luck: int) -> str:
    return misspell(name, luck)


def misspell(name: str, luck: int) -> str:
    """One slip of the hand: a letter left out, doubled, swapped with the next, or its neighbour on the keyboard."""
    if len(name) < 3:
        return name
    kind, luck = luck % 4, luck // 4
    at = 1 + luck % (len(name) - 2)
    if kind == 0:
        return name[:at] + name[at + 1 :]
    if kind == 1:
        return name[: at + 1] + name[at:]
    if kind == 2:
        return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    return name[:at] + _KEYBOARD.get(name[at], name[at]) + name[at + 1 :]


def fifteenth(birth: Days) -> Days:
    months = birth.astype("datetime64[D]").astype("datetime64[M]").astype("datetime64[D]")
    return (months + 14).astype(np.int32)


def _swapped(birth: Days) -> Days:
    """Day for month where that is a date; otherwise as it was."""
    born = birth.astype("datetime64[D]")
    year, month = born.astype("datetime64[Y]"), born.astype("datetime64[M]")
    day = (born - month.astype("datetime64[D]")).astype(np.int32)
    of_year = month.astype(np.int32) % 12
    swapped = (year.astype("datetime64[M]") + np.minimum(day, 11)).astype("datetime64[D]") + of_year
    return np.where(day < 12, swapped.astype(np.int32), birth).astype(np.int32)


def _other_upn(upn: str, kind: str, luck: int) -> str:
    if kind == "UPN temporary":
        return temporary_upn(upn, "ABCDEFGH"[luck % 8])
    rest = f"{upn[1:10]}{100 + luck % 900}"
    return f"{upn_check_letter(rest)}{rest}"


def _mistyped(number: str, luck: int) -> str:
    """One digit that is not what it was; the check digit shows it."""
    at = 3 + luck % 6
    for step in range(1, 10):
        wrong = f"{number[:at]}{(int(number[at]) + step) % 10}{number[at + 1 :]}"
        if not valid_nhs_number(wrong):
            return wrong
    return number[::-1]
