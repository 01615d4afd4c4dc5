from lineofsight.measures.catalogue.assessment import OPEN_TOO_LONG
from tests.factories.measures import Ratio

title = "Assessments open for more than 45 working days"


def test_day_46_is_late_and_day_45_is_not(measured):
    """At 29 February 2024: 46 working days after Friday 22 December 2023, 45 after Wednesday 27 December.

    Christmas Day, Boxing Day and New Year's Day are no working days.
    """
    assert measured(
        OPEN_TOO_LONG,
        at="2024-02-29",
        assessments="""
            assessment_id | person_id | start_date
            1             | A         | 2023-12-22
            2             | B         | 2023-12-27
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_an_assessment_authorised_on_the_month_end_is_not_open(measured):
    """One authorised the day after is."""
    assert measured(
        OPEN_TOO_LONG,
        at="2024-02-29",
        assessments="""
            assessment_id | person_id | start_date | auth_date
            1             | A         | 2023-06-01 | 2024-02-29
            2             | B         | 2023-06-01 | 2024-03-01
        """,
    ) == Ratio(numerator=1, denominator=1)


def test_a_child_with_two_open_assessments_is_one_child_by_the_later(measured):
    """The one forgotten in June does not make the child late twice over; the one of February stands."""
    assert measured(
        OPEN_TOO_LONG,
        at="2024-02-29",
        assessments="""
            assessment_id | person_id | start_date
            1             | A         | 2023-06-01
            2             | A         | 2024-02-01
        """,
    ) == Ratio(numerator=0, denominator=1)
