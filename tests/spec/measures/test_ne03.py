from lineofsight.measures.catalogue.neglect import PLANS_FOR_NEGLECT
from tests.factories.measures import Ratio

title = "Child protection plans for neglect"


def test_the_category_is_the_latest(measured):
    """A's plan began under neglect, B's under emotional abuse."""
    assert measured(
        PLANS_FOR_NEGLECT,
        at="2023-24",
        cp_plans="""
            cp_plan_id | person_id | start_date | initial_category | latest_category
            1          | A         | 2024-01-09 | NEG              | EMO
            2          | B         | 2024-01-09 | EMO              | NEG
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_several_categories_do_not_say_which(measured):
    """Neglect may be among them: the record does not tell."""
    assert measured(
        PLANS_FOR_NEGLECT,
        at="2023-24",
        cp_plans="""
            cp_plan_id | person_id | start_date | latest_category
            1          | A         | 2024-01-09 | MUL
        """,
    ) == Ratio(numerator=0, denominator=1)


def test_a_plan_without_a_category_stays_in_the_whole(measured):
    """It is a plan all the same."""
    assert measured(
        PLANS_FOR_NEGLECT,
        at="2023-24",
        cp_plans="""
            cp_plan_id | person_id | start_date | latest_category
            1          | A         | 2024-01-09 |
            2          | B         | 2024-01-09 | NEG
        """,
    ) == Ratio(numerator=1, denominator=2)
