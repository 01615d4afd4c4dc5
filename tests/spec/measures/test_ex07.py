from lineofsight.measures.catalogue.missing import MISSING_AGAIN
from tests.factories.measures import Ratio

title = "Children missing three times or more in 90 days"


def test_an_episode_counts_for_90_days(measured):
    """30 April 2024 is the 90th day from 1 February, the first counting, and the 91st from 31 January."""
    assert measured(
        MISSING_AGAIN,
        at="2024-04-30",
        missing_episodes="""
            missing_episode_id | person_id | start_date
            1                  | A         | 2024-02-01
            2                  | B         | 2024-01-31
        """,
    ) == Ratio(numerator=0, denominator=1)


def test_the_third_within_the_90_days_makes_a_repeat(measured):
    """B's first was a day too early."""
    assert measured(
        MISSING_AGAIN,
        at="2024-04-30",
        missing_episodes="""
            missing_episode_id | person_id | start_date
            1                  | A         | 2024-02-01
            2                  | A         | 2024-03-10
            3                  | A         | 2024-04-20
            4                  | B         | 2024-01-31
            5                  | B         | 2024-03-10
            6                  | B         | 2024-04-20
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_two_episodes_of_one_day_are_two(measured):
    """Gone in the morning and again in the night."""
    assert measured(
        MISSING_AGAIN,
        at="2024-04-30",
        missing_episodes="""
            missing_episode_id | person_id | start_date
            1                  | A         | 2024-04-20
            2                  | A         | 2024-04-20
            3                  | A         | 2024-04-21
        """,
    ) == Ratio(numerator=1, denominator=1)


def test_a_child_still_missing_from_longer_ago_is_in_neither_number(measured):
    """No episode began in the 90 days; the child's own record and EX02 show it."""
    assert measured(
        MISSING_AGAIN,
        at="2024-04-30",
        missing_episodes="""
            missing_episode_id | person_id | start_date | end_date
            1                  | A         | 2024-01-01 |
        """,
    ) == Ratio(numerator=0, denominator=0)
