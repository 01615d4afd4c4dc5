"""Caseloads, agency cover and sickness, worked out slowly. See indicators."""

from collections.abc import Callable
from datetime import date

from tests.twins.counting import Counted, Row, World, in_year, open_on

_CAP = 18


def wf04(world: World, at: date) -> list[Counted]:
    return [Counted(None, at, row["fte"] if row["covers_vacancy"] else 0, row["fte"], team=row["team_id"])
            for row in world["employments"]
            if row["is_social_worker"] and row["is_agency"] and open_on(row, at)]  # fmt: skip


def wf05(world: World, at: date) -> list[Counted]:
    of_social_workers = {row["post_id"] for row in world["posts"] if row["is_social_worker"]}
    covering = [Counted(None, at, one.numerator, 0, team=one.team) for one in wf04(world, at) if one.numerator]
    vacant = [Counted(None, at, 0, row["fte"], team=row["team_id"])
              for row in world["vacancies"] if row["post_id"] in of_social_workers and open_on(row, at)]  # fmt: skip
    return covering + vacant


def holding(world: World, at: date) -> list[tuple[int, Row]]:
    """How many children each social worker is in charge of, with the post begun last."""
    found = []
    staff_of = {row["worker_id"]: row["staff_id"] for row in world["workers"]}
    for row in world["caseloads"]:
        if open_on(row, at):
            posts = [post for post in world["employments"]
                     if post["staff_id"] == staff_of[row["worker_id"]] and post["start_date"] <= at]  # fmt: skip
            last = max(posts, key=lambda post: post["start_date"], default=None)
            if last and open_on(last, at) and last["is_social_worker"]:
                found.append((row["n_cases"], last))
    return found


def wf06(world: World, at: date) -> list[Counted]:
    return [Counted(None, at, n_cases, post["fte"], team=post["team_id"]) for n_cases, post in holding(world, at)]


def wf07(world: World, at: date) -> list[Counted]:
    lost = [Counted(None, row["lost_by"], row["days_lost"], 0, team=row["team_id"]) for row in world["absences"]
            if row["is_social_worker"] and not row["is_agency"] and in_year(row["lost_by"], at)]  # fmt: skip
    in_post = [Counted(None, at, 0, row["fte"] * 253, team=row["team_id"]) for row in world["employments"]
               if row["is_social_worker"] and not row["is_agency"] and open_on(row, at)]  # fmt: skip
    return lost + in_post


def wf08(world: World, at: date) -> list[Counted]:
    return [Counted(None, at, int(n_cases > _CAP * post["fte"]), 1, team=post["team_id"])
            for n_cases, post in holding(world, at)]  # fmt: skip


TWINS: dict[str, Callable[[World, date], list[Counted]]] = {
    "WF04": wf04, "WF05": wf05, "WF06": wf06, "WF07": wf07, "WF08": wf08,
}  # fmt: skip
