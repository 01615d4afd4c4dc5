from lineofsight.measures.catalogue.missing import MISSING_EPISODES
from tests.factories.measures import Count

title = "Missing episodes"


def test_an_episode_counts_in_the_month_it_starts(measured):
    """The first began in March and ended in April; the second began in April and is not over."""
    assert measured(
        MISSING_EPISODES,
        at="2024-04-30",
        missing_episodes="""
            missing_episode_id | person_id | start_date | end_date
            1                  | A         | 2024-03-31 | 2024-04-02
            2                  | B         | 2024-04-30 |
        """,
    ) == Count(1)


def test_every_episode_counts(measured):
    """One child missing three times is three."""
    assert measured(
        MISSING_EPISODES,
        at="2024-04-30",
        missing_episodes="""
            missing_episode_id | person_id | start_date | end_date
            1                  | A         | 2024-04-01 | 2024-04-02
            2                  | A         | 2024-04-10 | 2024-04-10
            3                  | A         | 2024-04-20 | 2024-04-21
        """,
    ) == Count(3)


def test_missing_from_care_is_shown_apart(measured):
    """Two from care, one from home."""
    assert measured(
        MISSING_EPISODES,
        at="2024-04-30",
        by="part",
        group="from care",
        missing_episodes="""
            missing_episode_id | person_id | start_date | from_care
            1                  | A         | 2024-04-01 | Y
            2                  | B         | 2024-04-10 | Y
            3                  | C         | 2024-04-20 | N
        """,
    ) == Count(2)
