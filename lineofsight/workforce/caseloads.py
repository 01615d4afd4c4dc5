"""Which worker holds whose case, and how many each holds."""

from lineofsight.engines import Step

ALLOCATIONS = Step(
    table="workforce.allocations",
    grain="one row per person per unbroken time with one worker in one team",
    key=("person_id", "start_date"),
    about="The worker in charge on each day, as journey.team_spells has it. end_date is null while the case is held.",
    sql="""
        SELECT person_id, worker_id, team_id, start_date, end_date, source, source_file, source_row
        FROM journey.team_spells
        WHERE worker_id IS NOT NULL
    """,
)

CASELOADS = Step(
    table="workforce.caseloads",
    grain="one row per worker per unbroken time with the same number of children",
    key=("worker_id", "start_date"),
    about=(
        "n_cases is how many children the worker is in charge of; times with none are left out. It comes from the row "
        "of an allocation that began or ended on its first day."
    ),
    sql="""
        WITH change AS (
            SELECT worker_id, start_date AS day, 1 AS more, source, source_file, source_row FROM workforce.allocations
            UNION ALL
            SELECT worker_id, end_date AS day, -1 AS more, source, source_file, source_row
            FROM workforce.allocations
            WHERE end_date IS NOT NULL
        ),
        day AS (
            SELECT
                worker_id,
                day,
                SUM(more) OVER (PARTITION BY worker_id ORDER BY day RANGE UNBOUNDED PRECEDING) AS n_cases,
                SUM(more) OVER (PARTITION BY worker_id, day) AS n_more,
                ROW_NUMBER() OVER (
                    PARTITION BY worker_id, day ORDER BY more DESC, source_file, source_row
                ) AS choice,
                source,
                source_file,
                source_row
            FROM change
        ),
        lasting AS (
            SELECT *, LEAD(day) OVER (PARTITION BY worker_id ORDER BY day) AS until
            FROM day
            WHERE choice = 1 AND n_more <> 0
        )
        SELECT
            worker_id,
            CAST(n_cases AS INTEGER) AS n_cases,
            day AS start_date,
            until AS end_date,
            source,
            source_file,
            source_row
        FROM lasting
        WHERE n_cases > 0
    """,
)

STEPS = (ALLOCATIONS, CASELOADS)
