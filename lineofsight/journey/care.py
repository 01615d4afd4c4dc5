"""Children looked after: care episodes, periods of care, and placements.

Where social care's own extract (SSD) holds care episodes, they are used. Otherwise the SSDA903 files are. The choice is
made once for the whole run, so that no child stands in both.
"""

from lineofsight.engines import Step
from lineofsight.journey.fragments import OPEN, ended, only_if_ended, person_of

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
            person_id, decom, rne, ls, cin, place, place_provider, dec, rec, reason_place_change, urn, home_post,
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

DATED_CARE_EPISODES = Step(
    table="journey.dated_care_episodes",
    interim=True,
    grain="one row per care episode begun by the day of the run, with the end we take it to have",
    key=("care_episode_id",),
    about=(
        "An episode without an end is ended by the child's next one, and every episode by the 18th birthday: see "
        "`readings`. end_date is null while it is open."
    ),
    sql=f"""
        WITH followed AS (
            SELECT
                *,
                COALESCE(
                    recorded_end,
                    LEAD(start_date) OVER (PARTITION BY person_id ORDER BY start_date, care_episode_id)
                ) AS believed_end
            FROM journey.recorded_care_episodes
        ),
        grown_up AS (
            SELECT person_id, CAST(date_of_birth + INTERVAL 18 YEAR AS DATE) AS birthday
            FROM identity.people
            WHERE date_of_birth IS NOT NULL
        ),
        known AS (
            SELECT
                followed.*,
                {ended("followed.believed_end", "followed.start_date")} AS known_end,
                {only_if_ended("followed.end_reason", "followed.recorded_end")} AS known_reason,
                CASE
                    WHEN grown_up.birthday > followed.start_date AND grown_up.birthday <= run.as_of
                    THEN grown_up.birthday
                END AS grown_up_on
            FROM followed
            CROSS JOIN journey.run AS run
            LEFT JOIN grown_up ON grown_up.person_id = followed.person_id
            WHERE followed.start_date <= run.as_of
        )
        SELECT
            care_episode_id,
            person_id,
            start_date,
            CASE WHEN grown_up_on < COALESCE(known_end, {OPEN}) THEN grown_up_on ELSE known_end END AS end_date,
            start_reason,
            known_reason AS end_reason,
            legal_status,
            placement_type,
            placement_provider,
            primary_need,
            COALESCE(legal_status IN ('V3', 'V4'), FALSE) AS is_short_break,
            source,
            source_file,
            source_row
        FROM known
    """,
)

CARE_EPISODES = Step(
    table="journey.care_episodes",
    grain="one row per care episode: one placement and one legal status",
    key=("care_episode_id",),
    about=(
        "end_date is null while the episode is open. end_reason is null unless an end was recorded. period_of_care_id "
        "is the first episode of its unbroken chain, null for short breaks (V3, V4)."
    ),
    sql=f"""
        WITH covered AS (
            SELECT
                *,
                MAX(COALESCE(end_date, {OPEN})) OVER (
                    PARTITION BY person_id, is_short_break ORDER BY start_date, care_episode_id
                    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
                ) AS covered_until
            FROM journey.dated_care_episodes
        ),
        numbered AS (
            SELECT
                *,
                SUM(
                    CASE WHEN covered_until >= start_date AND COALESCE(start_reason, '') <> 'S' THEN 0 ELSE 1 END
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
            end_reason,
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
        "Never overlapping: a period lasts while any episode begun by then runs, until the next period begins. The id "
        "is that of its first care episode. end_date is null while the child is looked after; end_reason also where no "
        "reason was recorded for that day. start_reason is S where the beginning itself was recorded; otherwise the "
        "period began before our earliest extract, or after a break that no S marks."
    ),
    sql=f"""
        WITH episode AS (
            SELECT
                *,
                MAX(COALESCE(end_date, {OPEN})) OVER so_far AS covered_until,
                ROW_NUMBER() OVER (PARTITION BY period_of_care_id ORDER BY start_date, care_episode_id) AS place
            FROM journey.care_episodes
            WHERE NOT is_short_break
            WINDOW so_far AS (
                PARTITION BY person_id ORDER BY start_date, care_episode_id
                ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
            )
        ),
        reach AS (
            SELECT person_id, period_of_care_id, MIN(start_date) AS start_date, MAX(covered_until) AS covered_until
            FROM episode
            GROUP BY person_id, period_of_care_id
        ),
        bounded AS (
            SELECT
                *,
                LEAST(
                    covered_until,
                    COALESCE(
                        LEAD(start_date) OVER (PARTITION BY person_id ORDER BY start_date, period_of_care_id), {OPEN}
                    )
                ) AS end_date
            FROM reach
        ),
        ending AS (
            SELECT
                bounded.period_of_care_id,
                episode.end_reason,
                ROW_NUMBER() OVER (
                    PARTITION BY bounded.period_of_care_id
                    ORDER BY episode.start_date DESC, episode.care_episode_id DESC
                ) AS choice
            FROM bounded
            JOIN episode
                ON episode.person_id = bounded.person_id
                AND episode.end_date = bounded.end_date
                AND episode.start_date < GREATEST(bounded.end_date, CAST(bounded.start_date + INTERVAL 1 DAY AS DATE))
        )
        SELECT
            bounded.period_of_care_id,
            bounded.person_id,
            bounded.start_date,
            CASE WHEN bounded.end_date < {OPEN} THEN bounded.end_date END AS end_date,
            ending.end_reason,
            COALESCE(
                people.uasc_from <= bounded.start_date
                AND (people.uasc_until IS NULL OR people.uasc_until > bounded.start_date),
                FALSE
            ) AS is_uasc,
            first.start_reason,
            first.source,
            first.source_file,
            first.source_row
        FROM bounded
        JOIN episode AS first ON first.period_of_care_id = bounded.period_of_care_id AND first.place = 1
        LEFT JOIN ending ON ending.period_of_care_id = bounded.period_of_care_id AND ending.choice = 1
        LEFT JOIN journey.people AS people ON people.person_id = bounded.person_id
    """,
)

STEPS = (SSDA903_EPISODES, RECORDED_CARE_EPISODES, DATED_CARE_EPISODES, CARE_EPISODES, PERIODS_OF_CARE)
