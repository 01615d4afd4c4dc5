from lineofsight.measures.catalogue.education import ABSENCE
from tests.factories.measures import Ratio

title = "School sessions missed by children known to social care"

_PUPILS = """
    person_id | census_date | until_date | known_as                   | possible_sessions | missed_sessions
    A         | 2024-01-18  | 2025-01-18 | in need                    | 140               | 14
    B         | 2024-01-18  | 2025-01-18 | in need                    | 100               | 50
    C         | 2024-01-18  | 2025-01-18 | looked after for 12 months | 140               | 0
"""


def test_sessions_are_added_up_over_pupils(measured):
    """64 of 380, not the mean of three pupils' shares: who had more sessions weighs more."""
    assert measured(ABSENCE, at="2024-03-31", school_absences=_PUPILS) == Ratio(numerator=64, denominator=380)


def test_each_group_has_its_own_figure(measured):
    """A pupil is in one group only."""
    assert measured(
        ABSENCE, at="2024-03-31", by="part", group="looked after for 12 months", school_absences=_PUPILS
    ) == Ratio(numerator=0, denominator=140)


def test_the_figure_stands_until_the_next_census(measured):
    """On 31 January 2024 the census of that month stands, and January 2023's no longer."""
    assert measured(
        ABSENCE,
        at="2024-01-31",
        school_absences="""
            person_id | census_date | until_date | known_as | possible_sessions | missed_sessions
            A         | 2023-01-19  | 2024-01-18 | in need  | 140               | 140
            B         | 2024-01-18  | 2025-01-18 | in need  | 140               | 7
        """,
    ) == Ratio(numerator=7, denominator=140)
