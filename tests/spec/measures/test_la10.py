from lineofsight.measures.catalogue.health_in_care import TEETH_CHECKED
from tests.factories.measures import Ratio

title = "Dental checks of children in care up to date"

_CHECKS = """
clah_health_check_id | clah_person_id | clah_health_check_type | clah_health_check_date | clah_health_check_status
"""


def test_a_check_counts_for_the_twelve_months_it_is_in(measured):
    """A's on 1 April 2023, the first day of the year; B's the day before; C never had one."""
    assert measured(
        TEETH_CHECKED,
        at="2023-24",
        periods_of_care="""
            period_of_care_id | person_id | start_date
            a                 | A         | 2022-01-01
            b                 | B         | 2022-01-01
            c                 | C         | 2022-01-01
        """,
        ssd_cla_health=_CHECKS
        + """
            1 | A | Dental Check | 2023-04-01 | Completed
            2 | B | Dental Check | 2023-03-31 | Completed
        """,
    ) == Ratio(numerator=1, denominator=3)


def test_a_baby_is_asked_about_too(measured):
    """Looked after since birth, a year ago: no age is left out."""
    assert measured(
        TEETH_CHECKED,
        at="2023-24",
        people="""
            person_id | date_of_birth
            A         | 2023-03-20
        """,
        periods_of_care="""
            period_of_care_id | person_id | start_date
            a                 | A         | 2023-03-20
        """,
        ssd_cla_health=_CHECKS
        + """
            1 | A | Dentist | 2024-01-10 | Completed
        """,
    ) == Ratio(numerator=1, denominator=1)


def test_a_child_who_left_and_came_back_has_not_been_looked_after_for_a_year(measured):
    """Two periods of care: neither is a year long at the month end."""
    assert measured(
        TEETH_CHECKED,
        at="2023-24",
        periods_of_care="""
            period_of_care_id | person_id | start_date | end_date
            1                 | A         | 2022-01-01 | 2023-10-01
            2                 | A         | 2023-10-05 |
            3                 | B         | 2022-01-01 |
        """,
        ssd_cla_health=_CHECKS
        + """
            1 | A | Dental Check | 2024-01-10 | Completed
            2 | B | Dental Check | 2024-01-10 | Completed
        """,
    ) == Ratio(numerator=1, denominator=1)


def test_the_yearly_return_stands_where_no_check_is_loaded(measured):
    """At 31 March, of the children it lists."""
    assert measured(
        TEETH_CHECKED,
        at="2023-24",
        periods_of_care="""
            period_of_care_id | person_id | start_date
            a                 | A         | 2022-01-01
            b                 | B         | 2022-01-01
        """,
        ssda903_episodes="""
            child | decom      | source_file
            Z     | 2023-05-01 | 2024-episodes.csv
        """,
        ssda903_oc2="""
            child | teeth_check | source_file
            A     | Y           | 2024-oc2.csv
            B     | N           | 2024-oc2.csv
        """,
    ) == Ratio(numerator=1, denominator=2)
