"""What one county is asked for, and the chance that every part of it draws from."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from zlib import crc32

import numpy as np

from lineofsight.errors import LineofsightError
from lineofsight.synth.days import month_after, to_day

CALIBRATED_RESIDENTS = 640_000
"""The size at which counts equal the published ones; other sizes are in proportion."""

FEWEST, MOST = 1_000, 2_000_000


@dataclass(frozen=True)
class Month:
    """One month of the history; days are counted from 1970 and `after` is the first day of the next month.

    `share` is 1 but for a last month that the history leaves early.
    """

    number: int
    first: int
    after: int
    year_ending: int
    share: float


@dataclass(frozen=True)
class Setting:
    """The county that was asked for. Refused if it cannot be made."""

    residents: int
    seed: int
    until: date
    years: int
    extracted_on: date

    def __post_init__(self) -> None:
        if not FEWEST <= self.residents <= MOST:
            raise LineofsightError(f"A county of {FEWEST:,} to {MOST:,} residents can be made, not {self.residents:,}.")
        if not 1 <= self.years <= 8:
            raise LineofsightError(f"A history of 1 to 8 years can be made, not {self.years}.")
        if not date(2017, 3, 31) <= self.until <= date(2030, 3, 31):
            raise LineofsightError("The history can end between 31 March 2017 and 30 March 2030.")

    @property
    def scale(self) -> float:
        return self.residents / CALIBRATED_RESIDENTS

    @cached_property
    def start(self) -> int:
        """First day of the history: the 1 April `years` years before the one in or before `until`."""
        in_year = self.until.year if (self.until.month, self.until.day) >= (4, 1) else self.until.year - 1
        return to_day(date(in_year - self.years, 4, 1))

    @cached_property
    def warm_from(self) -> int:
        """A year earlier: the county runs for one year before its history, so that it opens in the middle of things."""
        first = (np.datetime64(self.start, "D").astype("datetime64[M]") - 12).astype("datetime64[D]")
        return int(first.astype(np.int64))

    @property
    def end(self) -> int:
        """The day after the last."""
        return to_day(self.until) + 1

    @property
    def extracted(self) -> int:
        return to_day(self.extracted_on)

    @cached_property
    def months(self) -> tuple[Month, ...]:
        found: list[Month] = []
        first = self.warm_from
        while first < self.end:
            after = month_after(first)
            last = min(after, self.end)
            found.append(Month(len(found), first, last, year_ending(first), (last - first) / (after - first)))
            first = after
        return tuple(found)

    def rng(self, subject: str) -> np.random.Generator:
        """Chance for one subject. Each subject has its own, so that a new one does not shift the others."""
        return np.random.Generator(np.random.PCG64(np.random.SeedSequence([self.seed, crc32(subject.encode())])))


def year_ending(day: int) -> int:
    """The year in which the year of account (to 31 March) that holds this day ends."""
    on = np.datetime64(day, "D")
    year = int(on.astype("datetime64[Y]").astype(np.int64)) + 1970
    month = int(on.astype("datetime64[M]").astype(np.int64)) % 12 + 1
    return year + (month >= 4)
