from lineofsight.measures.catalogue.stability import MANY_PLACEMENTS
from tests.factories.measures import Ratio

title = "Three or more placements in 12 months"

_IN_CARE = """
    period_of_care_id | person_id | start_date | end_date
    a                 | A         | 2020-01-01 |
"""


def test_the_placement_open_when_the_twelve_months_begin_counts(measured):
    """One from 2020, two moves within the year: three."""
    assert measured(
        MANY_PLACEMENTS,
        at="2023-24",
        periods_of_care=_IN_CARE,
        placements="""
            placement_id | person_id | period_of_care_id | start_date | end_date   | counts
            1            | A         | a                 | 2020-01-01 | 2023-06-01 | Y
            2            | A         | a                 | 2023-06-01 | 2023-09-01 | Y
            3            | A         | a                 | 2023-09-01 |            | Y
        """,
    ) == Ratio(numerator=1, denominator=1)


def test_a_placement_that_ended_on_the_first_day_counts_and_the_day_before_does_not(measured):
    """The twelve months begin on 1 April 2022: A's first placement was open then, B's was not."""
    assert measured(
        MANY_PLACEMENTS,
        at="2022-23",
        periods_of_care="""
            period_of_care_id | person_id | start_date | end_date
            a                 | A         | 2020-01-01 |
            b                 | B         | 2020-01-01 |
        """,
        placements="""
            placement_id | person_id | period_of_care_id | start_date | end_date   | counts
            1            | A         | a                 | 2020-01-01 | 2022-04-01 | Y
            2            | A         | a                 | 2022-04-01 | 2022-09-01 | Y
            3            | A         | a                 | 2022-09-01 |            | Y
            4            | B         | b                 | 2020-01-01 | 2022-03-31 | Y
            5            | B         | b                 | 2022-03-31 | 2022-09-01 | Y
            6            | B         | b                 | 2022-09-01 |            | Y
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_a_move_that_does_not_count_extends_the_placement_before_it(measured):
    """A night away and back: two placements, not three."""
    assert measured(
        MANY_PLACEMENTS,
        at="2023-24",
        periods_of_care=_IN_CARE,
        placements="""
            placement_id | person_id | period_of_care_id | start_date | end_date   | counts
            1            | A         | a                 | 2020-01-01 | 2023-06-01 | Y
            2            | A         | a                 | 2023-06-01 | 2023-06-02 | N
            3            | A         | a                 | 2023-06-02 |            | Y
        """,
    ) == Ratio(numerator=0, denominator=1)


def test_only_children_in_care_at_the_month_end_are_counted(measured):
    """A had four placements and has left; B had one and is in care."""
    assert measured(
        MANY_PLACEMENTS,
        at="2023-24",
        periods_of_care="""
            period_of_care_id | person_id | start_date | end_date
            a                 | A         | 2023-04-10 | 2024-03-31
            b                 | B         | 2023-04-10 |
        """,
        placements="""
            placement_id | person_id | period_of_care_id | start_date | end_date   | counts
            1            | A         | a                 | 2023-04-10 | 2023-06-01 | Y
            2            | A         | a                 | 2023-06-01 | 2023-07-01 | Y
            3            | A         | a                 | 2023-07-01 | 2023-08-01 | Y
            4            | A         | a                 | 2023-08-01 | 2024-03-31 | Y
            5            | B         | b                 | 2023-04-10 |            | Y
        """,
    ) == Ratio(numerator=0, denominator=1)


def test_placements_of_an_earlier_period_of_care_in_the_year_count(measured):
    """Two before going home in August, one after coming back in October: three."""
    assert measured(
        MANY_PLACEMENTS,
        at="2023-24",
        periods_of_care="""
            period_of_care_id | person_id | start_date | end_date
            a                 | A         | 2023-04-10 | 2023-08-01
            b                 | A         | 2023-10-01 |
        """,
        placements="""
            placement_id | person_id | period_of_care_id | start_date | end_date   | counts
            1            | A         | a                 | 2023-04-10 | 2023-06-01 | Y
            2            | A         | a                 | 2023-06-01 | 2023-08-01 | Y
            3            | A         | b                 | 2023-10-01 |            | Y
        """,
    ) == Ratio(numerator=1, denominator=1)


def test_a_child_in_care_before_any_placement_counts_is_in_the_denominator(measured):
    """Care began with a stay that does not count, and nothing else is recorded yet."""
    assert measured(
        MANY_PLACEMENTS,
        at="2023-24",
        periods_of_care="""
            period_of_care_id | person_id | start_date | end_date
            a                 | A         | 2024-03-30 |
        """,
        placements="""
            placement_id | person_id | period_of_care_id | start_date | end_date | counts
            1            | A         | a                 | 2024-03-30 |          | N
        """,
    ) == Ratio(numerator=0, denominator=1)


def test_a_stay_of_under_a_day_is_not_a_placement(measured):
    """Placed and moved on 1 June: the house they left that day is not one of three."""
    assert measured(
        MANY_PLACEMENTS,
        at="2017-18",
        ssda903_episodes="""
            child | decom      | rne | ls | place | urn | dec        | rec
            A     | 2017-05-01 | S   | C2 | U6    | 11  | 2017-06-01 | X1
            A     | 2017-06-01 | P   | C2 | U6    | 12  | 2017-06-01 | X1
            A     | 2017-06-02 | P   | C2 | U6    | 13  |            |
        """,
    ) == Ratio(numerator=0, denominator=1)
