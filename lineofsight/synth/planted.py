"""What was planted, and what a correct system must find: for the truth folder, in words and numbers."""

from datetime import date
from typing import Any

import numpy as np

from lineofsight.synth.calibration import figure
from lineofsight.synth.county import County
from lineofsight.synth.days import OPEN, age_on, birthday, to_date, to_day
from lineofsight.synth.draws import Bools, Ints
from lineofsight.synth.referrals import WORSE, WORSE_FOR
from lineofsight.synth.teams import ASSESSMENT, RESTRUCTURE

PEAK, AFTER = to_day(date(2023, 10, 31)), to_day(date(2024, 4, 30))
BY_CHANCE_FROM = 1.0
"""Standard errors above the others from which an assessment team looks worse on re-referrals in the last year."""


def planted(county: County) -> dict[str, Any]:
    """Every planted truth that the history reaches. Counts are of what is true, recorded or not."""
    setting = county.setting
    found: dict[str, Any] = {
        "residents": setting.residents,
        "seed": setting.seed,
        "until": setting.until.isoformat(),
        "extracted_on": setting.extracted_on.isoformat(),
        "levels_at_march": _levels(county),
        "worse_team": _worse_team(county),
        "identity": _identity(county),
    }
    if setting.end > AFTER:
        found["fewer_looked_after"] = _fall(county, _looked_after)
        found["fewer_entering_care_at_16_and_17"] = _entries(county)
        found["fewer_plans"] = _fall(county, _on_plan)
    if setting.end > RESTRUCTURE:
        found["restructure"] = _restructure(county)
    return found


def _fall(county: County, counted: Any) -> dict[str, Any]:
    then, now = int(counted(county, PEAK).sum()), int(counted(county, AFTER).sum())
    return {
        "from": to_date(PEAK).isoformat(),
        "until": to_date(AFTER).isoformat(),
        "then": then,
        "now": now,
        "change_percent": round(100 * (now - then) / max(1, then), 1),
    }


def _looked_after(county: County, day: int) -> Bools:
    care = county.care
    inside: Bools = (care.start <= day) & (care.end > day) & ~care.short_break
    return inside


def _on_plan(county: County, day: int) -> Bools:
    book = county.lives.book
    on: Bools = (book.cp_start <= day) & (book.cp_end > day)
    return on


def _entries(county: County) -> dict[str, Any]:
    """Children who began to be looked after in the six months before the peak and the six after it, by age."""
    care, kids = county.care, county.children
    age = age_on(kids.birth[care.child], care.start)
    spans = {"six_months_to_the_peak": (PEAK - 183, PEAK), "six_months_after_it": (PEAK, AFTER)}
    return {
        name: {
            "all": int((began := ~care.short_break & (care.start > first) & (care.start <= last)).sum()),
            "aged_16_and_17": int((began & (age >= 16)).sum()),
            "of_whom_unaccompanied": int((began & (age >= 16) & kids.is_uasc[care.child]).sum()),
        }
        for name, (first, last) in spans.items()
    }


def _levels(county: County) -> dict[str, Any]:
    """Children looked after and on a plan on each 31 March, with the published figure for the full county."""
    years = [
        year for year in range(2016, 2031) if county.setting.start <= to_day(date(year, 3, 31)) < county.setting.end
    ]
    found = {}
    for year in years:
        day = to_day(date(year, 3, 31))
        found[to_date(day).isoformat()] = {
            "looked_after": int(_looked_after(county, day).sum()),
            "looked_after_published": figure("cla_at_31_march", year),
            "on_a_plan": int(_on_plan(county, day).sum()),
            "on_a_plan_published": figure("cp_at_31_march", year),
        }
    return found


def _restructure(county: County) -> dict[str, Any]:
    """Every allocated child of a team that closed has one new spell that day, with the reason ORGRST."""
    involved = county.involvements
    moved = involved.is_allocated & (involved.start == RESTRUCTURE)
    before = involved.is_allocated & (involved.end == RESTRUCTURE)
    closed = [team for team in county.structure.teams if team.closed == RESTRUCTURE]
    return {
        "on": to_date(RESTRUCTURE).isoformat(),
        "teams_closed": {team.team_id: team.successor_id for team in closed},
        "teams_opened": [team.team_id for team in county.structure.teams if team.opened == RESTRUCTURE],
        "children_moved": len(np.unique(involved.child[moved & np.isin(involved.child, involved.child[before])])),
    }


def _worse_team(county: County) -> dict[str, Any]:
    """Re-referrals by assessment team: one has truly been worse for two years, others only look so in the last one."""
    setting, teams = county.setting, county.structure.teams
    worse = teams[county.worse_team]
    _, both_years = _by_team(county, setting.end - WORSE_FOR)
    others, last_year = _by_team(county, setting.end - 365)
    by_chance = [team for team, row in last_year.items() if row["standard_errors_above_others"] >= BY_CHANCE_FROM]
    return {
        "since": to_date(setting.end - WORSE_FOR).isoformat(),
        "team_id": worse.team_id,
        "successor_team_id": worse.successor_id,
        "times_likelier_to_be_referred_again": WORSE,
        "look_worse_by_chance": [team for team in by_chance if team != worse.team_id],
        "others_proportion_in_the_last_year": round(others, 4),
        "teams_in_the_last_year": last_year,
        "teams": both_years,
    }


def _by_team(county: County, since: int) -> tuple[float, dict[str, dict[str, Any]]]:
    """The proportion of re-referrals of all teams but the worse one, and each team's, since a day."""
    team, again = _referrals_by_team(county, since)
    rest = again[team != county.worse_team]
    others = float(rest.mean()) if len(rest) else 0.0
    rows = {}
    for number in sorted({number for numbers in county.structure.before[ASSESSMENT] for number in numbers}):
        of = again[team == number]
        error = float(np.sqrt(max(others * (1 - others), 1e-9) / max(1, len(of))))
        above = (float(of.mean()) - others) / error if len(of) else 0.0
        rows[county.structure.teams[number].team_id] = {
            "referrals": len(of), "re_referrals": int(of.sum()), "standard_errors_above_others": round(above, 2),
        }  # fmt: skip
    return others, rows


def _referrals_by_team(county: County, since: int) -> tuple[Ints, Bools]:
    """The assessment team (before the restructure) of each referral since a day, and whether it is a re-referral."""
    book = county.lives.book
    order = np.lexsort((book.ref, book.child))
    child, ref = book.child[order], book.ref[order]
    soon = np.append(False, (child[1:] == child[:-1]) & (ref[1:] - ref[:-1] <= 365))[: len(order)]
    household = county.children.household[child]
    of = (ref >= since) & (ref < county.setting.end) & (household >= 0)
    team = county.structure.serving(ASSESSMENT, county.homes.district[household[of]], household[of])
    return team, soon[of]


def _identity(county: County) -> dict[str, Any]:
    """How many of the hard cases there are among children whom the case system knows."""
    kids, known = county.children, county.known
    twin = known & (kids.twin_of >= 0)
    adult = birthday(kids.birth, 18)
    return {
        "children_known": int(known.sum()),
        "twin_pairs_both_known": int((twin & known[kids.twin_of]).sum()),
        "unborn_at_the_extract": int((known & (kids.birth > county.setting.extracted)).sum()),
        "unaccompanied": int((known & kids.is_uasc).sum()),
        "children_at_the_extract": int((known & (adult > county.setting.extracted)).sum()),
        "died": int((known & (county.lives.died < OPEN)).sum()),
    }
