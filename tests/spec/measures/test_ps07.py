from lineofsight.measures.catalogue.stability import FAR_FROM_HOME
from tests.factories.measures import Ratio

title = "Placed over 20 miles from home and outside the county"

_CARE = """
    period_of_care_id | person_id | start_date | is_uasc
    a                 | A         | 2023-01-01 | N
    b                 | B         | 2023-01-01 | N
    c                 | C         | 2023-01-01 | N
"""


def test_both_must_hold_and_exactly_twenty_miles_is_not_more(measured):
    """A is far and outside, B outside at 20 miles, C far but within the county."""
    assert measured(
        FAR_FROM_HOME,
        at="2023-24",
        periods_of_care=_CARE,
        whereabouts="""
            care_episode_id | person_id | period_of_care_id | start_date | miles | is_outside
            1               | A         | a                 | 2023-01-01 | 20.1  | Y
            2               | B         | b                 | 2023-01-01 | 20.0  | Y
            3               | C         | c                 | 2023-01-01 | 31.5  | N
        """,
    ) == Ratio(numerator=1, denominator=3)


def test_a_distance_not_known_is_left_out(measured):
    """A's was not recorded or could not be measured; where C's placement lies is not known, so not outside."""
    assert measured(
        FAR_FROM_HOME,
        at="2023-24",
        periods_of_care=_CARE,
        whereabouts="""
            care_episode_id | person_id | period_of_care_id | start_date | miles | is_outside
            1               | A         | a                 | 2023-01-01 |       | Y
            3               | C         | c                 | 2023-01-01 | 40    |
        """,
    ) == Ratio(numerator=0, denominator=1)


def test_the_return_says_itself_where_it_does(measured):
    """A's placement is in the county by its postcode, but the return says outside; its distance is text."""
    assert measured(
        FAR_FROM_HOME,
        at="2021-22",
        ssda903_episodes="""
            child | decom      | rne | ls | place | pl_post  | pl_location | pl_distance
            A     | 2022-01-01 | S   | C2 | U6    | GL50 1AA | Out         | 35.2
            B     | 2022-01-01 | S   | C2 | U6    | GL50 1AA | in          | 35.2
        """,
        reference_postcodes="""
            pcds     | laua
            GL50 1AA | E07000078
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_unaccompanied_children_are_left_out(measured):
    """Their home is in another country."""
    assert measured(
        FAR_FROM_HOME,
        at="2023-24",
        periods_of_care="""
            period_of_care_id | person_id | start_date | is_uasc
            a                 | A         | 2023-01-01 | Y
        """,
        whereabouts="""
            care_episode_id | person_id | period_of_care_id | start_date | miles | is_outside
            1               | A         | a                 | 2023-01-01 | 45    | Y
        """,
    ) == Ratio(numerator=0, denominator=0)
