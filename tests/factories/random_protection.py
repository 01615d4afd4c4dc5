"""Random enquiries, plans, visits, reviews, factors, interviews and pre-proceedings, and what older tables say more."""

import random
from collections.abc import Callable
from datetime import date
from typing import Any

Row = dict[str, Any]
World = dict[str, list[Row]]

CATEGORIES = ("NEG", "NEG", "EMO", "PHY", "SAB", "MUL", "no such code", None)
FACTORS = ("3A", "3B", "16A", "11A", "24A", "21", "no such code")


def random_protection(seed: float, world: World, ids: list[str], day: Callable[[random.Random], date]) -> World:
    """The tables of `world` with more columns, and new ones. `day` draws a day; other tables do not move."""
    draw = random.Random(seed)  # noqa: S311 - a repeatable test, not a secret
    referrals = [row["referral_id"] for row in world["referrals"]]
    enquiries = [row["s47_enquiry_id"] for row in world["s47_enquiries"]]
    return {
        "assessments": [{"referral_id": draw.choice([*referrals, None])} | row for row in world["assessments"]],
        "assessment_factors": [
            {"assessment_id": row["assessment_id"], "person_id": row["person_id"], "factor": factor}
            for row in world["assessments"] for factor in draw.sample(FACTORS, draw.randrange(4))],
        "s47_enquiries": [{"is_nfa": draw.choice((True, False, None))} | row for row in world["s47_enquiries"]],
        "initial_cp_conferences": [
            {"led_to_plan": draw.choice((True, False, None)), "s47_enquiry_id": draw.choice([*enquiries, None])} | row
            for row in world["initial_cp_conferences"]],
        "cp_plans": [{"initial_category": draw.choice(CATEGORIES), "latest_category": draw.choice(CATEGORIES)} | row
                     for row in world["cp_plans"]],
        "cp_visits": [{"cp_visit_id": f"v{n}", "person_id": draw.choice(ids), "visit_date": day(draw),
                       "was_seen_alone": draw.choice((True, False, None))} for n in range(draw.randrange(60))],
        "cp_reviews": [{"cp_review_id": f"w{n}", "person_id": draw.choice(ids),
                        "review_date": draw.choice((None, *[day(draw) for _ in range(4)]))}
                       for n in range(draw.randrange(60))],
        "placements": [{"placement_provider": draw.choice(("PR0", "PR1", "PR4", "PR4", "PR5", None))} | row
                       for row in world["placements"]],
        "missing_episodes": [*map(_missing(draw), world["missing_episodes"]), *_going_again(draw, ids, day)],
        "pre_proceedings": [_process(draw, f"l{n}", ids, day) for n in range(draw.randrange(14))],
    }  # fmt: skip


def _missing(draw: random.Random) -> Callable[[Row], Row]:
    def told(row: Row) -> Row:
        return row | {
            "missing_type": draw.choice(("M", "M", "A", None)),
            "source": draw.choice(("ssd_missing", "police_missing")),
            "interview_offered": draw.choice(("Y", "Y", "N", "NA", None)),
            "interview_accepted": draw.choice(("Y", "N", "NA", None)),
        }  # fmt: skip

    return told


def _going_again(draw: random.Random, ids: list[str], day: Callable[[random.Random], date]) -> list[Row]:
    """One child, many times, some on one day."""
    child, days = draw.choice(ids), [day(draw) for _ in range(draw.randrange(25))]
    rows = [{"missing_episode_id": f"g{n}", "person_id": child, "start_date": on, "end_date": on,
             "from_care": draw.choice((True, False))} for n, on in enumerate(days)]  # fmt: skip
    return [_missing(draw)(row) for row in rows]


def _process(draw: random.Random, name: str, ids: list[str], day: Callable[[random.Random], date]) -> Row:
    begins, ends = draw.choice((None, day(draw), day(draw))), draw.choice((None, day(draw), day(draw)))
    if begins and ends:
        ends = max(begins, ends)
    ends = ends if begins or ends else day(draw)
    return {
        "pre_proceedings_id": name, "person_id": draw.choice(ids), "start_date": begins, "end_date": ends,
        "outcome": draw.choice(("Decision to Issue Care Proceedings", "Decision to step down", None)) if ends else None,
        "gateway_outcome": draw.choice(("A", "B", "C", "D", None)), "days_to_letter": draw.choice((None, 0, 5, 6)),
        "is_short_notice": draw.choice((True, False, None)),
    }  # fmt: skip
