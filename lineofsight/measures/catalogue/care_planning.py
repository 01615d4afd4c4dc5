"""What the Care Planning Regulations ask for: reviews on time, visits on time, and few changes of social worker."""

from datetime import date

from lineofsight.journey import readings
from lineofsight.journey.fragments import OPEN
from lineofsight.measures.indicator import CASES_CLOSED, Indicator, Words

_THEME = "Children looked after"
_OWNER = "Head of Corporate Parenting"
_EPISODES = ("ssd_cla_episodes", "ssda903_episodes")
_REGULATIONS = "Care Planning, Placement and Case Review (England) Regulations 2010"

REVIEWS_ON_TIME = Indicator(
    id="LA06",
    title="Reviews of children in care on time",
    of="children looked after for more than 20 working days at the month end",
    theme=_THEME,
    ambitions=(4,),
    unit="percent",
    better="higher",
    period="month end",
    chart="stock",
    words=Words(
        many="children in care for more than 20 working days",
        share="had had every review of the last 12 months on time",
    ),
    why="A review is where the child, the family and an independent officer ask whether the plan still fits. A late "
    "one leaves a child waiting in a plan that may not.",
    sql=f"""
        WITH care AS (
            SELECT periods.*, due.day AS first_due
            FROM journey.periods_of_care AS periods
            JOIN standards.calendar AS started ON started.day = periods.start_date
            JOIN standards.calendar AS due ON due.working_day = started.working_day + 20 AND due.is_working
        ),
        held AS (
            SELECT
                care.period_of_care_id,
                reviews.review_date,
                care.first_due,
                ROW_NUMBER() OVER in_turn AS nth,
                LEAD(reviews.review_date) OVER in_turn AS next_review
            FROM care
            JOIN journey.cla_reviews AS reviews
                ON reviews.person_id = care.person_id
                AND reviews.review_date >= care.start_date
                AND (care.end_date IS NULL OR reviews.review_date < care.end_date)
            WINDOW in_turn AS (PARTITION BY care.period_of_care_id ORDER BY reviews.review_date)
        ),
        asked_for AS (
            SELECT care.period_of_care_id, 0 AS after_review, care.first_due AS due, held.review_date AS held_on
            FROM care
            LEFT JOIN held ON held.period_of_care_id = care.period_of_care_id AND held.nth = 1
            UNION ALL
            SELECT
                period_of_care_id,
                nth AS after_review,
                CAST(
                    CASE
                        WHEN nth = 1 AND review_date <= first_due + INTERVAL 12 MONTH
                        THEN review_date + INTERVAL 3 MONTH
                        ELSE review_date + INTERVAL 6 MONTH
                    END AS DATE
                ) AS due,
                next_review AS held_on
            FROM held
        ),
        judged AS (
            SELECT
                *,
                CAST(
                    CASE
                        WHEN held_on IS NULL THEN {OPEN}
                        WHEN held_on > due THEN GREATEST(held_on, CAST(due + INTERVAL 12 MONTH AS DATE))
                        ELSE due
                    END AS DATE
                ) AS fails_until
            FROM asked_for
        ),
        in_order AS (
            SELECT
                period_of_care_id,
                CAST(due + INTERVAL 1 DAY AS DATE) AS from_date,
                CAST(
                    LEAD(due) OVER (PARTITION BY period_of_care_id ORDER BY due, after_review) + INTERVAL 1 DAY AS DATE
                ) AS to_date,
                MAX(fails_until) OVER (
                    PARTITION BY period_of_care_id ORDER BY due, after_review
                    ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                ) AS fails_until
            FROM judged
        )
        SELECT
            care.period_of_care_id AS case_id,
            care.person_id,
            in_order.from_date AS start_date,
            CASE
                WHEN in_order.to_date < COALESCE(care.end_date, {OPEN}) THEN in_order.to_date
                ELSE care.end_date
            END AS end_date,
            CASE
                WHEN in_order.fails_until < {OPEN} THEN GREATEST(in_order.from_date, in_order.fails_until)
            END AS numerator_from,
            CAST(NULL AS DATE) AS numerator_to,
            care.source,
            care.source_file,
            care.source_row
        FROM in_order
        JOIN care ON care.period_of_care_id = in_order.period_of_care_id
        WHERE in_order.from_date < COALESCE(in_order.to_date, {OPEN})
            AND in_order.from_date < COALESCE(care.end_date, {OPEN})
    """,
    source=f"{_REGULATIONS}, regulation 33: first review within 20 working days, the second within three months of it, "
    "later ones within six months of the one before",
    reading=" ".join(
        (
            "The day a review was due is worked out from the regulation and the day the one before was held, not taken "
            "from the record.",
            "A child fails who has a review overdue at the month end, or had one held late that was due in the 12 "
            "months before; a review held on the day it was due is on time.",
            "Only reviews of the present period of care are asked about.",
            "Where the first review on record came more than a year after it was due, those before it are taken to be "
            "older than our data: the next is due in six months.",
            "Reviews marked cancelled do not count.",
            readings.DAY_AN_EPISODE_ENDS,
        )
    ),
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("LA01", "LA08"),
    needs=(_EPISODES, ("ssd_cla_reviews", "ssda903_reviews")),
    history="journey.cla_reviews.review_date",
    lookback=11,
    differs="DfE publishes no figure for reviews of children looked after.",
)

VISITS_ON_TIME = Indicator(
    id="LA07",
    title="Visits to children in care on time",
    of="children looked after for more than seven days in their placement at the month end",
    theme=_THEME,
    ambitions=(4,),
    unit="percent",
    better="higher",
    period="month end",
    chart="stock",
    words=Words(
        many="children in care for more than a week in their placement",
        share="had been visited within the time that the regulations set",
    ),
    why="A visit is how the council, as parent, sees for itself how a child is, alone and at home. Long gaps are where "
    "harm in placement goes unseen.",
    sql=f"""
        WITH placed AS (
            SELECT
                placements.person_id,
                placements.placement_id,
                placements.period_of_care_id,
                placements.placement_type,
                placements.start_date,
                CAST(placements.start_date + INTERVAL 12 MONTH AS DATE) AS year_on,
                COALESCE(
                    LEAD(placements.start_date) OVER (
                        PARTITION BY placements.person_id, placements.period_of_care_id
                        ORDER BY placements.start_date, placements.placement_id
                    ),
                    care.end_date,
                    {OPEN}
                ) AS left_on,
                placements.source,
                placements.source_file,
                placements.source_row
            FROM journey.placements AS placements
            JOIN journey.periods_of_care AS care
                ON care.person_id = placements.person_id AND care.period_of_care_id = placements.period_of_care_id
            WHERE placements.counts
        ),
        first_review AS (
            SELECT care.period_of_care_id, MIN(reviews.review_date) AS review_date
            FROM journey.periods_of_care AS care
            JOIN journey.cla_reviews AS reviews
                ON reviews.person_id = care.person_id AND reviews.review_date >= care.start_date
            GROUP BY care.period_of_care_id
        ),
        status AS (
            SELECT
                period_of_care_id,
                legal_status,
                start_date AS from_date,
                COALESCE(
                    LEAD(start_date) OVER (PARTITION BY period_of_care_id ORDER BY start_date, care_episode_id), {OPEN}
                ) AS to_date
            FROM journey.care_episodes
            WHERE period_of_care_id IS NOT NULL
        ),
        asked_for AS (
            SELECT placement_id, start_date AS from_date, LEAST(year_on, left_on) AS to_date, 'six weeks' AS every
            FROM placed
            WHERE COALESCE(placement_type, '') <> 'P1'
            UNION ALL
            SELECT
                placement_id,
                year_on AS from_date,
                left_on AS to_date,
                CASE WHEN placement_type IN ('U1', 'U4') THEN 'three months' ELSE 'six weeks' END AS every
            FROM placed
            WHERE COALESCE(placement_type, '') <> 'P1' AND year_on < left_on
            UNION ALL
            SELECT
                placed.placement_id,
                GREATEST(status.from_date, placed.start_date) AS from_date,
                LEAST(status.to_date, placed.left_on, COALESCE(first_review.review_date, {OPEN})) AS to_date,
                CASE WHEN status.legal_status = 'C1' THEN 'week' ELSE 'six weeks' END AS every
            FROM placed
            JOIN status ON status.period_of_care_id = placed.period_of_care_id
            LEFT JOIN first_review ON first_review.period_of_care_id = placed.period_of_care_id
            WHERE placed.placement_type = 'P1'
            UNION ALL
            SELECT
                placed.placement_id,
                GREATEST(status.from_date, placed.start_date, first_review.review_date) AS from_date,
                LEAST(status.to_date, placed.left_on) AS to_date,
                CASE WHEN status.legal_status = 'C1' THEN 'four weeks' ELSE 'six weeks' END AS every
            FROM placed
            JOIN status ON status.period_of_care_id = placed.period_of_care_id
            JOIN first_review ON first_review.period_of_care_id = placed.period_of_care_id
            WHERE placed.placement_type = 'P1'
        ),
        visited AS (
            SELECT
                placed.placement_id,
                visits.visit_date,
                visits.visit_date AS from_date,
                COALESCE(
                    LEAD(visits.visit_date) OVER (PARTITION BY placed.placement_id ORDER BY visits.visit_date), {OPEN}
                ) AS to_date
            FROM placed
            JOIN journey.cla_visits AS visits
                ON visits.person_id = placed.person_id
                AND visits.visit_date >= placed.start_date
                AND visits.visit_date < placed.left_on
        ),
        waited AS (
            SELECT * FROM visited
            UNION ALL
            SELECT
                placed.placement_id,
                CAST(NULL AS DATE) AS visit_date,
                placed.start_date AS from_date,
                COALESCE(MIN(visited.visit_date), {OPEN}) AS to_date
            FROM placed
            LEFT JOIN visited ON visited.placement_id = placed.placement_id
            GROUP BY placed.placement_id, placed.start_date
        ),
        pieces AS (
            SELECT
                placed.*,
                waited.visit_date,
                asked_for.every,
                GREATEST(
                    waited.from_date, asked_for.from_date, CAST(placed.start_date + INTERVAL 8 DAY AS DATE)
                ) AS from_date,
                LEAST(waited.to_date, asked_for.to_date, placed.left_on) AS to_date
            FROM placed
            JOIN asked_for ON asked_for.placement_id = placed.placement_id
            JOIN waited ON waited.placement_id = placed.placement_id
        )
        SELECT
            placement_id AS case_id,
            person_id,
            from_date AS start_date,
            CASE WHEN to_date < {OPEN} THEN to_date END AS end_date,
            CASE WHEN visit_date IS NOT NULL THEN from_date END AS numerator_from,
            CAST(
                CASE every
                    WHEN 'week' THEN visit_date + INTERVAL 8 DAY
                    WHEN 'four weeks' THEN visit_date + INTERVAL 29 DAY
                    WHEN 'three months' THEN visit_date + INTERVAL 3 MONTH + INTERVAL 1 DAY
                    ELSE visit_date + INTERVAL 43 DAY
                END AS DATE
            ) AS numerator_to,
            source,
            source_file,
            source_row
        FROM pieces
        WHERE from_date < to_date
    """,
    source=f"{_REGULATIONS}, regulation 28: within one week of the start of a placement, then every six weeks; after a "
    "year every three months where the placement is meant to last until 18",
    reading=" ".join(
        (
            "At the month end the latest visit in the present placement must be no older than the interval that holds "
            "that day: six weeks; after a year of a long-term foster placement (U1, U4), three months, since that is "
            "the placement meant to last until 18.",
            "With parents (P1) under an interim care order (C1): one week until the first review of the period of "
            "care, four weeks after it. Temporary approval of a relative is not recorded, so the weekly visits it asks "
            "for are not looked for.",
            "A visit on the last day of the interval is on time. Without a visit in the placement the child counts as "
            "not visited from its eighth day.",
            "A visit at which the record says that the child was not seen does not count.",
            readings.PLACEMENT,
        )
    ),
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("LA06", "PS01"),
    needs=(_EPISODES, ("ssd_cla_visits",)),
    history="journey.cla_visits.visit_date",
    lookback=3,
    differs="DfE publishes no figure for visits to children looked after.",
)

TOOK_PART = Indicator(
    id="LA08",
    title="Children who took part in their review",
    of="reviews held in the 12 months, of children aged 4 or over",
    theme=_THEME,
    ambitions=(4, 9),
    unit="percent",
    better="higher",
    period="12 months",
    chart="p",
    words=Words(many="reviews of children in care", share="were ones in which the child took part"),
    why="The plan is the child's. Taking part can mean being there, sending someone, or sending word.",
    sql="""
        SELECT
            review_id AS case_id,
            person_id,
            review_date AS counted_on,
            COALESCE(participation IN ('PN1', 'PN2', 'PN3', 'PN4', 'PN5', 'PN6'), FALSE) AS in_numerator,
            source,
            source_file,
            source_row
        FROM journey.cla_reviews
        WHERE COALESCE(participation, '') <> 'PN0'
    """,
    source="DfE, SSDA903: participation code of each review (PN0 to PN7)",
    reading="PN1 to PN6 is taking part: PN4 (there, but said nothing) among them, and sending views without being "
    "there (PN5, PN6). PN0, a child under 4, is left out. A review whose code is not recorded, or is no such code, is "
    "in the denominator only. Every review counts, so a child counts once a review. Two records of one day are one "
    "review.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("LA06",),
    needs=(("ssd_cla_reviews", "ssda903_reviews"),),
    history="journey.cla_reviews.review_date",
    differs="DfE collects participation and publishes no figure for it.",
)

MANY_SOCIAL_WORKERS = Indicator(
    id="LA13",
    title="Three or more social workers in 12 months",
    of="children looked after at the month end",
    theme=_THEME,
    ambitions=(4,),
    unit="percent",
    better="lower",
    period="month end",
    chart="stock",
    words=Words(many="children in care", share="had had three or more social workers in the 12 months before"),
    why="A child should not have to tell their story again and again. Each change of worker asks them to trust someone "
    "new.",
    sql=f"""
        WITH allocated AS (
            SELECT
                workers.person_id,
                workers.worker_id,
                GREATEST(workers.start_date, care.start_date) AS from_date,
                CAST(
                    CASE
                        WHEN workers.end_date < COALESCE(care.end_date, {OPEN}) THEN workers.end_date
                        ELSE care.end_date
                    END + INTERVAL 12 MONTH AS DATE
                ) AS to_date
            FROM journey.social_workers AS workers
            JOIN journey.periods_of_care AS care
                ON care.person_id = workers.person_id
                AND workers.start_date < COALESCE(care.end_date, {OPEN})
                AND COALESCE(workers.end_date, {OPEN}) > care.start_date
            WHERE workers.end_date IS NULL OR workers.end_date > workers.start_date
        ),
        turns AS (
            SELECT period_of_care_id, person_id, start_date AS day FROM journey.periods_of_care
            UNION
            SELECT care.period_of_care_id, care.person_id, allocated.from_date AS day
            FROM journey.periods_of_care AS care
            JOIN allocated
                ON allocated.person_id = care.person_id
                AND allocated.from_date > care.start_date
                AND allocated.from_date < COALESCE(care.end_date, {OPEN})
            UNION
            SELECT care.period_of_care_id, care.person_id, allocated.to_date AS day
            FROM journey.periods_of_care AS care
            JOIN allocated
                ON allocated.person_id = care.person_id
                AND allocated.to_date > care.start_date
                AND allocated.to_date < COALESCE(care.end_date, {OPEN})
        ),
        pieces AS (
            SELECT
                turns.period_of_care_id,
                turns.person_id,
                turns.day AS start_date,
                LEAD(turns.day) OVER (PARTITION BY turns.period_of_care_id ORDER BY turns.day) AS next_day
            FROM turns
        ),
        counted AS (
            SELECT
                pieces.period_of_care_id,
                pieces.start_date,
                pieces.next_day,
                COUNT(DISTINCT allocated.worker_id) AS n_workers
            FROM pieces
            LEFT JOIN allocated
                ON allocated.person_id = pieces.person_id
                AND allocated.from_date <= pieces.start_date
                AND (allocated.to_date IS NULL OR allocated.to_date > pieces.start_date)
            GROUP BY pieces.period_of_care_id, pieces.start_date, pieces.next_day
        )
        SELECT
            care.period_of_care_id AS case_id,
            care.person_id,
            counted.start_date,
            COALESCE(counted.next_day, care.end_date) AS end_date,
            counted.n_workers >= 3 AS in_numerator,
            care.source,
            care.source_file,
            care.source_row
        FROM counted
        JOIN journey.periods_of_care AS care ON care.period_of_care_id = counted.period_of_care_id
    """,
    source="DfE, Children looked after in England including adoptions: social workers in the year",
    reading=" ".join(
        (
            "Different workers allocated at any time in the 12 months while the child was looked after, the one "
            "allocated at their start among them; one who left on their first day counts, as a placement does in PS01.",
            "A worker who comes back is one worker. A worker for less than a day does not count. Those of an earlier "
            "period of care in the same 12 months count too.",
            readings.SOCIAL_WORKER,
            readings.SHORT_BREAKS,
        )
    ),
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("PS01", "WF01"),
    needs=(_EPISODES, ("ssd_involvements", "ssda903_social_workers")),
    history=CASES_CLOSED,
    lookback=11,
    benchmark="cla_3plus_social_workers_pct",
    differs="The same as far as published guidance shows; DfE has published it for one year, to 31 March 2024.",
)

INDICATORS = (REVIEWS_ON_TIME, VISITS_ON_TIME, TOOK_PART, MANY_SOCIAL_WORKERS)
