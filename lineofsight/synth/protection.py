"""Section 47 enquiries, initial child protection conferences and child protection plans."""

import numpy as np

from lineofsight.synth.calibration import figure, flow, opening_stock, stock
from lineofsight.synth.casebook import PLAN, SERVICES_ENDED, Lives
from lineofsight.synth.days import OPEN, Days, working_days_after
from lineofsight.synth.draws import Ints, chance, smallest, some_days, spread
from lineofsight.synth.referrals import shuffled_families
from lineofsight.synth.setting import Month

NEW_PERCENT = 62
"""Of section 47 enquiries, how many begin within days of the referral; the others begin in a case already open."""

WORKING_DAYS_TO_S47 = spread(p0=0, p60=0.9, p90=2.9, p100=5)
WORKING_DAYS_TO_END = spread(p0=2, p50=9, p90=17, p100=30)
WORKING_DAYS_TO_ICPC_IN_TIME = spread(p0=7, p20=11, p60=14, p100=16)
WORKING_DAYS_TO_ICPC_LATE = spread(p0=16, p50=20, p90=32, p100=45)
SHORTEST_PLAN = 70
STEP_DOWN_PERCENT = 82
"""Of plans that end with the child at home, how many are followed by a child in need plan."""

_END_WEIGHTS = ((0, 0.25), (150, 0.7), (260, 1.6), (430, 2.0), (560, 3.0), (690, 5.0))
"""Days on a plan from which, and how likely it is to end, against the others."""

NO, YES, PENDING = 0, 1, 2


class Protection:
    """Begins enquiries, holds conferences and keeps the number of plans at its published level."""

    def __init__(self, lives: Lives) -> None:
        setting = lives.setting
        self.lives = lives
        self.rng = setting.rng("protection")
        self.enquiries = flow(setting, "s47_enquiries")
        self.held = flow(setting, "icpc")
        self.starts = np.minimum(flow(setting, "cp_starts"), self.held)
        self.at_end = stock(setting, "cp_at")
        room = len(setting.months) + 4
        self._booked = np.zeros(room, np.int32)
        """Conferences already arranged for each month, and the plans that will come of them."""
        self._planned = np.zeros(room, np.int32)
        self._begun = 0

    def enquire(self, month: Month) -> None:
        """This month's section 47 enquiries, and the conferences that follow."""
        lives, rng = self.lives, self.rng
        wanted = int(self.enquiries[: month.number + 1].sum()) - self._begun
        days = some_days(rng, len(lives.homes) + 1, month.first, month.after)
        new, new_days = self._new_cases(month)
        old, old_days = self._open_cases(month, days)
        taken_new = self._take(new, new_days, max(wanted * NEW_PERCENT // 100, wanted - len(old)))
        taken_old = self._take(old, old_days, wanted - len(taken_new[0]))
        cases = np.concatenate([taken_new[0], taken_old[0]])
        start = np.concatenate([taken_new[1], taken_old[1]])
        self._begun += len(cases)
        end = self._ends(cases, start)
        lives.book.s47_last[cases] = np.maximum(end, start)
        row = lives.s47s.add(
            case=cases, child=lives.book.child[cases], start=start, end=end, icpc=np.full(len(cases), -1)
        )
        self._arrange(month, row, cases, start)

    def _new_cases(self, month: Month) -> tuple[Ints, Days]:
        lives, book = self.lives, self.lives.book
        cases = np.flatnonzero((book.ref[: book.n] >= month.first) & (book.a_start[: book.n] < OPEN))
        cases = cases[book.s47_last[cases] < 0].astype(np.int32)
        wait = WORKING_DAYS_TO_S47.draw(self.rng, lives.groups + 1)[book.group[cases]]
        days = working_days_after(book.ref[cases], wait)
        fits = (days < month.after) & (days < book.close[cases] - 10)
        return cases[fits], days[fits]

    def _open_cases(self, month: Month, days: Days) -> tuple[Ints, Days]:
        lives, book = self.lives, self.lives.book
        n = book.n
        fits = (
            (book.ref[:n] < month.first)
            & (book.close[:n] > month.after + 30)
            & (book.a_start[:n] < month.first)
            & (book.s47_last[:n] < month.first)
            & (book.cla_start[:n] == OPEN)
            & ~((book.cp_start[:n] < OPEN) & (book.cp_end[:n] >= month.first))
            & (book.hold[:n] < month.first)
        )
        cases = np.flatnonzero(fits).astype(np.int32)
        cases = cases[lives.adult_from[book.child[cases]] > month.after + 60]
        return cases, days[lives.children.household[book.child[cases]]]

    def _take(self, cases: Ints, days: Days, n: int) -> tuple[Ints, Days]:
        lives = self.lives
        household = lives.children.household[lives.book.child[cases]]
        keys = lives.family_keys(self.rng, household, np.ones(len(cases)), together=0.9)
        at = smallest(keys, n)
        return cases[at], days[at]

    def _ends(self, cases: Ints, start: Days) -> Days:
        book = self.lives.book
        end = working_days_after(start, WORKING_DAYS_TO_END.draw(self.rng, len(cases)))
        return np.minimum(end, np.where(book.close[cases] < OPEN, book.close[cases] - 1, OPEN)).astype(np.int32)

    def _arrange(self, month: Month, row: Ints, cases: Ints, start: Days) -> None:
        """Conferences for some of these enquiries, so many in each month as there should be."""
        lives, rng, book = self.lives, self.rng, self.lives.book
        child = book.child[cases]
        able = np.flatnonzero((lives.adult_from[child] > start + 150) & (book.cp_start[cases] == OPEN))
        row, cases, start = row[able], cases[able], start[able]
        household = lives.children.household[book.child[cases]]
        _, family = np.unique(household * 2 + (book.ref[cases] >= month.first), return_inverse=True)
        n = len(cases)
        in_time = rng.random(n)[family] < figure("icpc_in_15_days_percent", month.year_ending) / 100
        wait = np.where(
            in_time,
            WORKING_DAYS_TO_ICPC_IN_TIME.draw(rng, n)[family],
            WORKING_DAYS_TO_ICPC_LATE.draw(rng, n)[family],
        )
        start = _first_of_family(start, family)
        on = working_days_after(start, wait)
        order = shuffled_families(rng, family)
        now = order[on[order] < month.after]
        later = order[on[order] >= month.after]
        share_later = len(later) / max(1, n)
        coming = int(self.held[min(month.number + 1, len(self.held) - 1)] / max(0.2, _share(self, month)))
        taken_now = now[: max(0, int(self.held[month.number]) - int(self._booked[month.number]))]
        taken = np.concatenate([taken_now, later[: round(share_later * coming)]])
        self._hold(month, row[taken], cases[taken], start[taken], on[taken], family[taken])

    def _hold(self, month: Month, row: Ints, cases: Ints, s47: Days, on: Days, family: Ints) -> None:
        """Conferences on their days. Which lead to a plan keeps each month's plans at their number."""
        lives, book = self.lives, self.lives.book
        number = _month_numbers(self, on)
        led = np.zeros(len(cases), np.int32)
        for of in np.unique(number):
            here = np.flatnonzero(number == of)
            self._booked[of] += len(here)
            at = min(int(of), len(self.starts) - 1)
            share = self.starts[at] / max(1, self.held[at])
            plans = round(float(self._booked[of] * share)) - int(self._planned[of])
            if of == month.number:
                plans = int(self.starts[at]) - int(self._planned[of])
            led[here[: max(0, plans)]] = 1
            self._planned[of] += int(led[here].sum())
        at = lives.conferences.add(
            case=cases, child=book.child[cases], s47=row, s47_start=s47, on=on, led=led, family=family + lives.groups
        )
        lives.groups += int(family.max(initial=-1)) + 1
        lives.s47s.column("icpc")[row] = at
        lives.s47s.column("start")[row] = s47
        lives.s47s.column("end")[row] = np.minimum(on, working_days_after(s47, 14))
        book.s47_last[cases] = on
        lives.reopen(cases)
        book.outcome[cases] = PLAN
        book.hold[cases] = on + 5
        book.icpc[cases] = at
        planned = cases[led == 1]
        book.cp_start[planned] = on[led == 1]

    def end_plans(self, month: Month) -> None:
        """End as many plans as keeps their number at its level; a child's plan ends before they come of age."""
        lives, rng, book = self.lives, self.rng, self.lives.book
        n = book.n
        on_plan = np.flatnonzero((book.cp_start[:n] < month.after) & (book.cp_end[:n] == OPEN)).astype(np.int32)
        child = book.child[on_plan]
        of_age = lives.adult_from[child] < month.after + 15
        excess = len(on_plan) - int(self.at_end[month.number])
        able = on_plan[~of_age & (book.cp_start[on_plan] < month.after - SHORTEST_PLAN)]
        length = month.after - book.cp_start[able]
        weights = np.array([w for _, w in _END_WEIGHTS])[
            np.searchsorted([d for d, _ in _END_WEIGHTS], length, side="right") - 1
        ]
        keys = lives.family_keys(rng, lives.children.household[book.child[able]], weights, together=0.95)
        ending = np.concatenate([on_plan[of_age], able[smallest(keys, excess - int(of_age.sum()))]])
        days = some_days(rng, len(lives.homes) + 1, month.first, month.after, weekend=0)
        on = np.maximum(days[lives.children.household[book.child[ending]]], book.cp_start[ending] + 1)
        on = np.minimum(on, np.maximum(lives.adult_from[book.child[ending]] - 1, month.first))
        self._end(ending, on)

    def _end(self, cases: Ints, on: Days) -> None:
        lives, book = self.lives, self.lives.book
        book.cp_end[cases] = on
        book.hold[cases] = on + 20
        goes_on = chance(self.rng, len(cases), STEP_DOWN_PERCENT / 100)
        ending = cases[~goes_on]
        lives.end_case(ending, on[~goes_on] + 1, SERVICES_ENDED)

    def begin(self) -> None:
        """The plans that were open when the records begin."""
        lives, rng, setting = self.lives, self.rng, self.lives.setting
        first = setting.months[0].first
        able = np.flatnonzero(
            (lives.free_from < first) & (lives.adult_from > first + 200) & (lives.children.birth < first + 20)
            & (lives.children.household >= 0)
        ).astype(np.int32)  # fmt: skip
        household = lives.children.household[able]
        keys = lives.family_keys(rng, household, lives.homes.need[household].astype(np.float64), together=0.9)
        child = able[smallest(keys, opening_stock(setting, "cp_at"))]
        household = lives.children.household[child]
        on = (first - 10 - spread(p0=0, p50=160, p90=420, p100=640).draw(rng, len(lives.homes)))[household]
        on = working_days_after(np.maximum(on, lives.children.birth[child] - 60), 1)
        cases = lives.refer(child, on - 40, lives.group_of(household))
        book = lives.book
        book.a_start[cases], book.a_auth[cases] = on - 39, on - 1
        book.outcome[cases], book.cp_start[cases] = PLAN, on
        s47 = on - 21
        row = lives.s47s.add(case=cases, child=child, start=s47, end=s47 + 14, icpc=np.full(len(cases), -1))
        at = lives.conferences.add(
            case=cases, child=child, s47=row, s47_start=s47, on=on, led=np.ones(len(cases)), family=book.group[cases]
        )
        lives.s47s.column("icpc")[row] = at
        book.icpc[cases], book.s47_last[cases] = at, on


def _first_of_family(day: Days, family: Ints) -> Days:
    """The earliest day of each family, for all of it."""
    earliest = np.full(int(family.max(initial=-1)) + 1, OPEN, np.int32)
    np.minimum.at(earliest, family, day)
    return earliest[family]


def _month_numbers(protection: Protection, on: Days) -> Ints:
    """The month of the history in which each day falls; a few numbers past the last for days after it."""
    starts = [month.first for month in protection.lives.setting.months]
    end = protection.lives.setting.months[-1].after
    found = np.searchsorted(starts, on, side="right") - 1
    return np.where(on >= end, len(starts), found).astype(np.int32)


def _share(protection: Protection, month: Month) -> float:
    months = protection.lives.setting.months
    return months[min(month.number + 1, len(months) - 1)].share


__all__ = ["Protection"]
