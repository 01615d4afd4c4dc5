"""Children starting and ceasing to be looked after."""

import numpy as np

from lineofsight.synth.calibration import CARE_AGES, care_starts, figure, opening_stock, stock, yearly
from lineofsight.synth.casebook import ADOPTED, CAO, MOVED, PLAN, SERVICES_ENDED, SGO, Lives
from lineofsight.synth.days import OPEN, Days, age_on, birthday, to_date, to_day, working_days_after
from lineofsight.synth.draws import Floats, Ints, chance, pick, rounded, smallest, some_days, spread
from lineofsight.synth.households import ETHNICITIES, Children
from lineofsight.synth.names import ORIGINS, name_book
from lineofsight.synth.referrals import FrontDoor
from lineofsight.synth.setting import Month

BANDS = ((-1, 1), (1, 5), (5, 10), (10, 16), (16, 18))
"""Ages from and to (exclusive), in the order of CARE_AGES."""

OPENING_AGES = (0.05, 0.13, 0.18, 0.40, 0.24)
YEARS_LOOKED_AFTER_AT_OPENING = spread(p0=20, p25=250, p50=700, p75=1700, p95=3900, p100=5200)

REASONS = ("E4A", "E4B", "E11", "E12", "E45", "E46", "E47", "E48", "E41", "E13", "E8", "E3", "E9", "E15", "E2",
           "E5", "E6", "E7", "E17")  # fmt: skip

_LITTLE_LONG = {"E11": 26, "E12": 14, "E45": 5, "E46": 2, "E47": 16, "E48": 1, "E4A": 20, "E41": 6, "E13": 4, "E8": 4,
                "E4B": 2}  # fmt: skip
_CHILD_LONG = {"E4A": 34, "E4B": 6, "E45": 8, "E46": 3, "E47": 14, "E48": 2, "E41": 14, "E13": 9, "E8": 9, "E3": 1}
_SHORT = {"E4A": 52, "E4B": 13, "E13": 14, "E41": 3, "E8": 14, "E47": 2, "E3": 1, "E2": 1}
_YOUNG_PERSON = {"E4A": 30, "E4B": 12, "E8": 24, "E5": 12, "E13": 6, "E9": 3, "E3": 2, "E6": 5}
_YOUNG_UASC = {"E15": 40, "E8": 30, "E3": 20, "E6": 10}
_OF_AGE = {"E5": 30, "E6": 17, "E17": 11, "E8": 36, "E7": 4, "E4A": 4}


class Care:
    """Brings children into care, and out of it."""

    def __init__(self, lives: Lives, door: FrontDoor) -> None:
        setting = lives.setting
        self.lives, self.door = lives, door
        self.rng = setting.rng("care")
        self.starts, self.alone = care_starts(setting)
        self.at_end = stock(setting, "cla_at")
        self.entered = 0

    def enter(self, month: Month) -> None:
        days = some_days(self.rng, len(self.lives.homes) + 1, month.first, month.after, weekend=0.1)
        self._arrive(month)
        for band in reversed(range(len(CARE_AGES))):
            wanted = int(self.starts[band, month.number])
            if band == len(CARE_AGES) - 1:
                wanted -= int(self.alone[month.number])
            found = self._from_cases(month, days, band, wanted)
            self._in_an_emergency(month, days, band, wanted - found)

    def _from_cases(self, month: Month, days: Days, band: int, wanted: int) -> int:
        """Children whose case is open already, those on a plan or just enquired about first; how many were found."""
        lives, book = self.lives, self.lives.book
        n = book.n
        cases = np.flatnonzero(
            (book.ref[:n] < month.after) & (book.close[:n] > month.after + 20) & (book.a_start[:n] < OPEN)
            & (book.cla_start[:n] == OPEN) & ((book.cp_start[:n] == OPEN) | (book.cp_start[:n] < month.first))
        ).astype(np.int32)  # fmt: skip
        child = book.child[cases]
        household = lives.children.household[child]
        earliest = np.maximum(book.ref[cases], lives.children.birth[child] + (household % 5))
        on = np.maximum(days[household], earliest)
        pending = (book.hold[cases] > month.first) & (book.cp_start[cases] == OPEN) & (book.icpc[cases] >= 0)
        fits = (on < month.after) & self._aged(child, on, band) & (lives.adult_from[child] > on + 20) & ~pending
        fits &= household >= 0
        cases, on, household = cases[fits], on[fits], household[fits]
        taken = smallest(lives.family_keys(self.rng, household, _risk(lives, cases, month), together=0.8), wanted)
        self._start(cases[taken], on[taken])
        return len(taken)

    def _aged(self, child: Ints, on: Days, band: int) -> np.ndarray:
        age = age_on(self.lives.children.birth[child], on)
        return (age >= BANDS[band][0]) & (age < BANDS[band][1]) & (self.lives.children.birth[child] <= on)

    def _in_an_emergency(self, month: Month, days: Days, band: int, wanted: int) -> None:
        """Children not known that day, where too few of the age were: police protection, or an accident at home."""
        if wanted <= 0:
            return
        lives = self.lives
        child = np.flatnonzero((lives.free_from < month.first) & (lives.children.household >= 0)).astype(np.int32)
        on = days[lives.children.household[child]]
        fits = self._aged(child, on, band) & (lives.adult_from[child] > month.after + 30)
        child, on = child[fits], on[fits]
        household = lives.children.household[child]
        weights = lives.homes.need[household].astype(np.float64)
        taken = smallest(lives.family_keys(self.rng, household, weights, together=0.8), wanted)
        child, on = child[taken], on[taken]
        cases = lives.refer(child, on, lives.group_of(lives.children.household[child]))
        self.door.owed += len(cases)
        self._assess_beside(cases)
        self._start(cases, on)

    def _assess_beside(self, cases: Ints) -> None:
        book = self.lives.book
        book.a_start[cases] = book.ref[cases]
        book.a_auth[cases] = working_days_after(book.ref[cases], spread(p0=15, p100=44).draw(self.rng, len(cases)))
        book.outcome[cases] = PLAN
        self.door.assessed += len(cases)

    def _arrive(self, month: Month) -> None:
        """Unaccompanied children, nearly all 16 or 17, referred and looked after on the day they arrive."""
        n = int(self.alone[month.number])
        if n:
            on = some_days(self.rng, n, month.first, month.after, weekend=0.2)
            cases = self._make_alone(on)
            self._assess_beside(cases)
            self._start(cases, on)

    def _make_alone(self, on: Days) -> Ints:
        lives, rng = self.lives, self.rng
        n = len(on)
        born = birthday(on, -spread(p0=16, p100=17).draw(rng, n)[0]) if n == 1 else _born_before(on, 16)
        born = (born - spread(p0=10, p50=230, p100=680).draw(rng, n)).astype(np.int32)
        origin = np.full(n, ORIGINS.index("arabic"), np.int32)
        female = chance(rng, n, 0.06).astype(np.int32)
        book = name_book()
        code = np.array([ETHNICITIES.index(e) for e in ("OOTH", "BAFR", "AOTH")], np.int32)[pick(rng, (5, 3, 3), n)]
        child = lives.join(
            Children(
                np.full(n, -1, np.int32), born, female, code, book.draw_surnames(rng, origin),
                book.draw_forenames(rng, origin, female, np.full(n, 2005, np.int32)),
                np.full(n, -1, np.int32), np.ones(n, np.bool_),
            )
        )  # fmt: skip
        return lives.refer(child, on, lives.group_of(lives.children.household[child]))

    def _start(self, cases: Ints, on: Days) -> None:
        lives, book = self.lives, self.lives.book
        lives.reopen(cases)
        book.outcome[cases] = PLAN
        book.cla_start[cases] = on
        on_plan = (book.cp_start[cases] < on) & (book.cp_end[cases] == OPEN)
        book.cp_end[cases[on_plan]] = on[on_plan]
        child = book.child[cases]
        blank = np.full(len(cases), -1)
        lives.periods.add(case=cases, child=child, start=on, end=np.full(len(cases), OPEN), reason=blank)

    def leave(self, month: Month) -> None:
        """Children come of age; as many others leave as keeps the number looked after at its level."""
        lives, rng = self.lives, self.rng
        start, end = lives.periods.column("start"), lives.periods.column("end")
        child, reason = lives.periods.column("child"), lives.periods.column("reason")
        inside = np.flatnonzero(end == OPEN).astype(np.int32)
        adult = lives.adult_from[child[inside]]
        of_age = inside[adult < month.after]
        able = inside[(adult >= month.after + 20) & (start[inside] < month.after - 2)]
        excess = len(inside) - len(of_age) - int(self.at_end[month.number])
        keys = lives.family_keys(rng, lives.children.household[child[able]], self._likely(able, month), together=0.7)
        leaving = able[smallest(keys, excess)]
        days = some_days(rng, len(lives.homes) + 1, month.first, month.after, weekend=0.05)
        on = np.maximum(days[lives.children.household[child[leaving]]], start[leaving] + 1)
        end[of_age] = np.maximum(lives.adult_from[child[of_age]], start[of_age] + 1)
        end[leaving] = np.minimum(on, month.after - 1)
        reason[of_age] = _drawn(rng, _OF_AGE, len(of_age))
        reason[leaving] = self._why(leaving, month)
        self._afterwards(np.concatenate([of_age, leaving]))

    def _likely(self, at: Ints, month: Month) -> Floats:
        lives = self.lives
        length = month.after - lives.periods.column("start")[at]
        age = age_on(lives.children.birth[lives.periods.column("child")[at]], month.first)
        short = np.select([length < 35, length < 200, length < 800, length < 1500], [4.0, 1.6, 1.3, 0.5], 0.25)
        return short * np.select([age < 5, age < 10, age < 16], [1.8, 0.9, 0.6], 0.8)

    def _why(self, at: Ints, month: Month) -> Ints:
        lives, rng = self.lives, self.rng
        child = lives.periods.column("child")[at]
        length = lives.periods.column("end")[at] - lives.periods.column("start")[at]
        age = age_on(lives.children.birth[child], month.first)
        n = len(at)
        return np.select(
            [lives.children.is_uasc[child], age >= 16, (age < 6) & (length > 330), length > 330],
            [_drawn(rng, table, n) for table in (_YOUNG_UASC, _YOUNG_PERSON, _LITTLE_LONG, _CHILD_LONG)],
            _drawn(rng, _SHORT, n),
        ).astype(np.int32)

    def _afterwards(self, at: Ints) -> None:
        """What becomes of the case: it ends with an order, with coming of age, or goes on at home for a while."""
        lives, rng, book = self.lives, self.rng, self.lives.book
        case, on = lives.periods.column("case")[at], lives.periods.column("end")[at]
        why = np.array(REASONS)[lives.periods.column("reason")[at]]
        book.cla_end[case] = on
        closing = np.select(
            [np.isin(why, ("E11", "E12")), np.isin(why, ("E45", "E46", "E47", "E48")), why == "E41", why == "E3"],
            [ADOPTED, SGO, CAO, MOVED], SERVICES_ENDED,
        )  # fmt: skip
        goes_on = np.isin(why, ("E4A", "E4B", "E13")) & chance(rng, len(at), 0.7)
        goes_on &= lives.adult_from[book.child[case]] > on + 60
        book.hold[case] = on + 28
        lives.end_case(case[~goes_on], on[~goes_on], closing[~goes_on])
        adopted = book.child[case[closing == ADOPTED]]
        lives.free_from[adopted] = OPEN

    def begin(self) -> None:
        """The children looked after when the records begin."""
        lives, rng, setting = self.lives, self.rng, self.lives.setting
        first = setting.months[0].first
        total = opening_stock(setting, "cla_at")
        alone = min(yearly(setting, "cla_uasc_at_31_march", setting.months[0].year_ending - 1), total)
        wanted = rounded(np.array(OPENING_AGES), total - alone)
        for band, n in enumerate(wanted):
            self._begin_band(band, int(n), first)
        if alone:
            on = (first - 5 - spread(p0=0, p50=150, p100=400).draw(rng, alone)).astype(np.int32)
            cases = self._make_alone(on)
            young = lives.adult_from[book_child(lives, cases)] <= first + 5
            late = book_child(lives, cases)[young]
            lives.children.birth[late] += 400
            lives.adult_from[late] = birthday(lives.children.birth[late], 18)
            self._settle(cases, on)

    def _begin_band(self, band: int, n: int, first: int) -> None:
        lives, rng = self.lives, self.rng
        age = age_on(lives.children.birth, first - 1)
        able = np.flatnonzero(
            (lives.free_from < first) & (age >= max(0, BANDS[band][0])) & (age < BANDS[band][1])
            & (lives.children.household >= 0) & (lives.adult_from > first + 3)
        ).astype(np.int32)  # fmt: skip
        household = lives.children.household[able]
        keys = lives.family_keys(rng, household, lives.homes.need[household].astype(np.float64), together=0.7)
        child = able[smallest(keys, n)]
        back = YEARS_LOOKED_AFTER_AT_OPENING.draw(rng, len(child))
        born = lives.children.birth[child]
        on = np.maximum(first - back, born + 2 + (back % 40))
        on = np.minimum(on, first - 2).astype(np.int32)
        cases = lives.refer(child, np.maximum(on - 30, born - 30), lives.group_of(lives.children.household[child]))
        self._settle(cases, on)

    def _settle(self, cases: Ints, on: Days) -> None:
        book = self.lives.book
        book.a_start[cases] = book.ref[cases]
        book.a_auth[cases] = book.ref[cases] + 28
        self._start(cases, on)


def _risk(lives: Lives, cases: Ints, month: Month) -> Floats:
    """How likely children with an open case are to come into care, against one another."""
    book = lives.book
    on_plan = (book.cp_start[cases] < month.first) & (book.cp_end[cases] == OPEN)
    enquired = book.s47_last[cases] > month.first - 60
    return np.select([on_plan, enquired, book.close[cases] == OPEN], [7.0, 4.0, 1.5], 0.5)


def _drawn(rng: np.random.Generator, table: dict[str, int], n: int) -> Ints:
    return np.array([REASONS.index(reason) for reason in table], np.int32)[pick(rng, list(table.values()), n)]


def _born_before(on: Days, years: int) -> Days:
    return birthday(on, -years)


def book_child(lives: Lives, cases: Ints) -> Ints:
    return lives.book.child[cases]


__all__ = ["BANDS", "REASONS", "Care", "figure", "to_date", "to_day"]
