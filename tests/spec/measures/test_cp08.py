from lineofsight.measures.catalogue.child_protection import PLANS_STARTED
from tests.factories.measures import Count

title = "Child protection plans starting"


def test_a_child_with_two_plans_in_the_year_counts_twice(measured):
    """Plans are counted, not children."""
    assert measured(
        PLANS_STARTED,
        at="2023-24",
        cp_plans="""
            cp_plan_id | person_id | start_date | end_date
            1          | A         | 2023-04-01 | 2023-08-01
            2          | A         | 2024-03-31 |
        """,
    ) == Count(2)


def test_a_plan_begun_and_ended_on_one_day_was_started(measured):
    """It was open on no day, but it was started."""
    assert measured(
        PLANS_STARTED,
        at="2023-24",
        cp_plans="""
            cp_plan_id | person_id | start_date | end_date
            1          | A         | 2023-06-01 | 2023-06-01
        """,
    ) == Count(1)


def test_another_authoritys_plan_is_left_out(measured):
    """The other authority counts it."""
    assert measured(
        PLANS_STARTED,
        at="2023-24",
        cp_plans="""
            cp_plan_id | person_id | start_date | is_other_authority
            1          | A         | 2023-06-01 | Y
        """,
    ) == Count(0)


def test_plans_are_shown_by_the_category_of_abuse_they_began_with(measured):
    """What it became later is another question."""
    assert measured(
        PLANS_STARTED,
        at="2023-24",
        by="part",
        group="neglect",
        cp_plans="""
            cp_plan_id | person_id | start_date | initial_category | latest_category
            1          | A         | 2024-01-09 | NEG              | EMO
            2          | B         | 2024-01-09 | PHY              | NEG
        """,
    ) == Count(1)
