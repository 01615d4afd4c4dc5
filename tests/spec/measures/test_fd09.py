from lineofsight.measures.catalogue.front_door import REFERRALS_WITHOUT_ACTION
from tests.factories.measures import Ratio

title = "Referrals with no further action"


def test_the_mark_on_the_referral_counts_and_a_blank_does_not(measured):
    """A blank is taken as a referral that went on."""
    assert measured(
        REFERRALS_WITHOUT_ACTION,
        at="2023-24",
        ssd_cin_episodes="""
            cine_referral_id | cine_person_id | cine_referral_date | cine_referral_nfa
            1                | A              | 2023-06-01         | Y
            2                | B              | 2023-06-01         | N
            3                | C              | 2023-06-01         |
        """,
    ) == Ratio(numerator=1, denominator=3)


def test_a_case_closed_after_assessment_is_not_one(measured):
    """Somebody went to see the child: that is the figure of referrals found not in need."""
    assert measured(
        REFERRALS_WITHOUT_ACTION,
        at="2023-24",
        referrals="""
            referral_id | person_id | referral_date | close_date | close_reason | is_nfa
            1           | A         | 2023-06-01    | 2023-08-01 | RC8          | N
            2           | B         | 2023-06-01    | 2023-06-02 | RC7          | Y
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_the_day_of_the_referral_decides_the_period(measured):
    """The year to 31 March 2024."""
    assert measured(
        REFERRALS_WITHOUT_ACTION,
        at="2023-24",
        referrals="""
            referral_id | person_id | referral_date | is_nfa
            1           | A         | 2023-03-31    | Y
            2           | B         | 2023-04-01    | Y
            3           | C         | 2024-03-31    | N
        """,
    ) == Ratio(numerator=1, denominator=2)
