"""Where a child looked after lives on a day: in what kind of placement, whose, and how far from home."""

from lineofsight.engines import Step
from lineofsight.journey.fragments import without_overlaps

_NOT_MEASURABLE = 999
"""Miles that the return writes (999.9) where there is no home to measure from, as for unaccompanied children."""

EPISODE_PLACES = Step(
    table="journey.episode_places",
    interim=True,
    grain="one row per care episode",
    key=("care_episode_id",),
    about=(
        "miles from home as recorded; null where it was not, or could not be measured. is_outside: as the return says, "
        "otherwise by the placement's postcode; null where the national lookup does not hold it."
    ),
    sql=f"""
        WITH recorded AS (
            SELECT
                episode.care_episode_id,
                placement.clap_cla_placement_distance AS miles,
                CAST(NULL AS VARCHAR) AS location,
                placement.clap_cla_placement_postcode AS postcode
            FROM journey.recorded_care_episodes AS episode
            JOIN source.ssd_cla_placement AS placement ON placement.clap_cla_placement_id = episode.placement_id

            UNION ALL

            SELECT
                episode.care_episode_id,
                TRY_CAST(returned.pl_distance AS DOUBLE) AS miles,
                UPPER(returned.pl_location) AS location,
                returned.pl_post AS postcode
            FROM journey.recorded_care_episodes AS episode
            JOIN source.ssda903_episodes AS returned
                ON returned.source_file = episode.source_file AND returned.source_row = episode.source_row
            WHERE episode.source = 'ssda903_episodes'
        )
        SELECT
            recorded.care_episode_id,
            CASE WHEN recorded.miles < {_NOT_MEASURABLE} THEN recorded.miles END AS miles,
            CASE
                WHEN recorded.location IN ('IN', 'OUT') THEN recorded.location = 'OUT'
                ELSE lookup.district = 'outside'
            END AS is_outside
        FROM recorded
        LEFT JOIN journey.postcode_districts AS lookup
            ON lookup.postcode = UPPER(REPLACE(recorded.postcode, ' ', ''))
    """,
)

EPISODES_PLACED = Step(
    table="journey.episodes_placed",
    interim=True,
    grain="one row per care episode that is no short break, with where it was",
    key=("care_episode_id",),
    sql="""
        SELECT
            episode.care_episode_id,
            episode.person_id,
            episode.period_of_care_id,
            episode.placement_type,
            episode.placement_provider,
            place.miles,
            place.is_outside,
            episode.start_date,
            episode.end_date,
            episode.source,
            episode.source_file,
            episode.source_row
        FROM journey.care_episodes AS episode
        LEFT JOIN journey.episode_places AS place ON place.care_episode_id = episode.care_episode_id
        WHERE NOT episode.is_short_break
    """,
)

WHEREABOUTS = Step(
    table="journey.whereabouts",
    grain="one row per child looked after per unbroken time in one care episode",
    key=("person_id", "start_date"),
    about=(
        "Never overlapping: of several episodes the one begun last counts, and the earlier goes on after it. A child "
        "away in a temporary placement (T0 to T4) is there. miles and is_outside are null where they are not known."
    ),
    sql=without_overlaps(
        "journey.episodes_placed",
        of=("person_id",),
        holding=(
            "care_episode_id",
            "period_of_care_id",
            "placement_type",
            "placement_provider",
            "miles",
            "is_outside",
        ),
        first=("spell.start_date DESC", "spell.care_episode_id DESC"),
    ),
)

STEPS = (EPISODE_PLACES, EPISODES_PLACED, WHEREABOUTS)
