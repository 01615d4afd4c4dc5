from lineofsight.measures.catalogue.stability import OTHER_PLACEMENTS
from tests.factories.measures import Count

title = "Unregistered and other placements"


def test_the_other_placements_of_every_return_count(measured):
    """Z1 until 2024-25, Z11 to Z14 after; a temporary stay (T4) and a young offender institution (R5) do not."""
    assert measured(
        OTHER_PLACEMENTS,
        at="2023-24",
        whereabouts="""
            care_episode_id | person_id | start_date | placement_type
            1               | A         | 2023-01-01 | Z1
            2               | B         | 2023-01-01 | Z13
            3               | C         | 2023-01-01 | T4
            4               | D         | 2023-01-01 | R5
        """,
    ) == Count(2)


def test_a_child_who_moved_on_before_the_day_is_not_counted(measured):
    """It is a count of children on the day, not of placements in the month."""
    assert measured(
        OTHER_PLACEMENTS,
        at="2023-24",
        whereabouts="""
            care_episode_id | person_id | start_date | end_date   | placement_type
            1               | A         | 2024-03-02 | 2024-03-30 | Z1
            2               | A         | 2024-03-30 |            | U6
            3               | B         | 2024-03-31 |            | Z1
        """,
    ) == Count(1)
