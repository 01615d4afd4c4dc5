"""Front door, early help, assessments and children in need, worked out slowly. See indicators."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

import holidays

from tests.twins.counting import (
    Counted,
    Row,
    World,
    in_month,
    in_year,
    last_begun,
    open_on,
    place,
    year_after,
    year_before,
)

_HOLIDAYS = set(holidays.country_holidays("GB", subdiv="ENG", years=range(2019, 2026)))


def working_days_after(start: date, until: date) -> int:
    """Working days after a day, up to and including another."""
    days = (start + timedelta(days=n) for n in range(1, (until - start).days + 1))
    return sum(day.weekday() < 5 and day not in _HOLIDAYS for day in days)


def who(row: Row) -> str:
    return row["source_group"] or "unknown"


def leader(row: Row) -> str:
    return row["led_by"] or "unknown"


def contacts(rows: Iterable[Row], flag: str = "", denominator: int = 1) -> list[Counted]:
    return [
        Counted(row["person_id"], row["contact_date"], int(row[flag]) if flag else 1, denominator, part=who(row))
        for row in rows
    ]


def fd01(world: World, at: date) -> list[Counted]:
    return contacts((row for row in world["contacts"] if in_month(row["contact_date"], at)), denominator=0)


def fd02(world: World, at: date) -> list[Counted]:
    return contacts((row for row in world["contacts"] if in_year(row["contact_date"], at)), denominator=0)


def fd03(world: World, at: date) -> list[Counted]:
    return contacts((row for row in world["contacts"] if in_month(row["contact_date"], at)), "became_referral")


def fd04(world: World, at: date) -> list[Counted]:
    return contacts((row for row in world["contacts"] if in_month(row["contact_date"], at)), "ended_in_advice")


def fd06(world: World, at: date) -> list[Counted]:
    found = []
    for person in sorted({row["person_id"] for row in world["contacts"]}):
        mine = [row for row in world["contacts"] if row["person_id"] == person and in_year(row["contact_date"], at)]
        assessed = any(row["person_id"] == person and in_year(row["start_date"], at) for row in world["assessments"])
        if mine:
            latest = max(mine, key=lambda row: (row["contact_date"], row["contact_id"]))
            found.append(Counted(person, at, int(len(mine) >= 3 and not assessed), 1, part=who(latest)))
    return found


def referred(world: World, at: date) -> list[Row]:
    return [row for row in world["referrals"] if in_year(row["referral_date"], at)]


def fd07(world: World, at: date) -> list[Counted]:
    return [Counted(row["person_id"], row["referral_date"], 1, 0, part=who(row)) for row in referred(world, at)]


def fd08(world: World, at: date) -> list[Counted]:
    found = []
    for row in referred(world, at):
        again = any(
            other["person_id"] == row["person_id"]
            and year_before(row["referral_date"]) <= other["referral_date"] < row["referral_date"]
            for other in world["referrals"]
        )
        found.append(Counted(row["person_id"], row["referral_date"], int(again), 1, part=who(row)))
    return found


def fd09(world: World, at: date) -> list[Counted]:
    return [
        Counted(row["person_id"], row["referral_date"], int(bool(row["is_nfa"])), 1, part=who(row))
        for row in referred(world, at)
    ]


def fd10(world: World, at: date) -> list[Counted]:
    return [
        Counted(row["person_id"], row["referral_date"], int(row["close_reason"] == "RC8"), 1, part=who(row))
        for row in referred(world, at)
    ]


def authorised(world: World, at: date) -> list[Row]:
    return [row for row in world["assessments"] if in_year(row["auth_date"], at)]


def as03(world: World, at: date) -> list[Counted]:
    found = []
    for row in authorised(world, at):
        if row["is_first"]:
            days = row["working_days_from_referral"]
            found.append(Counted(row["person_id"], row["auth_date"], int(days is not None and days <= 45), 1))
    return found


def as04(world: World, at: date) -> list[Counted]:
    rows = [row for row in world["assessments"] if open_on(row, at, "start_date", "auth_date")]
    return [
        Counted(row["person_id"], at, int(working_days_after(row["start_date"], at) > 45), 1)
        for row in last_begun(rows, "assessment_id")
    ]


def as05(world: World, at: date) -> list[Counted]:
    return [Counted(row["person_id"], row["auth_date"], int(row["child_seen"] is True), 1)
            for row in authorised(world, at)]  # fmt: skip


def as06(world: World, at: date) -> list[Counted]:
    return [Counted(row["person_id"], row["auth_date"], int(row["outcome_nfa"]), 1)
            for row in authorised(world, at)]  # fmt: skip


def closed(world: World, row: Row, counts: bool) -> Counted:
    """A case on the day it closed, with the team that had it the day before."""
    before = Counted(row["person_id"], row["close_date"] - timedelta(days=1), 0, 0)
    team = place(world["team_spells"], before, "team_id")
    return Counted(
        row["person_id"], row["close_date"], int(counts), 1, team=None if team == "unknown" else team,
        need=row["primary_need"],
    )  # fmt: skip


def as07(world: World, at: date) -> list[Counted]:
    return [
        closed(world, row, row["close_reason"] == "RC9")
        for row in world["referrals"]
        if in_year(row["close_date"], at) and row["close_reason"] in ("RC8", "RC9")
    ]


def on_a_plan_only(world: World, at: date) -> list[Row]:
    others = {row["person_id"] for row in world["periods_of_care"] if open_on(row, at)}
    others |= {row["person_id"] for row in world["cp_plans"] if open_on(row, at) and not row["is_other_authority"]}
    rows = [row for row in world["cin_plans"] if open_on(row, at) and row["person_id"] not in others]
    return last_begun(rows, "cin_plan_id")


def cn02(world: World, at: date) -> list[Counted]:
    return [Counted(row["person_id"], at, 1, 0) for row in on_a_plan_only(world, at)]


def cn03(world: World, at: date) -> list[Counted]:
    return [
        Counted(row["person_id"], at, int((at - row["start_date"]).days > 365), 1)
        for row in on_a_plan_only(world, at)
    ]  # fmt: skip


def cn04(world: World, at: date) -> list[Counted]:
    found = []
    for row in on_a_plan_only(world, at):
        if working_days_after(row["start_date"], at) > 20:
            seen = any(
                visit["person_id"] == row["person_id"]
                and visit["child_seen"]
                and visit["visit_date"] <= at
                and working_days_after(visit["visit_date"], at) <= 20
                for visit in world["cin_visits"]
            )
            found.append(Counted(row["person_id"], at, int(seen), 1))
    return found


def cn05(world: World, at: date) -> list[Counted]:
    rows = [row for row in world["referrals"]
            if not row["is_nfa"] and open_on(row, at, "referral_date", "close_date")]  # fmt: skip
    held = {row["person_id"] for row in world["involvements"] if row["worker_id"] and open_on(row, at)}
    return [
        Counted(row["person_id"], at, int(row["person_id"] not in held), 1)
        for row in last_begun(rows, "referral_id", "referral_date")
    ]


def helped(world: World, at: date) -> list[Row]:
    return last_begun((row for row in world["early_help_episodes"] if open_on(row, at)), "episode_id")


def ended(world: World, at: date) -> list[Row]:
    return [row for row in world["early_help_episodes"] if in_year(row["end_date"], at)]


def eh01(world: World, at: date) -> list[Counted]:
    return [Counted(row["person_id"], at, 1, 0, part=leader(row)) for row in helped(world, at)]


def eh02(world: World, at: date) -> list[Counted]:
    found = []
    for row in ended(world, at):
        to_referral = [
            (other["referral_date"] - row["end_date"]).days
            for other in world["referrals"]
            if other["person_id"] == row["person_id"]
        ]
        up = row["end_reason"] == "STEP_UP" or any(0 <= days <= 30 for days in to_referral)
        found.append(Counted(row["person_id"], row["end_date"], int(up), 1, part=leader(row)))
    return found


def eh03(world: World, at: date) -> list[Counted]:
    found = []
    for row in world["referrals"]:
        if in_year(row["close_date"], at) and row["close_reason"] == "RC9":
            taken_up = any(
                episode["person_id"] == row["person_id"]
                and episode["start_date"] <= row["close_date"] + timedelta(days=30)
                and (episode["end_date"] is None or episode["end_date"] > row["close_date"])
                for episode in world["early_help_episodes"]
            )
            found.append(closed(world, row, taken_up))
    return found


def eh04(world: World, at: date) -> list[Counted]:
    return [
        Counted(row["person_id"], row["end_date"], int(row["end_reason"] == "OUTCOMES_MET"), 1, part=leader(row))
        for row in ended(world, at)
    ]


def eh05(world: World, at: date) -> list[Counted]:
    came = [(row["person_id"], row["start_date"]) for row in world["early_help_episodes"]]
    came += [(row["person_id"], row["referral_date"]) for row in world["referrals"]]
    found = []
    for row in world["early_help_episodes"]:
        anniversary = row["end_date"] and year_after(row["end_date"])
        if in_year(anniversary, at):
            back = any(person == row["person_id"] and row["end_date"] < day <= anniversary for person, day in came)
            found.append(Counted(row["person_id"], anniversary, int(back), 1, part=leader(row)))
    return found


def eh06(world: World, at: date) -> list[Counted]:
    return [
        Counted(row["person_id"], at, int(leader(row) not in ("local authority", "unknown")), 1, part=leader(row))
        for row in helped(world, at)
    ]


TWINS: dict[str, Callable[[World, date], list[Counted]]] = {
    "FD01": fd01, "FD02": fd02, "FD03": fd03, "FD04": fd04, "FD06": fd06, "FD07": fd07, "FD08": fd08, "FD09": fd09,
    "FD10": fd10, "AS03": as03, "AS04": as04, "AS05": as05, "AS06": as06, "AS07": as07, "CN02": cn02, "CN03": cn03,
    "CN04": cn04, "CN05": cn05, "EH01": eh01, "EH02": eh02, "EH03": eh03, "EH04": eh04, "EH05": eh05, "EH06": eh06,
}  # fmt: skip
