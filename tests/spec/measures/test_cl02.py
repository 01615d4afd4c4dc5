from lineofsight.measures.catalogue.care_leavers import YOUNGER_IN_EDUCATION_OR_WORK
from tests.factories.measures import Ratio

title = "Care leavers of 17 and 18 in education, employment or training"


def test_full_time_and_part_time_count_and_neither_does_not(measured):
    """F and P codes count; G is not in education, employment or training; 0 is not known."""
    assert measured(
        YOUNGER_IN_EDUCATION_OR_WORK,
        at="2023-24",
        care_leavers="""
            person_id | position_date | age | in_touch | activity
            A         | 2023-06-01    | 17  | YES      | F2
            B         | 2023-06-01    | 18  | YES      | P5
            C         | 2023-06-01    | 18  | YES      | G5
            D         | 2023-06-01    | 18  | NO       | 0
        """,
    ) == Ratio(numerator=2, denominator=4)


def test_16_and_19_are_outside(measured):
    """17 and 18 only."""
    assert measured(
        YOUNGER_IN_EDUCATION_OR_WORK,
        at="2023-24",
        care_leavers="""
            person_id | position_date | age | activity
            A         | 2023-06-01    | 16  | F2
            B         | 2023-06-01    | 17  | F2
            C         | 2023-06-01    | 18  | F2
            D         | 2023-06-01    | 19  | F2
        """,
    ) == Ratio(numerator=2, denominator=2)


def test_who_died_went_home_or_is_still_in_care_is_left_out(measured):
    """Only D has left care and is followed."""
    assert measured(
        YOUNGER_IN_EDUCATION_OR_WORK,
        at="2023-24",
        care_leavers="""
            person_id | position_date | age | in_touch | activity | eligibility
            A         | 2023-06-01    | 17  | DIED     |          |
            B         | 2023-06-01    | 17  | RHOM     | F2       |
            C         | 2023-06-01    | 17  |          | F2       | Eligible
            D         | 2023-06-01    | 17  |          | G5       | Relevant
        """,
    ) == Ratio(numerator=0, denominator=1)
