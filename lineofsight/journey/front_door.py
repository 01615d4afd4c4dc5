"""The front door: contacts, early help and referrals."""

from lineofsight.engines import Step
from lineofsight.journey.fragments import ended, only_if_ended, person_of

CONTACTS = Step(
    table="journey.contacts",
    grain="one row per child per contact",
    key=("contact_id",),
    about="became_referral is false where no outcome was recorded.",
    sql=f"""
        SELECT
            contact.cont_contact_id AS contact_id,
            person.person_id,
            contact.cont_contact_date AS contact_date,
            contact.cont_contact_source_code AS contact_source,
            COALESCE(LIST_CONTAINS(contact.cont_contact_outcome_json, 'NEW_REFERRAL_FLAG'), FALSE) AS became_referral,
            'ssd_contacts' AS source,
            contact.source_file,
            contact.source_row
        FROM source.ssd_contacts AS contact
        CROSS JOIN journey.run AS run
        {person_of("contact.cont_person_id")}
        WHERE contact.cont_contact_date <= run.as_of
    """,
)

EARLY_HELP_EPISODES = Step(
    table="journey.early_help_episodes",
    grain="one row per child per early help episode",
    key=("episode_id",),
    sql=f"""
        SELECT
            episode.earl_episode_id AS episode_id,
            person.person_id,
            episode.earl_episode_start_date AS start_date,
            {ended("episode.earl_episode_end_date", "episode.earl_episode_start_date")} AS end_date,
            {only_if_ended("episode.earl_episode_end_reason", "episode.earl_episode_end_date")} AS end_reason,
            episode.earl_episode_organisation AS organisation,
            'ssd_early_help_episodes' AS source,
            episode.source_file,
            episode.source_row
        FROM source.ssd_early_help_episodes AS episode
        CROSS JOIN journey.run AS run
        {person_of("episode.earl_person_id")}
        WHERE episode.earl_episode_start_date <= run.as_of
    """,
)

REFERRALS = Step(
    table="journey.referrals",
    grain="one row per referral, that is per episode of need",
    key=("referral_id",),
    about="close_date is null while the episode of need is open. is_nfa is false where it was not recorded.",
    sql=f"""
        SELECT
            referral.cine_referral_id AS referral_id,
            person.person_id,
            referral.cine_referral_date AS referral_date,
            {ended("referral.cine_close_date", "referral.cine_referral_date")} AS close_date,
            {only_if_ended("referral.cine_close_reason", "referral.cine_close_date")} AS close_reason,
            referral.cine_cin_primary_need_code AS primary_need,
            referral.cine_referral_source_code AS referral_source,
            COALESCE(referral.cine_referral_nfa, FALSE) AS is_nfa,
            'ssd_cin_episodes' AS source,
            referral.source_file,
            referral.source_row
        FROM source.ssd_cin_episodes AS referral
        CROSS JOIN journey.run AS run
        {person_of("referral.cine_person_id")}
        WHERE referral.cine_referral_date <= run.as_of
    """,
)

STEPS = (CONTACTS, EARLY_HELP_EPISODES, REFERRALS)
