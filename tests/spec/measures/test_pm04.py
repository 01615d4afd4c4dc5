from lineofsight.measures.catalogue.permanence import CHILD_ARRANGEMENTS
from tests.factories.measures import Ratio

title = "Leaving care by a child arrangements order"


def test_only_the_order_counts(measured):
    """Going to the same grandmother by special guardianship (E47), or home as planned (E4A), is told apart."""
    assert measured(
        CHILD_ARRANGEMENTS,
        at="2023-24",
        periods_of_care="""
            period_of_care_id | person_id | start_date | end_date   | end_reason
            1                 | A         | 2020-01-01 | 2023-06-01 | E41
            2                 | B         | 2020-01-01 | 2023-06-01 | E47
            3                 | C         | 2020-01-01 | 2023-06-01 | E4A
        """,
    ) == Ratio(numerator=1, denominator=3)


def test_who_left_for_a_reason_not_recorded_is_among_those_who_left(measured):
    """Care that ended on the 18th birthday often has no reason; X1 says that care went on, so nobody left."""
    assert measured(
        CHILD_ARRANGEMENTS,
        at="2023-24",
        periods_of_care="""
            period_of_care_id | person_id | start_date | end_date   | end_reason
            1                 | A         | 2020-01-01 | 2023-06-01 | E41
            2                 | B         | 2020-01-01 | 2023-06-01 |
            3                 | C         | 2020-01-01 | 2023-06-01 | X1
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_only_the_last_leaving_of_the_year_says_why(measured):
    """The first of two in the year was undone by coming back."""
    assert measured(
        CHILD_ARRANGEMENTS,
        at="2023-24",
        periods_of_care="""
            period_of_care_id | person_id | start_date | end_date   | end_reason
            1                 | A         | 2022-01-10 | 2023-05-10 | E41
            2                 | A         | 2023-07-01 | 2023-11-10 | E3
        """,
    ) == Ratio(numerator=0, denominator=1)
