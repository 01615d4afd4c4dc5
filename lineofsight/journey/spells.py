"""Every state of every journey in one table of spells that never overlap."""

from lineofsight.engines import Step
from lineofsight.journey.fragments import without_overlaps

_STATES = {
    "early_help": ("early_help_episodes", "start_date", "end_date", "episode_id", ""),
    "referral": ("referrals", "referral_date", "close_date", "referral_id", "NOT is_nfa"),
    "assessment": ("assessments", "start_date", "auth_date", "assessment_id", ""),
    "s47": ("s47_enquiries", "start_date", "end_date", "s47_enquiry_id", ""),
    "cin_plan": ("cin_plans", "start_date", "end_date", "cin_plan_id", ""),
    "cp_plan": ("cp_plans", "start_date", "end_date", "cp_plan_id", "NOT is_other_authority"),
    "period_of_care": ("periods_of_care", "start_date", "end_date", "period_of_care_id", ""),
    "care_episode": ("care_episodes", "start_date", "end_date", "care_episode_id", ""),
    "placement": ("placements", "start_date", "end_date", "placement_id", ""),
    "missing": ("missing_episodes", "start_date", "end_date", "missing_episode_id", ""),
}
"""State: table, start, end, what the spell refers to, which rows."""


def _state(name: str) -> str:
    table, start, end, ref, rows = _STATES[name]
    return f"""
        SELECT
            person_id,
            '{name}' AS state,
            {start} AS start_date,
            {end} AS end_date,
            {ref} AS ref,
            source,
            source_file,
            source_row
        FROM journey.{table}
        {f"WHERE {rows}" if rows else ""}
    """


_CARE_LEAVER = """
    SELECT
        leaver.person_id,
        'care_leaver' AS state,
        COALESCE(left_care.end_date, leaver.position_date) AS start_date,
        CAST(NULL AS DATE) AS end_date,
        CAST(NULL AS VARCHAR) AS ref,
        leaver.source,
        leaver.source_file,
        leaver.source_row
    FROM (
        SELECT *, ROW_NUMBER() OVER (PARTITION BY person_id ORDER BY position_date) AS choice
        FROM journey.care_leavers
    ) AS leaver
    LEFT JOIN (
        SELECT person_id, MAX(end_date) AS end_date FROM journey.periods_of_care GROUP BY person_id
    ) AS left_care ON left_care.person_id = leaver.person_id
    WHERE leaver.choice = 1
"""

STATES = Step(
    table="journey.states",
    interim=True,
    grain="one row per spell of a state, as its own table has it",
    key=("person_id", "state", "start_date", "ref"),
    about=(
        "Referrals without further action and other authorities' plans are no state. A care leaver is one from the end "
        "of the last period of care, or from the first known position."
    ),
    sql=" UNION ALL ".join([*(_state(name) for name in _STATES), _CARE_LEAVER]),
)

SPELLS = Step(
    table="journey.spells",
    grain="one row per person, state and unbroken time",
    key=("person_id", "state", "start_date"),
    about=(
        "For each person and state never overlapping: where two overlap, the one begun last counts, and the earlier "
        "goes on after it. Spells that cover no day are left out. end_date is null while the state holds."
    ),
    sql=without_overlaps(
        "journey.states",
        of=("person_id", "state"),
        holding=("ref",),
        first=("spell.start_date DESC", "spell.ref DESC"),
    ),
)

STEPS = (STATES, SPELLS)
