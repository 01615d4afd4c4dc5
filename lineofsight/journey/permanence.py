"""Plans for where a child will grow up, and the matching of children with adopters."""

from lineofsight.engines import Step
from lineofsight.journey.fragments import ended, person_of, without_overlaps

CARE_PLANS = Step(
    table="journey.care_plans",
    grain="one row per care plan that names an aim for where the child will grow up",
    key=("care_plan_id",),
    about=(
        "A plan on which no aim is ticked, or without a start date, is left out. end_date is null while it is in force."
    ),
    sql=f"""
        SELECT
            plan.lacp_table_id AS care_plan_id,
            person.person_id,
            plan.lacp_cla_care_plan_start_date AS start_date,
            {ended("plan.lacp_cla_care_plan_end_date", "plan.lacp_cla_care_plan_start_date")} AS end_date,
            'ssd_cla_care_plan' AS source,
            plan.source_file,
            plan.source_row
        FROM source.ssd_cla_care_plan AS plan
        CROSS JOIN journey.run AS run
        {person_of("plan.lacp_person_id")}
        WHERE plan.lacp_cla_care_plan_start_date <= run.as_of
            AND ARRAY_LENGTH(plan.lacp_cla_care_plan_json) > 0
    """,
)

CARE_PLAN_SPELLS = Step(
    table="journey.care_plan_spells",
    grain="one row per person per unbroken time under one care plan with an aim",
    key=("person_id", "start_date"),
    about="Never overlapping: of several plans in force the one begun last counts.",
    sql=without_overlaps(
        "journey.care_plans",
        of=("person_id",),
        holding=("care_plan_id",),
        first=("spell.start_date DESC", "spell.care_plan_id DESC"),
    ),
)

ADOPTION_MATCHES = Step(
    table="journey.adoption_matches",
    grain="one row per person per day on which a match with adopters was agreed",
    key=("person_id", "match_date"),
    about=(
        "From the SSD's permanence table where it has rows, otherwise from the SSDA903 adoptions (AD1), which hold "
        "only children adopted since. decision_date and days_to_match are "
        "null where the decision is not dated, or dated after the match."
    ),
    sql=f"""
        WITH recorded AS (
            SELECT
                person.person_id,
                process.perm_adm_decision_date AS decision_date,
                process.perm_matched_date AS match_date,
                'ssd_permanence' AS source,
                process.source_file,
                process.source_row
            FROM source.ssd_permanence AS process
            {person_of("process.perm_person_id")}

            UNION ALL

            SELECT
                person.person_id,
                adoption.date_int AS decision_date,
                adoption.date_match AS match_date,
                'ssda903_ad1' AS source,
                adoption.source_file,
                adoption.source_row
            FROM source.ssda903_ad1 AS adoption
            {person_of("adoption.child", "ssda903_header")}
            WHERE (SELECT COUNT(*) FROM source.ssd_permanence) = 0
        ),
        ranked AS (
            SELECT
                recorded.*,
                ROW_NUMBER() OVER (
                    PARTITION BY recorded.person_id, recorded.match_date
                    ORDER BY recorded.source_file DESC, recorded.source_row DESC
                ) AS choice
            FROM recorded
            CROSS JOIN journey.run AS run
            WHERE recorded.match_date <= run.as_of
        )
        SELECT
            person_id,
            CASE WHEN decision_date <= match_date THEN decision_date END AS decision_date,
            match_date,
            CASE
                WHEN decision_date <= match_date THEN CAST(DATE_DIFF('day', decision_date, match_date) AS INTEGER)
            END AS days_to_match,
            source,
            source_file,
            source_row
        FROM ranked
        WHERE choice = 1
    """,
)

STEPS = (CARE_PLANS, CARE_PLAN_SPELLS, ADOPTION_MATCHES)
