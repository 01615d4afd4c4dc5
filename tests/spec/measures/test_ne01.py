from lineofsight.measures.catalogue.neglect import NEGLECT
from tests.factories.measures import Ratio

title = "Neglect found at assessment"


def test_an_assessment_counts_on_the_day_it_was_authorised(measured):
    """B's is not finished; C's was authorised the day before the year began."""
    assert measured(
        NEGLECT,
        at="2023-24",
        assessments="""
            assessment_id | person_id | start_date | auth_date
            1             | A         | 2023-02-01 | 2023-04-01
            2             | B         | 2024-02-01 |
            3             | C         | 2023-02-01 | 2023-03-31
        """,
        assessment_factors="""
            assessment_id | person_id | factor
            1             | A         | 16A
            2             | B         | 16A
            3             | C         | 16A
        """,
    ) == Ratio(numerator=1, denominator=1)


def test_an_assessment_without_any_factor_is_left_out_and_one_that_found_none_is_not(measured):
    """Code 21 says that none was found; no code says nothing."""
    assert measured(
        NEGLECT,
        at="2023-24",
        assessments="""
            assessment_id | person_id | start_date | auth_date
            1             | A         | 2024-01-08 | 2024-02-01
            2             | B         | 2024-01-08 | 2024-02-01
            3             | C         | 2024-01-08 | 2024-02-01
        """,
        assessment_factors="""
            assessment_id | person_id | factor
            1             | A         | 16A
            2             | B         | 21
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_an_assessment_counts_once_whatever_else_it_found(measured):
    """Four factors, one assessment."""
    assert measured(
        NEGLECT,
        at="2023-24",
        assessments="""
            assessment_id | person_id | start_date | auth_date
            1             | A         | 2024-01-08 | 2024-02-01
        """,
        assessment_factors="""
            assessment_id | person_id | factor
            1             | A         | 1B
            1             | A         | 3B
            1             | A         | 4B
            1             | A         | 16A
        """,
    ) == Ratio(numerator=1, denominator=1)
