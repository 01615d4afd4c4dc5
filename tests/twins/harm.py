"""Neglect, domestic abuse, exploitation and going missing, worked out slowly. See indicators."""

from collections.abc import Callable
from datetime import date, timedelta

from tests.twins.counting import Counted, Row, World, in_year, last_begun, open_on, year_after, year_before

PROVIDERS = {
    "PR0": "parents", "PR1": "the council", "PR2": "another council", "PR3": "another public body", "PR4": "private",
    "PR5": "voluntary",
}  # fmt: skip


def factors_of(world: World, assessment: Row) -> set[str]:
    return {row["factor"] for row in world["assessment_factors"] if row["assessment_id"] == assessment["assessment_id"]}


def found(*factors: str) -> Callable[[World, date], list[Counted]]:
    """Of the assessments of a year that say what they found, those that found one of these."""

    def counted(world: World, at: date) -> list[Counted]:
        told = [(row, factors_of(world, row)) for row in world["assessments"] if in_year(row["auth_date"], at)]
        return [
            Counted(row["person_id"], row["auth_date"], int(bool(ticked & set(factors))), 1)
            for row, ticked in told if ticked
        ]  # fmt: skip

    return counted


def ne02(world: World, at: date) -> list[Counted]:
    first: dict[str, Row] = {}
    for row in sorted(world["assessments"], key=lambda row: (row["auth_date"] or date.max, row["assessment_id"])):
        if row["auth_date"] and "16A" in factors_of(world, row):
            first.setdefault(row["referral_id"] or row["assessment_id"], row)
    return [
        Counted(row["person_id"], row["auth_date"], 1, 0) for row in first.values() if in_year(row["auth_date"], at)
    ]


def ne03(world: World, at: date) -> list[Counted]:
    plans = last_begun((row for row in world["cp_plans"] if not row["is_other_authority"] and open_on(row, at)),
                       "cp_plan_id")  # fmt: skip
    return [Counted(row["person_id"], at, int(row["latest_category"] == "NEG"), 1) for row in plans]


def ne06(world: World, at: date) -> list[Counted]:
    return [
        Counted(row["person_id"], row["start_date"], int(row["plan_number"] > 1), 1)
        for row in world["cp_plans"]
        if not row["is_other_authority"] and row["initial_category"] == "NEG" and in_year(row["start_date"], at)
    ]


def da02(world: World, at: date) -> list[Counted]:
    def has_abuse(referral: Row) -> bool:
        return any(
            row["referral_id"] == referral["referral_id"] and row["auth_date"] is not None
            and factors_of(world, row) & {"3A", "3B", "3C"}
            for row in world["assessments"]
        )  # fmt: skip

    counted = []
    for row in world["referrals"]:
        if in_year(row["referral_date"], at):
            year_ago = year_before(row["referral_date"])
            before = [other for other in world["referrals"] if other["person_id"] == row["person_id"]
                      and year_ago <= other["referral_date"] < row["referral_date"]]  # fmt: skip
            if has_abuse(row) or any(has_abuse(other) for other in before):
                counted.append(Counted(row["person_id"], row["referral_date"], int(bool(before)), 1))
    return counted


def ex03(world: World, at: date) -> list[Counted]:
    counted = []
    for care in last_begun((row for row in world["periods_of_care"] if in_the_year(row, at)), "period_of_care_id"):
        begun = [
            row["start_date"] for row in world["missing_episodes"]
            if row["person_id"] == care["person_id"] and row["missing_type"] != "A" and in_year(row["start_date"], at)
            and any(open_on(period, row["start_date"]) for period in world["periods_of_care"]
                    if period["person_id"] == care["person_id"])
        ]  # fmt: skip
        counted.append(Counted(care["person_id"], at, int(bool(begun)), 1, part=last_provider(world, care, at)))
    return counted


def in_the_year(care: Row, at: date) -> bool:
    return care["start_date"] <= at and (care["end_date"] is None or year_after(care["end_date"]) > at)


def last_provider(world: World, care: Row, at: date) -> str:
    homes = [row for row in world["placements"] if row["period_of_care_id"] == care["period_of_care_id"]
             and row["counts"] and row["start_date"] <= at]  # fmt: skip
    last = max(homes, key=lambda row: (row["start_date"], row["placement_id"]), default={})
    return PROVIDERS.get(last.get("placement_provider") or "", "unknown")


def returned(world: World, at: date) -> list[Row]:
    return [row for row in world["missing_episodes"]
            if row["source"] == "ssd_missing" and in_year(row["end_date"], at)]  # fmt: skip


def ex04(world: World, at: date) -> list[Counted]:
    return [
        Counted(row["person_id"], row["end_date"], int(row["interview_offered"] == "Y"), 1)
        for row in returned(world, at)
        if row["interview_offered"] != "NA"
    ]


def ex05(world: World, at: date) -> list[Counted]:
    return [
        Counted(row["person_id"], row["end_date"], int(row["interview_accepted"] == "Y"), 1)
        for row in returned(world, at)
        if row["interview_offered"] == "Y"
    ]


def ex07(world: World, at: date) -> list[Counted]:
    times: dict[str, int] = {}
    for row in world["missing_episodes"]:
        if at - timedelta(days=90) < row["start_date"] <= at:
            times[row["person_id"]] = times.get(row["person_id"], 0) + 1
    return [Counted(person, at, int(n >= 3), 1) for person, n in times.items()]


TWINS: dict[str, Callable[[World, date], list[Counted]]] = {
    "NE01": found("16A"), "NE02": ne02, "NE03": ne03, "NE06": ne06, "DA01": found("3A", "3B", "3C"), "DA02": da02,
    "EX01": found("11A", "12A", "13A", "24A"), "EX03": ex03, "EX04": ex04, "EX05": ex05, "EX07": ex07,
}  # fmt: skip
