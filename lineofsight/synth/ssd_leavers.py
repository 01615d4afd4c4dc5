"""The SSD table of care leavers: where each stands on the day of the extract."""

import numpy as np

from lineofsight.synth.county import County
from lineofsight.synth.days import Days, age_on
from lineofsight.synth.draws import Ints, looked_up
from lineofsight.synth.leavers import ACCOMMODATION, ACTIVITIES, IN_TOUCH
from lineofsight.synth.writing import Coded, Frame

DAYS_BETWEEN_CONTACTS, DAYS_BETWEEN_PLAN_REVIEWS = 66, 196
LOOKED_AFTER_13_WEEKS = 91
NO_ADVISER_ONE_IN = 14


def leaver_frames(county: County) -> dict[str, Frame]:
    return {"ssd_care_leavers": _leavers(county)}


def _leavers(county: County) -> Frame:
    """Everyone aged 16 to 24 who is, or was, looked after long enough. 16 and 17 year olds in care are eligible."""
    today = county.setting.extracted
    child, since, still = _followed(county, today)
    age = age_on(county.children.birth[child], today)
    at, positions = latest_positions(county)[child], county.leavers.positions
    row = _adviser_rows(county, child, today)
    workers = [worker.professional_id for worker in county.workforce.workers]
    person = Coded(looked_up(county.involvements.worker, row), workers)
    home, well = looked_up(positions.accommodation, at), looked_up(positions.suitable, at, False)
    is_known = (home >= 0) & (home != ACCOMMODATION.index("R"))
    columns = {
        "clea_table_id": 5_995_000 + child, "clea_person_id": county.people.ssd[child],
        "clea_care_leaver_eligibility": Coded(
            np.where(still, 0, np.where(age < 18, 1, 2)), ("Eligible", "Relevant", "Former Relevant")
        ),
        "clea_care_leaver_in_touch": Coded(looked_up(positions.in_touch, at, 0), list(IN_TOUCH)),
        "clea_care_leaver_latest_contact": _latest(child * 7, since, today, DAYS_BETWEEN_CONTACTS),
        "clea_care_leaver_accommodation": Coded(home, ACCOMMODATION),
        "clea_care_leaver_accom_suitable": Coded(np.where(is_known, np.where(well, 0, 1), -1), ("1", "2")),
        "clea_care_leaver_activity": Coded(looked_up(positions.activity, at), ACTIVITIES),
        "clea_pathway_plan_review_date": _latest(child * 11, since, today, DAYS_BETWEEN_PLAN_REVIEWS),
        "clea_care_leaver_personal_advisor": person,
        "clea_care_leaver_allocated_team": Coded(looked_up(county.involvements.team, row), county.structure.ids()),
        "clea_care_leaver_worker_id": person,
    }  # fmt: skip
    return Frame(columns)


def _followed(county: County, today: int) -> tuple[Ints, Days, Ints]:
    """Who is followed, since when, and whether they are still looked after."""
    leavers, care = county.leavers, county.care
    age = age_on(county.children.birth[leavers.child], today)
    gone = np.flatnonzero((age >= 16) & (age < 25) & (leavers.left <= today))
    inside = np.flatnonzero((care.start <= today - LOOKED_AFTER_13_WEEKS) & (care.end > today) & ~care.short_break)
    old = inside[age_on(county.children.birth[care.child[inside]], today) >= 16]
    old = old[~np.isin(care.child[old], leavers.child[gone])]
    child = np.concatenate([leavers.child[gone], care.child[old]])
    since = np.concatenate([leavers.left[gone], care.start[old]])
    return child, since, np.repeat([False, True], [len(gone), len(old)])


def _latest(phase: Ints, since: Days, today: int, every: int) -> Days:
    """The latest of days that recur, on or before today."""
    found: Days = np.maximum(today - (today - since - phase % every) % every, since)
    return found


def latest_positions(county: County) -> Ints:
    """For each child, the row of the latest birthday's position on or before the extract; -1 without one."""
    positions = county.leavers.positions
    found = np.full(len(county.children), -1, np.int64)
    at = np.flatnonzero(positions.on <= county.setting.extracted)
    at = at[np.argsort(positions.on[at], kind="stable")]
    found[positions.child[at]] = at
    return found


def _adviser_rows(county: County, child: Ints, on: int) -> Ints:
    """For each young person, a row of the adviser's involvements on a day; -1 for who has no adviser.

    Advisers are also named for most of those whom they are not yet, or no longer, involved with: at 16 and 17 in care,
    and from 21 on.
    """
    involved = county.involvements
    at = np.flatnonzero(involved.is_adviser & (involved.start <= on) & (involved.end > on))
    row = np.full(len(county.children), -1, np.int64)
    row[involved.child[at]] = at
    found: Ints = row[child]
    known = np.unique(found[found >= 0])
    if not len(known):
        return found
    shared = np.where(child % NO_ADVISER_ONE_IN == 0, -1, known[child * 13 % len(known)])
    return np.where(found >= 0, found, shared)
