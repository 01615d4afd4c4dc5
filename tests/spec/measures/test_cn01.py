from lineofsight.measures.catalogue.assessment import CHILDREN_IN_NEED
from tests.factories.measures import Count

title = "Children in need rate"


def test_a_case_closed_on_the_last_day_is_not_open_that_day(measured):
    """The day a case closes is the first day it is not open; the day it opens is one it is open on."""
    assert measured(
        CHILDREN_IN_NEED,
        at="2024-03-31",
        referrals="""
            referral_id | person_id | referral_date | close_date
            1           | A         | 2024-01-10    | 2024-03-31
            2           | B         | 2024-01-10    | 2024-04-01
            3           | C         | 2024-03-31    |
        """,
    ) == Count(2)


def test_a_referral_that_ended_in_no_further_action_is_not_a_child_in_need(measured):
    """It was open for a day or two, but no need was taken on."""
    assert measured(
        CHILDREN_IN_NEED,
        at="2024-03-31",
        referrals="""
            referral_id | person_id | referral_date | close_date | is_nfa
            1           | A         | 2024-03-29    |            | Y
            2           | B         | 2024-03-29    |            | N
            3           | C         | 2024-03-29    |            |
        """,
    ) == Count(2)


def test_a_child_with_two_open_cases_is_one_child(measured):
    """DfE counts the two episodes; we count the child."""
    assert measured(
        CHILDREN_IN_NEED,
        at="2024-03-31",
        referrals="""
            referral_id | person_id | referral_date | close_date
            1           | A         | 2023-09-01    |
            2           | A         | 2024-02-01    |
        """,
    ) == Count(1)


def test_an_unborn_child_counts(measured):
    """The birth is expected in July; the case is open in March."""
    assert measured(
        CHILDREN_IN_NEED,
        at="2024-03-31",
        people="""
            person_id | date_of_birth
            A         | 2024-07-01
        """,
        referrals="""
            referral_id | person_id | referral_date
            1           | A         | 2024-02-01
        """,
    ) == Count(1)
