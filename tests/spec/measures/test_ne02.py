from lineofsight.measures.catalogue.neglect import NEGLECT_RATE
from tests.factories.measures import Count

title = "Neglect rate"


def test_an_episode_of_need_counts_once_on_its_first_assessment_that_found_neglect(measured):
    """Two assessments of one referral; the second, in this year, only says it again."""
    assert measured(
        NEGLECT_RATE,
        at="2023-24",
        assessments="""
            assessment_id | person_id | referral_id | start_date | auth_date
            1             | A         | r1          | 2023-01-08 | 2023-02-20
            2             | A         | r1          | 2023-08-08 | 2023-09-20
            3             | B         | r2          | 2023-08-08 | 2023-09-20
            4             | B         | r2          | 2024-01-08 | 2024-02-20
        """,
        assessment_factors="""
            assessment_id | person_id | factor
            1             | A         | 16A
            2             | A         | 16A
            3             | B         | 16A
            4             | B         | 16A
        """,
    ) == Count(1)


def test_a_child_with_two_episodes_counts_twice(measured):
    """Found again after the case was closed."""
    assert measured(
        NEGLECT_RATE,
        at="2023-24",
        assessments="""
            assessment_id | person_id | referral_id | start_date | auth_date
            1             | A         | r1          | 2023-04-08 | 2023-05-20
            2             | A         | r2          | 2023-12-08 | 2024-01-20
        """,
        assessment_factors="""
            assessment_id | person_id | factor
            1             | A         | 16A
            2             | A         | 16A
        """,
    ) == Count(2)


def test_an_assessment_that_names_no_referral_counts_by_itself(measured):
    """What it belongs to is not known; that it found neglect is."""
    assert measured(
        NEGLECT_RATE,
        at="2023-24",
        assessments="""
            assessment_id | person_id | referral_id | start_date | auth_date
            1             | A         |             | 2023-04-08 | 2023-05-20
            2             | B         |             | 2023-12-08 | 2024-01-20
        """,
        assessment_factors="""
            assessment_id | person_id | factor
            1             | A         | 16A
            2             | B         | 16A
        """,
    ) == Count(2)
