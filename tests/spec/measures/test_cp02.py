from lineofsight.measures.catalogue.child_protection import ENQUIRIES_TO_CONFERENCE
from tests.factories.measures import Ratio

title = "Section 47 enquiries that led to a conference"


def test_an_enquiry_counts_on_the_day_it_ended(measured):
    """B's began in the year and has not ended; C's ended the day before the year began."""
    assert measured(
        ENQUIRIES_TO_CONFERENCE,
        at="2023-24",
        s47_enquiries="""
            s47_enquiry_id | person_id | start_date | end_date
            1              | A         | 2023-03-20 | 2023-04-01
            2              | B         | 2024-03-20 |
            3              | C         | 2023-03-01 | 2023-03-31
        """,
        initial_cp_conferences="""
            icpc_id | person_id | s47_enquiry_id | conference_date
            1       | A         | 1              | 2023-04-05
        """,
    ) == Ratio(numerator=1, denominator=1)


def test_a_conference_still_to_be_held_counts(measured):
    """It is arranged: the last weeks of a year would otherwise look low."""
    assert measured(
        ENQUIRIES_TO_CONFERENCE,
        at="2023-24",
        s47_enquiries="""
            s47_enquiry_id | person_id | start_date | end_date
            1              | A         | 2024-03-11 | 2024-03-28
            2              | B         | 2024-03-11 | 2024-03-28
        """,
        initial_cp_conferences="""
            icpc_id | person_id | s47_enquiry_id | conference_date
            1       | A         | 1              |
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_an_enquiry_with_two_conferences_is_one(measured):
    """A conference that was put off and held again is recorded twice."""
    assert measured(
        ENQUIRIES_TO_CONFERENCE,
        at="2023-24",
        s47_enquiries="""
            s47_enquiry_id | person_id | start_date | end_date
            1              | A         | 2024-01-08 | 2024-01-20
        """,
        initial_cp_conferences="""
            icpc_id | person_id | s47_enquiry_id | conference_date
            1       | A         | 1              |
            2       | A         | 1              | 2024-01-29
        """,
    ) == Ratio(numerator=1, denominator=1)
