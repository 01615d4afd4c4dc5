"""Teams, established posts, who fills them and when they stand vacant.

Definitions follow the DfE children's social work workforce census: a post that an agency worker covers is vacant.
"""

from lineofsight.engines import Step

_OPEN = "DATE '9999-12-31'"
"""Stands for an open end while ends are compared; no table holds it."""

TEAMS = Step(
    table="workforce.teams",
    grain="one row per team",
    key=("team_id",),
    about="closed_on is null while the team exists. A team that only the case system knows has no dates or service.",
    sql="""
        SELECT
            team.team_id,
            team.team_name,
            team.parent_team_id,
            team.service,
            team.district,
            team.opened_on,
            CASE WHEN team.closed_on <= run.as_of THEN team.closed_on END AS closed_on,
            CASE WHEN team.closed_on <= run.as_of THEN team.successor_team_id END AS successor_team_id,
            'workforce_teams' AS source,
            team.source_file,
            team.source_row
        FROM source.workforce_teams AS team
        CROSS JOIN journey.run AS run
        WHERE team.opened_on IS NULL OR team.opened_on <= run.as_of

        UNION ALL

        SELECT
            department.dept_team_id AS team_id,
            department.dept_team_name AS team_name,
            department.dept_team_parent_id AS parent_team_id,
            CAST(NULL AS VARCHAR) AS service,
            CAST(NULL AS VARCHAR) AS district,
            CAST(NULL AS DATE) AS opened_on,
            CAST(NULL AS DATE) AS closed_on,
            CAST(NULL AS VARCHAR) AS successor_team_id,
            'ssd_department' AS source,
            department.source_file,
            department.source_row
        FROM source.ssd_department AS department
        LEFT JOIN source.workforce_teams AS team ON team.team_id = department.dept_team_id
        WHERE team.team_id IS NULL
    """,
)

WORKERS = Step(
    table="workforce.workers",
    grain="one row per worker of the case system",
    key=("worker_id",),
    about="is_agency is false where it was not recorded.",
    sql="""
        SELECT
            prof_professional_id AS worker_id,
            prof_staff_id AS staff_id,
            prof_professional_name AS worker_name,
            prof_professional_job_title AS job_title,
            COALESCE(prof_agency_worker_flag, FALSE) AS is_agency,
            'ssd_professionals' AS source,
            source_file,
            source_row
        FROM source.ssd_professionals
    """,
)

EMPLOYMENTS = Step(
    table="workforce.employments",
    grain="one row per worker per spell in a post",
    key=("employment_id",),
    about="end_date and leaving_reason are null while in post. Flags are false where they were not recorded.",
    sql="""
        SELECT
            staff.staff_id || '-' || CAST(staff.start AS VARCHAR) AS employment_id,
            staff.staff_id,
            staff.post_id,
            staff.team_id,
            staff.role,
            COALESCE(staff.is_social_worker, FALSE) AS is_social_worker,
            staff.fte,
            COALESCE(staff.agency, FALSE) AS is_agency,
            COALESCE(staff.covers_vacancy, FALSE) AS covers_vacancy,
            staff.absence_fte_days,
            staff.start AS start_date,
            CASE WHEN staff."end" <= run.as_of THEN GREATEST(staff."end", staff.start) END AS end_date,
            CASE WHEN staff."end" <= run.as_of THEN staff.leaving_reason END AS leaving_reason,
            'workforce_staff' AS source,
            staff.source_file,
            staff.source_row
        FROM source.workforce_staff AS staff
        CROSS JOIN journey.run AS run
        WHERE staff.start <= run.as_of
    """,
)

POSTS = Step(
    table="workforce.posts",
    grain="one row per established post",
    key=("post_id",),
    about="end_date is null while the post is established.",
    sql="""
        SELECT
            post.post_id,
            post.team_id,
            post.role,
            COALESCE(post.is_social_worker, FALSE) AS is_social_worker,
            post.fte,
            post.post_start AS start_date,
            CASE WHEN post.post_end <= run.as_of THEN GREATEST(post.post_end, post.post_start) END AS end_date,
            'workforce_posts' AS source,
            post.source_file,
            post.source_row
        FROM source.workforce_posts AS post
        CROSS JOIN journey.run AS run
        WHERE post.post_start <= run.as_of
    """,
)

VACANCIES = Step(
    table="workforce.vacancies",
    grain="one row per post per unbroken time in which no permanent employee fills it",
    key=("post_id", "start_date"),
    about="An agency worker in the post leaves it vacant. end_date is null while it stands vacant.",
    sql=f"""
        WITH post AS (
            SELECT *, COALESCE(end_date, {_OPEN}) AS last_date FROM workforce.posts
        ),
        filled AS (
            SELECT
                post.post_id,
                GREATEST(employment.start_date, post.start_date) AS start_date,
                LEAST(COALESCE(employment.end_date, {_OPEN}), post.last_date) AS end_date
            FROM post
            JOIN workforce.employments AS employment
                ON employment.post_id = post.post_id AND NOT employment.is_agency
        ),
        covered AS (
            SELECT
                *,
                MAX(end_date) OVER (
                    PARTITION BY post_id ORDER BY start_date, end_date
                    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
                ) AS filled_until
            FROM filled
            WHERE end_date > start_date
        ),
        gap AS (
            SELECT
                post.post_id,
                COALESCE(covered.filled_until, post.start_date) AS start_date,
                covered.start_date AS end_date
            FROM covered
            JOIN post ON post.post_id = covered.post_id

            UNION ALL

            SELECT
                post.post_id,
                COALESCE(MAX(covered.end_date), post.start_date) AS start_date,
                post.last_date AS end_date
            FROM post
            LEFT JOIN covered ON covered.post_id = post.post_id
            GROUP BY post.post_id, post.start_date, post.last_date
        )
        SELECT
            post.post_id,
            post.team_id,
            post.fte,
            gap.start_date,
            CASE WHEN gap.end_date < {_OPEN} THEN gap.end_date END AS end_date,
            post.source,
            post.source_file,
            post.source_row
        FROM gap
        JOIN post ON post.post_id = gap.post_id
        WHERE gap.start_date < gap.end_date
    """,
)

ABSENCES = Step(
    table="workforce.absences",
    grain="one row per worker per spell in a post per month of it",
    key=("employment_id", "lost_by"),
    about=(
        "The extract gives the working days lost in a whole spell and not when: each day of the spell, up to the day "
        "of the run, gets an equal part. lost_by is the last day of the month, or of the spell in it. Spells without "
        "the number are left out."
    ),
    sql="""
        WITH spell AS (
            SELECT
                employment.employment_id,
                employment.team_id,
                employment.is_social_worker,
                employment.is_agency,
                employment.absence_fte_days,
                employment.start_date,
                COALESCE(CAST(employment.end_date - INTERVAL 1 DAY AS DATE), run.as_of) AS last_day,
                employment.source,
                employment.source_file,
                employment.source_row
            FROM workforce.employments AS employment
            CROSS JOIN journey.run AS run
            WHERE employment.absence_fte_days IS NOT NULL
        ),
        part AS (
            SELECT
                spell.*,
                calendar.day AS lost_by,
                GREATEST(spell.start_date, MAKE_DATE(YEAR(calendar.day), MONTH(calendar.day), 1)) AS since
            FROM spell
            JOIN standards.calendar AS calendar
                ON calendar.day >= spell.start_date
                AND calendar.day <= spell.last_day
                AND (calendar.day = spell.last_day OR calendar.day = LAST_DAY(calendar.day))
        )
        SELECT
            employment_id,
            team_id,
            is_social_worker,
            is_agency,
            lost_by,
            absence_fte_days * CAST(DATE_DIFF('day', since, lost_by) + 1 AS DOUBLE)
                / CAST(DATE_DIFF('day', start_date, last_day) + 1 AS DOUBLE) AS days_lost,
            source,
            source_file,
            source_row
        FROM part
    """,
)

STEPS = (TEAMS, WORKERS, EMPLOYMENTS, POSTS, VACANCIES, ABSENCES)
