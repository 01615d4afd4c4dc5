"""Missing episodes, as social care and the police report them."""

from lineofsight.engines import Step
from lineofsight.journey.fragments import ended, person_of

MISSING_EPISODES = Step(
    table="journey.missing_episodes",
    grain="one row per time a child went missing",
    key=("missing_episode_id",),
    about=(
        "What several agencies report of a child for one day is one episode: the first report of the day of each "
        "agency is the same, and so is the second. Social care's stands before the SSDA903's, that before the "
        "police's; an end that it lacks is taken from the next. end_date is null while the child is missing. from_care "
        "is true where the child was looked after that day or an agency says so. interview_offered and "
        "interview_accepted (Y, N or NA) are social care's word on the return interview, null where it says nothing."
    ),
    sql=f"""
        WITH reach AS (
            SELECT source_file, MAX(GREATEST(mis_start, COALESCE(mis_end, mis_start))) AS last_date
            FROM source.ssda903_missing
            GROUP BY source_file
        ),
        ssda903 AS (
            SELECT
                missing.*,
                person.person_id,
                ROW_NUMBER() OVER (
                    PARTITION BY person.person_id, missing.mis_start
                    ORDER BY
                        CASE WHEN missing.mis_end IS NULL THEN 1 ELSE 0 END,
                        reach.last_date DESC,
                        missing.source_file DESC,
                        missing.source_row DESC
                ) AS choice
            FROM source.ssda903_missing AS missing
            JOIN reach ON reach.source_file = missing.source_file
            {person_of("missing.child", "ssda903_header")}
        ),
        report AS (
            SELECT
                1 AS rank,
                missing.miss_table_id AS report_id,
                person.person_id,
                missing.miss_missing_episode_start_date AS start_date,
                missing.miss_missing_episode_end_date AS end_date,
                missing.miss_missing_episode_type AS missing_type,
                FALSE AS from_care,
                missing.miss_missing_rhi_offered AS interview_offered,
                missing.miss_missing_rhi_accepted AS interview_accepted,
                'ssd_missing' AS source,
                missing.source_file,
                missing.source_row
            FROM source.ssd_missing AS missing
            {person_of("missing.miss_person_id")}

            UNION ALL

            SELECT
                2 AS rank,
                person_id || '-' || CAST(mis_start AS VARCHAR) AS report_id,
                person_id,
                mis_start AS start_date,
                mis_end AS end_date,
                missing AS missing_type,
                TRUE AS from_care,
                CAST(NULL AS VARCHAR) AS interview_offered,
                CAST(NULL AS VARCHAR) AS interview_accepted,
                'ssda903_missing' AS source,
                source_file,
                source_row
            FROM ssda903
            WHERE choice = 1

            UNION ALL

            SELECT
                3 AS rank,
                'police-' || missing.report_ref AS report_id,
                person.person_id,
                CAST(missing.missing_from_at AS DATE) AS start_date,
                CAST(missing.returned_at AS DATE) AS end_date,
                'M' AS missing_type,
                COALESCE(missing.from_care, FALSE) AS from_care,
                CAST(NULL AS VARCHAR) AS interview_offered,
                CAST(NULL AS VARCHAR) AS interview_accepted,
                'police_missing' AS source,
                missing.source_file,
                missing.source_row
            FROM source.police_missing AS missing
            {person_of("missing.report_ref", "police_missing")}
        ),
        known AS (
            SELECT
                report.*,
                {ended("report.end_date", "report.start_date")} AS known_end,
                ROW_NUMBER() OVER (
                    PARTITION BY report.person_id, report.start_date, report.rank
                    ORDER BY report.end_date, report.report_id
                ) AS number_that_day
            FROM report
            CROSS JOIN journey.run AS run
            WHERE report.start_date <= run.as_of
        ),
        brought_together AS (
            SELECT
                *,
                FIRST_VALUE(known_end) OVER (
                    PARTITION BY person_id, start_date, number_that_day
                    ORDER BY CASE WHEN known_end IS NULL THEN 1 ELSE 0 END, rank
                ) AS best_end,
                MAX(CASE WHEN from_care THEN 1 ELSE 0 END) OVER (
                    PARTITION BY person_id, start_date, number_that_day
                ) AS said_from_care,
                ROW_NUMBER() OVER (PARTITION BY person_id, start_date, number_that_day ORDER BY rank) AS choice
            FROM known
        )
        SELECT
            missing.report_id AS missing_episode_id,
            missing.person_id,
            missing.start_date,
            missing.best_end AS end_date,
            missing.missing_type,
            missing.said_from_care = 1 OR period.period_of_care_id IS NOT NULL AS from_care,
            missing.interview_offered,
            missing.interview_accepted,
            missing.source,
            missing.source_file,
            missing.source_row
        FROM brought_together AS missing
        LEFT JOIN journey.periods_of_care AS period
            ON period.person_id = missing.person_id
            AND period.start_date <= missing.start_date
            AND (period.end_date IS NULL OR period.end_date > missing.start_date)
        WHERE missing.choice = 1
    """,
)

STEPS = (MISSING_EPISODES,)
