"""SSD tables about who works with whom: professionals, teams, involvements; and whom a case had on a day."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from lineofsight.synth.county import County
from lineofsight.synth.days import Days
from lineofsight.synth.draws import Bools, Chance, Ints, looked_up
from lineofsight.synth.involvements import REASONS, ROLES
from lineofsight.synth.recording import recorded
from lineofsight.synth.workforce import TITLES
from lineofsight.synth.writing import Coded, Frame, texts

REFERRAL = 2_000_000
_A_CASE = 4_000_000


@dataclass(frozen=True)
class Work:
    """Answers which team and worker a case was allocated to, as the ids that files hold."""

    team_ids: list[str]
    worker_ids: list[str]
    first: Ints
    """For each case, the row of its first allocation; -1 without one."""
    key: Ints
    """Case and day of each allocation as one number, rising."""
    team: Ints
    worker: Ints
    support: Ints
    """Workers who are not social workers."""

    def team_at(self, case: Ints, on: Days | None = None) -> Coded:
        """The team of each case on a day (or at its start); that of its first allocation before it."""
        return Coded(looked_up(self.team, self._at(case, on)), self.team_ids)

    def worker_at(self, case: Ints, on: Days | None = None) -> Coded:
        return Coded(looked_up(self.worker, self._at(case, on)), self.worker_ids)

    def anyone(self, rng: Chance, where: Bools) -> Coded:
        """Some support worker, for rows where that is so: early help is not tied to a case."""
        chosen = self.support[rng.integers(0, len(self.support), len(where))]
        return Coded(np.where(where, chosen, -1), self.worker_ids)

    def _at(self, case: Ints, on: Days | None) -> Ints:
        if on is None:
            return self.first[case]
        found = np.searchsorted(self.key, case.astype(np.int64) * _A_CASE + on + _A_CASE // 4, side="right") - 1
        of_case = looked_up(self.key, found) // _A_CASE == case
        return np.where(of_case, found, self.first[case])


def make_work(county: County) -> Work:
    involved = county.involvements
    at = np.flatnonzero((involved.case >= 0) & involved.is_allocated)
    key = involved.case[at].astype(np.int64) * _A_CASE + involved.start[at] + _A_CASE // 4
    order = np.argsort(key, kind="stable")
    at, key = at[order], key[order]
    first = np.full(county.lives.book.n, -1, np.int64)
    first[involved.case[at][::-1]] = np.arange(len(at))[::-1]
    support = sorted({spell.worker for spell in county.workforce.spells if not spell.role})
    return Work(
        county.structure.ids(), [worker.professional_id for worker in county.workforce.workers], first, key,
        involved.team[at], involved.worker[at], np.array(support or [0]),
    )  # fmt: skip


def worker_frames(county: County) -> dict[str, Frame]:
    return {
        "ssd_professionals": _professionals(county), "ssd_department": _departments(county),
        "ssd_involvements": _involvements(county),
    }  # fmt: skip


def _professionals(county: County) -> Frame:
    """Workers who had started by the day of the extract, with what they were last."""
    last = {spell.worker: spell for spell in county.workforce.spells if spell.start <= county.setting.extracted}
    rows = [(county.workforce.workers[number], spell) for number, spell in sorted(last.items())]
    cases, teams = _caseloads(county), county.structure.teams
    columns = {
        "prof_professional_id": texts([worker.professional_id for worker, _ in rows]),
        "prof_staff_id": texts([worker.staff_id for worker, _ in rows]),
        "prof_professional_name": texts([worker.name for worker, _ in rows]),
        "prof_social_worker_registration_no": texts([worker.swe_number for worker, _ in rows]),
        "prof_professional_job_title": texts([TITLES[spell.role] for _, spell in rows]),
        "prof_professional_caseload": np.array([cases.get(worker.number, 0) for worker, _ in rows], np.int64),
        "prof_professional_department": texts([teams[spell.team].name for _, spell in rows]),
        "prof_full_time_equivalency": np.array([spell.fte for _, spell in rows], np.float64),
        "prof_agency_worker_flag": np.array([spell.agency for _, spell in rows], np.int8),
    }
    return Frame(columns)


def _caseloads(county: County) -> dict[int, int]:
    """Children allocated to each worker on the last 30 September before the extract."""
    year = np.datetime64(county.setting.extracted, "D").astype("datetime64[Y]")
    this = int((year.astype("datetime64[M]") + 8).astype("datetime64[D]").astype(np.int64)) + 29
    before = int(((year - 1).astype("datetime64[M]") + 8).astype("datetime64[D]").astype(np.int64)) + 29
    on = this if this <= county.setting.extracted else before
    involved = county.involvements
    held = (involved.start <= on) & (involved.end > on) & (involved.worker >= 0) & involved.is_allocated
    workers, counts = np.unique(involved.worker[held], return_counts=True)
    return dict(zip(workers.tolist(), counts.tolist(), strict=True))


def _departments(county: County) -> Frame:
    teams = [team for team in county.structure.teams if team.opened <= county.setting.extracted]
    names = {team.team_id: team.name for team in county.structure.teams}
    columns = {
        "dept_team_id": texts([team.team_id for team in teams]), "dept_team_name": texts([team.name for team in teams]),
        "dept_team_parent_id": texts([team.parent_id for team in teams]),
        "dept_team_parent_name": texts([names.get(team.parent_id, "") for team in teams]),
    }  # fmt: skip
    return Frame(columns)


def _involvements(county: County) -> Frame:
    rng = county.setting.rng("recording of involvements")
    involved = county.involvements
    kept = np.where(involved.case >= 0, county.kept[involved.case], involved.end >= county.setting.start)
    kept &= (involved.end >= county.setting.start - 365) & (involved.worker >= 0)
    at = np.flatnonzero(kept & (involved.start < county.setting.end) & county.known[involved.child])
    start, end = involved.start[at], involved.end[at]
    entered = recorded(rng, "involvement", start)
    known = np.maximum(recorded(rng, "involvement", end), entered)
    workers = texts([worker.professional_id for worker in county.workforce.workers])
    columns = {
        "invo_involvements_id": 9_000_000 + at, "invo_professional_id": workers.take(pa.array(involved.worker[at])),
        "invo_professional_role_id": Coded(involved.role[at], ROLES),
        "invo_professional_team": Coded(involved.team[at], county.structure.ids()),
        "invo_involvement_start_date": start, "invo_involvement_end_date": end,
        "invo_worker_change_reason": Coded(involved.reason[at], REASONS),
        "invo_person_id": county.people.ssd[involved.child[at]],
        "invo_referral_id": np.where(involved.case[at] >= 0, REFERRAL + involved.case[at], -1),
    }  # fmt: skip
    return Frame(columns, entered, known, ("invo_involvement_end_date",), "invo_involvement_start_date")
