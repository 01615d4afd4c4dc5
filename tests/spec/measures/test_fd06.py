from lineofsight.measures.catalogue.front_door import OFTEN_CONTACTED
from tests.factories.measures import Ratio

title = "Children with three or more contacts and no assessment"


def test_three_contacts_count_and_two_do_not(measured):
    """Two contacts of one day are two."""
    assert measured(
        OFTEN_CONTACTED,
        at="2023-24",
        contacts="""
            contact_id | person_id | contact_date
            1          | A         | 2023-05-01
            2          | A         | 2023-05-01
            3          | A         | 2024-01-10
            4          | B         | 2023-05-01
            5          | B         | 2024-01-10
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_the_twelve_months_begin_with_a_first_and_end_with_the_month_end(measured):
    """A's first contact, on 31 March 2023, has left them; B's, on 1 April, has not. C's last is a year old."""
    assert measured(
        OFTEN_CONTACTED,
        at="2023-24",
        contacts="""
            contact_id | person_id | contact_date
            1          | A         | 2023-03-31
            2          | A         | 2023-10-01
            3          | A         | 2024-03-31
            4          | B         | 2023-04-01
            5          | B         | 2023-10-01
            6          | B         | 2024-03-31
            7          | C         | 2023-03-31
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_an_assessment_begun_in_the_twelve_months_takes_the_child_out_of_the_numerator(measured):
    """Whenever in them: A's began before the contacts, B's after them, C's a day before the months, D has none."""
    assert measured(
        OFTEN_CONTACTED,
        at="2023-24",
        contacts="""
            contact_id | person_id | contact_date
            1          | A         | 2023-10-01
            2          | A         | 2023-10-02
            3          | A         | 2023-10-03
            4          | B         | 2023-10-01
            5          | B         | 2023-10-02
            6          | B         | 2023-10-03
            7          | C         | 2023-10-01
            8          | C         | 2023-10-02
            9          | C         | 2023-10-03
            10         | D         | 2023-10-01
            11         | D         | 2023-10-02
            12         | D         | 2023-10-03
        """,
        assessments="""
            assessment_id | person_id | start_date
            1             | A         | 2023-04-01
            2             | B         | 2024-03-31
            3             | C         | 2023-03-31
        """,
    ) == Ratio(numerator=2, denominator=4)


def test_a_child_stands_under_who_made_the_latest_contact(measured):
    """Two by the school, then one by the police: the child is in the police's figure."""
    assert measured(
        OFTEN_CONTACTED,
        at="2023-24",
        by="part",
        group="Police",
        contacts="""
            contact_id | person_id | contact_date | source_group
            1          | A         | 2023-10-01   | Schools
            2          | A         | 2023-10-02   | Schools
            3          | A         | 2023-10-03   | Police
        """,
    ) == Ratio(numerator=1, denominator=1)
