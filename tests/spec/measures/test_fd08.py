from lineofsight.measures.catalogue.front_door import RE_REFERRALS
from tests.factories.measures import Ratio

title = "Re-referrals within 12 months"


def test_the_anniversary_counts_and_the_day_after_does_not(measured):
    """Twelve months is counted by calendar date, not as 365 days."""
    assert measured(
        RE_REFERRALS,
        at="2025-26",
        referrals="""
            referral_id | person_id | referral_date
            1           | A         | 2024-06-01
            2           | A         | 2025-06-01
            3           | B         | 2024-05-31
            4           | B         | 2025-06-01
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_over_a_leap_year_the_anniversary_is_366_days_later_and_counts(measured):
    """From 1 June 2023 over 29 February to 1 June 2024."""
    assert measured(
        RE_REFERRALS,
        at="2024-25",
        referrals="""
            referral_id | person_id | referral_date
            1           | A         | 2023-06-01
            2           | A         | 2024-06-01
        """,
    ) == Ratio(numerator=1, denominator=1)


def test_every_referral_counts_so_a_child_can_count_twice(measured):
    """Three referrals of one child in a year are three in the denominator; two of them came back."""
    assert measured(
        RE_REFERRALS,
        at="2025-26",
        referrals="""
            referral_id | person_id | referral_date
            1           | A         | 2025-04-10
            2           | A         | 2025-07-01
            3           | A         | 2026-01-15
        """,
    ) == Ratio(numerator=2, denominator=3)


def test_two_referrals_on_one_day_are_not_re_referrals_of_each_other(measured):
    """The earlier referral must be dated before, not on, the day."""
    assert measured(
        RE_REFERRALS,
        at="2025-26",
        referrals="""
            referral_id | person_id | referral_date
            1           | A         | 2025-06-01
            2           | A         | 2025-06-01
        """,
    ) == Ratio(numerator=0, denominator=2)


def test_both_referrals_of_a_day_look_back_to_the_one_before_that_day(measured):
    """A second referral on the same day does not hide the earlier one."""
    assert measured(
        RE_REFERRALS,
        at="2025-26",
        referrals="""
            referral_id | person_id | referral_date
            1           | A         | 2025-01-20
            2           | A         | 2025-06-01
            3           | A         | 2025-06-01
        """,
    ) == Ratio(numerator=2, denominator=2)


def test_the_earlier_referral_may_lie_before_the_period(measured):
    """March 2025 is before the year, but within 12 months of the referral in May."""
    assert measured(
        RE_REFERRALS,
        at="2025-26",
        referrals="""
            referral_id | person_id | referral_date
            1           | A         | 2025-03-01
            2           | A         | 2025-05-01
        """,
    ) == Ratio(numerator=1, denominator=1)


def test_another_child_is_not_an_earlier_referral(measured):
    """Only the same child's referrals are looked back to."""
    assert measured(
        RE_REFERRALS,
        at="2025-26",
        referrals="""
            referral_id | person_id | referral_date
            1           | A         | 2025-05-01
            2           | B         | 2025-06-01
        """,
    ) == Ratio(numerator=0, denominator=2)


def test_twelve_months_before_29_february_is_28_february(measured):
    """In the year before a leap year there is no 29 February; the look back then reaches 28 February."""
    assert measured(
        RE_REFERRALS,
        at="2023-24",
        referrals="""
            referral_id | person_id | referral_date
            1           | A         | 2023-02-28
            2           | A         | 2024-02-29
            3           | B         | 2023-02-27
            4           | B         | 2024-02-29
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_the_twelve_months_end_with_the_month_end_and_begin_with_a_first(measured):
    """The year to 31 March 2026 is 1 April 2025 to 31 March 2026, both days in it."""
    assert measured(
        RE_REFERRALS,
        at="2025-26",
        referrals="""
            referral_id | person_id | referral_date
            1           | A         | 2025-03-31
            2           | B         | 2025-04-01
            3           | C         | 2026-03-31
        """,
    ) == Ratio(numerator=0, denominator=2)
