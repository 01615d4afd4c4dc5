from lineofsight.measures.catalogue.care_leavers import HAS_ADVISER
from tests.factories.measures import Ratio

title = "Care leavers with a personal adviser"


def test_an_adviser_is_recorded_or_not(measured):
    """Whoever it is. A blank is nobody."""
    assert measured(
        HAS_ADVISER,
        at="2024-04-30",
        care_leavers_now="""
            person_id | known_on   | eligibility     | adviser_id
            A         | 2024-04-30 | Former Relevant | pa1
            B         | 2024-04-30 | Former Relevant |
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_eligible_relevant_and_former_relevant_young_people_are_entitled(measured):
    """16 and 17 year olds who are still in care among them."""
    assert measured(
        HAS_ADVISER,
        at="2024-04-30",
        care_leavers_now="""
            person_id | known_on   | eligibility            | adviser_id
            A         | 2024-04-30 | Eligible               | pa1
            B         | 2024-04-30 | Relevant               | pa1
            C         | 2024-04-30 | Former Relevant        | pa1
            D         | 2024-04-30 | Qualifying             | pa1
            E         | 2024-04-30 | No Current Eligibility | pa1
        """,
    ) == Ratio(numerator=3, denominator=3)


def test_who_died_or_went_home_is_left_out(measured):
    """They need no adviser here any more."""
    assert measured(
        HAS_ADVISER,
        at="2024-04-30",
        care_leavers_now="""
            person_id | known_on   | eligibility     | in_touch | adviser_id
            A         | 2024-04-30 | Former Relevant | DIED     |
            B         | 2024-04-30 | Former Relevant | RHOM     |
            C         | 2024-04-30 | Former Relevant | NO       | pa1
        """,
    ) == Ratio(numerator=1, denominator=1)
