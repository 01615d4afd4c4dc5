"""The workforce extract and people's decisions, as files."""

import numpy as np

from lineofsight.synth.county import County
from lineofsight.synth.days import OPEN
from lineofsight.synth.households import DISTRICTS
from lineofsight.synth.roster import SECOND, Roster
from lineofsight.synth.workforce import TITLES, Spell
from lineofsight.synth.writing import MINUTES, Coded, Frame, texts

DECISIONS_OF_A_KIND, DAYS_TO_DECIDE = 6, 20


def workforce_frames(county: County) -> dict[str, Frame]:
    return {"workforce_teams": _teams(county), "workforce_posts": _posts(county), "workforce_staff": _staff(county)}


def _last(county: County) -> int:
    """The last day that the workforce extract knows of."""
    return min(county.setting.extracted, county.setting.end - 1)


def _teams(county: County) -> Frame:
    last = _last(county)
    teams = [team for team in county.structure.teams if team.opened <= last]
    columns = {
        "team_id": texts([team.team_id for team in teams]), "team_name": texts([team.name for team in teams]),
        "parent_team_id": texts([team.parent_id for team in teams]), "service": texts([team.service for team in teams]),
        "district": Coded(np.array([team.district for team in teams]), DISTRICTS),
        "opened_on": np.array([team.opened for team in teams]),
        "closed_on": np.array([team.closed if team.closed <= last else OPEN for team in teams]),
        "successor_team_id": texts([team.successor_id if team.closed <= last else "" for team in teams]),
    }  # fmt: skip
    return Frame(columns)


def _posts(county: County) -> Frame:
    last, ids = _last(county), county.structure.ids()
    posts = [post for post in county.workforce.posts if post.start <= last and post.end > county.setting.start - 365]
    columns = {
        "post_id": texts([post.post_id for post in posts]), "team_id": texts([ids[post.team] for post in posts]),
        "role": texts([post.role for post in posts]), "is_social_worker": np.ones(len(posts), np.int8),
        "fte": np.array([post.fte for post in posts], np.float64),
        "post_start": np.array([post.start for post in posts]),
        "post_end": np.array([post.end if post.end <= last else OPEN for post in posts]),
    }  # fmt: skip
    return Frame(columns)


def _staff(county: County) -> Frame:
    last, ids, workers = _last(county), county.structure.ids(), county.workforce.workers
    spells = [s for s in county.workforce.spells if s.start <= last and s.end > county.setting.start - 365]
    columns = {
        "staff_id": texts([workers[s.worker].staff_id for s in spells]),
        "swe_number": texts([workers[s.worker].swe_number for s in spells]),
        "staff_name": texts([workers[s.worker].name for s in spells]),
        "post_id": texts([s.post.post_id if s.post else "" for s in spells]),
        "job_title": texts([TITLES[s.role] for s in spells]), "role": texts([s.role for s in spells]),
        "is_social_worker": np.array([s.is_social_worker for s in spells], np.int8),
        "team_id": texts([ids[s.team] for s in spells]), "fte": np.array([s.fte for s in spells], np.float64),
        "start": np.array([s.start for s in spells]),
        "end": np.array([s.end if s.end <= last else OPEN for s in spells]),
        "leaving_reason": texts([s.reason if s.end <= last else "" for s in spells]),
        "agency": np.array([s.agency for s in spells], np.int8),
        "covers_vacancy": np.array([s.post is not None if s.agency else -1 for s in spells], np.int8),
        "asye": np.array([s.asye for s in spells], np.int8),
        "absence_fte_days": np.array([np.nan if s.agency else _lost(s, last) for s in spells], np.float64),
    }  # fmt: skip
    return Frame(columns)


def _lost(spell: Spell, last: int) -> float:
    """Working days lost to sickness in the spell, as far as it has gone."""
    return round(spell.absent * (min(spell.end, last + 1) - spell.start) / 365.25, 1)


def decision_frame(county: County, roster: Roster) -> Frame:
    """A few decisions about two records of the case system: some the same child, some twins."""
    again = np.flatnonzero(roster.again == SECOND)[:DECISIONS_OF_A_KIND].tolist()
    same = [(int(roster.main_of[roster.child[row]]), row, "same") for row in again]
    twin_of = county.children.twin_of
    twins = np.flatnonzero((twin_of >= 0) & (roster.main_of >= 0) & (roster.main_of[twin_of] >= 0))
    apart = [(int(roster.main_of[c]), int(roster.main_of[twin_of[c]]), "different") for c in twins.tolist()]
    pairs = same + apart[:DECISIONS_OF_A_KIND]
    because = {"same": "Checked both records with the worker", "different": "Twins: two first names, one birth date"}
    n = len(pairs)
    seen = [max(int(roster.first_seen[a]), int(roster.first_seen[b])) for a, b, _ in pairs]
    on = np.maximum(np.array(seen, np.int64), county.setting.start) + DAYS_TO_DECIDE
    columns = {
        "decision_id": texts([f"D{k + 1:04d}" for k in range(n)]), "source_a": texts(["ssd_person"] * n),
        "source_key_a": texts([str(roster.key[a]) for a, _, _ in pairs]), "source_b": texts(["ssd_person"] * n),
        "source_key_b": texts([str(roster.key[b]) for _, b, _ in pairs]),
        "decision": texts([what for *_, what in pairs]), "decided_by": texts(["analyst"] * n),
        "decided_at": on * MINUTES + 600,
        "because": texts([because[what] for *_, what in pairs]), "supersedes": texts([""] * n),
    }  # fmt: skip
    return Frame(columns, recorded=on)
