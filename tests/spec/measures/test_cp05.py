from lineofsight.measures.catalogue.child_protection import CONFERENCES_TO_PLAN
from tests.factories.measures import Ratio

title = "Initial conferences that led to a plan"


def test_a_conference_counts_on_the_day_it_is_held(measured):
    """B's is still to be held."""
    assert measured(
        CONFERENCES_TO_PLAN,
        at="2023-24",
        initial_cp_conferences="""
            icpc_id | person_id | conference_date | led_to_plan
            1       | A         | 2024-03-28      | Y
            2       | B         |                 | Y
            3       | C         | 2023-04-03      | N
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_a_child_who_moved_here_on_a_plan_counts(measured):
    """That conference too decides whether there is a plan; CP04 leaves it out, since no enquiry of ours led to it."""
    assert measured(
        CONFERENCES_TO_PLAN,
        at="2023-24",
        initial_cp_conferences="""
            icpc_id | person_id | conference_date | led_to_plan | is_transfer_in
            1       | A         | 2024-03-28      | Y           | Y
            2       | B         | 2024-03-28      | Y           | N
        """,
    ) == Ratio(numerator=2, denominator=2)


def test_brothers_and_sisters_who_share_a_meeting_are_one_each(measured):
    """One row for each child: only one of the two came out with a plan."""
    assert measured(
        CONFERENCES_TO_PLAN,
        at="2023-24",
        initial_cp_conferences="""
            icpc_id | person_id | conference_date | led_to_plan
            1       | A         | 2024-03-28      | Y
            2       | B         | 2024-03-28      | N
        """,
    ) == Ratio(numerator=1, denominator=2)
