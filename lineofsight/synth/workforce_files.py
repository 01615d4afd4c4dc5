"""The workforce extract, the postcode lookup and people's decisions, as files."""

import numpy as np
import pyarrow as pa

from lineofsight.standards.areas import COUNTY
from lineofsight.standards.population import population
from lineofsight.synth.county import County
from lineofsight.synth.days import OPEN
from lineofsight.synth.households import DISTRICTS
from lineofsight.synth.ssd_people import Roster
from lineofsight.synth.workforce import TITLES, Spell
from lineofsight.synth.writing import Coded, Frame, texts


def workforce_frames(county: County) -> dict[str, Frame]:
    return {"workforce_teams": _teams(county), "workforce_posts": _posts(county), "workforce_staff": _staff(county)}


def _teams(county: County) -> Frame:
    at = county.setting.extracted
    teams = [team for team in county.structure.teams if team.opened <= at]
    closed = np.array([team.closed if team.closed <= at else OPEN for team in teams], np.int32)
    heirs = [team.successor_id if team.closed <= at else "" for team in teams]
    return Frame(
        {
            "team_id": texts([team.team_id for team in teams]), "team_name": texts([team.name for team in teams]),
            "parent_team_id": texts([team.parent_id for team in teams]), "service": texts([team.service for team in teams]),
            "district": Coded(np.array([team.district for team in teams], np.int32), DISTRICTS),
            "opened_on": np.array([team.opened for team in teams], np.int32), "closed_on": closed,
            "successor_team_id": texts(heirs),
        }
    )  # fmt: skip


def _posts(county: County) -> Frame:
    setting = county.setting
    last = min(setting.extracted, setting.end - 1)
    posts = [post for post in county.workforce.posts if post.start <= last and post.end > setting.start - 365]
    return Frame(
        {
            "post_id": texts([post.post_id for post in posts]), "team_id": _team_ids(county, [post.team for post in posts]),
            "role": texts([post.role for post in posts]), "is_social_worker": np.ones(len(posts), np.int8),
            "fte": np.array([post.fte for post in posts], np.float64),
            "post_start": np.array([post.start for post in posts], np.int32),
            "post_end": np.array([post.end if post.end <= last else OPEN for post in posts], np.int32),
        }
    )  # fmt: skip


def _staff(county: County) -> Frame:
    setting = county.setting
    last = min(setting.extracted, setting.end - 1)
    spells = [s for s in county.workforce.spells if s.start <= last and s.end > setting.start - 365]
    workers = county.workforce.workers
    gone = [s.end <= last for s in spells]
    return Frame(
        {
            "staff_id": texts([workers[s.worker].staff_id for s in spells]),
            "swe_number": texts([workers[s.worker].swe_number for s in spells]),
            "staff_name": texts([workers[s.worker].name for s in spells]),
            "post_id": texts([s.post.post_id if s.post else "" for s in spells]),
            "job_title": texts([TITLES[s.role] for s in spells]), "role": texts([s.role for s in spells]),
            "is_social_worker": np.array([s.is_social_worker for s in spells], np.int8),
            "team_id": _team_ids(county, [s.team for s in spells]), "fte": np.array([s.fte for s in spells], np.float64),
            "start": np.array([s.start for s in spells], np.int32),
            "end": np.array([s.end if left else OPEN for s, left in zip(spells, gone, strict=True)], np.int32),
            "leaving_reason": texts([s.reason if left else "" for s, left in zip(spells, gone, strict=True)]),
            "agency": np.array([s.agency for s in spells], np.int8), "covers_vacancy": _covers(spells),
            "asye": np.array([s.asye for s in spells], np.int8),
            "absence_fte_days": np.array([np.nan if s.agency else s.absent for s in spells], np.float64),
        }
    )  # fmt: skip


def _covers(spells: list[Spell]) -> np.ndarray:
    return np.array([s.post is not None if s.agency else -1 for s in spells], np.int8)


def _team_ids(county: County, numbers: list[int]) -> pa.Array:
    return pa.array(county.structure.ids(), pa.string()).take(pa.array(np.array(numbers, np.int32)))


def postcode_frame(county: County) -> Frame:
    """Postcodes of the county only: one outside it is in no lookup that a county council keeps."""
    n = county.postcodes.inside
    place = county.postcodes.place[:n]
    return Frame(
        {
            "pcds": texts(list(county.postcodes.text[:n])), "laua": Coded(county.places.district[place], DISTRICTS),
            "lsoa21": Coded(place, county.places.code),
        }
    )  # fmt: skip


def population_frame(county: County) -> Frame:
    """Mid-year estimates of the county and its districts, in real proportion to the residents asked for.

    Each district is scaled and rounded; the county is their sum, as in the published table.
    """
    setting = county.setting
    inside = [row for row in population(setting.until.year) if row.area in DISTRICTS]
    scaled = [round(row.population * setting.scale) for row in inside]
    whole: dict[tuple[int, int, str], int] = {}
    for row, count in zip(inside, scaled, strict=True):
        cell = (row.mid_year, row.age, row.sex)
        whole[cell] = whole.get(cell, 0) + count
    rows = [(row.area, row.mid_year, row.age, row.sex, count) for row, count in zip(inside, scaled, strict=True)]
    rows += [(COUNTY, mid_year, age, sex, count) for (mid_year, age, sex), count in whole.items()]
    area, mid_year, age, sex, count = zip(*rows, strict=True)
    return Frame(
        {
            "code": texts(list(area)), "year": np.array(mid_year, np.int32), "sex": texts(list(sex)),
            "age": np.array(age, np.int32), "population": np.array(count, np.int32),
        }
    )  # fmt: skip


def decision_frame(county: County, roster: Roster) -> Frame:
    """A few decisions about two records of the case system: some the same child, some brother and sister."""
    again = np.flatnonzero((roster.again == 1) & (roster.first_seen <= county.setting.extracted))[:6]
    main = {int(child): row for row, child in enumerate(roster.child.tolist()) if child >= 0 and roster.again[row] == 0}
    pairs = [(main[int(roster.child[row])], int(row), "same") for row in again]
    twins = [c for c in np.flatnonzero(county.children.twin_of >= 0).tolist() if c in main]
    pairs += [(main[c], main[e], "different") for c in twins if (e := int(county.children.twin_of[c])) in main][:6]
    at = np.int64(county.setting.extracted) * 1440 - 3 * 1440
    n = len(pairs)
    words = {"same": "Checked both records with the worker", "different": "Twins: two first names, one birth date"}
    return Frame(
        {
            "decision_id": texts([f"D{k + 1:04d}" for k in range(n)]), "source_a": texts(["ssd_person"] * n),
            "source_key_a": texts([str(roster.key[a]) for a, _, _ in pairs]), "source_b": texts(["ssd_person"] * n),
            "source_key_b": texts([str(roster.key[b]) for _, b, _ in pairs]),
            "decision": texts([what for *_, what in pairs]), "decided_by": texts(["analyst"] * n),
            "decided_at": at - 60 * np.arange(n, dtype=np.int64), "because": texts([words[what] for *_, what in pairs]),
            "supersedes": texts([""] * n),
        }
    )  # fmt: skip
