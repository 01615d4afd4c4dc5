from lineofsight.measures.catalogue.looked_after import UNACCOMPANIED
from tests.factories.measures import Ratio

title = "Unaccompanied asylum-seeking children in care"


def test_the_status_must_cover_the_day(measured):
    """A's begins on 31 March, B's ended that day, C's the day after; D never had it."""
    assert measured(
        UNACCOMPANIED,
        at="2023-24",
        people="""
            person_id | uasc_from  | uasc_until
            A         | 2024-03-31 |
            B         | 2023-01-01 | 2024-03-31
            C         | 2023-01-01 | 2024-04-01
            D         |            |
        """,
        periods_of_care="""
            period_of_care_id | person_id | start_date
            a                 | A         | 2023-01-01
            b                 | B         | 2023-01-01
            c                 | C         | 2023-01-01
            d                 | D         | 2023-01-01
        """,
    ) == Ratio(numerator=2, denominator=4)


def test_only_children_in_care_that_day_are_counted(measured):
    """A has left care; B, who came alone too, is still there."""
    assert measured(
        UNACCOMPANIED,
        at="2023-24",
        people="""
            person_id | uasc_from
            A         | 2023-01-01
            B         | 2023-01-01
        """,
        periods_of_care="""
            period_of_care_id | person_id | start_date | end_date
            a                 | A         | 2023-01-01 | 2024-03-31
            b                 | B         | 2023-01-01 |
        """,
    ) == Ratio(numerator=1, denominator=1)


def test_a_child_of_whom_nothing_is_recorded_is_in_the_denominator(measured):
    """No row of the child, so no status."""
    assert measured(
        UNACCOMPANIED,
        at="2023-24",
        periods_of_care="""
            period_of_care_id | person_id | start_date
            a                 | A         | 2023-01-01
        """,
    ) == Ratio(numerator=0, denominator=1)
