"""Enquiries, conferences, plans, visits, reviews and pre-proceedings, worked out slowly. See indicators."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

import holidays

from tests.twins.counting import Counted, Row, World, in_year, last_begun, open_on

CATEGORIES = {
    "NEG": "neglect", "EMO": "emotional abuse", "PHY": "physical abuse", "SAB": "sexual abuse",
    "MUL": "several categories",
}  # fmt: skip


def category(code: str | None) -> str:
    return CATEGORIES.get(code or "", "unknown")


def months_after(on: date, months: int) -> date:
    """The same day of a later month; the last of the month where it has no such day."""
    number = on.year * 12 + on.month - 1 + months
    first = date(number // 12, number % 12 + 1, 1)
    last = date((number + 1) // 12, (number + 1) % 12 + 1, 1) - timedelta(days=1)
    return min(first + timedelta(days=on.day - 1), last)


@cache
def works(day: date) -> bool:
    return day.weekday() < 5 and day not in _free(day.year)


@cache
def _free(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=[year]))


def working_days(start: date, end: date) -> int:
    """Working days after `start` up to and including `end`."""
    return sum(works(start + timedelta(days=day + 1)) for day in range((end - start).days))


def ours(world: World) -> list[Row]:
    return [row for row in world["cp_plans"] if not row["is_other_authority"]]


def open_plans(world: World, at: date) -> list[Row]:
    return last_begun((row for row in ours(world) if open_on(row, at)), "cp_plan_id")


def ended_plans(world: World, at: date) -> list[Row]:
    return [row for row in ours(world) if in_year(row["end_date"], at)]


def flow(rows: list[Row], day: str, told: Callable[[Row], bool], part: Callable[[Row], str] = lambda _: "") -> (
    list[Counted]
):  # fmt: skip
    return [Counted(row["person_id"], row[day], int(told(row)), 1, part=part(row)) for row in rows]


def cp02(world: World, at: date) -> list[Counted]:
    ended = [row for row in world["s47_enquiries"] if in_year(row["end_date"], at)]
    named = [row["s47_enquiry_id"] for row in world["initial_cp_conferences"]]
    return flow(ended, "end_date", lambda row: row["s47_enquiry_id"] in named)


def cp03(world: World, at: date) -> list[Counted]:
    ended = [row for row in world["s47_enquiries"] if in_year(row["end_date"], at)]
    return flow(ended, "end_date", lambda row: row["is_nfa"] is True)


def cp05(world: World, at: date) -> list[Counted]:
    held = [row for row in world["initial_cp_conferences"] if in_year(row["conference_date"], at)]
    return flow(held, "conference_date", lambda row: row["led_to_plan"] is True)


def cp10(world: World, at: date) -> list[Counted]:
    def soon(plan: Row) -> bool:
        return any(
            other["person_id"] == plan["person_id"]
            and other["start_date"] < plan["start_date"]
            and other["end_date"] is not None
            and 0 <= (plan["start_date"] - other["end_date"]).days <= 730
            for other in world["cp_plans"]
        )

    started = [row for row in ours(world) if in_year(row["start_date"], at)]
    return flow(started, "start_date", soon, lambda row: category(row["initial_category"]))


def lasted(row: Row) -> int:
    return (row["end_date"] - row["start_date"]).days


def cp12(world: World, at: date) -> list[Counted]:
    return flow(ended_plans(world, at), "end_date", lambda row: lasted(row) >= 730,
                lambda row: category(row["latest_category"]))  # fmt: skip


def cp13(world: World, at: date) -> list[Counted]:
    return [
        Counted(row["person_id"], at, int((at - row["start_date"]).days >= 456), 1,
                part=category(row["latest_category"]))
        for row in open_plans(world, at)
    ]  # fmt: skip


def cp14(world: World, at: date) -> list[Counted]:
    return flow(ended_plans(world, at), "end_date", lambda row: 1 <= lasted(row) <= 91)


def cp15(world: World, at: date) -> list[Counted]:
    long_enough = [row for row in ours(world) if open_on(row, at) and months_after(row["start_date"], 3) <= at]
    return [
        Counted(plan["person_id"], at, int(always_in_time(world, plan, at)), 1)
        for plan in last_begun(long_enough, "cp_plan_id")
    ]


def always_in_time(world: World, plan: Row, at: date) -> bool:
    held = sorted(
        row["review_date"] for row in world["cp_reviews"]
        if row["person_id"] == plan["person_id"] and row["review_date"] is not None
        and plan["start_date"] < row["review_date"] <= at
    )  # fmt: skip
    last_day = months_after(plan["start_date"], 3)
    for review in [*held, None]:
        if (review or at) > last_day:
            return False
        if review:
            last_day = months_after(review, 6)
    return True


def visits(world: World, person: str, at: date) -> list[Row]:
    """The visits to a child up to a day."""
    return [row for row in world["cp_visits"] if row["person_id"] == person and row["visit_date"] <= at]


def cp16(world: World, at: date) -> list[Counted]:
    found = []
    children = {row["person_id"] for row in ours(world)
                if open_on(row, at) and working_days(row["start_date"], at) > 10}  # fmt: skip
    for child in sorted(children):
        made = [working_days(row["visit_date"], at) for row in visits(world, child, at)]
        found.append(Counted(child, at, int(min(made, default=99) <= 10), 1))
    return found


def cp17(world: World, at: date) -> list[Counted]:
    found = []
    for child in sorted({row["person_id"] for row in ours(world)}):
        starts = [row["start_date"] for row in ours(world) if row["person_id"] == child and open_on(row, at)]
        made = [row for row in visits(world, child, at) if any(row["visit_date"] >= start for start in starts)]
        if made:
            last = max(row["visit_date"] for row in made)
            alone = any(row["was_seen_alone"] for row in made if row["visit_date"] == last)
            found.append(Counted(child, at, int(alone), 1))
    return found


def cp18(world: World, at: date) -> list[Counted]:
    return [Counted(row["person_id"], at, 1, 0, part=category(row["latest_category"])) for row in open_plans(world, at)]


def lg02(world: World, at: date) -> list[Counted]:
    decided = {"A": "continue the current plan", "B": "start pre-proceedings", "C": "issue care proceedings"}
    return [
        Counted(row["person_id"], row["end_date"] or row["start_date"], 1, 0,
                part=decided.get(row["gateway_outcome"] or "", "unknown"))
        for row in world["pre_proceedings"]
        if in_year(row["end_date"] or row["start_date"], at)
    ]  # fmt: skip


def in_pre_proceedings(world: World, at: date) -> list[Row]:
    begun = [row for row in world["pre_proceedings"] if row["start_date"] is not None]
    return last_begun((row for row in begun if open_on(row, at)), "pre_proceedings_id")


def lg03(world: World, at: date) -> list[Counted]:
    return [Counted(row["person_id"], at, 1, 0) for row in in_pre_proceedings(world, at)]


def lg04(world: World, at: date) -> list[Counted]:
    return [
        Counted(row["person_id"], at, int((at - row["start_date"]).days > 112), 1)
        for row in in_pre_proceedings(world, at)
    ]


def lg05(world: World, at: date) -> list[Counted]:
    ended = [row for row in world["pre_proceedings"]
             if row["start_date"] is not None and in_year(row["end_date"], at)]  # fmt: skip
    return flow(ended, "end_date", lambda row: row["outcome"] == "Decision to step down")


def lg06(world: World, at: date) -> list[Counted]:
    begun = [row for row in world["pre_proceedings"] if in_year(row["start_date"], at)]
    return flow(begun, "start_date", lambda row: row["days_to_letter"] is not None and row["days_to_letter"] <= 5)


def lg09(world: World, at: date) -> list[Counted]:
    issued = [row for row in world["pre_proceedings"]
              if row["outcome"] == "Decision to Issue Care Proceedings" and in_year(row["end_date"], at)]  # fmt: skip
    return flow(issued, "end_date", lambda row: row["is_short_notice"] is True)


TWINS: dict[str, Callable[[World, date], list[Counted]]] = {
    "CP02": cp02, "CP03": cp03, "CP05": cp05, "CP10": cp10, "CP12": cp12, "CP13": cp13, "CP14": cp14, "CP15": cp15,
    "CP16": cp16, "CP17": cp17, "CP18": cp18, "LG02": lg02, "LG03": lg03, "LG04": lg04, "LG05": lg05, "LG06": lg06,
    "LG09": lg09,
}  # fmt: skip
