from lineofsight.measures.catalogue.assessment import ASSESSMENTS
from tests.factories.measures import Count

title = "Assessment rate"


def test_an_assessment_counts_on_the_day_it_is_authorised(measured):
    """The first was started in the year and authorised after it; the second the other way round."""
    assert measured(
        ASSESSMENTS,
        at="2023-24",
        assessments="""
            assessment_id | person_id | start_date | auth_date
            1             | A         | 2024-02-01 | 2024-04-02
            2             | B         | 2023-02-01 | 2023-04-03
        """,
    ) == Count(1)


def test_one_that_was_never_authorised_does_not_count(measured):
    """It is still open, however old."""
    assert measured(
        ASSESSMENTS,
        at="2023-24",
        assessments="""
            assessment_id | person_id | start_date | auth_date
            1             | A         | 2023-06-01 |
        """,
    ) == Count(0)
