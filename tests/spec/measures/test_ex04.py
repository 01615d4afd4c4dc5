from lineofsight.measures.catalogue.missing import INTERVIEWS_OFFERED
from tests.factories.measures import Ratio

title = "Return home interviews offered"


def test_an_episode_counts_on_the_day_the_child_came_back(measured):
    """B is still missing; C came back the day before the year began."""
    assert measured(
        INTERVIEWS_OFFERED,
        at="2023-24",
        missing_episodes="""
            missing_episode_id | person_id | start_date | end_date   | source      | interview_offered
            1                  | A         | 2023-03-30 | 2023-04-01 | ssd_missing | Y
            2                  | B         | 2024-03-30 |            | ssd_missing | Y
            3                  | C         | 2023-03-30 | 2023-03-31 | ssd_missing | Y
        """,
    ) == Ratio(numerator=1, denominator=1)


def test_not_applicable_is_left_out_and_a_blank_is_not(measured):
    """Nothing recorded is nothing offered."""
    assert measured(
        INTERVIEWS_OFFERED,
        at="2023-24",
        missing_episodes="""
            missing_episode_id | person_id | start_date | end_date   | source      | interview_offered
            1                  | A         | 2023-05-01 | 2023-05-02 | ssd_missing | Y
            2                  | B         | 2023-05-01 | 2023-05-02 | ssd_missing | N
            3                  | C         | 2023-05-01 | 2023-05-02 | ssd_missing |
            4                  | D         | 2023-05-01 | 2023-05-02 | ssd_missing | NA
        """,
    ) == Ratio(numerator=1, denominator=3)


def test_what_only_the_police_report_says_nothing_about_interviews(measured):
    """Social care has no record of the second."""
    assert measured(
        INTERVIEWS_OFFERED,
        at="2023-24",
        missing_episodes="""
            missing_episode_id | person_id | start_date | end_date   | source         | interview_offered
            1                  | A         | 2023-05-01 | 2023-05-02 | ssd_missing    | Y
            2                  | B         | 2023-05-01 | 2023-05-02 | police_missing |
        """,
    ) == Ratio(numerator=1, denominator=1)
