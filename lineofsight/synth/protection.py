"""Section 47 enquiries, initial child protection conferences and child protection plans."""

import numpy as np

from lineofsight.synth.calibration import figure, flow, opening_stock, stock
from lineofsight.synth.casebook import PLAN, SERVICES_ENDED, Lives
from lineofsight.synth.days import OPEN, Days, working_days_after
from lineofsight.synth.draws import Bools, Chance, Floats, Ints, Quota, chance, in_order, smallest, some_days, spread
from lineofsight.synth.setting import Month

NEW_PERCENT = 62
"""Of section 47 enquiries, how many begin within days of the referral; the others begin in a case already open."""

WORKING_DAYS_TO_S47 = spread(p0=0, p60=0.9, p90=2.9, p100=5)
WORKING_DAYS_TO_END = spread(p0=2, p50=9, p90=17, p100=30)
WORKING_DAYS_TO_ICPC_IN_TIME = spread(p0=7, p20=11, p60=14, p100=16)
WORKING_DAYS_TO_ICPC_LATE = spread(p0=16, p50=20, p90=32, p100=45)
SHORTEST_PLAN, TO_BE_CHILD_FOR = 70, 150
STEP_DOWN_PERCENT = 82
"""Of plans that end with the child at home, how many are followed by a child in need plan."""

_END_WEIGHTS = ((0, 0.25), (150, 0.7), (260, 1.6), (430, 1.3), (560, 1.0), (660, 0.8), (730, 1.8))
"""Days on a plan from which, and how likely it is to end, against the others."""

HAD_A_PLAN_LIKELIER = 4.0
"""How much likelier an enquiry is to lead to a conference where the child has been on a plan before."""


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
        self._booked = np.zeros(room, np.int64)
        """Conferences already arranged for each month, and the plans that will come of them."""
        self._planned = np.zeros(room, np.int64)
        self._begun = 0
        self._in_time = Quota()
        self._first_month = sum(month.first < setting.start for month in setting.months)

    def enquire(self, month: Month) -> None:
        """This month's section 47 enquiries, and the conferences that follow."""
        lives = self.lives
        wanted = int(self.enquiries[: month.number + 1].sum()) - self._begun
        days = some_days(self.rng, len(lives.homes) + 1, month.first, month.after)
        new, new_days = self._new_cases(month)
        old, old_days = self._open_cases(month, days)
        at_first = self._take(new, max(wanted * NEW_PERCENT // 100, wanted - len(old)))
        later = self._take(old, wanted - len(at_first))
        cases = np.concatenate([new[at_first], old[later]])
        start = np.concatenate([new_days[at_first], old_days[later]])
        self._begun += len(cases)
        end = self._ends(cases, start)
        lives.book.s47_last[cases] = np.maximum(end, start)
        lives.book.hold[cases] = np.maximum(lives.book.hold[cases], end)
        child, none = lives.book.child[cases], np.full(len(cases), -1)
        row = lives.s47s.add(case=cases, child=child, start=start, end=end, icpc=none)
        self._arrange(month, row, cases, start)

    def _new_cases(self, month: Month) -> tuple[Ints, Days]:
        lives, book = self.lives, self.lives.book
        cases = np.flatnonzero((book.ref[: book.n] >= month.first) & (book.a_start[: book.n] < OPEN))
        cases = cases[book.s47_last[cases] < 0]
        wait = WORKING_DAYS_TO_S47.draw(self.rng, lives.groups + 1)[book.group[cases]]
        days = working_days_after(book.ref[cases], wait)
        fits = (days < month.after) & (days < book.close[cases] - 10)
        return cases[fits], days[fits]

    def _open_cases(self, month: Month, days: Days) -> tuple[Ints, Days]:
        """Cases assessed before the month and open beyond it, whose child is neither on a plan nor in care."""
        lives, book, n = self.lives, self.lives.book, self.lives.book.n
        known = (book.ref[:n] < month.first) & (book.a_start[:n] < month.first) & (book.close[:n] > month.after + 30)
        on_plan = (book.cp_start[:n] < OPEN) & (book.cp_end[:n] >= month.first)
        free = (book.s47_last[:n] < month.first) & (book.hold[:n] < month.first) & (book.cla_start[:n] == OPEN)
        cases = np.flatnonzero(known & free & ~on_plan)
        cases = cases[lives.adult_from[book.child[cases]] > month.after + 60]
        return cases, days[lives.children.household[book.child[cases]]]

    def _take(self, cases: Ints, n: int) -> Ints:
        lives = self.lives
        household = lives.children.household[lives.book.child[cases]]
        return smallest(lives.family_keys(self.rng, household, np.ones(len(cases)), together=0.9), n)

    def _ends(self, cases: Ints, start: Days) -> Days:
        close = self.lives.book.close[cases]
        end = working_days_after(start, WORKING_DAYS_TO_END.draw(self.rng, len(cases)))
        return np.minimum(end, np.where(close < OPEN, close - 1, OPEN))

    def _arrange(self, month: Month, row: Ints, cases: Ints, start: Days) -> None:
        """Conferences for some of these enquiries, so many in each month as there should be."""
        lives, book = self.lives, self.lives.book
        old_enough = lives.adult_from[book.child[cases]] > start + TO_BE_CHILD_FOR
        able = np.flatnonzero(old_enough & (book.cp_start[cases] == OPEN))
        row, cases, start = row[able], cases[able], start[able]
        household = lives.children.household[book.child[cases]]
        _, family = np.unique(household * 2 + (book.ref[cases] >= month.first), return_inverse=True)
        start = _first_of_family(start, family)
        share = figure("icpc_in_15_days_percent", month.year_ending) / 100
        in_time, wait = self._waits(share, family)
        on = working_days_after(start, wait)
        likely = np.where(lives.had_plan[book.child[cases]] > 0, HAD_A_PLAN_LIKELIER, 1.0)
        order = families_in_order(self.rng, family, likely)
        now, later = order[on[order] < month.after], order[on[order] >= month.after]
        following = min(month.number + 1, len(self.held) - 1)
        coming = self.held[following] / max(0.2, lives.setting.months[following].share)
        due = self._due(month, self.held, self._booked)
        wanted = min(len(later), round(len(later) / max(1, len(cases)) * coming))
        soon = self._in_time.of(len(now[:due]) + wanted, share) - int(in_time[now[:due]].sum())
        later = np.concatenate(_split(later, in_time, max(soon, wanted - int((~in_time[later]).sum()), 0), wanted))
        taken = np.concatenate([now[:due], later])
        self._in_time.note(int(in_time[taken].sum()))
        self._hold(month, row[taken], cases[taken], start[taken], on[taken], family[taken])

    def _due(self, month: Month, wanted: Ints, given: Ints) -> int:
        """What is still to come this month, with what earlier months of the history fell short of."""
        since = self._first_month if month.number >= self._first_month else month.number
        here = slice(since, month.number + 1)
        return max(0, int(wanted[here].sum()) - int(given[here].sum()))

    def _waits(self, share: float, family: Ints) -> tuple[Bools, Ints]:
        """Whether each family's conference is in time, and the working days until it."""
        rng, n = self.rng, len(family)
        in_time, late = chance(rng, n, share), WORKING_DAYS_TO_ICPC_LATE.draw(rng, n)
        wait = np.where(in_time, WORKING_DAYS_TO_ICPC_IN_TIME.draw(rng, n), late)
        return in_time[family], wait[family]

    def _hold(self, month: Month, row: Ints, cases: Ints, s47: Days, on: Days, family: Ints) -> None:
        """Conferences on their days."""
        lives, book = self.lives, self.lives.book
        led = self._led_to_plans(month, on)
        of = family + lives.groups
        lives.groups += int(family.max(initial=-1)) + 1
        held = lives.conferences.add(
            case=cases, child=book.child[cases], s47=row, s47_start=s47, on=on, led=led.astype(np.int32), family=of
        )
        lives.s47s.column("icpc")[row] = held
        lives.s47s.column("start")[row] = s47
        lives.s47s.column("end")[row] = np.minimum(on, working_days_after(s47, 14))
        lives.reopen(cases)
        book.s47_last[cases], book.hold[cases] = on, on + 5
        book.outcome[cases], book.icpc[cases] = PLAN, held
        book.cp_start[cases[led]] = on[led]
        lives.had_plan[book.child[cases[led]]] += 1

    def _led_to_plans(self, month: Month, on: Days) -> Bools:
        """Which conferences lead to a plan: so many that each month's plans keep their number."""
        led = np.zeros(len(on), np.bool_)
        number = self._months_of(on)
        for of in np.unique(number).tolist():
            here = np.flatnonzero(number == of)
            self._booked[of] += len(here)
            at = min(of, len(self.starts) - 1)
            share = self.starts[at] / max(1, self.held[at])
            due = round(float(self._booked[of] * share)) - int(self._planned[of])
            if of == month.number:
                due = self._due(month, self.starts, self._planned)
            led[here[: max(0, due)]] = True
            self._planned[of] += int(led[here].sum())
        return led

    def _months_of(self, on: Days) -> Ints:
        """The month of the history in which each day falls; one past the last for days after it."""
        months = self.lives.setting.months
        found = np.searchsorted([month.first for month in months], on, side="right") - 1
        return np.where(on >= months[-1].after, len(months), found)

    def end_plans(self, month: Month) -> None:
        """End as many plans as keeps their number at its level; a child's plan ends before they come of age."""
        lives, rng, book, n = self.lives, self.rng, self.lives.book, self.lives.book.n
        on_plan = np.flatnonzero((book.cp_start[:n] < month.after) & (book.cp_end[:n] == OPEN))
        of_age = lives.adult_from[book.child[on_plan]] < month.after + 15
        excess = len(on_plan) - int(of_age.sum()) - int(self.at_end[month.number])
        able = on_plan[~of_age & (book.cp_start[on_plan] < month.after - SHORTEST_PLAN)]
        household = lives.children.household[book.child]
        weights = _end_weights(month.after - book.cp_start[able])
        keys = lives.family_keys(rng, household[able], weights, together=0.95)
        ending = np.concatenate([on_plan[of_age], able[smallest(keys, excess)]])
        days = some_days(rng, len(lives.homes) + 1, month.first, month.after, weekend=0)
        on = np.maximum(days[household[ending]], book.cp_start[ending] + 1)
        self._end(ending, np.minimum(on, np.maximum(lives.adult_from[book.child[ending]] - 1, month.first)))

    def _end(self, cases: Ints, on: Days) -> None:
        lives, book = self.lives, self.lives.book
        book.cp_end[cases] = on
        book.hold[cases] = on + 20
        ends = ~chance(self.rng, len(cases), STEP_DOWN_PERCENT / 100)
        lives.end_case(cases[ends], on[ends] + 1, SERVICES_ENDED)

    def begin(self) -> None:
        """The plans that were open when the records begin."""
        lives, rng, setting, book = self.lives, self.rng, self.lives.setting, self.lives.book
        first = setting.months[0].first
        of_age = (lives.adult_from > first + 200) & (lives.children.birth < first + 20)
        able = np.flatnonzero((lives.free_from < first) & of_age & (lives.children.household >= 0))
        household = lives.children.household[able]
        keys = lives.family_keys(rng, household, lives.homes.need[household].astype(np.float64), together=0.9)
        child = able[smallest(keys, opening_stock(setting, "cp_at"))]
        household, n = lives.children.household[child], len(child)
        on = (first - 10 - spread(p0=0, p50=160, p90=420, p100=640).draw(rng, len(lives.homes)))[household]
        on = working_days_after(np.maximum(on, lives.children.birth[child] - 60), 1)
        cases = lives.refer(child, on - 40, lives.group_of(household))
        book.a_start[cases], book.a_auth[cases] = on - 39, on - 1
        book.outcome[cases], book.cp_start[cases], lives.had_plan[child] = PLAN, on, 1
        s47, led = on - 21, np.ones(n, np.int64)
        row = lives.s47s.add(case=cases, child=child, start=s47, end=s47 + 14, icpc=np.full(n, -1))
        held = lives.conferences.add(
            case=cases, child=child, s47=row, s47_start=s47, on=on, led=led, family=book.group[cases]
        )
        lives.s47s.column("icpc")[row] = held
        book.icpc[cases], book.s47_last[cases] = held, on


def _split(order: Ints, first: Bools, of_first: int, n: int) -> tuple[Ints, Ints]:
    """n of `order`, so many of them of the first kind where there are as many."""
    taken = order[first[order]][:of_first]
    return taken, order[~first[order]][: n - len(taken)]


def families_in_order(rng: Chance, family: Ints, likely: Floats) -> Ints:
    """Positions in an order that is random by family, families with a likelier member earlier."""
    n = int(family.max(initial=-1)) + 1
    likeliest = np.ones(n)
    np.maximum.at(likeliest, family, likely)
    return in_order((rng.standard_exponential(n) / likeliest)[family])


def _first_of_family(day: Days, family: Ints) -> Days:
    """The earliest day of each family, for all of it."""
    earliest = np.full(int(family.max(initial=-1)) + 1, OPEN, np.int64)
    np.minimum.at(earliest, family, day)
    return earliest[family]


def _end_weights(length: Days) -> Floats:
    weights = np.array([weight for _, weight in _END_WEIGHTS])
    since = [days for days, _ in _END_WEIGHTS]
    found: Floats = weights[np.searchsorted(since, length, side="right") - 1]
    return found
