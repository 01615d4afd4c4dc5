from lineofsight.measures.catalogue.workforce import COVERED
from tests.factories.measures import Ratio

title = "Vacant social worker posts covered by agency"


def test_agency_cover_is_set_against_the_vacant_posts(measured):
    """Two vacant posts; one agency worker covers one of them, another is extra."""
    assert measured(
        COVERED,
        at="2024-03-31",
        workforce_posts="""
            post_id | team_id | is_social_worker | fte | post_start
            1       | T       | Y                | 1.0 | 2020-01-01
            2       | T       | Y                | 0.5 | 2020-01-01
        """,
        workforce_staff="""
            staff_id | post_id | team_id | is_social_worker | agency | covers_vacancy | fte | start
            x        | 1       | T       | Y                | Y      | Y              | 1.0 | 2020-01-01
            y        |         | T       | Y                | Y      | N              | 1.0 | 2020-01-01
        """,
    ) == Ratio(numerator=1.0, denominator=1.5)


def test_posts_of_others_are_left_out(measured):
    """A vacant family support post is no social worker's."""
    assert measured(
        COVERED,
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
