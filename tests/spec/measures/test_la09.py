from lineofsight.measures.catalogue.health_in_care import HEALTH_ASSESSED
from tests.factories.measures import Ratio

title = "Health assessments of children in care up to date"

_CHECKS = """
clah_health_check_id | clah_person_id | clah_health_check_type | clah_health_check_date | clah_health_check_status
"""

_IN_CARE = """
    period_of_care_id | person_id | start_date
    a                 | A         | 2022-01-01
    b                 | B         | 2022-01-01
"""


def test_from_five_on_one_assessment_in_the_twelve_months_is_enough(measured):
    """A's was on 1 April 2023, the first day of the year; B's the day before."""
    assert measured(
        HEALTH_ASSESSED,
        at="2023-24",
        people="""
            person_id | date_of_birth
            A         | 2012-06-01
            B         | 2012-06-01
        """,
        periods_of_care=_IN_CARE,
        ssd_cla_health=_CHECKS
        + """
            1 | A | Health Assessment | 2023-04-01 | Completed
            2 | B | Health Assessment | 2023-03-31 | Completed
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_under_five_it_takes_two_the_later_in_the_last_six_months(measured):
    """A and B have two in the year; B's later one was in September. C has one, in March."""
    assert measured(
        HEALTH_ASSESSED,
        at="2023-24",
        people="""
            person_id | date_of_birth
            A         | 2020-06-01
            B         | 2020-06-01
            C         | 2020-06-01
        """,
        periods_of_care="""
            period_of_care_id | person_id | start_date
            a                 | A         | 2022-01-01
            b                 | B         | 2022-01-01
            c                 | C         | 2022-01-01
        """,
        ssd_cla_health=_CHECKS
        + """
            1 | A | Health Assessment | 2023-04-01 | Completed
            2 | A | Health Assessment | 2023-10-01 | Completed
            3 | B | Health Assessment | 2023-04-01 | Completed
            4 | B | Health Assessment | 2023-09-30 | Completed
            5 | C | Health Assessment | 2024-03-01 | Completed
        """,
    ) == Ratio(numerator=1, denominator=3)


def test_the_rule_changes_on_the_fifth_birthday(measured):
    """Both have one assessment in the year. A turns five that day; B is five a day later."""
    assert measured(
        HEALTH_ASSESSED,
        at="2023-24",
        people="""
            person_id | date_of_birth
            A         | 2019-03-31
            B         | 2019-04-01
        """,
        periods_of_care=_IN_CARE,
        ssd_cla_health=_CHECKS
        + """
            1 | A | Health Assessment | 2024-03-01 | Completed
            2 | B | Health Assessment | 2024-03-01 | Completed
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_only_completed_health_assessments_count(measured):
    """A refused; B went to the dentist."""
    assert measured(
        HEALTH_ASSESSED,
        at="2023-24",
        periods_of_care=_IN_CARE,
        ssd_cla_health=_CHECKS
        + """
            1 | A | Health Assessment | 2024-03-01 | Refused
            2 | B | Dental Check      | 2024-03-01 | Completed
        """,
    ) == Ratio(numerator=0, denominator=2)


def test_a_child_must_have_been_looked_after_for_twelve_months(measured):
    """A since 1 April 2023, the first of the twelve months; B since the day after, and is not asked about."""
    assert measured(
        HEALTH_ASSESSED,
        at="2023-24",
        periods_of_care="""
            period_of_care_id | person_id | start_date
            a                 | A         | 2023-04-01
            b                 | B         | 2023-04-02
        """,
        ssd_cla_health=_CHECKS
        + """
            1 | A | Review Health Assessment  | 2023-05-01 | Completed
            2 | B | Initial Health Assessment | 2023-05-01 | Completed
        """,
    ) == Ratio(numerator=1, denominator=1)


def test_the_yearly_return_stands_where_no_check_is_loaded(measured):
    """At 31 March, of the children it lists: yes, no, and blank. D, who is not listed, is not asked about."""
    assert measured(HEALTH_ASSESSED, at="2023-24", **_RETURN) == Ratio(numerator=1, denominator=3)


def test_and_says_nothing_of_other_months(measured):
    """The same return at the end of February: nobody is known of."""
    assert measured(HEALTH_ASSESSED, at="2024-02-29", **_RETURN) == Ratio(numerator=0, denominator=0)


_RETURN = {
    "periods_of_care": """
        period_of_care_id | person_id | start_date
        a                 | A         | 2022-01-01
        b                 | B         | 2022-01-01
        c                 | C         | 2022-01-01
        d                 | D         | 2022-01-01
    """,
    "ssda903_episodes": """
        child | decom      | source_file
        Z     | 2023-05-01 | 2024-episodes.csv
    """,
    "ssda903_oc2": """
        child | health_assessment | source_file
        A     | Y                 | 2024-oc2.csv
        B     | N                 | 2024-oc2.csv
        C     |                   | 2024-oc2.csv
    """,
}
