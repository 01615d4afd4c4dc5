from lineofsight.measures.catalogue.front_door import CONTACT_RATE
from tests.factories.measures import Count

title = "Contact rate"


def test_every_contact_of_the_twelve_months_counts(measured):
    """Three contacts about two children are three; the year to 31 March 2024 begins on 1 April 2023."""
    assert measured(
        CONTACT_RATE,
        at="2023-24",
        contacts="""
            contact_id | person_id | contact_date
            1          | A         | 2023-03-31
            2          | A         | 2023-04-01
            3          | A         | 2023-10-05
            4          | B         | 2024-03-31
            5          | B         | 2024-04-01
        """,
    ) == Count(3)


def test_contacts_are_shown_by_who_made_them(measured):
    """The groups of Annex A; where the source is not known, 'unknown'."""
    contacts = """
        contact_id | person_id | contact_date | source_group
        1          | A         | 2023-04-01   | Police
        2          | B         | 2023-10-05   | Schools
        3          | C         | 2023-10-05   |
    """
    assert measured(CONTACT_RATE, at="2023-24", by="part", group="Police", contacts=contacts) == Count(1)
    assert measured(CONTACT_RATE, at="2023-24", by="part", group="unknown", contacts=contacts) == Count(1)
