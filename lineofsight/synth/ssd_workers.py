"""SSD tables about who works with whom: professionals, teams, involvements; and whom a case had on a day."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lineofsight.synth.county import County
from lineofsight.synth.days import Days
from lineofsight.synth.draws import Bools, Chance, Ints
from lineofsight.synth.involvements import REASONS
from lineofsight.synth.recording import recorded
from lineofsight.synth.workforce import TITLES
from lineofsight.synth.writing import Coded, Frame, texts

REFERRAL = 2_000_000


@dataclass(frozen=True)
class Work:
    """Answers which team and worker a case had, as the ids that files hold."""

    team_ids: pa.Array
    worker_ids: pa.Array
    case_first: Ints
    """For each case, its first involvement in the order of `team` and `worker`; -1 without one."""
    keys: np.ndarray
    team: Ints
    worker: Ints
    present: np.ndarray

    def team_of_case(self, case: Ints) -> pa.Array:
        return self._team(self.case_first[case])

    def worker_of_case(self, case: Ints) -> pa.Array:
        return self._worker(self.case_first[case])

    def team_at(self, case: Ints, on: Days) -> pa.Array:
        return self._team(self._at(case, on))

    def worker_at(self, case: Ints, on: Days) -> pa.Array:
        return self._worker(self._at(case, on))

    def anyone(self, rng: Chance, on: Days, where: Bools) -> pa.Array:
        """Some worker, for rows where that is so: early help workers are not tied to a case."""
        chosen = self.present[rng.integers(0, len(self.present), len(on))]
        return pc.if_else(pa.array(where), self.worker_ids.take(pa.array(chosen)), "")

    def _at(self, case: Ints, on: Days) -> Ints:
        wanted = case.astype(np.int64) * 4_000_000 + on + 1_000_000
        found = np.searchsorted(self.keys, wanted, side="right") - 1
        same = (found >= 0) & (self.keys[np.maximum(found, 0)] // 4_000_000 == case)
        return np.where(same, found, self.case_first[case]).astype(np.int32)

    def _team(self, at: Ints) -> pa.Array:
        return pc.fill_null(self.team_ids.take(pa.array(np.where(at < 0, 0, self.team[np.maximum(at, 0)]))), "")

    def _worker(self, at: Ints) -> pa.Array:
        worker = np.where(at < 0, -1, self.worker[np.maximum(at, 0)])
        return pc.if_else(pa.array(worker < 0), "", self.worker_ids.take(pa.array(np.maximum(worker, 0))))


def make_work(county: County) -> Work:
    involved = county.involvements
    at = np.flatnonzero(involved.case >= 0)
    key = involved.case[at].astype(np.int64) * 4_000_000 + involved.start[at] + 1_000_000
    order = np.argsort(key, kind="stable")
    at, key = at[order], key[order]
    case_first = np.full(county.lives.book.n, -1, np.int32)
    case_first[involved.case[at][::-1]] = np.arange(len(at), dtype=np.int32)[::-1]
    workers = county.workforce.workers
    return Work(
        pa.array(county.structure.ids(), pa.string()), pa.array([w.professional_id for w in workers], pa.string()),
        case_first, key, involved.team[at], involved.worker[at],
        np.array(sorted({s.worker for s in county.workforce.spells if not s.role}) or [0], np.int32),
    )  # fmt: skip


def worker_frames(county: County) -> dict[str, Frame]:
    return {
        "ssd_professionals": _professionals(county), "ssd_department": _departments(county),
        "ssd_involvements": _involvements(county),
    }  # fmt: skip


def _professionals(county: County) -> Frame:
    """Workers who have started by the day of the extract, with what they were last."""
    last = {}
    for spell in county.workforce.spells:
        if spell.start <= county.setting.extracted:
            last[spell.worker] = spell
    used = np.zeros(len(county.workforce.workers), np.bool_)
    used[county.involvements.worker[county.involvements.worker >= 0]] = True
    rows = [(county.workforce.workers[number], spell) for number, spell in sorted(last.items())]
    september = _last_september(county)
    cases = _caseloads(county, september)
    teams = county.structure.teams
    return Frame(
        {
            "prof_professional_id": texts([w.professional_id for w, _ in rows]),
            "prof_staff_id": texts([w.staff_id for w, _ in rows]), "prof_professional_name": texts([w.name for w, _ in rows]),
            "prof_social_worker_registration_no": texts([w.swe_number for w, _ in rows]),
            "prof_professional_job_title": texts([TITLES[s.role] for _, s in rows]),
            "prof_professional_caseload": np.array([cases.get(w.number, 0) for w, _ in rows], np.int64),
            "prof_professional_department": texts([teams[s.team].name for _, s in rows]),
            "prof_full_time_equivalency": np.array([s.fte for _, s in rows], np.float64),
            "prof_agency_worker_flag": np.array([s.agency for _, s in rows], np.int8),
        }
    )  # fmt: skip


def _last_september(county: County) -> int:
    day = np.datetime64(county.setting.extracted, "D")
    year = int(day.astype("datetime64[Y]").astype(np.int64)) + 1970
    this = int(np.datetime64(f"{year}-09-30").astype(np.int64))
    return this if this <= county.setting.extracted else int(np.datetime64(f"{year - 1}-09-30").astype(np.int64))


def _caseloads(county: County, on: int) -> dict[int, int]:
    involved = county.involvements
    held = (involved.start <= on) & (involved.end > on) & (involved.worker >= 0)
    workers, counts = np.unique(involved.worker[held], return_counts=True)
    return dict(zip(workers.tolist(), counts.tolist(), strict=True))


def _departments(county: County) -> Frame:
    teams = [team for team in county.structure.teams if team.opened <= county.setting.extracted]
    names = {team.team_id: team.name for team in county.structure.teams}
    return Frame(
        {
            "dept_team_id": texts([team.team_id for team in teams]), "dept_team_name": texts([team.name for team in teams]),
            "dept_team_parent_id": texts([team.parent_id for team in teams]),
            "dept_team_parent_name": texts([names.get(team.parent_id, "") for team in teams]),
        }
    )  # fmt: skip


def _involvements(county: County) -> Frame:
    rng = county.setting.rng("recording of involvements")
    involved = county.involvements
    kept = np.where(involved.case >= 0, county.kept[np.maximum(involved.case, 0)], True)
    at = np.flatnonzero(kept & (involved.start < county.setting.end) & (involved.worker >= 0))
    start = involved.start[at]
    end = np.where(involved.end[at] < county.setting.end, involved.end[at], 1_000_000).astype(np.int32)
    entered = recorded(rng, "involvement", start)
    workers = pa.array([w.professional_id for w in county.workforce.workers], pa.string())
    return Frame(
        {
            "invo_involvements_id": 9_000_000 + at.astype(np.int64),
            "invo_professional_id": workers.take(pa.array(involved.worker[at])),
            "invo_professional_role_id": Coded(involved.is_adviser[at].astype(np.int32), ("ALLOCATED", "PERSONAL ADVISER")),
            "invo_professional_team": pa.array(county.structure.ids(), pa.string()).take(pa.array(involved.team[at])),
            "invo_involvement_start_date": start, "invo_involvement_end_date": end,
            "invo_worker_change_reason": Coded(involved.reason[at], REASONS),
            "invo_person_id": county.people.ssd[involved.child[at]],
            "invo_referral_id": np.where(involved.case[at] >= 0, REFERRAL + involved.case[at].astype(np.int64), -1),
        },
        recorded=entered, ended=np.maximum(recorded(rng, "involvement", end), entered),
        end_columns=("invo_involvement_end_date",),
    )  # fmt: skip
