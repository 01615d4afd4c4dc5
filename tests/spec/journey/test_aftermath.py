"""What became of children after a service let them go."""

title = "After a service ended"

CARE = """
    period_of_care_id | person_id | start_date | end_date   | end_reason | is_uasc
    1                 | A         | 2022-01-01 | 2023-01-10 | E4A        | N
    2                 | A         | 2023-06-01 |            |            | N
"""


def test_a_return_to_care_is_found_after_the_day_care_ended(made):
    """The first later period; the one still open is no departure."""
    assert made("aftermath", periods_of_care=CARE).shows("""
        kind      | departure_id | person_id | left_on    | reason | care_after | is_uasc
        left care | 1            | A         | 2023-01-10 | E4A    | 2023-06-01 | N
    """)


def test_a_move_to_another_authority_is_not_leaving_care(made):
    """X1: care went on elsewhere, and what followed is not ours to see."""
    assert made(
        "aftermath",
        periods_of_care="""
            period_of_care_id | person_id | start_date | end_date   | end_reason
            1                 | A         | 2022-01-01 | 2023-01-10 | X1
        """,
    ).is_empty()


def test_what_happens_on_the_day_itself_is_not_after_it(made):
    """A plan that ended because care began is not followed by that care; the day after would be."""
    assert made(
        "aftermath",
        cp_plans="""
            cp_plan_id | person_id | start_date | end_date   | latest_category | is_other_authority
            1          | A         | 2022-01-01 | 2023-01-10 | NEG             | N
            2          | B         | 2022-01-01 | 2023-01-10 | EMO             | N
        """,
        periods_of_care="""
            period_of_care_id | person_id | start_date
            1                 | A         | 2023-01-10
            2                 | B         | 2023-01-11
        """,
    ).shows("""
        kind       | departure_id | left_on    | reason | care_after
        plan ended | 1            | 2023-01-10 | NEG    |
        plan ended | 2            | 2023-01-10 | EMO    | 2023-01-11
    """)


def test_a_plan_of_another_authority_is_neither_a_departure_nor_a_later_plan(made):
    assert made(
        "aftermath",
        cp_plans="""
            cp_plan_id | person_id | start_date | end_date   | is_other_authority
            1          | A         | 2022-01-01 | 2023-01-10 | N
            2          | A         | 2023-02-01 | 2023-03-01 | Y
        """,
    ).shows("""
        kind       | departure_id | plan_after
        plan ended | 1            |
    """)


def test_a_conference_that_led_to_no_plan_and_an_enquiry_that_led_to_no_conference(made):
    """The children who were not admitted. An enquiry with a conference, held or still to be held, is none of them."""
    assert made(
        "aftermath",
        s47_enquiries="""
            s47_enquiry_id | person_id | start_date | end_date
            1              | A         | 2023-01-01 | 2023-01-08
            2              | B         | 2023-01-01 | 2023-01-08
            3              | A         | 2023-05-01 |
        """,
        initial_cp_conferences="""
            icpc_id | person_id | s47_enquiry_id | conference_date | led_to_plan
            7       | B         | 2              | 2023-01-20      | N
        """,
    ).shows("""
        kind                       | departure_id | person_id | left_on    | enquiry_after
        enquiry without conference | 1            | A         | 2023-01-08 | 2023-05-01
        conference without plan    | 7            | B         | 2023-01-20 |
    """)


def test_a_contact_that_became_no_referral_and_a_referral_without_action(made):
    """The front door's own departures: what came of the children whom nobody saw."""
    assert made(
        "aftermath",
        contacts="""
            contact_id | person_id | contact_date | contact_source | became_referral
            1          | A         | 2023-01-01   | 1A             | N
            2          | A         | 2023-02-01   | 1A             | Y
        """,
        referrals="""
            referral_id | person_id | referral_date | referral_source | is_nfa
            1           | A         | 2023-02-01    | 2B              | Y
            2           | A         | 2023-03-01    | 2B              | N
        """,
    ).shows("""
        kind                     | departure_id | left_on    | reason | referral_after
        contact without referral | 1            | 2023-01-01 | 1A     | 2023-02-01
        referral without action  | 1            | 2023-02-01 | 2B     | 2023-03-01
    """)


def test_age_is_taken_on_the_day_of_leaving(made):
    """16 and 17 year olds are shown apart: the birthday itself counts."""
    assert made(
        "aftermath",
        journey_people="""
            person_id | date_of_birth
            A         | 2007-01-10
        """,
        periods_of_care=CARE,
    ).shows("""
        departure_id | age
        1            | 16
    """)
