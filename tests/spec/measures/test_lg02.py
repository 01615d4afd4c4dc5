from lineofsight.measures.catalogue.legal import OUTCOMES
from tests.factories.measures import Count

title = "Legal gateway decisions by outcome"


def test_a_decision_counts_on_the_day_of_leaving_pre_proceedings_else_of_beginning(measured):
    """A's last decision was this year, B's the year before."""
    assert measured(
        OUTCOMES,
        at="2023-24",
        pre_proceedings="""
            pre_proceedings_id | person_id | start_date | end_date   | gateway_outcome
            1                  | A         | 2023-01-10 | 2023-05-10 | C
            2                  | B         | 2023-01-10 |            | B
        """,
    ) == Count(1)


def test_a_child_taken_to_court_without_pre_proceedings_counts(measured):
    """There is only the day on which the panel agreed to issue."""
    assert measured(
        OUTCOMES,
        at="2023-24",
        by="part",
        group="issue care proceedings",
        pre_proceedings="""
            pre_proceedings_id | person_id | start_date | end_date   | gateway_outcome
            1                  | A         |            | 2023-05-10 | C
            2                  | B         | 2023-05-10 |            | B
        """,
    ) == Count(1)


def test_an_outcome_that_is_not_known_stays_in_the_whole(measured):
    """D says unknown, and a blank says nothing."""
    assert measured(
        OUTCOMES,
        at="2023-24",
        by="part",
        group="unknown",
        pre_proceedings="""
            pre_proceedings_id | person_id | start_date | end_date | gateway_outcome
            1                  | A         | 2023-05-10 |          | D
            2                  | B         | 2023-05-10 |          |
        """,
    ) == Count(2)
