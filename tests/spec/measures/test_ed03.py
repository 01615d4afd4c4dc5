from lineofsight.measures.catalogue.education import SEVERE
from tests.factories.measures import Ratio

title = "Pupils known to social care who are severely absent"


def test_exactly_half_counts_and_a_session_less_does_not(measured):
    """Of 140 sessions A missed 70, B 69."""
    assert measured(
        SEVERE,
        at="2024-03-31",
        school_absences="""
            person_id | census_date | until_date | known_as | possible_sessions | missed_sessions
            A         | 2024-01-18  | 2025-01-18 | in need  | 140               | 70
            B         | 2024-01-18  | 2025-01-18 | in need  | 140               | 69
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_pupils_count_and_not_their_sessions(measured):
    """A has been on the roll for a week only, and missed all of it: one of two."""
    assert measured(
        SEVERE,
        at="2024-03-31",
        school_absences="""
            person_id | census_date | until_date | known_as                   | possible_sessions | missed_sessions
            A         | 2024-01-18  | 2025-01-18 | on a child protection plan | 10                | 10
            B         | 2024-01-18  | 2025-01-18 | on a child protection plan | 140               | 0
        """,
        by="part",
        group="on a child protection plan",
    ) == Ratio(numerator=1, denominator=2)
