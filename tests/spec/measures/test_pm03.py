from lineofsight.measures.catalogue.permanence import SPECIAL_GUARDIANSHIP
from tests.factories.measures import Ratio

title = "Leaving care by special guardianship"


def test_the_codes_of_earlier_returns_are_special_guardianship_too(measured):
    """E43 and E44 were used until 2018, E45 to E48 since; E41 is another order."""
    assert measured(
        SPECIAL_GUARDIANSHIP,
        at="2023-24",
        periods_of_care="""
            period_of_care_id | person_id | start_date | end_date   | end_reason
            1                 | A         | 2020-01-01 | 2023-06-01 | E43
            2                 | B         | 2020-01-01 | 2023-06-01 | E48
            3                 | C         | 2020-01-01 | 2023-06-01 | E45
            4                 | D         | 2020-01-01 | 2023-06-01 | E41
        """,
    ) == Ratio(numerator=3, denominator=4)


def test_who_left_for_a_reason_not_recorded_is_among_those_who_left(measured):
    """Care that ended on the 18th birthday often has no reason; X1 says that care went on, so nobody left."""
    assert measured(
        SPECIAL_GUARDIANSHIP,
        at="2023-24",
        periods_of_care="""
            period_of_care_id | person_id | start_date | end_date   | end_reason
            1                 | A         | 2020-01-01 | 2023-06-01 | E43
            2                 | B         | 2020-01-01 | 2023-06-01 |
            3                 | C         | 2020-01-01 | 2023-06-01 | X1
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_only_the_last_leaving_of_the_year_says_why(measured):
    """The first of two in the year was undone by coming back."""
    assert measured(
        SPECIAL_GUARDIANSHIP,
        at="2023-24",
        periods_of_care="""
            period_of_care_id | person_id | start_date | end_date   | end_reason
            1                 | A         | 2022-01-10 | 2023-05-10 | E43
            2                 | A         | 2023-07-01 | 2023-11-10 | E3
        """,
    ) == Ratio(numerator=0, denominator=1)
