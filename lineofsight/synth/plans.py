"""Child in need plans: the stretches of a case between assessment, child protection, care and closure."""

from dataclasses import dataclass

import numpy as np

from lineofsight.synth.casebook import PLAN, CaseBook
from lineofsight.synth.days import OPEN, Days
from lineofsight.synth.draws import Chance, Ints, spread

SHORTEST = 7
DAYS_TO_PLAN = spread(p0=0, p50=4, p100=18)


@dataclass(frozen=True)
class CinPlans:
    """One row per plan, in the order of cases and start."""

    case: Ints
    start: Days
    end: Days


def make_cin_plans(rng: Chance, book: CaseBook) -> CinPlans:
    """A plan never overlaps a child protection plan or care, and ends with the case."""
    plan = book.outcome == PLAN
    none = np.full(book.n, OPEN, np.int32)
    after = book.a_auth + DAYS_TO_PLAN.draw(rng, book.n)
    care_after_cp = np.where(book.cla_start >= book.cp_end, book.cla_start, none)
    in_care_then = (book.cla_start <= book.cp_end) & (book.cla_end > book.cp_end)
    stretches = (
        (np.where(plan & (book.a_auth < OPEN), after, none), _first(book.cp_start, book.cla_start, book.close)),
        (np.where(in_care_then, none, book.cp_end), _first(care_after_cp, book.close)),
        (book.cla_end, _first(book.close)),
    )
    rows = []
    for start, end in stretches:
        at = np.flatnonzero((start < OPEN) & (end - start >= SHORTEST)).astype(np.int32)
        rows.append((at, start[at], end[at]))
    case = np.concatenate([row[0] for row in rows])
    start = np.concatenate([row[1] for row in rows])
    end = np.concatenate([row[2] for row in rows])
    order = np.lexsort((start, case))
    return CinPlans(case[order], start[order].astype(np.int32), end[order].astype(np.int32))


def _first(*days: Days) -> Days:
    found = days[0]
    for other in days[1:]:
        found = np.minimum(found, other)
    return found
