from lineofsight.measures.catalogue.health_in_care import IMMUNISED
from tests.factories.measures import Ratio

title = "Immunisations of children in care up to date"

_IN_CARE = """
    period_of_care_id | person_id | start_date
    a                 | A         | 2022-01-01
    b                 | B         | 2022-01-01
    c                 | C         | 2022-01-01
"""


def test_a_child_whose_status_is_not_recorded_is_not_up_to_date(measured):
    """Yes, no, and nothing."""
    assert measured(
        IMMUNISED,
        at="2024-04-30",
        periods_of_care=_IN_CARE,
        ssd_cla_immunisations="""
            clai_person_id | clai_immunisations_status | clai_immunisations_status_date
            A              | Y                         | 2023-01-10
            B              | N                         | 2023-01-10
        """,
    ) == Ratio(numerator=1, denominator=3)


def test_earlier_31_marches_rest_on_the_yearly_return(measured):
    """At 31 March the return stands; what the case system says was said a month later."""
    assert measured(IMMUNISED, at="2024-03-31", **_BOTH) == Ratio(numerator=2, denominator=3)


def test_a_child_must_have_been_looked_after_for_twelve_months(measured):
    """A since the first of the twelve months, B since the day after."""
    assert measured(
        IMMUNISED,
        at="2024-04-30",
        periods_of_care="""
            period_of_care_id | person_id | start_date
            a                 | A         | 2023-05-01
            b                 | B         | 2023-05-02
        """,
        ssd_cla_immunisations="""
            clai_person_id | clai_immunisations_status | clai_immunisations_status_date
            A              | Y                         |
            B              | Y                         |
        """,
    ) == Ratio(numerator=1, denominator=1)


_BOTH = {
    "periods_of_care": _IN_CARE,
    "immunisations": """
        person_id | known_on   | is_up_to_date
        A         | 2024-04-30 | N
        B         | 2024-04-30 | N
        C         | 2024-04-30 | N
    """,
    "years_in_care": """
        period_of_care_id | person_id | start_date
        a                 | A         | 2022-12-31
        b                 | B         | 2022-12-31
        c                 | C         | 2022-12-31
    """,
    "yearly_outcomes": """
        person_id | year_end   | is_immunised
        A         | 2024-03-31 | Y
        B         | 2024-03-31 | Y
        C         | 2024-03-31 | N
    """,
}
