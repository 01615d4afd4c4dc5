from lineofsight.measures.catalogue.assessment import CHILD_SEEN
from tests.factories.measures import Ratio

title = "Child seen during the assessment"


def test_what_is_not_recorded_counts_as_not_seen(measured):
    """A yes is in the numerator; a no and a blank are not."""
    assert measured(
        CHILD_SEEN,
        at="2023-24",
        assessments="""
            assessment_id | person_id | start_date | auth_date  | child_seen
            1             | A         | 2024-01-15 | 2024-01-31 | Y
            2             | B         | 2024-01-15 | 2024-01-31 | N
            3             | C         | 2024-01-15 | 2024-01-31 |
        """,
    ) == Ratio(numerator=1, denominator=3)


def test_only_completed_assessments_count_on_the_day_of_authorisation(measured):
    """The year to 31 March 2024; the open one is not in it."""
    assert measured(
        CHILD_SEEN,
        at="2023-24",
        assessments="""
            assessment_id | person_id | start_date | auth_date  | child_seen
            1             | A         | 2023-02-01 | 2023-03-31 | Y
            2             | B         | 2023-02-01 | 2023-04-01 | Y
            3             | C         | 2024-02-01 | 2024-03-31 | N
            4             | D         | 2024-02-01 |            | Y
        """,
    ) == Ratio(numerator=1, denominator=2)
