"""Who works with whom: the worker and team of each case, dated, through moves between services and the restructure."""

from dataclasses import dataclass, fields

import numpy as np

from lineofsight.synth.casebook import PLAN, Lives
from lineofsight.synth.days import OPEN, Days, birthday
from lineofsight.synth.draws import Bools, Chance, Ints, chance, pick, spread
from lineofsight.synth.leavers import Leavers
from lineofsight.synth.setting import Setting
from lineofsight.synth.teams import (
    ASSESSMENT,
    CARE,
    EARLY_HELP,
    LEAVERS,
    RESTRUCTURE,
    REVIEWING,
    SAFEGUARDING,
    Structure,
)
from lineofsight.synth.workforce import REVIEWS, Workforce

REASONS = ("FCONTA", "TSPROC", "LEFTRL", "ORGRST", "MANAGE", "ABSENC", "CHCHAN", "PCCHAN", "OTHERS")
FIRST, TRANSFER, LEFT, RESTRUCTURED = range(4)
_OTHER_WEIGHTS = (0, 0, 0, 0, 60, 22, 4, 8, 6)

ROLES = ("ALLOCATED", "PERSONAL ADVISER", "REVIEWING OFFICER", "FAMILY SUPPORT")
ALLOCATED, ADVISER, REVIEWER, SUPPORT = range(4)

DAYS_TO_CHANGE = spread(p0=40, p25=190, p50=380, p100=2000)
"""Days after which a worker who stays hands a child on."""
DAYS_TO_TRANSFER = spread(p0=2, p50=8, p100=25)
DAYS_TO_CARE_TEAM = spread(p0=60, p50=120, p100=240)
DAYS_TO_REVIEWER = spread(p0=3, p50=9, p100=20)
FAMILY_SUPPORT_PERCENT, FAMILY_SUPPORT_DAYS = 34, spread(p0=20, p50=70, p100=200)
SAME_WORKER_PERCENT = 80
"""Of children whose team was restructured, how many kept their worker."""


@dataclass(frozen=True)
class Involvements:
    """One row per worker and child. `case` is -1 outside a case; `worker` is -1 where nobody was allocated."""

    child: Ints
    case: Ints
    role: Ints
    team: Ints
    worker: Ints
    start: Days
    end: Days
    reason: Ints
    """Position in REASONS: why this worker began."""

    def __len__(self) -> int:
        return len(self.child)

    def take(self, rows: Ints) -> "Involvements":
        return Involvements(*[getattr(self, field.name)[rows] for field in fields(self)])

    @property
    def is_allocated(self) -> Bools:
        found: Bools = self.role == ALLOCATED
        return found

    @property
    def is_adviser(self) -> Bools:
        found: Bools = self.role == ADVISER
        return found


def joined(parts: list[Involvements]) -> Involvements:
    return Involvements(
        *[np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(Involvements)]
    )


class Rota:
    """Who could be given a child in each team and month."""

    def __init__(self, setting: Setting, force: Workforce, structure: Structure) -> None:
        self._months = np.array([month.first for month in setting.months])
        kinds = {"case_holder": ALLOCATED, "senior_practitioner": ALLOCATED, REVIEWS: REVIEWER, "": SUPPORT}
        rows = [spell for spell in force.spells if spell.role in kinds]
        self._team = np.array([spell.team for spell in rows], np.int64)
        self._start = np.array([spell.start for spell in rows], np.int64)
        self._end = np.array([spell.end for spell in rows], np.int64)
        self._worker = np.array([spell.worker for spell in rows], np.int64)
        self._kind = np.array([kinds[spell.role] for spell in rows], np.int64)
        services = [team.service for team in structure.teams]
        names = sorted(set(services))
        self._service_of = np.array([names.index(service) for service in services])
        self.staying = self._worker[self._end == OPEN]

    def allocate(self, rng: Chance, role: Ints, team: Ints, start: Days) -> tuple[Ints, Days]:
        """A worker of each team who is there on the day, and the day they leave it; -1 where nobody is."""
        month = np.maximum(np.searchsorted(self._months, start, side="right") - 1, 0)
        key = (role.astype(np.int64) * 1000 + team) * 1000 + month
        order = np.argsort(key, kind="stable")
        worker, until = np.full(len(team), -1), np.full(len(team), OPEN)
        luck = rng.random(len(team))
        for group in np.split(order, np.flatnonzero(np.diff(key[order])) + 1) if len(order) else ():
            one = group[0]
            found = self._present(int(role[one]), int(team[one]), int(start[group].min()), int(start[group].max()))
            if len(found):
                chosen = found[(luck[group] * len(found)).astype(np.int64)]
                worker[group], until[group] = self._worker[chosen], self._end[chosen]
        return worker, until

    def _present(self, role: int, team: int, first: int, last: int) -> Ints:
        """Spells of the right kind that cover these days: of the team, else of its service, else of anyone."""
        kind = SUPPORT if role in (ADVISER, SUPPORT) else role
        there = (self._start <= first) & (self._end > last + 1) & (self._kind == kind)
        for wanted in (self._team == team, self._service_of[self._team] == self._service_of[team], there):
            found = np.flatnonzero(there & wanted)
            if len(found):
                return found
        return np.empty(0, np.int64)


def make_involvements(
    setting: Setting, lives: Lives, structure: Structure, force: Workforce, leavers: Leavers
) -> Involvements:
    rng, rota = setting.rng("involvements"), Rota(setting, force, structure)
    waiting = joined([*_allocations(rng, setting, lives, structure), *_others(rng, setting, lives, structure, leavers)])
    done: list[Involvements] = []
    while len(waiting):
        made, waiting = _give(rng, rota, structure, waiting, setting.end)
        done.append(made)
    rows = joined(done)
    rows.reason[(rows.start == RESTRUCTURE) & (rows.reason != FIRST) & rows.is_allocated] = RESTRUCTURED
    return rows.take(np.lexsort((rows.case, rows.role, rows.start, rows.child)))


def _allocations(rng: Chance, setting: Setting, lives: Lives, structure: Structure) -> list[Involvements]:
    """The services that hold each case in turn, without workers yet: assessment, safeguarding, children in care."""
    book, n = lives.book, lives.book.n
    household = lives.children.household[book.child]
    alone = household < 0
    district = np.where(alone, book.child % 6, lives.homes.district[household])
    luck = np.where(alone, book.child, household)
    opened = np.maximum(book.ref, setting.warm_from)
    closed = np.maximum(book.close, opened + 1)
    decided = np.minimum(book.a_auth, np.where(book.cp_start < OPEN, book.cp_start + 4, OPEN))
    first = np.where(book.outcome == PLAN, decided + DAYS_TO_TRANSFER.draw(rng, n), OPEN)
    first = np.clip(np.where(alone, opened + 2, first), opened + 1, closed)
    staying = (book.cla_start < OPEN) & (book.cla_end > book.cla_start + 130)
    second = np.where(staying, book.cla_start + DAYS_TO_CARE_TEAM.draw(rng, n), OPEN)
    second = np.clip(np.where(alone, first, second), first, closed)
    case, role = np.arange(n), np.full(n, ALLOCATED)
    stages = (
        (ASSESSMENT, opened, first, FIRST),
        (SAFEGUARDING, first, second, TRANSFER),
        (CARE, second, closed, TRANSFER),
    )
    parts = []
    for service, start, end, reason in stages:
        team = structure.serving(service, district, luck)
        whole = Involvements(book.child, case, role, team, np.full(n, -1), start, end, np.full(n, reason))
        parts.append(whole.take(np.flatnonzero(end > start)))
    return parts


def _others(rng: Chance, setting: Setting, lives: Lives, structure: Structure, leavers: Leavers) -> list[Involvements]:
    """Personal advisers of care leavers, reviewing officers of children in care, family support beside a plan."""
    book, child, n = lives.book, leavers.child, len(leavers.child)
    home = lives.children.household[child]
    team = structure.serving(LEAVERS, np.where(home < 0, child % 6, lives.homes.district[home]), child)
    until = birthday(lives.children.birth[child], 21)
    advised = _rows(child, np.full(n, -1), ADVISER, team, leavers.left, until, setting)
    care = lives.periods
    kid, start, end = care.column("child"), care.column("start"), care.column("end")
    named = np.full(len(kid), structure.named(REVIEWING))
    reviewed = _rows(
        kid, care.column("case"), REVIEWER, named, start + DAYS_TO_REVIEWER.draw(rng, len(kid)), end, setting
    )
    helped = (book.outcome == PLAN) & chance(rng, book.n, FAMILY_SUPPORT_PERCENT / 100)
    at = np.flatnonzero(helped & (lives.children.household[book.child] >= 0))
    district = lives.homes.district[lives.children.household[book.child[at]]]
    hub = np.array([structure.named(EARLY_HELP, number) for number in range(6)])[district]
    begun = book.a_auth[at]
    ended = np.minimum(begun + FAMILY_SUPPORT_DAYS.draw(rng, len(at)), book.close[at])
    return [advised, reviewed, _rows(book.child[at], at, SUPPORT, hub, begun, ended, setting)]


def _rows(child: Ints, case: Ints, role: int, team: Ints, start: Days, end: Days, setting: Setting) -> Involvements:
    n, begun = len(child), np.maximum(start, setting.warm_from)
    whole = Involvements(child, case, np.full(n, role), team, np.full(n, -1), begun, end, np.full(n, FIRST))
    return whole.take(np.flatnonzero((end > begun) & (begun < setting.end)))


def _give(
    rng: Chance, rota: Rota, structure: Structure, waiting: Involvements, history_end: int
) -> tuple[Involvements, Involvements]:
    """Give each waiting stretch a worker for as long as it lasts; what is left of it waits for the next round."""
    n, after = len(waiting), waiting.start >= RESTRUCTURE
    heir = structure.successor(waiting.team)
    team = np.where(after, heir, waiting.team)
    limit = np.where(after | (heir == waiting.team), waiting.end, np.minimum(waiting.end, RESTRUCTURE))
    worker, until = rota.allocate(rng, waiting.role, team, waiting.start)
    kept = (waiting.reason == RESTRUCTURED) & np.isin(waiting.worker, rota.staying)
    kept &= chance(rng, n, SAME_WORKER_PERCENT / 100)
    worker, until = np.where(kept, waiting.worker, worker), np.where(kept, OPEN, until)
    handed = waiting.start + DAYS_TO_CHANGE.draw(rng, n)
    cut = np.minimum(np.minimum(limit, until), handed)
    cut = np.where(cut < history_end, cut, waiting.end)
    made = Involvements(waiting.child, waiting.case, waiting.role, team, worker, waiting.start, cut, waiting.reason)
    left = np.flatnonzero(cut < waiting.end)
    changes = [cut[left] == limit[left], cut[left] == until[left]]
    reason = np.select(changes, [RESTRUCTURED, LEFT], pick(rng, _OTHER_WEIGHTS, len(left)))
    rest = waiting.take(left)
    return made, Involvements(rest.child, rest.case, rest.role, rest.team, worker[left], cut[left], rest.end, reason)
