"""Care leavers: where a young person stands about a birthday, and what the council does for them now."""

from lineofsight.engines import Step
from lineofsight.journey.fragments import LAST_MONTH_END, birthday_in, person_of

_YEAR_IN_PATH = "'.*(20[0-9][0-9])', 1"

SSDA903_YEARS = Step(
    table="journey.ssda903_years",
    interim=True,
    grain="one row per SSDA903 file that dates nothing: health and convictions (OC2), care leavers (OC3)",
    key=("source_file",),
    about=(
        "The collection year, as its last day: see `readings.CARE_LEAVER_YEAR`. Where no episodes file holds the same "
        "year in its path, that of all episodes together; without any, the last one before the run."
    ),
    sql=f"""
        WITH episode AS (
            SELECT
                REGEXP_EXTRACT(source_file, {_YEAR_IN_PATH}) AS token,
                CAST(EXTRACT(YEAR FROM CAST(decom + INTERVAL 9 MONTH AS DATE)) AS INTEGER) AS year
            FROM source.ssda903_episodes
        ),
        counted AS (
            SELECT token, year, COUNT(*) AS n, MAX(COUNT(*)) OVER (PARTITION BY token) AS busiest
            FROM episode
            GROUP BY token, year
        ),
        by_token AS (
            SELECT token, MAX(year) AS year FROM counted WHERE n * 10 >= busiest GROUP BY token
        ),
        otherwise AS (
            SELECT
                COALESCE(
                    (SELECT MAX(year) FROM by_token),
                    CAST(EXTRACT(YEAR FROM CAST(as_of - INTERVAL 3 MONTH AS DATE)) AS INTEGER)
                ) AS year
            FROM journey.run
        )
        SELECT
            undated.source_file,
            MAKE_DATE(COALESCE(by_token.year, otherwise.year), 3, 31) AS year_end
        FROM (
            SELECT source_file FROM source.ssda903_oc2
            UNION
            SELECT source_file FROM source.ssda903_oc3
        ) AS undated
        CROSS JOIN otherwise
        LEFT JOIN by_token ON by_token.token = REGEXP_EXTRACT(undated.source_file, {_YEAR_IN_PATH})
    """,
)

CARE_LEAVERS = Step(
    table="journey.care_leavers",
    grain="one row per care leaver and position",
    key=("person_id", "position_date"),
    about=(
        "From SSDA903 the position about the birthday in the collection year; from the SSD the position now, dated by "
        "the latest birthday. The SSDA903's stands where both give the same day. Born on 29 February: 28 February in "
        "other years. Without a birth date the position is dated by the run and age is null. is_suitable is null where "
        "it was not judged."
    ),
    sql=f"""
        WITH recorded AS (
            SELECT
                1 AS rank,
                person.person_id,
                COALESCE(leaver.dob, best.date_of_birth) AS date_of_birth,
                years.year_end AS known_on,
                CAST(NULL AS VARCHAR) AS eligibility,
                leaver.in_touch,
                leaver.activ AS activity,
                SUBSTRING(leaver.accom, 1, 1) AS accommodation,
                SUBSTRING(leaver.accom, 2, 1) AS suitability,
                'ssda903_oc3' AS source,
                leaver.source_file,
                leaver.source_row
            FROM source.ssda903_oc3 AS leaver
            JOIN journey.ssda903_years AS years ON years.source_file = leaver.source_file
            {person_of("leaver.child", "ssda903_header")}
            LEFT JOIN identity.people AS best ON best.person_id = person.person_id

            UNION ALL

            SELECT
                2 AS rank,
                person.person_id,
                best.date_of_birth,
                run.as_of AS known_on,
                leaver.clea_care_leaver_eligibility AS eligibility,
                leaver.clea_care_leaver_in_touch AS in_touch,
                leaver.clea_care_leaver_activity AS activity,
                leaver.clea_care_leaver_accommodation AS accommodation,
                leaver.clea_care_leaver_accom_suitable AS suitability,
                'ssd_care_leavers' AS source,
                leaver.source_file,
                leaver.source_row
            FROM source.ssd_care_leavers AS leaver
            CROSS JOIN journey.run AS run
            {person_of("leaver.clea_person_id")}
            LEFT JOIN journey.people AS best ON best.person_id = person.person_id
        ),
        dated AS (
            SELECT
                *,
                {birthday_in("EXTRACT(YEAR FROM known_on)", "date_of_birth")} AS this_year,
                {birthday_in("EXTRACT(YEAR FROM known_on) - 1", "date_of_birth")} AS last_year
            FROM recorded
        ),
        positioned AS (
            SELECT
                *,
                CASE
                    WHEN date_of_birth IS NULL THEN known_on
                    WHEN this_year <= known_on THEN this_year
                    ELSE last_year
                END AS position_date
            FROM dated
        ),
        chosen AS (
            SELECT
                *,
                ROW_NUMBER() OVER (
                    PARTITION BY person_id, position_date ORDER BY rank, source_file DESC, source_row DESC
                ) AS choice
            FROM positioned
        )
        SELECT
            person_id,
            position_date,
            CAST(EXTRACT(YEAR FROM position_date) - EXTRACT(YEAR FROM date_of_birth) AS INTEGER) AS age,
            eligibility,
            in_touch,
            activity,
            accommodation,
            CASE suitability WHEN '1' THEN TRUE WHEN '2' THEN FALSE END AS is_suitable,
            source,
            source_file,
            source_row
        FROM chosen
        CROSS JOIN journey.run AS run
        WHERE choice = 1 AND position_date <= run.as_of
    """,
)

CARE_LEAVERS_NOW = Step(
    table="journey.care_leavers_now",
    grain="one row per young person whom the case system lists as a care leaver or to become one",
    key=("person_id",),
    about=(
        "How it stands now: known_on is the last month end on or before the run, for which it is taken to speak. "
        "eligibility is the leaving care category. A contact or review after the run is not known yet, and null."
    ),
    sql=f"""
        WITH chosen AS (
            SELECT
                person.person_id,
                {LAST_MONTH_END} AS known_on,
                leaver.clea_care_leaver_eligibility AS eligibility,
                leaver.clea_care_leaver_in_touch AS in_touch,
                CASE
                    WHEN leaver.clea_care_leaver_latest_contact <= run.as_of THEN leaver.clea_care_leaver_latest_contact
                END AS latest_contact,
                CASE
                    WHEN leaver.clea_pathway_plan_review_date <= run.as_of THEN leaver.clea_pathway_plan_review_date
                END AS plan_reviewed_on,
                leaver.clea_care_leaver_personal_advisor AS adviser_id,
                leaver.source_file,
                leaver.source_row,
                ROW_NUMBER() OVER (
                    PARTITION BY person.person_id
                    ORDER BY
                        COALESCE(leaver.clea_care_leaver_latest_contact, DATE '1900-01-01') DESC,
                        leaver.source_file DESC,
                        leaver.source_row DESC
                ) AS choice
            FROM source.ssd_care_leavers AS leaver
            CROSS JOIN journey.run AS run
            {person_of("leaver.clea_person_id")}
        )
        SELECT
            person_id,
            known_on,
            eligibility,
            in_touch,
            latest_contact,
            plan_reviewed_on,
            adviser_id,
            'ssd_care_leavers' AS source,
            source_file,
            source_row
        FROM chosen
        WHERE choice = 1
    """,
)

STEPS = (SSDA903_YEARS, CARE_LEAVERS, CARE_LEAVERS_NOW)
