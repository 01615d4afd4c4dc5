from lineofsight.measures.catalogue.child_protection import LONG_PLANS_ENDED
from tests.factories.measures import Ratio

title = "Child protection plans that ended after two years or more"


def test_730_days_count_and_729_do_not(measured):
    """DfE words it 'more than 729 days'. From 31 March 2021 to 31 March 2023 is 730."""
    assert measured(
        LONG_PLANS_ENDED,
        at="2022-23",
        cp_plans="""
            cp_plan_id | person_id | start_date | end_date
            1          | A         | 2021-03-31 | 2023-03-31
            2          | B         | 2021-04-01 | 2023-03-31
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_a_plan_that_is_open_is_in_neither_number(measured):
    """However long it has been: CP11 counts it."""
    assert measured(
        LONG_PLANS_ENDED,
        at="2022-23",
        cp_plans="""
            cp_plan_id | person_id | start_date | end_date
            1          | A         | 2019-01-01 |
            2          | B         | 2022-04-01 | 2022-09-01
        """,
    ) == Ratio(numerator=0, denominator=1)


def test_another_authoritys_plan_is_left_out(measured):
    """It was not ours to end."""
    assert measured(
        LONG_PLANS_ENDED,
        at="2022-23",
        cp_plans="""
            cp_plan_id | person_id | start_date | end_date   | is_other_authority
            1          | A         | 2019-01-01 | 2022-09-01 | Y
            2          | B         | 2022-01-01 | 2022-09-01 | N
        """,
    ) == Ratio(numerator=0, denominator=1)


def test_the_category_is_that_at_the_end(measured):
    """It began under emotional abuse."""
    assert measured(
        LONG_PLANS_ENDED,
        at="2022-23",
        by="part",
        group="neglect",
        cp_plans="""
            cp_plan_id | person_id | start_date | end_date   | initial_category | latest_category
            1          | A         | 2019-01-01 | 2022-09-01 | EMO              | NEG
        """,
    ) == Ratio(numerator=1, denominator=1)
