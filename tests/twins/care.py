"""Care planning, health in care and care leavers, worked out slowly: see indicators."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import holidays

from tests.twins.counting import Counted, Row, World, age, in_year, last_begun, open_on, year_after

_FREE = holidays.country_holidays("GB", subdiv="ENG", years=range(2015, 2026))


def twenty_working_days_after(start: date) -> date:
    day, passed = start, 0
    while passed < 20:
        day += timedelta(days=1)
        passed += day.weekday() < 5 and day not in _FREE
    return day


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or its last where it has no such day."""
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    first_of_next = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (first_of_next - timedelta(days=1)).day))


def months_ago(day: date, at: date) -> int:
    return (at.year - day.year) * 12 + at.month - day.month


def in_care(world: World, at: date) -> list[Row]:
    return last_begun((row for row in world["periods_of_care"] if open_on(row, at)), "period_of_care_id")


def a_year_in_care(world: World, at: date) -> list[Row]:
    return last_begun((row for row in world["years_in_care"] if open_on(row, at)), "period_of_care_id")


def days_of(world: World, table: str, column: str, person: str, at: date, **only: Any) -> list[date]:
    """The different days on which something happened to a child by a day, in order."""
    return sorted({
        row[column] for row in world[table]
        if row["person_id"] == person and row[column] <= at and all(row[name] == one for name, one in only.items())
    })  # fmt: skip


def age_of(world: World, person: str, at: date) -> int | None:
    born = next((row["date_of_birth"] for row in world["people"] if row["person_id"] == person), None)
    return age(born, at) if born else None


def la05(world: World, at: date) -> list[Counted]:
    people = {row["person_id"]: row for row in world["people"]}
    found = []
    for care in in_care(world, at):
        person = people.get(care["person_id"], {})
        begun = person.get("uasc_from") is not None and person["uasc_from"] <= at
        alone = begun and (person["uasc_until"] is None or person["uasc_until"] > at)
        found.append(Counted(care["person_id"], at, int(alone), 1))
    return found


def la06(world: World, at: date) -> list[Counted]:
    found = []
    for care in in_care(world, at):
        first_due = twenty_working_days_after(care["start_date"])
        if at <= first_due:
            continue
        held = [day for day in days_of(world, "cla_reviews", "review_date", care["person_id"], at)
                if day >= care["start_date"]]  # fmt: skip
        due = [first_due]
        for number, day in enumerate(held):
            is_first = number == 0 and day <= months_after(first_due, 12)
            due.append(months_after(day, 3 if is_first else 6))
        overdue = due[-1] < at
        late = any(day > asked and in_year(asked, at) for asked, day in zip(due, held, strict=False))
        found.append(Counted(care["person_id"], at, int(not overdue and not late), 1))
    return found


def la07(world: World, at: date) -> list[Counted]:
    found = []
    for care in in_care(world, at):
        mine = sorted(
            (row for row in world["placements"]
             if row["period_of_care_id"] == care["period_of_care_id"] and row["counts"] and row["start_date"] <= at),
            key=lambda row: (row["start_date"], row["placement_id"]),
        )  # fmt: skip
        if not mine or at <= mine[-1]["start_date"] + timedelta(days=7):
            continue
        visits = [day for day in days_of(world, "cla_visits", "visit_date", care["person_id"], at)
                  if day >= mine[-1]["start_date"]]  # fmt: skip
        on_time = bool(visits) and at <= next_visit_due(world, care, mine[-1], visits[-1], at)
        found.append(Counted(care["person_id"], at, int(on_time), 1))
    return found


def next_visit_due(world: World, care: Row, placement: Row, last: date, at: date) -> date:
    if placement["placement_type"] == "P1":
        statuses = sorted(
            (row for row in world["care_episodes"]
             if row["period_of_care_id"] == care["period_of_care_id"] and row["start_date"] <= at),
            key=lambda row: (row["start_date"], row["care_episode_id"]),
        )  # fmt: skip
        reviewed = any(care["start_date"] <= day
                       for day in days_of(world, "cla_reviews", "review_date", care["person_id"], at))  # fmt: skip
        if statuses[-1]["legal_status"] == "C1":
            return last + timedelta(days=28 if reviewed else 7)
    elif placement["placement_type"] in ("U1", "U4") and at >= months_after(placement["start_date"], 12):
        return months_after(last, 3)
    return last + timedelta(days=42)


def la08(world: World, at: date) -> list[Counted]:
    return [
        Counted(row["person_id"], row["review_date"], int(row["participation"] in ("PN1", "PN4", "PN6")), 1)
        for row in world["cla_reviews"]
        if in_year(row["review_date"], at) and row["participation"] != "PN0"
    ]


def la13(world: World, at: date) -> list[Counted]:
    found = []
    for care in in_care(world, at):
        workers = set()
        for row in world["social_workers"]:
            for period in world["periods_of_care"]:
                if row["person_id"] == period["person_id"] == care["person_id"]:
                    begins = max(row["start_date"], period["start_date"])
                    ends = min((day for day in (row["end_date"], period["end_date"]) if day), default=None)
                    lasted = ends is None or begins < ends
                    if lasted and begins <= at and (ends is None or year_after(ends) > at):
                        workers.add(row["worker_id"])
        found.append(Counted(care["person_id"], at, int(len(workers) >= 3), 1))
    return found


def said_at(world: World, answer: str, at: date) -> list[tuple[Row, Any]]:
    """Children in care for a year on a 31 March, of whom the yearly return answers something."""
    return [
        (care, row[answer])
        for care in a_year_in_care(world, at)
        for row in world["yearly_outcomes"]
        if row["person_id"] == care["person_id"] and row["year_end"] == at and row[answer] is not None
    ]


def la09(world: World, at: date) -> list[Counted]:
    found = [Counted(care["person_id"], at, int(yes), 1) for care, yes in said_at(world, "had_health_assessment", at)]
    for care in a_year_in_care(world, at):
        if care["has_dated_checks"]:
            checks = days_of(world, "health_checks", "check_date", care["person_id"], at, kind="health assessment")
            recent = [day for day in checks if in_year(day, at)]
            years = age_of(world, care["person_id"], at)
            little = years is not None and years < 5
            done = len(recent) >= 2 and months_ago(recent[-1], at) < 6 if little else bool(recent)
            found.append(Counted(care["person_id"], at, int(done), 1))
    return found


def la10(world: World, at: date) -> list[Counted]:
    found = [Counted(care["person_id"], at, int(yes), 1) for care, yes in said_at(world, "had_dental_check", at)]
    for care in a_year_in_care(world, at):
        if care["has_dated_checks"]:
            checks = days_of(world, "health_checks", "check_date", care["person_id"], at, kind="dental check")
            found.append(Counted(care["person_id"], at, int(any(in_year(day, at) for day in checks)), 1))
    return found


def la11(world: World, at: date) -> list[Counted]:
    now = {row["person_id"]: row for row in world["immunisations"] if row["known_on"] == at}
    found = [
        Counted(care["person_id"], at, int(now[care["person_id"]]["is_up_to_date"] is True), 1)
        for care in a_year_in_care(world, at)
        if care["person_id"] in now
    ]
    said = said_at(world, "is_immunised", at)
    return found + [Counted(care["person_id"], at, int(yes), 1) for care, yes in said if care["person_id"] not in now]


def la12(world: World, at: date) -> list[Counted]:
    found = [(care, score) for care, score in said_at(world, "sdq_score", at)]
    for care in a_year_in_care(world, at):
        scores = sorted(
            (row["completed_date"], row["score"]) for row in world["sdq_scores"]
            if row["person_id"] == care["person_id"] and row["completed_date"] <= at
        )  # fmt: skip
        if care["has_dated_scores"] and scores and in_year(scores[-1][0], at):
            found.append((care, scores[-1][1]))
    of_age = [(care, score) for care, score in found if age_of(world, care["person_id"], at) in range(4, 17)]
    return [Counted(care["person_id"], at, score, 1) for care, score in of_age]


def la14(world: World, at: date) -> list[Counted]:
    found = said_at(world, "is_convicted", at)
    for care in a_year_in_care(world, at):
        if care["has_dated_offences"]:
            offences = days_of(world, "convictions", "offence_date", care["person_id"], at)
            found.append((care, any(in_year(day, at) for day in offences)))
    ages = {care["person_id"]: age_of(world, care["person_id"], at) for care, _ in found}
    return [Counted(care["person_id"], at, int(yes), 1) for care, yes in found if (ages[care["person_id"]] or 0) >= 10]


def followed(world: World, at: date, youngest: int, oldest: int) -> list[Row]:
    """Care leavers with a birthday of these ages in the year."""
    return [
        row for row in world["care_leavers"]
        if in_year(row["position_date"], at) and youngest <= row["age"] <= oldest
        and row["in_touch"] not in ("DIED", "RHOM")
        and row["eligibility"] not in ("Eligible", "Qualifying", "No Current Eligibility")
    ]  # fmt: skip


def cl01(world: World, at: date) -> list[Counted]:
    return [
        Counted(row["person_id"], row["position_date"], int(row["in_touch"] == "YES"), 1,
                part="17 and 18" if row["age"] in (17, 18) else "19 to 21")
        for row in followed(world, at, 17, 21)
    ]  # fmt: skip


def busy(youngest: int, oldest: int) -> Callable[[World, date], list[Counted]]:
    def twin(world: World, at: date) -> list[Counted]:
        return [
            Counted(row["person_id"], row["position_date"], int((row["activity"] or "G")[0] in "FP"), 1)
            for row in followed(world, at, youngest, oldest)
        ]

    return twin


def well_housed(youngest: int, oldest: int) -> Callable[[World, date], list[Counted]]:
    def twin(world: World, at: date) -> list[Counted]:
        return [
            Counted(row["person_id"], row["position_date"], int(row["is_suitable"] is True), 1)
            for row in followed(world, at, youngest, oldest)
            if row["accommodation"] not in ("G", "H", "R")
        ]

    return twin


def left_foster_care_at_18(world: World, person: str) -> bool:
    born = next((row["date_of_birth"] for row in world["people"] if row["person_id"] == person), None)
    if born is None:
        return False
    of_age = months_after(born, 18 * 12)
    return any(
        row["person_id"] == person and row["end_date"] in (of_age, of_age - timedelta(days=1))
        and row["placement_type"] is not None and row["placement_type"].startswith("U")
        and any(care["period_of_care_id"] == row["period_of_care_id"] and care["end_date"] == row["end_date"]
                for care in world["periods_of_care"])
        for row in world["care_episodes"]
    )  # fmt: skip


def cl06(world: World, at: date) -> list[Counted]:
    return [
        Counted(row["person_id"], row["position_date"], int(row["accommodation"] == "Z"), 1, part=f"aged {row['age']}")
        for row in followed(world, at, 18, 20)
        if left_foster_care_at_18(world, row["person_id"])
    ]


def listed_now(world: World, at: date, *categories: str) -> list[Row]:
    return [
        row for row in world["care_leavers_now"]
        if row["known_on"] <= at and row["eligibility"] in categories and row["in_touch"] not in ("DIED", "RHOM")
    ]  # fmt: skip


def cl07(world: World, at: date) -> list[Counted]:
    found = []
    for row in listed_now(world, at, "Eligible", "Relevant", "Former Relevant"):
        reviewed = row["plan_reviewed_on"]
        current = reviewed is not None and months_after(reviewed, 6) >= row["known_on"]
        found.append(Counted(row["person_id"], at, int(current), 1))
    return found


def cl08(world: World, at: date) -> list[Counted]:
    found = []
    for row in listed_now(world, at, "Relevant", "Former Relevant"):
        years = age_of(world, row["person_id"], row["known_on"])
        if years is not None and years < 21:
            recent = row["latest_contact"] is not None and (row["known_on"] - row["latest_contact"]).days <= 56
            found.append(Counted(row["person_id"], at, int(recent), 1))
    return found


def cl09(world: World, at: date) -> list[Counted]:
    return [
        Counted(row["person_id"], at, int(bool(row["adviser_id"])), 1)
        for row in listed_now(world, at, "Eligible", "Relevant", "Former Relevant")
    ]


TWINS: dict[str, Callable[[World, date], list[Counted]]] = {
    "LA05": la05, "LA06": la06, "LA07": la07, "LA08": la08, "LA09": la09, "LA10": la10, "LA11": la11, "LA12": la12,
    "LA13": la13, "LA14": la14, "CL01": cl01, "CL02": busy(17, 18), "CL03": busy(19, 21), "CL04": well_housed(17, 18),
    "CL05": well_housed(19, 21), "CL06": cl06, "CL07": cl07, "CL08": cl08, "CL09": cl09,
}  # fmt: skip
