from lineofsight.measures.catalogue.child_protection import REPEAT_PLANS
from tests.factories.measures import Ratio

title = "Repeat child protection plans"


def test_an_earlier_plan_counts_after_any_gap(measured):
    """A's first plan ended eleven years before; B has had none."""
    assert measured(
        REPEAT_PLANS,
        at="2023-24",
        ssd_cp_plans="""
            cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date | cppl_cp_plan_end_date
            1               | A              | 2011-05-01              | 2012-05-01
            2               | A              | 2023-05-01              |
            3               | B              | 2023-05-01              |
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_another_authoritys_earlier_plan_counts_as_earlier_and_is_not_itself_counted(measured):
    """The plan elsewhere was this child's first, so ours is the second."""
    assert measured(
        REPEAT_PLANS,
        at="2023-24",
        ssd_cp_plans="""
            cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date | cppl_cp_plan_end_date | cppl_cp_plan_ola
            1               | A              | 2023-04-05              | 2023-09-01            | Y
            2               | A              | 2023-09-01              |                       | N
        """,
    ) == Ratio(numerator=1, denominator=1)


def test_each_plan_of_a_child_is_judged_by_itself(measured):
    """First and second plan in one year: one of two is a repeat."""
    assert measured(
        REPEAT_PLANS,
        at="2023-24",
        ssd_cp_plans="""
            cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date | cppl_cp_plan_end_date
            1               | A              | 2023-04-05              | 2023-09-01
            2               | A              | 2023-12-01              |
        """,
    ) == Ratio(numerator=1, denominator=2)
