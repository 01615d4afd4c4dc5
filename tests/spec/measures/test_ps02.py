from lineofsight.measures.catalogue.stability import LONG_TERM_STABILITY
from tests.factories.measures import Ratio

title = "Living in one placement for two years or more"

_CARE = """
    period_of_care_id | person_id | start_date
    a                 | A         | 2020-01-01
    b                 | B         | 2020-01-01
"""
_PEOPLE = """
    person_id | date_of_birth
    A         | 2015-06-01
    B         | 2015-06-01
"""


def test_730_days_in_the_placement_count_and_a_day_less_does_not(measured):
    """At 31 March 2024, A has lived there since 1 April 2022, B since the day after."""
    assert measured(
        LONG_TERM_STABILITY,
        at="2023-24",
        people=_PEOPLE,
        periods_of_care=_CARE,
        placements="""
            placement_id | person_id | period_of_care_id | start_date | end_date   | counts
            1            | A         | a                 | 2020-01-01 | 2022-04-01 | Y
            2            | A         | a                 | 2022-04-01 |            | Y
            3            | B         | b                 | 2020-01-01 | 2022-04-02 | Y
            4            | B         | b                 | 2022-04-02 |            | Y
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_it_is_asked_of_children_in_care_for_913_days(measured):
    """At 31 March 2024, A since 30 September 2021 is in the denominator, B since 1 October is not."""
    assert measured(
        LONG_TERM_STABILITY,
        at="2023-24",
        people=_PEOPLE,
        periods_of_care="""
            period_of_care_id | person_id | start_date
            a                 | A         | 2021-09-30
            b                 | B         | 2021-10-01
        """,
        placements="""
            placement_id | person_id | period_of_care_id | start_date | counts
            1            | A         | a                 | 2021-09-30 | Y
            2            | B         | b                 | 2021-10-01 | Y
        """,
    ) == Ratio(numerator=1, denominator=1)


def test_from_the_sixteenth_birthday_on_a_child_is_left_out(measured):
    """A turns 16 on 31 March 2024, B the day after; nobody knows when C was born."""
    assert measured(
        LONG_TERM_STABILITY,
        at="2023-24",
        people="""
            person_id | date_of_birth
            A         | 2008-03-31
            B         | 2008-04-01
            C         |
        """,
        periods_of_care="""
            period_of_care_id | person_id | start_date
            a                 | A         | 2020-01-01
            b                 | B         | 2020-01-01
            c                 | C         | 2020-01-01
        """,
    ) == Ratio(numerator=0, denominator=1)


def test_a_placement_for_adoption_takes_in_the_one_before_it(measured):
    """A moved to adopters a month ago from carers of four years; B moved to other carers."""
    assert measured(
        LONG_TERM_STABILITY,
        at="2023-24",
        people=_PEOPLE,
        periods_of_care=_CARE,
        placements="""
            placement_id | person_id | period_of_care_id | start_date | end_date   | placement_type | counts
            1            | A         | a                 | 2020-01-01 | 2024-03-01 | U6             | Y
            2            | A         | a                 | 2024-03-01 |            | A6             | Y
            3            | B         | b                 | 2020-01-01 | 2024-03-01 | U6             | Y
            4            | B         | b                 | 2024-03-01 |            | U6             | Y
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_a_night_away_does_not_end_the_placement(measured):
    """A stay that does not count extends the one before it: the child came back."""
    assert measured(
        LONG_TERM_STABILITY,
        at="2023-24",
        people=_PEOPLE,
        periods_of_care="""
            period_of_care_id | person_id | start_date
            a                 | A         | 2020-01-01
        """,
        placements="""
            placement_id | person_id | period_of_care_id | start_date | end_date   | counts
            1            | A         | a                 | 2020-01-01 | 2024-03-01 | Y
            2            | A         | a                 | 2024-03-01 | 2024-03-05 | N
        """,
    ) == Ratio(numerator=1, denominator=1)
