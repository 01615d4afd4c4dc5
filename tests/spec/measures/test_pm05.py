from lineofsight.measures.catalogue.permanence import PLANNED_RETURN
from tests.factories.measures import Ratio

title = "Leaving care for home, as planned"


def test_going_home_unplanned_or_to_family_without_responsibility_is_not_counted(measured):
    """E4A alone is home as planned; E13 is family who hold no parental responsibility."""
    assert measured(
        PLANNED_RETURN,
        at="2023-24",
        periods_of_care="""
            period_of_care_id | person_id | start_date | end_date   | end_reason
            1                 | A         | 2020-01-01 | 2023-06-01 | E4A
            2                 | B         | 2020-01-01 | 2023-06-01 | E4B
            3                 | C         | 2020-01-01 | 2023-06-01 | E13
        """,
    ) == Ratio(numerator=1, denominator=3)


def test_who_left_for_a_reason_not_recorded_is_among_those_who_left(measured):
    """Care that ended on the 18th birthday often has no reason; X1 says that care went on, so nobody left."""
    assert measured(
        PLANNED_RETURN,
        at="2023-24",
        periods_of_care="""
            period_of_care_id | person_id | start_date | end_date   | end_reason
            1                 | A         | 2020-01-01 | 2023-06-01 | E4A
            2                 | B         | 2020-01-01 | 2023-06-01 |
            3                 | C         | 2020-01-01 | 2023-06-01 | X1
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_only_the_last_leaving_of_the_year_says_why(measured):
    """The first of two in the year was undone by coming back."""
    assert measured(
        PLANNED_RETURN,
        at="2023-24",
        periods_of_care="""
            period_of_care_id | person_id | start_date | end_date   | end_reason
            1                 | A         | 2022-01-10 | 2023-05-10 | E4A
            2                 | A         | 2023-07-01 | 2023-11-10 | E3
        """,
    ) == Ratio(numerator=0, denominator=1)
