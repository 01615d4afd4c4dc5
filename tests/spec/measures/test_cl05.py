from lineofsight.measures.catalogue.care_leavers import WELL_HOUSED
from tests.factories.measures import Ratio

title = "Care leavers of 19 to 21 in suitable accommodation"


def test_judged_suitable_counts_and_unsuitable_or_not_judged_does_not(measured):
    """Where nobody judged, nothing shows that it is suitable."""
    assert measured(
        WELL_HOUSED,
        at="2023-24",
        care_leavers="""
            person_id | position_date | age | accommodation | is_suitable
            A         | 2023-06-01    | 19  | U             | Y
            B         | 2023-06-01    | 21  | S             | N
            C         | 2023-06-01    | 21  | U             |
            D         | 2023-06-01    | 21  | 0             |
            E         | 2023-06-01    | 21  |               |
        """,
    ) == Ratio(numerator=1, denominator=5)


def test_abroad_deported_and_residence_not_known_are_left_out(measured):
    """G, H and R. One in custody (X) stays in."""
    assert measured(
        WELL_HOUSED,
        at="2023-24",
        care_leavers="""
            person_id | position_date | age | accommodation | is_suitable
            A         | 2023-06-01    | 19  | G             | Y
            B         | 2023-06-01    | 19  | H             |
            C         | 2023-06-01    | 19  | R             |
            D         | 2023-06-01    | 19  | X             | N
        """,
    ) == Ratio(numerator=0, denominator=1)


def test_18_and_22_are_outside(measured):
    """The ages of the published figure."""
    assert measured(
        WELL_HOUSED,
        at="2023-24",
        care_leavers="""
            person_id | position_date | age | accommodation | is_suitable
            A         | 2023-06-01    | 18  | U             | Y
            B         | 2023-06-01    | 19  | U             | Y
            C         | 2023-06-01    | 21  | U             | Y
            D         | 2023-06-01    | 22  | U             | Y
        """,
    ) == Ratio(numerator=2, denominator=2)


def test_who_died_or_went_home_is_left_out(measured):
    """Wherever they lived."""
    assert measured(
        WELL_HOUSED,
        at="2023-24",
        care_leavers="""
            person_id | position_date | age | in_touch | accommodation | is_suitable
            A         | 2023-06-01    | 19  | DIED     | U             | Y
            B         | 2023-06-01    | 19  | RHOM     | B             | Y
            C         | 2023-06-01    | 19  | NO       | U             | Y
        """,
    ) == Ratio(numerator=1, denominator=1)
