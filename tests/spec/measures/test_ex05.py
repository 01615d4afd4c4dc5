from lineofsight.measures.catalogue.missing import INTERVIEWS_ACCEPTED
from tests.factories.measures import Ratio

title = "Return home interviews accepted"


def test_only_episodes_with_an_offer_are_asked_about(measured):
    """Nobody can accept what was not offered, whatever is recorded."""
    assert measured(
        INTERVIEWS_ACCEPTED,
        at="2023-24",
        missing_episodes="""
            missing_episode_id | person_id | end_date   | source      | interview_offered | interview_accepted
            1                  | A         | 2023-05-02 | ssd_missing | Y                 | Y
            2                  | B         | 2023-05-02 | ssd_missing | Y                 | N
            3                  | C         | 2023-05-02 | ssd_missing | N                 | Y
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_no_answer_recorded_is_not_accepted(measured):
    """The offer was made and nothing came of it that anyone wrote down."""
    assert measured(
        INTERVIEWS_ACCEPTED,
        at="2023-24",
        missing_episodes="""
            missing_episode_id | person_id | end_date   | source      | interview_offered | interview_accepted
            1                  | A         | 2023-05-02 | ssd_missing | Y                 |
        """,
    ) == Ratio(numerator=0, denominator=1)


def test_an_episode_counts_on_the_day_the_child_came_back(measured):
    """B is still missing; C came back after the year."""
    assert measured(
        INTERVIEWS_ACCEPTED,
        at="2023-24",
        missing_episodes="""
            missing_episode_id | person_id | end_date   | source      | interview_offered | interview_accepted
            1                  | A         | 2024-03-31 | ssd_missing | Y                 | Y
            2                  | B         |            | ssd_missing | Y                 | Y
            3                  | C         | 2024-04-01 | ssd_missing | Y                 | Y
        """,
    ) == Ratio(numerator=1, denominator=1)
