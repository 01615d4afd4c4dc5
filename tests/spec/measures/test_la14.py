from lineofsight.measures.catalogue.health_in_care import CONVICTED
from tests.factories.measures import Ratio

title = "Children in care convicted or cautioned"

_IN_CARE = """
    period_of_care_id | person_id | start_date
    a                 | A         | 2022-01-01
    b                 | B         | 2022-01-01
"""
_TEENAGERS = """
    person_id | date_of_birth
    A         | 2009-06-01
    B         | 2009-06-01
"""


def test_an_offence_counts_for_twelve_months(measured):
    """A's was on the first day of the year, B's on the day before."""
    assert measured(
        CONVICTED,
        at="2023-24",
        people=_TEENAGERS,
        periods_of_care=_IN_CARE,
        ssd_cla_convictions="""
            clac_cla_conviction_id | clac_person_id | clac_cla_conviction_date
            1                      | A              | 2023-04-01
            2                      | B              | 2023-03-31
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_a_child_with_several_offences_is_one_child(measured):
    """Three of A's in the year."""
    assert measured(
        CONVICTED,
        at="2023-24",
        people=_TEENAGERS,
        periods_of_care=_IN_CARE,
        ssd_cla_convictions="""
            clac_cla_conviction_id | clac_person_id | clac_cla_conviction_date
            1                      | A              | 2023-06-01
            2                      | A              | 2023-06-01
            3                      | A              | 2024-02-01
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_children_of_ten_or_over_are_asked_about(measured):
    """A is ten that day, B the day after. Of C the birth date is not known."""
    assert measured(
        CONVICTED,
        at="2023-24",
        people="""
            person_id | date_of_birth
            A         | 2014-03-31
            B         | 2014-04-01
        """,
        periods_of_care="""
            period_of_care_id | person_id | start_date
            a                 | A         | 2022-01-01
            b                 | B         | 2022-01-01
            c                 | C         | 2022-01-01
        """,
        ssd_cla_convictions="""
            clac_cla_conviction_id | clac_person_id | clac_cla_conviction_date
            1                      | B              | 2024-03-01
        """,
    ) == Ratio(numerator=0, denominator=1)


def test_the_yearly_return_stands_where_no_offence_is_loaded(measured):
    """At 31 March, of the children it lists."""
    assert measured(
        CONVICTED,
        at="2023-24",
        people=_TEENAGERS,
        periods_of_care=_IN_CARE,
        ssda903_episodes="""
            child | decom      | source_file
            Z     | 2023-05-01 | 2024-episodes.csv
        """,
        ssda903_oc2="""
            child | convicted | source_file
            A     | Y         | 2024-oc2.csv
            B     | N         | 2024-oc2.csv
        """,
    ) == Ratio(numerator=1, denominator=2)
