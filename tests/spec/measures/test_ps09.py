from lineofsight.measures.catalogue.stability import UNPLANNED_MOVES
from tests.factories.measures import Ratio

title = "Moves that were not planned"

_CARE = """
    period_of_care_id | person_id | start_date
    a                 | A         | 2020-01-01
"""
_HEADER = """
    placement_id | person_id | period_of_care_id | start_date | end_date   | counts | change_reason | placement_provider
"""


def test_planned_moves_and_closed_homes_are_told_from_the_others(measured):
    """CARPL is planned; CLOSE is neither; the carer asked because of behaviour (CREQB) is unplanned."""
    assert measured(
        UNPLANNED_MOVES,
        at="2023-24",
        periods_of_care=_CARE,
        placements=_HEADER
        + """
            1 | A | a | 2020-01-01 | 2023-05-01 | Y | CARPL | PR1
            2 | A | a | 2023-05-01 | 2023-07-01 | Y | CLOSE | PR4
            3 | A | a | 2023-07-01 | 2023-09-01 | Y | CREQB | PR4
            4 | A | a | 2023-09-01 |            | Y |       | PR4
        """,
    ) == Ratio(numerator=1, denominator=3)


def test_a_change_of_status_and_a_reason_not_recorded_are_left_out(measured):
    """PLACE says that nobody moved."""
    assert measured(
        UNPLANNED_MOVES,
        at="2023-24",
        periods_of_care=_CARE,
        placements=_HEADER
        + """
            1 | A | a | 2020-01-01 | 2023-05-01 | Y | PLACE |
            2 | A | a | 2023-05-01 | 2023-07-01 | Y |       |
            3 | A | a | 2023-07-01 | 2023-09-01 | Y | CHILD |
            4 | A | a | 2023-09-01 |            | Y |       |
        """,
    ) == Ratio(numerator=1, denominator=1)


def test_a_placement_that_ends_with_care_is_no_move(measured):
    """The child went home on the day the placement ended."""
    assert measured(
        UNPLANNED_MOVES,
        at="2023-24",
        periods_of_care="""
            period_of_care_id | person_id | start_date | end_date
            a                 | A         | 2020-01-01 | 2023-09-01
        """,
        placements=_HEADER
        + """
            1 | A | a | 2020-01-01 | 2023-09-01 | Y | CARPL |
        """,
    ) == Ratio(numerator=0, denominator=0)


def test_a_temporary_stay_is_no_placement_to_move_from(measured):
    """Stays that do not count are not moves."""
    assert measured(
        UNPLANNED_MOVES,
        at="2023-24",
        periods_of_care=_CARE,
        placements=_HEADER
        + """
            1 | A | a | 2023-07-01 | 2023-07-05 | N | OTHER |
        """,
    ) == Ratio(numerator=0, denominator=0)


def test_whose_the_placement_was_is_told_apart(measured):
    """Of the moves away from private placements, one of one was unplanned."""
    assert measured(
        UNPLANNED_MOVES,
        at="2023-24",
        by="part",
        group="private",
        periods_of_care=_CARE,
        placements=_HEADER
        + """
            1 | A | a | 2020-01-01 | 2023-05-01 | Y | CARPL | PR1
            2 | A | a | 2023-05-01 | 2023-07-01 | Y | ALLEG | PR4
            3 | A | a | 2023-07-01 |            | Y |       | PR1
        """,
    ) == Ratio(numerator=1, denominator=1)
