from lineofsight.measures.catalogue.stability import FOSTER_CARE
from tests.factories.measures import Ratio

title = "Living in foster care"

_WHERE = """
    care_episode_id | person_id | start_date | placement_type | placement_provider
    1               | A         | 2023-01-01 | U1             | PR1
    2               | B         | 2023-01-01 | U6             | PR4
    3               | C         | 2023-01-01 | K2             | PR4
    4               | D         | 2023-01-01 | A6             | PR1
    5               | E         | 2023-01-01 | T4             |
"""


def test_relatives_friends_and_other_carers_are_foster_carers(measured):
    """U1 to U6; placed for adoption (A6) is a kind of its own, and E is away for the week."""
    assert measured(FOSTER_CARE, at="2023-24", whereabouts=_WHERE) == Ratio(numerator=2, denominator=5)


def test_whose_the_placement_is_is_told_apart(measured):
    """Of the two in private placements one is fostered; whose E's is was not recorded."""
    by_provider = {"by": "part", "whereabouts": _WHERE}
    assert measured(FOSTER_CARE, at="2023-24", group="private", **by_provider) == Ratio(numerator=1, denominator=2)
    assert measured(FOSTER_CARE, at="2023-24", group="not recorded", **by_provider) == Ratio(numerator=0, denominator=1)


def test_of_two_episodes_that_overlap_the_later_one_counts(measured):
    """The older episode was to end in June 2023; the child lives in a children's home."""
    assert measured(
        FOSTER_CARE,
        at="2022-23",
        ssda903_episodes="""
            child | decom      | rne | ls | place | dec        | rec
            A     | 2022-01-01 | S   | C2 | U6    | 2022-12-31 | X1
            A     | 2022-09-01 | P   | C2 | K2    |            |
        """,
    ) == Ratio(numerator=0, denominator=1)
