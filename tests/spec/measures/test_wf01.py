from lineofsight.measures.catalogue.workforce import TURNOVER
from tests.factories.measures import Ratio

title = "Social worker turnover"


def test_leavers_of_the_year_over_those_in_post_at_its_end(measured):
    """One full-time worker left; one full-time and one of three days are in post."""
    assert measured(
        TURNOVER,
        at="2023-24",
        employments="""
            employment_id | team_id | is_social_worker | is_agency | fte | start_date | end_date   | leaving_reason
            1             | T       | Y                | N         | 1.0 | 2020-01-01 | 2023-09-01 | resigned
            2             | T       | Y                | N         | 1.0 | 2020-01-01 |            |
            3             | T       | Y                | N         | 0.6 | 2020-01-01 |            |
        """,
    ) == Ratio(numerator=1, denominator=1.6)


def test_a_move_within_childrens_services_is_not_leaving(measured):
    """The worker is in post before and after, in another team."""
    assert measured(
        TURNOVER,
        at="2023-24",
        employments="""
            employment_id | team_id | is_social_worker | is_agency | fte | start_date | end_date   | leaving_reason
            1             | T       | Y                | N         | 1.0 | 2020-01-01 | 2023-09-01 | moved within
            2             | U       | Y                | N         | 1.0 | 2023-09-01 |            |
        """,
    ) == Ratio(numerator=0, denominator=1)


def test_agency_workers_are_in_neither_number(measured):
    """One agency worker left, one is still here."""
    assert measured(
        TURNOVER,
        at="2023-24",
        employments="""
            employment_id | team_id | is_social_worker | is_agency | fte | start_date | end_date
            1             | T       | Y                | Y         | 1.0 | 2020-01-01 | 2023-09-01
            2             | T       | Y                | Y         | 1.0 | 2020-01-01 |
            3             | T       | Y                | N         | 1.0 | 2020-01-01 |
        """,
    ) == Ratio(numerator=0, denominator=1)


def test_other_staff_are_in_neither_number(measured):
    """A family support worker who left is not a social worker."""
    assert measured(
        TURNOVER,
        at="2023-24",
        employments="""
            employment_id | team_id | is_social_worker | is_agency | fte | start_date | end_date
            1             | T       | N                | N         | 1.0 | 2020-01-01 | 2023-09-01
            2             | T       | Y                | N         | 1.0 | 2020-01-01 |
        """,
    ) == Ratio(numerator=0, denominator=1)


def test_someone_whose_last_day_is_31_march_leaves_in_the_next_year(measured):
    """The recorded end, 1 April, is the first day not in post: in post on 31 March, a leaver of April."""
    assert measured(
        TURNOVER,
        at="2023-24",
        employments="""
            employment_id | team_id | is_social_worker | is_agency | fte | start_date | end_date
            1             | T       | Y                | N         | 1.0 | 2020-01-01 | 2024-04-01
        """,
    ) == Ratio(numerator=0, denominator=1)


def test_a_leaver_without_a_recorded_reason_has_left(measured):
    """Only a move within is known not to be leaving."""
    assert measured(
        TURNOVER,
        at="2023-24",
        employments="""
            employment_id | team_id | is_social_worker | is_agency | fte | start_date | end_date   | leaving_reason
            1             | T       | Y                | N         | 1.0 | 2020-01-01 | 2023-09-01 |
        """,
    ) == Ratio(numerator=1, denominator=0)
