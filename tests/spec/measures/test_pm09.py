from lineofsight.measures.catalogue.permanence import FAMILY_CARERS
from tests.factories.measures import Ratio

title = "Living with a relative or friend who fosters"


def test_relatives_and_friends_are_told_from_other_foster_carers(measured):
    """U1 to U3 are relatives and friends, U4 to U6 others; living with parents (P1) is not being fostered."""
    assert measured(
        FAMILY_CARERS,
        at="2023-24",
        whereabouts="""
            care_episode_id | person_id | start_date | placement_type
            1               | A         | 2023-01-01 | U1
            2               | B         | 2023-01-01 | U3
            3               | C         | 2023-01-01 | U4
            4               | D         | 2023-01-01 | P1
            5               | E         | 2023-01-01 |
        """,
    ) == Ratio(numerator=2, denominator=5)


def test_the_placement_of_the_day_counts(measured):
    """The move on 31 March has happened at the end of that day."""
    assert measured(
        FAMILY_CARERS,
        at="2023-24",
        whereabouts="""
            care_episode_id | person_id | start_date | end_date   | placement_type
            1               | A         | 2023-01-01 | 2024-03-31 | U1
            2               | A         | 2024-03-31 |            | U6
        """,
    ) == Ratio(numerator=0, denominator=1)


def test_a_series_of_short_breaks_is_left_out(measured):
    """A stays with an aunt under V4 and is not looked after."""
    assert measured(
        FAMILY_CARERS,
        at="2021-22",
        ssda903_episodes="""
            child | decom      | rne | ls | place
            A     | 2022-01-01 | S   | V4 | U1
            B     | 2022-01-01 | S   | V2 | U1
        """,
    ) == Ratio(numerator=1, denominator=1)
