"""Children starting and ceasing to be looked after."""

from collections.abc import Mapping

import numpy as np

from lineofsight.synth.calibration import CARE_AGES, care_starts, opening_stock, stock, yearly
from lineofsight.synth.casebook import ADOPTED, CAO, DIED, MOVED, PLAN, SERVICES_ENDED, SGO, Lives
from lineofsight.synth.days import OPEN, Days, age_on, birthday, new_year, working_days_after
from lineofsight.synth.draws import Bools, Chance, Floats, Ints, chance, pick, rounded, smallest, some_days, spread
from lineofsight.synth.households import ETHNICITIES, Children
from lineofsight.synth.names import ORIGINS, name_book
from lineofsight.synth.referrals import FrontDoor
from lineofsight.synth.setting import Month

BANDS = ((-1, 1), (1, 5), (5, 10), (10, 16), (16, 18))
"""Ages from and to (exclusive), in the order of CARE_AGES."""

OPENING_AGES = (0.04, 0.11, 0.16, 0.41, 0.28)
"""Ages of the children who are looked after when the records begin, unaccompanied ones aside."""
OPENING_PARTS = 12
DAYS_LOOKED_AFTER_AT_OPENING = spread(p0=20, p25=250, p50=700, p75=1700, p95=3900, p100=5200)
DAYS_TO_AUTHORISE = spread(p0=15, p100=44)
MOST_OF_AGE = 0.5
"""Of those who cease to be looked after in a month, how many may be 18: who comes into care is chosen so that a small
county's children do not all come of age at once."""
LEFT_LATELY, LIKELIER_AGAIN = 700, 25.0
"""For so many days after leaving care, how much likelier a child with a new case is to come back, against others."""
GOES_ON_PERCENT = 70
"""Of children who go home, how many are helped there for a while."""

REASONS = ("E4A", "E4B", "E11", "E12", "E45", "E46", "E47", "E48", "E41", "E13", "E8", "E3", "E9", "E15", "E2",
           "E5", "E6", "E7", "E17")  # fmt: skip
ADOPTION, GUARDIANSHIP, HOME = ("E11", "E12"), ("E45", "E46", "E47", "E48"), ("E4A", "E4B", "E13")

_LITTLE_LONG = {"E11": 44, "E12": 24, "E45": 4, "E46": 2, "E47": 12, "E48": 1, "E4A": 14, "E41": 5, "E13": 3, "E8": 3}
_CHILD_LONG = {"E4A": 34, "E4B": 6, "E45": 8, "E46": 3, "E47": 14, "E48": 2, "E41": 14, "E13": 9, "E8": 9, "E3": 1}
_SHORT = {"E4A": 50, "E4B": 13, "E13": 13, "E41": 5, "E8": 12, "E47": 5, "E3": 1, "E2": 1}
_DAYS_ONLY = {"E4A": 56, "E4B": 20, "E13": 12, "E8": 12}
_YOUNG_PERSON = {"E4A": 30, "E4B": 12, "E8": 24, "E5": 12, "E13": 6, "E9": 3, "E3": 2, "E6": 5}
_YOUNG_UASC = {"E15": 40, "E8": 30, "E3": 20, "E6": 10}
_OF_AGE = {"E5": 30, "E6": 17, "E17": 11, "E8": 36, "E7": 4, "E4A": 4}
"""Why children cease to be looked after: those under 6 and others after a year or so, sooner, within weeks, aged 16
and over, unaccompanied, and at 18. Weights ours, set so that the reasons come near those published for 2021 to 2024."""

_LENGTHS = (35, 200, 800, 1500)
_LIKELY_TO_LEAVE = (
    (4.0, 4.0, 4.5, 4.0, 2.6),
    (2.2, 2.4, 1.5, 1.0, 0.9),
    (2.6, 2.8, 1.2, 0.55, 0.5),
    (1.0, 1.6, 0.5, 0.22, 0.25),
    (1.0, 1.0, 0.2, 0.12, 0.18),
)
"""How likely a child is to leave, against the others: by days looked after (up to each of _LENGTHS, and longer), and
by age (BANDS). Weights ours, set so that the ages of who leaves come near those published for 2021 to 2024."""
_UASC_LEAVE_EARLY = 0.15

_UASC_ETHNICITIES = {"OOTH": 5, "BAFR": 3, "AOTH": 3}
_UASC_GIRLS_PERCENT = 6
_UASC_DAYS_PAST_16 = spread(p0=-380, p4=30, p50=240, p100=590)
"""How long after (or, for a few, before) their sixteenth birthday unaccompanied children arrive."""
_UASC_NEW_YEAR_PERCENT = 45
"""Of unaccompanied children, how many are given 1 January as their birthday on arrival, in every system."""


class Care:
    """Brings children into care, and out of it."""

    def __init__(self, lives: Lives, door: FrontDoor) -> None:
        setting = lives.setting
        self.lives, self.door = lives, door
        self.rng = setting.rng("care")
        self.starts, self.alone = care_starts(setting)
        self.at_end = stock(setting, "cla_at")
        self._firsts = np.array([month.first for month in setting.months])
        ends = self.starts.sum(axis=0) - np.diff(self.at_end, prepend=opening_stock(setting, "cla_at"))
        self._most_grown = np.append(np.maximum(1, np.rint(ends * MOST_OF_AGE)), len(lives.children))

    def enter(self, month: Month) -> None:
        days = some_days(self.rng, len(self.lives.homes) + 1, month.first, month.after, weekend=0.1)
        arrived = self._arrive(month)
        for band in reversed(range(len(CARE_AGES))):
            wanted = int(self.starts[band, month.number]) - int(arrived[band])
            found = self._from_cases(month, days, band, wanted)
            self._in_an_emergency(month, days, band, wanted - found)

    def _from_cases(self, month: Month, days: Days, band: int, wanted: int) -> int:
        """Children whose case is open already, those on a plan or just enquired about first; how many were found."""
        lives, book = self.lives, self.lives.book
        cases = self._open_cases(month)
        child = book.child[cases]
        household = lives.children.household[child]
        earliest = np.maximum(book.ref[cases], lives.children.birth[child] + (household % 5))
        on = np.maximum(days[household], earliest)
        pending = (book.hold[cases] > month.first) & (book.cp_start[cases] == OPEN) & (book.icpc[cases] >= 0)
        fits = (on < month.after) & self._aged(child, on, band) & (lives.adult_from[child] > on + 20) & ~pending
        fits &= household >= 0
        roomy = fits & self._room(lives.adult_from[child])
        fits = roomy if roomy.sum() >= wanted else fits
        cases, on, household = cases[fits], on[fits], household[fits]
        taken = smallest(lives.family_keys(self.rng, household, _risk(lives, cases, month), together=0.8), wanted)
        self._start(cases[taken], on[taken])
        return len(taken)

    def _room(self, adult_from: Days) -> Bools:
        """Whether few enough of those looked after come of age in the month of each of these days."""
        lives = self.lives
        inside = lives.periods.column("child")[lives.periods.column("end") == OPEN]
        grown = np.bincount(self._month_of(lives.adult_from[inside]), minlength=len(self._firsts) + 1)
        room: Bools = (grown < self._most_grown)[self._month_of(adult_from)]
        return room

    def _month_of(self, days: Days) -> Ints:
        """The month of the history in which each day falls: the first for what came before, one past the last after."""
        found = np.maximum(np.searchsorted(self._firsts, days, side="right") - 1, 0)
        return np.where(days >= self.lives.setting.end, len(self._firsts), found)

    def _open_cases(self, month: Month) -> Ints:
        """Assessed cases that go on past the month, whose child has not been in care in it."""
        book, n = self.lives.book, self.lives.book.n
        going_on = (book.ref[:n] < month.after) & (book.close[:n] > month.after + 20) & (book.a_start[:n] < OPEN)
        no_plan_to_come = (book.cp_start[:n] == OPEN) | (book.cp_start[:n] < month.first)
        return np.flatnonzero(going_on & no_plan_to_come & (book.cla_start[:n] == OPEN))

    def _aged(self, child: Ints, on: Days, band: int) -> Bools:
        birth = self.lives.children.birth[child]
        age = age_on(birth, on)
        found: Bools = (age >= BANDS[band][0]) & (age < BANDS[band][1]) & (birth <= on)
        return found

    def _in_an_emergency(self, month: Month, days: Days, band: int, wanted: int) -> None:
        """Children not known that day, where too few of the age were: police protection, or an accident at home."""
        if wanted <= 0:
            return
        lives = self.lives
        child = np.flatnonzero((lives.free_from < month.first) & (lives.children.household >= 0))
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
        book.a_auth[cases] = working_days_after(book.ref[cases], DAYS_TO_AUTHORISE.draw(self.rng, len(cases)))
        book.outcome[cases] = PLAN
        self.door.assessed += len(cases)

    def _arrive(self, month: Month) -> Ints:
        """Unaccompanied children, nearly all 16 or 17, referred and looked after on the day they arrive.

        Gives how many there were in each age group.
        """
        n = int(self.alone[month.number])
        on = some_days(self.rng, n, month.first, month.after, weekend=0.2)
        cases = self._make_alone(on, month.after)
        self._assess_beside(cases)
        self._start(cases, on)
        child = self.lives.book.child[cases]
        return np.array([int(self._aged(child, on, band).sum()) for band in range(len(CARE_AGES))])

    def _make_alone(self, on: Days, child_on: int) -> Ints:
        """Refer unaccompanied children who arrive on these days, and are still children on another."""
        lives, rng, n = self.lives, self.rng, len(on)
        born = self._births_alone(on, child_on)
        origin = np.full(n, ORIGINS.index("arabic"), np.int32)
        female = chance(rng, n, _UASC_GIRLS_PERCENT / 100).astype(np.int32)
        codes = np.array([ETHNICITIES.index(code) for code in _UASC_ETHNICITIES])
        book, nobody = name_book(), np.full(n, -1, np.int32)
        ethnicity = codes[pick(rng, list(_UASC_ETHNICITIES.values()), n)]
        surname = book.draw_surnames(rng, origin)
        forename = book.draw_forenames(rng, origin, female, np.full(n, 2005, np.int32))
        alone = np.ones(n, np.bool_)
        child = lives.join(Children(nobody, born, female, ethnicity, surname, forename, nobody, alone))
        return lives.refer(child, on, lives.group_of(nobody))

    def _births_alone(self, on: Days, child_on: int) -> Days:
        """Birth dates of unaccompanied children; drawn again, a few times, for who would come of age with too many."""
        rng, n = self.rng, len(on)
        latest_adult = int(birthday(np.array([child_on + 20]), -18)[0])
        born = np.zeros(n, np.int64)
        again = np.ones(n, np.bool_)
        for _ in range(8):
            drawn = birthday(on, -16) - _UASC_DAYS_PAST_16.draw(rng, n)
            drawn = np.maximum(drawn, latest_adult + rng.integers(0, 300, n))
            given = chance(rng, n, _UASC_NEW_YEAR_PERCENT / 100) & (new_year(drawn + 183) >= latest_adult)
            born = np.where(again, np.where(given, new_year(drawn + 183), drawn), born)
            again = ~self._room(birthday(born, 18))
        return born

    def _start(self, cases: Ints, on: Days) -> None:
        lives, book = self.lives, self.lives.book
        lives.reopen(cases)
        book.outcome[cases] = PLAN
        book.cla_start[cases] = on
        on_plan = (book.cp_start[cases] < on) & (book.cp_end[cases] == OPEN)
        book.cp_end[cases[on_plan]] = on[on_plan]
        blank = np.full(len(cases), -1)
        lives.periods.add(case=cases, child=book.child[cases], start=on, end=np.full(len(cases), OPEN), reason=blank)

    def leave(self, month: Month) -> None:
        """Children come of age; as many others leave as keeps the number looked after at its level."""
        lives, rng = self.lives, self.rng
        start, end = lives.periods.column("start"), lives.periods.column("end")
        child, reason = lives.periods.column("child"), lives.periods.column("reason")
        inside = np.flatnonzero(end == OPEN)
        adult = lives.adult_from[child[inside]]
        of_age = inside[adult < month.after]
        able = inside[(adult >= month.after + 20) & (start[inside] < month.after - 2)]
        excess = self._to_leave(inside, of_age, month)
        household = lives.children.household[child]
        keys = lives.family_keys(rng, household[able], self._likely(able, month), together=0.7)
        leaving = able[smallest(keys, excess)]
        days = some_days(rng, len(lives.homes) + 1, month.first, month.after, weekend=0.05)
        on = np.maximum(days[household[leaving]], start[leaving] + 1)
        end[of_age] = np.maximum(lives.adult_from[child[of_age]], start[of_age] + 1)
        end[leaving] = np.minimum(on, month.after - 1)
        reason[of_age] = _drawn(rng, _OF_AGE, len(of_age))
        reason[leaving] = self._why(leaving, month)
        self._afterwards(np.concatenate([of_age, leaving]))

    def _to_leave(self, inside: Ints, of_age: Ints, month: Month) -> int:
        """How many leave beside those who come of age, so that the number looked after keeps its level.

        Looks a year ahead: where more will come of age than should leave, fewer leave now.
        """
        months = self.lives.setting.months[month.number : month.number + 12]
        adult = self.lives.adult_from[self.lives.periods.column("child")[inside]]
        came = np.cumsum([int(self.starts[:, ahead.number].sum()) for ahead in months])
        grown = np.array([int((adult < ahead.after).sum()) for ahead in months])
        after = len(inside) + came - came[0] - grown - self.at_end[month.number : month.number + 12]
        return max(0, int(after.min()))

    def _likely(self, at: Ints, month: Month) -> Floats:
        """How likely each is to leave, against the others: soon after the start, or young."""
        lives = self.lives
        length = month.after - lives.periods.column("start")[at]
        age = age_on(lives.children.birth[lives.periods.column("child")[at]], month.first)
        row = np.searchsorted(_LENGTHS, length, side="right")
        column = np.searchsorted([first for first, _ in BANDS[1:]], age, side="right")
        likely: Floats = np.array(_LIKELY_TO_LEAVE)[row, column]
        alone = self.lives.children.is_uasc[self.lives.periods.column("child")[at]]
        return likely * np.where(alone, _UASC_LEAVE_EARLY, 1.0)

    def _why(self, at: Ints, month: Month) -> Ints:
        lives, rng = self.lives, self.rng
        child = lives.periods.column("child")[at]
        length = lives.periods.column("end")[at] - lives.periods.column("start")[at]
        age = age_on(lives.children.birth[child], month.first)
        kinds = [lives.children.is_uasc[child], age >= 16, (age < 6) & (length > 300), length > 330, length < 60]
        tables = (_YOUNG_UASC, _YOUNG_PERSON, _LITTLE_LONG, _CHILD_LONG, _DAYS_ONLY)
        n = len(at)
        return np.select(kinds, [_drawn(rng, table, n) for table in tables], _drawn(rng, _SHORT, n))

    def _afterwards(self, at: Ints) -> None:
        """What becomes of the case: it ends with an order, with coming of age, or goes on at home for a while."""
        lives, rng, book = self.lives, self.rng, self.lives.book
        case, on = lives.periods.column("case")[at], lives.periods.column("end")[at]
        why = np.array(REASONS)[lives.periods.column("reason")[at]]
        book.cla_end[case] = on
        ways = [np.isin(why, ADOPTION), np.isin(why, GUARDIANSHIP), why == "E41", why == "E3", why == "E2"]
        closing = np.select(ways, [ADOPTED, SGO, CAO, MOVED, DIED], SERVICES_ENDED)
        goes_on = np.isin(why, HOME) & chance(rng, len(at), GOES_ON_PERCENT / 100)
        goes_on &= lives.adult_from[book.child[case]] > on + 60
        book.hold[case] = on + 28
        busy = np.maximum(book.s47_last[case], book.a_start[case])
        until = np.maximum(on, np.minimum(busy, lives.adult_from[book.child[case]]))
        lives.end_case(case[~goes_on], until[~goes_on], closing[~goes_on])
        adopted, dead = closing == ADOPTED, closing == DIED
        lives.seal(book.child[case[adopted]], on[adopted])
        lives.lose(book.child[case[dead]], on[dead])

    def begin(self) -> None:
        """The children looked after when the records begin."""
        rng, setting = self.rng, self.lives.setting
        first = setting.months[0].first
        total = opening_stock(setting, "cla_at")
        alone = min(yearly(setting, "cla_uasc_at_31_march", setting.months[0].year_ending - 1), total)
        for band, n in enumerate(rounded(np.array(OPENING_AGES), total - alone)):
            self._begin_band(band, int(n), first)
        on = (first - 5 - spread(p0=0, p50=150, p100=400).draw(rng, alone)).astype(np.int32)
        self._settle(self._make_alone(on, first), on)

    def _begin_band(self, band: int, n: int, first: int) -> None:
        """Children of one age group, a few at a time, so that not too many come of age together."""
        lives, rng = self.lives, self.rng
        age = age_on(lives.children.birth, first - 1)
        of_age = (age >= max(0, BANDS[band][0])) & (age < BANDS[band][1]) & (lives.adult_from > first + 3)
        able = np.flatnonzero(of_age & (lives.free_from < first) & (lives.children.household >= 0))
        household = lives.children.household[able]
        keys = lives.family_keys(rng, household, lives.homes.need[household].astype(np.float64), together=0.7)
        for part in np.array_split(np.arange(n), OPENING_PARTS):
            free = (lives.free_from[able] < first) & self._room(lives.adult_from[able])
            chosen = smallest(np.where(free, keys, np.inf), len(part))
            self._settle(*self._opened(able[chosen], first))

    def _opened(self, child: Ints, first: int) -> tuple[Ints, Days]:
        """Cases of children who have been looked after for some time, and since when."""
        lives, born = self.lives, self.lives.children.birth[child]
        back = DAYS_LOOKED_AFTER_AT_OPENING.draw(self.rng, len(child))
        on = np.minimum(np.maximum(first - back, born + 2 + (back % 40)), first - 2)
        group = lives.group_of(lives.children.household[child])
        return lives.refer(child, np.maximum(on - 30, born - 30), group), on

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
    risk: Floats = np.select([on_plan, enquired, book.close[cases] == OPEN], [7.0, 4.0, 1.5], 0.5)
    return risk * np.where(_left_lately(lives, month)[book.child[cases]], LIKELIER_AGAIN, 1.0)


def _left_lately(lives: Lives, month: Month) -> Bools:
    """Which children left care not long before the month."""
    end, lately = lives.periods.column("end"), np.zeros(len(lives.children), np.bool_)
    lately[lives.periods.column("child")[(end < month.first) & (end > month.first - LEFT_LATELY)]] = True
    return lately


def _drawn(rng: Chance, table: Mapping[str, int], n: int) -> Ints:
    return np.array([REASONS.index(reason) for reason in table])[pick(rng, list(table.values()), n)]
