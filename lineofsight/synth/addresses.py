"""Where families live and when they move: home postcodes of each small area, in a postcode area that does not exist.

ZG is not a postcode area of the United Kingdom; nor is ZH, which stands for everywhere outside the county.
"""

from dataclasses import dataclass

import numpy as np

from lineofsight.synth.days import OPEN, Days
from lineofsight.synth.draws import Chance, Ints, pick, recurring, spread
from lineofsight.synth.households import DISTRICTS, Households, Places
from lineofsight.synth.setting import Setting

POSTCODES_PER_PLACE = 60
OUTSIDE_POSTCODES = 400
YEARS_TO_MOVE = spread(p0=60, p10=500, p50=2400, p90=7000, p100=12000)
"""Days between a family's moves."""
MOVES = {"same district": 78, "elsewhere in the county": 12, "out of the county": 10}
_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
STREETS = ("Orchard Way", "Mill Lane", "Church Road", "Station Road", "Abbey Close", "Kingfisher Drive", "Severn View",
           "Cotswold Rise", "Meadow Walk", "Tannery Row", "Chapel Street", "Park Avenue", "Queens Gardens", "Elm Grove",
           "Barley Field", "Long Acre", "Well Lane", "High Street", "Vale Road", "Hill Top")  # fmt: skip


@dataclass(frozen=True)
class Postcodes:
    """Every postcode: its text with one space, and its small area, or -1 outside the county. Inside ones come first."""

    text: tuple[str, ...]
    place: Ints

    @property
    def inside(self) -> int:
        return int((self.place >= 0).sum())


@dataclass(frozen=True)
class Homes:
    """Spells of families at addresses, sorted by family and start; the last is open."""

    household: Ints
    start: Days
    end: Days
    postcode: Ints
    house: Ints

    def at(self, household: Ints, on: Days | int) -> Ints:
        """The spell in which each family was on a day."""
        key = self.household.astype(np.int64) * 4_000_000 + self.start + 1_000_000
        wanted = household.astype(np.int64) * 4_000_000 + np.asarray(on, np.int64) + 1_000_000
        return np.maximum(np.searchsorted(key, wanted, side="right") - 1, 0).astype(np.int32)

    def postcode_at(self, household: Ints, on: Days | int) -> Ints:
        """The postcode of each family on a day; -1 for someone without one."""
        return np.where(household < 0, -1, self.postcode[self.at(np.maximum(household, 0), on)]).astype(np.int32)


def make_postcodes(setting: Setting, places: Places) -> Postcodes:
    each = max(3, round(POSTCODES_PER_PLACE * min(1.0, setting.scale)))
    texts, of = [], []
    used = [0] * len(DISTRICTS)
    for place, district in enumerate(places.district):
        for _ in range(each):
            texts.append(_text("ZG", 10 * int(district) + 1, used[district]))
            of.append(place)
            used[district] += 1
    texts += [_text("ZH", 1, number) for number in range(OUTSIDE_POSTCODES)]
    return Postcodes(tuple(texts), np.array(of + [-1] * OUTSIDE_POSTCODES, np.int32))


def _text(area: str, first: int, number: int) -> str:
    outward, rest = divmod(number, 10 * len(_LETTERS) ** 2)
    digit, letters = divmod(rest, len(_LETTERS) ** 2)
    one, two = divmod(letters, len(_LETTERS))
    return f"{area}{first + outward} {digit}{_LETTERS[one]}{_LETTERS[two]}"


def make_homes(setting: Setting, homes: Households, places: Places, postcodes: Postcodes) -> Homes:
    """Where each family lived over the history. The first spell began before it."""
    rng = setting.rng("addresses")
    n = len(homes)
    start = np.full(n, setting.warm_from - 1500, np.int32)
    mover, on = recurring(rng, start, np.full(n, setting.end, np.int32), YEARS_TO_MOVE)
    household = np.concatenate([np.arange(n, dtype=np.int32), mover])
    since = np.concatenate([start - rng.integers(0, 900, n).astype(np.int32), on])
    postcode = np.concatenate(
        [_within(rng, homes.place, postcodes), _next(rng, homes.district[mover], places, postcodes)]
    )
    order = np.lexsort((since, household))
    household, since, postcode = household[order], since[order], postcode[order]
    until = np.full(len(household), OPEN, np.int32)
    same = household[1:] == household[:-1]
    until[:-1][same] = since[1:][same]
    return Homes(household, since, until, postcode, rng.integers(1, 140, len(household)).astype(np.int32))


def _within(rng: Chance, place: Ints, postcodes: Postcodes) -> Ints:
    """A postcode of each small area."""
    inside = postcodes.inside
    each = inside // (int(postcodes.place.max()) + 1)
    return (place * each + rng.integers(0, each, len(place))).astype(np.int32)


def _next(rng: Chance, district: Ints, places: Places, postcodes: Postcodes) -> Ints:
    """Where families of these districts move to."""
    n = len(district)
    kind = pick(rng, list(MOVES.values()), n)
    target = np.where(kind == 1, pick(rng, [1] * len(DISTRICTS), n), district)
    place = np.zeros(n, np.int32)
    for number in range(len(DISTRICTS)):
        of, at = np.flatnonzero(target == number), np.flatnonzero(places.district == number)
        place[of] = at[pick(rng, places.children[at], len(of))]
    out = postcodes.inside + rng.integers(0, len(postcodes.text) - postcodes.inside, n)
    return np.where(kind == 2, out, _within(rng, place, postcodes)).astype(np.int32)
