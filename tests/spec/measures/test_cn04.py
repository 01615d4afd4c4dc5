from lineofsight.measures.catalogue.assessment import VISITS_ON_TIME
from tests.factories.measures import Ratio

title = "Children in need seen within 20 working days"

_ON_PLANS = """
    cin_plan_id | person_id | start_date
    1           | A         | 2023-06-01
    2           | B         | 2023-06-01
"""


def test_the_twentieth_working_day_is_in_time_and_the_next_is_not(measured):
    """At 31 January 2024: 20 working days after Wednesday 3 January, 21 after Tuesday 2 January."""
    assert measured(
        VISITS_ON_TIME,
        at="2024-01-31",
        cin_plans=_ON_PLANS,
        cin_visits="""
            cin_visit_id | person_id | visit_date | child_seen
            1            | A         | 2024-01-03 | Y
            2            | B         | 2024-01-02 | Y
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_a_visit_at_which_the_child_was_not_seen_does_not_count(measured):
    """A was out; of B nothing is recorded."""
    assert measured(
        VISITS_ON_TIME,
        at="2024-01-31",
        cin_plans=_ON_PLANS,
        cin_visits="""
            cin_visit_id | person_id | visit_date | child_seen
            1            | A         | 2024-01-29 | N
            2            | B         | 2024-01-29 |
        """,
    ) == Ratio(numerator=0, denominator=2)


def test_only_the_last_visit_matters_and_one_on_the_month_end_counts(measured):
    """A was seen in December and on the day itself; B's next visit is tomorrow."""
    assert measured(
        VISITS_ON_TIME,
        at="2024-01-31",
        cin_plans=_ON_PLANS,
        cin_visits="""
            cin_visit_id | person_id | visit_date | child_seen
            1            | A         | 2023-12-01 | Y
            2            | A         | 2024-01-31 | Y
            3            | B         | 2023-12-01 | Y
            4            | B         | 2024-02-01 | Y
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_children_in_the_first_twenty_working_days_of_a_plan_are_left_out(measured):
    """31 January 2024 is day 20 of a plan that began on 3 January and day 21 of one that began on 2 January."""
    assert measured(
        VISITS_ON_TIME,
        at="2024-01-31",
        cin_plans="""
            cin_plan_id | person_id | start_date
            1           | A         | 2024-01-03
            2           | B         | 2024-01-02
        """,
    ) == Ratio(numerator=0, denominator=1)


def test_a_child_on_a_protection_plan_has_other_visits(measured):
    """The same children are counted as in CN02."""
    assert measured(
        VISITS_ON_TIME,
        at="2024-01-31",
        cin_plans=_ON_PLANS,
        cp_plans="""
            cp_plan_id | person_id | start_date
            1          | A         | 2023-09-01
        """,
        cin_visits="""
            cin_visit_id | person_id | visit_date | child_seen
            1            | A         | 2024-01-29 | Y
            2            | B         | 2024-01-29 | Y
        """,
    ) == Ratio(numerator=1, denominator=1)
