"""When things were entered into the systems: mostly at once, sometimes weeks after they happened."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from lineofsight.synth.days import OPEN, Days
from lineofsight.synth.draws import Chance, Spread, spread


@dataclass(frozen=True)
class Delay:
    """Of a hundred events of a kind: how many are entered the same day and how many late; and days until then."""

    same_day: int
    late: int
    soon: Spread
    later: Spread


_FEW, _WEEKS, _MONTHS = (
    spread(p0=1, p70=3, p100=7),
    spread(p0=8, p50=17, p90=40, p100=75),
    spread(p0=8, p50=40, p100=150),
)

DELAYS: Final[Mapping[str, Delay]] = {
    "contact": Delay(92, 0, spread(p0=1, p100=3), _WEEKS),
    "referral": Delay(86, 2, _FEW, _WEEKS),
    "assessment started": Delay(70, 5, _FEW, _WEEKS),
    "assessment authorised": Delay(82, 3, _FEW, _WEEKS),
    "s47 started": Delay(78, 4, _FEW, _WEEKS),
    "s47 ended": Delay(65, 8, _FEW, _WEEKS),
    "conference held": Delay(55, 6, _FEW, _WEEKS),
    "cp plan started": Delay(55, 6, _FEW, _WEEKS),
    "cp plan ended": Delay(55, 8, _FEW, _WEEKS),
    "cin plan started": Delay(60, 8, _FEW, _WEEKS),
    "cin plan ended": Delay(60, 8, _FEW, _WEEKS),
    "case closed": Delay(75, 6, _FEW, _WEEKS),
    "care episode started": Delay(55, 9, _FEW, _WEEKS),
    "care episode ended": Delay(55, 9, _FEW, _WEEKS),
    "visit": Delay(48, 12, _FEW, _WEEKS),
    "review": Delay(60, 10, _FEW, _WEEKS),
    "involvement": Delay(85, 2, _FEW, _WEEKS),
    "moved home": Delay(25, 45, _FEW, _MONTHS),
    "missing": Delay(70, 4, _FEW, _WEEKS),
    "returned": Delay(70, 6, _FEW, _WEEKS),
    "early help": Delay(60, 10, _FEW, _WEEKS),
    "health": Delay(20, 35, _FEW, _MONTHS),
}
"""Ours: councils know late recording well, and publish nothing about it."""


def recorded(rng: Chance, kind: str, day: Days) -> Days:
    """The day on which each event was entered; OPEN where it has not happened."""
    delay = DELAYS[kind]
    n = len(day)
    luck = rng.integers(0, 100, n)
    wait = np.where(luck < delay.same_day, 0, delay.soon.draw(rng, n))
    wait = np.where(luck >= 100 - delay.late, delay.later.draw(rng, n), wait)
    return np.where(day < OPEN, day + wait, OPEN).astype(np.int32)
