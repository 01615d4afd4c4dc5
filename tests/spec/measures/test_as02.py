from lineofsight.measures.catalogue.assessment import ASSESSMENTS_ON_TIME
from tests.factories.measures import Ratio

title = "Assessments within 45 working days"


def test_day_45_is_in_time_and_day_46_is_not(measured):
    """Started on Monday 3 June 2024 with no bank holiday in nine weeks: Monday 5 August is day 45."""
    assert measured(
        ASSESSMENTS_ON_TIME,
        at="2024-08-31",
        ssd_cin_assessments="""
            cina_assessment_id | cina_person_id | cina_assessment_start_date | cina_assessment_auth_date
            1                  | A              | 2024-06-03                 | 2024-08-05
            2                  | B              | 2024-06-03                 | 2024-08-06
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_a_bank_holiday_is_not_a_working_day(measured):
    """Started on Wednesday 20 March 2024: Good Friday, Easter Monday and two in May make 28 May day 45."""
    assert measured(
        ASSESSMENTS_ON_TIME,
        at="2024-05-31",
        ssd_cin_assessments="""
            cina_assessment_id | cina_person_id | cina_assessment_start_date | cina_assessment_auth_date
            1                  | A              | 2024-03-20                 | 2024-05-28
            2                  | B              | 2024-03-20                 | 2024-05-29
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_an_open_assessment_is_in_neither_number(measured):
    """It has no length yet; overdue open assessments are another list."""
    assert measured(
        ASSESSMENTS_ON_TIME,
        at="2023-24",
        assessments="""
            assessment_id | person_id | start_date | auth_date  | working_days
            1             | A         | 2023-05-01 |            |
            2             | B         | 2023-05-01 | 2023-06-01 | 22
        """,
    ) == Ratio(numerator=1, denominator=1)
