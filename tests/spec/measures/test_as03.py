from lineofsight.measures.catalogue.assessment import ON_TIME_FROM_REFERRAL
from tests.factories.measures import Ratio

title = "Assessments within 45 working days of the referral"

_REFERRED = """
    cine_referral_id | cine_person_id | cine_referral_date
    r1               | A              | 2024-01-08
    r2               | B              | 2024-01-08
"""


def test_the_days_before_the_assessment_began_count(measured):
    """45 working days after Monday 8 January 2024 is Monday 11 March; both assessments began a week after it."""
    assert measured(
        ON_TIME_FROM_REFERRAL,
        at="2023-24",
        ssd_cin_episodes=_REFERRED,
        ssd_cin_assessments="""
            cina_assessment_id|cina_person_id|cina_referral_id|cina_assessment_start_date|cina_assessment_auth_date
            1                  | A              | r1               | 2024-01-15                 | 2024-03-11
            2                  | B              | r2               | 2024-01-15                 | 2024-03-12
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_only_the_first_assessment_of_a_referral_counts(measured):
    """The second, of March, answers a later question: it is in neither number."""
    assert measured(
        ON_TIME_FROM_REFERRAL,
        at="2023-24",
        ssd_cin_episodes=_REFERRED,
        ssd_cin_assessments="""
            cina_assessment_id|cina_person_id|cina_referral_id|cina_assessment_start_date|cina_assessment_auth_date
            1                  | A              | r1               | 2024-01-15                 | 2024-01-31
            2                  | A              | r1               | 2024-03-04                 | 2024-03-28
        """,
    ) == Ratio(numerator=1, denominator=1)


def test_an_assessment_whose_referral_is_not_known_is_not_in_time(measured):
    """It counts, since nothing says that it was not the first."""
    assert measured(
        ON_TIME_FROM_REFERRAL,
        at="2023-24",
        ssd_cin_assessments="""
            cina_assessment_id|cina_person_id|cina_referral_id|cina_assessment_start_date|cina_assessment_auth_date
            1                  | A              |                  | 2024-01-15                 | 2024-01-31
            2                  | B              | not sent         | 2024-01-15                 | 2024-01-31
        """,
    ) == Ratio(numerator=0, denominator=2)


def test_open_assessments_are_in_neither_number(measured):
    """However late they are."""
    assert measured(
        ON_TIME_FROM_REFERRAL,
        at="2023-24",
        assessments="""
            assessment_id | person_id | start_date | auth_date  | working_days_from_referral | is_first
            1             | A         | 2023-06-01 |            |                            | Y
            2             | B         | 2023-06-01 | 2023-06-30 | 45                         | Y
        """,
    ) == Ratio(numerator=1, denominator=1)
