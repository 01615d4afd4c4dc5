from lineofsight.measures.catalogue.missing import EXPLOITATION
from tests.factories.measures import Ratio

title = "Exploitation found at assessment"


def test_sexual_and_criminal_exploitation_trafficking_and_gangs_count(measured):
    """Codes 11A, 12A, 13A and 24A; 10A, going missing, is not exploitation."""
    assert measured(
        EXPLOITATION,
        at="2023-24",
        assessments="""
            assessment_id | person_id | start_date | auth_date
            1             | A         | 2024-01-08 | 2024-02-01
            2             | B         | 2024-01-08 | 2024-02-01
            3             | C         | 2024-01-08 | 2024-02-01
            4             | D         | 2024-01-08 | 2024-02-01
            5             | E         | 2024-01-08 | 2024-02-01
        """,
        assessment_factors="""
            assessment_id | person_id | factor
            1             | A         | 11A
            2             | B         | 12A
            3             | C         | 13A
            4             | D         | 24A
            5             | E         | 10A
        """,
    ) == Ratio(numerator=4, denominator=5)


def test_an_assessment_counts_once_whichever_were_found(measured):
    """A child exploited in two ways is one."""
    assert measured(
        EXPLOITATION,
        at="2023-24",
        assessments="""
            assessment_id | person_id | start_date | auth_date
            1             | A         | 2024-01-08 | 2024-02-01
        """,
        assessment_factors="""
            assessment_id | person_id | factor
            1             | A         | 11A
            1             | A         | 24A
        """,
    ) == Ratio(numerator=1, denominator=1)
