"""Referrals, what assessments find, and cases closing: how a month's work comes in and goes out."""

import numpy as np

from lineofsight.synth.calibration import figure, flow, opening_stock, stock, yearly
from lineofsight.synth.casebook import (
    DIED,
    EARLY_HELP,
    NO_ACTION,
    NOT_NEEDED,
    PLAN,
    SERVICES_ENDED,
    TO_EARLY_HELP,
    Lives,
)
from lineofsight.synth.days import OPEN, Days, working_days_after
from lineofsight.synth.draws import Bools, Floats, Ints, Quota, chance, pick, smallest, some_days, spread
from lineofsight.synth.setting import Month

TOGETHER, TOGETHER_AT_END = 0.72, 0.85
"""Share of a child's brothers and sisters who are referred on the same day, and whose cases close together."""
BEFORE_BIRTH = 120
"""Days before the due date from which an unborn child may be referred."""
UNBORN_LIKELIER = 1.5
WORSE, WORSE_FOR = 1.8, 730
"""How much likelier a family of the one team that is truly worse is to be chosen when children are referred again,
for so many days before the end."""

DAYS_TO_NFA = spread(p0=0, p50=1, p90=3, p100=6)
DAYS_OPEN_UNASSESSED = spread(p0=2, p50=16, p90=45, p100=80)
WORKING_DAYS_TO_START = spread(p0=0, p50=0.9, p90=2.5, p100=5)
WORKING_DAYS_IN_TIME = spread(p0=4, p15=18, p40=33, p70=41, p100=46)
WORKING_DAYS_LATE = spread(p0=46, p50=58, p90=85, p100=125)
DAYS_TO_CLOSE = spread(p0=0, p50=3, p100=12)
OUTCOMES = {NOT_NEEDED: 24, EARLY_HELP: 17, PLAN: 59}
"""What assessments lead to, where no child protection plan or care comes of them."""
DEATHS_PER_1000_CLOSURES = 0.4


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
        self._in_time = Quota()
        self._worse, self._worse_from = lives.teams == worse_team, worse_from

    def receive(self, month: Month, elsewhere: int) -> None:
        """This month's referrals; `elsewhere` of them (unaccompanied children) are made elsewhere."""
        lives, rng = self.lives, self.rng
        room = int(self.referrals[month.number]) - elsewhere - self.owed
        wanted, self.owed = max(0, room), max(0, -room)
        days = some_days(rng, len(lives.homes), month.first, month.after)
        again = round(wanted * figure("rereferral_percent", month.year_ending) / 100)
        known, new = self._pools(month)
        chosen = [self._choose(known, self._weights_again(known, month), again)]
        chosen.append(self._choose(new, self._weights_new(new, month), wanted - len(chosen[0])))
        child = np.concatenate(chosen)
        household = lives.children.household[child]
        self._triage(lives.refer(child, days[household], lives.group_of(household)), month)

    def _pools(self, month: Month) -> tuple[Ints, Ints]:
        """Children whose referral this month would follow another within 12 months, and those for whom it would not."""
        lives = self.lives
        able = (
            (lives.free_from < month.first)
            & (lives.children.birth <= month.first + BEFORE_BIRTH)
            & (lives.adult_from > month.after + 60)
            & ~lives.children.is_uasc
        )
        known, new = lives.last_ref >= month.after - 365, lives.last_ref < month.first - 367
        return np.flatnonzero(able & known), np.flatnonzero(able & new)

    def _weights_again(self, pool: Ints, month: Month) -> Floats:
        """Who has been referred before is as likely as any other to be so again, but for one team's families."""
        worse = self._worse[self.lives.children.household[pool]] & (month.first >= self._worse_from)
        return np.where(worse, WORSE, 1.0)

    def _weights_new(self, pool: Ints, month: Month) -> Floats:
        children = self.lives.children
        unborn = children.birth[pool] > month.first
        need = self.lives.homes.need[children.household[pool]].astype(np.float64)
        need[unborn] *= UNBORN_LIKELIER
        return need

    def _choose(self, pool: Ints, weights: Floats, n: int) -> Ints:
        household = self.lives.children.household[pool]
        return pool[smallest(self.lives.family_keys(self.rng, household, weights, together=TOGETHER), n)]

    def _triage(self, cases: Ints, month: Month) -> None:
        """No further action, an assessment, or help without one; brothers and sisters alike."""
        lives, rng, book, n = self.lives, self.rng, self.lives.book, len(cases)
        _, family = np.unique(book.group[cases], return_inverse=True)
        luck, to_nfa = rng.random(n)[family], DAYS_TO_NFA.draw(rng, n)[family]
        nfa = luck < figure("referral_nfa_percent", month.year_ending) / 100
        book.nfa[cases] = nfa
        lives.end_case(cases[nfa], book.ref[cases[nfa]] + to_nfa[nfa], SERVICES_ENDED)
        rest = cases[~nfa]
        order = luck[~nfa] + 1e-9 * rng.random(len(rest))
        assessed = smallest(order, self._assessments_due(month))
        self.assess(rest[assessed], month)
        brief = np.delete(rest, assessed)
        until = book.ref[brief] + DAYS_OPEN_UNASSESSED.draw(rng, len(brief))
        lives.end_case(brief, self._before_adult(brief, until), SERVICES_ENDED)

    def _assessments_due(self, month: Month) -> int:
        """How many assessments to start, so that so many end in each year: they take about seven weeks."""
        last = self.assessments[-1] / max(0.2, self.lives.setting.months[-1].share)
        ends = np.concatenate([self.assessments, [last, last]])
        at = month.number
        due = float(ends[: at + 1].sum() + 0.95 * ends[at + 1] + 0.55 * ends[at + 2])
        wanted = max(0, round(due) - self.assessed)
        self.assessed += wanted
        return wanted

    def assess(self, cases: Ints, month: Month) -> None:
        """Assess cases, brothers and sisters alike; those that find no need, or early help enough, soon close."""
        lives, rng, book, n = self.lives, self.rng, self.lives.book, len(cases)
        _, family = np.unique(book.group[cases], return_inverse=True)
        share = figure("assessment_in_45_days_percent", month.year_ending) / 100
        in_time = self._in_time.families(rng, family, share)
        wait = np.where(in_time, WORKING_DAYS_IN_TIME.draw(rng, n)[family], WORKING_DAYS_LATE.draw(rng, n)[family])
        start = working_days_after(book.ref[cases], WORKING_DAYS_TO_START.draw(rng, n)[family])
        book.a_start[cases] = start
        book.a_auth[cases] = self._before_adult(cases, working_days_after(start, wait))
        outcome = np.array(list(OUTCOMES))[pick(rng, list(OUTCOMES.values()), n)[family]]
        book.outcome[cases] = outcome
        for led_to, reason in ((NOT_NEEDED, NO_ACTION), (EARLY_HELP, TO_EARLY_HELP)):
            ending = cases[outcome == led_to]
            on = book.a_auth[ending] + DAYS_TO_CLOSE.draw(rng, len(ending))
            lives.end_case(ending, self._before_adult(ending, on), reason)

    def _before_adult(self, cases: Ints, day: Days) -> Days:
        return np.minimum(day, self.lives.adult_from[self.lives.book.child[cases]] - 1)

    def close(self, month: Month) -> None:
        """Close as many cases as keeps the number open at its published level; and those of who comes of age."""
        lives, rng, book, n = self.lives, self.rng, self.lives.book, self.lives.book.n
        cases = np.flatnonzero((book.ref[:n] < month.after) & (book.close[:n] >= month.after) & ~book.nfa[:n])
        free, settled = _settled(lives, cases, month)
        of_age = free & (lives.adult_from[book.child[cases]] < month.after + 30)
        at = cases[of_age]
        lives.end_case(at, np.maximum(lives.adult_from[book.child[at]] - 1, month.first), SERVICES_ENDED)
        able = cases[free & settled & ~of_age]
        waited = month.after - np.maximum(book.a_auth[able], book.hold[able])
        household = lives.children.household[book.child]
        weights = np.clip(waited, 10, 400).astype(np.float64)
        keys = lives.family_keys(rng, household[able], weights, together=TOGETHER_AT_END)
        excess = len(cases) - len(at) - int(self.open_at_end[month.number])
        ending = able[smallest(keys, excess)]
        days = some_days(rng, len(lives.homes) + 1, month.first, month.after)[household[ending]]
        on = np.maximum(days, book.hold[ending] + 1)
        dead = chance(rng, len(ending), DEATHS_PER_1000_CLOSURES / 1000)
        lives.end_case(ending, on, np.where(dead, DIED, SERVICES_ENDED))
        lives.lose(book.child[ending[dead]], on[dead])

    def begin(self) -> None:
        """The cases that were open when the records begin, apart from plans and care, and who was known before."""
        lives, rng, setting = self.lives, self.rng, self.lives.setting
        first = setting.months[0]
        _, new = self._pools(first)
        spare = opening_stock(setting, "cin_at") - opening_stock(setting, "cp_at") - opening_stock(setting, "cla_at")
        child = self._choose(new, self._weights_new(new, first), max(0, spare))
        household = lives.children.household[child]
        days = (first.first - 60 - spread(p0=0, p50=120, p100=420).draw(rng, len(lives.homes)))[household]
        kept = days >= lives.children.birth[child] - BEFORE_BIRTH
        cases = lives.refer(child[kept], days[kept], lives.group_of(household[kept]))
        book = lives.book
        book.a_start[cases] = working_days_after(book.ref[cases], 1)
        book.a_auth[cases] = np.minimum(book.ref[cases] + 50, first.first - 6)
        book.outcome[cases] = PLAN
        _, others = self._pools(first)
        before = yearly(setting, "referrals", first.year_ending - 1) * 6 // 10
        known = self._choose(others, self._weights_new(others, first), before)
        lives.last_ref[known] = first.first - 1 - rng.integers(0, 365, len(known))
        lives.free_from[known] = first.first - 1


def _settled(lives: Lives, cases: Ints, month: Month) -> tuple[Bools, Bools]:
    """Cases of children neither on a plan nor in care, whose end is not fixed; and those with nothing else going on."""
    book = lives.book
    on_plan = (book.cp_start[cases] < OPEN) & (book.cp_end[cases] == OPEN)
    in_care = (book.cla_start[cases] < OPEN) & (book.cla_end[cases] == OPEN)
    free: Bools = ~on_plan & ~in_care & (book.close[cases] == OPEN)
    settled: Bools = (book.a_auth[cases] < month.first - 5) & (book.hold[cases] < month.after - 1)
    return free, settled
