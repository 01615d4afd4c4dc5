from lineofsight.measures.catalogue.workforce import CASELOAD
from tests.factories.measures import Ratio

title = "Children held by each social worker"

_WORKERS = """
    worker_id | staff_id
    W         | 1
    V         | 2
"""


def test_children_are_set_against_the_hours_of_those_who_hold_them(measured):
    """W holds 16 full-time, V 9 half-time: 25 children, 1.5 full-time equivalents."""
    assert measured(
        CASELOAD,
        at="2024-03-31",
        workers=_WORKERS,
        caseloads="""
            worker_id | n_cases | start_date
            W         | 16      | 2024-03-01
            V         | 9       | 2024-03-01
        """,
        employments="""
            employment_id | staff_id | team_id | is_social_worker | fte | start_date
            1             | 1        | T       | Y                | 1.0 | 2020-01-01
            2             | 2        | T       | Y                | 0.5 | 2020-01-01
        """,
    ) == Ratio(numerator=25, denominator=1.5)


def test_who_holds_no_child_that_day_is_left_out(measured):
    """W handed the last child on that very day; V is no social worker."""
    assert measured(
        CASELOAD,
        at="2024-03-31",
        workers=_WORKERS,
        caseloads="""
            worker_id | n_cases | start_date | end_date
            W         | 16      | 2024-03-01 | 2024-03-31
            V         | 9       | 2024-03-01 |
        """,
        employments="""
            employment_id | staff_id | team_id | is_social_worker | fte | start_date
            1             | 1        | T       | Y                | 1.0 | 2020-01-01
            2             | 2        | T       | N                | 1.0 | 2020-01-01
        """,
    ) == Ratio(numerator=0, denominator=0)


def test_agency_workers_count(measured):
    """The children they hold are held."""
    assert measured(
        CASELOAD,
        at="2024-03-31",
        workers=_WORKERS,
        caseloads="""
            worker_id | n_cases | start_date
            W         | 16      | 2024-03-01
        """,
        employments="""
            employment_id | staff_id | team_id | is_social_worker | is_agency | fte | start_date
            1             | 1        | T       | Y                | Y         | 1.0 | 2020-01-01
        """,
    ) == Ratio(numerator=16, denominator=1)


def test_the_team_is_that_of_the_post_begun_last(measured):
    """W moved from team S to T within the council; the old post was never ended."""
    assert measured(
        CASELOAD,
        at="2024-03-31",
        by="team",
        group="T",
        workers=_WORKERS,
        caseloads="""
            worker_id | n_cases | start_date
            W         | 16      | 2023-01-01
        """,
        employments="""
            employment_id | staff_id | team_id | is_social_worker | fte | start_date
            1             | 1        | S       | Y                | 1.0 | 2020-01-01
            2             | 1        | T       | Y                | 0.8 | 2024-01-01
        """,
    ) == Ratio(numerator=16, denominator=0.8)
