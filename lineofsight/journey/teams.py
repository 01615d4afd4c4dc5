"""Who works with a child: every involvement as recorded, and the one team and worker in charge on a day."""

from lineofsight.engines import Step
from lineofsight.journey.fragments import OPEN, ended, person_of, without_overlaps

IS_LEAD = "COALESCE(UPPER(role) LIKE '%ALLOCATED%' OR UPPER(role) LIKE '%LEAD%', FALSE)"
"""Whether an involvement is that of the worker in charge of the child."""

INVOLVEMENTS = Step(
    table="journey.involvements",
    grain="one row per worker and team involved with a person",
    key=("involvement_id",),
    sql=f"""
        SELECT
            involvement.invo_involvements_id AS involvement_id,
            person.person_id,
            involvement.invo_professional_id AS worker_id,
            involvement.invo_professional_team AS team_id,
            involvement.invo_professional_role_id AS role,
            involvement.invo_involvement_start_date AS start_date,
            {ended("involvement.invo_involvement_end_date", "involvement.invo_involvement_start_date")} AS end_date,
            involvement.invo_worker_change_reason AS change_reason,
            'ssd_involvements' AS source,
            involvement.source_file,
            involvement.source_row
        FROM source.ssd_involvements AS involvement
        CROSS JOIN journey.run AS run
        {person_of("involvement.invo_person_id")}
        WHERE involvement.invo_involvement_start_date <= run.as_of
    """,
)

TEAM_LINES = Step(
    table="journey.team_lines",
    interim=True,
    grain="one row per team and the team that does its work from a day on",
    key=("team_id", "from_date"),
    about=(
        "A closed team's work is with its successor from the day it closed, as far as three closures on. A team "
        "without a successor keeps its own. until_date is null for the last."
    ),
    sql="""
        WITH team AS (
            SELECT team.team_id, team.successor_team_id, team.closed_on
            FROM source.workforce_teams AS team
            CROSS JOIN journey.run AS run
            WHERE team.closed_on <= run.as_of
                AND team.successor_team_id IS NOT NULL
                AND team.successor_team_id <> team.team_id
        ),
        first_move AS (
            SELECT team_id, successor_team_id AS acting_team_id, closed_on AS from_date FROM team
        ),
        second_move AS (
            SELECT
                first_move.team_id,
                team.successor_team_id AS acting_team_id,
                GREATEST(first_move.from_date, team.closed_on) AS from_date
            FROM first_move
            JOIN team ON team.team_id = first_move.acting_team_id AND team.successor_team_id <> first_move.team_id
        ),
        third_move AS (
            SELECT
                second_move.team_id,
                team.successor_team_id AS acting_team_id,
                GREATEST(second_move.from_date, team.closed_on) AS from_date
            FROM second_move
            JOIN team ON team.team_id = second_move.acting_team_id AND team.successor_team_id <> second_move.team_id
        ),
        move AS (
            SELECT team_id, acting_team_id, from_date, 1 AS hop FROM first_move
            UNION ALL
            SELECT team_id, acting_team_id, from_date, 2 AS hop FROM second_move
            UNION ALL
            SELECT team_id, acting_team_id, from_date, 3 AS hop FROM third_move
        ),
        last_of_day AS (
            SELECT
                team_id,
                acting_team_id,
                from_date,
                ROW_NUMBER() OVER (PARTITION BY team_id, from_date ORDER BY hop DESC, acting_team_id) AS choice
            FROM move
        )
        SELECT
            team_id,
            acting_team_id,
            from_date,
            LEAD(from_date) OVER (PARTITION BY team_id ORDER BY from_date) AS until_date
        FROM last_of_day
        WHERE choice = 1
    """,
)

TEAM_SHARES = Step(
    table="journey.team_shares",
    interim=True,
    grain="one row per involvement and team that did its work",
    key=("involvement_id", "start_date"),
    about="An involvement that outlives its team goes on with the team's successor. is_lead: the allocated worker's.",
    sql=f"""
        WITH involvement AS (
            SELECT
                *,
                {IS_LEAD} AS is_lead
            FROM journey.involvements
            WHERE team_id IS NOT NULL OR worker_id IS NOT NULL
        ),
        closing AS (
            SELECT team_id, MIN(from_date) AS closed_on FROM journey.team_lines GROUP BY team_id
        )
        SELECT
            involvement.involvement_id,
            involvement.person_id,
            involvement.worker_id,
            involvement.team_id,
            involvement.is_lead,
            involvement.start_date,
            CASE
                WHEN closing.closed_on < COALESCE(involvement.end_date, {OPEN}) THEN closing.closed_on
                ELSE involvement.end_date
            END AS end_date,
            involvement.source,
            involvement.source_file,
            involvement.source_row
        FROM involvement
        LEFT JOIN closing ON closing.team_id = involvement.team_id
        WHERE closing.closed_on IS NULL OR involvement.start_date < closing.closed_on

        UNION ALL

        SELECT
            involvement.involvement_id,
            involvement.person_id,
            involvement.worker_id,
            line.acting_team_id AS team_id,
            involvement.is_lead,
            GREATEST(involvement.start_date, line.from_date) AS start_date,
            CASE
                WHEN line.until_date < COALESCE(involvement.end_date, {OPEN}) THEN line.until_date
                ELSE involvement.end_date
            END AS end_date,
            involvement.source,
            involvement.source_file,
            involvement.source_row
        FROM involvement
        JOIN journey.team_lines AS line
            ON line.team_id = involvement.team_id
            AND line.from_date < COALESCE(involvement.end_date, {OPEN})
            AND involvement.start_date < COALESCE(line.until_date, {OPEN})
    """,
)

TEAM_SPELLS = Step(
    table="journey.team_spells",
    grain="one row per person per unbroken time with one team and worker",
    key=("person_id", "start_date"),
    about=(
        "Never overlapping: on a day with several involvements the allocated worker's counts, and of several the one "
        "begun last. worker_id or team_id is null where the involvement names none."
    ),
    sql=without_overlaps(
        "journey.team_shares",
        of=("person_id",),
        holding=("team_id", "worker_id"),
        first=("spell.is_lead DESC", "spell.start_date DESC", "spell.involvement_id DESC"),
    ),
)

STEPS = (INVOLVEMENTS, TEAM_LINES, TEAM_SHARES, TEAM_SPELLS)
