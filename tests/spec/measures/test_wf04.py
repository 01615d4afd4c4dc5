from lineofsight.measures.catalogue.workforce import COVERING
from tests.factories.measures import Ratio

title = "Agency social workers who cover a vacancy"


def test_full_time_equivalents_of_agency_workers_are_added_up(measured):
    """One covers a vacancy full-time, one is extra three days a week; the employee is not asked."""
    assert measured(
        COVERING,
        at="2024-03-31",
        employments="""
            employment_id | team_id | is_social_worker | is_agency | covers_vacancy | fte | start_date
            1             | T       | Y                | Y         | Y              | 1.0 | 2023-01-01
            2             | T       | Y                | Y         | N              | 0.6 | 2023-01-01
            3             | T       | Y                | N         | N              | 1.0 | 2023-01-01
        """,
    ) == Ratio(numerator=1.0, denominator=1.6)


def test_where_the_extract_says_nothing_the_worker_covers_none(measured):
    """A blank is not a yes."""
    assert measured(
        COVERING,
        at="2024-03-31",
        workforce_staff="""
            staff_id | team_id | is_social_worker | agency | covers_vacancy | fte | start
            x        | T       | Y                | Y      |                | 1.0 | 2020-01-01
            y        | T       | Y                | Y      | Y              | 1.0 | 2020-01-01
        """,
    ) == Ratio(numerator=1, denominator=2)
