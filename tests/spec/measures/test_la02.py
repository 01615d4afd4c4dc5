from lineofsight.measures.catalogue.looked_after import IN_CARE_CHANGE
from tests.factories.measures import Ratio

title = "Change in children in care over six months"


def test_it_sets_the_number_now_against_the_number_six_months_before(measured):
    """Two children on 31 October, three on 30 April: up by half."""
    assert measured(
        IN_CARE_CHANGE,
        at="2024-04-30",
        periods_of_care="""
            period_of_care_id | person_id | start_date | end_date
            1                 | A         | 2023-01-01 |
            2                 | B         | 2023-10-31 | 2024-04-30
            3                 | C         | 2023-11-01 |
            4                 | D         | 2024-04-30 |
        """,
    ) == Ratio(numerator=3, denominator=2)


def test_a_child_who_left_and_came_back_is_in_both_numbers(measured):
    """What happened between the two days does not matter."""
    assert measured(
        IN_CARE_CHANGE,
        at="2024-04-30",
        periods_of_care="""
            period_of_care_id | person_id | start_date | end_date
            1                 | A         | 2023-01-01 | 2024-01-01
            2                 | A         | 2024-02-01 |
        """,
    ) == Ratio(numerator=1, denominator=1)
