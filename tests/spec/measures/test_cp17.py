from lineofsight.measures.catalogue.child_protection import SEEN_ALONE
from tests.factories.measures import Ratio

title = "Seen alone at the last child protection visit"


def test_only_the_last_visit_counts(measured):
    """A was seen alone at the first and not at the last; B the other way round."""
    assert measured(
        SEEN_ALONE,
        at="2024-04-30",
        cp_plans="""
            cp_plan_id | person_id | start_date
            1          | A         | 2024-01-09
            2          | B         | 2024-01-09
        """,
        cp_visits="""
            cp_visit_id | person_id | visit_date | was_seen_alone
            1           | A         | 2024-02-01 | Y
            2           | A         | 2024-04-01 | N
            3           | B         | 2024-02-01 | N
            4           | B         | 2024-04-01 | Y
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_two_visits_on_a_day_are_one(measured):
    """Seen alone at either is seen alone."""
    assert measured(
        SEEN_ALONE,
        at="2024-04-30",
        cp_plans="""
            cp_plan_id | person_id | start_date
            1          | A         | 2024-01-09
        """,
        cp_visits="""
            cp_visit_id | person_id | visit_date | was_seen_alone
            1           | A         | 2024-04-01 | Y
            2           | A         | 2024-04-01 | N
        """,
    ) == Ratio(numerator=1, denominator=1)


def test_a_child_not_visited_under_the_plan_is_in_neither_number(measured):
    """A's visit was under an earlier plan; B has had none. CP16 counts both as not visited."""
    assert measured(
        SEEN_ALONE,
        at="2024-04-30",
        cp_plans="""
            cp_plan_id | person_id | start_date | end_date
            1          | A         | 2023-01-09 | 2023-09-01
            2          | A         | 2024-01-09 |
            3          | B         | 2024-01-09 |
        """,
        cp_visits="""
            cp_visit_id | person_id | visit_date | was_seen_alone
            1           | A         | 2023-08-01 | Y
        """,
    ) == Ratio(numerator=0, denominator=0)


def test_what_is_not_recorded_is_not_alone(measured):
    """A blank proves nothing."""
    assert measured(
        SEEN_ALONE,
        at="2024-04-30",
        cp_plans="""
            cp_plan_id | person_id | start_date
            1          | A         | 2024-01-09
        """,
        cp_visits="""
            cp_visit_id | person_id | visit_date | was_seen_alone
            1           | A         | 2024-04-01 |
        """,
    ) == Ratio(numerator=0, denominator=1)
