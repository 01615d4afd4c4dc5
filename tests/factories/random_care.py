"""Random rows of what surrounds care: reviews, visits, workers, health, and care leavers as they stand now."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

Row = dict[str, Any]
World = dict[str, list[Row]]
Day = Callable[[], date]

_KINDS = ("health assessment", "dental check")


def care_tables(draw: random.Random, ids: list[str], world: World, a_day: Callable[[random.Random], date]) -> World:
    """Tables of their own, and the people and care leavers of the world with what these need besides."""

    def day() -> date:
        return a_day(draw)

    care = world["periods_of_care"]
    dated = {name: draw.random() < 0.7 for name in ("has_dated_checks", "has_dated_scores", "has_dated_offences")}
    known_on = draw.choice((date(2024, 3, 31), date(2024, 6, 30)))
    return {
        "people": [_person(draw, row, care, day) for row in world["people"]],
        "care_leavers": [_position(draw, row) for row in _positions(draw, ids, world["care_leavers"], day)],
        "care_episodes": [row for period in care for row in _episodes(draw, period, day)],
        "cla_reviews": [{"review_id": f"{person} {on}", "person_id": person, "review_date": on,
                         "participation": draw.choice(("PN0", "PN1", "PN4", "PN6", "PN7", None))}
                        for person, on in _often(draw, ids, care, 60, day)],
        "cla_visits": [{"person_id": person, "visit_date": on} for person, on in _often(draw, ids, care, 90, day)],
        "social_workers": [_allocation(draw, n, ids, day) for n in range(draw.randrange(40))],
        "years_in_care": [row for period in care for row in _year_in_care(period, dated)],
        "health_checks": [{"person_id": person, "kind": draw.choice(_KINDS), "check_date": on}
                          for person, on in _often(draw, ids, care, 60, day)],
        "sdq_scores": [{"person_id": person, "completed_date": on, "score": draw.randrange(41)}
                       for person, on in _often(draw, ids, care, 90, day)],
        "convictions": [{"conviction_id": f"v{n}", "person_id": draw.choice(ids), "offence_date": day()}
                        for n in range(draw.randrange(20))],
        "immunisations": _immunisations(draw, care, known_on),
        "yearly_outcomes": [_outcome(draw, person, year, dated) for person in ids for year in range(2021, 2025)
                            if draw.random() < 0.7],
        "care_leavers_now": [_leaver_now(draw, person, known_on, day) for person in ids if draw.random() < 0.7],
    }  # fmt: skip


def _person(draw: random.Random, row: Row, care: list[Row], day: Day) -> Row:
    """Some were unaccompanied for a while; some come of age on the day their care ends, or on the day after."""
    ends = [period["end_date"] for period in care if period["person_id"] == row["person_id"] and period["end_date"]]
    uasc_from, until = draw.choice((None, day())), draw.choice((None, day()))
    more = {"uasc_from": uasc_from, "uasc_until": max(until, uasc_from) if until and uasc_from else None}
    if ends and draw.random() < 0.5:
        of_age = draw.choice(ends) + timedelta(days=draw.choice((-1, 0, 0, 1, 2)))
        leap_day = (of_age.month, of_age.day) == (2, 29)
        more["date_of_birth"] = date(of_age.year - 18, of_age.month, 28 if leap_day else of_age.day)
    elif draw.random() < 0.5:
        more["date_of_birth"] = date(draw.randrange(2007, 2021), 3, draw.choice((30, 31)))
    return row | more


def _positions(draw: random.Random, ids: list[str], listed: list[Row], day: Day) -> list[Row]:
    """Those of the world and as many again."""
    taken = {(row["person_id"], row["position_date"]) for row in listed}
    more = {(draw.choice(ids), day()) for _ in range(draw.randrange(20))} - taken
    return listed + [
        {"person_id": person, "position_date": on, "in_touch": draw.choice(("YES", "REFU", "RHOM", None)),
         "activity": draw.choice(("F2", "G5", None))}
        for person, on in sorted(more)
    ]  # fmt: skip


def _position(draw: random.Random, row: Row) -> Row:
    return row | {
        "age": draw.randrange(16, 23),
        "eligibility": draw.choice((None, None, "Relevant", "Former Relevant", "Eligible", "Qualifying")),
        "accommodation": draw.choice(("Z", "Z", "U", "G", "R", "0", None)),
        "is_suitable": draw.choice((True, False, None)),
    }


def _episodes(draw: random.Random, period: Row, day: Day) -> list[Row]:
    """One after the other from the first day of a period to its last."""
    last = period["end_date"] or date(2024, 6, 30)
    inside = sorted({on for on in (day() for _ in range(draw.randrange(4))) if period["start_date"] < on < last})
    starts = [period["start_date"], *inside]
    return [
        {"care_episode_id": f"{period['period_of_care_id']}/{n}", "person_id": period["person_id"],
         "period_of_care_id": period["period_of_care_id"], "start_date": begins, "end_date": ends,
         "legal_status": draw.choice(("C1", "C1", "C2", "V2", None)), "placement_type": draw.choice(("U4", "K2", None))}
        for n, (begins, ends) in enumerate(zip(starts, [*inside, period["end_date"]], strict=True))
    ]  # fmt: skip


def _often(draw: random.Random, ids: list[str], care: list[Row], most: int, day: Day) -> list[tuple[str, date]]:
    """Different children and days: many shortly after a start of care, or some months after another such day."""
    found: set[tuple[str, date]] = set()
    for _ in range(draw.randrange(most)):
        begun = draw.choice(
            [*found, *((row["person_id"], row["start_date"]) for row in care), (draw.choice(ids), day())]
        )
        found.add((begun[0], begun[1] + timedelta(days=draw.choice((0, 7, 8, 28, 29, 42, 43, 91, 92, 182, 184, 365)))))
    return sorted((person, on) for person, on in found if on <= date(2024, 6, 30))


def _allocation(draw: random.Random, n: int, ids: list[str], day: Day) -> Row:
    begins = day()
    ends = max(begins, day()) if draw.random() < 0.7 else None
    return {"allocation_id": f"w{n}", "person_id": draw.choice(ids), "worker_id": f"sw{draw.randrange(5)}",
            "start_date": begins, "end_date": ends}  # fmt: skip


def _year_in_care(period: Row, dated: dict[str, bool]) -> list[Row]:
    start = period["start_date"]
    leap_day = (start.month, start.day) == (2, 29)
    year_on = date(start.year + 1, start.month, 28 if leap_day else start.day) - timedelta(days=1)
    if period["end_date"] is not None and period["end_date"] <= year_on:
        return []
    kept = {name: period[name] for name in ("period_of_care_id", "person_id", "end_date")}
    return [kept | {"start_date": year_on} | dated]


def _immunisations(draw: random.Random, care: list[Row], known_on: date) -> list[Row]:
    return [
        {"person_id": row["person_id"], "known_on": known_on, "is_up_to_date": draw.choice((True, True, False, None))}
        for row in care
        if row["start_date"] <= known_on and (row["end_date"] is None or row["end_date"] > known_on)
    ]


def _outcome(draw: random.Random, person: str, year: int, dated: dict[str, bool]) -> Row:
    def answered(by: str) -> bool | None:
        return None if dated[by] else draw.choice((True, False))

    return {
        "person_id": person,
        "year_end": date(year, 3, 31),
        "sdq_score": None if dated["has_dated_scores"] else draw.choice((None, draw.randrange(41))),
        "is_convicted": answered("has_dated_offences"),
        "is_immunised": draw.choice((True, False)),
        "had_dental_check": answered("has_dated_checks"),
        "had_health_assessment": answered("has_dated_checks"),
    }


def _leaver_now(draw: random.Random, person: str, known_on: date, day: Day) -> Row:
    near = known_on - timedelta(days=draw.choice((55, 56, 57)))
    return {
        "person_id": person,
        "known_on": known_on,
        "eligibility": draw.choice(("Eligible", "Relevant", "Former Relevant", "Former Relevant", "Qualifying", None)),
        "in_touch": draw.choice(("YES", "NO", "DIED", None)),
        "latest_contact": draw.choice((None, near, day())),
        "plan_reviewed_on": draw.choice((None, date(2023, 9, 30), date(2023, 12, 30), day())),
        "adviser_id": draw.choice((None, "", "pa1", "pa2")),
    }
