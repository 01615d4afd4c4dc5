"""How long children were in each stage, and which way they left it first. Who is still in it has no end."""

title = "Time in each stage"

REFERRALS = """
    referral_id | person_id | referral_date | close_date | close_reason | is_nfa
    1           | A         | 2023-06-01    |            |              | N
    2           | B         | 2023-06-01    | 2023-07-01 | RC7          | N
    3           | C         | 2023-06-01    |            |              | N
    4           | D         | 2023-06-01    | 2023-06-01 |              | Y
"""


def test_waiting_for_an_assessment_ends_when_it_begins_or_the_referral_closes(made):
    """The first assessment of the referral. A referral without action waits for nothing and is left out."""
    assert made(
        "stage_spells",
        referrals=REFERRALS,
        assessments="""
            assessment_id | person_id | referral_id | start_date | auth_date
            1             | A         | 1           | 2023-06-05 |
            2             | A         | 1           | 2023-09-01 |
        """,
    ).shows("""
        stage                  | spell_id | start_date | end_date   | ended_in
        referral to assessment | 1        | 2023-06-01 | 2023-06-05 | assessment
        referral to assessment | 2        | 2023-06-01 | 2023-07-01 | closed without assessment
        referral to assessment | 3        | 2023-06-01 |            |
        assessment             | 1        | 2023-06-05 |            |
        assessment             | 2        | 2023-09-01 |            |
        episode of need        | 1        | 2023-06-01 |            |
        episode of need        | 2        | 2023-06-01 | 2023-07-01 | services ended
        episode of need        | 3        | 2023-06-01 |            |
    """)


def test_an_assessment_ends_authorised_or_with_its_referral(made):
    """What nobody authorised before the referral was closed is not waited for any more."""
    assert made(
        "stage_spells",
        journey_referrals="""
            referral_id | person_id | referral_date | close_date | is_nfa
            9           | C         | 2023-06-01    | 2023-08-01 | Y
        """,
        assessments="""
            assessment_id | person_id | referral_id | start_date | auth_date  | outcome_nfa
            1             | A         |             | 2023-06-05 | 2023-07-05 | Y
            2             | B         |             | 2023-06-05 | 2023-07-06 | N
            3             | C         | 9           | 2023-06-05 |            | N
        """,
    ).shows("""
        stage      | spell_id | end_date   | ended_in
        assessment | 1        | 2023-07-05 | no further action
        assessment | 2        | 2023-07-06 | further action
        assessment | 3        | 2023-08-01 | closed without a decision
    """)


def test_an_enquiry_waits_for_its_conference_even_when_it_is_ended(made):
    """Held: the conference's day. Arranged and not held: open. None arranged: the enquiry's own end."""
    assert made(
        "stage_spells",
        s47_enquiries="""
            s47_enquiry_id | person_id | start_date | end_date
            1              | A         | 2023-06-01 | 2023-06-08
            2              | B         | 2023-06-01 | 2023-06-08
            3              | C         | 2023-06-01 | 2023-06-08
            4              | D         | 2023-06-01 |
        """,
        initial_cp_conferences="""
            icpc_id | person_id | s47_enquiry_id | conference_date
            1       | A         | 1              | 2023-06-22
            2       | B         | 2              |
        """,
    ).shows("""
        stage             | spell_id | end_date   | ended_in
        s47 to conference | 1        | 2023-06-22 | conference
        s47 to conference | 2        |            |
        s47 to conference | 3        | 2023-06-08 | no conference
        s47 to conference | 4        |            |
    """)


def test_a_plan_ends_in_the_highest_service_within_thirty_days(made):
    """Care before a child protection plan before a child in need plan; the 30th day counts."""
    assert made(
        "stage_spells",
        cp_plans="""
            cp_plan_id | person_id | start_date | end_date   | is_other_authority
            1          | A         | 2023-01-01 | 2023-06-01 | N
            2          | B         | 2023-01-01 | 2023-06-01 | N
            3          | C         | 2023-01-01 | 2023-06-01 | N
            4          | D         | 2023-01-01 |            | N
        """,
        cin_plans="""
            cin_plan_id | person_id | start_date
            1           | A         | 2023-06-01
            2           | B         | 2023-07-01
            3           | C         | 2023-07-02
        """,
        periods_of_care="""
            period_of_care_id | person_id | start_date
            1                 | A         | 2023-05-20
        """,
    ).shows("""
        stage                 | spell_id | end_date   | ended_in
        child protection plan | 1        | 2023-06-01 | care
        child protection plan | 2        | 2023-06-01 | child in need plan
        child protection plan | 3        | 2023-06-01 | no plan
        child protection plan | 4        |            |
        child in need plan    | 1        |            |
        child in need plan    | 2        |            |
        child in need plan    | 3        |            |
        care                  | 1        |            |
    """)


def test_leaving_care_early_help_and_pre_proceedings_ends_as_it_was_recorded(made):
    """In the groups of the reason codes; a child taken to court without pre-proceedings was never in them."""
    assert made(
        "stage_spells",
        periods_of_care="""
            period_of_care_id | person_id | start_date | end_date   | end_reason
            1                 | A         | 2022-01-01 | 2023-06-01 | E45
            2                 | B         | 2022-01-01 | 2023-06-01 |
        """,
        early_help_episodes="""
            episode_id | person_id | start_date | end_date   | end_reason
            1          | C         | 2023-01-01 | 2023-06-01 | OUTCOMES_MET
        """,
        pre_proceedings="""
            pre_proceedings_id | person_id | start_date | end_date   | outcome
            1                  | D         | 2023-01-01 | 2023-06-01 | Decision to step down
            2                  | E         |            | 2023-06-01 | Decision to Issue Care Proceedings
        """,
    ).shows("""
        stage           | spell_id | ended_in
        care            | 1        | special guardianship
        care            | 2        | reason not recorded
        early help      | 1        | outcomes met
        pre-proceedings | 1        | stepped down
    """)


def test_who_came_back_is_looked_for_up_to_the_same_date_a_year_later(made):
    """The day itself is no return; the same date a year on is the last that counts."""
    assert made(
        "returns",
        referrals="""
            referral_id | person_id | referral_date | close_date | is_nfa
            1           | A         | 2022-01-01    | 2022-06-01 | N
            2           | A         | 2023-06-01    |            | N
            3           | B         | 2022-01-01    | 2022-06-01 | N
            4           | B         | 2023-06-02    |            | N
            5           | C         | 2022-01-01    | 2022-06-01 | N
            6           | C         | 2022-06-01    |            | N
        """,
    ).shows("""
        kind           | return_id | left_on    | returned_on
        referred again | 1         | 2022-06-01 | 2023-06-01
        referred again | 3         | 2022-06-01 |
        referred again | 5         | 2022-06-01 |
    """)


def test_stepped_down_then_up_is_a_plan_or_care_after_a_child_protection_plan_that_went_down(made):
    """A plan that ended in no plan at all was not stepped down."""
    assert made(
        "returns",
        cp_plans="""
            cp_plan_id | person_id | start_date | end_date   | is_other_authority
            1          | A         | 2022-01-01 | 2022-06-01 | N
            2          | A         | 2022-10-01 |            | N
            3          | B         | 2022-01-01 | 2022-06-01 | N
            4          | B         | 2022-10-01 |            | N
        """,
        cin_plans="""
            cin_plan_id | person_id | start_date
            1           | A         | 2022-06-01
        """,
    ).shows("""
        kind                       | return_id | returned_on
        stepped down, then up again | 1        | 2022-10-01
    """)


def test_early_help_again_and_contact_again(made):
    """A contact that led to something else is no bounce."""
    assert made(
        "returns",
        early_help_episodes="""
            episode_id | person_id | start_date | end_date
            1          | A         | 2022-01-01 | 2022-06-01
            2          | A         | 2022-09-01 |
        """,
        contacts="""
            contact_id | person_id | contact_date
            1          | A         | 2021-12-20
            2          | B         | 2022-01-01
            3          | B         | 2022-02-01
        """,
    ).shows("""
        kind             | return_id | left_on    | returned_on
        early help again | 1         | 2022-06-01 | 2022-09-01
        contact again    | 2         | 2022-01-01 | 2022-02-01
        contact again    | 3         | 2022-02-01 |
    """)
