from lineofsight.measures.catalogue.legal import STEPPED_DOWN
from tests.factories.measures import Ratio

title = "Pre-proceedings stepped down"


def test_only_what_ended_in_the_year_is_asked_about(measured):
    """B's goes on; C's ended the day before the year began."""
    assert measured(
        STEPPED_DOWN,
        at="2023-24",
        pre_proceedings="""
            pre_proceedings_id | person_id | start_date | end_date   | outcome
            1                  | A         | 2023-01-10 | 2023-04-01 | Decision to step down
            2                  | B         | 2023-12-10 |            |
            3                  | C         | 2022-12-10 | 2023-03-31 | Decision to step down
        """,
    ) == Ratio(numerator=1, denominator=1)


def test_an_end_without_an_outcome_was_not_stepped_down(measured):
    """It ended, and nothing says that the family changed."""
    assert measured(
        STEPPED_DOWN,
        at="2023-24",
        pre_proceedings="""
            pre_proceedings_id | person_id | start_date | end_date   | outcome
            1                  | A         | 2023-01-10 | 2023-05-10 |
            2                  | B         | 2023-01-10 | 2023-05-10 | Decision to Issue Care Proceedings
        """,
    ) == Ratio(numerator=0, denominator=2)


def test_going_to_court_without_pre_proceedings_is_left_out(measured):
    """There was nothing to step down from."""
    assert measured(
        STEPPED_DOWN,
        at="2023-24",
        pre_proceedings="""
            pre_proceedings_id | person_id | start_date | end_date   | outcome
            1                  | A         |            | 2023-05-10 | Decision to Issue Care Proceedings
        """,
    ) == Ratio(numerator=0, denominator=0)
