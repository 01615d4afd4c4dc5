from lineofsight.measures.catalogue.child_protection import PLANS
from tests.factories.measures import Count

title = "Child protection plan rate"


def test_a_plan_that_ends_on_the_last_day_is_not_open_that_day(measured):
    """The day a plan ends is the first day without it; the day it starts is one with it."""
    assert measured(
        PLANS,
        at="2024-03-31",
        cp_plans="""
            cp_plan_id | person_id | start_date | end_date
            1          | A         | 2023-10-01 | 2024-03-31
            2          | B         | 2023-10-01 | 2024-04-01
            3          | C         | 2024-03-31 |
        """,
    ) == Count(2)


def test_another_authoritys_plan_is_left_out(measured):
    """The child is only staying here; the other authority counts the plan."""
    assert measured(
        PLANS,
        at="2024-03-31",
        cp_plans="""
            cp_plan_id | person_id | start_date | is_other_authority
            1          | A         | 2023-10-01 | Y
            2          | B         | 2023-10-01 | N
            3          | C         | 2023-10-01 |
        """,
    ) == Count(2)


def test_a_child_with_two_open_plans_is_one_child(measured):
    """The old plan was never closed in the system."""
    assert measured(
        PLANS,
        at="2024-03-31",
        cp_plans="""
            cp_plan_id | person_id | start_date
            1          | A         | 2022-10-01
            2          | A         | 2023-10-01
        """,
    ) == Count(1)


def test_a_plan_begun_and_ended_on_one_day_is_open_on_none(measured):
    """It is counted as started, never as open."""
    assert measured(
        PLANS,
        at="2024-03-31",
        cp_plans="""
            cp_plan_id | person_id | start_date | end_date
            1          | A         | 2024-03-31 | 2024-03-31
        """,
    ) == Count(0)


def test_a_district_counts_the_children_who_live_there_that_day(measured):
    """A moved to Stroud on the last day of the month; B's home is not known."""
    assert measured(
        PLANS,
        at="2024-03-31",
        by="district",
        group="E07000082",
        cp_plans="""
            cp_plan_id | person_id | start_date
            1          | A         | 2023-10-01
            2          | B         | 2023-10-01
        """,
        district_spells="""
            person_id | district  | start_date | end_date
            A         | E07000081 | 2020-01-01 | 2024-03-31
            A         | E07000082 | 2024-03-31 |
        """,
    ) == Count(1)


def test_children_are_shown_by_the_category_of_abuse_as_it_stands_now(measured):
    """A's plan began under neglect and is now for emotional abuse."""
    assert measured(
        PLANS,
        at="2023-24",
        by="part",
        group="emotional abuse",
        cp_plans="""
            cp_plan_id | person_id | start_date | initial_category | latest_category
            1          | A         | 2024-01-09 | NEG              | EMO
            2          | B         | 2024-01-09 | NEG              | NEG
        """,
    ) == Count(1)
