"""Check digits of whole columns at once: the rules of `identifiers`, for hundreds of thousands of numbers.

A test holds the two to the same answers.
"""

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_LETTER_VALUE = np.full(128, -1, dtype=np.int64)
_LETTER_VALUE[[ord(letter) for letter in _UPN_LETTERS]] = np.arange(len(_UPN_LETTERS))


def valid_nhs_numbers(numbers: pa.Array) -> pa.Array:
    """The numbers that pass the modulus 11 check; null for the others. Give them without spaces."""
    places, characters = _of_length(numbers, 10)
    digits = characters.astype(np.int64) - ord("0")
    all_digits = ((digits >= 0) & (digits <= 9)).all(axis=1)
    check = (11 - (digits[:, :9] * np.arange(10, 1, -1)).sum(axis=1) % 11) % 11
    return _only(numbers, places[all_digits & (check == digits[:, 9])])


def valid_upns(numbers: pa.Array) -> tuple[pa.Array, pa.Array]:
    """Permanent, then temporary unique pupil numbers whose check letter is right; null for the others.

    Give them in capitals without spaces. A temporary number ends in a letter and says nothing across schools.
    """
    places, characters = _of_length(numbers, 13)
    digits = characters.astype(np.int64) - ord("0")
    letters = _LETTER_VALUE[np.minimum(characters, 127)]
    ends_in_letter = letters[:, 12] >= 0
    values = digits[:, 1:].copy()
    values[:, 11] = np.where(ends_in_letter, letters[:, 12], digits[:, 12])
    well_formed = ((digits[:, 1:12] >= 0) & (digits[:, 1:12] <= 9)).all(axis=1)
    well_formed &= ends_in_letter | ((digits[:, 12] >= 0) & (digits[:, 12] <= 9))
    valid = well_formed & (letters[:, 0] == (values * np.arange(2, 14)).sum(axis=1) % 23)
    return _only(numbers, places[valid & ~ends_in_letter]), _only(numbers, places[valid & ends_in_letter])


def _of_length(texts: pa.Array, length: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.uint8]]:
    """Where the texts of this many bytes stand, and their bytes, one row a text."""
    fits = pc.fill_null(pc.equal(pc.binary_length(texts), length), False)
    places = np.flatnonzero(fits.to_numpy(zero_copy_only=False))
    joined = b"".join(texts.take(pa.array(places)).cast(pa.binary()).to_pylist())
    return places, np.frombuffer(joined, dtype=np.uint8).reshape(len(places), length)


def _only(texts: pa.Array, places: npt.NDArray[np.int64]) -> pa.Array:
    keep = np.zeros(len(texts), dtype=bool)
    keep[places] = True
    return pc.if_else(pa.array(keep), texts, pa.scalar(None, texts.type))
