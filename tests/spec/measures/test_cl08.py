from lineofsight.measures.catalogue.care_leavers import CONTACTED
from tests.factories.measures import Ratio

title = "Care leavers contacted in the last eight weeks"

_YOUNG = """
    person_id | date_of_birth
    A         | 2005-01-01
    B         | 2005-01-01
    C         | 2005-01-01
"""


def test_fifty_six_days_to_the_day_is_in_time_and_a_day_more_is_not(measured):
    """56 days before 30 April 2024 is 5 March. Of C no contact is recorded."""
    assert measured(
        CONTACTED,
        at="2024-04-30",
        people=_YOUNG,
        care_leavers_now="""
            person_id | known_on   | eligibility     | latest_contact
            A         | 2024-04-30 | Former Relevant | 2024-03-05
            B         | 2024-04-30 | Former Relevant | 2024-03-04
            C         | 2024-04-30 | Former Relevant |
        """,
    ) == Ratio(numerator=1, denominator=3)


def test_young_people_under_21_who_have_left_care_are_asked_about(measured):
    """A turns 21 the day after; B does that day. C is still in care: visits to children in care are LA07."""
    assert measured(
        CONTACTED,
        at="2024-04-30",
        people="""
            person_id | date_of_birth
            A         | 2003-05-01
            B         | 2003-04-30
            C         | 2007-01-01
        """,
        care_leavers_now="""
            person_id | known_on   | eligibility     | latest_contact
            A         | 2024-04-30 | Former Relevant | 2024-04-20
            B         | 2024-04-30 | Former Relevant | 2024-04-20
            C         | 2024-04-30 | Eligible        | 2024-04-20
        """,
    ) == Ratio(numerator=1, denominator=1)


def test_who_died_or_went_home_is_left_out(measured):
    """RHOM is returned home for six months or more. One who refuses contact stays in."""
    assert measured(
        CONTACTED,
        at="2024-04-30",
        people=_YOUNG,
        care_leavers_now="""
            person_id | known_on   | eligibility     | in_touch | latest_contact
            A         | 2024-04-30 | Former Relevant | DIED     |
            B         | 2024-04-30 | Former Relevant | RHOM     |
            C         | 2024-04-30 | Former Relevant | REFU     |
        """,
    ) == Ratio(numerator=0, denominator=1)
