from lineofsight.measures.catalogue.looked_after import IN_CARE
from tests.factories.measures import Count

title = "Children in care rate"


def test_a_child_whose_care_ends_on_the_last_day_is_not_in_care_that_day(measured):
    """The day care ends is the first day out of care; the day it starts is one in care."""
    assert measured(
        IN_CARE,
        at="2024-03-31",
        ssd_cla_episodes="""
            clae_cla_episode_id | clae_person_id | clae_cla_episode_start_date | clae_cla_episode_ceased_date
            1                   | A              | 2023-10-01                  | 2024-03-31
            2                   | B              | 2024-03-31                  |
        """,
    ) == Count(1)


def test_short_breaks_are_not_care(measured):
    """V3 and V4 are series of short breaks: the child lives at home."""
    assert measured(
        IN_CARE,
        at="2018-03-31",
        ssda903_episodes="""
            child | decom      | rne | ls | place | dec
            A     | 2018-01-10 | S   | V3 | U6    |
            B     | 2018-01-10 | S   | V4 | U6    |
            C     | 2018-01-10 | S   | V2 | U6    |
        """,
    ) == Count(1)


def test_a_change_of_placement_on_the_last_day_counts_the_child_once(measured):
    """One episode ends and the next begins on 31 March: the child is in care, once."""
    assert measured(
        IN_CARE,
        at="2018-03-31",
        ssda903_episodes="""
            child | decom      | rne | ls | place | dec        | rec
            A     | 2018-01-10 | S   | C2 | U6    | 2018-03-31 | X1
            A     | 2018-03-31 | P   | C2 | U6    |            |
        """,
    ) == Count(1)
