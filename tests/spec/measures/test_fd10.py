from lineofsight.measures.catalogue.front_door import ASSESSED_NOT_IN_NEED
from tests.factories.measures import Ratio

title = "Referrals assessed and found not in need"


def test_only_closure_after_assessment_with_no_further_action_counts(measured):
    """RC8 counts; RC9 (to early help), another reason and an open case do not."""
    assert measured(
        ASSESSED_NOT_IN_NEED,
        at="2023-24",
        referrals="""
            referral_id | person_id | referral_date | close_date | close_reason
            1           | A         | 2023-06-01    | 2023-08-01 | RC8
            2           | B         | 2023-06-01    | 2023-08-01 | RC9
            3           | C         | 2023-06-01    | 2023-06-02 | RC7
            4           | D         | 2024-03-20    |            |
        """,
    ) == Ratio(numerator=1, denominator=4)


def test_the_day_of_the_referral_decides_and_not_the_day_of_closing(measured):
    """A was referred the year before and closed in this one; B the other way round."""
    assert measured(
        ASSESSED_NOT_IN_NEED,
        at="2023-24",
        referrals="""
            referral_id | person_id | referral_date | close_date | close_reason
            1           | A         | 2023-03-31    | 2023-05-10 | RC8
            2           | B         | 2024-03-31    | 2024-03-31 | RC8
        """,
    ) == Ratio(numerator=1, denominator=1)


def test_a_closing_after_the_day_of_the_run_has_not_happened(measured):
    """On 31 March 2024 the case is open, though the extract already holds its end."""
    assert measured(
        ASSESSED_NOT_IN_NEED,
        at="2023-24",
        ssd_cin_episodes="""
            cine_referral_id | cine_person_id | cine_referral_date | cine_close_date | cine_close_reason
            1                | A              | 2024-02-01         | 2024-04-02      | RC8
            2                | B              | 2024-02-01         | 2024-03-31      | RC8
        """,
    ) == Ratio(numerator=1, denominator=2)
