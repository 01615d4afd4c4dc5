from lineofsight.measures.catalogue.stability import SCHOOL_MOVES
from tests.factories.measures import Ratio

title = "Changes of school in the middle of the year"

_CARE = """
    period_of_care_id | person_id | start_date
    a                 | A         | 2022-01-01
"""
_ROLLS = """
    roll_id | person_id | census_date | until_date
    1       | A         | 2023-01-19  | 2024-01-18
    2       | A         | 2024-01-18  | 2025-01-18
"""


def test_a_move_counts_for_twelve_months_from_the_day_of_entry(measured):
    """Joined on 1 April 2023: counted on 31 March 2024, and no longer on 30 April."""
    stays = """
        person_id | start_date | end_date   | moved_on   | is_mid_year_move
        A         | 2020-09-01 | 2023-04-01 |            | N
        A         | 2023-04-01 |            | 2023-04-01 | Y
    """
    for at, numerator in (("2024-03-31", 1), ("2024-04-30", 0)):
        assert measured(SCHOOL_MOVES, at=at, periods_of_care=_CARE, school_rolls=_ROLLS, school_stays=stays) == Ratio(
            numerator=numerator, denominator=1
        )


def test_a_usual_move_after_one_in_the_middle_of_the_year_does_not_undo_it(measured):
    """November's move still counts after the start of secondary school in September."""
    assert measured(
        SCHOOL_MOVES,
        at="2023-09-30",
        periods_of_care=_CARE,
        school_rolls=_ROLLS,
        school_stays="""
            person_id | start_date | end_date   | moved_on   | is_mid_year_move
            A         | 2020-09-01 | 2022-11-07 |            | N
            A         | 2022-11-07 | 2023-09-04 | 2022-11-07 | Y
            A         | 2023-09-04 |            | 2022-11-07 | N
        """,
    ) == Ratio(numerator=1, denominator=1)


def test_a_move_before_care_began_is_not_counted(measured):
    """A joined the school the day that care began: care did not take it away."""
    assert measured(
        SCHOOL_MOVES,
        at="2024-03-31",
        periods_of_care="""
            period_of_care_id | person_id | start_date
            a                 | A         | 2023-11-06
        """,
        school_rolls=_ROLLS,
        school_stays="""
            person_id | start_date | end_date   | moved_on   | is_mid_year_move
            A         | 2020-09-01 | 2023-11-06 |            | N
            A         | 2023-11-06 |            | 2023-11-06 | Y
        """,
    ) == Ratio(numerator=0, denominator=1)


def test_a_child_on_no_roll_is_left_out(measured):
    """B is too young for school, or at one that sends no census."""
    assert measured(
        SCHOOL_MOVES,
        at="2024-03-31",
        periods_of_care="""
            period_of_care_id | person_id | start_date
            a                 | A         | 2022-01-01
            b                 | B         | 2022-01-01
        """,
        school_rolls=_ROLLS,
        school_stays="""
            person_id | start_date | moved_on | is_mid_year_move
            A         | 2020-09-01 |          | N
        """,
    ) == Ratio(numerator=0, denominator=1)
