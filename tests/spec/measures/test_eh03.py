from lineofsight.measures.catalogue.early_help import STEP_DOWN
from tests.factories.measures import Ratio

title = "Step down to early help that was taken up"

_CLOSED = """
    referral_id | person_id | referral_date | close_date | close_reason
    1           | A         | 2023-06-01    | 2023-09-01 | RC9
    2           | B         | 2023-06-01    | 2023-09-01 | RC9
"""


def test_early_help_that_begins_within_thirty_days_counts_and_on_day_31_does_not(measured):
    """Thirty days after 1 September is 1 October."""
    assert measured(
        STEP_DOWN,
        at="2023-24",
        referrals=_CLOSED,
        early_help_episodes="""
            episode_id | person_id | start_date
            1          | A         | 2023-10-01
            2          | B         | 2023-10-02
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_early_help_that_was_open_already_counts_if_it_goes_on(measured):
    """A's began before the case closed and went on; B's ended with it."""
    assert measured(
        STEP_DOWN,
        at="2023-24",
        referrals=_CLOSED,
        early_help_episodes="""
            episode_id | person_id | start_date | end_date
            1          | A         | 2023-08-15 |
            2          | B         | 2023-08-15 | 2023-09-01
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_only_cases_closed_to_early_help_are_marked_as_stepped_down(measured):
    """Closed with no further action, or for another reason, no step down was promised."""
    assert measured(
        STEP_DOWN,
        at="2023-24",
        referrals="""
            referral_id | person_id | referral_date | close_date | close_reason
            1           | A         | 2023-06-01    | 2023-09-01 | RC9
            2           | B         | 2023-06-01    | 2023-09-01 | RC8
            3           | C         | 2023-06-01    | 2023-09-01 | RC7
        """,
        early_help_episodes="""
            episode_id | person_id | start_date
            1          | B         | 2023-09-05
        """,
    ) == Ratio(numerator=0, denominator=1)
