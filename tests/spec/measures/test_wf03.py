from lineofsight.measures.catalogue.workforce import AGENCY
from tests.factories.measures import Ratio

title = "Agency social worker rate"


def test_agency_workers_over_agency_workers_and_those_in_post(measured):
    """One agency worker of four days beside one full-time employee."""
    assert measured(
        AGENCY,
        at="2024-03-31",
        employments="""
            employment_id | team_id | is_social_worker | is_agency | fte | start_date
            1             | T       | Y                | Y         | 0.8 | 2024-01-01
            2             | T       | Y                | N         | 1.0 | 2020-01-01
        """,
    ) == Ratio(numerator=0.8, denominator=1.8)


def test_an_agency_worker_counts_whether_or_not_they_cover_a_vacancy(measured):
    """One covers a vacancy, one is extra."""
    assert measured(
        AGENCY,
        at="2024-03-31",
        employments="""
            employment_id | team_id | is_social_worker | is_agency | covers_vacancy | fte | start_date
            1             | T       | Y                | Y         | Y              | 1.0 | 2024-01-01
            2             | T       | Y                | Y         | N              | 1.0 | 2024-01-01
        """,
    ) == Ratio(numerator=2, denominator=2)


def test_someone_who_leaves_on_the_last_day_is_not_here_that_day(measured):
    """The recorded end is the first day not in the post."""
    assert measured(
        AGENCY,
        at="2024-03-31",
        employments="""
            employment_id | team_id | is_social_worker | is_agency | fte | start_date | end_date
            1             | T       | Y                | Y         | 1.0 | 2024-01-01 | 2024-03-31
            2             | T       | Y                | N         | 1.0 | 2020-01-01 |
        """,
    ) == Ratio(numerator=0, denominator=1)
