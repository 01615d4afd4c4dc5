"""Pre-proceedings: the stage before court, from the legal gateway panel to stepping down or issuing."""

from lineofsight.engines import Step
from lineofsight.journey.fragments import ended, person_of

PRE_PROCEEDINGS = Step(
    table="journey.pre_proceedings",
    grain="one row per child per time in pre-proceedings, or taken to court without it",
    key=("pre_proceedings_id",),
    about=(
        "start_date is the day the panel agreed to begin pre-proceedings, null where the child went to court without "
        "them. end_date is the day it agreed to step down or to issue, null while they go on; an outcome counts only "
        "from then. days_to_letter counts working days, null where no letter is known or it is dated before the "
        "decision. is_short_notice is false where it was not recorded. A row with neither day is left out: the table "
        "is reserved in the standard, and a system that does not fill it sends placeholders."
    ),
    sql=f"""
        WITH process AS (
            SELECT
                recorded.prep_table_id AS pre_proceedings_id,
                person.person_id,
                recorded.prep_plo_family_id AS family_id,
                recorded.prep_pre_pro_decision_date AS start_date,
                CASE
                    WHEN recorded.prep_pre_pro_decision_date IS NULL
                    THEN recorded.prep_agree_stepdown_issue_date
                    ELSE {ended("recorded.prep_agree_stepdown_issue_date", "recorded.prep_pre_pro_decision_date")}
                END AS end_date,
                CASE
                    WHEN recorded.prep_pre_pro_letter_date <= run.as_of THEN recorded.prep_pre_pro_letter_date
                END AS letter_date,
                recorded.prep_pre_pro_outcome AS outcome,
                recorded.prep_legal_gateway_outcome AS gateway_outcome,
                COALESCE(recorded.prep_care_proc_short_notice, FALSE) AS is_short_notice,
                recorded.source_file,
                recorded.source_row
            FROM source.ssd_pre_proceedings AS recorded
            CROSS JOIN journey.run AS run
            {person_of("recorded.prep_person_id")}
            WHERE COALESCE(recorded.prep_pre_pro_decision_date, recorded.prep_agree_stepdown_issue_date) <= run.as_of
        )
        SELECT
            process.pre_proceedings_id,
            process.person_id,
            process.family_id,
            process.start_date,
            process.end_date,
            CASE WHEN process.end_date IS NOT NULL THEN process.outcome END AS outcome,
            process.gateway_outcome,
            process.letter_date,
            CASE
                WHEN process.letter_date >= process.start_date
                THEN CAST(sent.working_day - begun.working_day AS INTEGER)
            END AS days_to_letter,
            process.is_short_notice,
            'ssd_pre_proceedings' AS source,
            process.source_file,
            process.source_row
        FROM process
        LEFT JOIN standards.calendar AS begun ON begun.day = process.start_date
        LEFT JOIN standards.calendar AS sent ON sent.day = process.letter_date
    """,
)

STEPS = (PRE_PROCEEDINGS,)
