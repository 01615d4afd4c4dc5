"""Posts, and who fills them, month by month: people in post, leavers, vacancies and agency at their published levels.

Source of the levels: DfE, Children's social work workforce, 30 September of each year; straight lines between.
"""

from dataclasses import dataclass, field
from datetime import date

import numpy as np

from lineofsight.synth.calibration import figure
from lineofsight.synth.days import OPEN, to_date, to_day
from lineofsight.synth.draws import Chance, pick, spread
from lineofsight.synth.names import ORIGINS, name_book
from lineofsight.synth.setting import Month, Setting
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

ROLES = {
    "case_holder": 62, "senior_practitioner": 14, "first_line_manager": 12, "middle_manager": 3, "senior_manager": 1,
    "qualified_without_cases": 8,
}  # fmt: skip
TITLES = {
    "case_holder": "Social Worker", "senior_practitioner": "Advanced Social Work Practitioner",
    "first_line_manager": "Team Manager", "middle_manager": "Service Manager", "senior_manager": "Head of Service",
    "qualified_without_cases": "Independent Reviewing Officer", "": "Family Support Worker",
}  # fmt: skip
FTE = {1.0: 76, 0.8: 12, 0.6: 8, 0.5: 4}
SERVICE_SHARES = {ASSESSMENT: 36, SAFEGUARDING: 38, CARE: 16, LEAVERS: 10}
LEAVING_REASONS = (
    "resigned",
    "retired",
    "moved to agency",
    "another local authority",
    "adult services",
    "career break",
)
MOVED_WITHIN = "moved within"
REVIEWS = "qualified_without_cases"
"""Reviewing officers: they chair reviews and hold no case, in a team that no restructure touched."""
AGENCY_DAYS = spread(p0=60, p50=210, p90=500, p100=800)
SUPPORT_PER_SOCIAL_WORKER = 0.22
"""Family support workers and personal advisers: they are staff, but not social workers."""

_LEAVERS_RISE = (
    (to_day(date(2022, 10, 1)), to_day(date(2023, 5, 1)), 0.9),
    (to_day(date(2023, 5, 1)), to_day(date(2024, 5, 1)), 1.16),
)
"""Planted: leavers of the twelve months to April 2024 come to about 13% of people in post, as the board paper says,
and fewer left before, so that the published 30 September 2023 still holds."""


@dataclass
class Post:
    """One established post."""

    post_id: str
    team: int
    role: str
    fte: float
    start: int
    end: int = OPEN
    filled_by: "Spell | None" = None


@dataclass
class Spell:
    """One worker in one post of one team."""

    worker: int
    team: int
    role: str
    fte: float
    start: int
    agency: bool
    post: Post | None
    end: int = OPEN
    reason: str = ""
    until: int = OPEN
    asye: bool = False
    absent: float = 0.0
    """Working days lost to sickness in a year, full-time equivalent."""

    @property
    def is_social_worker(self) -> bool:
        return bool(self.role)


@dataclass
class Worker:
    """Someone who works or worked there."""

    number: int
    name: str
    staff_id: str
    professional_id: str
    swe_number: str


@dataclass
class Workforce:
    """Everyone, and every spell and post, in the order they began."""

    workers: list[Worker] = field(default_factory=list)
    spells: list[Spell] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    levels: list[dict[str, float]] = field(default_factory=list)


class Hiring:
    """Moves the workforce forward a month at a time."""

    def __init__(self, setting: Setting, structure: Structure) -> None:
        self.setting, self.structure = setting, structure
        self.rng = setting.rng("workforce")
        self.force = Workforce()
        self.teams = structure.before
        self.staff: list[Spell] = []
        self.agency: list[Spell] = []
        self.vacant: list[Post] = []
        self._owed = 0.0
        self._names = _names(self.rng)

    def run(self) -> Workforce:
        first = self.setting.months[0].first
        self._open(first)
        for month in self.setting.months:
            if month.first <= RESTRUCTURE < month.after:
                self._restructure()
            self._leave(month)
            self._join(month)
            self._vacancies(month)
            self._cover(month)
            self.force.levels.append(self._level(month))
        return self.force

    def _open(self, first: int) -> None:
        rng = self.rng
        in_post, vacancy, agency, _ = self._target(first)
        while sum(s.fte for s in self.staff) < in_post - 0.3:
            back = int(spread(p0=30, p50=1400, p90=5000, p100=9000).draw(rng, 1)[0])
            self._appoint(self._post(first - back - 40), first - back)
        for _ in range(round(len(self.staff) * SUPPORT_PER_SOCIAL_WORKER)):
            back = int(spread(p0=30, p50=1800, p100=7000).draw(rng, 1)[0])
            self._support(first - back)
        while sum(p.fte for p in self.vacant) < vacancy - 0.3:
            self.vacant.append(self._post(first - 400))
        while sum(s.fte for s in self.agency) < agency - 0.3:
            self._engage(first - int(rng.integers(5, 250)))

    def _target(self, day: int) -> tuple[float, float, float, float]:
        """In post, vacant, agency (FTE) and the leavers of a month, at a day."""
        on = to_date(day)
        before = on.year if on >= date(on.year, 9, 30) else on.year - 1
        along = (day - to_day(date(before, 9, 30))) / 365.25
        scale = self.setting.scale
        in_post = _between("sw_in_post_fte", before, along) * scale
        rate = _between("sw_vacancy_percent", before, along) / 100
        turnover = figure("sw_turnover_percent", before + 1) / 100
        leaving = turnover * figure("sw_in_post_fte", before + 1) * scale / 12
        for since, until, rise in _LEAVERS_RISE:
            leaving *= rise if since <= day < until else 1.0
        return in_post, in_post * rate / (1 - rate), _between("sw_agency_fte", before, along) * scale, leaving

    def _leave(self, month: Month) -> None:
        rng = self.rng
        self._owed += self._target(month.after - 1)[3] * month.share
        while self._owed > 0.45 and len(self.staff) > 1:
            spell = self.staff.pop(int(rng.integers(len(self.staff))))
            spell.end = max(int(rng.integers(month.first, month.after)), spell.start + 1)
            spell.reason = LEAVING_REASONS[int(pick(rng, (46, 12, 14, 16, 7, 5), 1)[0])]
            self._owed -= spell.fte
            if spell.post:
                spell.post.filled_by = None
                self.vacant.append(spell.post)

    def _join(self, month: Month) -> None:
        rng = self.rng
        wanted = self._target(month.after - 1)[0]
        while sum(s.fte for s in self.staff) < wanted - 0.4:
            post = self.vacant.pop(int(rng.integers(len(self.vacant)))) if self.vacant else self._post(month.first)
            taken_from = max(post.start, month.first)
            self._uncover(post)
            self._appoint(post, int(rng.integers(taken_from, max(taken_from + 1, month.after))))

    def _vacancies(self, month: Month) -> None:
        wanted = self._target(month.after - 1)[1]
        while sum(p.fte for p in self.vacant) < wanted - 0.4:
            self.vacant.append(self._post(month.first))
        while self.vacant and sum(p.fte for p in self.vacant) > wanted + 0.4:
            post = self.vacant.pop(int(self.rng.integers(len(self.vacant))))
            last = max((s.end for s in self.force.spells if s.post is post and not s.agency), default=month.first)
            post.end = max(month.first, last, post.start)
            self._uncover(post)

    def _uncover(self, post: Post) -> None:
        """An agency worker stays on beside the posts when the one they cover is filled or ends."""
        for spell in self.agency:
            if spell.post is post:
                spell.post = None

    def _cover(self, month: Month) -> None:
        for spell in [s for s in self.agency if s.until < month.after]:
            self._release(spell, max(spell.until, month.first))
        wanted = self._target(month.after - 1)[2]
        while self.agency and sum(s.fte for s in self.agency) > wanted + 0.6:
            self._release(self.agency[int(self.rng.integers(len(self.agency)))], month.first + 3)
        while sum(s.fte for s in self.agency) < wanted - 0.4:
            self._engage(int(self.rng.integers(month.first, month.after)))

    def _release(self, spell: Spell, on: int) -> None:
        spell.end, spell.reason = max(on, spell.start + 1), "contract ended"
        self.agency.remove(spell)

    def _restructure(self) -> None:
        """Every post of a team that closes ends, and begins again in the team that follows it, with the same worker."""
        heirs = {
            team.number: _number(self.structure, team.successor_id)
            for team in self.structure.teams
            if team.successor_id
        }
        moved: dict[int, Post] = {}
        for post in [p for p in self.force.posts if p.end == OPEN and p.team in heirs]:
            post.end = RESTRUCTURE
            moved[id(post)] = self._post(RESTRUCTURE, heirs[post.team], post.role, post.fte)
        self.vacant = [moved.get(id(post), post) for post in self.vacant]
        for crew in (self.staff, self.agency):
            for at, spell in enumerate(crew):
                if spell.team in heirs:
                    spell.end, spell.reason = RESTRUCTURE, MOVED_WITHIN
                    new = moved.get(id(spell.post)) if spell.post else None
                    crew[at] = self._spell(
                        spell.worker, heirs[spell.team], spell.role, spell.fte, RESTRUCTURE, spell.agency, new
                    )
                    crew[at].until = spell.until
                    if new and not spell.agency:
                        new.filled_by = crew[at]
        self._move_support(heirs)
        self.teams = self.structure.after

    def _move_support(self, heirs: dict[int, int]) -> None:
        for spell in [s for s in self.force.spells if not s.role and s.end == OPEN and s.team in heirs]:
            spell.end, spell.reason = RESTRUCTURE, MOVED_WITHIN
            self._spell(spell.worker, heirs[spell.team], "", spell.fte, RESTRUCTURE, False, None)

    def _post(self, start: int, team: int | None = None, role: str = "", fte: float = 0) -> Post:
        rng = self.rng
        role = role or list(ROLES)[int(pick(rng, list(ROLES.values()), 1)[0])]
        fte = fte or list(FTE)[int(pick(rng, list(FTE.values()), 1)[0])]
        if team is None:
            team = self.structure.named(REVIEWING) if role == REVIEWS else self._team()
        post = Post(f"P{20001 + len(self.force.posts)}", team, role, fte, start)
        self.force.posts.append(post)
        return post

    def _team(self) -> int:
        service = list(SERVICE_SHARES)[int(pick(self.rng, list(SERVICE_SHARES.values()), 1)[0])]
        numbers = sorted({number for numbers in self.teams[service] for number in numbers})
        return numbers[int(self.rng.integers(len(numbers)))]

    def _appoint(self, post: Post, start: int) -> None:
        spell = self._spell(self._worker(), post.team, post.role, post.fte, start, False, post)
        spell.asye = bool(post.role == "case_holder" and self.rng.random() < 0.14)
        post.filled_by = spell
        self.staff.append(spell)

    def _support(self, start: int) -> None:
        advisers = sorted({number for numbers in self.teams[LEAVERS] for number in numbers})
        hubs = [self.structure.named(EARLY_HELP, district) for district in range(6)]
        teams = advisers if self.rng.random() < 0.5 else hubs
        team = teams[int(self.rng.integers(len(teams)))]
        self._spell(self._worker(qualified=False), team, "", 1.0, start, False, None)

    def _engage(self, start: int) -> None:
        covered = {id(spell.post) for spell in self.agency if spell.post}
        free = [post for post in self.vacant if id(post) not in covered and post.start <= start]
        post = free[int(self.rng.integers(len(free)))] if free else None
        role = post.role if post and post.role in ("case_holder", "senior_practitioner") else "case_holder"
        spell = self._spell(self._worker(), post.team if post else self._team(), role, 1.0, start, True, post)
        spell.until = start + int(AGENCY_DAYS.draw(self.rng, 1)[0])
        self.agency.append(spell)

    def _spell(
        self, worker: int, team: int, role: str, fte: float, start: int, agency: bool, post: Post | None
    ) -> Spell:
        days = float(spread(p0=0, p50=2, p90=14, p100=60).draw(self.rng, 1)[0])
        spell = Spell(worker, team, role, fte, start, agency, post, absent=days * fte)
        self.force.spells.append(spell)
        return spell

    def _worker(self, *, qualified: bool = True) -> int:
        n = len(self.force.workers)
        swe = f"SW{100_000 + (n * 7919 + 13) % 899_999}" if qualified else ""
        name = self._names[n % len(self._names)]
        self.force.workers.append(Worker(n, name, f"S{40_001 + n}", str(5_100_000 + n * 3), swe))
        return n

    def _level(self, month: Month) -> dict[str, float]:
        return {
            "month": month.number,
            "sw_in_post_fte": round(sum(s.fte for s in self.staff), 1),
            "sw_vacant_fte": round(sum(p.fte for p in self.vacant), 1),
            "sw_agency_fte": round(sum(s.fte for s in self.agency), 1),
        }


def make_workforce(setting: Setting, structure: Structure) -> Workforce:
    return Hiring(setting, structure).run()


def _between(measure: str, before: int, along: float) -> float:
    start, end = figure(measure, before), figure(measure, before + 1)
    return start + (end - start) * along


def _number(structure: Structure, team_id: str) -> int:
    return next(team.number for team in structure.teams if team.team_id == team_id)


def _names(rng: Chance) -> list[str]:
    """More names than a county needs workers."""
    book, n = name_book(), 6_000
    origin = np.full(n, ORIGINS.index("british"), np.int32)
    female = (rng.random(n) < 0.82).astype(np.int32)
    first = book.draw_forenames(rng, origin, female, np.zeros(n, np.int32))
    last = book.draw_surnames(rng, origin)
    return [f"{book.words[a]} {book.words[b]}" for a, b in zip(first, last, strict=True)]
