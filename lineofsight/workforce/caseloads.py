"""Which worker holds whose case."""

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

STEPS = (ALLOCATIONS,)
