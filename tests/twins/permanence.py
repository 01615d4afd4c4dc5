"""Permanence and stability, worked out slowly. See indicators."""

from collections.abc import Callable
from datetime import date, timedelta

from tests.twins.counting import Counted, Row, World, age, in_year, last_begun, open_on, place

Twin = Callable[[World, date], list[Counted]]

_PROVIDERS = {
    "PR0": "parents", "PR1": "own provision", "PR2": "another local authority", "PR3": "another public body",
    "PR4": "private", "PR5": "voluntary", None: "not recorded",
}  # fmt: skip


def last_ends(world: World, at: date) -> list[Row]:
    """Each child's last leaving of care in the twelve months."""
    ends = [row for row in world["periods_of_care"] if in_year(row["end_date"], at) and row["end_reason"] != "X1"]
    chosen = {
        row["person_id"]: row for row in sorted(ends, key=lambda row: (row["end_date"], row["period_of_care_id"]))
    }
    return list(chosen.values())


def left(world: World, row: Row, numerator: int, denominator: int) -> Counted:
    """A leaving of care, in the team and the need of the last day in care."""
    on_last_day = Counted(row["person_id"], row["end_date"] - timedelta(days=1), 0, 0)
    team, need = (place(world[f"{kind}_spells"], on_last_day, column)
                  for kind, column in (("team", "team_id"), ("need", "need")))  # fmt: skip
    return Counted(row["person_id"], row["end_date"], numerator, denominator,
                   team=None if team == "unknown" else team, need=None if need == "unknown" else need)  # fmt: skip


def pm01(world: World, at: date) -> list[Counted]:
    return [left(world, row, 1, 0) for row in last_ends(world, at)]


def left_because(*reasons: str) -> Twin:
    def twin(world: World, at: date) -> list[Counted]:
        return [left(world, row, int(row["end_reason"] in reasons), 1) for row in last_ends(world, at)]

    return twin


def in_care(world: World, at: date) -> list[Row]:
    return last_begun((row for row in world["periods_of_care"] if open_on(row, at)), "period_of_care_id")


def pm07(world: World, at: date) -> list[Counted]:
    found = []
    for care in in_care(world, at):
        if (at - care["start_date"]).days >= 112:
            planned = any(
                row["person_id"] == care["person_id"] and open_on(row, at) for row in world["care_plan_spells"]
            )
            found.append(Counted(care["person_id"], at, int(not planned), 1))
    return found


def pm08(world: World, at: date) -> list[Counted]:
    return [Counted(row["person_id"], row["match_date"], row["days_to_match"] / (365.25 / 12), 1)
            for row in world["adoption_matches"]
            if in_year(row["match_date"], at) and row["days_to_match"] is not None]  # fmt: skip


def placed_on(world: World, at: date) -> list[Row]:
    return [row for row in world["whereabouts"] if open_on(row, at)]


def living_in(*types: str, with_provider: bool = True) -> Twin:
    def twin(world: World, at: date) -> list[Counted]:
        return [Counted(row["person_id"], at, int(row["placement_type"] in types), 1,
                        part=_PROVIDERS[row["placement_provider"]] if with_provider else "")
                for row in placed_on(world, at)]  # fmt: skip

    return twin


def pm10(world: World, at: date) -> list[Counted]:
    found = []
    for row in world["periods_of_care"]:
        if row["start_reason"] == "S" and in_year(row["start_date"], at):
            mine = [other for other in world["periods_of_care"] if other["person_id"] == row["person_id"]]
            before = [other["end_date"] for other in mine if other["start_date"] < row["start_date"]]
            again = bool(before) and 0 < (row["start_date"] - max(before)).days <= 730
            found.append(Counted(row["person_id"], row["start_date"], int(again), 1))
    return found


def ps02(world: World, at: date) -> list[Counted]:
    born = {row["person_id"]: row["date_of_birth"] for row in world["people"]}
    found = []
    for care in in_care(world, at):
        birthday = born.get(care["person_id"])
        if birthday is None or age_of_readings(birthday, at) >= 16 or (at - care["start_date"]).days < 913:
            continue
        stays = sorted((row for row in world["placements"]
                        if row["period_of_care_id"] == care["period_of_care_id"] and row["counts"]
                        and row["start_date"] <= at),
                       key=lambda row: (row["start_date"], row["placement_id"]))  # fmt: skip
        since = stays[-1]["start_date"] if stays else at
        if len(stays) > 1 and stays[-1]["placement_type"] in ("A4", "A6"):
            since = stays[-2]["start_date"]
        found.append(Counted(care["person_id"], at, int((at - since).days >= 730), 1))
    return found


def age_of_readings(birthday: date, at: date) -> int:
    """Age, a birthday on 29 February being kept on the 28th where the year has no 29th."""
    return age(birthday - timedelta(days=1), at) if (birthday.month, birthday.day) == (2, 29) else age(birthday, at)


def ps05(world: World, at: date) -> list[Counted]:
    born = {row["person_id"]: row["date_of_birth"] for row in world["people"]}
    return [Counted(row["person_id"], at, int(row["placement_type"] in ("K3", "H5", "P2")), 1)
            for row in placed_on(world, at)
            if born.get(row["person_id"]) and 16 <= age_of_readings(born[row["person_id"]], at) <= 17]  # fmt: skip


def ps06(world: World, at: date) -> list[Counted]:
    return [Counted(row["person_id"], at, int(row["placement_provider"] == "PR1"), 1)
            for row in placed_on(world, at) if (row["placement_type"] or "").startswith("U")]  # fmt: skip


def ps07(world: World, at: date) -> list[Counted]:
    alone = {row["period_of_care_id"] for row in world["periods_of_care"] if row["is_uasc"]}
    return [Counted(row["person_id"], at, int(row["miles"] > 20 and bool(row["is_outside"])), 1)
            for row in placed_on(world, at)
            if row["miles"] is not None and row["period_of_care_id"] not in alone]  # fmt: skip


def ps08(world: World, at: date) -> list[Counted]:
    return [Counted(row["person_id"], at, 1, 0)
            for row in placed_on(world, at) if (row["placement_type"] or "").startswith("Z")]  # fmt: skip


def ps09(world: World, at: date) -> list[Counted]:
    lasts = {row["period_of_care_id"]: row["end_date"] for row in world["periods_of_care"]}
    found = []
    for row in world["placements"]:
        care_ends = lasts[row["period_of_care_id"]]
        is_move = row["counts"] and in_year(row["end_date"], at) and (care_ends is None or care_ends > row["end_date"])
        if is_move and row["change_reason"] not in (None, "PLACE"):
            unplanned = row["change_reason"] not in ("CARPL", "CLOSE")
            part = _PROVIDERS[row["placement_provider"]]
            found.append(Counted(row["person_id"], row["end_date"], int(unplanned), 1, part=part))
    return found


TWINS: dict[str, Twin] = {
    "PM01": pm01, "PM02": left_because("E11", "E12"),
    "PM03": left_because("E43", "E44", "E45", "E46", "E47", "E48"), "PM04": left_because("E41"),
    "PM05": left_because("E4A"), "PM06": left_because("E4B"), "PM07": pm07, "PM08": pm08,
    "PM09": living_in("U1", "U2", "U3", with_provider=False), "PM10": pm10, "PS02": ps02,
    "PS03": living_in("U1", "U2", "U3", "U4", "U5", "U6"), "PS04": living_in("K1", "K2"), "PS05": ps05, "PS06": ps06,
    "PS07": ps07, "PS08": ps08, "PS09": ps09,
}  # fmt: skip
