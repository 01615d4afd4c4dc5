from lineofsight.measures.catalogue.neglect import REPEAT_FOR_NEGLECT
from tests.factories.measures import Ratio

title = "Repeat child protection plans, for neglect"


def test_only_plans_that_started_under_neglect_are_asked_about(measured):
    """B's second plan is for emotional abuse."""
    assert measured(
        REPEAT_FOR_NEGLECT,
        at="2023-24",
        cp_plans="""
            cp_plan_id | person_id | start_date | initial_category | latest_category | plan_number
            1          | A         | 2023-05-01 | NEG              | EMO             | 2
            2          | B         | 2023-05-01 | EMO              | NEG             | 2
        """,
    ) == Ratio(numerator=1, denominator=1)


def test_the_earlier_plan_may_have_been_for_anything(measured):
    """A child who was hit and is now neglected was not kept safe for good."""
    assert measured(
        REPEAT_FOR_NEGLECT,
        at="2023-24",
        cp_plans="""
            cp_plan_id | person_id | start_date | end_date   | initial_category | plan_number
            1          | A         | 2016-05-01 | 2017-05-01 | PHY              | 1
            2          | A         | 2023-05-01 |            | NEG              | 2
            3          | B         | 2023-05-01 |            | NEG              | 1
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_a_plan_begun_before_the_year_is_not_asked_about(measured):
    """It started on 31 March."""
    assert measured(
        REPEAT_FOR_NEGLECT,
        at="2023-24",
        cp_plans="""
            cp_plan_id | person_id | start_date | initial_category | plan_number
            1          | A         | 2023-03-31 | NEG              | 2
        """,
    ) == Ratio(numerator=0, denominator=0)
