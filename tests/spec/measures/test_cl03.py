from lineofsight.measures.catalogue.care_leavers import IN_EDUCATION_OR_WORK
from tests.factories.measures import Ratio

title = "Care leavers of 19 to 21 in education, employment or training"


def test_full_time_and_part_time_count_and_neither_does_not(measured):
    """F and P codes count; G is not in education, employment or training; 0 is not known."""
    assert measured(
        IN_EDUCATION_OR_WORK,
        at="2023-24",
        care_leavers="""
            person_id | position_date | age | in_touch | activity
            A         | 2023-06-01    | 19  | YES      | F1
            B         | 2023-06-01    | 20  | YES      | P5
            C         | 2023-06-01    | 21  | YES      | G5
            D         | 2023-06-01    | 19  | NO       | 0
            E         | 2023-06-01    | 19  | NO       |
        """,
    ) == Ratio(numerator=2, denominator=5)


def test_18_and_22_are_outside(measured):
    """Ages 19, 20 and 21 only."""
    assert measured(
        IN_EDUCATION_OR_WORK,
        at="2023-24",
        care_leavers="""
            person_id | position_date | age | in_touch | activity
            A         | 2023-06-01    | 18  | YES      | F1
            B         | 2023-06-01    | 19  | YES      | F1
            C         | 2023-06-01    | 21  | YES      | F1
            D         | 2023-06-01    | 22  | YES      | F1
        """,
    ) == Ratio(numerator=2, denominator=2)


def test_young_people_who_died_or_went_home_are_left_out(measured):
    """RHOM is returned home for six months or more. One who refuses contact stays in."""
    assert measured(
        IN_EDUCATION_OR_WORK,
        at="2023-24",
        care_leavers="""
            person_id | position_date | age | in_touch | activity
            A         | 2023-06-01    | 19  | DIED     |
            B         | 2023-06-01    | 19  | RHOM     |
            C         | 2023-06-01    | 19  | REFU     |
        """,
    ) == Ratio(numerator=0, denominator=1)


def test_a_position_counts_for_the_twelve_months_from_its_birthday(measured):
    """A turned 19 in March 2023, before the year; B in April."""
    assert measured(
        IN_EDUCATION_OR_WORK,
        at="2023-24",
        care_leavers="""
            person_id | position_date | age | in_touch | activity
            A         | 2023-03-31    | 19  | YES      | F1
            B         | 2023-04-01    | 19  | YES      | F1
        """,
    ) == Ratio(numerator=1, denominator=1)
