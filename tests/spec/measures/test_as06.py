from lineofsight.measures.catalogue.assessment import ENDED_WITHOUT_ACTION
from tests.factories.measures import Ratio

title = "Assessments that ended in no further action"


def test_only_completed_assessments_count_on_the_day_of_authorisation(measured):
    """The year to 31 March 2024; the open one is not in it."""
    assert measured(
        ENDED_WITHOUT_ACTION,
        at="2023-24",
        assessments="""
            assessment_id | person_id | start_date | auth_date  | outcome_nfa
            1             | A         | 2023-02-01 | 2023-03-31 | Y
            2             | B         | 2023-02-01 | 2023-04-01 | Y
            3             | C         | 2024-02-01 | 2024-03-31 | N
            4             | D         | 2024-02-01 |            | N
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_each_assessment_counts_so_a_child_can_count_twice(measured):
    """Two assessments of one child in the year are two."""
    assert measured(
        ENDED_WITHOUT_ACTION,
        at="2023-24",
        assessments="""
            assessment_id | person_id | start_date | auth_date  | outcome_nfa
            1             | A         | 2023-04-10 | 2023-05-10 | Y
            2             | A         | 2023-10-10 | 2023-11-10 | N
        """,
    ) == Ratio(numerator=1, denominator=2)
