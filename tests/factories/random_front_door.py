"""Random contacts, early help, child in need plans, visits and involvements; what else cases say at the front door."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

Row = dict[str, Any]
Day = Callable[[random.Random], date]

WHO = ("Police", "Schools", "Health services", None)
CLOSED = ("RC7", "RC8", "RC8", "RC9", "RC9", None)
LEADERS = ("local authority", "school or nursery", "other partner", None)
_LAST_YEARS = date(2023, 1, 1)


def random_front_door(draw: random.Random, ids: list[str], day: Day) -> dict[str, list[Row]]:
    """Mostly of a few children, so that contacts crowd, spells overlap and some visits come too late."""
    few = [*ids, *ids[:2], *ids[:2]]
    return {
        "contacts": [
            {"contact_id": f"c{n}", "person_id": draw.choice(few), "contact_date": _lately(draw, day),
             "source_group": draw.choice(WHO), "became_referral": draw.random() < 0.3,
             "ended_in_advice": draw.random() < 0.5}
            for n in range(draw.randrange(30))],
        "early_help_episodes": [
            {**_spell(draw, "episode_id", f"e{n}", few, day), "led_by": draw.choice(LEADERS),
             "end_reason": draw.choice(("OUTCOMES_MET", "STEP_UP", "NFA", None))}
            for n in range(draw.randrange(20))],
        "cin_plans": [_spell(draw, "cin_plan_id", f"n{n}", few, day) for n in range(draw.randrange(16))],
        "cin_visits": [
            {"cin_visit_id": f"v{n}", "person_id": draw.choice(few), "visit_date": _lately(draw, day),
             "child_seen": draw.choice((True, True, True, False, None))}
            for n in range(draw.randrange(150))],
        "involvements": [
            {**_spell(draw, "involvement_id", f"i{n}", few, day), "worker_id": draw.choice(("w1", "w2", None))}
            for n in range(draw.randrange(25))],
    }  # fmt: skip


def of_referral(draw: random.Random, closed: bool) -> Row:
    return {"source_group": draw.choice(WHO), "close_reason": draw.choice(CLOSED) if closed else None,
            "primary_need": draw.choice(("N1", "N5", None))}  # fmt: skip


def of_assessment(draw: random.Random) -> Row:
    return {"working_days_from_referral": draw.choice((None, 20, 45, 46)), "is_first": draw.random() < 0.7,
            "child_seen": draw.choice((True, False, None)), "outcome_nfa": draw.random() < 0.4}  # fmt: skip


def _lately(draw: random.Random, day: Day) -> date:
    """Any day, or more often one of the last year and a half."""
    return day(draw) if draw.random() < 0.4 else _LAST_YEARS + timedelta(days=draw.randrange(547))


def _spell(draw: random.Random, key: str, name: str, ids: list[str], day: Day) -> Row:
    begins = _lately(draw, day)
    ends = max(begins, _lately(draw, day)) if draw.random() < 0.6 else None
    return {key: name, "person_id": draw.choice(ids), "start_date": begins, "end_date": ends}
