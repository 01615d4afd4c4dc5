"""What a snapshot says of a level, on figures and flows that can be added up by hand."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from lineofsight.snapshot import Figure, Flow
from lineofsight_web.reports.claims.evidence import Point, SnapshotEvidence

DECEMBER, JANUARY, FEBRUARY = date(2023, 12, 31), date(2024, 1, 31), date(2024, 2, 29)


@dataclass
class Level:
    """Children in care whose data begin on 31 December: 100, then 5 came and 2 left, then 1 came and 9 left."""

    as_of: date = FEBRUARY

    def figures(self, indicator: str, **_: Any) -> list[Figure]:
        counts = {DECEMBER: 100, JANUARY: 103, FEBRUARY: 95}
        return [Figure(indicator, at, "all", "", float(n), 1000.0, n / 1000, "") for at, n in counts.items()]

    def flows(self, indicator: str) -> list[Flow]:
        return [
            Flow(JANUARY, "start", "16-17", "", 4),
            Flow(JANUARY, "start", "0", "", 1),
            Flow(JANUARY, "end", "5-9", "", 2),
            Flow(FEBRUARY, "start", "0", "", 1),
            Flow(FEBRUARY, "end", "5-9", "", 9),
        ]


def evidence() -> SnapshotEvidence:
    return SnapshotEvidence(Level())  # type: ignore[arg-type]  # as much of a snapshot as evidence asks


def test_starts_are_counted_from_the_first_month_end_held_over_the_turn_of_a_year_too():
    assert evidence().starts_by_age("LA01", DECEMBER, FEBRUARY) == {"0": 2, "16-17": 4}
    assert evidence().starts_by_age("LA01", JANUARY, FEBRUARY) == {"0": 1}


def test_before_the_first_month_end_held_there_are_none():
    assert evidence().starts_by_age("LA01", date(2023, 11, 30), FEBRUARY) == {}


def test_a_level_moves_by_chance_as_its_starts_and_ends_do():
    """6 came and 11 left: five fewer, where 17 moves in balance part by about four either way."""
    then, *_, now = evidence().series("LA01")
    found = evidence().chance(then, now)
    assert found is not None
    assert 0.2 < found < 0.25
    assert isinstance(then, Point)
