"""What speaks against two records being one person, however alike they are.

The model adds up agreements as if they were independent, so twins, who agree on surname, birth date and address, come
out as one child. These rules stand after the model and refuse. Each refusal is a question for a reviewer.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from lineofsight.identity.names import clearly_different, forms

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

NONE, NHS_NUMBERS, UPNS, TWINS, STRANGERS, GENERATIONS = range(6)
WORDS = {
    NHS_NUMBERS: "two different NHS numbers",
    UPNS: "two pupil numbers held at one time",
    TWINS: "different first name, and no number in common: perhaps twins",
    GENERATIONS: "the same name, born years apart: perhaps a parent",
    STRANGERS: "different first name and birth date: perhaps an identifier of someone else",
}


@dataclass(frozen=True)
class Evidence:
    """Columns of the records as numbers, for comparing many pairs at once. -1 is not recorded.

    First names and surnames are numbered together, since some suppliers put one in the place of the other.
    """

    source: Ints
    forename: Ints
    surname: Ints
    born: Ints
    sex: Ints
    postcode: Ints
    nhs_number: Ints
    upn: Ints
    la_child_id: Ints
    seen_on: Ints
    names: list[str]
    former_upns: dict[int, frozenset[int]]

    @classmethod
    def of(cls, records: pa.Table) -> "Evidence":
        upns = pa.concat_arrays([records["upn"].combine_chunks(), records["upn_others"].combine_chunks().flatten()])
        upn_codes = _codes(upns)
        names = pa.concat_arrays([records[name].combine_chunks() for name in ("forename_key", "surname_key")])
        name_codes = _codes(names)
        return cls(
            source=_codes(records["source"]),
            forename=name_codes[: records.num_rows],
            surname=name_codes[records.num_rows :],
            born=_days(records["date_of_birth"]),
            sex=_codes(records["sex"]),
            postcode=_codes(records["postcode"]),
            nhs_number=_codes(records["nhs_number"]),
            upn=upn_codes[: records.num_rows],
            la_child_id=_codes(records["la_child_id"]),
            seen_on=_days(records["seen_on"]),
            names=names.dictionary_encode().dictionary.to_pylist(),
            former_upns=_former(records["upn_others"], upn_codes[records.num_rows :]),
        )

    @cached_property
    def has_former_upns(self) -> Flags:
        flags = np.zeros(len(self.upn), dtype=bool)
        flags[list(self.former_upns)] = True
        return flags

    @cached_property
    def has_identifier(self) -> Flags:
        """Whether a record holds a number that an agency keeps for the person."""
        flags: Flags = (self.nhs_number >= 0) | (self.upn >= 0) | (self.la_child_id >= 0)
        return flags

    def could_be(self, name: int, others: set[int]) -> bool:
        """Whether each of the other first names may be a way to write this one. An initial is too little to say so."""
        written = [self.names[other] for other in others]
        known = name >= 0 and min(len(text) for text in [self.names[name], *written]) >= _AN_INITIAL
        return known and not any(clearly_different(*sorted((self.names[name], text))) for text in written)

    def shares_identifier(self, a: Ints, b: Ints) -> Flags:
        """Whether two records hold one NHS number, pupil number (now or formerly) or case-system id."""
        shared: Flags = np.zeros(len(a), dtype=bool)
        for column in (self.nhs_number, self.upn, self.la_child_id):
            shared |= (column[a] >= 0) & (column[a] == column[b])
        shared |= self._shares_former_upn(a, b)
        return shared

    def conflict(self, a: Ints, b: Ints) -> Ints:
        """Why two records should not be one person, NONE where nothing speaks against it.

        Records that share an identifier may be a child with two first names, but not with two birth dates as well.
        """
        different, born_apart = self.different_names(a, b), self._born_apart(a, b)
        alone = ~self.shares_identifier(a, b)
        reasons = np.where(different & alone, TWINS, NONE)
        years_apart = np.abs(self.born[a] - self.born[b]) > _GENERATION
        reasons = np.where(born_apart & years_apart & alone, GENERATIONS, reasons)
        reasons = np.where(born_apart & different, STRANGERS, reasons)
        reasons = np.where(self._two_upns(a, b), UPNS, reasons)
        nhs_a, nhs_b = self.nhs_number[a], self.nhs_number[b]
        found: Ints = np.where((nhs_a >= 0) & (nhs_b >= 0) & (nhs_a != nhs_b), NHS_NUMBERS, reasons)
        return found

    def _two_upns(self, a: Ints, b: Ints) -> Flags:
        """Two current numbers in one supplier's records of one day; another supplier's may just be out of date."""
        differ = (self.upn[a] >= 0) & (self.upn[b] >= 0) & (self.upn[a] != self.upn[b])
        at_once = (self.source[a] == self.source[b]) & (self.seen_on[a] == self.seen_on[b])
        refused: Flags = differ & at_once & ~self._shares_former_upn(a, b)
        return refused

    def _shares_former_upn(self, a: Ints, b: Ints) -> Flags:
        shared = np.zeros(len(a), dtype=bool)
        for place in np.flatnonzero(self.has_former_upns[a] | self.has_former_upns[b]):
            first, second = int(a[place]), int(b[place])
            held = [self.former_upns.get(one, frozenset()) | ({int(self.upn[one])} - {-1}) for one in (first, second)]
            shared[place] = bool(held[0] & held[1])
        return shared

    def _born_apart(self, a: Ints, b: Ints) -> Flags:
        """Two birth dates that no slip explains: not swapped, not one part wrong, not a default, not weeks apart."""
        known = (self.born[a] >= 0) & (self.born[b] >= 0) & (np.abs(self.born[a] - self.born[b]) > _WEEKS_APART)
        ours, theirs = self._parts_of_birth[a], self._parts_of_birth[b]
        parts_wrong = (ours != theirs).sum(axis=1)
        swapped = (ours == theirs[:, [0, 2, 1]]).all(axis=1)
        new_year = (ours[:, 1:] == 1).all(axis=1) | (theirs[:, 1:] == 1).all(axis=1)
        apart: Flags = known & (parts_wrong > 1) & ~swapped & ~(new_year & (ours[:, 0] == theirs[:, 0]))
        return apart

    @cached_property
    def _parts_of_birth(self) -> Ints:
        """Year, month and day of each birth date."""
        day = (np.maximum(self.born, 0) - _FROM_1900).astype("datetime64[D]")
        month = day.astype("datetime64[M]")
        years = day.astype("datetime64[Y]").astype(np.int64)
        return np.column_stack([years, month.astype(np.int64) - 12 * years + 1, (day - month).astype(np.int64) + 1])

    def different_names(self, a: Ints, b: Ints) -> Flags:
        """Whether both have a first name, and the two are clearly two names."""
        named = (self.forename[a] >= 0) & (self.forename[b] >= 0) & (self.forename[a] != self.forename[b])
        swapped = (self.forename[a] == self.surname[b]) | (self.surname[a] == self.forename[b])
        different: Flags = named & ~swapped
        places = np.flatnonzero(different)
        sexes = self._sexes_differ(a[places], b[places])
        different[places] = [
            self._names_differ(int(one), int(other), sexes_differ=bool(differ))
            for one, other, differ in zip(self.forename[a[places]], self.forename[b[places]], sexes, strict=True)
        ]
        return different

    def _sexes_differ(self, a: Ints, b: Ints) -> Flags:
        differ: Flags = (self.sex[a] >= 0) & (self.sex[b] >= 0) & (self.sex[a] != self.sex[b])
        return differ

    def _names_differ(self, one: int, other: int, *, sexes_differ: bool) -> bool:
        """Two letters apart is a spelling for one child, and two names (Oliver, Olivia) for a boy and a girl."""
        a, b = sorted((self.names[one], self.names[other]))
        if sexes_differ:
            return not (set(forms(a)) & set(forms(b)) or a.startswith(b) or b.startswith(a))
        return clearly_different(a, b)


_FROM_1900 = 25_567
_AN_INITIAL = 3
"""Letters. Shorter than this a text is an initial or two, and fits too many names."""

_GENERATION = 8 * 365
"""Days. A child named after a parent shares name and home; eight years and another day are no slip."""

_WEEKS_APART = 45
"""Days. Within them, a due date, a month misread or a date of registration may explain the difference."""


def _codes(values: pa.Array | pa.ChunkedArray) -> Ints:
    flat = values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values
    codes: Ints = pc.fill_null(flat.dictionary_encode().indices, -1).to_numpy(zero_copy_only=False).astype(np.int64)
    return codes


def _days(values: pa.ChunkedArray) -> Ints:
    """Days since 1900, so that no birth date is negative."""
    since_1970 = values.combine_chunks().cast(pa.int32())
    days: Ints = pc.fill_null(pc.add(since_1970, _FROM_1900), -1).to_numpy(zero_copy_only=False).astype(np.int64)
    return days


def _former(lists: pa.ChunkedArray, codes: Ints) -> dict[int, frozenset[int]]:
    flat = lists.combine_chunks()
    owners = pc.list_parent_indices(flat).to_pylist()
    found: dict[int, set[int]] = {}
    for owner, code in zip(owners, codes.tolist(), strict=True):
        found.setdefault(owner, set()).add(code)
    return {owner: frozenset(held) for owner, held in found.items()}
