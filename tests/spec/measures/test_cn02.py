from lineofsight.measures.catalogue.assessment import PLAN_ONLY
from tests.factories.measures import Count

title = "Children on a child in need plan only"


def test_a_plan_open_at_the_month_end_counts(measured):
    """One that begins that day counts, one that ends that day does not."""
    assert measured(
        PLAN_ONLY,
        at="2024-03-31",
        cin_plans="""
            cin_plan_id | person_id | start_date | end_date
            1           | A         | 2024-03-31 |
            2           | B         | 2024-01-01 | 2024-04-01
            3           | C         | 2024-01-01 | 2024-03-31
        """,
    ) == Count(2)


def test_a_child_on_a_protection_plan_or_in_care_is_left_out(measured):
    """Though the child in need plan was left open. B's protection plan has ended, C's care begins tomorrow."""
    assert measured(
        PLAN_ONLY,
        at="2024-03-31",
        cin_plans="""
            cin_plan_id | person_id | start_date
            1           | A         | 2024-01-01
            2           | B         | 2024-01-01
            3           | C         | 2024-01-01
            4           | D         | 2024-01-01
        """,
        cp_plans="""
            cp_plan_id | person_id | start_date | end_date
            1          | A         | 2024-03-31 |
            2          | B         | 2024-02-01 | 2024-03-31
        """,
        periods_of_care="""
            period_of_care_id | person_id | start_date
            1                 | C         | 2024-04-01
            2                 | D         | 2023-06-01
        """,
    ) == Count(2)


def test_another_authoritys_protection_plan_does_not_count_as_one(measured):
    """The child only stays here."""
    assert measured(
        PLAN_ONLY,
        at="2024-03-31",
        cin_plans="""
            cin_plan_id | person_id | start_date
            1           | A         | 2024-01-01
        """,
        cp_plans="""
            cp_plan_id | person_id | start_date | is_other_authority
            1          | A         | 2024-02-01 | Y
        """,
    ) == Count(1)


def test_a_child_with_two_open_plans_is_one_child(measured):
    """Children are counted, not plans."""
    assert measured(
        PLAN_ONLY,
        at="2024-03-31",
        cin_plans="""
            cin_plan_id | person_id | start_date
            1           | A         | 2024-01-01
            2           | A         | 2024-02-01
        """,
    ) == Count(1)
