"""What happens again and again: visits, reviews, checks of health and feelings."""

from dataclasses import dataclass

import numpy as np

from lineofsight.synth.days import OPEN, Days, working_days_after
from lineofsight.synth.draws import Chance, Ints, chance, recurring, spread
from lineofsight.synth.placements import CareDetail
from lineofsight.synth.setting import Setting

CIN_VISIT = spread(p0=6, p50=20, p85=30, p100=75)
CP_VISIT = spread(p0=4, p50=10, p85=15, p100=40)
CLA_VISIT = spread(p0=7, p50=38, p85=46, p100=110)
FIRST_CLA_VISIT = spread(p0=0, p70=6, p100=20)
ASSESSMENT_VISIT = spread(p0=6, p50=15, p100=34)
HEALTH_CHECK = spread(p0=150, p50=345, p85=370, p100=540)
HEALTH_CHECK_UNDER_5 = spread(p0=80, p50=168, p85=181, p100=260)
DENTAL_CHECK = spread(p0=140, p50=240, p85=390, p100=700)
SDQ = spread(p0=250, p50=360, p90=420, p100=800)


@dataclass(frozen=True)
class Happenings:
    """Dated happenings of spells: `of` is the row of the spell."""

    of: Ints
    on: Days


def visits(rng: Chance, start: Days, end: Days, stop: int, gap_of: str) -> Happenings:
    gap = {"cin": CIN_VISIT, "cp": CP_VISIT, "cla": CLA_VISIT, "assessment": ASSESSMENT_VISIT}[gap_of]
    first = FIRST_CLA_VISIT if gap_of == "cla" else None
    of, on = recurring(rng, start, np.minimum(end, stop), gap, first=first)
    return Happenings(of, working_days_after(on - 1, 1) if len(on) else on)


def yearly_checks(rng: Chance, start: Days, end: Days, stop: int, kind: str) -> Happenings:
    gaps = {"health": HEALTH_CHECK, "under 5": HEALTH_CHECK_UNDER_5, "dental": DENTAL_CHECK, "sdq": SDQ}
    of, on = recurring(rng, start, np.minimum(end, stop), gaps[kind], first=spread(p0=12, p50=26, p100=90))
    return Happenings(of, on)


@dataclass(frozen=True)
class Reviews:
    """One row per review: when it was due, and when it was held (OPEN: not yet)."""

    of: Ints
    due: Days
    held: Days


def reviews(
    rng: Chance, start: Days, end: Days, stop: int, *, first: int, then: tuple[int, ...], late: float
) -> Reviews:
    """Reviews of spells: the first due so many days after the start, then after each gap, the last gap repeating."""
    until = np.minimum(end, stop)
    of, due, held = [], [], []
    waiting: Ints = np.arange(len(start))
    since, gap, turn = start, first, 0
    while len(waiting):
        due_on = since + gap
        going = due_on < until[waiting] + 20
        waiting, due_on = waiting[going], due_on[going]
        slip = np.where(chance(rng, len(waiting), late), spread(p0=1, p100=40).draw(rng, len(waiting)), 0)
        early = spread(p0=0, p50=3, p100=18).draw(rng, len(waiting))
        on = working_days_after(np.where(slip > 0, due_on + slip, due_on - early) - 1, 1)
        took_place = on < until[waiting]
        shown = took_place | (due_on < until[waiting])
        of.append(waiting[shown])
        due.append(due_on[shown])
        held.append(np.where(took_place, on, OPEN)[shown])
        waiting, since = waiting[took_place], on[took_place]
        gap = then[min(turn, len(then) - 1)]
        turn += 1
    return Reviews(
        np.concatenate(of or [waiting]), np.concatenate(due or [waiting]), np.concatenate(held or [waiting])
    )  # fmt: skip


def cla_reviews(setting: Setting, care: CareDetail) -> Reviews:
    """Within 20 working days, then 3 months, then every 6."""
    rng = setting.rng("care reviews")
    start = np.maximum(care.start, setting.warm_from - 100 + care.start % 90)
    until = np.where(care.short_break, 0, care.end)
    return reviews(rng, start, until, setting.end, first=27, then=(88, 178), late=0.07)
