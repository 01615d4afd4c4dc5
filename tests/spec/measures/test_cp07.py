from lineofsight.measures.catalogue.child_protection import PLANS_CHANGE
from tests.factories.measures import Ratio

title = "Change in child protection plans over six months"


def test_it_sets_the_number_now_against_the_number_six_months_before(measured):
    """Three children on 30 September, two on 31 March: down by one in three."""
    assert measured(
        PLANS_CHANGE,
        at="2024-03-31",
        cp_plans="""
            cp_plan_id | person_id | start_date | end_date
            1          | A         | 2023-01-01 | 2023-12-01
            2          | B         | 2023-01-01 | 2024-02-01
            3          | C         | 2023-01-01 |
            4          | D         | 2024-01-01 |
        """,
    ) == Ratio(numerator=2, denominator=3)


def test_six_months_before_a_month_end_is_a_month_end(measured):
    """Six months before 28 February is 31 August, not 28 August."""
    assert measured(
        PLANS_CHANGE,
        at="2023-02-28",
        cp_plans="""
            cp_plan_id | person_id | start_date
            1          | A         | 2022-08-31
            2          | B         | 2022-09-01
        """,
    ) == Ratio(numerator=2, denominator=1)


def test_a_child_who_moved_counts_in_each_district_on_its_own_day(measured):
    """In Gloucester six months before, in Stroud now: Stroud is up by one."""
    assert measured(
        PLANS_CHANGE,
        at="2024-03-31",
        by="district",
        group="E07000082",
        cp_plans="""
            cp_plan_id | person_id | start_date
            1          | A         | 2023-01-01
        """,
        district_spells="""
            person_id | district  | start_date | end_date
            A         | E07000081 | 2020-01-01 | 2023-12-01
            A         | E07000082 | 2023-12-01 |
        """,
    ) == Ratio(numerator=1, denominator=0)
