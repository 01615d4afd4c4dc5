from lineofsight.measures.catalogue.front_door import CONTACTS
from tests.factories.measures import Count

title = "Contacts"


def test_brothers_and_sisters_in_one_call_are_one_contact_each(measured):
    """A contact is about one child: one call about three children is three contacts."""
    assert measured(
        CONTACTS,
        at="2024-04-30",
        contacts="""
            contact_id | person_id | contact_date
            1          | A         | 2024-04-10
            2          | B         | 2024-04-10
            3          | C         | 2024-04-10
        """,
    ) == Count(3)


def test_a_child_contacted_about_twice_counts_twice(measured):
    """Contacts are counted, not children."""
    assert measured(
        CONTACTS,
        at="2024-04-30",
        contacts="""
            contact_id | person_id | contact_date
            1          | A         | 2024-04-10
            2          | A         | 2024-04-10
        """,
    ) == Count(2)


def test_the_first_and_the_last_day_of_the_month_are_in_it(measured):
    """April is 1 to 30 April, both days in it."""
    assert measured(
        CONTACTS,
        at="2024-04-30",
        contacts="""
            contact_id | person_id | contact_date
            1          | A         | 2024-03-31
            2          | B         | 2024-04-01
            3          | C         | 2024-04-30
            4          | D         | 2024-05-01
        """,
    ) == Count(2)


def test_a_contact_that_becomes_a_referral_stays_a_contact(measured):
    """The outcome does not matter."""
    assert measured(
        CONTACTS,
        at="2024-04-30",
        contacts="""
            contact_id | person_id | contact_date | became_referral
            1          | A         | 2024-04-10   | Y
            2          | B         | 2024-04-10   | N
        """,
    ) == Count(2)
