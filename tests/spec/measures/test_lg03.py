from lineofsight.measures.catalogue.legal import IN_PRE_PROCEEDINGS
from tests.factories.measures import Count

title = "Children in pre-proceedings"


def test_a_child_counts_from_the_decision_until_the_day_of_stepping_down_or_issuing(measured):
    """On 31 March A's began and B's ended."""
    assert measured(
        IN_PRE_PROCEEDINGS,
        at="2023-24",
        pre_proceedings="""
            pre_proceedings_id | person_id | start_date | end_date
            1                  | A         | 2024-03-31 |
            2                  | B         | 2024-01-10 | 2024-03-31
        """,
    ) == Count(1)


def test_brothers_and_sisters_are_one_each(measured):
    """One row for each child of a family."""
    assert measured(
        IN_PRE_PROCEEDINGS,
        at="2023-24",
        pre_proceedings="""
            pre_proceedings_id | person_id | start_date | end_date | family_id
            1                  | A         | 2024-01-10 |          | f
            2                  | B         | 2024-01-10 |          | f
        """,
    ) == Count(2)


def test_a_child_with_two_open_records_is_one_child(measured):
    """The first was never closed."""
    assert measured(
        IN_PRE_PROCEEDINGS,
        at="2023-24",
        pre_proceedings="""
            pre_proceedings_id | person_id | start_date | end_date
            1                  | A         | 2022-01-10 |
            2                  | A         | 2024-01-10 |
        """,
    ) == Count(1)
