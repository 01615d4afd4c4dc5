from lineofsight.measures.catalogue.front_door import REFERRALS
from tests.factories.measures import Count

title = "Referral rate"


def test_a_child_referred_twice_counts_twice(measured):
    """Referrals are counted, not children."""
    assert measured(
        REFERRALS,
        at="2023-24",
        referrals="""
            referral_id | person_id | referral_date
            1           | A         | 2023-05-01
            2           | A         | 2023-11-01
            3           | B         | 2023-11-01
        """,
    ) == Count(3)


def test_a_referral_that_ends_in_no_further_action_counts(measured):
    """It was received, and someone decided on it."""
    assert measured(
        REFERRALS,
        at="2023-24",
        referrals="""
            referral_id | person_id | referral_date | is_nfa
            1           | A         | 2023-05-01    | Y
        """,
    ) == Count(1)


def test_the_twelve_months_end_with_the_month_end(measured):
    """The twelve months to 30 April 2024 are 1 May 2023 to 30 April 2024."""
    assert measured(
        REFERRALS,
        at="2024-04-30",
        referrals="""
            referral_id | person_id | referral_date
            1           | A         | 2023-04-30
            2           | B         | 2023-05-01
            3           | C         | 2024-04-30
        """,
    ) == Count(2)
