from lineofsight.measures.catalogue.child_protection import PLANS_OF_15_MONTHS
from tests.factories.measures import Ratio

title = "Child protection plans open 15 months or more"


def test_456_days_count_and_455_do_not(measured):
    """31 March 2024 is 456 days after 31 December 2022."""
    assert measured(
        PLANS_OF_15_MONTHS,
        at="2023-24",
        cp_plans="""
            cp_plan_id | person_id | start_date
            1          | A         | 2022-12-31
            2          | B         | 2023-01-01
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_a_child_with_two_open_plans_is_one_child_on_the_later(measured):
    """The later plan has been open for a month."""
    assert measured(
        PLANS_OF_15_MONTHS,
        at="2023-24",
        cp_plans="""
            cp_plan_id | person_id | start_date
            1          | A         | 2022-01-01
            2          | A         | 2024-03-01
        """,
    ) == Ratio(numerator=0, denominator=1)


def test_a_plan_that_has_ended_is_in_neither_number(measured):
    """It ended on the day of the figure."""
    assert measured(
        PLANS_OF_15_MONTHS,
        at="2023-24",
        cp_plans="""
            cp_plan_id | person_id | start_date | end_date
            1          | A         | 2022-01-01 | 2024-03-31
            2          | B         | 2024-01-01 |
        """,
    ) == Ratio(numerator=0, denominator=1)
