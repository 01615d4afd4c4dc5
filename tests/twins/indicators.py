"""Every indicator, worked out slowly over tables that are lists of dicts: one month end at a time, one row at a time.

It shares no code with the product. It was written from the readings in the catalogue, not from the SQL. Each function
gives what counts at a month end, as rows; `figures` adds them up for one breakdown.
"""

from collections.abc import Callable
from datetime import date

from tests.twins import care as of_care
from tests.twins import front_door, harm, protection
from tests.twins.counting import (
    Counted,
    Row,
    World,
    age,
    group_of,
    in_month,
    in_year,
    last_begun,
    month_end_before,
    open_on,
    year_after,
)
from tests.twins.education import TWINS as EDUCATION
from tests.twins.permanence import TWINS as PERMANENCE
from tests.twins.workforce import TWINS as WORKFORCE


def as01(world: World, at: date) -> list[Counted]:
    return [Counted(row["person_id"], row["auth_date"], 1, 0)
            for row in world["assessments"] if in_year(row["auth_date"], at)]  # fmt: skip


def as02(world: World, at: date) -> list[Counted]:
    found = []
    for row in world["assessments"]:
        if in_year(row["auth_date"], at):
            on_time = row["working_days"] is not None and row["working_days"] <= 45
            found.append(Counted(row["person_id"], row["auth_date"], int(on_time), 1))
    return found


def cn01(world: World, at: date) -> list[Counted]:
    rows = [row for row in world["referrals"]
            if not row["is_nfa"] and open_on(row, at, "referral_date", "close_date")]  # fmt: skip
    return [Counted(row["person_id"], at, 1, 0) for row in last_begun(rows, "referral_id", "referral_date")]


def cp01(world: World, at: date) -> list[Counted]:
    return [Counted(row["person_id"], row["start_date"], 1, 0)
            for row in world["s47_enquiries"] if in_year(row["start_date"], at)]  # fmt: skip


def cp04(world: World, at: date) -> list[Counted]:
    found = []
    for row in world["initial_cp_conferences"]:
        if in_year(row["conference_date"], at) and not row["is_transfer_in"]:
            on_time = row["working_days"] is not None and row["working_days"] <= 15
            found.append(Counted(row["person_id"], row["conference_date"], int(on_time), 1))
    return found


def plans_open(world: World, at: date) -> list[Row]:
    rows = [row for row in world["cp_plans"] if not row["is_other_authority"] and open_on(row, at)]
    return last_begun(rows, "cp_plan_id")


def cp06(world: World, at: date) -> list[Counted]:
    return [
        Counted(row["person_id"], at, 1, 0, part=protection.category(row["latest_category"]))
        for row in plans_open(world, at)
    ]


def cp07(world: World, at: date) -> list[Counted]:
    then = month_end_before(at, 6)
    now_rows = [Counted(row["person_id"], at, 1, 0) for row in plans_open(world, at)]
    return now_rows + [Counted(row["person_id"], then, 0, 1) for row in plans_open(world, then)]


def plans_started(world: World, at: date) -> list[Row]:
    return [row for row in world["cp_plans"] if not row["is_other_authority"] and in_year(row["start_date"], at)]


def cp08(world: World, at: date) -> list[Counted]:
    return [
        Counted(row["person_id"], row["start_date"], 1, 0, part=protection.category(row["initial_category"]))
        for row in plans_started(world, at)
    ]


def cp09(world: World, at: date) -> list[Counted]:
    return [
        Counted(row["person_id"], row["start_date"], int(row["plan_number"] > 1), 1,
                part=protection.category(row["initial_category"]))
        for row in plans_started(world, at)
    ]  # fmt: skip


def cp11(world: World, at: date) -> list[Counted]:
    return [
        Counted(row["person_id"], at, int((at - row["start_date"]).days >= 730), 1,
                part=protection.category(row["latest_category"]))
        for row in plans_open(world, at)
    ]  # fmt: skip


def in_care(world: World, at: date) -> list[Row]:
    return last_begun((row for row in world["periods_of_care"] if open_on(row, at)), "period_of_care_id")


def la01(world: World, at: date) -> list[Counted]:
    return [Counted(row["person_id"], at, 1, 0) for row in in_care(world, at)]


def la02(world: World, at: date) -> list[Counted]:
    then = month_end_before(at, 6)
    now_rows = [Counted(row["person_id"], at, 1, 0) for row in in_care(world, at)]
    return now_rows + [Counted(row["person_id"], then, 0, 1) for row in in_care(world, then)]


def first_starts(world: World, at: date) -> list[Row]:
    """Each child's first start in the twelve months."""
    starts = [row for row in world["periods_of_care"]
              if row["start_reason"] == "S" and in_year(row["start_date"], at)]  # fmt: skip
    chosen: dict[str, Row] = {}
    for row in sorted(starts, key=lambda row: (row["start_date"], row["period_of_care_id"])):
        chosen.setdefault(row["person_id"], row)
    return list(chosen.values())


def la03(world: World, at: date) -> list[Counted]:
    return [Counted(row["person_id"], row["start_date"], 1, 0) for row in first_starts(world, at)]


def la04(world: World, at: date) -> list[Counted]:
    born = {row["person_id"]: row["date_of_birth"] for row in world["people"]}
    found = []
    for row in first_starts(world, at):
        birthday = born.get(row["person_id"])
        is_16_or_17 = birthday is not None and 16 <= age(birthday, row["start_date"]) <= 17
        part = "unaccompanied asylum-seeking children" if row["is_uasc"] else "other children"
        found.append(Counted(row["person_id"], row["start_date"], int(is_16_or_17), 1, part=part))
    return found


def ps01(world: World, at: date) -> list[Counted]:
    found = []
    for care in in_care(world, at):
        stays = []
        for period in world["periods_of_care"]:
            if period["person_id"] != care["person_id"]:
                continue
            mine = sorted(
                (row for row in world["placements"]
                 if row["period_of_care_id"] == period["period_of_care_id"] and row["counts"]),
                key=lambda row: (row["start_date"], row["placement_id"]),
            )  # fmt: skip
            ends = [row["start_date"] for row in mine[1:]] + [period["end_date"]]
            stays += [(row["start_date"], end) for row, end in zip(mine, ends, strict=False)]
        open_in_the_year = [
            (begins, ends) for begins, ends in stays if begins <= at and (ends is None or year_after(ends) > at)
        ]
        found.append(Counted(care["person_id"], at, int(len(open_in_the_year) >= 3), 1))
    return found


def ex02(world: World, at: date) -> list[Counted]:
    return [
        Counted(row["person_id"], row["start_date"], 1, 0, part="from care" if row["from_care"] else "from home")
        for row in world["missing_episodes"]
        if in_month(row["start_date"], at)
    ]


def wf01(world: World, at: date) -> list[Counted]:
    found = []
    for row in world["employments"]:
        if not row["is_social_worker"] or row["is_agency"]:
            continue
        if in_year(row["end_date"], at) and row["leaving_reason"] != "moved within":
            found.append(Counted(None, row["end_date"], row["fte"], 0, team=row["team_id"]))
        if open_on(row, at):
            found.append(Counted(None, at, 0, row["fte"], team=row["team_id"]))
    return found


def wf02(world: World, at: date) -> list[Counted]:
    of_social_workers = {row["post_id"] for row in world["posts"] if row["is_social_worker"]}
    vacant = [Counted(None, at, row["fte"], row["fte"], team=row["team_id"])
              for row in world["vacancies"] if row["post_id"] in of_social_workers and open_on(row, at)]  # fmt: skip
    filled = [Counted(None, at, 0, row["fte"], team=row["team_id"]) for row in world["employments"]
              if row["is_social_worker"] and not row["is_agency"] and open_on(row, at)]  # fmt: skip
    return vacant + filled


def wf03(world: World, at: date) -> list[Counted]:
    return [
        Counted(None, at, row["fte"] if row["is_agency"] else 0, row["fte"], team=row["team_id"])
        for row in world["employments"]
        if row["is_social_worker"] and open_on(row, at)
    ]


TWINS: dict[str, Callable[[World, date], list[Counted]]] = {
    "AS01": as01, "AS02": as02, "CN01": cn01, "CP01": cp01, "CP04": cp04,
    "CP06": cp06, "CP07": cp07, "CP08": cp08, "CP09": cp09, "CP11": cp11, "LA01": la01, "LA02": la02, "LA03": la03,
    "LA04": la04, "PS01": ps01, "EX02": ex02, "WF01": wf01, "WF02": wf02, "WF03": wf03,
    **protection.TWINS, **harm.TWINS,
    **front_door.TWINS,
    **PERMANENCE,
    **EDUCATION,
    **WORKFORCE,
    **of_care.TWINS,
}  # fmt: skip


def figures(indicator: str, world: World, at: date, by: str) -> dict[str, tuple[float, float]]:
    """Numerator and denominator of every group that anything counted is in."""
    added: dict[str, tuple[float, float]] = {}
    for one in TWINS[indicator](world, at):
        group = group_of(one, world, by)
        numerator, denominator = added.get(group, (0, 0))
        added[group] = (round(numerator + one.numerator, 6), round(denominator + one.denominator, 6))
    return added
