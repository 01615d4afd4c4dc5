"""The people of the journey: what analysis needs to know of each, and nothing that names them."""

from lineofsight.engines import Step
from lineofsight.journey.fragments import person_of

UASC = Step(
    table="journey.uasc",
    interim=True,
    grain="one row per person ever known as an unaccompanied asylum-seeking child",
    key=("person_id",),
    about=(
        "From the SSD's immigration status, and from the SSDA903 UASC file, which gives only the day the status "
        "ceased: it is taken to hold from the child's first care episode. uasc_until is null while the status holds."
    ),
    sql=f"""
        WITH began AS (
            SELECT person_id, MIN(decom) AS first_care FROM journey.ssda903_episodes GROUP BY person_id
        ),
        status AS (
            SELECT
                person.person_id,
                recorded.immi_immigration_status_start_date AS from_date,
                recorded.immi_immigration_status_end_date AS until_date
            FROM source.ssd_immigration_status AS recorded
            {person_of("recorded.immi_person_id")}
            WHERE recorded.immi_immigration_status IN ('Unaccompanied Asylum Seeking Child', 'UASC')

            UNION ALL

            SELECT person.person_id, began.first_care AS from_date, listed.duc AS until_date
            FROM source.ssda903_uasc AS listed
            {person_of("listed.child", "ssda903_header")}
            LEFT JOIN began ON began.person_id = person.person_id
        )
        SELECT
            status.person_id,
            MIN(COALESCE(status.from_date, DATE '1900-01-01')) AS uasc_from,
            CASE
                WHEN COUNT(CASE WHEN status.until_date <= run.as_of THEN 1 END) = COUNT(*) THEN MAX(status.until_date)
            END AS uasc_until
        FROM status
        CROSS JOIN journey.run AS run
        WHERE status.from_date IS NULL OR status.from_date <= run.as_of
        GROUP BY status.person_id, run.as_of
    """,
)

PEOPLE = Step(
    table="journey.people",
    grain="one row per person of any linked record",
    key=("person_id",),
    about=(
        "date_of_birth is the best known one; for an unborn child the expected date. ethnicity is the latest that says "
        "something, social care's before the school's. is_disabled is false where no disability is recorded."
    ),
    sql=f"""
        WITH everyone AS (
            SELECT DISTINCT person_id FROM identity.person_keys
        ),
        stated AS (
            SELECT person.person_id, 1 AS rank, child.pers_ethnicity AS ethnicity, child.source_file, child.source_row
            FROM source.ssd_person AS child
            {person_of("child.pers_person_id")}
            UNION ALL
            SELECT person.person_id, 2 AS rank, child.ethnic AS ethnicity, child.source_file, child.source_row
            FROM source.ssda903_header AS child
            {person_of("child.child", "ssda903_header")}
            UNION ALL
            SELECT person.person_id, 3 AS rank, pupil.ethnicity, pupil.source_file, pupil.source_row
            FROM source.school_census_pupils_on_roll AS pupil
            {person_of("pupil.pupilonrolltableid", "school_census_pupils_on_roll")}
        ),
        ethnicity AS (
            SELECT
                person_id,
                ethnicity,
                ROW_NUMBER() OVER (
                    PARTITION BY person_id
                    ORDER BY
                        CASE WHEN ethnicity IN ('REFU', 'NOBT') THEN 1 ELSE 0 END,
                        rank,
                        source_file DESC,
                        source_row DESC
                ) AS choice
            FROM stated
            WHERE ethnicity IS NOT NULL
        ),
        born AS (
            SELECT person.person_id, MAX(COALESCE(child.pers_dob, child.pers_expected_dob)) AS date_of_birth
            FROM source.ssd_person AS child
            {person_of("child.pers_person_id")}
            GROUP BY person.person_id
        ),
        disabled AS (
            SELECT DISTINCT person.person_id
            FROM source.ssd_disability AS disability
            {person_of("disability.disa_person_id")}
            WHERE disability.disa_disability_code <> 'NONE'
        )
        SELECT
            everyone.person_id,
            COALESCE(best.date_of_birth, born.date_of_birth) AS date_of_birth,
            CASE WHEN best.sex IN ('M', 'F', 'U') THEN best.sex END AS sex,
            ethnicity.ethnicity,
            grouped.ethnicity_group,
            disabled.person_id IS NOT NULL AS is_disabled,
            uasc.uasc_from,
            uasc.uasc_until
        FROM everyone
        LEFT JOIN identity.people AS best ON best.person_id = everyone.person_id
        LEFT JOIN born ON born.person_id = everyone.person_id
        LEFT JOIN ethnicity ON ethnicity.person_id = everyone.person_id AND ethnicity.choice = 1
        LEFT JOIN standards.ethnicity_groups AS grouped ON grouped.ethnicity = ethnicity.ethnicity
        LEFT JOIN disabled ON disabled.person_id = everyone.person_id
        LEFT JOIN journey.uasc AS uasc ON uasc.person_id = everyone.person_id
    """,
)

STEPS = (UASC, PEOPLE)
