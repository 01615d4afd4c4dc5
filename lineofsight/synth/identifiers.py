"""Identifiers in the forms that real systems give them. All NHS numbers begin 999, which no patient has."""

import numpy as np
import pyarrow as pa

from lineofsight.errors import LineofsightError
from lineofsight.standards.identifiers import upn_check_letter
from lineofsight.synth.draws import Chance, Ints

_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
LA_NUMBER = 916
_SERIALS = 1_000_000


def nhs_numbers(rng: Chance, n: int) -> np.ndarray:
    """Different valid numbers, as int64. Errors: LineofsightError where there are not so many."""
    step = 2 * int(rng.integers(0, 50_000)) * 5 + 7  # shares no factor with a million, so that none comes twice
    tries = np.arange(min(_SERIALS, n * 6 // 5 + 100), dtype=np.int64)
    nine = 999_000_000 + (tries * step + int(rng.integers(0, _SERIALS))) % _SERIALS
    digits = (nine[:, None] // 10 ** np.arange(8, -1, -1, dtype=np.int64)) % 10
    check = (11 - (digits * np.arange(10, 1, -1)).sum(axis=1) % 11) % 11
    valid = (nine * 10 + check)[check < 10]
    if n > len(valid):
        raise LineofsightError(f"There are {len(valid):,} NHS numbers for invented people; this county needs {n:,}.")
    numbers: np.ndarray = valid[:n]
    return numbers


def upns(school: Ints, year: Ints, serial: Ints, authority: Ints) -> pa.Array:
    """Unique pupil numbers from the school and year (two digits) of first entry. They have a valid check letter."""
    twelve = (
        authority.astype(np.int64) * 10**9 + school.astype(np.int64) * 10**5 + year.astype(np.int64) * 10**3 + serial
    )
    digits = (twelve[:, None] // 10 ** np.arange(11, -1, -1, dtype=np.int64)) % 10
    total = (digits * np.arange(2, 14)).sum(axis=1) % 23
    letters = np.array(list(_UPN_LETTERS))[total]
    return pa.array(
        [f"{letter}{rest:012d}" for letter, rest in zip(letters, twelve.tolist(), strict=True)], pa.string()
    )


def temporary_upn(upn: str, letter: str) -> str:
    """A temporary number: eleven digits and a letter, with its own check letter."""
    rest = upn[1:12] + letter
    return f"{upn_check_letter(rest) or 'A'}{rest}"
