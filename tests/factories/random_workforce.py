"""Random caseloads and sickness of a random world's workers, and what its employments lack.

A Random of its own, so that the other tables of a seed stay as they are.
"""

import random
from datetime import date, timedelta
from typing import Any

Row = dict[str, Any]
World = dict[str, list[Row]]

_FIRST, _LAST = date(2020, 1, 1), date(2024, 6, 30)


def random_workforce(seed: int, world: World) -> World:
    """New tables; and the rows of employments get the columns that these measures read."""
    draw = random.Random(f"workforce {seed}")  # noqa: S311 - a repeatable test, not a secret
    for row in world["employments"]:
        row["covers_vacancy"] = draw.random() < 0.6
        row["staff_id"] = draw.choice(("staff0", "staff1", "staff2", row["staff_id"]))
    for row in world["employments"]:
        row["employment_id"] = f"{row['staff_id']}-{row['start_date']}"
    rows = {row["employment_id"]: row for row in world["employments"]}
    staff = sorted({row["staff_id"] for row in rows.values()})
    return {
        "employments": list(rows.values()),
        "workers": [{"worker_id": f"worker {one}", "staff_id": one} for one in staff],
        "caseloads": [row for one in staff for row in _caseloads(draw, f"worker {one}")],
        "absences": _absences(draw, list(rows.values())),
    }


def _caseloads(draw: random.Random, worker: str) -> list[Row]:
    """One after the other, with gaps."""
    days = sorted({_day(draw) for _ in range(draw.randrange(8))})
    return [
        {"worker_id": worker, "n_cases": draw.choice((1, 7, 8, 9, 18, 19, 30)), "start_date": begins, "end_date": ends}
        for begins, ends in zip(days, [*days[1:], None], strict=False)
        if draw.random() < 0.8
    ]


def _absences(draw: random.Random, employments: list[Row]) -> list[Row]:
    rows = [
        {**{name: row[name] for name in ("employment_id", "team_id", "is_social_worker", "is_agency")},
         "lost_by": _day(draw), "days_lost": draw.choice((0.0, 0.5, 12.25))}
        for row in employments for _ in range(draw.randrange(4))
    ]  # fmt: skip
    return list({(row["employment_id"], row["lost_by"]): row for row in rows}.values())


def _day(draw: random.Random) -> date:
    """Some day, a month end more often than not."""
    day = _FIRST + timedelta(days=draw.randrange((_LAST - _FIRST).days + 1))
    return day if draw.random() < 0.5 else day.replace(day=1) - timedelta(days=draw.randrange(2))
