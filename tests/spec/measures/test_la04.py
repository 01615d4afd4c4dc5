from lineofsight.measures.catalogue.looked_after import STARTED_AT_16_OR_17
from tests.factories.measures import Ratio

title = "Starting to be looked after at 16 or 17"


def test_age_is_taken_on_the_day_care_starts(measured):
    """A turns 16 that day; B the day after; C is 17 for one day more."""
    assert measured(
        STARTED_AT_16_OR_17,
        at="2023-24",
        people="""
            person_id | date_of_birth
            A         | 2007-06-01
            B         | 2007-06-02
            C         | 2005-06-02
        """,
        periods_of_care="""
            period_of_care_id | person_id | start_date | start_reason
            1                 | A         | 2023-06-01 | S
            2                 | B         | 2023-06-01 | S
            3                 | C         | 2023-06-01 | S
        """,
    ) == Ratio(numerator=2, denominator=3)


def test_someone_born_on_29_february_is_older_on_1_march_of_a_year_without_one(measured):
    """A, born on the 29th, is still 17 on 28 February 2026; B, born on the 28th, turns 18 that day."""
    assert measured(
        STARTED_AT_16_OR_17,
        at="2025-26",
        people="""
            person_id | date_of_birth
            A         | 2008-02-29
            B         | 2008-02-28
        """,
        periods_of_care="""
            period_of_care_id | person_id | start_date | start_reason
            1                 | A         | 2026-02-28 | S
            2                 | B         | 2026-02-28 | S
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_unaccompanied_children_are_in_the_figure(measured):
    """One of the two is an unaccompanied asylum-seeking child; both are 16."""
    assert measured(STARTED_AT_16_OR_17, at="2023-24", **_TWO_STARTERS) == Ratio(numerator=2, denominator=2)


def test_and_are_shown_apart(measured):
    """The same two starters, each in a group of one."""
    assert measured(
        STARTED_AT_16_OR_17,
        at="2023-24",
        by="part",
        group="unaccompanied asylum-seeking children",
        **_TWO_STARTERS,
    ) == Ratio(numerator=1, denominator=1)


def test_a_starter_without_a_birth_date_counts_among_the_starters_only(measured):
    """Nothing shows that the child is 16."""
    assert measured(
        STARTED_AT_16_OR_17,
        at="2023-24",
        periods_of_care="""
            period_of_care_id | person_id | start_date | start_reason
            1                 | A         | 2023-06-01 | S
        """,
    ) == Ratio(numerator=0, denominator=1)


_TWO_STARTERS = {
    "people": """
        person_id | date_of_birth
        A         | 2007-01-01
        B         | 2007-01-01
    """,
    "periods_of_care": """
        period_of_care_id | person_id | start_date | is_uasc | start_reason
        1                 | A         | 2023-06-01 | Y       | S
        2                 | B         | 2023-06-01 | N       | S
    """,
}
