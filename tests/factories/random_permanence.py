"""Random plans, matches and whereabouts of the children in a random world, and what its placements and ends lack.

A Random of its own, so that the other tables of a seed stay as they are.
"""

import random
from datetime import date, timedelta
from typing import Any

Row = dict[str, Any]
World = dict[str, list[Row]]

_LAST = date(2024, 6, 30)
_TYPES = ("U1", "U3", "U4", "U6", "K1", "K2", "K3", "H5", "P2", "P1", "A4", "A6", "A5", "Z1", "Z13", "T4", None)
_PROVIDERS = ("PR0", "PR1", "PR2", "PR3", "PR4", "PR5", None)
_REASONS = ("X1", "E11", "E12", "E41", "E43", "E45", "E48", "E4A", "E4B", "E5", None)
_CHANGES = ("CARPL", "CLOSE", "CREQB", "CHILD", "OTHER", "PLACE", None)


def random_permanence(seed: int, world: World) -> World:
    """New tables; and the rows of periods of care and placements get the columns that these measures read."""
    draw = random.Random(f"permanence {seed}")  # noqa: S311 - a repeatable test, not a secret
    _complete(draw, world)
    return {
        "whereabouts": _whereabouts(draw, world["periods_of_care"]),
        "care_plan_spells": _care_plans(draw, world["periods_of_care"]),
        "adoption_matches": _matches(draw, world["periods_of_care"]),
        **_school(draw, [row["person_id"] for row in world["people"]]),
        "record_completeness": _records(draw, [row["person_id"] for row in world["people"]]),
    }


def _complete(draw: random.Random, world: World) -> None:
    for row in world["periods_of_care"]:
        row["end_reason"] = draw.choice(_REASONS) if row["end_date"] else None
    for row in world["placements"]:
        row |= {"placement_type": draw.choice(_TYPES), "placement_provider": draw.choice(_PROVIDERS)}
        row["change_reason"] = draw.choice(_CHANGES) if row["end_date"] else None


def _within(draw: random.Random, row: Row, most: int) -> list[date]:
    """Days of a spell, its first among them, in order."""
    length = ((row["end_date"] or _LAST) - row["start_date"]).days
    return sorted({row["start_date"] + timedelta(days=draw.randrange(max(1, length))) for _ in range(most)})


def _whereabouts(draw: random.Random, care: list[Row]) -> list[Row]:
    """One after the other through each period of care."""
    found: list[Row] = []
    for period in care:
        days = sorted({period["start_date"], *_within(draw, period, draw.randrange(4))})
        ends_on = [*days[1:], period["end_date"]]
        for number, (begins, ends) in enumerate(zip(days, ends_on, strict=True)):
            found.append({
                "care_episode_id": f"{period['period_of_care_id']}-{number}", "person_id": period["person_id"],
                "period_of_care_id": period["period_of_care_id"], "start_date": begins, "end_date": ends,
                "placement_type": draw.choice(_TYPES), "placement_provider": draw.choice(_PROVIDERS),
                "miles": draw.choice((0.0, 20.0, 20.1, 150.5, None)), "is_outside": draw.choice((True, False, None)),
            })  # fmt: skip
    return found


def _care_plans(draw: random.Random, care: list[Row]) -> list[Row]:
    """Never overlapping, with gaps; some from before the period of care, some after it."""
    found: list[Row] = []
    for person in sorted({row["person_id"] for row in care}):
        mine = [row for row in care if row["person_id"] == person]
        days = {row["start_date"] + timedelta(days=draw.choice((-30, 0, 12, 111, 112, 113, 400)))
                for row in mine for _ in range(draw.randrange(4))}  # fmt: skip
        starts = sorted(days)
        for number, begins in enumerate(starts):
            after = starts[number + 1] if number + 1 < len(starts) else None
            ends = after if draw.random() < 0.5 else begins + timedelta(days=draw.randrange(1, 300))
            ends = min(ends, after) if ends and after else ends
            found.append({"care_plan_id": f"{person}-{number}", "person_id": person, "start_date": begins,
                          "end_date": ends})  # fmt: skip
    return found


def _matches(draw: random.Random, care: list[Row]) -> list[Row]:
    found = {}
    for period in care:
        if draw.random() < 0.4:
            on = draw.choice(_within(draw, period, 1))
            found[period["person_id"], on] = {
                "person_id": period["person_id"], "match_date": on,
                "days_to_match": draw.choice((None, 0, 100, 487, 487)),
            }  # fmt: skip
    return list(found.values())


def _school(draw: random.Random, people: list[str]) -> World:
    """Three Januaries and a May; each pupil's schools one after the other."""
    censuses = [date(2022, 1, 20), date(2023, 1, 19), date(2023, 5, 18), date(2024, 1, 18)]
    tables: World = {"school_rolls": [], "school_stays": [], "school_absences": []}
    for person in people:
        stays = _stays(draw, person)
        tables["school_stays"] += stays
        for number, day in enumerate(censuses):
            until = min(day.replace(year=day.year + 1), *censuses[number + 1 :], date(2025, 1, 18))
            if draw.random() < 0.8 and stays and stays[0]["start_date"] <= day:
                tables["school_rolls"].append({"roll_id": f"{person}-{number}", "person_id": person,
                                               "census_date": day, "until_date": until})  # fmt: skip
            if draw.random() < 0.5:
                possible = draw.choice((10, 140, 139))
                tables["school_absences"].append({
                    "person_id": person, "census_date": day, "until_date": until, "possible_sessions": possible,
                    "known_as": draw.choice(("in need", "on a child protection plan", "looked after for 12 months")),
                    "missed_sessions": draw.choice((0, 1, possible // 10, possible // 2, possible // 2 + 1, possible)),
                })  # fmt: skip
    return tables


def _stays(draw: random.Random, person: str) -> list[Row]:
    days = sorted({date(2019, 9, 3) + timedelta(days=draw.randrange(1700)) for _ in range(draw.randrange(5))})
    found: list[Row] = []
    moved_on = None
    for number, begins in enumerate(days):
        moves = number > 0 and draw.random() < 0.6
        moved_on = begins if moves else moved_on
        ends = days[number + 1] if number + 1 < len(days) else None
        found.append({"person_id": person, "start_date": begins, "end_date": ends, "moved_on": moved_on,
                      "is_mid_year_move": moves})  # fmt: skip
    return found


def _records(draw: random.Random, people: list[str]) -> list[Row]:
    found = []
    for number in range(draw.randrange(20)):
        begins = date(2020, 1, 1) + timedelta(days=draw.randrange(1600))
        ends = begins + timedelta(days=draw.randrange(700)) if draw.random() < 0.6 else None
        found.append({
            "record_kind": draw.choice(("referral", "placement")), "record_id": str(number), "start_date": begins,
            "person_id": draw.choice(people), "end_date": ends, "n_fields": 3, "n_filled": draw.randrange(4),
        })  # fmt: skip
    return found
