"""How two records are compared: the linkage model, as data.

A comparison looks at one thing about two records and finds the first of its levels that holds; the last level holds
for everything left. `m` is how often the level holds for two records of one person, `u` for two records of different
people; together they are the level's weight as evidence, log2(m / u). The numbers here are what we start from. With
enough records they are learnt from the records themselves, except those marked `fixed`: identifiers are so rarely
equal by chance that no sample shows it.

The SQL is common to DuckDB and Spark; SHARE stands for each one's test that two lists have an item in common. It uses
no distance function that Spark lacks, so no extra library is loaded there and both give the same answers.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

SURE = 0.99
"""At or above this probability, and with no conflict, two records are joined."""

POSSIBLE = 0.5
"""From here up to SURE the pair is shown as possibly the same person, and not joined."""

LINKS_PER_RECORD = 1.5
"""How many other records of the same person a record is expected to have: the model's prior, before any evidence."""

FEWEST = 20_000
"""A few records are judged as if they came from this many: a small file is no reason to believe a weak likeness."""


@dataclass(frozen=True)
class Level:
    """One degree of agreement. `rare` names the column whose rarer values count for more: an unusual surname."""

    label: str
    sql: str
    m: float
    u: float
    fixed: bool = False
    rare: str = ""


@dataclass(frozen=True)
class Comparison:
    """One thing about two records. `unless` says when nothing can be said: the comparison then counts for nothing."""

    name: str
    unless: str
    levels: tuple[Level, ...]


FORENAME = Comparison(
    "forename",
    unless="forename_l IS NULL OR forename_r IS NULL",
    levels=(
        Level("the same", "forename_l = forename_r", m=0.82, u=0.005, rare="forename"),
        Level("a pet form", "SHARE(forename_forms_l, forename_forms_r)", m=0.05, u=0.0015),
        Level(
            "one letter different, or letters in another order",
            "levenshtein(forename_l, forename_r) <= 1 OR forename_letters_l = forename_letters_r",
            m=0.06, u=0.003,
        ),
        Level(
            "two letters different, shortened, or the same sound",
            "(levenshtein(forename_l, forename_r) <= 2 AND length(forename_l) >= 6 AND length(forename_r) >= 6)"
            " OR left(forename_l, length(forename_r)) = forename_r OR left(forename_r, length(forename_l)) = forename_l"
            " OR (forename_sound_l = forename_sound_r AND length(forename_sound_l) > 1)",
            m=0.04, u=0.006,
        ),
        Level("in the place of the surname", "forename_l = surname_r OR surname_l = forename_r", m=0.005, u=0.0005),
        Level("different", "ELSE", m=0.025, u=0.984),
    ),
)  # fmt: skip

SURNAME = Comparison(
    "surname",
    unless="surname_l IS NULL OR surname_r IS NULL",
    levels=(
        Level("the same", "surname_l = surname_r", m=0.84, u=0.0025, rare="surname"),
        Level(
            "a former, preferred or half surname",
            "SHARE(surname_others_l, surname_others_r) OR array_contains(surname_others_l, surname_r)"
            " OR array_contains(surname_others_r, surname_l)",
            m=0.04, u=0.0005,
        ),
        Level(
            "one letter different, or letters in another order",
            "levenshtein(surname_l, surname_r) <= 1 OR surname_letters_l = surname_letters_r",
            m=0.05, u=0.0015,
        ),
        Level(
            "two letters different, or the same sound",
            "(levenshtein(surname_l, surname_r) <= 2 AND length(surname_l) >= 6 AND length(surname_r) >= 6)"
            " OR (surname_sound_l = surname_sound_r AND length(surname_sound_l) > 1)",
            m=0.02, u=0.006,
        ),
        Level("different", "ELSE", m=0.05, u=0.9895),
    ),
)  # fmt: skip

BIRTH = Comparison(
    "birth",
    unless="born_l IS NULL OR born_r IS NULL",
    levels=(
        Level(
            "born within six weeks of the day expected, in the same family",
            "is_expected_l <> is_expected_r AND family_l = family_r AND abs(born_day_l - born_day_r) <= 42",
            m=0.005, u=1e-9, fixed=True,
        ),
        Level("the same day", "born_l = born_r", m=0.93, u=0.00015, rare="born"),
        Level("day and month change places", "born_l = born_swapped_r", m=0.01, u=0.0001),
        Level("one digit different", "levenshtein(born_l, born_r) <= 1", m=0.03, u=0.0025),
        Level(
            "born within six weeks of the day expected",
            "is_expected_l <> is_expected_r AND abs(born_day_l - born_day_r) <= 42",
            m=0.005, u=0.0005, fixed=True,
        ),
        Level(
            "1 January for the day, in the same year",
            "born_year_l = born_year_r AND (right(born_l, 5) = '01-01' OR right(born_r, 5) = '01-01')",
            m=0.006, u=0.0003,
        ),
        Level("the same month and year", "left(born_l, 7) = left(born_r, 7)", m=0.004, u=0.004),
        Level("the same year", "born_year_l = born_year_r", m=0.004, u=0.045),
        Level("different", "ELSE", m=0.007, u=0.948),
    ),
)  # fmt: skip

SEX = Comparison(
    "sex",
    unless="sex_l IS NULL OR sex_r IS NULL",
    levels=(Level("the same", "sex_l = sex_r", m=0.985, u=0.5), Level("different", "ELSE", m=0.015, u=0.5)),
)

POSTCODE = Comparison(
    "postcode",
    unless="postcode_l IS NULL OR postcode_r IS NULL",
    levels=(
        Level("the same", "postcode_l = postcode_r", m=0.7, u=0.0001, rare="postcode"),
        Level(
            "an earlier home",
            "array_contains(postcode_others_l, postcode_r) OR array_contains(postcode_others_r, postcode_l)"
            " OR SHARE(postcode_others_l, postcode_others_r)",
            m=0.1, u=0.0003,
        ),
        Level("one character different", "levenshtein(postcode_l, postcode_r) <= 1", m=0.03, u=0.0008),
        Level("the same sector", "postcode_sector_l = postcode_sector_r", m=0.04, u=0.012),
        Level("different", "ELSE", m=0.13, u=0.9868),
    ),
)  # fmt: skip

NHS_NUMBER = Comparison(
    "nhs_number",
    unless="nhs_number_l IS NULL OR nhs_number_r IS NULL",
    levels=(
        Level("the same", "nhs_number_l = nhs_number_r", m=0.99, u=1e-7, fixed=True),
        Level("different", "ELSE", m=0.01, u=1.0, fixed=True),
    ),
)

UPN = Comparison(
    "upn",
    unless="upn_l IS NULL OR upn_r IS NULL",
    levels=(
        Level("the same", "upn_l = upn_r", m=0.94, u=3e-7, fixed=True),
        Level(
            "a former number",
            "array_contains(upn_others_l, upn_r) OR array_contains(upn_others_r, upn_l)",
            m=0.02, u=3e-7, fixed=True,
        ),
        Level("different", "ELSE", m=0.04, u=1.0, fixed=True),
    ),
)  # fmt: skip

LA_CHILD_ID = Comparison(
    "la_child_id",
    unless="la_child_id_l IS NULL OR la_child_id_r IS NULL",
    levels=(
        Level("the same", "la_child_id_l = la_child_id_r", m=0.8, u=1e-9, fixed=True),
        Level("different", "ELSE", m=0.2, u=1.0, fixed=True),
    ),
)
"""The case system's own key for a child, never given twice: the 903's CHILD and the SSD's legacy id. One child may have
two records in the case system by mistake, so two ids say little."""

COMPARISONS = (FORENAME, SURNAME, BIRTH, SEX, POSTCODE, NHS_NUMBER, UPN, LA_CHILD_ID)

BLOCKS = (
    "l.nhs_number = r.nhs_number",
    "l.upn = r.upn",
    "l.upn = r.upn_former",
    "l.upn_former = r.upn",
    "l.la_child_id = r.la_child_id",
    "l.forename = r.forename AND l.surname = r.surname",
    "l.born = r.born AND l.surname_sound = r.surname_sound",
    "l.born = r.born AND l.forename_start = r.forename_start",
    "l.born = r.born AND l.postcode = r.postcode",
    "l.surname = r.surname AND l.postcode = r.postcode",
    "l.family = r.family AND l.is_expected <> r.is_expected",
    "l.forename = r.forename AND l.postcode = r.postcode",
    "l.born = r.born_swapped AND l.surname = r.surname",
    "l.born = r.born AND l.forename = r.surname",
    "l.born = r.born AND l.surname = r.forename",
)
"""Only pairs that meet one of these are compared. Identifiers serve the case system, the 903 and schools; names with a
birth date serve the police, whose reports have no identifier; postcodes serve a birth date that is wrong."""

TRAINING_BLOCKS = ("l.born = r.born", "l.forename = r.forename AND l.surname = r.surname")
"""Each teaches the comparisons whose columns it does not use."""

TRAIN_FROM = 2_000
"""Below this many records there is too little to learn from: the numbers above are used as they are, and no value
counts as rare."""


def declared_version() -> str:
    """A short hash of this declaration: it changes when a comparison, a number or a block does."""
    told = {
        "comparisons": [asdict(comparison) for comparison in COMPARISONS],
        "blocks": BLOCKS,
        "training": [TRAINING_BLOCKS, TRAIN_FROM],
        "bands": [SURE, POSSIBLE, LINKS_PER_RECORD, FEWEST],
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:12]


Numbers = dict[str, list[tuple[float, float]]]
"""m and u of each level, by comparison, in the order declared."""


@dataclass(frozen=True)
class Model:
    """The model as used in one run. It holds no value from a record."""

    numbers: Numbers
    prior: float
    counts_rare: bool

    @property
    def version(self) -> str:
        """Changes when the declaration or a number does; numbers count to five digits."""
        told = [
            declared_version(),
            {name: [[f"{x:.4e}" for x in pair] for pair in pairs] for name, pairs in self.numbers.items()},
        ]
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:12]

    def told(self) -> dict[str, Any]:
        """The model in words and numbers, for the manifest."""
        return {"version": self.version, **asdict(self)}


@dataclass(frozen=True)
class Pairs:
    """Scored pairs: positions of two records, and how strongly they seem one person. Weights are in bits."""

    a: npt.NDArray[np.int64]
    b: npt.NDArray[np.int64]
    weight: npt.NDArray[np.float64]

    @property
    def probability(self) -> npt.NDArray[np.float64]:
        return 1 / (1 + np.exp2(-np.clip(self.weight, -60, 60)))
