"""Child protection plans that no case of the history holds: a child's plans from before it, and other authorities'."""

from dataclasses import dataclass

import numpy as np

from lineofsight.synth.calibration import figure
from lineofsight.synth.casebook import Lives
from lineofsight.synth.days import OPEN, Days, working_days_after
from lineofsight.synth.draws import Ints, smallest, spread
from lineofsight.synth.setting import Setting, year_ending

LENGTH = spread(p0=70, p50=260, p90=520, p100=760)
DAYS_BEFORE = spread(p0=5, p50=420, p100=1500)
"""Days between the earlier plan's end and the beginning of the history."""
OLD_ENOUGH = 700
"""Days old at the beginning of the history from which a child can have had an earlier plan."""
OTHER_AUTHORITY_A_YEAR = 14
"""Children a year who stay in the full county while on another authority's plan."""


@dataclass(frozen=True)
class EarlierPlans:
    """One row per plan that ended before the history."""

    child: Ints
    start: Days
    end: Days


@dataclass(frozen=True)
class OtherAuthorityPlans:
    """One row per plan of another authority, inside a short case of ours."""

    case: Ints
    start: Days
    end: Days


def make_earlier_plans(setting: Setting, lives: Lives) -> EarlierPlans:
    """So many that in each year as many plans as published are a child's second or later."""
    rng = setting.rng("earlier plans")
    book, children = lives.book, lives.children
    plans = np.flatnonzero(book.cp_start < setting.end)
    plans = plans[np.lexsort((book.cp_start[plans], book.child[plans]))]
    child, start = book.child[plans], book.cp_start[plans]
    repeat = np.append(False, child[1:] == child[:-1])[: len(plans)]
    years = np.array([year_ending(int(day)) for day in start], np.int64)
    keys = lives.family_keys(rng, children.household[child], np.ones(len(plans)), together=0.9)
    able_child = children.birth < setting.warm_from - OLD_ENOUGH
    able_child[book.child[book.ref < setting.warm_from]] = False
    given, rows = np.zeros(len(children), np.bool_), [np.empty(0, np.int64)]
    for year in sorted({month.year_ending for month in setting.months}):
        of_year = np.flatnonzero(years == year)
        already = repeat[of_year] | given[child[of_year]]
        wanted = round(figure("cp_repeat_percent", year) / 100 * len(of_year)) - int(already.sum())
        able = of_year[~already & able_child[child[of_year]]]
        rows.append(able[smallest(keys[able], wanted)])
        given[child[rows[-1]]] = True
    chosen = np.concatenate(rows)
    born = children.birth[child[chosen]]
    end = np.maximum(setting.warm_from - DAYS_BEFORE.draw(rng, len(chosen)), born + 100)
    begun = working_days_after(np.maximum(end - LENGTH.draw(rng, len(chosen)), born - 20), 1)
    return EarlierPlans(child[chosen], begun, np.clip(end, begun + 30, setting.warm_from - 1))


def make_other_authority_plans(setting: Setting, lives: Lives) -> OtherAuthorityPlans:
    """Plans that are not ours and count in no figure of ours: they begin and end inside a short case."""
    rng = setting.rng("other authorities' plans")
    book = lives.book
    short = (book.a_start == OPEN) & ~book.nfa & (book.close < setting.end) & (book.close > book.ref + 20)
    able = np.flatnonzero(short & (book.ref >= setting.start))
    wanted = round(OTHER_AUTHORITY_A_YEAR * setting.scale * len(setting.months) / 12)
    case = np.sort(rng.permutation(able)[:wanted])
    return OtherAuthorityPlans(case, working_days_after(book.ref[case], 1), book.close[case])
