from lineofsight.measures.catalogue.legal import LONG_PRE_PROCEEDINGS
from tests.factories.measures import Ratio

title = "Pre-proceedings open for more than 16 weeks"


def test_112_days_are_in_time_and_113_are_not(measured):
    """From 9 January to 30 April 2024 is 112 days."""
    assert measured(
        LONG_PRE_PROCEEDINGS,
        at="2024-04-30",
        pre_proceedings="""
            pre_proceedings_id | person_id | start_date | end_date
            1                  | A         | 2024-01-09 |
            2                  | B         | 2024-01-08 |
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_what_has_ended_is_in_neither_number(measured):
    """However long it took."""
    assert measured(
        LONG_PRE_PROCEEDINGS,
        at="2024-04-30",
        pre_proceedings="""
            pre_proceedings_id | person_id | start_date | end_date
            1                  | A         | 2023-01-09 | 2024-04-30
            2                  | B         | 2024-04-08 |
        """,
    ) == Ratio(numerator=0, denominator=1)
