from lineofsight.measures.catalogue.child_protection import ENQUIRIES_TO_NOTHING
from tests.factories.measures import Ratio

title = "Section 47 enquiries that ended in no further action"


def test_what_is_not_recorded_is_not_no_further_action(measured):
    """Only a record that says so counts."""
    assert measured(
        ENQUIRIES_TO_NOTHING,
        at="2023-24",
        s47_enquiries="""
            s47_enquiry_id | person_id | start_date | end_date   | is_nfa
            1              | A         | 2024-01-08 | 2024-01-20 | Y
            2              | B         | 2024-01-08 | 2024-01-20 | N
            3              | C         | 2024-01-08 | 2024-01-20 |
        """,
    ) == Ratio(numerator=1, denominator=3)


def test_an_enquiry_that_is_open_is_in_neither_number(measured):
    """It has not ended in anything yet."""
    assert measured(
        ENQUIRIES_TO_NOTHING,
        at="2023-24",
        s47_enquiries="""
            s47_enquiry_id | person_id | start_date | end_date   | is_nfa
            1              | A         | 2024-01-08 | 2024-03-31 | N
            2              | B         | 2024-03-08 |            | Y
        """,
    ) == Ratio(numerator=0, denominator=1)


def test_every_enquiry_of_a_child_counts(measured):
    """A child enquired about twice went through it twice."""
    assert measured(
        ENQUIRIES_TO_NOTHING,
        at="2023-24",
        s47_enquiries="""
            s47_enquiry_id | person_id | start_date | end_date   | is_nfa
            1              | A         | 2023-05-08 | 2023-05-20 | Y
            2              | A         | 2024-01-08 | 2024-01-20 | N
        """,
    ) == Ratio(numerator=1, denominator=2)
