from lineofsight.measures.catalogue.care_leavers import YOUNGER_WELL_HOUSED
from tests.factories.measures import Ratio

title = "Care leavers of 17 and 18 in suitable accommodation"


def test_judged_suitable_counts_and_unsuitable_or_not_judged_does_not(measured):
    """Where nobody judged, nothing shows that it is suitable."""
    assert measured(
        YOUNGER_WELL_HOUSED,
        at="2023-24",
        care_leavers="""
            person_id | position_date | age | accommodation | is_suitable
            A         | 2023-06-01    | 17  | U             | Y
            B         | 2023-06-01    | 18  | S             | N
            C         | 2023-06-01    | 18  | U             |
            D         | 2023-06-01    | 18  | 0             |
            E         | 2023-06-01    | 18  |               |
        """,
    ) == Ratio(numerator=1, denominator=5)


def test_abroad_deported_and_residence_not_known_are_left_out(measured):
    """G, H and R. One in custody (X) stays in."""
    assert measured(
        YOUNGER_WELL_HOUSED,
        at="2023-24",
        care_leavers="""
            person_id | position_date | age | accommodation | is_suitable
            A         | 2023-06-01    | 17  | G             | Y
            B         | 2023-06-01    | 17  | H             |
            C         | 2023-06-01    | 17  | R             |
            D         | 2023-06-01    | 17  | X             | N
        """,
    ) == Ratio(numerator=0, denominator=1)


def test_16_and_19_are_outside(measured):
    """The ages of the published figure."""
    assert measured(
        YOUNGER_WELL_HOUSED,
        at="2023-24",
        care_leavers="""
            person_id | position_date | age | accommodation | is_suitable
            A         | 2023-06-01    | 16  | U             | Y
            B         | 2023-06-01    | 17  | U             | Y
            C         | 2023-06-01    | 18  | U             | Y
            D         | 2023-06-01    | 19  | U             | Y
        """,
    ) == Ratio(numerator=2, denominator=2)


def test_who_died_or_went_home_is_left_out(measured):
    """Wherever they lived."""
    assert measured(
        YOUNGER_WELL_HOUSED,
        at="2023-24",
        care_leavers="""
            person_id | position_date | age | in_touch | accommodation | is_suitable
            A         | 2023-06-01    | 17  | DIED     | U             | Y
            B         | 2023-06-01    | 17  | RHOM     | B             | Y
            C         | 2023-06-01    | 17  | NO       | U             | Y
        """,
    ) == Ratio(numerator=1, denominator=1)
