from lineofsight.measures.catalogue.workforce import ABSENCE
from tests.factories.measures import Ratio

title = "Social worker sickness absence"


def test_the_days_of_twelve_months_are_set_against_253_for_each_in_post_at_their_end(measured):
    """A full-time worker lost 12.5 days in the year and 3 before it; a second works half-time."""
    assert measured(
        ABSENCE,
        at="2024-03-31",
        employments="""
            employment_id | team_id | is_social_worker | is_agency | fte | start_date
            1             | T       | Y                | N         | 1.0 | 2020-01-01
            2             | T       | Y                | N         | 0.5 | 2020-01-01
        """,
        absences="""
            employment_id | team_id | is_social_worker | is_agency | lost_by    | days_lost
            1             | T       | Y                | N         | 2023-03-31 | 3
            1             | T       | Y                | N         | 2023-04-30 | 10
            1             | T       | Y                | N         | 2024-03-31 | 2.5
        """,
    ) == Ratio(numerator=12.5, denominator=379.5)


def test_agency_workers_and_others_are_in_neither(measured):
    """DfE asks only about those in post."""
    assert measured(
        ABSENCE,
        at="2024-03-31",
        employments="""
            employment_id | team_id | is_social_worker | is_agency | fte | start_date
            1             | T       | Y                | Y         | 1.0 | 2020-01-01
            2             | T       | N                | N         | 1.0 | 2020-01-01
        """,
        absences="""
            employment_id | team_id | is_social_worker | is_agency | lost_by    | days_lost
            1             | T       | Y                | Y         | 2024-01-31 | 10
            2             | T       | N                | N         | 2024-01-31 | 10
        """,
    ) == Ratio(numerator=0, denominator=0)


def test_who_has_left_lost_days_all_the_same(measured):
    """The days are of the year, the workers of its end: a leaver is in the numerator alone."""
    assert measured(
        ABSENCE,
        at="2024-03-31",
        employments="""
            employment_id | team_id | is_social_worker | is_agency | fte | start_date | end_date
            1             | T       | Y                | N         | 1.0 | 2020-01-01 | 2023-07-01
            2             | T       | Y                | N         | 1.0 | 2020-01-01 |
        """,
        absences="""
            employment_id | team_id | is_social_worker | is_agency | lost_by    | days_lost
            1             | T       | Y                | N         | 2023-06-30 | 10
        """,
    ) == Ratio(numerator=10, denominator=253)
