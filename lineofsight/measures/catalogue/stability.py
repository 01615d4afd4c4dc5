"""Placement stability."""

from datetime import date

from lineofsight.journey import readings
from lineofsight.measures.indicator import Better, Breakdown, Indicator, Words
from lineofsight.standards.codes import code_set

_THEME = "Stability and sufficiency"
_OWNER = "Head of Corporate Parenting"
_CLA = "DfE, Children looked after in England including adoptions"
_PLACED = (("ssd_cla_episodes", "ssda903_episodes"), ("ssd_cla_placement", "ssda903_episodes"))
_HISTORY = "journey.periods_of_care.end_date"
_BY_PROVIDER: tuple[Breakdown, ...] = ("district", "team", "age_band", "sex", "ethnicity", "need", "part")
_PROVIDERS = "who provides the placement"
_WHERE_READING = " ".join(
    (
        "The placement of the episode open on the day. A child away in a temporary placement (T0 to T4) is there.",
        readings.SHORT_BREAKS,
        readings.OVERLAPPING_EPISODES,
        readings.DAY_AN_EPISODE_ENDS,
        readings.EIGHTEENTH_BIRTHDAY,
    )
)

_UNPLANNED = ", ".join(f"'{code}'" for code, kind in code_set("placement_change_kind").items() if kind == "unplanned")


def _provider(column: str) -> str:
    """SQL for the provider of a placement, in words."""
    return f"""CASE {column}
                WHEN 'PR0' THEN 'parents'
                WHEN 'PR1' THEN 'own provision'
                WHEN 'PR2' THEN 'another local authority'
                WHEN 'PR3' THEN 'another public body'
                WHEN 'PR4' THEN 'private'
                WHEN 'PR5' THEN 'voluntary'
                ELSE 'not recorded'
            END"""


def _living_in(types: tuple[str, ...]) -> str:
    """Every child looked after, and whether in one of these kinds of placement; `part` is whose it is."""
    listed = ", ".join(f"'{kind}'" for kind in types)
    return f"""
        SELECT
            care_episode_id AS case_id,
            person_id,
            start_date,
            end_date,
            COALESCE(placement_type IN ({listed}), FALSE) AS in_numerator,
            {_provider("placement_provider")} AS part,
            source,
            source_file,
            source_row
        FROM journey.whereabouts
    """


def _in_setting(
    number: str, title: str, share: str, why: str, *, types: tuple[str, ...], better: Better,
    balanced_by: tuple[str, ...], benchmark: str,
) -> Indicator:  # fmt: skip
    return Indicator(
        id=number,
        title=title,
        of="children looked after at the month end",
        theme=_THEME,
        ambitions=(4,),
        unit="percent",
        better=better,
        period="month end",
        chart="stock",
        words=Words(many="children in care", share=share),
        why=why,
        sql=_living_in(types),
        source=f"{_CLA}: placement at 31 March ({', '.join(types)})",
        reading=f"Placement type {' or '.join(types)}. {_WHERE_READING}",
        owner=_OWNER,
        review_by=date(2027, 4, 1),
        balanced_by=balanced_by,
        needs=_PLACED,
        history=_HISTORY,
        parts=_PROVIDERS,
        benchmark=benchmark,
        differs="The same in definition at 31 March.",
        breakdowns=_BY_PROVIDER,
    )


MANY_PLACEMENTS = Indicator(
    id="PS01",
    title="Three or more placements in 12 months",
    of="children looked after at the month end",
    theme=_THEME,
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
    source=f"{_CLA}: three or more placements during the year",
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
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("LA01", "EX02"),
    needs=_PLACED,
    history=_HISTORY,
    lookback=11,
    benchmark="cla_3plus_placements_year_pct",
    differs="The same in definition at 31 March, as far as published guidance shows.",
)

LONG_TERM_STABILITY = Indicator(
    id="PS02",
    title="Living in one placement for two years or more",
    of="children under 16 looked after for two and a half years or more at the month end",
    theme=_THEME,
    ambitions=(4,),
    unit="percent",
    better="higher",
    period="month end",
    chart="stock",
    words=Words(
        many="children under 16 in care for two and a half years or more",
        share="had lived in the same placement for two years",
    ),
    why="A child who will grow up in care needs people who stay. Staying is only good where the placement is good.",
    sql="""
        WITH placed AS (
            SELECT
                placements.person_id,
                placements.placement_id,
                placements.period_of_care_id,
                placements.placement_type,
                placements.start_date,
                LAG(placements.start_date) OVER stays AS start_before,
                LEAD(placements.start_date) OVER stays AS start_after,
                placements.source,
                placements.source_file,
                placements.source_row
            FROM journey.placements AS placements
            WHERE placements.counts
            WINDOW stays AS (
                PARTITION BY placements.person_id, placements.period_of_care_id
                ORDER BY placements.start_date, placements.placement_id
            )
        ),
        long_in_care AS (
            SELECT
                care.person_id,
                care.period_of_care_id,
                CAST(care.start_date + INTERVAL 913 DAY AS DATE) AS long_from,
                LEAST(
                    COALESCE(care.end_date, CAST(people.date_of_birth + INTERVAL 16 YEAR AS DATE)),
                    CAST(people.date_of_birth + INTERVAL 16 YEAR AS DATE)
                ) AS until,
                care.source,
                care.source_file,
                care.source_row
            FROM journey.periods_of_care AS care
            JOIN journey.people AS people ON people.person_id = care.person_id
            WHERE people.date_of_birth IS NOT NULL
        )
        SELECT
            placed.placement_id AS case_id,
            care.person_id,
            GREATEST(care.long_from, placed.start_date) AS start_date,
            LEAST(COALESCE(placed.start_after, care.until), care.until) AS end_date,
            CAST(
                CASE
                    WHEN placed.placement_type IN ('A4', 'A6') THEN COALESCE(placed.start_before, placed.start_date)
                    ELSE placed.start_date
                END + INTERVAL 730 DAY AS DATE
            ) AS numerator_from,
            placed.source,
            placed.source_file,
            placed.source_row
        FROM long_in_care AS care
        JOIN placed
            ON placed.person_id = care.person_id AND placed.period_of_care_id = care.period_of_care_id
        UNION ALL
        SELECT
            care.period_of_care_id AS case_id,
            care.person_id,
            care.long_from AS start_date,
            LEAST(COALESCE(MIN(placed.start_date), care.until), care.until) AS end_date,
            CAST(NULL AS DATE) AS numerator_from,
            care.source,
            care.source_file,
            care.source_row
        FROM long_in_care AS care
        LEFT JOIN placed
            ON placed.person_id = care.person_id AND placed.period_of_care_id = care.period_of_care_id
        GROUP BY care.person_id, care.period_of_care_id, care.long_from, care.until, care.source, care.source_file,
            care.source_row
    """,
    source=f"{_CLA}: long-term stability at 31 March",
    reading=" ".join(
        (
            "In care without a break for 913 days or more, and not yet 16; who has no known birth date is left out.",
            "In the same placement for 730 days or more, or placed for adoption with a new carer (A4, A6) where that "
            "placement and the one before it come to 730 days. Placed for adoption with the present carer goes on with "
            "the stay.",
            "A placement lasts until the next that counts begins.",
            readings.PLACEMENT,
            readings.PERIOD_OF_CARE,
        )
    ),
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("PS01", "PS09"),
    needs=_PLACED,
    history=_HISTORY,
    benchmark="cla_long_term_stability_pct",
    differs="The same in definition at 31 March, as far as published guidance shows.",
)

FOSTER_CARE = _in_setting(
    "PS03",
    "Living in foster care",
    "lived with foster carers",
    "Most children do best in a family.",
    types=("U1", "U2", "U3", "U4", "U5", "U6"),
    better="higher",
    balanced_by=("PS04", "PS06"),
    benchmark="cla_at_31_march_placement_foster_placements_pct",
)

CHILDRENS_HOMES = _in_setting(
    "PS04",
    "Living in a children's home",
    "lived in a children's home or a secure one",
    "For a few children a home with staff is right. For many it means that no family was found, and it costs most.",
    types=("K1", "K2"),
    better="neither",
    balanced_by=("PS03", "PS07"),
    benchmark="cla_at_31_march_placement_secure_homes_and_childrens_homes_pct",
)

SUPPORTED_ACCOMMODATION = Indicator(
    id="PS05",
    title="Aged 16 or 17 in supported accommodation",
    of="children aged 16 or 17 looked after at the month end",
    theme=_THEME,
    ambitions=(4,),
    unit="percent",
    better="neither",
    period="month end",
    chart="stock",
    words=Words(many="children in care aged 16 or 17", share="lived in supported or independent accommodation"),
    why="Some young people are ready for a place of their own with support. None should be there for want of a family.",
    sql="""
        SELECT
            whereabouts.care_episode_id AS case_id,
            whereabouts.person_id,
            GREATEST(whereabouts.start_date, CAST(people.date_of_birth + INTERVAL 16 YEAR AS DATE)) AS start_date,
            LEAST(
                COALESCE(whereabouts.end_date, CAST(people.date_of_birth + INTERVAL 18 YEAR AS DATE)),
                CAST(people.date_of_birth + INTERVAL 18 YEAR AS DATE)
            ) AS end_date,
            COALESCE(whereabouts.placement_type IN ('K3', 'H5', 'P2'), FALSE) AS in_numerator,
            whereabouts.source,
            whereabouts.source_file,
            whereabouts.source_row
        FROM journey.whereabouts AS whereabouts
        JOIN journey.people AS people ON people.person_id = whereabouts.person_id
        WHERE people.date_of_birth IS NOT NULL
    """,
    source=f"{_CLA}: placement at 31 March (K3; before 2024-25 H5 and P2)",
    reading="Supported accommodation registered with Ofsted (K3), and what it was called before the return of 2024-25: "
    "semi-independent (H5) and independent living (P2). Who has no known birth date is left out. " + _WHERE_READING,
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("PS03", "PS08"),
    needs=_PLACED,
    history=_HISTORY,
    differs="DfE publishes the share of children of every age.",
)

IN_HOUSE = Indicator(
    id="PS06",
    title="Foster placements with the council's own carers",
    of="children looked after in foster care at the month end",
    theme=_THEME,
    ambitions=(4,),
    unit="percent",
    better="higher",
    period="month end",
    chart="stock",
    words=Words(many="children in foster care", share="lived with the council's own carers"),
    why="Own carers live nearer, are better known and cost less. That there are enough of them is the council's doing.",
    sql="""
        SELECT
            care_episode_id AS case_id,
            person_id,
            start_date,
            end_date,
            COALESCE(placement_provider = 'PR1', FALSE) AS in_numerator,
            source,
            source_file,
            source_row
        FROM journey.whereabouts
        WHERE placement_type IN ('U1', 'U2', 'U3', 'U4', 'U5', 'U6')
    """,
    source="Local: foster placements (U1 to U6) provided by the council itself (PR1)",
    reading="A foster placement without a recorded provider counts as not the council's own. Relatives and friends "
    "whom the council approved are its own carers. " + _WHERE_READING,
    owner="Head of Commissioning and Fostering",
    review_by=date(2027, 4, 1),
    balanced_by=("PS03", "PS07"),
    needs=_PLACED,
    history=_HISTORY,
    differs="DfE publishes the council's own provision among placements of every kind.",
)

FAR_FROM_HOME = Indicator(
    id="PS07",
    title="Placed over 20 miles from home and outside the county",
    of="children looked after at the month end whose distance from home is known",
    theme=_THEME,
    ambitions=(4,),
    unit="percent",
    better="lower",
    period="month end",
    chart="stock",
    words=Words(many="children in care", share="were placed over 20 miles from home and outside the county"),
    why="Far away, a child loses school, friends, family visits and workers who know them. For some it is safer.",
    sql="""
        SELECT
            whereabouts.care_episode_id AS case_id,
            whereabouts.person_id,
            whereabouts.start_date,
            whereabouts.end_date,
            COALESCE(whereabouts.miles > 20 AND whereabouts.is_outside, FALSE) AS in_numerator,
            whereabouts.source,
            whereabouts.source_file,
            whereabouts.source_row
        FROM journey.whereabouts AS whereabouts
        JOIN journey.periods_of_care AS care
            ON care.person_id = whereabouts.person_id AND care.period_of_care_id = whereabouts.period_of_care_id
        WHERE whereabouts.miles IS NOT NULL AND NOT care.is_uasc
    """,
    source=f"{_CLA}: placed more than 20 miles from home and outside the authority's boundary at 31 March",
    reading="Exactly 20 miles is not more. Outside is what the return says, otherwise where the placement's postcode "
    "lies; a postcode that the national lookup does not hold is not taken to be outside. Left out of both: a distance "
    "not recorded or not measurable (999.9), and children who came as unaccompanied asylum-seeking children. "
    + _WHERE_READING,
    owner="Head of Commissioning and Fostering",
    review_by=date(2027, 4, 1),
    balanced_by=("PS04", "PS06"),
    needs=_PLACED,
    history=_HISTORY,
    benchmark="cla_over_20_miles_outside_la_pct",
    differs="The same in definition at 31 March; DfE measures the distance itself, from the two postcodes.",
)

OTHER_PLACEMENTS = Indicator(
    id="PS08",
    title="Unregistered and other placements",
    of="children looked after in another kind of placement at the month end",
    theme=_THEME,
    ambitions=(4,),
    unit="count",
    better="lower",
    period="month end",
    chart="stock",
    words=Words(
        one="child was in a placement of no registered kind", many="children were in placements of no registered kind"
    ),
    why="A home that should be registered and is not is against the law, and nobody inspects it. Each child there is "
    "one to ask about by name.",
    sql="""
        SELECT care_episode_id AS case_id, person_id, start_date, end_date, source, source_file, source_row
        FROM journey.whereabouts
        WHERE placement_type IN ('Z1', 'Z11', 'Z12', 'Z13', 'Z14')
    """,
    source="Local: SSDA903 placement types Z1, and Z11 to Z14 from 2025-26",
    reading="The return's 'other' placements. Among them are homes that are not registered and some that need not be; "
    "which is which the return did not say before 2025-26, and what Z11 to Z14 stand for is not verified. "
    + _WHERE_READING,
    owner="Head of Commissioning and Fostering",
    review_by=date(2027, 4, 1),
    balanced_by=("PS04", "PS07"),
    needs=_PLACED,
    history=_HISTORY,
    differs="DfE publishes 'other placements' with temporary ones among them.",
)

UNPLANNED_MOVES = Indicator(
    id="PS09",
    title="Moves that were not planned",
    of="moves from one placement to another in the 12 months whose reason is recorded",
    theme=_THEME,
    ambitions=(4,),
    unit="percent",
    better="lower",
    period="12 months",
    chart="p",
    words=Words(many="moves between placements", share="were not planned"),
    why="A planned move can be a step forward. One that nobody planned is most often a home that broke down.",
    sql=f"""
        SELECT
            placements.placement_id AS case_id,
            placements.person_id,
            placements.end_date AS counted_on,
            COALESCE(placements.change_reason IN ({_UNPLANNED}), FALSE) AS in_numerator,
            {_provider("placements.placement_provider")} AS part,
            placements.source,
            placements.source_file,
            placements.source_row
        FROM journey.placements AS placements
        JOIN journey.periods_of_care AS care
            ON care.person_id = placements.person_id AND care.period_of_care_id = placements.period_of_care_id
        WHERE placements.counts
            AND placements.change_reason IS NOT NULL
            AND placements.change_reason <> 'PLACE'
            AND placements.end_date IS NOT NULL
            AND (care.end_date IS NULL OR care.end_date > placements.end_date)
    """,
    source="Local: SSDA903 reason for placement change, grouped into planned, unplanned and neither",
    reading="Planned is CARPL. A provision that closed (CLOSE) is neither, and stays in the denominator. Every other "
    "reason is unplanned: allegation, standards, approval removed, custody, the carer, the child or the authority "
    "asked, and other. A change of status alone (PLACE) is no move, and a placement that ends with care is none. "
    "The grouping is ours; no national one exists. " + readings.PLACEMENT,
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("PS01", "PS02"),
    needs=_PLACED,
    history="journey.placements.end_date",
    parts=_PROVIDERS,
    differs="Nothing is published.",
    breakdowns=_BY_PROVIDER,
)

WEEKLY_COST = Indicator(
    id="PS10",
    title="Mean weekly cost of a placement",
    of="placements open at the month end whose cost is known",
    theme=_THEME,
    ambitions=(4,),
    unit="mean",
    better="neither",
    period="month end",
    chart="stock",
    words=Words(many="placements", share="pounds a week"),
    why="What placements cost says what is left for families before children come into care. It says nothing of what a "
    "placement is worth to a child.",
    source="Local; placement census of the north west authorities: total weekly cost",
    reading="The whole weekly cost of each placement open on the day, whoever contributes to it. The standard dataset "
    "reserves a table for it and defines no column yet.",
    owner="Head of Commissioning and Fostering",
    review_by=date(2027, 4, 1),
    balanced_by=("PS02", "PS04"),
    lacking="the weekly cost of each placement, dated; the standard dataset has only reserved a table for it",
)

SCHOOL_MOVES = Indicator(
    id="PS11",
    title="Changes of school in the middle of the year",
    of="children looked after at the month end who are on a school's roll",
    theme=_THEME,
    ambitions=(4, 6),
    unit="percent",
    better="lower",
    period="month end",
    chart="stock",
    words=Words(
        many="children in care on a school's roll",
        share="had changed school in the middle of a year in the 12 months before",
    ),
    why="A move that takes the school with it takes friends and teachers too, often the last thing that was steady.",
    sql="""
        SELECT
            rolls.roll_id AS case_id,
            care.person_id,
            GREATEST(care.start_date, rolls.census_date, stays.start_date) AS start_date,
            LEAST(
                COALESCE(care.end_date, rolls.until_date),
                rolls.until_date,
                COALESCE(stays.end_date, rolls.until_date)
            ) AS end_date,
            CASE WHEN stays.moved_on > care.start_date THEN stays.moved_on END AS numerator_from,
            CAST(stays.moved_on + INTERVAL 12 MONTH AS DATE) AS numerator_to,
            rolls.source,
            rolls.source_file,
            rolls.source_row
        FROM journey.periods_of_care AS care
        JOIN journey.school_rolls AS rolls
            ON rolls.person_id = care.person_id
            AND rolls.until_date > care.start_date
            AND (care.end_date IS NULL OR rolls.census_date < care.end_date)
        JOIN journey.school_stays AS stays
            ON stays.person_id = rolls.person_id
            AND stays.start_date < rolls.until_date
            AND (stays.end_date IS NULL OR stays.end_date > rolls.census_date)
    """,
    source=f"{_CLA}: school moves, mid-year moves during the year",
    reading="Among children in care on the day who were on the roll of the latest school census, those who joined "
    "another school in the 12 months before, after care began and not in August or September. The day is the entry "
    "date on the new school's roll, so a move is known only from the next census on; the first school known of a child "
    "is no move. Schools outside the county send no census here. " + readings.PERIOD_OF_CARE,
    owner="Virtual School Head",
    review_by=date(2027, 4, 1),
    balanced_by=("PS01", "PS09"),
    needs=(("ssd_cla_episodes", "ssda903_episodes"), ("school_census_pupils_on_roll",)),
    history="journey.school_rolls.census_date",
    lookback=12,
    benchmark="cla_school_moves_mid_year_moves_during_the_year_pct",
    differs="DfE matches schools of the whole country, and counts moves in the year to 31 March.",
    breakdowns=("district", "team", "age_band", "sex", "ethnicity", "need"),
)

INDICATORS = (
    MANY_PLACEMENTS, LONG_TERM_STABILITY, FOSTER_CARE, CHILDRENS_HOMES, SUPPORTED_ACCOMMODATION, IN_HOUSE,
    FAR_FROM_HOME, OTHER_PLACEMENTS, UNPLANNED_MOVES, WEEKLY_COST, SCHOOL_MOVES,
)  # fmt: skip
