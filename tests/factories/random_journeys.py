"""Small random journeys, the same for the same seed, crowded around the days where definitions turn."""

import random
from datetime import date, timedelta
from typing import Any

import pyarrow as pa

from tests.factories.measures import full_name
from tests.factories.random_care import care_tables
from tests.factories.random_front_door import of_assessment, of_referral, random_front_door
from tests.factories.random_permanence import random_permanence
from tests.factories.random_protection import random_protection
from tests.factories.random_workforce import random_workforce
from tests.factories.tables import schema_of

Row = dict[str, Any]
World = dict[str, list[Row]]

FIRST, LAST = date(2020, 1, 1), date(2024, 6, 30)
_TURNING = [
    date(year, month, day)
    for year in range(2020, 2025)
    for month, day in ((2, 28), (3, 1), (3, 31), (4, 1), (8, 31), (9, 30), (10, 1), (12, 31))
] + [date(2020, 2, 29), date(2024, 2, 29)]
_TURNING = [day for day in _TURNING if FIRST <= day <= LAST]
DISTRICTS = ("E07000078", "E07000081", "E07000082", "outside", "unknown")
TEAMS = ("north", "south", None)


def random_world(seed: int, people: int = 7) -> World:
    """Journey and workforce tables of a few people, with what real extracts hold too: overlaps, gaps, nulls."""
    draw = random.Random(seed)  # noqa: S311 - a repeatable test, not a secret
    door = random.Random(f"front door {seed}")  # noqa: S311 - of its own, so that no other table moves
    ids = [f"P{number}" for number in range(people)]
    care = _periods_of_care(draw, ids)
    world = {
        "people": _people(draw, ids),
        "referrals": _referrals(draw, door, ids),
        "assessments": [_spell(draw, "assessment_id", f"a{n}", ids, "start_date", "auth_date",
                               working_days=draw.choice((None, 10, 44, 45, 46, 90)), **of_assessment(door))
                        for n in range(draw.randrange(15))],
        "s47_enquiries": [_spell(draw, "s47_enquiry_id", f"s{n}", ids) for n in range(draw.randrange(10))],
        "initial_cp_conferences": [
            {"icpc_id": f"i{n}", "person_id": draw.choice(ids), "conference_date": draw.choice((None, _day(draw))),
             "working_days": draw.choice((None, 5, 15, 16)), "is_transfer_in": draw.choice((True, False, None))}
            for n in range(draw.randrange(12))],
        "cp_plans": [_spell(draw, "cp_plan_id", f"p{n}", ids, plan_number=draw.randrange(1, 4),
                            is_other_authority=draw.choice((True, False, False, None)))
                     for n in range(draw.randrange(20))],
        "periods_of_care": care,
        "placements": _placements(draw, care),
        "care_leavers": _care_leavers(draw, ids),
        "missing_episodes": [_spell(draw, "missing_episode_id", f"m{n}", ids, from_care=draw.choice((True, False)))
                             for n in range(draw.randrange(12))],
        "district_spells": _places(draw, ids, "district", DISTRICTS),
        "team_spells": _places(draw, ids, "team_id", TEAMS),
        "need_spells": _places(draw, ids, "need", ("N1", "N5", None)),
        **random_front_door(door, ids, _day),
        **_workforce(draw),
    }  # fmt: skip
    world |= care_tables(random.Random(f"care {seed}"), ids, world, _day)  # noqa: S311
    world |= random_protection(draw.random(), world, ids, _day)
    return {**world, **random_permanence(seed, world), **random_workforce(seed, world)}


def as_tables(world: World, draw: random.Random | None = None) -> dict[str, pa.Table]:
    """The world as the engine takes it; in another order of rows if `draw` is given."""
    tables = {}
    for name, rows in world.items():
        listed = draw.sample(rows, len(rows)) if draw else rows
        schema = schema_of(full_name(name))
        tables[full_name(name)] = pa.table(
            {field.name: pa.array([row.get(field.name) for row in listed], field.type) for field in schema},
            schema=schema,
        )
    return tables


def _day(draw: random.Random) -> date:
    if draw.random() < 0.6:
        return draw.choice(_TURNING)
    return FIRST + timedelta(days=draw.randrange((LAST - FIRST).days + 1))


def _spell(
    draw: random.Random, key: str, name: str, ids: list[str], start: str = "start_date", end: str = "end_date",
    **more: Any,
) -> Row:  # fmt: skip
    begins = _day(draw)
    ends = max(begins, _day(draw)) if draw.random() < 0.7 else None
    return {key: name, "person_id": draw.choice(ids), start: begins, end: ends, **more}


def _referrals(draw: random.Random, door: random.Random, ids: list[str]) -> list[Row]:
    found = [_spell(draw, "referral_id", f"r{n}", ids, "referral_date", "close_date",
                    is_nfa=draw.choice((True, False, None))) for n in range(draw.randrange(25))]  # fmt: skip
    return [row | of_referral(door, closed=row["close_date"] is not None) for row in found]


def _people(draw: random.Random, ids: list[str]) -> list[Row]:
    born = [date(2004, 2, 29), date(2008, 2, 29), date(2006, 4, 1), date(2023, 9, 30), None]
    return [
        {"person_id": person, "sex": draw.choice(("F", "M", "U", None)),
         "date_of_birth": draw.choice([*born, date(2003, 1, 1) + timedelta(days=draw.randrange(7000))]),
         "ethnicity_group": draw.choice(("White", "Mixed", None))}
        for person in ids[1:]
    ]  # fmt: skip


def _periods_of_care(draw: random.Random, ids: list[str]) -> list[Row]:
    """Never overlapping for one child; one may begin on the day another ends."""
    found: list[Row] = []
    for person in ids:
        days = sorted({_day(draw) for _ in range(draw.randrange(2, 14))})
        for begins, ends in zip(days[::2], [*days[1::2], None], strict=False):
            if draw.random() < 0.8:
                found.append({
                    "period_of_care_id": f"{person}-{begins}", "person_id": person, "start_date": begins,
                    "end_date": ends, "is_uasc": draw.choice((True, False)),
                    "start_reason": draw.choice(("S", "S", "S", "P", None)),
                })  # fmt: skip
            if ends is None:
                break
    return found


def _placements(draw: random.Random, care: list[Row]) -> list[Row]:
    """One after the other inside each period; the first may begin late, and some do not count."""
    found: list[Row] = []
    for period in care:
        last = period["end_date"] or LAST
        days = sorted({period["start_date"], *(_day(draw) for _ in range(draw.randrange(6)))})
        days = [day for day in days if period["start_date"] <= day < last]
        for number, (begins, ends) in enumerate(zip(days, [*days[1:], period["end_date"]], strict=False)):
            found.append({
                "placement_id": f"{period['period_of_care_id']}-{number}", "person_id": period["person_id"],
                "period_of_care_id": period["period_of_care_id"], "start_date": begins, "end_date": ends,
                "counts": draw.random() < 0.8,
            })  # fmt: skip
    return found


def _care_leavers(draw: random.Random, ids: list[str]) -> list[Row]:
    seen = {(draw.choice(ids), _day(draw)) for _ in range(draw.randrange(10))}
    return [
        {"person_id": person, "position_date": day, "age": draw.randrange(18, 23),
         "in_touch": draw.choice(("YES", "NO", "DIED", "RHOM", None)),
         "activity": draw.choice(("F1", "P5", "G4", "0", None))}
        for person, day in sorted(seen)
    ]  # fmt: skip


def _places(draw: random.Random, ids: list[str], column: str, choices: tuple[str | None, ...]) -> list[Row]:
    """Never overlapping, with gaps."""
    found: list[Row] = []
    for person in ids:
        days = sorted({_day(draw) for _ in range(draw.randrange(5))})
        for begins, ends in zip(days, [*days[1:], None], strict=False):
            if draw.random() < 0.8:
                found.append(
                    {"person_id": person, column: draw.choice(choices), "start_date": begins, "end_date": ends}
                )
    return found


def _workforce(draw: random.Random) -> World:
    posts = [{"post_id": f"post{n}", "team_id": draw.choice(TEAMS), "is_social_worker": draw.random() < 0.8,
              "fte": draw.choice((0.5, 0.6, 1.0))} for n in range(4)]  # fmt: skip
    employments = [
        {**_staff_spell(draw), "employment_id": f"e{n}", "staff_id": f"staff{n}",
         "is_social_worker": draw.random() < 0.8, "is_agency": draw.random() < 0.3,
         "leaving_reason": draw.choice(("moved within", "resigned", None))}
        for n in range(draw.randrange(12))
    ]  # fmt: skip
    vacancies = {
        (row["post_id"], row["start_date"]): row
        for row in ({**_staff_spell(draw), "post_id": draw.choice(posts)["post_id"]} for _ in range(draw.randrange(6)))
    }
    return {"posts": posts, "employments": employments, "vacancies": list(vacancies.values())}


def _staff_spell(draw: random.Random) -> Row:
    begins = _day(draw)
    ends = max(begins, _day(draw)) if draw.random() < 0.6 else None
    return {
        "start_date": begins,
        "end_date": ends,
        "team_id": draw.choice(TEAMS[:2]),
        "fte": draw.choice((0.4, 0.6, 1.0)),
    }
