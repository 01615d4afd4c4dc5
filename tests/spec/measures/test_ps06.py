from lineofsight.measures.catalogue.stability import IN_HOUSE
from tests.factories.measures import Ratio

title = "Foster placements with the council's own carers"


def test_it_is_asked_of_children_in_foster_care(measured):
    """C lives in the council's own children's home, which is not fostering."""
    assert measured(
        IN_HOUSE,
        at="2023-24",
        whereabouts="""
            care_episode_id | person_id | start_date | placement_type | placement_provider
            1               | A         | 2023-01-01 | U6             | PR1
            2               | B         | 2023-01-01 | U6             | PR4
            3               | C         | 2023-01-01 | K2             | PR1
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_a_carer_whose_provider_is_not_recorded_is_not_taken_for_ours(measured):
    """Another authority's carer (PR2) is not the council's either; a relative it approved is."""
    assert measured(
        IN_HOUSE,
        at="2023-24",
        whereabouts="""
            care_episode_id | person_id | start_date | placement_type | placement_provider
            1               | A         | 2023-01-01 | U4             |
            2               | B         | 2023-01-01 | U4             | PR2
            3               | C         | 2023-01-01 | U1             | PR1
        """,
    ) == Ratio(numerator=1, denominator=3)
