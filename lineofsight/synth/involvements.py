"""Who works with whom: the worker and team of each case, dated, through moves between services and the restructure."""

from dataclasses import dataclass

import numpy as np

from lineofsight.synth.casebook import PLAN, Lives
from lineofsight.synth.days import OPEN, Days, birthday
from lineofsight.synth.draws import Chance, Ints, pick, spread
from lineofsight.synth.setting import Setting
from lineofsight.synth.teams import ASSESSMENT, CARE, LEAVERS, RESTRUCTURE, SAFEGUARDING, Structure
from lineofsight.synth.workforce import Workforce

REASONS = ("FCONTA", "TSPROC", "LEFTRL", "ORGRST", "MANAGE", "ABSENC", "CHCHAN", "PCCHAN", "OTHERS")
FIRST, TRANSFER, LEFT, RESTRUCTURED = range(4)
_OTHER_WEIGHTS = (0, 0, 0, 0, 60, 22, 4, 8, 6)

DAYS_TO_CHANGE = spread(p0=40, p25=300, p50=640, p100=2600)
"""Days after which a worker who stays hands a child on."""
DAYS_TO_TRANSFER = spread(p0=2, p50=8, p100=25)
DAYS_TO_CARE_TEAM = spread(p0=60, p50=120, p100=240)


@dataclass(frozen=True)
class Involvements:
    """One row per worker and child. `worker` is -1 where the child was unallocated."""

    child: Ints
    case: Ints
    team: Ints
    worker: Ints
    start: Days
    end: Days
    reason: Ints
    is_adviser: np.ndarray


@dataclass(frozen=True)
class Leaver:
    """Young people who have a personal adviser, from and until a day."""

    child: Ints
    start: Days
    end: Days


class Rota:
    """Who could be given a child in each team and month."""

    def __init__(self, setting: Setting, force: Workforce, structure: Structure) -> None:
        self._months = np.array([month.first for month in setting.months], np.int32)
        holds = {"case_holder", "senior_practitioner"}
        rows = [s for s in force.spells if s.role in holds or not s.role]
        self.team = np.array([s.team for s in rows], np.int32)
        self.start = np.array([s.start for s in rows], np.int32)
        self.end = np.array([s.end for s in rows], np.int32)
        self.worker = np.array([s.worker for s in rows], np.int32)
        self.qualified = np.array([bool(s.role) for s in rows])
        services = {team.number: team.service for team in structure.teams}
        names = sorted(set(services.values()))
        self._service = np.array([names.index(services[s.team]) for s in rows], np.int32)
        self._service_of = {number: names.index(name) for number, name in services.items()}
        self._advises = names.index(LEAVERS)

    def allocate(self, rng: Chance, team: Ints, start: Days) -> tuple[Ints, Days]:
        """A worker of each team who is there on the day, and the day they leave it; -1 where nobody is."""
        month = np.maximum(np.searchsorted(self._months, start, side="right") - 1, 0)
        key = team.astype(np.int64) * 1000 + month
        order = np.argsort(key, kind="stable")
        worker, until = np.full(len(team), -1, np.int32), np.full(len(team), OPEN, np.int32)
        if not len(order):
            return worker, until
        bounds = np.flatnonzero(np.diff(key[order])) + 1
        luck = rng.random(len(team))
        for group in np.split(order, bounds):
            found = self._present(int(team[group[0]]), int(start[group].min()), int(start[group].max()))
            if len(found):
                chosen = found[(luck[group] * len(found)).astype(np.int32)]
                worker[group], until[group] = self.worker[chosen], self.end[chosen]
        return worker, until

    def _present(self, team: int, first: int, last: int) -> Ints:
        """Spells that cover these days: of the team, else of its service, else of anyone."""
        there = (self.start <= first) & (self.end > last + 1)
        service = self._service_of[team]
        there &= self.qualified | (service == self._advises)
        for wanted in (self.team == team, self._service == service):
            found = np.flatnonzero(there & wanted)
            if len(found):
                return found.astype(np.int32)
        return np.flatnonzero(there).astype(np.int32)


def make_involvements(
    setting: Setting, lives: Lives, structure: Structure, force: Workforce, leavers: Leaver
) -> Involvements:
    rng = setting.rng("involvements")
    stages = _stages(rng, setting, lives, structure, leavers)
    rota = Rota(setting, force, structure)
    done: list[dict[str, Ints]] = []
    queue = stages
    for _ in range(200):
        if not len(queue["start"]):
            break
        row, queue = _allocate(rng, rota, structure, queue, setting.end)
        done.append(row)
    made = {name: np.concatenate([row[name] for row in done]) for name in stages if name != "last"}
    order = np.lexsort((made["case"], made["start"], made["child"]))
    return Involvements(**{name: values[order] for name, values in made.items() if name != "worker_before"})


def _stages(rng: Chance, setting: Setting, lives: Lives, structure: Structure, leavers: Leaver) -> dict[str, Ints]:
    """The services that hold each case in turn, without workers yet."""
    book, n = lives.book, lives.book.n
    household = lives.children.household[book.child]
    district = np.where(household < 0, book.child % 6, lives.homes.district[household])
    luck = np.where(household < 0, book.child, household)
    uasc = lives.children.is_uasc[book.child]
    opened = np.maximum(book.ref, setting.warm_from)
    plan = book.outcome == PLAN
    moved = np.minimum(book.a_auth, np.where(book.cp_start < OPEN, book.cp_start + 4, OPEN))
    first = np.where(plan, moved + DAYS_TO_TRANSFER.draw(rng, n), OPEN)
    first = np.clip(np.where(uasc, opened + 2, first), opened, book.close)
    staying = book.cla_end > book.cla_start + 130
    second = np.where(staying & (book.cla_start < OPEN), book.cla_start + DAYS_TO_CARE_TEAM.draw(rng, n), OPEN)
    second = np.clip(np.where(uasc, first, second), first, book.close)
    case = np.arange(n, dtype=np.int32)
    parts = []
    shortest = np.maximum(book.close, opened + 1)
    for service, start, end, reason in (
        (ASSESSMENT, opened, np.maximum(first, opened + 1), FIRST),
        (SAFEGUARDING, first, second, TRANSFER),
        (CARE, second, shortest, TRANSFER),
    ):
        end = np.minimum(end, shortest)
        at = np.flatnonzero(end > start)
        team = structure.serving(service, district[at], luck[at])
        parts.append(_rows(book.child[at], case[at], team, start[at], end[at], reason, False))
    home = lives.children.household[leavers.child]
    where = np.where(home < 0, leavers.child % 6, lives.homes.district[home])
    team = structure.serving(LEAVERS, where, leavers.child)
    blank = np.full(len(home), -1, np.int32)
    begun = np.maximum(leavers.start, setting.warm_from)
    parts.append(_rows(leavers.child, blank, team, begun, leavers.end, TRANSFER, True))
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def _rows(child: Ints, case: Ints, team: Ints, start: Days, end: Days, reason: int, adviser: bool) -> dict[str, Ints]:
    n = len(child)
    late = start >= RESTRUCTURE
    return {
        "child": child, "case": case, "team": team, "worker": np.full(n, -1, np.int32), "start": start,
        "end": end, "reason": np.where(late & False, RESTRUCTURED, reason).astype(np.int32),
        "is_adviser": np.full(n, adviser),
    }  # fmt: skip


def _allocate(
    rng: Chance, rota: Rota, structure: Structure, queue: dict[str, Ints], history_end: int
) -> tuple[dict[str, Ints], dict[str, Ints]]:
    """Give each waiting stretch a worker for as long as it lasts; what is left of it waits for the next round."""
    start, end = queue["start"], queue["end"]
    after = start >= RESTRUCTURE
    team = np.where(after, structure.successor(queue["team"]), queue["team"]).astype(np.int32)
    stays = structure.successor(team) == team
    limit = np.where(after | stays, end, np.minimum(end, RESTRUCTURE))
    worker, until = rota.allocate(rng, team, start)
    kept = (queue["reason"] == RESTRUCTURED) & (queue["worker"] >= 0) & (rng.random(len(start)) < 0.8)
    worker = np.where(kept & np.isin(queue["worker"], rota.worker[rota.end == OPEN]), queue["worker"], worker)
    until = np.where(until <= start, OPEN, until)
    handed = start + DAYS_TO_CHANGE.draw(rng, len(start))
    cut = np.minimum(np.minimum(limit, until), handed)
    cut = np.where(cut < history_end, cut, end).astype(np.int32)
    row = queue | {"team": team, "worker": worker.astype(np.int32), "end": cut}
    left = np.flatnonzero(cut < end)
    others = pick(rng, _OTHER_WEIGHTS, len(left))
    reason = np.select([cut[left] == limit[left], cut[left] == until[left]], [RESTRUCTURED, LEFT], others).astype(
        np.int32
    )
    rest = {name: values[left] for name, values in queue.items()}
    return row, rest | {"start": cut[left], "worker": worker[left].astype(np.int32), "reason": reason}


def advised(lives: Lives, child: Ints, start: Days) -> Leaver:
    """A personal adviser from the day a young person leaves care until they are 21."""
    return Leaver(child, start, birthday(lives.children.birth[child], 21))
