"""The front door: contacts, early help and referrals."""

from lineofsight.engines import Step
from lineofsight.journey.fragments import ended, has_words, only_if_ended, person_of

_LEADERS = {
    "health service": ("health", "nhs", "midwi", "gp surgery", "school nursing", "school nurses"),
    "school or nursery": ("school", "academy", "college", "nursery", "nurseries", "playgroup", "childminder"),
    "voluntary sector": ("voluntary", "charity", "home-start", "barnardo", "action for children"),
    "police": ("police", "constabulary"),
    "local authority": ("local authority", "council", "children's services", "family hub", "early help"),
}
"""Words by which the kind of a lead organisation is known; the first kind that fits stands, so that a school nurse is
of the health service and a council for voluntary service is not a council. The SSD holds local wording, and no list
is national."""


def _kind_of(organisation: str) -> str:
    """SQL for the kind of an organisation, null where none is recorded. 'LA' alone is the local authority."""
    kinds = " ".join(f"WHEN {has_words(organisation, words)} THEN '{kind}'" for kind, words in _LEADERS.items())
    return f"""CASE
                WHEN {organisation} IS NULL THEN NULL
                {kinds}
                WHEN UPPER({organisation}) = 'LA' THEN 'local authority'
                ELSE 'other partner'
            END"""


def _group_of(source: str, name: str) -> str:
    """Joins `name`, the group of a source of contacts and referrals; the code 10 says that it is not known."""
    return (
        f"LEFT JOIN standards.codes AS {name} ON {name}.code_set = 'contact_referral_source_group' "
        f"AND {name}.code = {source} AND {name}.code <> '10'"
    )


CONTACTS = Step(
    table="journey.contacts",
    grain="one row per child per contact",
    key=("contact_id",),
    about=(
        "became_referral and ended_in_advice are false where no outcome was recorded. ended_in_advice: advice or no "
        "further action, and no referral, new or open, nor a child protection enquiry beside it. source_group is null "
        "where it is not known who made the contact."
    ),
    sql=f"""
        SELECT
            contact.cont_contact_id AS contact_id,
            person.person_id,
            contact.cont_contact_date AS contact_date,
            contact.cont_contact_source_code AS contact_source,
            source_group.label AS source_group,
            COALESCE(LIST_CONTAINS(contact.cont_contact_outcome_json, 'NEW_REFERRAL_FLAG'), FALSE) AS became_referral,
            COALESCE(
                (
                    LIST_CONTAINS(contact.cont_contact_outcome_json, 'ADVICE_FLAG')
                    OR LIST_CONTAINS(contact.cont_contact_outcome_json, 'NFA_FLAG')
                )
                AND NOT LIST_CONTAINS(contact.cont_contact_outcome_json, 'NEW_REFERRAL_FLAG')
                AND NOT LIST_CONTAINS(contact.cont_contact_outcome_json, 'EXISTING_REFERRAL_FLAG')
                AND NOT LIST_CONTAINS(contact.cont_contact_outcome_json, 'CP_ENQUIRY_FLAG'),
                FALSE
            ) AS ended_in_advice,
            'ssd_contacts' AS source,
            contact.source_file,
            contact.source_row
        FROM source.ssd_contacts AS contact
        CROSS JOIN journey.run AS run
        {person_of("contact.cont_person_id")}
        {_group_of("contact.cont_contact_source_code", "source_group")}
        WHERE contact.cont_contact_date <= run.as_of
    """,
)

EARLY_HELP_EPISODES = Step(
    table="journey.early_help_episodes",
    grain="one row per child per early help episode",
    key=("episode_id",),
    about="led_by is the kind of the lead organisation, known by the words of its name; null where none is recorded.",
    sql=f"""
        SELECT
            episode.earl_episode_id AS episode_id,
            person.person_id,
            episode.earl_episode_start_date AS start_date,
            {ended("episode.earl_episode_end_date", "episode.earl_episode_start_date")} AS end_date,
            {only_if_ended("episode.earl_episode_end_reason", "episode.earl_episode_end_date")} AS end_reason,
            episode.earl_episode_organisation AS organisation,
            {_kind_of("episode.earl_episode_organisation")} AS led_by,
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
    about=(
        "close_date is null while the episode of need is open. is_nfa is false where it was not recorded. source_group "
        "is null where it is not known who referred."
    ),
    sql=f"""
        SELECT
            referral.cine_referral_id AS referral_id,
            person.person_id,
            referral.cine_referral_date AS referral_date,
            {ended("referral.cine_close_date", "referral.cine_referral_date")} AS close_date,
            {only_if_ended("referral.cine_close_reason", "referral.cine_close_date")} AS close_reason,
            referral.cine_cin_primary_need_code AS primary_need,
            referral.cine_referral_source_code AS referral_source,
            source_group.label AS source_group,
            COALESCE(referral.cine_referral_nfa, FALSE) AS is_nfa,
            'ssd_cin_episodes' AS source,
            referral.source_file,
            referral.source_row
        FROM source.ssd_cin_episodes AS referral
        CROSS JOIN journey.run AS run
        {person_of("referral.cine_person_id")}
        {_group_of("referral.cine_referral_source_code", "source_group")}
        WHERE referral.cine_referral_date <= run.as_of
    """,
)

STEPS = (CONTACTS, EARLY_HELP_EPISODES, REFERRALS)
