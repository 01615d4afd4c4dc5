from lineofsight.measures.catalogue.permanence import TIME_TO_MATCH
from tests.factories.measures import Ratio

title = "From the decision for adoption to a match"


def test_days_become_months_of_a_twelfth_of_a_year(measured):
    """487 days are 16 months of 30.4375 days; a match on the day of the decision took none."""
    assert measured(
        TIME_TO_MATCH,
        at="2023-24",
        adoption_matches="""
            person_id | match_date | days_to_match
            A         | 2023-04-01 | 487
            B         | 2024-03-31 | 0
            C         | 2023-03-31 | 900
        """,
    ) == Ratio(numerator=16, denominator=2)


def test_a_match_before_its_decision_is_left_out(measured):
    """Nothing says how long A waited; B waited 487 days."""
    assert measured(
        TIME_TO_MATCH,
        at="2023-24",
        ssd_permanence="""
            perm_table_id | perm_person_id | perm_adm_decision_date | perm_matched_date
            1             | A              | 2023-09-01             | 2023-06-01
            2             | B              | 2022-01-31             | 2023-06-02
            3             | C              |                        | 2023-06-02
            4             | D              | 2023-01-01             |
        """,
    ) == Ratio(numerator=16, denominator=1)


def test_without_the_case_systems_table_the_return_says(measured):
    """The adoptions of the SSDA903; one that two years' files hold is one."""
    assert measured(
        TIME_TO_MATCH,
        at="2023-24",
        ssda903_ad1="""
            child | date_int   | date_match
            A     | 2022-01-31 | 2023-06-02
            A     | 2022-01-31 | 2023-06-02
        """,
    ) == Ratio(numerator=16, denominator=1)
