from lineofsight.measures.catalogue.early_help import RETURN
from tests.factories.measures import Ratio

title = "Return within 12 months of early help"


def test_episodes_count_a_year_after_they_ended(measured):
    """At 31 March 2024 those that ended from 1 April 2022 to 31 March 2023: of later ones the year is not over."""
    assert measured(
        RETURN,
        at="2023-24",
        early_help_episodes="""
            episode_id | person_id | start_date | end_date
            1          | A         | 2021-06-01 | 2022-03-31
            2          | B         | 2021-06-01 | 2022-04-01
            3          | C         | 2022-06-01 | 2023-03-31
            4          | D         | 2022-06-01 | 2023-04-01
        """,
    ) == Ratio(numerator=0, denominator=2)


def test_the_anniversary_is_a_return_and_the_day_after_is_not(measured):
    """Help ended on 1 September 2022."""
    assert measured(
        RETURN,
        at="2023-24",
        early_help_episodes="""
            episode_id | person_id | start_date | end_date
            1          | A         | 2022-06-01 | 2022-09-01
            2          | B         | 2022-06-01 | 2022-09-01
        """,
        referrals="""
            referral_id | person_id | referral_date
            1           | A         | 2023-09-01
            2           | B         | 2023-09-02
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_new_early_help_is_a_return_and_a_handover_on_the_day_is_not(measured):
    """A's second episode begins the day after the first ended, B's on that day."""
    assert measured(
        RETURN,
        at="2023-24",
        early_help_episodes="""
            episode_id | person_id | start_date | end_date
            1          | A         | 2022-06-01 | 2022-09-01
            2          | A         | 2022-09-02 |
            3          | B         | 2022-06-01 | 2022-09-01
            4          | B         | 2022-09-01 |
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_every_episode_counts_so_a_child_can_count_twice(measured):
    """Two episodes ended in the cohort; the first was followed by the second, the second by nothing."""
    assert measured(
        RETURN,
        at="2023-24",
        early_help_episodes="""
            episode_id | person_id | start_date | end_date
            1          | A         | 2022-04-10 | 2022-06-01
            2          | A         | 2022-10-01 | 2022-12-01
        """,
    ) == Ratio(numerator=1, denominator=2)
