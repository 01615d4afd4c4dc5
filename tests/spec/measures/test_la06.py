from lineofsight.measures.catalogue.care_planning import REVIEWS_ON_TIME
from tests.factories.measures import Ratio

title = "Reviews of children in care on time"


def test_the_first_review_is_due_on_the_twentieth_working_day(measured):
    """Care began on Monday 4 September 2023: the twentieth working day after it is Monday 2 October. B's was late."""
    assert measured(
        REVIEWS_ON_TIME,
        at="2023-10-31",
        periods_of_care="""
            period_of_care_id | person_id | start_date
            a                 | A         | 2023-09-04
            b                 | B         | 2023-09-04
        """,
        cla_reviews="""
            review_id | person_id | review_date
            1         | A         | 2023-10-02
            2         | B         | 2023-10-03
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_a_child_is_asked_about_from_the_day_after(measured):
    """A's twentieth working day is Thursday 29 February 2024; B's was the day before, and B had no review."""
    assert measured(
        REVIEWS_ON_TIME,
        at="2024-02-29",
        periods_of_care="""
            period_of_care_id | person_id | start_date
            a                 | A         | 2024-02-01
            b                 | B         | 2024-01-31
        """,
    ) == Ratio(numerator=0, denominator=1)


def test_the_second_is_due_in_three_months_and_later_ones_in_six(measured):
    """After 2 October, 2 January; after that 2 July. B's second came a day late, C's third."""
    assert measured(
        REVIEWS_ON_TIME,
        at="2024-07-31",
        periods_of_care="""
            period_of_care_id | person_id | start_date
            a                 | A         | 2023-09-04
            b                 | B         | 2023-09-04
            c                 | C         | 2023-09-04
        """,
        cla_reviews="""
            review_id | person_id | review_date
            1         | A         | 2023-10-02
            2         | A         | 2024-01-02
            3         | A         | 2024-07-02
            4         | B         | 2023-10-02
            5         | B         | 2024-01-03
            6         | B         | 2024-07-03
            7         | C         | 2023-10-02
            8         | C         | 2024-01-02
            9         | C         | 2024-07-03
        """,
    ) == Ratio(numerator=1, denominator=3)


def test_a_review_due_that_day_is_not_overdue_and_one_due_the_day_before_is(measured):
    """A was last reviewed on 30 October 2023, six months before to the day; B on the 29th."""
    assert measured(
        REVIEWS_ON_TIME,
        at="2024-04-30",
        periods_of_care="""
            period_of_care_id | person_id | start_date
            a                 | A         | 2022-10-03
            b                 | B         | 2022-10-03
        """,
        cla_reviews="""
            review_id | person_id | review_date
            1         | A         | 2022-10-17
            2         | A         | 2023-01-16
            3         | A         | 2023-07-10
            4         | A         | 2023-10-30
            5         | B         | 2022-10-17
            6         | B         | 2023-01-16
            7         | B         | 2023-07-10
            8         | B         | 2023-10-29
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_a_late_review_counts_against_the_child_for_the_twelve_months_from_the_day_it_was_due(measured):
    """Both had a third review late: A's was due on 1 April 2023, in the year; B's on 30 March, before it."""
    assert measured(
        REVIEWS_ON_TIME,
        at="2023-24",
        periods_of_care="""
            period_of_care_id | person_id | start_date
            a                 | A         | 2022-06-01
            b                 | B         | 2022-06-01
        """,
        cla_reviews="""
            review_id | person_id | review_date
            1         | A         | 2022-07-01
            2         | A         | 2022-10-01
            3         | A         | 2023-04-20
            4         | A         | 2023-10-16
            5         | B         | 2022-06-30
            6         | B         | 2022-09-30
            7         | B         | 2023-04-20
            8         | B         | 2023-10-16
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_only_reviews_of_the_present_period_of_care_are_asked_about(measured):
    """A went home with a review overdue. Since coming back every review was on time."""
    assert measured(
        REVIEWS_ON_TIME,
        at="2023-24",
        periods_of_care="""
            period_of_care_id | person_id | start_date | end_date
            1                 | A         | 2023-04-03 | 2023-08-01
            2                 | A         | 2023-12-01 |
        """,
        cla_reviews="""
            review_id | person_id | review_date
            1         | A         | 2023-12-20
            2         | A         | 2024-03-20
        """,
    ) == Ratio(numerator=1, denominator=1)


def test_the_first_review_on_record_may_be_an_old_one(measured):
    """A came into care before our data begin: the first review we hold is not the first, so the next is due in six."""
    assert measured(
        REVIEWS_ON_TIME,
        at="2023-24",
        periods_of_care="""
            period_of_care_id | person_id | start_date
            a                 | A         | 2015-06-01
        """,
        cla_reviews="""
            review_id | person_id | review_date
            1         | A         | 2022-10-03
            2         | A         | 2023-04-03
            3         | A         | 2023-10-02
        """,
    ) == Ratio(numerator=1, denominator=1)


def test_a_cancelled_review_is_no_review(measured):
    """The second of A's reviews was cancelled, and nothing took its place."""
    assert measured(
        REVIEWS_ON_TIME,
        at="2023-24",
        periods_of_care="""
            period_of_care_id | person_id | start_date
            a                 | A         | 2023-09-04
        """,
        ssd_cla_reviews="""
            clar_cla_review_id | clar_cla_person_id | clar_cla_review_date | clar_cla_review_cancelled
            1                  | A                  | 2023-10-02           | N
            2                  | A                  | 2024-01-02           | Y
        """,
    ) == Ratio(numerator=0, denominator=1)
