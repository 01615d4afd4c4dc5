from lineofsight.measures.catalogue.permanence import RE_ENTRY
from tests.factories.measures import Ratio

title = "Coming back into care within two years"


def test_730_days_after_leaving_count_and_the_day_after_does_not(measured):
    """From 1 January 2022: A starts 730 days later, B 731."""
    assert measured(
        RE_ENTRY,
        at="2023-24",
        periods_of_care="""
            period_of_care_id | person_id | start_date | end_date   | start_reason
            1                 | A         | 2021-01-01 | 2022-01-01 | S
            2                 | A         | 2024-01-01 |            | S
            3                 | B         | 2021-01-01 | 2022-01-01 | S
            4                 | B         | 2024-01-02 |            | S
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_every_start_of_the_year_counts(measured):
    """The first start of the year is no return, the second is."""
    assert measured(
        RE_ENTRY,
        at="2023-24",
        periods_of_care="""
            period_of_care_id | person_id | start_date | end_date   | start_reason
            1                 | A         | 2023-05-01 | 2023-06-01 | S
            2                 | A         | 2023-09-01 |            | S
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_a_start_the_very_day_that_care_ended_is_no_return(measured):
    """There was no day on which the child had left."""
    assert measured(
        RE_ENTRY,
        at="2023-24",
        periods_of_care="""
            period_of_care_id | person_id | start_date | end_date   | start_reason
            1                 | A         | 2022-05-01 | 2023-09-01 | S
            2                 | A         | 2023-09-01 |            | S
        """,
    ) == Ratio(numerator=0, denominator=1)


def test_care_under_way_before_our_data_is_no_start(measured):
    """The chain of A begins with a change of placement (P): when care began is not known."""
    assert measured(
        RE_ENTRY,
        at="2023-24",
        periods_of_care="""
            period_of_care_id | person_id | start_date | end_date   | start_reason
            1                 | A         | 2022-05-01 | 2023-08-01 | S
            2                 | A         | 2023-09-01 |            | P
        """,
    ) == Ratio(numerator=0, denominator=0)
