"""How children looked after fare: health and dental checks, immunisations, SDQ scores, offences.

The SSD dates each of them. The SSDA903 (OC2) asks once a year, of children looked after for the whole year to 31 March.
"""

from lineofsight.engines import Step
from lineofsight.journey.fragments import LAST_MONTH_END, person_of

HEALTH_CHECKS = Step(
    table="journey.health_checks",
    grain="one row per child, kind of check and day on which one was completed",
    key=("person_id", "kind", "check_date"),
    about=(
        "kind is 'health assessment' or 'dental check': the record's words vary, so any type that names teeth or a "
        "dentist is a dental check and any other that names health a health assessment. Checks planned, refused, "
        "cancelled or without a status are left out."
    ),
    sql=f"""
        WITH named AS (
            SELECT
                person.person_id,
                CASE
                    WHEN LOWER(health.clah_health_check_type) LIKE '%dent%'
                        OR LOWER(health.clah_health_check_type) LIKE '%teeth%'
                    THEN 'dental check'
                    WHEN LOWER(health.clah_health_check_type) LIKE '%health%' THEN 'health assessment'
                END AS kind,
                health.clah_health_check_date AS check_date,
                health.source_file,
                health.source_row
            FROM source.ssd_cla_health AS health
            CROSS JOIN journey.run AS run
            {person_of("health.clah_person_id")}
            WHERE LOWER(health.clah_health_check_status) = 'completed'
                AND health.clah_health_check_date <= run.as_of
        ),
        chosen AS (
            SELECT
                *,
                ROW_NUMBER() OVER (
                    PARTITION BY person_id, kind, check_date ORDER BY source_file, source_row
                ) AS choice
            FROM named
            WHERE kind IS NOT NULL
        )
        SELECT person_id, kind, check_date, 'ssd_cla_health' AS source, source_file, source_row
        FROM chosen
        WHERE choice = 1
    """,
)

IMMUNISATIONS = Step(
    table="journey.immunisations",
    grain="one row per child looked after on the last month end on or before the run, where the SSD says anything",
    key=("person_id",),
    about=(
        "The SSD holds only how it stands now: known_on is that month end, for which it is taken to speak. "
        "is_up_to_date is null where nothing is recorded of the child. status_date is when it was last known; one "
        "after the run is left out."
    ),
    sql=f"""
        WITH recorded AS (
            SELECT
                person.person_id,
                immunised.clai_immunisations_status AS is_up_to_date,
                immunised.clai_immunisations_status_date AS status_date,
                ROW_NUMBER() OVER (
                    PARTITION BY person.person_id
                    ORDER BY
                        COALESCE(immunised.clai_immunisations_status_date, DATE '1900-01-01') DESC,
                        immunised.source_file DESC,
                        immunised.source_row DESC
                ) AS choice
            FROM source.ssd_cla_immunisations AS immunised
            CROSS JOIN journey.run AS run
            {person_of("immunised.clai_person_id")}
            WHERE immunised.clai_immunisations_status_date IS NULL
                OR immunised.clai_immunisations_status_date <= run.as_of
        ),
        asked AS (
            SELECT {LAST_MONTH_END} AS known_on
            FROM journey.run AS run
            WHERE (SELECT COUNT(*) FROM source.ssd_cla_immunisations) > 0
        )
        SELECT
            care.person_id,
            asked.known_on,
            recorded.is_up_to_date,
            recorded.status_date,
            care.source,
            care.source_file,
            care.source_row
        FROM journey.periods_of_care AS care
        JOIN asked
            ON care.start_date <= asked.known_on AND (care.end_date IS NULL OR care.end_date > asked.known_on)
        LEFT JOIN recorded ON recorded.person_id = care.person_id AND recorded.choice = 1
    """,
)

SDQ_SCORES = Step(
    table="journey.sdq_scores",
    grain="one row per child and day on which a Strengths and Difficulties Questionnaire gave a score",
    key=("person_id", "completed_date"),
    about="What is no whole number from 0 to 40 is no score. Of two scores of one day the one recorded last stands.",
    sql=f"""
        WITH read AS (
            SELECT
                person.person_id,
                sdq.csdq_sdq_completed_date AS completed_date,
                TRY_CAST(sdq.csdq_sdq_score AS INTEGER) AS score,
                sdq.source_file,
                sdq.source_row
            FROM source.ssd_sdq_scores AS sdq
            CROSS JOIN journey.run AS run
            {person_of("sdq.csdq_person_id")}
            WHERE sdq.csdq_sdq_completed_date <= run.as_of
        ),
        chosen AS (
            SELECT
                *,
                ROW_NUMBER() OVER (
                    PARTITION BY person_id, completed_date ORDER BY source_file DESC, source_row DESC
                ) AS choice
            FROM read
            WHERE score BETWEEN 0 AND 40
        )
        SELECT person_id, completed_date, score, 'ssd_sdq_scores' AS source, source_file, source_row
        FROM chosen
        WHERE choice = 1
    """,
)

CONVICTIONS = Step(
    table="journey.convictions",
    grain="one row per offence of a child looked after that led to a conviction or caution",
    key=("conviction_id",),
    about="offence_date is the day of the offence. What the offence was is criminal data, and is left in the extract.",
    sql=f"""
        SELECT
            conviction.clac_cla_conviction_id AS conviction_id,
            person.person_id,
            conviction.clac_cla_conviction_date AS offence_date,
            'ssd_cla_convictions' AS source,
            conviction.source_file,
            conviction.source_row
        FROM source.ssd_cla_convictions AS conviction
        CROSS JOIN journey.run AS run
        {person_of("conviction.clac_person_id")}
        WHERE conviction.clac_cla_conviction_date <= run.as_of
    """,
)

YEARS_IN_CARE = Step(
    table="journey.years_in_care",
    grain="one row per period of care that lasted 12 months, from the day on which it had",
    key=("period_of_care_id",),
    about=(
        "start_date is the last day of the first 12 months: see `readings.LOOKED_AFTER_12_MONTHS`. has_dated_checks, "
        "has_dated_scores and has_dated_offences say whether the case system's own records are there; they are the "
        "same in every row of a run. Where one is false, the yearly return stands instead."
    ),
    sql="""
        WITH loaded AS (
            SELECT
                (SELECT COUNT(*) FROM source.ssd_cla_health) > 0 AS has_dated_checks,
                (SELECT COUNT(*) FROM source.ssd_sdq_scores) > 0 AS has_dated_scores,
                (SELECT COUNT(*) FROM source.ssd_cla_convictions) > 0 AS has_dated_offences
            FROM journey.run
        ),
        year_on AS (
            SELECT
                period_of_care_id,
                person_id,
                CAST(start_date + INTERVAL 12 MONTH - INTERVAL 1 DAY AS DATE) AS start_date,
                end_date,
                source,
                source_file,
                source_row
            FROM journey.periods_of_care
        )
        SELECT year_on.*, loaded.has_dated_checks, loaded.has_dated_scores, loaded.has_dated_offences
        FROM year_on
        CROSS JOIN loaded
        CROSS JOIN journey.run AS run
        WHERE year_on.start_date <= run.as_of
            AND (year_on.end_date IS NULL OR year_on.end_date > year_on.start_date)
    """,
)

YEARLY_OUTCOMES = Step(
    table="journey.yearly_outcomes",
    grain="one row per child and collection year of an SSDA903 OC2 file",
    key=("person_id", "year_end"),
    about=(
        "What the return says of the year to 31 March; year_end is its last day, worked out as for care leavers. A "
        "blank answer is no. An answer is null where the case system's own dated records stand instead; of "
        "immunisations it holds none."
    ),
    sql=f"""
        WITH chosen AS (
            SELECT
                person.person_id,
                years.year_end,
                oc2.sdq_score,
                COALESCE(oc2.convicted, FALSE) AS convicted,
                COALESCE(oc2.immunisations, FALSE) AS is_immunised,
                COALESCE(oc2.teeth_check, FALSE) AS teeth_check,
                COALESCE(oc2.health_assessment, FALSE) AS health_assessment,
                oc2.source_file,
                oc2.source_row,
                ROW_NUMBER() OVER (
                    PARTITION BY person.person_id, years.year_end ORDER BY oc2.source_file DESC, oc2.source_row DESC
                ) AS choice
            FROM source.ssda903_oc2 AS oc2
            CROSS JOIN journey.run AS run
            JOIN journey.ssda903_years AS years ON years.source_file = oc2.source_file
            {person_of("oc2.child", "ssda903_header")}
            WHERE years.year_end <= run.as_of
        ),
        loaded AS (
            SELECT
                (SELECT COUNT(*) FROM source.ssd_cla_health) AS n_checks,
                (SELECT COUNT(*) FROM source.ssd_sdq_scores) AS n_scores,
                (SELECT COUNT(*) FROM source.ssd_cla_convictions) AS n_convictions
            FROM journey.run
        )
        SELECT
            chosen.person_id,
            chosen.year_end,
            CASE
                WHEN loaded.n_scores = 0 AND chosen.sdq_score BETWEEN 0 AND 40 THEN CAST(chosen.sdq_score AS INTEGER)
            END AS sdq_score,
            CASE WHEN loaded.n_convictions = 0 THEN chosen.convicted END AS is_convicted,
            chosen.is_immunised,
            CASE WHEN loaded.n_checks = 0 THEN chosen.teeth_check END AS had_dental_check,
            CASE WHEN loaded.n_checks = 0 THEN chosen.health_assessment END AS had_health_assessment,
            'ssda903_oc2' AS source,
            chosen.source_file,
            chosen.source_row
        FROM chosen
        CROSS JOIN loaded
        WHERE chosen.choice = 1
    """,
)

STEPS = (HEALTH_CHECKS, IMMUNISATIONS, SDQ_SCORES, CONVICTIONS, YEARS_IN_CARE, YEARLY_OUTCOMES)
