"""How far children came after a contact or referral, within the same number of days for each."""

title = "Pathways from contact"

CONTACT = """
    contact_id | person_id | contact_date
    1          | A         | 2023-06-01
"""


def test_a_step_counts_from_the_day_of_the_contact_for_180_days(made):
    """The day of the contact and the 180th day after it count, the 181st does not."""
    assert made(
        "pathways",
        contacts=CONTACT,
        referrals="""
            referral_id | person_id | referral_date | is_nfa
            1           | A         | 2023-06-01    | N
        """,
        assessments="""
            assessment_id | person_id | start_date
            1             | A         | 2023-11-28
        """,
        cin_plans="""
            cin_plan_id | person_id | start_date
            1           | A         | 2023-11-29
        """,
    ).shows("""
        entry   | started_on | followed_until | referral_on | assessment_on | cin_plan_on | furthest
        contact | 2023-06-01 | 2023-11-28     | 2023-06-01  | 2023-11-28    |             | assessment
    """)


def test_a_referral_within_seven_days_of_a_contact_has_no_row_of_its_own(made):
    """It is a step of the contact's. After eight days it is an entry, whatever contact came before."""
    assert made(
        "pathways",
        contacts="""
            contact_id | person_id | contact_date
            1          | A         | 2023-06-01
            2          | B         | 2023-06-01
        """,
        referrals="""
            referral_id | person_id | referral_date
            7           | A         | 2023-06-08
            8           | B         | 2023-06-09
        """,
    ).shows("""
        entry    | entry_id | person_id | referral_on
        contact  | 1        | A         | 2023-06-08
        contact  | 2        | B         | 2023-06-09
        referral | 8        | B         | 2023-06-09
    """)


def test_only_a_contact_180_days_old_is_followed_whole(made):
    """The others are followed to the day of the run, and no cohort may hold them."""
    assert made(
        "pathways",
        as_of="2024-04-30",
        contacts="""
            contact_id | person_id | contact_date
            1          | A         | 2023-11-02
            2          | A         | 2023-11-03
        """,
    ).shows("""
        entry_id | followed_until | is_whole
        1        | 2024-04-30     | Y
        2        | 2024-04-30     | N
    """)


def test_a_pathway_ends_without_referral_closed_or_still_open(made):
    """Looked at on the last day of the following; a referral without action was closed on its own day."""
    assert made(
        "pathways",
        contacts="""
            contact_id | person_id | contact_date
            1          | A         | 2023-06-01
            2          | B         | 2023-06-01
            3          | C         | 2023-06-01
            4          | D         | 2023-06-01
        """,
        referrals="""
            referral_id | person_id | referral_date | close_date | is_nfa
            1           | B         | 2023-06-01    | 2023-11-28 | N
            2           | C         | 2023-06-01    | 2023-11-29 | N
            3           | D         | 2023-06-02    |            | Y
        """,
    ).shows("""
        person_id | ended
        A         | no referral
        B         | closed
        C         | still open
        D         | closed
    """)


def test_a_child_whose_referral_was_open_already_is_marked(made):
    """What follows is then work under way, not the contact's doing."""
    assert made(
        "pathways",
        contacts="""
            contact_id | person_id | contact_date
            1          | A         | 2023-06-01
            2          | B         | 2023-06-01
        """,
        referrals="""
            referral_id | person_id | referral_date | close_date | is_nfa
            1           | A         | 2023-01-10    | 2023-06-02 | N
            2           | B         | 2023-01-10    | 2023-06-01 | N
        """,
    ).shows("""
        entry    | person_id | was_open | ended
        contact  | A         | Y        | closed
        contact  | B         | N        | no referral
        referral | A         | N        | closed
        referral | B         | N        | closed
    """)


def test_the_furthest_step_is_the_highest_and_not_the_last(made):
    """Early help after a plan does not undo the plan; another authority's plan is none of ours."""
    assert made(
        "pathways",
        contacts="""
            contact_id | person_id | contact_date
            1          | A         | 2023-06-01
            2          | B         | 2023-06-01
        """,
        cp_plans="""
            cp_plan_id | person_id | start_date | is_other_authority
            1          | A         | 2023-07-01 | N
            2          | B         | 2023-07-01 | Y
        """,
        early_help_episodes="""
            episode_id | person_id | start_date
            1          | A         | 2023-10-01
            2          | B         | 2023-10-01
        """,
    ).shows("""
        person_id | cp_plan_on | early_help_on | furthest
        A         | 2023-07-01 | 2023-10-01    | cp_plan
        B         |            | 2023-10-01    | early_help
    """)
