from lineofsight.measures.catalogue.assessment import LONG_PLANS
from tests.factories.measures import Ratio

title = "Child in need plans open for more than 12 months"


def test_366_days_count_and_365_do_not(measured):
    """31 March 2023 is 366 days after 30 March 2022, and 365 after 31 March 2022."""
    assert measured(
        LONG_PLANS,
        at="2023-03-31",
        cin_plans="""
            cin_plan_id | person_id | start_date
            1           | A         | 2022-03-30
            2           | B         | 2022-03-31
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_a_protection_plan_in_the_middle_does_not_start_the_count_again(measured):
    """The child in need plan was left open while the child was on a protection plan."""
    assert measured(
        LONG_PLANS,
        at="2023-03-31",
        cin_plans="""
            cin_plan_id | person_id | start_date
            1           | A         | 2022-01-01
        """,
        cp_plans="""
            cp_plan_id | person_id | start_date | end_date
            1          | A         | 2022-06-01 | 2023-01-10
        """,
    ) == Ratio(numerator=1, denominator=1)


def test_of_two_open_plans_the_one_begun_last_stands(measured):
    """A's old plan was never closed; the one in force began in January. B's later plan has ended."""
    assert measured(
        LONG_PLANS,
        at="2023-03-31",
        cin_plans="""
            cin_plan_id | person_id | start_date | end_date
            1           | A         | 2021-01-01 |
            2           | A         | 2023-01-10 |
            3           | B         | 2021-01-01 |
            4           | B         | 2023-01-10 | 2023-03-31
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_children_on_a_protection_plan_are_in_neither_number(measured):
    """The same children are counted as in CN02."""
    assert measured(
        LONG_PLANS,
        at="2023-03-31",
        cin_plans="""
            cin_plan_id | person_id | start_date
            1           | A         | 2021-01-01
            2           | B         | 2023-01-01
        """,
        cp_plans="""
            cp_plan_id | person_id | start_date
            1          | A         | 2023-01-01
        """,
    ) == Ratio(numerator=0, denominator=1)
