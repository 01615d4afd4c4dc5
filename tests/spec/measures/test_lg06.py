from lineofsight.measures.catalogue.legal import LETTERS_ON_TIME
from tests.factories.measures import Ratio

title = "Letters before proceedings within five working days"


def test_the_fifth_working_day_is_in_time_and_the_sixth_is_not(measured):
    """Tuesday 26 March 2024 is the fifth working day after Tuesday the 19th."""
    assert measured(
        LETTERS_ON_TIME,
        at="2023-24",
        ssd_pre_proceedings="""
            prep_table_id | prep_person_id | prep_pre_pro_decision_date | prep_pre_pro_letter_date
            1             | A              | 2024-03-19                 | 2024-03-26
            2             | B              | 2024-03-19                 | 2024-03-27
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_a_letter_that_is_not_recorded_is_not_in_time(measured):
    """A decision of the last week may still be followed by its letter."""
    assert measured(
        LETTERS_ON_TIME,
        at="2023-24",
        pre_proceedings="""
            pre_proceedings_id | person_id | start_date | end_date | days_to_letter
            1                  | A         | 2024-03-26 |          |
        """,
    ) == Ratio(numerator=0, denominator=1)


def test_a_letter_dated_before_the_decision_proves_nothing(measured):
    """One of the two dates is wrong."""
    assert measured(
        LETTERS_ON_TIME,
        at="2023-24",
        ssd_pre_proceedings="""
            prep_table_id | prep_person_id | prep_pre_pro_decision_date | prep_pre_pro_letter_date
            1             | A              | 2024-03-19                 | 2024-03-18
        """,
    ) == Ratio(numerator=0, denominator=1)
