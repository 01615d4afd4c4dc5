"""Children looked after: care episodes, periods of care, and placements.

Where social care's own extract (SSD) holds care episodes, they are used. Otherwise the SSDA903 files are. The choice is
made once for the whole run, so that no child stands in both.
"""

from lineofsight.engines import Step
from lineofsight.journey.fragments import person_of

SSDA903_EPISODES = Step(
    table="journey.ssda903_episodes",
    interim=True,
    grain="one row per child per day on which an episode began (DECOM)",
    key=("person_id", "decom"),
    about=(
        "The yearly files together. Of several versions the closed one stands; then that of the file that reaches "
        "furthest, then by file name and row. dec is null while no file has closed the episode."
    ),
    sql=f"""
        WITH reach AS (
            SELECT source_file, MAX(GREATEST(decom, COALESCE(dec, decom))) AS last_date
            FROM source.ssda903_episodes
            GROUP BY source_file
        ),
        version AS (
            SELECT
                episode.*,
                person.person_id,
                ROW_NUMBER() OVER (
                    PARTITION BY person.person_id, episode.decom
                    ORDER BY
                        CASE WHEN episode.dec IS NULL THEN 1 ELSE 0 END,
                        reach.last_date DESC,
                        episode.source_file DESC,
                        episode.source_row DESC
                ) AS choice
            FROM source.ssda903_episodes AS episode
            JOIN reach ON reach.source_file = episode.source_file
            {person_of("episode.child", "ssda903_header")}
        )
        SELECT
            person_id, decom, rne, ls, cin, place, place_provider, dec, rec, reason_place_change, urn,
            source_file, source_row
        FROM version
        WHERE choice = 1
    """,
)

RECORDED_CARE_EPISODES = Step(
    table="journey.recorded_care_episodes",
    interim=True,
    grain="one row per care episode, as its source records it",
    key=("care_episode_id",),
    about=(
        "recorded_end is null where no end was recorded. The SSD keeps legal status apart: an episode has the one in "
        "force on the day it began, the one begun last if several are."
    ),
    sql=f"""
        WITH legal AS (
            SELECT
                episode.clae_cla_episode_id AS care_episode_id,
                status.lega_legal_status AS legal_status,
                ROW_NUMBER() OVER (
                    PARTITION BY episode.clae_cla_episode_id
                    ORDER BY status.lega_legal_status_start_date DESC, status.lega_legal_status_id DESC
                ) AS choice
            FROM source.ssd_cla_episodes AS episode
            JOIN source.ssd_legal_status AS status
                ON status.lega_person_id = episode.clae_person_id
                AND status.lega_legal_status_start_date <= episode.clae_cla_episode_start_date
                AND (
                    status.lega_legal_status_end_date IS NULL
                    OR status.lega_legal_status_end_date > episode.clae_cla_episode_start_date
                )
        )
        SELECT
            episode.clae_cla_episode_id AS care_episode_id,
            person.person_id,
            episode.clae_cla_episode_start_date AS start_date,
            episode.clae_cla_episode_ceased_date AS recorded_end,
            episode.clae_cla_episode_start_reason AS start_reason,
            episode.clae_cla_episode_ceased_reason AS end_reason,
            legal.legal_status,
            episode.clae_cla_placement_id AS placement_id,
            placement.clap_cla_placement_type AS placement_type,
            placement.clap_cla_placement_provider AS placement_provider,
            placement.clap_cla_placement_urn AS placement_urn,
            placement.clap_cla_placement_change_reason AS change_reason,
            episode.clae_cla_primary_need_code AS primary_need,
            'ssd_cla_episodes' AS source,
            episode.source_file,
            episode.source_row
        FROM source.ssd_cla_episodes AS episode
        {person_of("episode.clae_person_id")}
        LEFT JOIN legal ON legal.care_episode_id = episode.clae_cla_episode_id AND legal.choice = 1
        LEFT JOIN source.ssd_cla_placement AS placement
            ON placement.clap_cla_placement_id = episode.clae_cla_placement_id

        UNION ALL

        SELECT
            episode.person_id || '-' || CAST(episode.decom AS VARCHAR) AS care_episode_id,
            episode.person_id,
            episode.decom AS start_date,
            episode.dec AS recorded_end,
            episode.rne AS start_reason,
            episode.rec AS end_reason,
            episode.ls AS legal_status,
            CAST(NULL AS VARCHAR) AS placement_id,
            episode.place AS placement_type,
            episode.place_provider AS placement_provider,
            episode.urn AS placement_urn,
            episode.reason_place_change AS change_reason,
            episode.cin AS primary_need,
            'ssda903_episodes' AS source,
            episode.source_file,
            episode.source_row
        FROM journey.ssda903_episodes AS episode
        WHERE (SELECT COUNT(*) FROM source.ssd_cla_episodes) = 0
    """,
)

CARE_EPISODES = Step(
    table="journey.care_episodes",
    grain="one row per care episode: one placement and one legal status",
    key=("care_episode_id",),
    about=(
        "end_date is null while the episode is open. end_reason is null unless an end was recorded. period_of_care_id "
        "is null for short breaks (V3, V4)."
    ),
    sql="""
        WITH followed AS (
            SELECT
                episode.*,
                CASE
                    WHEN COALESCE(
                        recorded_end, LEAD(start_date) OVER (PARTITION BY person_id ORDER BY start_date, care_episode_id)
                    ) <= run.as_of
                    THEN GREATEST(
                        start_date,
                        COALESCE(
                            recorded_end,
                            LEAD(start_date) OVER (PARTITION BY person_id ORDER BY start_date, care_episode_id)
                        )
                    )
                END AS known_end,
                run.as_of
            FROM journey.recorded_care_episodes AS episode
            CROSS JOIN journey.run AS run
            WHERE start_date <= run.as_of
        ),
        grown_up AS (
            SELECT person_id, CAST(date_of_birth + INTERVAL 18 YEAR AS DATE) AS birthday
            FROM identity.people
            WHERE date_of_birth IS NOT NULL
        ),
        episode AS (
            SELECT
                followed.*,
                CASE
                    WHEN grown_up.birthday > followed.start_date
                        AND grown_up.birthday <= followed.as_of
                        AND COALESCE(followed.known_end, followed.as_of) >= grown_up.birthday
                    THEN grown_up.birthday
                    ELSE followed.known_end
                END AS end_date,
                COALESCE(followed.legal_status IN ('V3', 'V4'), FALSE) AS is_short_break
            FROM followed
            LEFT JOIN grown_up ON grown_up.person_id = followed.person_id
        ),
        covered AS (
            SELECT
                *,
                MAX(COALESCE(end_date, DATE '9999-12-31')) OVER (
                    PARTITION BY person_id, is_short_break ORDER BY start_date, care_episode_id
                    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
                ) AS covered_until
            FROM episode
        ),
        numbered AS (
            SELECT
                *,
                SUM(
                    CASE
                        WHEN covered_until > start_date THEN 0
                        WHEN covered_until = start_date AND COALESCE(start_reason, '') <> 'S' THEN 0
                        ELSE 1
                    END
                ) OVER (PARTITION BY person_id, is_short_break ORDER BY start_date, care_episode_id) AS period_number
            FROM covered
        )
        SELECT
            care_episode_id,
            person_id,
            CASE
                WHEN NOT is_short_break
                THEN FIRST_VALUE(care_episode_id) OVER (
                    PARTITION BY person_id, is_short_break, period_number ORDER BY start_date, care_episode_id
                )
            END AS period_of_care_id,
            start_date,
            end_date,
            start_reason,
            CASE WHEN recorded_end <= as_of THEN end_reason END AS end_reason,
            legal_status,
            placement_type,
            placement_provider,
            primary_need,
            is_short_break,
            source,
            source_file,
            source_row
        FROM numbered
    """,
)

PERIODS_OF_CARE = Step(
    table="journey.periods_of_care",
    grain="one row per unbroken time looked after, short breaks apart",
    key=("period_of_care_id",),
    about=(
        "The id is that of its first care episode. end_date is null while the child is looked after. start_reason is S "
        "where the beginning itself was recorded, otherwise it began before our earliest extract."
    ),
    sql="""
        WITH ranked AS (
            SELECT
                *,
                ROW_NUMBER() OVER (PARTITION BY period_of_care_id ORDER BY start_date, care_episode_id) AS first_first,
                ROW_NUMBER() OVER (
                    PARTITION BY period_of_care_id
                    ORDER BY COALESCE(end_date, DATE '9999-12-31') DESC, start_date DESC, care_episode_id DESC
                ) AS last_first
            FROM journey.care_episodes
            WHERE NOT is_short_break
        )
        SELECT
            begun.period_of_care_id,
            begun.person_id,
            begun.start_date,
            final.end_date,
            final.end_reason,
            COALESCE(
                people.uasc_from <= begun.start_date
                AND (people.uasc_until IS NULL OR people.uasc_until > begun.start_date),
                FALSE
            ) AS is_uasc,
            begun.start_reason,
            begun.source,
            begun.source_file,
            begun.source_row
        FROM ranked AS begun
        JOIN ranked AS final ON final.period_of_care_id = begun.period_of_care_id AND final.last_first = 1
        LEFT JOIN journey.people AS people ON people.person_id = begun.person_id
        WHERE begun.first_first = 1
    """,
)
STEPS = (SSDA903_EPISODES, RECORDED_CARE_EPISODES, CARE_EPISODES, PERIODS_OF_CARE)
