"""Placement stability."""

from datetime import date

from lineofsight.journey import readings
from lineofsight.measures.indicator import Indicator, Words

MANY_PLACEMENTS = Indicator(
    id="PS01",
    title="Three or more placements in 12 months",
    of="children looked after at the month end",
    theme="Stability and sufficiency",
    ambitions=(4,),
    unit="percent",
    better="lower",
    period="month end",
    chart="stock",
    words=Words(many="children in care", share="had been in three or more placements in the 12 months before"),
    why="Each move costs a child a home, often a school and people who know them.",
    sql="""
        WITH placed AS (
            SELECT
                placements.person_id,
                placements.placement_id,
                placements.period_of_care_id,
                placements.start_date,
                COALESCE(
                    LEAD(placements.start_date) OVER (
                        PARTITION BY placements.person_id, placements.period_of_care_id
                        ORDER BY placements.start_date, placements.placement_id
                    ),
                    care.end_date
                ) AS left_on,
                ROW_NUMBER() OVER (
                    PARTITION BY placements.person_id
                    ORDER BY placements.start_date, placements.placement_id
                ) AS nth,
                placements.source,
                placements.source_file,
                placements.source_row
            FROM journey.placements AS placements
            JOIN journey.periods_of_care AS care
                ON care.person_id = placements.person_id AND care.period_of_care_id = placements.period_of_care_id
            WHERE placements.counts
        ),
        not_yet_placed AS (
            SELECT
                care.person_id,
                care.period_of_care_id,
                care.start_date,
                COALESCE(MIN(placed.start_date), care.end_date) AS end_date,
                care.source,
                care.source_file,
                care.source_row
            FROM journey.periods_of_care AS care
            LEFT JOIN placed
                ON placed.person_id = care.person_id AND placed.period_of_care_id = care.period_of_care_id
            GROUP BY care.person_id, care.period_of_care_id, care.start_date, care.end_date, care.source,
                care.source_file, care.source_row
            HAVING MIN(placed.start_date) IS NULL OR MIN(placed.start_date) > care.start_date
        ),
        waits AS (
            SELECT
                not_yet_placed.person_id,
                not_yet_placed.period_of_care_id,
                not_yet_placed.start_date,
                not_yet_placed.end_date,
                COALESCE(MAX(placed.nth), 0) AS nth,
                not_yet_placed.source,
                not_yet_placed.source_file,
                not_yet_placed.source_row
            FROM not_yet_placed
            LEFT JOIN placed
                ON placed.person_id = not_yet_placed.person_id AND placed.start_date < not_yet_placed.start_date
            GROUP BY not_yet_placed.person_id, not_yet_placed.period_of_care_id, not_yet_placed.start_date,
                not_yet_placed.end_date, not_yet_placed.source, not_yet_placed.source_file, not_yet_placed.source_row
        ),
        stays AS (
            SELECT placement_id AS case_id, person_id, start_date, left_on AS end_date, nth, source, source_file,
                source_row
            FROM placed
            UNION ALL
            SELECT period_of_care_id AS case_id, person_id, start_date, end_date, nth, source, source_file, source_row
            FROM waits
        )
        SELECT
            stays.case_id,
            stays.person_id,
            stays.start_date,
            stays.end_date,
            CASE WHEN third_last.person_id IS NOT NULL THEN stays.start_date END AS numerator_from,
            CAST(third_last.left_on + INTERVAL 12 MONTH AS DATE) AS numerator_to,
            stays.source,
            stays.source_file,
            stays.source_row
        FROM stays
        LEFT JOIN placed AS third_last
            ON third_last.person_id = stays.person_id AND third_last.nth = stays.nth - 2
    """,
    source="DfE, Children looked after in England including adoptions: three or more placements during the year",
    reading=" ".join(
        (
            "Among children in care at the month end (as in LA01), the placements that were open at any time in the 12 "
            "months before, the one open at their start among them; one that ended on their first day counts.",
            "A placement lasts until the next that counts begins or care ends.",
            "Those of an earlier period of care in the same 12 months count too.",
            readings.PLACEMENT,
            readings.EIGHTEENTH_BIRTHDAY,
        )
    ),
    owner="Head of Corporate Parenting",
    review_by=date(2027, 4, 1),
    balanced_by=("LA01", "EX02"),
    needs=(("ssd_cla_episodes", "ssda903_episodes"), ("ssd_cla_placement", "ssda903_episodes")),
    history="journey.periods_of_care.end_date",
    lookback=11,
    benchmark="cla_3plus_placements_year_pct",
    differs="The same in definition at 31 March, as far as published guidance shows.",
)

INDICATORS = (MANY_PLACEMENTS,)
