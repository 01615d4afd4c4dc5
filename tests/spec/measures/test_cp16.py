from lineofsight.measures.catalogue.child_protection import VISITS_ON_TIME
from tests.factories.measures import Ratio

title = "Child protection visits on time"


def test_a_visit_holds_for_ten_working_days(measured):
    """Tuesday 30 April 2024 is the tenth working day after Tuesday 16 April and the eleventh after the 15th."""
    assert measured(
        VISITS_ON_TIME,
        at="2024-04-30",
        cp_plans="""
            cp_plan_id | person_id | start_date
            1          | A         | 2024-01-09
            2          | B         | 2024-01-09
        """,
        cp_visits="""
            cp_visit_id | person_id | visit_date
            1           | A         | 2024-04-16
            2           | B         | 2024-04-15
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_bank_holidays_are_not_working_days(measured):
    """There are ten from Thursday 14 to Sunday 31 March 2024, since Good Friday is none."""
    assert measured(
        VISITS_ON_TIME,
        at="2024-03-31",
        cp_plans="""
            cp_plan_id | person_id | start_date
            1          | A         | 2024-01-09
        """,
        cp_visits="""
            cp_visit_id | person_id | visit_date
            1           | A         | 2024-03-14
        """,
    ) == Ratio(numerator=1, denominator=1)


def test_a_child_counts_from_the_eleventh_working_day_of_the_plan(measured):
    """Before, no visit can be overdue. A's plan has lasted eleven working days, B's ten."""
    assert measured(
        VISITS_ON_TIME,
        at="2024-04-30",
        cp_plans="""
            cp_plan_id | person_id | start_date
            1          | A         | 2024-04-15
            2          | B         | 2024-04-16
        """,
    ) == Ratio(numerator=0, denominator=1)


def test_only_the_last_visit_counts(measured):
    """Many in January do not make up for none in April; a visit after the month end is not known yet."""
    assert measured(
        VISITS_ON_TIME,
        at="2024-04-30",
        cp_plans="""
            cp_plan_id | person_id | start_date
            1          | A         | 2024-01-09
        """,
        cp_visits="""
            cp_visit_id | person_id | visit_date
            1           | A         | 2024-01-12
            2           | A         | 2024-01-15
            3           | A         | 2024-05-01
        """,
    ) == Ratio(numerator=0, denominator=1)


def test_a_visit_at_which_the_child_was_not_seen_counts(measured):
    """It is a visit made; CP17 says what came of it."""
    assert measured(
        VISITS_ON_TIME,
        at="2024-04-30",
        cp_plans="""
            cp_plan_id | person_id | start_date
            1          | A         | 2024-01-09
        """,
        cp_visits="""
            cp_visit_id | person_id | visit_date | was_seen
            1           | A         | 2024-04-29 | N
        """,
    ) == Ratio(numerator=1, denominator=1)
