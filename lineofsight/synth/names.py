"""Names that fit together: first names by year of birth, surnames by origin, and the other ways of writing them.

Source: `data/README.md`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from lineofsight.synth.data_files import read_rows
from lineofsight.synth.draws import Chance, Ints, pick

ORIGINS = (
    "british", "south_asian_muslim", "south_asian_hindu_sikh", "eastern_european", "african", "caribbean", "arabic",
    "chinese",
)  # fmt: skip

_ORIGINS_OF_ETHNICITY: Mapping[str, Mapping[str, int]] = {
    "WBRI": {"british": 1}, "WIRI": {"british": 1}, "WIRT": {"british": 1},
    "WROM": {"british": 1, "eastern_european": 2}, "WOTH": {"eastern_european": 3, "british": 1},
    "MWBC": {"british": 1, "caribbean": 1}, "MWBA": {"african": 1, "british": 1},
    "MWAS": {"south_asian_muslim": 1, "south_asian_hindu_sikh": 1, "british": 1}, "MOTH": {"british": 2, "arabic": 1},
    "AIND": {"south_asian_hindu_sikh": 5, "south_asian_muslim": 1}, "APKN": {"south_asian_muslim": 1},
    "ABAN": {"south_asian_muslim": 1}, "CHNE": {"chinese": 1}, "AOTH": {"south_asian_hindu_sikh": 2, "arabic": 1},
    "BCRB": {"caribbean": 1}, "BAFR": {"african": 1}, "BOTH": {"african": 1, "caribbean": 1}, "OOTH": {"arabic": 1},
    "REFU": {"british": 1}, "NOBT": {"british": 1},
}  # fmt: skip

_BANDS = (("2006", 2009), ("2011", 2014), ("2016", 9999))
"""The band of the first-name counts for births before 1 January of each year."""


@dataclass(frozen=True)
class NameBook:
    """Every name of the county, numbered, and who is given which."""

    words: tuple[str, ...]
    surnames: dict[str, tuple[Ints, Ints]]
    forenames: dict[tuple[str, str, str], tuple[Ints, Ints]]

    def draw_surnames(self, rng: Chance, origin: Ints) -> Ints:
        """Numbers of surnames, by the origin of each household."""
        found = np.zeros(len(origin), np.int32)
        for number, name in enumerate(ORIGINS):
            of = np.flatnonzero(origin == number)
            names, weights = self.surnames[name]
            found[of] = names[pick(rng, weights, len(of))]
        return found

    def draw_forenames(self, rng: Chance, origin: Ints, female: Ints, born: Ints) -> Ints:
        """Numbers of first names. `born` is a year; 0 is for a parent."""
        found = np.zeros(len(origin), np.int32)
        for number, name in enumerate(ORIGINS):
            for sex, letter in enumerate("MF"):
                for band, after, before in _spans():
                    of = np.flatnonzero((origin == number) & (female == sex) & (born >= after) & (born < before))
                    names, weights = self.forenames[name, letter, band]
                    found[of] = names[pick(rng, weights, len(of))]
        return found


def draw_origins(rng: Chance, ethnicity: Ints, codes: tuple[str, ...]) -> Ints:
    found = np.zeros(len(ethnicity), np.int32)
    for number, code in enumerate(codes):
        of = np.flatnonzero(ethnicity == number)
        table = _ORIGINS_OF_ETHNICITY[code]
        numbers = np.array([ORIGINS.index(name) for name in table], np.int32)
        found[of] = numbers[pick(rng, list(table.values()), len(of))]
    return found


@cache
def name_book() -> NameBook:
    words: dict[str, int] = {}
    weights: dict[tuple[str, ...], dict[int, int]] = {}
    for row in read_rows("names_by_origin.csv"):
        number = words.setdefault(row["name"], len(words))
        weights.setdefault((row["origin"], row["kind"]), {})[number] = int(row["weight"])
    for row in read_rows("first_names.csv"):
        number = words.setdefault(row["name"], len(words))
        weights.setdefault(("british", row["sex"], row["band"]), {})[number] = int(row["n"])
    forenames = {
        (origin, sex, band): _table(weights.get((origin, sex), weights.get((_given_as(origin), sex, band), {})))
        for origin in ORIGINS
        for sex in "MF"
        for band, *_ in _spans()
    }
    surnames = {origin: _table(weights[origin, "surname"]) for origin in ORIGINS}
    return NameBook(tuple(words), surnames, forenames)


@cache
def variants() -> dict[str, dict[str, tuple[str, ...]]]:
    """Kind ('nickname' or 'spelling'), then a name, then what else it is written as."""
    found: dict[str, dict[str, list[str]]] = {"nickname": {}, "spelling": {}}
    for row in read_rows("name_variants.csv"):
        found[row["kind"]].setdefault(row["name"], []).append(row["variant"])
    return {kind: {name: tuple(others) for name, others in table.items()} for kind, table in found.items()}


def _given_as(origin: str) -> str:
    """Caribbean families in England mostly give the first names that everyone gives."""
    return "british" if origin == "caribbean" else origin


def _spans() -> list[tuple[str, int, int]]:
    """Band, and the years of birth from (inclusive) and to (exclusive). Parents have year 0."""
    found, after = [("parent", 0, 1)], 1
    for band, before in _BANDS:
        found.append((band, after, before))
        after = before
    return found


def _table(weights: dict[int, int]) -> tuple[Ints, Ints]:
    return np.array(list(weights), np.int32), np.array(list(weights.values()), np.int32)
