from lineofsight.measures.catalogue.domestic_abuse import DOMESTIC_ABUSE
from tests.factories.measures import Ratio

title = "Domestic abuse found at assessment"


def test_abuse_of_the_child_of_a_parent_or_of_another_in_the_household_counts(measured):
    """Codes 3A, 3B and 3C; 18C, physical abuse by an adult, is another thing."""
    assert measured(
        DOMESTIC_ABUSE,
        at="2023-24",
        assessments="""
            assessment_id | person_id | start_date | auth_date
            1             | A         | 2024-01-08 | 2024-02-01
            2             | B         | 2024-01-08 | 2024-02-01
            3             | C         | 2024-01-08 | 2024-02-01
            4             | D         | 2024-01-08 | 2024-02-01
        """,
        assessment_factors="""
            assessment_id | person_id | factor
            1             | A         | 3A
            2             | B         | 3B
            3             | C         | 3C
            4             | D         | 18C
        """,
    ) == Ratio(numerator=3, denominator=4)


def test_an_assessment_counts_once_whichever_were_found(measured):
    """All three codes in one home."""
    assert measured(
        DOMESTIC_ABUSE,
        at="2023-24",
        assessments="""
            assessment_id | person_id | start_date | auth_date
            1             | A         | 2024-01-08 | 2024-02-01
        """,
        assessment_factors="""
            assessment_id | person_id | factor
            1             | A         | 3A
            1             | A         | 3B
            1             | A         | 3C
        """,
    ) == Ratio(numerator=1, denominator=1)


def test_an_assessment_without_any_factor_is_left_out(measured):
    """Nothing recorded is not nothing found."""
    assert measured(
        DOMESTIC_ABUSE,
        at="2023-24",
        assessments="""
            assessment_id | person_id | start_date | auth_date
            1             | A         | 2024-01-08 | 2024-02-01
            2             | B         | 2024-01-08 | 2024-02-01
        """,
        assessment_factors="""
            assessment_id | person_id | factor
            1             | A         | 21
        """,
    ) == Ratio(numerator=0, denominator=1)
