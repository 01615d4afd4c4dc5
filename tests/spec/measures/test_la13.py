from lineofsight.measures.catalogue.care_planning import MANY_SOCIAL_WORKERS
from tests.factories.measures import Ratio

title = "Three or more social workers in 12 months"

_INVOLVEMENTS = (
    "invo_involvements_id | invo_person_id | invo_professional_id | invo_professional_role_id | "
    "invo_involvement_start_date"
)
_IN_CARE = """
    period_of_care_id | person_id | start_date
    a                 | A         | 2020-01-01
    b                 | B         | 2020-01-01
"""


def test_three_different_workers_count_and_two_do_not(measured):
    """B's first worker came back: two people, three times."""
    assert measured(
        MANY_SOCIAL_WORKERS,
        at="2023-24",
        periods_of_care=_IN_CARE,
        social_workers="""
            allocation_id | person_id | worker_id | start_date | end_date
            1             | A         | ann       | 2023-05-01 | 2023-08-01
            2             | A         | bob       | 2023-08-01 | 2024-01-01
            3             | A         | cleo      | 2024-01-01 |
            4             | B         | ann       | 2023-05-01 | 2023-08-01
            5             | B         | bob       | 2023-08-01 | 2024-01-01
            6             | B         | ann       | 2024-01-01 |
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_the_worker_who_was_there_on_the_first_day_counts_and_one_who_left_before_does_not(measured):
    """The twelve months begin on 1 April 2023: A's first worker left that day, B's the day before."""
    assert measured(
        MANY_SOCIAL_WORKERS,
        at="2023-24",
        periods_of_care=_IN_CARE,
        social_workers="""
            allocation_id | person_id | worker_id | start_date | end_date
            1             | A         | ann       | 2020-01-01 | 2023-04-01
            2             | A         | bob       | 2023-04-01 | 2024-01-01
            3             | A         | cleo      | 2024-01-01 |
            4             | B         | ann       | 2020-01-01 | 2023-03-31
            5             | B         | bob       | 2023-03-31 | 2024-01-01
            6             | B         | cleo      | 2024-01-01 |
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_only_workers_while_the_child_was_looked_after_count(measured):
    """Two of A's three worked with the family before care began."""
    assert measured(
        MANY_SOCIAL_WORKERS,
        at="2023-24",
        periods_of_care="""
            period_of_care_id | person_id | start_date
            a                 | A         | 2023-12-01
        """,
        social_workers="""
            allocation_id | person_id | worker_id | start_date | end_date
            1             | A         | ann       | 2023-05-01 | 2023-08-01
            2             | A         | bob       | 2023-08-01 | 2023-12-01
            3             | A         | cleo      | 2023-12-01 |
        """,
    ) == Ratio(numerator=0, denominator=1)


def test_those_of_an_earlier_period_of_care_in_the_year_count(measured):
    """Two before going home in August, one after coming back."""
    assert measured(
        MANY_SOCIAL_WORKERS,
        at="2023-24",
        periods_of_care="""
            period_of_care_id | person_id | start_date | end_date
            1                 | A         | 2023-04-10 | 2023-08-01
            2                 | A         | 2023-12-01 |
        """,
        social_workers="""
            allocation_id | person_id | worker_id | start_date | end_date
            1             | A         | ann       | 2023-04-10 | 2023-06-01
            2             | A         | bob       | 2023-06-01 | 2023-09-01
            3             | A         | cleo      | 2023-12-01 |
        """,
    ) == Ratio(numerator=1, denominator=1)


def test_reviewing_officers_and_family_support_are_no_social_workers(measured):
    """A has one allocated worker; the others work beside."""
    assert measured(
        MANY_SOCIAL_WORKERS,
        at="2023-24",
        periods_of_care="""
            period_of_care_id | person_id | start_date
            a                 | A         | 2023-04-10
        """,
        ssd_involvements=_INVOLVEMENTS
        + """
            1 | A | ann  | ALLOCATED         | 2023-04-10
            2 | A | bob  | REVIEWING OFFICER | 2023-04-10
            3 | A | cleo | FAMILY SUPPORT    | 2023-04-10
        """,
    ) == Ratio(numerator=0, denominator=1)


def test_the_ssda903_file_stands_where_no_involvement_is_loaded(measured):
    """Three workers in the return's own list, one after the other."""
    assert measured(
        MANY_SOCIAL_WORKERS,
        at="2023-24",
        periods_of_care="""
            period_of_care_id | person_id | start_date
            a                 | A         | 2020-01-01
        """,
        ssda903_social_workers="""
            child | sw_id | sw_decom   | sw_dec
            A     | SW1   | 2023-04-10 | 2023-06-01
            A     | SW2   | 2023-06-01 | 2023-09-01
            A     | SW3   | 2023-09-01 |
        """,
    ) == Ratio(numerator=1, denominator=1)
