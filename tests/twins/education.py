"""School absence, changes of school and complete records, worked out slowly. See indicators."""

from collections.abc import Callable
from datetime import date

from tests.twins.counting import Counted, Row, World, open_on, year_after
from tests.twins.permanence import in_care

Twin = Callable[[World, date], list[Counted]]


def ps11(world: World, at: date) -> list[Counted]:
    found = []
    for care in in_care(world, at):
        mine = {
            name: [row for row in world[name] if row["person_id"] == care["person_id"]]
            for name in ("school_rolls", "school_stays")
        }
        if any(open_on(row, at, "census_date", "until_date") for row in mine["school_rolls"]):
            moves = [row["start_date"] for row in mine["school_stays"]
                     if row["is_mid_year_move"] and row["start_date"] <= at]  # fmt: skip
            last = max(moves, default=None)
            moved = last is not None and last > care["start_date"] and year_after(last) > at
            found.append(Counted(care["person_id"], at, int(moved), 1))
    return found


def pupils(world: World, at: date) -> list[Row]:
    return [row for row in world["school_absences"] if open_on(row, at, "census_date", "until_date")]


def ed01(world: World, at: date) -> list[Counted]:
    return [Counted(row["person_id"], at, row["missed_sessions"], row["possible_sessions"], part=row["known_as"])
            for row in pupils(world, at)]  # fmt: skip


def missed_a_share(share: float) -> Twin:
    def twin(world: World, at: date) -> list[Counted]:
        return [Counted(row["person_id"], at, int(row["missed_sessions"] / row["possible_sessions"] >= share), 1,
                        part=row["known_as"])
                for row in pupils(world, at)]  # fmt: skip

    return twin


def qa05(world: World, at: date) -> list[Counted]:
    return [Counted(row["person_id"], at, row["n_filled"], row["n_fields"], part=row["record_kind"])
            for row in world["record_completeness"] if open_on(row, at)]  # fmt: skip


TWINS: dict[str, Twin] = {
    "PS11": ps11, "ED01": ed01, "ED02": missed_a_share(0.1), "ED03": missed_a_share(0.5), "QA05": qa05,
}  # fmt: skip
