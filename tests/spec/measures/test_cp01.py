from lineofsight.measures.catalogue.child_protection import ENQUIRIES
from tests.factories.measures import Count

title = "Section 47 enquiry rate"


def test_an_enquiry_counts_on_the_day_of_the_strategy_discussion(measured):
    """The first began before the year and ended in it; the second began in it and is open."""
    assert measured(
        ENQUIRIES,
        at="2023-24",
        s47_enquiries="""
            s47_enquiry_id | person_id | start_date | end_date
            1              | A         | 2023-03-31 | 2023-04-05
            2              | B         | 2024-03-30 |
        """,
    ) == Count(1)


def test_a_child_enquired_about_twice_counts_twice(measured):
    """Enquiries are counted, not children."""
    assert measured(
        ENQUIRIES,
        at="2023-24",
        s47_enquiries="""
            s47_enquiry_id | person_id | start_date
            1              | A         | 2023-05-01
            2              | A         | 2023-12-01
        """,
    ) == Count(2)
