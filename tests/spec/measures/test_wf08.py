from lineofsight.measures.catalogue.workforce import OVER_CAP
from tests.factories.measures import Ratio

title = "Social workers with more children than our cap"

_WORKERS = """
    worker_id | staff_id
    W         | 1
    V         | 2
"""


def test_eighteen_are_not_more_than_eighteen(measured):
    """W holds 18 full-time, V 19."""
    assert measured(
        OVER_CAP,
        at="2024-03-31",
        workers=_WORKERS,
        caseloads="""
            worker_id | n_cases | start_date
            W         | 18      | 2024-03-01
            V         | 19      | 2024-03-01
        """,
        employments="""
            employment_id | staff_id | team_id | is_social_worker | fte | start_date
            1             | 1        | T       | Y                | 1.0 | 2020-01-01
            2             | 2        | T       | Y                | 1.0 | 2020-01-01
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_the_cap_is_in_proportion_to_hours(measured):
    """Ten are too many for half-time hours."""
    assert measured(
        OVER_CAP,
        at="2024-03-31",
        workers=_WORKERS,
        caseloads="""
            worker_id | n_cases | start_date
            W         | 10      | 2024-03-01
        """,
        employments="""
            employment_id | staff_id | team_id | is_social_worker | fte | start_date
            1             | 1        | T       | Y                | 0.5 | 2020-01-01
        """,
    ) == Ratio(numerator=1, denominator=1)
