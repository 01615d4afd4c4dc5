from lineofsight.measures.catalogue.early_help import STEP_UP
from tests.factories.measures import Ratio

title = "Early help that stepped up to social care"


def test_a_step_up_counts_by_its_reason_alone(measured):
    """A's worker says so, though no referral is in the extract; of B and C nothing says so."""
    assert measured(
        STEP_UP,
        at="2023-24",
        early_help_episodes="""
            episode_id | person_id | start_date | end_date   | end_reason
            1          | A         | 2023-04-01 | 2023-09-01 | STEP_UP
            2          | B         | 2023-04-01 | 2023-09-01 | OUTCOMES_MET
            3          | C         | 2023-04-01 | 2023-09-01 |
        """,
    ) == Ratio(numerator=1, denominator=3)


def test_a_referral_within_thirty_days_counts_and_on_day_31_does_not(measured):
    """Thirty days after 1 September is 1 October. A referral on the day itself counts, one the day before does not."""
    assert measured(
        STEP_UP,
        at="2023-24",
        early_help_episodes="""
            episode_id | person_id | start_date | end_date   | end_reason
            1          | A         | 2023-04-01 | 2023-09-01 | NFA
            2          | B         | 2023-04-01 | 2023-09-01 | NFA
            3          | C         | 2023-04-01 | 2023-09-01 | NFA
            4          | D         | 2023-04-01 | 2023-09-01 | NFA
        """,
        referrals="""
            referral_id | person_id | referral_date
            1           | A         | 2023-10-01
            2           | B         | 2023-10-02
            3           | C         | 2023-09-01
            4           | D         | 2023-08-31
        """,
    ) == Ratio(numerator=2, denominator=4)


def test_the_day_of_ending_decides_the_period(measured):
    """The year to 31 March 2024; help that goes on is in neither number."""
    assert measured(
        STEP_UP,
        at="2023-24",
        early_help_episodes="""
            episode_id | person_id | start_date | end_date   | end_reason
            1          | A         | 2022-04-01 | 2023-03-31 | STEP_UP
            2          | B         | 2022-04-01 | 2023-04-01 | STEP_UP
            3          | C         | 2023-04-01 | 2024-03-31 | NFA
            4          | D         | 2023-04-01 |            |
        """,
    ) == Ratio(numerator=1, denominator=2)
