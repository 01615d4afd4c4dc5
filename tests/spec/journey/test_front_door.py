"""Contacts, referrals, early help."""

title = "The front door"


def test_a_contact_became_a_referral_where_its_outcome_says_so(made):
    """Attached to an open referral is not a new one; an outcome that was not recorded is no referral."""
    contacts = made(
        "contacts",
        ssd_contacts="""
            contact_id | person_id | contact_date | contact_source_code | contact_outcome_json
            K1         | A         | 2024-04-02   | 6                   | NEW_REFERRAL_FLAG
            K2         | A         | 2024-04-03   | 2A                  | EXISTING_REFERRAL_FLAG
            K3         | B         | 2024-04-03   |                     | []
            K4         | C         | 2024-04-04   | 1A                  |
        """,
    )
    assert contacts.shows("""
        contact_id | contact_source | became_referral
        K1         | 6              | Y
        K2         | 2A             | N
        K3         |                | N
        K4         | 1A             | N
    """)


def test_no_further_action_that_was_not_recorded_is_not_assumed(made):
    """A blank is taken as a referral that went on, so that it is not lost from children in need."""
    referrals = made(
        "referrals",
        ssd_cin_episodes="""
            referral_id | person_id | referral_date | referral_nfa | cin_primary_need_code | referral_source_code
            R1          | A         | 2024-01-10    | Y            | N1                    | 6
            R2          | B         | 2024-01-11    |              |                       | 2A
        """,
    )
    assert referrals.shows("""
        referral_id | is_nfa | primary_need | referral_source
        R1          | Y      | N1           | 6
        R2          | N      |              | 2A
    """)


def test_early_help_is_a_spell(made):
    """Half-open: the end date is the first day without it."""
    episodes = made(
        "early_help_episodes",
        ssd_early_help_episodes="""
            episode_id | person_id | episode_start_date | episode_end_date | episode_end_reason
            E1         | A         | 2023-09-01         | 2023-12-20       | STEP_UP
            E2         | B         | 2024-02-01         |                  |
        """,
    )
    assert episodes.shows("""
        episode_id | start_date | end_date   | end_reason
        E1         | 2023-09-01 | 2023-12-20 | STEP_UP
        E2         | 2024-02-01 |            |
    """)
