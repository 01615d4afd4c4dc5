from lineofsight.measures.catalogue.child_protection import LONG_PLANS
from tests.factories.measures import Ratio

title = "Child protection plans open two years or more"


def test_730_days_count_and_729_do_not(measured):
    """DfE words it 'more than 729 days'. 31 March 2023 is 730 days after 31 March 2021."""
    assert measured(
        LONG_PLANS,
        at="2023-03-31",
        cp_plans="""
            cp_plan_id | person_id | start_date
            1          | A         | 2021-03-31
            2          | B         | 2021-04-01
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_a_leap_year_brings_the_730_days_a_day_earlier(measured):
    """From 1 April 2022 over 29 February 2024 to 31 March 2024 is 730 days, though not two calendar years."""
    assert measured(
        LONG_PLANS,
        at="2024-03-31",
        cp_plans="""
            cp_plan_id | person_id | start_date
            1          | A         | 2022-04-01
            2          | B         | 2022-04-02
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_a_plan_that_has_ended_is_in_neither_number(measured):
    """However long it was."""
    assert measured(
        LONG_PLANS,
        at="2024-03-31",
        cp_plans="""
            cp_plan_id | person_id | start_date | end_date
            1          | A         | 2020-01-01 | 2024-03-31
            2          | B         | 2024-01-01 |
        """,
    ) == Ratio(numerator=0, denominator=1)
