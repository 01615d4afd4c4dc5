from lineofsight.measures.catalogue.front_door import BECAME_REFERRALS
from tests.factories.measures import Ratio

title = "Contacts that became referrals"


def test_only_a_new_referral_counts(measured):
    """One attached to a referral already open is work on that case; one without an outcome is not yet a referral."""
    assert measured(
        BECAME_REFERRALS,
        at="2024-04-30",
        ssd_contacts="""
            cont_contact_id | cont_person_id | cont_contact_date | cont_contact_outcome_json
            1               | A              | 2024-04-10        | NEW_REFERRAL_FLAG
            2               | B              | 2024-04-10        | EXISTING_REFERRAL_FLAG
            3               | C              | 2024-04-11        | ADVICE_FLAG
            4               | D              | 2024-04-12        |
        """,
    ) == Ratio(numerator=1, denominator=4)


def test_the_month_is_that_of_the_contact(measured):
    """However late it became a referral."""
    assert measured(
        BECAME_REFERRALS,
        at="2024-04-30",
        contacts="""
            contact_id | person_id | contact_date | became_referral
            1          | A         | 2024-03-31   | Y
            2          | B         | 2024-04-01   | Y
            3          | C         | 2024-04-30   | N
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_each_source_has_a_share_of_its_own(measured):
    """Of two calls by the police one was taken on."""
    assert measured(
        BECAME_REFERRALS,
        at="2024-04-30",
        by="part",
        group="Police",
        contacts="""
            contact_id | person_id | contact_date | became_referral | source_group
            1          | A         | 2024-04-10   | Y               | Police
            2          | B         | 2024-04-10   | N               | Police
            3          | C         | 2024-04-10   | Y               | Schools
        """,
    ) == Ratio(numerator=1, denominator=2)
