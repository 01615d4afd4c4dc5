from lineofsight.measures.catalogue.stability import CHILDRENS_HOMES
from tests.factories.measures import Ratio

title = "Living in a children's home"


def test_secure_and_other_childrens_homes_count_and_no_other_building(measured):
    """K1 is secure, K2 any other; a residential school (S1), a family centre (R3), supported accommodation (K3) not."""
    assert measured(
        CHILDRENS_HOMES,
        at="2023-24",
        whereabouts="""
            care_episode_id | person_id | start_date | placement_type
            1               | A         | 2023-01-01 | K1
            2               | B         | 2023-01-01 | K2
            3               | C         | 2023-01-01 | K3
            4               | D         | 2023-01-01 | S1
            5               | E         | 2023-01-01 | R3
        """,
    ) == Ratio(numerator=2, denominator=5)


def test_a_child_who_left_the_home_on_the_day_is_not_there(measured):
    """The end day is the first day not there."""
    assert measured(
        CHILDRENS_HOMES,
        at="2023-24",
        whereabouts="""
            care_episode_id | person_id | start_date | end_date   | placement_type
            1               | A         | 2023-01-01 | 2024-03-31 | K2
            2               | B         | 2023-01-01 | 2024-04-01 | K2
        """,
    ) == Ratio(numerator=1, denominator=1)
