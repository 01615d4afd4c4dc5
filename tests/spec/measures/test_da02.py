from lineofsight.measures.catalogue.domestic_abuse import RE_REFERRALS
from tests.factories.measures import Ratio

title = "Re-referrals with domestic abuse"


def test_a_referral_counts_where_its_own_assessment_found_abuse_or_the_last_ones_did(measured):
    """A's came back after abuse was found; B's second assessment found it; C's never did."""
    assert measured(
        RE_REFERRALS,
        at="2023-24",
        referrals="""
            referral_id | person_id | referral_date
            a1          | A         | 2023-01-10
            a2          | A         | 2023-06-10
            b1          | B         | 2023-01-10
            b2          | B         | 2023-06-10
            c1          | C         | 2023-01-10
            c2          | C         | 2023-06-10
        """,
        assessments="""
            assessment_id | person_id | referral_id | start_date | auth_date
            1             | A         | a1          | 2023-01-12 | 2023-02-20
            2             | B         | b2          | 2023-06-12 | 2023-07-20
            3             | C         | c1          | 2023-01-12 | 2023-02-20
        """,
        assessment_factors="""
            assessment_id | person_id | factor
            1             | A         | 3B
            2             | B         | 3A
            3             | C         | 16A
        """,
    ) == Ratio(numerator=2, denominator=2)


def test_a_first_referral_with_abuse_is_in_the_whole_and_not_a_re_referral(measured):
    """Nothing came before it."""
    assert measured(
        RE_REFERRALS,
        at="2023-24",
        referrals="""
            referral_id | person_id | referral_date
            a1          | A         | 2023-06-10
        """,
        assessments="""
            assessment_id | person_id | referral_id | start_date | auth_date
            1             | A         | a1          | 2023-06-12 | 2023-07-20
        """,
        assessment_factors="""
            assessment_id | person_id | factor
            1             | A         | 3C
        """,
    ) == Ratio(numerator=0, denominator=1)


def test_the_anniversary_counts_and_the_day_after_does_not(measured):
    """Twelve months by the calendar, as in FD08. B's second is no re-referral, and found no abuse itself."""
    assert measured(
        RE_REFERRALS,
        at="2023-24",
        referrals="""
            referral_id | person_id | referral_date
            a1          | A         | 2022-06-10
            a2          | A         | 2023-06-10
            b1          | B         | 2022-06-09
            b2          | B         | 2023-06-10
        """,
        assessments="""
            assessment_id | person_id | referral_id | start_date | auth_date
            1             | A         | a1          | 2022-06-12 | 2022-07-20
            2             | B         | b1          | 2022-06-12 | 2022-07-20
        """,
        assessment_factors="""
            assessment_id | person_id | factor
            1             | A         | 3B
            2             | B         | 3B
        """,
    ) == Ratio(numerator=1, denominator=1)


def test_an_assessment_that_is_not_finished_has_found_nothing_yet(measured):
    """Its factors may still change."""
    assert measured(
        RE_REFERRALS,
        at="2023-24",
        referrals="""
            referral_id | person_id | referral_date
            a1          | A         | 2024-03-10
        """,
        assessments="""
            assessment_id | person_id | referral_id | start_date | auth_date
            1             | A         | a1          | 2024-03-12 |
        """,
        assessment_factors="""
            assessment_id | person_id | factor
            1             | A         | 3B
        """,
    ) == Ratio(numerator=0, denominator=0)
