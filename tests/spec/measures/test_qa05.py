from lineofsight.measures.catalogue.quality import COMPLETENESS
from tests.factories.measures import Ratio

title = "Mandatory fields that are filled"

_RECORDS = """
    record_kind | record_id | person_id | start_date | end_date   | n_fields | n_filled
    referral    | 1         | A         | 2023-01-01 |            | 2        | 1
    placement   | 2         | A         | 2023-06-01 |            | 3        | 3
    placement   | 3         | A         | 2023-01-01 | 2023-06-01 | 3        | 0
"""


def test_every_open_record_of_a_child_counts(measured):
    """A's referral and present placement: four of five fields. The placement that ended is not asked."""
    assert measured(COMPLETENESS, at="2024-03-31", record_completeness=_RECORDS) == Ratio(numerator=4, denominator=5)


def test_what_the_record_is_of_is_told_apart(measured):
    """Half of the referrals' fields are filled."""
    assert measured(COMPLETENESS, at="2024-03-31", by="part", group="referral", record_completeness=_RECORDS) == Ratio(
        numerator=1, denominator=2
    )


def test_a_code_that_is_blank_in_the_case_system_is_not_filled(measured):
    """B's referral says who referred, and not why."""
    assert measured(
        COMPLETENESS,
        at="2022-23",
        by="part",
        group="referral",
        ssd_person="""
            pers_person_id
            B
        """,
        ssd_cin_episodes="""
            cine_referral_id | cine_person_id | cine_referral_date | cine_referral_source_code
            1                | B              | 2022-06-01         | 6
        """,
    ) == Ratio(numerator=1, denominator=2)
