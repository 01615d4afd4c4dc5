"""Children going missing, from care and from home: the same episodes as social care, the return and the police know."""

from dataclasses import dataclass

import numpy as np

from lineofsight.synth.calibration import figure
from lineofsight.synth.casebook import Lives
from lineofsight.synth.days import OPEN, Days, age_on
from lineofsight.synth.draws import Bools, Chance, Ints, apart, chance, pick, spread
from lineofsight.synth.placements import CareDetail
from lineofsight.synth.setting import Setting
from lineofsight.synth.writing import MINUTES, NEVER

EPISODES_A_CHILD = spread(p0=1, p40=2, p70=4, p90=11, p100=34)
HOME_A_YEAR_PER_640_000 = 330
HOURS_BETWEEN = 10
HOURS_AWAY = spread(p0=1, p50=9, p80=26, p95=90, p100=600)


@dataclass(frozen=True)
class Missing:
    """One row per episode. Minutes count from 1970; `until` is OPEN days' worth where the child is still away."""

    child: Ints
    since: np.ndarray
    until: np.ndarray
    from_care: Bools
    away: Bools
    """Away without authorisation, whereabouts known: not missing."""

    @property
    def start(self) -> Days:
        return (self.since // MINUTES).astype(np.int32)

    @property
    def end(self) -> Days:
        return np.where(self.until >= NEVER, OPEN, self.until // MINUTES).astype(np.int32)


def make_missing(setting: Setting, lives: Lives, care: CareDetail) -> Missing:
    rng = setting.rng("missing")
    parts = []
    years = sorted({month.year_ending for month in setting.months})
    for year in years:
        months = [month for month in setting.months if month.year_ending == year]
        first, after = months[0].first, months[-1].after
        parts.append(_from_care(rng, lives, care, first, after, figure("cla_missing_percent", year) / 100))
        parts.append(_from_home(rng, setting, lives, first, after))
    child = np.concatenate([part[0] for part in parts])
    day = np.concatenate([part[1] for part in parts])
    in_care = np.concatenate([part[2] for part in parts])
    since = day.astype(np.int64) * MINUTES + (16 * 60 + rng.integers(0, 9 * 60, len(day))) % MINUTES
    order = np.lexsort((since, child))
    child, since, in_care = child[order], since[order], in_care[order]
    until = since + HOURS_AWAY.draw(rng, len(child)) * 60 + rng.integers(0, 60, len(child))
    until = np.where(until >= setting.end * MINUTES, NEVER, until)
    clear = apart(child, since, np.minimum(until + HOURS_BETWEEN * 60, NEVER))
    clear &= apart(child, since // MINUTES, since // MINUTES)
    return Missing(child[clear], since[clear], until[clear], in_care[clear], chance(rng, int(clear.sum()), 0.12))


def _from_care(
    rng: Chance, lives: Lives, care: CareDetail, first: int, after: int, share: float
) -> tuple[Ints, Days, Bools]:
    """A published share of a year's looked-after children have episodes, some of them many."""
    inside = np.flatnonzero((care.start < after) & (care.end > first) & ~care.short_break)
    age = age_on(lives.children.birth[care.child[inside]], first)
    able = inside[age >= 10]
    of_year = min(1.0, (after - first) / 365)
    n = min(len(able), round(len(inside) * share * of_year))
    if not n:
        return _nobody()
    who = rng.permutation(able)[:n]
    return _spread_out(rng, care.child[who], np.maximum(care.start[who], first), np.minimum(care.end[who], after), True)


def _from_home(rng: Chance, setting: Setting, lives: Lives, first: int, after: int) -> tuple[Ints, Days, Bools]:
    n = round(HOME_A_YEAR_PER_640_000 * setting.scale * (after - first) / 365)
    age = age_on(lives.children.birth, first)
    here = np.minimum(lives.adult_from, lives.gone_from) > after
    able = np.flatnonzero((age >= 11) & here & (lives.children.household >= 0))
    if not n or not len(able):
        return _nobody()
    who = able[pick(rng, lives.homes.need[lives.children.household[able]], n)]
    who = np.unique(who).astype(np.int32)
    return _spread_out(rng, who, np.full(len(who), first), np.full(len(who), after), False)


def _spread_out(rng: Chance, child: Ints, since: Days, until: Days, in_care: bool) -> tuple[Ints, Days, Bools]:
    counts = EPISODES_A_CHILD.draw(rng, len(child))
    counts = np.minimum(counts, np.maximum(1, (until - since) // 6)) if in_care else np.minimum(counts, 5)
    who = np.repeat(np.arange(len(child)), counts)
    day = since[who] + (rng.random(len(who)) * np.maximum(until - since - 1, 1)[who]).astype(np.int32)
    return child[who].astype(np.int32), day.astype(np.int32), np.full(len(who), in_care)


def _nobody() -> tuple[Ints, Days, Bools]:
    return np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0, np.bool_)
