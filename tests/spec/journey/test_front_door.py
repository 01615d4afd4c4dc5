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


def test_who_made_a_contact_is_known_by_group(made):
    """The groups of Annex A. The code 10 says that it is not known, which is the same as a blank."""
    contacts = made(
        "contacts",
        ssd_contacts="""
            contact_id | person_id | contact_date | contact_source_code
            K1         | A         | 2024-04-02   | 6
            K2         | A         | 2024-04-02   | 3E
            K3         | A         | 2024-04-02   | 5D
            K4         | A         | 2024-04-02   | 10
            K5         | A         | 2024-04-02   |
        """,
    )
    assert contacts.shows("""
        contact_id | source_group
        K1         | Police
        K2         | Health services
        K3         | Local authority services
        K4         |
        K5         |
    """)


def test_a_contact_ended_in_advice_where_nothing_else_took_it_on(made):
    """Advice beside a referral or an enquiry is not how it ended."""
    contacts = made(
        "contacts",
        ssd_contacts="""
            contact_id | person_id | contact_date | contact_outcome_json
            K1         | A         | 2024-04-02   | ADVICE_FLAG
            K2         | A         | 2024-04-02   | NFA_FLAG ADVICE_FLAG
            K3         | A         | 2024-04-02   | NFA_FLAG NEW_REFERRAL_FLAG
            K4         | A         | 2024-04-02   | ADVICE_FLAG EXISTING_REFERRAL_FLAG
            K5         | A         | 2024-04-02   | ADVICE_FLAG CP_ENQUIRY_FLAG
            K6         | A         | 2024-04-02   | OTHER_OUTCOMES_EXIST_FLAG
            K7         | A         | 2024-04-02   |
        """,
    )
    assert contacts.shows("""
        contact_id | ended_in_advice
        K1         | Y
        K2         | Y
        K3         | N
        K4         | N
        K5         | N
        K6         | N
        K7         | N
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


def test_who_leads_early_help_is_known_by_the_words_of_the_name(made):
    """The wording is local. A school nurse is of the health service; a council for voluntary service is no council."""
    episodes = made(
        "early_help_episodes",
        ssd_early_help_episodes="""
            episode_id | person_id | episode_start_date | episode_organisation
            E1         | A         | 2024-01-01         | Gloucestershire County Council
            E2         | A         | 2024-01-01         | LA
            E3         | A         | 2024-01-01         | Forest Family Hub
            E4         | A         | 2024-01-01         | ST PETER'S HIGH SCHOOL
            E5         | A         | 2024-01-01         | School Nursing Team
            E6         | A         | 2024-01-01         | Council for Voluntary Service
            E7         | A         | 2024-01-01         | Constabulary
            E8         | A         | 2024-01-01         | Atlas Homes
            E9         | A         | 2024-01-01         |
        """,
    )
    assert episodes.shows("""
        episode_id | led_by
        E1         | local authority
        E2         | local authority
        E3         | local authority
        E4         | school or nursery
        E5         | health service
        E6         | voluntary sector
        E7         | police
        E8         | other partner
        E9         |
    """)
