"""What became of children after a service let them go: the next referral, enquiry, plan, care or time missing.

A falling number of children in care or on a plan is safe only if those who left, or were never admitted, do well. This
is where that question is answered from; nothing here predicts anything of a child.
"""

from lineofsight.engines import Step
from lineofsight.standards.ages import age_sql

_NEXT = {
    "referral_after": ("journey.referrals", "referral_date", ""),
    "enquiry_after": ("journey.s47_enquiries", "start_date", ""),
    "plan_after": ("journey.cp_plans", "start_date", " AND NOT next.is_other_authority"),
    "care_after": ("journey.periods_of_care", "start_date", ""),
    "missing_after": ("journey.missing_episodes", "start_date", ""),
}
"""Each column, the table that its first later day comes from, the day's column, and which rows count."""

DEPARTURES = Step(
    table="journey.departures",
    interim=True,
    grain="one row per time a service ended or was not given, and child",
    key=("kind", "departure_id"),
    about=(
        "kind: 'left care' (a move to another authority, X1, is none), 'plan ended', 'conference without plan', "
        "'enquiry without conference', 'referral without action', 'contact without referral', 'early help ended'."
    ),
    sql="""
        SELECT 'left care' AS kind, period_of_care_id AS departure_id, person_id, end_date AS left_on,
            end_reason AS reason, is_uasc, source, source_file, source_row
        FROM journey.periods_of_care
        WHERE end_date IS NOT NULL AND COALESCE(end_reason, '') <> 'X1'
        UNION ALL
        SELECT 'plan ended' AS kind, cp_plan_id AS departure_id, person_id, end_date AS left_on,
            latest_category AS reason, CAST(NULL AS BOOLEAN) AS is_uasc, source, source_file, source_row
        FROM journey.cp_plans
        WHERE end_date IS NOT NULL AND NOT is_other_authority
        UNION ALL
        SELECT 'conference without plan' AS kind, icpc_id AS departure_id, person_id, conference_date AS left_on,
            CAST(NULL AS VARCHAR) AS reason, CAST(NULL AS BOOLEAN) AS is_uasc, source, source_file, source_row
        FROM journey.initial_cp_conferences
        WHERE conference_date IS NOT NULL AND NOT led_to_plan
        UNION ALL
        SELECT 'enquiry without conference' AS kind, enquiry.s47_enquiry_id AS departure_id, enquiry.person_id,
            enquiry.end_date AS left_on, CAST(NULL AS VARCHAR) AS reason, CAST(NULL AS BOOLEAN) AS is_uasc,
            enquiry.source, enquiry.source_file, enquiry.source_row
        FROM journey.s47_enquiries AS enquiry
        LEFT JOIN (
            SELECT DISTINCT s47_enquiry_id FROM journey.initial_cp_conferences WHERE s47_enquiry_id IS NOT NULL
        ) AS conference ON conference.s47_enquiry_id = enquiry.s47_enquiry_id
        WHERE enquiry.end_date IS NOT NULL AND conference.s47_enquiry_id IS NULL
        UNION ALL
        SELECT 'referral without action' AS kind, referral_id AS departure_id, person_id, referral_date AS left_on,
            referral_source AS reason, CAST(NULL AS BOOLEAN) AS is_uasc, source, source_file, source_row
        FROM journey.referrals
        WHERE is_nfa
        UNION ALL
        SELECT 'contact without referral' AS kind, contact_id AS departure_id, person_id, contact_date AS left_on,
            contact_source AS reason, CAST(NULL AS BOOLEAN) AS is_uasc, source, source_file, source_row
        FROM journey.contacts
        WHERE NOT became_referral
        UNION ALL
        SELECT 'early help ended' AS kind, episode_id AS departure_id, person_id, end_date AS left_on,
            end_reason AS reason, CAST(NULL AS BOOLEAN) AS is_uasc, source, source_file, source_row
        FROM journey.early_help_episodes
        WHERE end_date IS NOT NULL
    """,
)


def _first_after(table: str, day: str, rows: str) -> str:
    return f"""
        SELECT departure.kind, departure.departure_id, MIN(next.{day}) AS day
        FROM journey.departures AS departure
        JOIN {table} AS next ON next.person_id = departure.person_id AND next.{day} > departure.left_on{rows}
        GROUP BY departure.kind, departure.departure_id
    """


AFTERMATH = Step(
    table="journey.aftermath",
    grain="one row per time a service ended or was not given, and child",
    key=("kind", "departure_id"),
    about=(
        "kind and reason as the service's own table has them. Each column *_after is the first day after left_on on "
        "which that happened to the child; null while it has not, up to the day of the run. age is in completed years "
        "on left_on, null without a birth date. is_uasc is null except for those who left care."
    ),
    sql=f"""
        WITH {", ".join(f"{column} AS ({_first_after(*found)})" for column, found in _NEXT.items())}
        SELECT
            departure.departure_id,
            departure.kind,
            departure.person_id,
            departure.left_on,
            departure.reason,
            {age_sql("people.date_of_birth", "departure.left_on")} AS age,
            departure.is_uasc,
            {", ".join(f"{column}.day AS {column}" for column in _NEXT)},
            departure.source,
            departure.source_file,
            departure.source_row
        FROM journey.departures AS departure
        LEFT JOIN journey.people AS people ON people.person_id = departure.person_id
        {
        " ".join(
            f"LEFT JOIN {column} ON {column}.kind = departure.kind AND {column}.departure_id = departure.departure_id"
            for column in _NEXT
        )
    }
    """,
)

STEPS = (DEPARTURES, AFTERMATH)
