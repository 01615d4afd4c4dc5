from lineofsight.measures.catalogue.assessment import NO_WORKER
from tests.factories.measures import Ratio

title = "Children in need with no worker"

_OPEN = """
    referral_id | person_id | referral_date | is_nfa
    1           | A         | 2023-06-01    | N
    2           | B         | 2023-06-01    | N
"""


def test_an_open_involvement_that_names_a_worker_is_a_worker(measured):
    """A has one; B's names a team only."""
    assert measured(
        NO_WORKER,
        at="2024-03-31",
        referrals=_OPEN,
        involvements="""
            involvement_id | person_id | worker_id | team_id | start_date
            1              | A         | W1        | north   | 2023-06-02
            2              | B         |           | north   | 2023-06-02
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_a_worker_who_left_on_the_month_end_is_gone_and_one_who_began_that_day_is_there(measured):
    """Half-open, as every spell."""
    assert measured(
        NO_WORKER,
        at="2024-03-31",
        referrals=_OPEN,
        involvements="""
            involvement_id | person_id | worker_id | start_date | end_date
            1              | A         | W1        | 2023-06-02 | 2024-03-31
            2              | B         | W1        | 2023-06-02 | 2023-12-01
            3              | B         | W2        | 2024-03-31 |
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_any_worker_will_do(measured):
    """Systems write roles in their own words, so we do not ask whether it is the allocated social worker."""
    assert measured(
        NO_WORKER,
        at="2024-03-31",
        referrals=_OPEN,
        involvements="""
            involvement_id | person_id | worker_id | role           | start_date
            1              | A         | W1        | FAMILY SUPPORT | 2023-06-02
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_closed_cases_and_referrals_without_action_are_not_counted(measured):
    """The same children are counted as in CN01."""
    assert measured(
        NO_WORKER,
        at="2024-03-31",
        referrals="""
            referral_id | person_id | referral_date | close_date | is_nfa
            1           | A         | 2023-06-01    |            | N
            2           | B         | 2024-03-30    |            | Y
            3           | C         | 2023-06-01    | 2024-03-31 | N
        """,
    ) == Ratio(numerator=1, denominator=1)
