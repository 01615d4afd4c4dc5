from lineofsight.measures.catalogue.child_protection import REVIEWS_ON_TIME
from tests.factories.measures import Ratio

title = "Child protection reviews on time"


def test_a_child_counts_from_the_day_three_months_on_the_plan_are_over(measured):
    """On that day the first review is due, and not yet late."""
    assert measured(
        REVIEWS_ON_TIME,
        at="2023-24",
        cp_plans="""
            cp_plan_id | person_id | start_date
            1          | A         | 2023-12-31
            2          | B         | 2024-01-01
        """,
    ) == Ratio(numerator=1, denominator=1)


def test_the_first_review_is_due_within_three_months(measured):
    """By calendar months: from 15 June to 15 September. B's was a day late."""
    assert measured(
        REVIEWS_ON_TIME,
        at="2024-02-29",
        cp_plans="""
            cp_plan_id | person_id | start_date
            1          | A         | 2023-06-15
            2          | B         | 2023-06-15
        """,
        cp_reviews="""
            cp_review_id | person_id | review_date
            1            | A         | 2023-09-15
            2            | B         | 2023-09-16
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_later_reviews_are_due_within_six_months_of_the_one_before(measured):
    """From the day it was held, 1 September, to 1 March; not from the day it was due. B's was a day late."""
    assert measured(
        REVIEWS_ON_TIME,
        at="2023-24",
        cp_plans="""
            cp_plan_id | person_id | start_date
            1          | A         | 2023-06-15
            2          | B         | 2023-06-15
        """,
        cp_reviews="""
            cp_review_id | person_id | review_date
            1            | A         | 2023-09-01
            2            | A         | 2024-03-01
            3            | B         | 2023-09-01
            4            | B         | 2024-03-02
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_a_review_that_is_overdue_is_not_on_time(measured):
    """A's next was due on 30 March; B's is due on 1 April."""
    assert measured(
        REVIEWS_ON_TIME,
        at="2023-24",
        cp_plans="""
            cp_plan_id | person_id | start_date
            1          | A         | 2023-07-15
            2          | B         | 2023-07-15
        """,
        cp_reviews="""
            cp_review_id | person_id | review_date
            1            | A         | 2023-09-30
            2            | B         | 2023-10-01
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_one_late_review_counts_against_the_plan_until_it_ends(measured):
    """The first was late two years ago, every other was on time."""
    assert measured(
        REVIEWS_ON_TIME,
        at="2023-24",
        cp_plans="""
            cp_plan_id | person_id | start_date
            1          | A         | 2022-01-10
        """,
        cp_reviews="""
            cp_review_id | person_id | review_date
            1            | A         | 2022-05-10
            2            | A         | 2022-11-01
            3            | A         | 2023-05-01
            4            | A         | 2023-10-20
        """,
    ) == Ratio(numerator=0, denominator=1)


def test_a_review_arranged_and_not_held_is_none(measured):
    """Its day has passed without a date of holding it."""
    assert measured(
        REVIEWS_ON_TIME,
        at="2023-24",
        cp_plans="""
            cp_plan_id | person_id | start_date
            1          | A         | 2023-12-01
        """,
        cp_reviews="""
            cp_review_id | person_id | due_date   | review_date
            1            | A         | 2024-02-28 |
        """,
    ) == Ratio(numerator=0, denominator=1)
