from lineofsight.measures.catalogue.front_door import ENDED_IN_ADVICE
from tests.factories.measures import Ratio

title = "Contacts that ended in advice or no further action"


def test_advice_and_no_further_action_count_and_another_outcome_does_not(measured):
    """A contact whose outcome is not recorded is counted, and not as ended in advice."""
    assert measured(
        ENDED_IN_ADVICE,
        at="2024-04-30",
        ssd_contacts="""
            cont_contact_id | cont_person_id | cont_contact_date | cont_contact_outcome_json
            1               | A              | 2024-04-10        | ADVICE_FLAG
            2               | B              | 2024-04-10        | NFA_FLAG
            3               | C              | 2024-04-11        | OTHER_OUTCOMES_EXIST_FLAG
            4               | D              | 2024-04-12        |
        """,
    ) == Ratio(numerator=2, denominator=4)


def test_advice_beside_a_referral_or_an_enquiry_did_not_end_it(measured):
    """The family got advice, and social care went on."""
    assert measured(
        ENDED_IN_ADVICE,
        at="2024-04-30",
        ssd_contacts="""
            cont_contact_id | cont_person_id | cont_contact_date | cont_contact_outcome_json
            1               | A              | 2024-04-10        | ADVICE_FLAG NEW_REFERRAL_FLAG
            2               | B              | 2024-04-10        | NFA_FLAG EXISTING_REFERRAL_FLAG
            3               | C              | 2024-04-11        | ADVICE_FLAG CP_ENQUIRY_FLAG
            4               | D              | 2024-04-12        | ADVICE_FLAG NFA_FLAG
        """,
    ) == Ratio(numerator=1, denominator=4)
