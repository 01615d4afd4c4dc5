from lineofsight.measures.catalogue.child_protection import PLANS_BY_CATEGORY
from tests.factories.measures import Count

title = "Child protection plans by category of abuse"


def test_the_category_is_the_latest(measured):
    """It began under neglect and is now for emotional abuse."""
    assert measured(
        PLANS_BY_CATEGORY,
        at="2023-24",
        by="part",
        group="emotional abuse",
        cp_plans="""
            cp_plan_id | person_id | start_date | initial_category | latest_category
            1          | A         | 2024-01-09 | NEG              | EMO
            2          | B         | 2024-01-09 | NEG              | NEG
        """,
    ) == Count(1)


def test_a_code_that_no_list_holds_is_unknown_and_stays_in_the_whole(measured):
    """Nobody falls out of a breakdown."""
    assert measured(
        PLANS_BY_CATEGORY,
        at="2023-24",
        by="part",
        group="unknown",
        cp_plans="""
            cp_plan_id | person_id | start_date | latest_category
            1          | A         | 2024-01-09 | XYZ
            2          | B         | 2024-01-09 |
            3          | C         | 2024-01-09 | SAB
        """,
    ) == Count(2)


def test_a_child_with_two_open_plans_is_one_child(measured):
    """In the category of the later one."""
    assert measured(
        PLANS_BY_CATEGORY,
        at="2023-24",
        cp_plans="""
            cp_plan_id | person_id | start_date | latest_category
            1          | A         | 2023-01-09 | NEG
            2          | A         | 2024-01-09 | PHY
        """,
    ) == Count(1)
