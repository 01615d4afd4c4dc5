from lineofsight.measures.catalogue.missing import MISSING_FROM_CARE
from tests.factories.measures import Ratio

title = "Children in care who went missing"


def test_children_who_have_left_care_in_the_twelve_months_count(measured):
    """They begin on 1 April 2023: care that ended on that day counts, on the day before it does not."""
    assert measured(
        MISSING_FROM_CARE,
        at="2023-24",
        periods_of_care="""
            period_of_care_id | person_id | start_date | end_date
            a                 | A         | 2020-01-01 |
            b                 | B         | 2020-01-01 | 2023-04-01
            c                 | C         | 2020-01-01 | 2023-03-31
        """,
    ) == Ratio(numerator=0, denominator=2)


def test_an_episode_counts_from_the_day_it_began(measured):
    """1 April 2023 is in the twelve months, 31 March is not, though the child came back later."""
    assert measured(
        MISSING_FROM_CARE,
        at="2023-24",
        periods_of_care="""
            period_of_care_id | person_id | start_date | end_date
            a                 | A         | 2020-01-01 |
            b                 | B         | 2020-01-01 |
        """,
        missing_episodes="""
            missing_episode_id | person_id | start_date | end_date
            1                  | A         | 2023-04-01 | 2023-04-02
            2                  | B         | 2023-03-31 | 2023-04-02
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_a_child_missing_many_times_is_one_child(measured):
    """EX02 counts the times, EX07 who goes again and again."""
    assert measured(
        MISSING_FROM_CARE,
        at="2023-24",
        periods_of_care="""
            period_of_care_id | person_id | start_date | end_date
            a                 | A         | 2020-01-01 |
        """,
        missing_episodes="""
            missing_episode_id | person_id | start_date | end_date
            1                  | A         | 2023-05-01 | 2023-05-02
            2                  | A         | 2023-05-01 | 2023-05-01
            3                  | A         | 2024-02-01 | 2024-02-03
        """,
    ) == Ratio(numerator=1, denominator=1)


def test_away_without_authorisation_is_not_missing(measured):
    """Someone knew where the child was."""
    assert measured(
        MISSING_FROM_CARE,
        at="2023-24",
        periods_of_care="""
            period_of_care_id | person_id | start_date | end_date
            a                 | A         | 2020-01-01 |
        """,
        missing_episodes="""
            missing_episode_id | person_id | start_date | missing_type
            1                  | A         | 2023-05-01 | A
        """,
    ) == Ratio(numerator=0, denominator=1)


def test_missing_from_home_before_or_after_care_does_not_count(measured):
    """Both are of children who were in care in the year."""
    assert measured(
        MISSING_FROM_CARE,
        at="2023-24",
        periods_of_care="""
            period_of_care_id | person_id | start_date | end_date
            a                 | A         | 2023-09-01 |
            b                 | B         | 2020-01-01 | 2023-09-01
        """,
        missing_episodes="""
            missing_episode_id | person_id | start_date
            1                  | A         | 2023-08-31
            2                  | B         | 2023-09-01
        """,
    ) == Ratio(numerator=0, denominator=2)


def test_a_child_who_came_back_into_care_is_one_child(measured):
    """Missing in the first time in care, and counted in the second."""
    assert measured(
        MISSING_FROM_CARE,
        at="2023-24",
        periods_of_care="""
            period_of_care_id | person_id | start_date | end_date
            a                 | A         | 2020-01-01 | 2023-06-01
            b                 | A         | 2023-09-01 |
        """,
        missing_episodes="""
            missing_episode_id | person_id | start_date
            1                  | A         | 2023-05-01
        """,
    ) == Ratio(numerator=1, denominator=1)


def test_the_provider_is_that_of_the_last_placement(measured):
    """A has moved from the council's own to a private home."""
    assert measured(
        MISSING_FROM_CARE,
        at="2023-24",
        by="part",
        group="private",
        periods_of_care="""
            period_of_care_id | person_id | start_date | end_date
            a                 | A         | 2020-01-01 |
        """,
        placements="""
            placement_id | person_id | period_of_care_id | start_date | end_date   | counts | placement_provider
            1            | A         | a                 | 2020-01-01 | 2023-09-01 | Y      | PR1
            2            | A         | a                 | 2023-09-01 |            | Y      | PR4
        """,
        missing_episodes="""
            missing_episode_id | person_id | start_date
            1                  | A         | 2023-05-01
        """,
    ) == Ratio(numerator=1, denominator=1)
