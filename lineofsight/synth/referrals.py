"""Referrals, what assessments find, and cases closing: how a month's work comes in and goes out."""

import numpy as np

from lineofsight.synth.calibration import figure, flow, opening_stock, stock, yearly
from lineofsight.synth.casebook import (
    EARLY_HELP,
    NO_ACTION,
    NOT_NEEDED,
    PLAN,
    SERVICES_ENDED,
    TO_EARLY_HELP,
    Lives,
)
from lineofsight.synth.days import OPEN, Days, working_days_after
from lineofsight.synth.draws import Bools, Chance, Ints, chance, in_order, pick, smallest, some_days, spread
from lineofsight.synth.setting import Month

TOGETHER = 0.72
"""Share of a referred child's brothers and sisters who are referred on the same day."""

BEFORE_BIRTH = 120
"""Days before the due date from which an unborn child may be referred."""

DAYS_TO_NFA = spread(p0=0, p50=1, p90=3, p100=6)
DAYS_OPEN_UNASSESSED = spread(p0=2, p50=16, p90=45, p100=80)
WORKING_DAYS_TO_START = spread(p0=0, p50=0.9, p90=2.5, p100=5)
WORKING_DAYS_IN_TIME = spread(p0=4, p15=18, p40=33, p70=41, p100=46)
WORKING_DAYS_LATE = spread(p0=46, p50=58, p90=85, p100=125)
DAYS_TO_CLOSE = spread(p0=0, p50=3, p100=12)
OUTCOMES = {"not needed": 24, "early help": 17, "plan": 59}
"""What assessments lead to, where no child protection plan or care comes of them."""


class FrontDoor:
    """Brings each month's referrals in, starts their assessments, and closes cases."""

    def __init__(self, lives: Lives, worse_team: int, worse_from: int) -> None:
        setting = lives.setting
        self.lives = lives
        self.rng = setting.rng("referrals")
        self.referrals = flow(setting, "referrals")
        self.assessments = flow(setting, "assessments")
        self.open_at_end = stock(setting, "cin_at")
        self.owed = 0
        """Referrals made outside the front door in earlier months, to be left out of this one."""
        self.assessed = 0
        self._worse = lives.teams == worse_team
        self._worse_from = worse_from

    def receive(self, month: Month, elsewhere: int) -> None:
        """This month's referrals; `elsewhere` of them (unaccompanied children) are made elsewhere."""
        lives, rng = self.lives, self.rng
        wanted = max(0, int(self.referrals[month.number]) - elsewhere - self.owed)
        self.owed = max(0, self.owed + elsewhere - int(self.referrals[month.number]))
        days = some_days(rng, len(lives.homes), month.first, month.after)
        again = round(wanted * figure("rereferral_percent", month.year_ending) / 100)
        known, new = self._pools(month)
        chosen = [self._choose(known, again, month), self._choose(new, wanted - again, month)]
        child = np.concatenate(chosen)
        household = lives.children.household[child]
        cases = lives.refer(child, days[household], lives.group_of(household))
        self._triage(cases, month)

    def _pools(self, month: Month) -> tuple[Ints, Ints]:
        """Children whose referral this month would follow another within 12 months, and those for whom it would not."""
        lives = self.lives
        able = (
            (lives.free_from < month.first)
            & (lives.children.birth <= month.first + BEFORE_BIRTH)
            & (lives.adult_from > month.after + 60)
            & ~lives.children.is_uasc
        )
        return (
            np.flatnonzero(able & (lives.last_ref >= month.after - 365)).astype(np.int32),
            np.flatnonzero(able & (lives.last_ref < month.first - 367)).astype(np.int32),
        )

    def _choose(self, pool: Ints, n: int, month: Month) -> Ints:
        lives = self.lives
        household = lives.children.household[pool]
        weights = lives.homes.need[household].astype(np.float64)
        unborn = lives.children.birth[pool] > month.first
        weights[unborn] *= 1.5
        if month.first >= self._worse_from:
            recent = (lives.last_ref[pool] >= month.after - 365) & self._worse[household]
            weights[recent] *= WORSE
        return pool[smallest(lives.family_keys(self.rng, household, weights, together=TOGETHER), n)]

    def _triage(self, cases: Ints, month: Month) -> None:
        """No further action, an assessment, or help without one; brothers and sisters alike."""
        lives, rng, book = self.lives, self.rng, self.lives.book
        n = len(cases)
        _, family = np.unique(book.group[cases], return_inverse=True)
        luck = rng.random(n)[family]
        nfa = luck < figure("referral_nfa_percent", month.year_ending) / 100
        book.nfa[cases] = nfa
        lives.end_case(cases[nfa], book.ref[cases[nfa]] + DAYS_TO_NFA.draw(rng, n)[family][nfa], SERVICES_ENDED)
        rest = cases[~nfa]
        assessed = rest[smallest(luck[~nfa] + 1e-9 * rng.random(len(rest)), self._assessments_due(month))]
        self.assess(assessed, month)
        brief = np.setdiff1d(rest, assessed)
        lives.end_case(
            brief, self._before_adult(brief, book.ref[brief] + DAYS_OPEN_UNASSESSED.draw(rng, len(brief))), 0
        )

    def _assessments_due(self, month: Month) -> int:
        """How many assessments to start, so that so many end in each year: they take about seven weeks."""
        ends = np.append(self.assessments.astype(np.float64), self.assessments[-1] / max(0.2, _last_share(self.lives)))
        ends = np.append(ends, ends[-1])
        at = month.number
        due = float(ends[: at + 1].sum()) + 0.95 * ends[at + 1] + 0.55 * ends[min(at + 2, len(ends) - 1)]
        wanted = max(0, round(due) - self.assessed)
        self.assessed += wanted
        return wanted

    def assess(self, cases: Ints, month: Month) -> None:
        lives, rng, book = self.lives, self.rng, self.lives.book
        n = len(cases)
        _, family = np.unique(book.group[cases], return_inverse=True)
        in_time = rng.random(n)[family] < figure("assessment_in_45_days_percent", month.year_ending) / 100
        wait = np.where(in_time, WORKING_DAYS_IN_TIME.draw(rng, n)[family], WORKING_DAYS_LATE.draw(rng, n)[family])
        start = working_days_after(book.ref[cases], WORKING_DAYS_TO_START.draw(rng, n)[family])
        book.a_start[cases] = start
        book.a_auth[cases] = self._before_adult(cases, working_days_after(start, wait))
        outcome = np.array([NOT_NEEDED, EARLY_HELP, PLAN], np.int32)[pick(rng, list(OUTCOMES.values()), n)[family]]
        book.outcome[cases] = outcome
        for led_to, reason in ((NOT_NEEDED, NO_ACTION), (EARLY_HELP, TO_EARLY_HELP)):
            ending = cases[outcome == led_to]
            on = book.a_auth[ending] + DAYS_TO_CLOSE.draw(rng, len(ending))
            lives.end_case(ending, self._before_adult(ending, on), reason)

    def _before_adult(self, cases: Ints, day: Days) -> Days:
        return np.minimum(day, self.lives.adult_from[self.lives.book.child[cases]] - 1).astype(np.int32)

    def close(self, month: Month) -> None:
        """Close as many cases as keeps the number open at its published level; and those of children who come of age."""
        lives, rng, book = self.lives, self.rng, self.lives.book
        n = book.n
        cases = np.flatnonzero((book.ref[:n] < month.after) & (book.close[:n] >= month.after) & ~book.nfa[:n])
        child = book.child[cases]
        settled = _settled(lives, cases, month)
        of_age = settled & (lives.adult_from[child] < month.after + 30)
        at = cases[of_age]
        on = np.clip(lives.adult_from[book.child[at]] - 1, book.ref[at] + 1, None)
        lives.end_case(at, np.maximum(on, month.first), SERVICES_ENDED)
        excess = len(cases) - len(at) - int(self.open_at_end[month.number])
        able = cases[settled & ~of_age]
        waited = month.after - np.maximum(book.a_auth[able], book.hold[able])
        weights = np.clip(waited, 10, 400).astype(np.float64)
        keys = lives.family_keys(rng, lives.children.household[book.child[able]], weights, together=0.85)
        ending = able[smallest(keys, excess)]
        days = some_days(rng, len(lives.homes) + 1, month.first, month.after)[
            lives.children.household[book.child[ending]]
        ]
        lives.end_case(ending, np.maximum(days, book.hold[ending] + 1), SERVICES_ENDED)

    def begin(self) -> None:
        """The cases that were open when the records begin, apart from plans and care."""
        lives, rng, setting = self.lives, self.rng, self.lives.setting
        first = setting.months[0]
        known, new = self._pools(first)
        spare = opening_stock(setting, "cin_at") - opening_stock(setting, "cp_at") - opening_stock(setting, "cla_at")
        child = self._choose(new, max(0, spare), first)
        household = lives.children.household[child]
        days = (first.first - 60 - spread(p0=0, p50=120, p100=420).draw(rng, len(lives.homes)))[household]
        kept = days >= lives.children.birth[child] - BEFORE_BIRTH
        cases = lives.refer(child[kept], days[kept], lives.group_of(household[kept]))
        book = lives.book
        book.a_start[cases] = working_days_after(book.ref[cases], 1)
        book.a_auth[cases] = np.minimum(book.ref[cases] + 50, first.first - 6)
        book.outcome[cases] = PLAN
        _, others = self._pools(first)
        ghosts = self._choose(others, yearly(setting, "referrals", first.year_ending - 1) * 6 // 10, first)
        lives.last_ref[ghosts] = first.first - 1 - rng.integers(0, 365, len(ghosts))
        lives.free_from[ghosts] = first.first - 1


WORSE = 2.6
"""How much likelier a family of the one team that is truly worse is to be chosen when children are referred again."""


def _settled(lives: Lives, cases: Ints, month: Month) -> Bools:
    """Cases with nothing going on that keeps them open."""
    book = lives.book
    on_plan = (book.cp_start[cases] < OPEN) & (book.cp_end[cases] >= month.first)
    in_care = (book.cla_start[cases] < OPEN) & (book.cla_end[cases] >= month.first)
    planned = book.close[cases] < OPEN
    assessed = book.a_auth[cases] < month.first - 5
    return ~on_plan & ~in_care & ~planned & assessed & (book.hold[cases] < month.after - 1)


def _last_share(lives: Lives) -> float:
    return lives.setting.months[-1].share


def shuffled_families(rng: Chance, family: Ints) -> Ints:
    """Positions in an order that is random by family."""
    return in_order(rng.random(int(family.max(initial=-1)) + 1)[family])


def sometimes(rng: Chance, family: Ints, share: float) -> Bools:
    """True for about this share of families."""
    return chance(rng, int(family.max(initial=-1)) + 1, share)[family]
