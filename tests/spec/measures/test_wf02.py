from lineofsight.measures.catalogue.workforce import VACANCIES
from tests.factories.measures import Ratio

title = "Social worker vacancy rate"


def test_a_post_that_only_an_agency_worker_fills_is_vacant(measured):
    """Two posts: one has an employee, the other an agency worker."""
    assert measured(
        VACANCIES,
        at="2024-03-31",
        workforce_posts="""
            post_id | team_id | is_social_worker | fte | post_start
            1       | T       | Y                | 1.0 | 2020-01-01
            2       | T       | Y                | 1.0 | 2020-01-01
        """,
        workforce_staff="""
            staff_id | post_id | team_id | is_social_worker | agency | fte | start
            x        | 1       | T       | Y                | N      | 1.0 | 2020-01-01
            y        | 2       | T       | Y                | Y      | 1.0 | 2020-01-01
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_vacancies_and_people_are_added_up_in_full_time_equivalents(measured):
    """A vacant post of three days, and a full-time worker in post."""
    assert measured(
        VACANCIES,
        at="2024-03-31",
        posts="""
            post_id | team_id | is_social_worker | fte
            1       | T       | Y                | 0.6
        """,
        vacancies="""
            post_id | team_id | fte | start_date
            1       | T       | 0.6 | 2024-01-01
        """,
        employments="""
            employment_id | team_id | is_social_worker | is_agency | fte | start_date
            1             | T       | Y                | N         | 1.0 | 2020-01-01
        """,
    ) == Ratio(numerator=0.6, denominator=1.6)


def test_a_post_filled_on_the_last_day_is_not_vacant_that_day(measured):
    """The vacancy ends on the day the new worker starts."""
    assert measured(
        VACANCIES,
        at="2024-03-31",
        posts="""
            post_id | team_id | is_social_worker | fte
            1       | T       | Y                | 1.0
        """,
        vacancies="""
            post_id | team_id | fte | start_date | end_date
            1       | T       | 1.0 | 2024-01-01 | 2024-03-31
        """,
        employments="""
            employment_id | team_id | is_social_worker | is_agency | fte | start_date
            1             | T       | Y                | N         | 1.0 | 2024-03-31
        """,
    ) == Ratio(numerator=0, denominator=1)


def test_other_posts_are_left_out(measured):
    """A vacant family support post is not a social worker post."""
    assert measured(
        VACANCIES,
        at="2024-03-31",
        posts="""
            post_id | team_id | is_social_worker | fte
            1       | T       | N                | 1.0
        """,
        vacancies="""
            post_id | team_id | fte | start_date
            1       | T       | 1.0 | 2024-01-01
        """,
    ) == Ratio(numerator=0, denominator=0)
