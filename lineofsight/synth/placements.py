"""Inside a period of care: placements, legal statuses, and the care episodes that the two cut it into."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from lineofsight.synth.addresses import Homes, Postcodes
from lineofsight.synth.care import REASONS
from lineofsight.synth.casebook import Lives
from lineofsight.synth.days import OPEN, Days, age_on, to_day
from lineofsight.synth.draws import Bools, Chance, Floats, Ints, chance, evenly, pick_by, recurring, spread
from lineofsight.synth.setting import Setting

TYPES = ("U1", "U2", "U3", "U4", "U5", "U6", "K2", "K1", "H5", "P2", "K3", "P1", "A5", "A6", "R3", "R5", "S1", "R1",
         "Z1", "T1", "T4")  # fmt: skip
STATUSES = ("V2", "C1", "C2", "E1", "L1", "L2", "J1", "V4", "V3")
PROVIDERS = ("PR0", "PR1", "PR2", "PR3", "PR4", "PR5")
CHANGES = {"CARPL": 52, "CREQB": 16, "CREQO": 9, "LAREQ": 6, "CHILD": 5, "CLOSE": 4, "STAND": 3, "ALLEG": 2, "APPRR": 1,
           "OTHER": 2}  # fmt: skip
NEEDS = {"N1": 71, "N2": 2, "N3": 1, "N4": 8, "N5": 11, "N6": 1, "N8": 6}

_TYPES_BY_AGE: Mapping[int, Mapping[str, int]] = {
    0: {"U6": 52, "U3": 15, "U4": 8, "U1": 10, "U5": 4, "P1": 6, "R3": 4, "K2": 1},
    5: {"U6": 34, "U4": 28, "U1": 12, "U3": 8, "K2": 7, "P1": 6, "S1": 1},
    10: {"U6": 28, "U4": 28, "U1": 8, "U3": 5, "K2": 22, "P1": 4, "S1": 1, "K1": 1, "Z1": 2, "T4": 1},
    16: {"U6": 20, "U4": 20, "U1": 5, "K2": 14, "H5": 30, "P2": 3, "P1": 4, "Z1": 2, "R5": 1},
}
_TYPES_OF_UASC = {"U6": 38, "H5": 54, "K2": 3, "U3": 3, "P2": 2}
_PROVIDERS_OF: Mapping[str, Mapping[str, int]] = {
    "U1": {"PR1": 1}, "U2": {"PR1": 1}, "U3": {"PR1": 1}, "U4": {"PR1": 55, "PR4": 40, "PR5": 5},
    "U5": {"PR1": 70, "PR4": 30}, "U6": {"PR1": 48, "PR4": 45, "PR5": 7}, "K2": {"PR1": 12, "PR4": 83, "PR5": 5},
    "K1": {"PR2": 1}, "H5": {"PR4": 70, "PR5": 20, "PR1": 10}, "P2": {"PR4": 80, "PR1": 20},
    "K3": {"PR4": 72, "PR5": 20, "PR1": 8}, "P1": {"PR0": 1}, "A5": {"PR1": 50, "PR2": 30, "PR5": 20},
    "A6": {"PR1": 50, "PR2": 30, "PR5": 20}, "R3": {"PR4": 60, "PR5": 40}, "R5": {"PR3": 1}, "S1": {"PR4": 1},
    "R1": {"PR4": 1}, "Z1": {"PR4": 80, "PR1": 20}, "T1": {"PR3": 1}, "T4": {"PR1": 60, "PR4": 40},
}  # fmt: skip

UNSETTLED_PERCENT = 19
"""Of periods of care, how many see one placement after another break down."""
SETTLED_GAP = spread(p0=90, p25=1200, p50=2600, p100=4800)
UNSETTLED_GAP = spread(p0=9, p50=105, p85=280, p100=620)
FIRST_PLACEMENT_PERCENT, FIRST_GAP = 30, spread(p0=2, p50=45, p100=150)
"""Of periods, how many begin in a placement that was only meant to begin with, and for how long."""
PLACED_BEFORE_ADOPTION = spread(p0=90, p50=190, p100=380)
MATCHED_BEFORE_PLACED = 20
"""Days from a match with adopters to moving in with them."""
SUPPORTED_ACCOMMODATION_FROM = to_day(date(2024, 4, 1))
"""K3 replaces H5 and P2 in the return that begins here."""

_FIRST_STATUS: Mapping[int, Mapping[str, int]] = {
    0: {"C1": 48, "V2": 34, "L2": 7, "L1": 8, "C2": 3},
    5: {"C1": 36, "V2": 46, "L2": 5, "L1": 10, "C2": 3},
    10: {"C1": 12, "V2": 74, "L2": 2, "L1": 8, "C2": 2, "J1": 2},
    16: {"V2": 88, "C1": 4, "L1": 3, "J1": 5},
}


@dataclass(frozen=True)
class Placements:
    """One row per placement, sorted by period and start."""

    period: Ints
    start: Days
    end: Days
    kind: Ints
    provider: Ints
    change: Ints
    """Position in CHANGES; -1 where the placement goes on or ended with the period."""
    postcode: Ints
    distance: Floats
    urn: Ints
    """-1 where the placement has none."""


@dataclass(frozen=True)
class Statuses:
    """One row per legal status, sorted by period and start."""

    period: Ints
    start: Days
    end: Days
    kind: Ints


@dataclass(frozen=True)
class Episodes:
    """One row per care episode: `placement` and `status` are rows of the other two tables."""

    period: Ints
    start: Days
    end: Days
    placement: Ints
    status: Ints
    rne: Ints
    last: Bools


RNE = ("S", "L", "P", "B")


@dataclass(frozen=True)
class CareDetail:
    """Periods of care, short breaks included, with what happened inside each. Short breaks come last."""

    child: Ints
    case: Ints
    start: Days
    end: Days
    reason: Ints
    """Position in care.REASONS; -1 while it goes on."""
    need: Ints
    short_break: Bools
    adoptive_from: Days
    placements: Placements
    statuses: Statuses
    episodes: Episodes


def decided_for_adoption(care: CareDetail) -> Days:
    """When adoption became the plan of each child placed for it: two to fourteen months before the match; else OPEN."""
    waited = 60 + np.arange(len(care.start)) * 7919 % 361
    decided = np.maximum(care.adoptive_from - MATCHED_BEFORE_PLACED - waited, care.start + 1)
    return np.where(care.adoptive_from < OPEN, decided, OPEN)


def detail_care(setting: Setting, lives: Lives, homes: Homes, postcodes: Postcodes) -> CareDetail:
    rng = setting.rng("placements")
    columns = {name: lives.periods.column(name) for name in ("child", "case", "start", "end", "reason")}
    n_care = len(columns["child"])
    breaks = _short_breaks(setting.rng("short breaks"), setting, lives)
    full = {name: np.concatenate([columns[name], breaks[name]]).astype(np.int32) for name in columns}
    short = np.arange(len(full["child"])) >= n_care
    adoptive = _adoptive_from(rng, setting, lives, full, short)
    placements = _placements(rng, setting, lives, full, short, adoptive, homes, postcodes)
    statuses = _statuses(setting.rng("legal statuses"), lives, full, short, adoptive)
    need = pick_by(rng, NEEDS, len(short))
    need[lives.children.is_uasc[full["child"]]] = list(NEEDS).index("N8")
    need[short] = list(NEEDS).index("N2")
    return CareDetail(
        **full, need=need, short_break=short, adoptive_from=adoptive, placements=placements, statuses=statuses,
        episodes=_episodes(full, placements, statuses),
    )  # fmt: skip


def _short_breaks(rng: Chance, setting: Setting, lives: Lives) -> Mapping[str, Ints]:
    """A few disabled children who stay away from home for short breaks: not looked after in any count."""
    wanted = max(1, round(45 * setting.scale))
    age = age_on(lives.children.birth, setting.start)
    able = np.flatnonzero((age >= 3) & (age < 13) & (lives.children.household >= 0) & (lives.case_of < 0))
    child = able[rng.integers(0, len(able), min(wanted, len(able)))] if len(able) else able
    child = np.unique(child).astype(np.int32)
    start = (setting.start + rng.integers(-200, 1500, len(child))).astype(np.int32)
    end = start + spread(p0=200, p50=900, p100=2500).draw(rng, len(child))
    end = np.where((end >= setting.end) | (end > lives.adult_from[child]), OPEN, end)
    end = np.minimum(end, np.where(lives.adult_from[child] < setting.end, lives.adult_from[child] - 1, OPEN))
    ended = REASONS.index("E8")
    blank = np.full(len(child), -1, np.int32)
    return {"child": child, "case": blank, "start": start, "end": end, "reason": np.where(end < OPEN, ended, -1)}


def _adoptive_from(rng: Chance, setting: Setting, lives: Lives, full: Mapping[str, Ints], short: Bools) -> Days:
    """When each child was placed for adoption; OPEN for all others. Some are placed and not yet adopted."""
    n = len(short)
    why = np.where(full["reason"] < 0, "", np.array(REASONS)[full["reason"]])
    adopted = np.isin(why, ("E11", "E12"))
    before = full["end"] - PLACED_BEFORE_ADOPTION.draw(rng, n)
    young = (age_on(lives.children.birth[full["child"]], setting.end) < 6) & (full["end"] == OPEN) & ~short
    waiting = young & (full["start"] < setting.end - 330) & chance(rng, n, 0.38)
    recent = setting.end - spread(p0=1, p100=260).draw(rng, n)
    found = np.where(adopted, np.maximum(before, full["start"] + 60), np.where(waiting, recent, OPEN))
    return np.where(found < full["end"] - 20, found, OPEN).astype(np.int32)


def _placements(
    rng: Chance, setting: Setting, lives: Lives, full: Mapping[str, Ints], short: Bools, adoptive: Days, homes: Homes,
    postcodes: Postcodes,
) -> Placements:  # fmt: skip
    period, start = _moves(rng, setting, full, short, adoptive)
    end = np.full(len(period), OPEN, np.int32)
    same = period[1:] == period[:-1]
    end[:-1][same] = start[1:][same]
    last = np.append(~same, True)
    end[last] = full["end"][period[last]]
    kind = _kinds(rng, lives, full, period, start, short, adoptive)
    provider = np.zeros(len(period), np.int32)
    for number, name in enumerate(TYPES):
        at = np.flatnonzero(kind == number)
        table = _PROVIDERS_OF[name]
        provider[at] = np.array([PROVIDERS.index(p) for p in table], np.int32)[pick_by(rng, table, len(at))]
    change = np.where(last, -1, pick_by(rng, CHANGES, len(period))).astype(np.int32)
    home = homes.postcode_at(lives.children.household[full["child"][period]], start)
    place, distance = _where(rng, kind, home, postcodes)
    urn = np.where(
        np.isin(kind, [TYPES.index(t) for t in ("P1", "P2", "R5")]), -1, 1_200_000 + provider * 977 + place % 400
    )
    return Placements(period, start, end, kind, provider, change, place, distance, urn.astype(np.int32))


def _moves(rng: Chance, setting: Setting, full: Mapping[str, Ints], short: Bools, adoptive: Days) -> tuple[Ints, Days]:
    """The start of every placement, by period and day."""
    n = len(short)
    stop = np.minimum(np.minimum(full["end"], setting.end), adoptive)
    unsettled = evenly(rng, n, UNSETTLED_PERCENT / 100)
    all_periods = np.arange(n, dtype=np.int32)
    parts = [(all_periods, full["start"])]
    for of, gap in ((unsettled, UNSETTLED_GAP), (~unsettled, SETTLED_GAP)):
        at = np.flatnonzero(of & ~short).astype(np.int32)
        who, when = recurring(rng, full["start"][at], stop[at], gap)
        parts.append((at[who], when))
    early = np.flatnonzero(evenly(rng, n, FIRST_PLACEMENT_PERCENT / 100) & ~short).astype(np.int32)
    parts.append((early, full["start"][early] + np.maximum(1, FIRST_GAP.draw(rng, len(early)))))
    placed = np.flatnonzero(adoptive < OPEN).astype(np.int32)
    parts.append((placed, adoptive[placed]))
    period = np.concatenate([p for p, _ in parts])
    day = np.concatenate([d for _, d in parts])
    inside = (day < np.minimum(full["end"], setting.end)[period]) & (day <= adoptive[period])
    key = np.unique(period[inside].astype(np.int64) * 4_000_000 + day[inside] + 1_000_000)
    return (key // 4_000_000).astype(np.int32), (key % 4_000_000 - 1_000_000).astype(np.int32)


def _kinds(
    rng: Chance, lives: Lives, full: Mapping[str, Ints], period: Ints, start: Days, short: Bools, adoptive: Days
) -> Ints:
    child = full["child"][period]
    age = age_on(lives.children.birth[child], start)
    kind = np.zeros(len(period), np.int32)
    floors = list(_TYPES_BY_AGE)
    for at, floor in enumerate(floors):
        top = floors[at + 1] if at + 1 < len(floors) else 99
        of = np.flatnonzero((np.maximum(age, 0) >= floor) & (age < top))
        kind[of] = _from(rng, _TYPES_BY_AGE[floor], len(of))
    of = np.flatnonzero(lives.children.is_uasc[child])
    kind[of] = _from(rng, _TYPES_OF_UASC, len(of))
    kind[short[period]] = TYPES.index("U6")
    adopting = start >= adoptive[period]
    kind[adopting] = _from(rng, {"A5": 25, "A6": 75}, int(adopting.sum()))
    later = (start >= SUPPORTED_ACCOMMODATION_FROM) & np.isin(kind, [TYPES.index("H5"), TYPES.index("P2")])
    kind[later] = TYPES.index("K3")
    return kind


def _from(rng: Chance, table: Mapping[str, int], n: int) -> Ints:
    return np.array([TYPES.index(name) for name in table], np.int32)[pick_by(rng, table, n)]


def _where(rng: Chance, kind: Ints, home: Ints, postcodes: Postcodes) -> tuple[Ints, Floats]:
    """Postcode and miles from home. Who is placed with parents is at home; about a quarter are far away and outside."""
    n = len(kind)
    far = chance(rng, n, 0.24)
    near_out = chance(rng, n, 0.07)
    inside = rng.integers(0, postcodes.inside, n)
    outside = rng.integers(postcodes.inside, len(postcodes.text), n)
    miles = (
        np.where(far, spread(p0=205, p50=420, p100=1900).draw(rng, n), spread(p0=2, p50=70, p100=195).draw(rng, n)) / 10
    )
    at_home = (kind == TYPES.index("P1")) & (home >= 0)
    place = np.where(at_home, home, np.where(far | near_out, outside, inside))
    miles = np.where(home < 0, 999.9, np.where(at_home, 0.0, miles))
    return place.astype(np.int32), miles


def _statuses(rng: Chance, lives: Lives, full: Mapping[str, Ints], short: Bools, adoptive: Days) -> Statuses:
    """The legal statuses of each period in turn: at most four."""
    n = len(short)
    child = full["child"]
    first = _first_statuses(rng, lives, full, short)
    rows = [(np.arange(n, dtype=np.int32), full["start"], first)]
    now, since = first, full["start"]
    for _ in range(3):
        after, wait = _next_status(rng, now, n)
        when = since + wait
        brief = np.isin(now, [STATUSES.index("L1"), STATUSES.index("L2")])
        last = np.minimum(full["end"], adoptive) - np.where(brief, 0, 5)
        going = (after >= 0) & (when < last) & ~lives.children.is_uasc[child] & ~short
        at = np.flatnonzero(going).astype(np.int32)
        rows.append((at, when[at], after[at]))
        now, since = np.where(going, after, -1), np.where(going, when, since)
    placed = np.flatnonzero(adoptive < OPEN).astype(np.int32)
    order_made = np.maximum(adoptive[placed] - 40, full["start"][placed] + 25)
    rows.append((placed, np.minimum(order_made, adoptive[placed]), np.full(len(placed), STATUSES.index("E1"))))
    period = np.concatenate([r[0] for r in rows])
    start = np.concatenate([r[1] for r in rows]).astype(np.int32)
    kind = np.concatenate([r[2] for r in rows]).astype(np.int32)
    return _spells(period, start, kind, full["end"], lives.setting.end)


def _first_statuses(rng: Chance, lives: Lives, full: Mapping[str, Ints], short: Bools) -> Ints:
    age = age_on(lives.children.birth[full["child"]], full["start"])
    first = np.zeros(len(short), np.int32)
    floors = list(_FIRST_STATUS)
    for at, floor in enumerate(floors):
        top = floors[at + 1] if at + 1 < len(floors) else 99
        of = np.flatnonzero((np.maximum(age, 0) >= floor) & (age < top))
        table = _FIRST_STATUS[floor]
        first[of] = np.array([STATUSES.index(s) for s in table], np.int32)[pick_by(rng, table, len(of))]
    first[lives.children.is_uasc[full["child"]]] = STATUSES.index("V2")
    breaks = np.flatnonzero(short)
    first[breaks] = np.where(chance(rng, len(breaks), 0.3), STATUSES.index("V3"), STATUSES.index("V4"))
    return first


def _next_status(rng: Chance, now: Ints, n: int) -> tuple[Ints, Ints]:
    """What a status turns into (-1: it stays), and after how many days. L1 lasts 72 hours, L2 8 days at most."""
    to = {name: STATUSES.index(name) for name in STATUSES}
    luck = rng.random(n)
    after = np.select(
        [now == to["L1"], now == to["L2"], now == to["C1"], now == to["V2"], now == to["J1"]],
        [
            np.where(luck < 0.55, to["V2"], to["C1"]),
            np.full(n, to["C1"]),
            np.full(n, to["C2"]),
            np.where(luck < 0.34, to["C1"], -1),
            np.where(luck < 0.5, to["V2"], -1),
        ],
        -1,
    )
    wait = np.select(
        [now == to["L1"], now == to["L2"], now == to["C1"], now == to["V2"], now == to["J1"]],
        [
            spread(p0=1, p100=4).draw(rng, n),
            spread(p0=4, p100=9).draw(rng, n),
            spread(p0=150, p50=235, p90=380, p100=560).draw(rng, n),
            spread(p0=15, p50=110, p100=420).draw(rng, n),
            spread(p0=14, p100=110).draw(rng, n),
        ],
        0,
    )
    return after.astype(np.int32), wait.astype(np.int32)


def _spells(period: Ints, start: Days, kind: Ints, end_of_period: Days, end: int) -> Statuses:
    """Sorted spells that fill each period; a status that turns into itself, or begins too late, is left out."""
    inside = start < np.minimum(end_of_period, end)[period]
    period, start, kind = period[inside], start[inside], kind[inside]
    order = np.lexsort((np.arange(len(period)), start, period))
    period, start, kind = period[order], start[order], kind[order]
    last_of_day = np.append((period[1:] != period[:-1]) | (start[1:] != start[:-1]), True)
    period, start, kind = period[last_of_day], start[last_of_day], kind[last_of_day]
    new = np.append(True, (period[1:] != period[:-1]) | (kind[1:] != kind[:-1]))[: len(period)]
    period, start, kind = period[new], start[new], kind[new]
    until = np.full(len(period), OPEN, np.int32)
    same = period[1:] == period[:-1]
    until[:-1][same] = start[1:][same]
    last = np.append(~same, True)[: len(period)]
    until[last] = end_of_period[period[last]]
    return Statuses(period, start, until, kind)


def _episodes(full: Mapping[str, Ints], placements: Placements, statuses: Statuses) -> Episodes:
    """A care episode begins whenever the placement or the legal status does."""

    def keys(period: Ints, day: Days) -> np.ndarray:
        return period.astype(np.int64) * 4_000_000 + day + 1_000_000

    of_placements, of_statuses = keys(placements.period, placements.start), keys(statuses.period, statuses.start)
    all_keys = np.union1d(of_placements, of_statuses)
    period = (all_keys // 4_000_000).astype(np.int32)
    start = (all_keys % 4_000_000 - 1_000_000).astype(np.int32)
    placement = np.searchsorted(of_placements, all_keys, side="right") - 1
    status = np.searchsorted(of_statuses, all_keys, side="right") - 1
    moved, changed = np.isin(all_keys, of_placements), np.isin(all_keys, of_statuses)
    first = np.append(True, period[1:] != period[:-1])[: len(period)]
    rne = np.select([first, moved & changed, moved], [0, 3, 2], 1)
    end = np.append(start[1:], OPEN)[: len(period)]
    last = np.append(first[1:], True)[: len(period)]
    end[last] = full["end"][period[last]]
    return Episodes(
        period,
        start,
        end.astype(np.int32),
        placement.astype(np.int32),
        status.astype(np.int32),
        rne.astype(np.int32),
        last,
    )
