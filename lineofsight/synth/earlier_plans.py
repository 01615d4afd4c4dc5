"""Child protection plans from before the history, so that as many plans are repeat plans as is published."""

from dataclasses import dataclass

import numpy as np

from lineofsight.synth.calibration import figure
from lineofsight.synth.casebook import Lives
from lineofsight.synth.days import OPEN, Days, age_on, working_days_after
from lineofsight.synth.draws import Ints, smallest, spread
from lineofsight.synth.setting import Setting, year_ending

LENGTH = spread(p0=70, p50=260, p90=520, p100=760)
YEARS_BEFORE = spread(p0=250, p50=1100, p100=3300)
"""Days between the earlier plan's end and the first in the history."""


@dataclass(frozen=True)
class EarlierPlans:
    """One row per plan that ended before the history; it has no case in it."""

    child: Ints
    start: Days
    end: Days


def make_earlier_plans(setting: Setting, lives: Lives) -> EarlierPlans:
    rng = setting.rng("earlier plans")
    book = lives.book
    plans = np.flatnonzero(book.cp_start < setting.end).astype(np.int32)
    plans = plans[np.lexsort((book.cp_start[plans], book.child[plans]))]
    child, start = book.child[plans], book.cp_start[plans]
    is_repeat = np.append(False, child[1:] == child[:-1])[: len(plans)]
    first_start = start.copy()
    years = np.array([year_ending(int(day)) for day in start], np.int32)
    given = np.zeros(len(lives.children), np.bool_)
    keys = lives.family_keys(rng, lives.children.household[child], np.ones(len(plans)), together=0.9)
    rows: list[Ints] = []
    for year in sorted({month.year_ending for month in setting.months}):
        of_year = np.flatnonzero(years == year)
        already = is_repeat[of_year] | given[child[of_year]]
        wanted = round(figure("cp_repeat_percent", year) / 100 * len(of_year)) - int(already.sum())
        able = of_year[~already & (age_on(lives.children.birth[child[of_year]], start[of_year]) >= 2)]
        chosen = able[smallest(keys[able], wanted)]
        given[child[chosen]] = True
        rows.append(chosen)
    chosen = np.concatenate(rows) if rows else np.empty(0, np.int32)
    end = first_start[chosen] - YEARS_BEFORE.draw(rng, len(chosen))
    born = lives.children.birth[child[chosen]]
    end = np.maximum(end, born + 100)
    begun = working_days_after(np.maximum(end - LENGTH.draw(rng, len(chosen)), born - 20).astype(np.int32), 1)
    end = np.clip(end, begun + 30, first_start[chosen] - 60)
    kept = (end > begun + 20) & (end < OPEN)
    return EarlierPlans(child[chosen][kept], begun[kept], end[kept].astype(np.int32))
