from lineofsight.measures.catalogue.child_protection import SHORT_PLANS
from tests.factories.measures import Ratio

title = "Child protection plans that ended within three months"


def test_91_days_count_and_92_do_not(measured):
    """From 1 January to 1 April 2024 is 91 days."""
    assert measured(
        SHORT_PLANS,
        at="2024-04-30",
        cp_plans="""
            cp_plan_id | person_id | start_date | end_date
            1          | A         | 2024-01-01 | 2024-04-01
            2          | B         | 2024-01-01 | 2024-04-02
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_a_plan_that_covers_no_day_proves_nothing(measured):
    """Its end is recorded on its first day: one of the two dates is likely wrong."""
    assert measured(
        SHORT_PLANS,
        at="2024-04-30",
        cp_plans="""
            cp_plan_id | person_id | start_date | end_date
            1          | A         | 2024-01-01 | 2024-01-01
        """,
    ) == Ratio(numerator=0, denominator=1)


def test_a_plan_that_is_open_is_in_neither_number(measured):
    """A week old, but nobody knows how long it will last."""
    assert measured(
        SHORT_PLANS,
        at="2024-04-30",
        cp_plans="""
            cp_plan_id | person_id | start_date | end_date
            1          | A         | 2024-04-23 |
            2          | B         | 2023-01-01 | 2024-04-30
        """,
    ) == Ratio(numerator=0, denominator=1)
