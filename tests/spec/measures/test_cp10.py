from lineofsight.measures.catalogue.child_protection import SOON_REPEAT_PLANS
from tests.factories.measures import Ratio

title = "Repeat child protection plans within two years"


def test_730_days_after_the_last_plan_count_and_731_do_not(measured):
    """From 31 March 2021 to 31 March 2023 is 730 days."""
    assert measured(
        SOON_REPEAT_PLANS,
        at="2022-23",
        cp_plans="""
            cp_plan_id | person_id | start_date | end_date
            1          | A         | 2020-06-01 | 2021-03-31
            2          | A         | 2023-03-31 |
            3          | B         | 2020-06-01 | 2021-03-30
            4          | B         | 2023-03-31 |
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_the_latest_of_the_earlier_plans_decides(measured):
    """The first ended ten years before, the second a year before."""
    assert measured(
        SOON_REPEAT_PLANS,
        at="2022-23",
        cp_plans="""
            cp_plan_id | person_id | start_date | end_date
            1          | A         | 2012-01-10 | 2012-09-01
            2          | A         | 2021-01-10 | 2021-09-01
            3          | A         | 2022-09-01 |
        """,
    ) == Ratio(numerator=1, denominator=1)


def test_another_authoritys_plan_counts_as_earlier_and_is_not_itself_counted(measured):
    """A plan is a plan, whoever made it; only ours are asked about."""
    assert measured(
        SOON_REPEAT_PLANS,
        at="2022-23",
        cp_plans="""
            cp_plan_id | person_id | start_date | end_date   | is_other_authority
            1          | A         | 2022-04-10 | 2022-09-01 | Y
            2          | A         | 2022-09-01 |            | N
        """,
    ) == Ratio(numerator=1, denominator=1)


def test_a_plan_that_had_not_ended_is_not_one_to_come_back_from(measured):
    """The second began while the first was open."""
    assert measured(
        SOON_REPEAT_PLANS,
        at="2022-23",
        cp_plans="""
            cp_plan_id | person_id | start_date | end_date
            1          | A         | 2021-04-10 | 2022-12-01
            2          | A         | 2022-11-30 |
        """,
    ) == Ratio(numerator=0, denominator=1)
