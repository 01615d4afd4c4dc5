"""Placements: where a child looked after lives, one row for each stay with a carer."""

from lineofsight.engines import Step
from lineofsight.journey.fragments import OPEN, ended, person_of

RECORDED_PLACEMENTS = Step(
    table="journey.recorded_placements",
    interim=True,
    grain="one row per placement, as its source records it",
    key=("placement_id",),
    about=(
        "From the SSD's placements where care comes from the SSD; otherwise a placement begins with every episode that "
        "is not only a change of legal status (L). same_carer marks a move that keeps the carer."
    ),
    sql=f"""
        WITH named AS (
            SELECT
                placement_id,
                start_reason,
                ROW_NUMBER() OVER (PARTITION BY placement_id ORDER BY start_date, care_episode_id) AS choice
            FROM journey.recorded_care_episodes
            WHERE placement_id IS NOT NULL
        ),
        begun AS (
            SELECT
                recorded.*,
                episode.period_of_care_id,
                episode.end_date,
                SUM(
                    CASE
                        WHEN recorded.care_episode_id = episode.period_of_care_id THEN 1
                        WHEN recorded.start_reason = 'L' THEN 0
                        ELSE 1
                    END
                ) OVER (
                    PARTITION BY episode.period_of_care_id ORDER BY recorded.start_date, recorded.care_episode_id
                ) AS number
            FROM journey.recorded_care_episodes AS recorded
            JOIN journey.care_episodes AS episode ON episode.care_episode_id = recorded.care_episode_id
            WHERE recorded.source = 'ssda903_episodes' AND NOT episode.is_short_break
        ),
        ranked AS (
            SELECT
                *,
                FIRST_VALUE(care_episode_id) OVER first_to_last AS first_episode_id,
                ROW_NUMBER() OVER first_to_last AS place,
                ROW_NUMBER() OVER (
                    PARTITION BY period_of_care_id, number ORDER BY start_date DESC, care_episode_id DESC
                ) AS place_from_last,
                MAX(COALESCE(end_date, {OPEN})) OVER (PARTITION BY period_of_care_id, number) AS last_end
            FROM begun
            WINDOW first_to_last AS (PARTITION BY period_of_care_id, number ORDER BY start_date, care_episode_id)
        )
        SELECT
            placement.clap_cla_placement_id AS placement_id,
            person.person_id,
            placement.clap_cla_placement_start_date AS start_date,
            placement.clap_cla_placement_end_date AS recorded_end,
            placement.clap_cla_placement_type AS placement_type,
            placement.clap_cla_placement_provider AS placement_provider,
            placement.clap_cla_placement_urn AS placement_urn,
            placement.clap_cla_placement_change_reason AS change_reason,
            COALESCE(
                named.start_reason IN ('T', 'U') OR placement.clap_cla_placement_type IN ('A3', 'A5'), FALSE
            ) AS same_carer,
            'ssd_cla_placement' AS source,
            placement.source_file,
            placement.source_row
        FROM source.ssd_cla_placement AS placement
        {person_of("placement.clap_person_id")}
        LEFT JOIN named ON named.placement_id = placement.clap_cla_placement_id AND named.choice = 1
        WHERE (SELECT COUNT(*) FROM source.ssd_cla_episodes) > 0

        UNION ALL

        SELECT
            first.first_episode_id AS placement_id,
            first.person_id,
            first.start_date,
            CASE WHEN first.last_end < {OPEN} THEN first.last_end END AS recorded_end,
            last.placement_type,
            last.placement_provider,
            last.placement_urn,
            last.change_reason,
            COALESCE(first.start_reason IN ('T', 'U') OR first.placement_type IN ('A3', 'A5'), FALSE) AS same_carer,
            first.source,
            first.source_file,
            first.source_row
        FROM ranked AS first
        JOIN ranked AS last ON last.first_episode_id = first.first_episode_id AND last.place_from_last = 1
        WHERE first.place = 1
    """,
)

DATED_PLACEMENTS = Step(
    table="journey.dated_placements",
    interim=True,
    grain="one row per placement begun by the day of the run, in its period of care",
    key=("placement_id",),
    about=(
        "A placement without an end is ended by the child's next one (a temporary one only by another temporary one), "
        "and every placement by the end of its period of care: the first period that it shares a day with."
    ),
    sql=f"""
        WITH placement AS (
            SELECT
                *, COALESCE(placement_type IN ('T0', 'T1', 'T2', 'T3', 'T4'), FALSE) AS is_temporary
            FROM journey.recorded_placements
        ),
        followed AS (
            SELECT
                *,
                COALESCE(
                    recorded_end,
                    LEAD(start_date) OVER (PARTITION BY person_id, is_temporary ORDER BY start_date, placement_id)
                ) AS believed_end
            FROM placement
        ),
        known AS (
            SELECT followed.*, {ended("followed.believed_end", "followed.start_date")} AS known_end
            FROM followed
            CROSS JOIN journey.run AS run
            WHERE followed.start_date <= run.as_of
        ),
        shared AS (
            SELECT
                known.placement_id,
                period.period_of_care_id,
                COALESCE(period.end_date, {OPEN}) AS period_end,
                ROW_NUMBER() OVER (
                    PARTITION BY known.placement_id ORDER BY period.start_date, period.period_of_care_id
                ) AS choice
            FROM known
            JOIN journey.periods_of_care AS period
                ON period.person_id = known.person_id
                AND period.start_date < COALESCE(known.known_end, {OPEN})
                AND COALESCE(period.end_date, {OPEN}) > known.start_date
        )
        SELECT
            known.placement_id,
            known.person_id,
            shared.period_of_care_id,
            known.start_date,
            LEAST(COALESCE(known.known_end, {OPEN}), COALESCE(shared.period_end, {OPEN})) AS end_or_open,
            known.placement_type,
            known.placement_provider,
            known.placement_urn,
            known.change_reason,
            known.same_carer,
            known.is_temporary,
            known.source,
            known.source_file,
            known.source_row
        FROM known
        LEFT JOIN shared ON shared.placement_id = known.placement_id AND shared.choice = 1
    """,
)

PLACEMENTS = Step(
    table="journey.placements",
    grain="one row per stay with one carer or in one setting, and per temporary stay elsewhere",
    key=("placement_id",),
    about=(
        "A move that keeps the carer (T, U, adoption by the foster carer) and a return from a temporary placement go "
        "on with the stay; type, provider and change reason are its latest. period_of_care_id is null outside any "
        "period of care, as in short breaks. counts is false for those, for temporary placements (T0 to T4) and for "
        "stays of less than a day."
    ),
    sql=f"""
        WITH preceded AS (
            SELECT
                *,
                LAG(is_temporary) OVER (
                    PARTITION BY person_id, period_of_care_id ORDER BY start_date, placement_id
                ) AS after_temporary
            FROM journey.dated_placements
        ),
        compared AS (
            SELECT
                *,
                CASE
                    WHEN is_temporary OR period_of_care_id IS NULL OR ROW_NUMBER() OVER earlier = 1 THEN 1
                    WHEN same_carer THEN 0
                    WHEN after_temporary
                        AND placement_type IS NOT DISTINCT FROM LAG(placement_type) OVER earlier
                        AND placement_provider IS NOT DISTINCT FROM LAG(placement_provider) OVER earlier
                        AND placement_urn IS NOT DISTINCT FROM LAG(placement_urn) OVER earlier
                    THEN 0
                    ELSE 1
                END AS begins
            FROM preceded
            WINDOW earlier AS (
                PARTITION BY person_id, period_of_care_id, is_temporary ORDER BY start_date, placement_id
            )
        ),
        numbered AS (
            SELECT
                *,
                SUM(begins) OVER (
                    PARTITION BY person_id, period_of_care_id, is_temporary ORDER BY start_date, placement_id
                ) AS stay_number
            FROM compared
        ),
        ranked AS (
            SELECT
                *,
                FIRST_VALUE(placement_id) OVER forwards AS stay_id,
                ROW_NUMBER() OVER forwards AS place,
                ROW_NUMBER() OVER (
                    PARTITION BY person_id, period_of_care_id, is_temporary, stay_number
                    ORDER BY start_date DESC, placement_id DESC
                ) AS place_from_last,
                MAX(end_or_open) OVER (
                    PARTITION BY person_id, period_of_care_id, is_temporary, stay_number
                ) AS stay_end
            FROM numbered
            WINDOW forwards AS (
                PARTITION BY person_id, period_of_care_id, is_temporary, stay_number ORDER BY start_date, placement_id
            )
        )
        SELECT
            first.placement_id,
            first.person_id,
            first.period_of_care_id,
            first.start_date,
            CASE WHEN first.stay_end < {OPEN} THEN first.stay_end END AS end_date,
            last.placement_type,
            last.placement_provider,
            CASE WHEN first.stay_end < {OPEN} THEN last.change_reason END AS change_reason,
            (
                first.period_of_care_id IS NOT NULL
                AND NOT first.is_temporary
                AND first.stay_end > first.start_date
            ) AS counts,
            first.source,
            first.source_file,
            first.source_row
        FROM ranked AS first
        JOIN ranked AS last ON last.stay_id = first.stay_id AND last.place_from_last = 1
        WHERE first.place = 1
    """,
)

STEPS = (RECORDED_PLACEMENTS, DATED_PLACEMENTS, PLACEMENTS)
