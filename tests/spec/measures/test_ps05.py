from lineofsight.measures.catalogue.stability import SUPPORTED_ACCOMMODATION
from tests.factories.measures import Ratio

title = "Aged 16 or 17 in supported accommodation"


def test_it_is_asked_of_children_from_the_sixteenth_birthday_on(measured):
    """At 31 March 2024, A is 16 that day, B the day after; nobody knows when C was born."""
    assert measured(
        SUPPORTED_ACCOMMODATION,
        at="2023-24",
        people="""
            person_id | date_of_birth
            A         | 2008-03-31
            B         | 2008-04-01
            C         |
        """,
        whereabouts="""
            care_episode_id | person_id | start_date | placement_type
            1               | A         | 2023-01-01 | K3
            2               | B         | 2023-01-01 | K3
            3               | C         | 2023-01-01 | K3
        """,
    ) == Ratio(numerator=1, denominator=1)


def test_what_it_was_called_before_counts(measured):
    """H5 and P2 until the return of 2023-24, K3 since; a children's home is neither."""
    assert measured(
        SUPPORTED_ACCOMMODATION,
        at="2023-24",
        people="""
            person_id | date_of_birth
            A         | 2007-01-01
            B         | 2007-01-01
            C         | 2007-01-01
        """,
        whereabouts="""
            care_episode_id | person_id | start_date | placement_type
            1               | A         | 2023-01-01 | H5
            2               | B         | 2023-01-01 | P2
            3               | C         | 2023-01-01 | K2
        """,
    ) == Ratio(numerator=2, denominator=3)


def test_nobody_of_eighteen_is_asked(measured):
    """A turned 18 on 31 March 2024, though the record goes on."""
    assert measured(
        SUPPORTED_ACCOMMODATION,
        at="2023-24",
        people="""
            person_id | date_of_birth
            A         | 2006-03-31
        """,
        whereabouts="""
            care_episode_id | person_id | start_date | placement_type
            1               | A         | 2023-01-01 | K3
        """,
    ) == Ratio(numerator=0, denominator=0)
