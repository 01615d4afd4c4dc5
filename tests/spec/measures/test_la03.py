from lineofsight.measures.catalogue.looked_after import STARTED_CARE
from tests.factories.measures import Count

title = "Children starting to be looked after"


def test_a_child_who_starts_twice_in_the_twelve_months_counts_once(measured):
    """Only the first occasion counts, here in the first of the twelve months."""
    assert measured(
        STARTED_CARE,
        at="2023-24",
        periods_of_care="""
            period_of_care_id | person_id | start_date | end_date   | start_reason
            1                 | A         | 2023-04-01 | 2023-08-01 | S
            2                 | A         | 2023-12-01 |            | S
            3                 | B         | 2023-12-01 |            | S
        """,
    ) == Count(2)


def test_the_second_start_counts_once_the_first_has_left_the_twelve_months(measured):
    """April 2023 is not in the twelve months to 30 April 2024: December is the first occasion in them."""
    assert measured(
        STARTED_CARE,
        at="2024-04-30",
        periods_of_care="""
            period_of_care_id | person_id | start_date | end_date   | start_reason
            1                 | A         | 2023-04-10 | 2023-08-01 | S
            2                 | A         | 2023-12-01 |            | S
        """,
    ) == Count(1)


def test_three_starts_count_once(measured):
    """Each later start is hidden by the one before it."""
    assert measured(
        STARTED_CARE,
        at="2023-24",
        periods_of_care="""
            period_of_care_id | person_id | start_date | end_date   | start_reason
            1                 | A         | 2023-05-01 | 2023-05-08 | S
            2                 | A         | 2023-05-20 | 2023-08-01 | S
            3                 | A         | 2023-12-01 |            | S
        """,
    ) == Count(1)


def test_care_that_began_before_our_data_is_not_a_start(measured):
    """The first episode we hold is a change of placement: when care began we do not know."""
    assert measured(
        STARTED_CARE,
        at="2018-03-31",
        ssda903_episodes="""
            child | decom      | rne | ls | place | dec
            A     | 2017-06-01 | P   | C2 | U6    |
            B     | 2017-06-01 | S   | C2 | U6    |
        """,
    ) == Count(1)


def test_a_move_or_a_new_order_is_not_a_start(measured):
    """Three episodes, one period of care, one start."""
    assert measured(
        STARTED_CARE,
        at="2018-03-31",
        ssda903_episodes="""
            child | decom      | rne | ls | place | dec        | rec
            A     | 2017-06-01 | S   | V2 | U6    | 2017-07-01 | X1
            A     | 2017-07-01 | P   | V2 | U4    | 2017-09-01 | X1
            A     | 2017-09-01 | L   | C1 | U4    |            |
        """,
    ) == Count(1)
