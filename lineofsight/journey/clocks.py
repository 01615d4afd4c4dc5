"""The statutory clocks that run for a child today: since when, until which day, and with which team."""

from lineofsight.engines import Step

ASSESSMENT_DAYS, CONFERENCE_DAYS, CARE_REVIEW_DAYS, CP_VISIT_DAYS, CIN_VISIT_DAYS = 45, 15, 20, 10, 20
"""Working days. The first three are statute or statutory guidance; the two for visits are local, and the commonest."""

_ASSESSMENT = """
    SELECT
        'assessment' AS clock,
        assessment.assessment_id AS clock_id,
        assessment.person_id,
        CASE
            WHEN assessment.is_first AND referral.referral_date <= assessment.start_date THEN referral.referral_date
            ELSE assessment.start_date
        END AS started_on,
        assessment.source,
        assessment.source_file,
        assessment.source_row
    FROM journey.assessments AS assessment
    LEFT JOIN journey.referrals AS referral ON referral.referral_id = assessment.referral_id
    WHERE assessment.auth_date IS NULL
"""

_CONFERENCE = """
    SELECT
        'initial conference' AS clock,
        enquiry.s47_enquiry_id AS clock_id,
        enquiry.person_id,
        enquiry.start_date AS started_on,
        enquiry.source,
        enquiry.source_file,
        enquiry.source_row
    FROM journey.s47_enquiries AS enquiry
    LEFT JOIN (
        SELECT s47_enquiry_id, MIN(conference_date) AS held_on
        FROM journey.initial_cp_conferences
        WHERE s47_enquiry_id IS NOT NULL AND NOT is_transfer_in
        GROUP BY s47_enquiry_id
    ) AS conference ON conference.s47_enquiry_id = enquiry.s47_enquiry_id
    WHERE conference.held_on IS NULL
        AND NOT enquiry.is_nfa
        AND (enquiry.end_date IS NULL OR conference.s47_enquiry_id IS NOT NULL)
"""

OPEN_PLANS = Step(
    table="journey.plans_today",
    interim=True,
    grain="one row per child on a plan on the day of the run",
    key=("person_id",),
    about=(
        "kind: 'cp', or 'cin' for a child in need plan of a child neither on a child protection plan nor in care. Of "
        "several plans the one begun last."
    ),
    sql="""
        WITH open_plan AS (
            SELECT 'cp' AS kind, cp_plan_id AS plan_id, person_id, start_date, source, source_file, source_row
            FROM journey.cp_plans
            WHERE end_date IS NULL AND NOT is_other_authority
            UNION ALL
            SELECT 'cin' AS kind, plan.cin_plan_id AS plan_id, plan.person_id, plan.start_date, plan.source,
                plan.source_file, plan.source_row
            FROM journey.cin_plans AS plan
            LEFT JOIN (
                SELECT DISTINCT person_id FROM journey.periods_of_care WHERE end_date IS NULL
            ) AS care ON care.person_id = plan.person_id
            WHERE plan.end_date IS NULL AND care.person_id IS NULL
        ),
        ranked AS (
            SELECT
                *,
                ROW_NUMBER() OVER (PARTITION BY person_id ORDER BY kind DESC, start_date DESC, plan_id DESC) AS choice
            FROM open_plan
        )
        SELECT kind, plan_id, person_id, start_date, source, source_file, source_row FROM ranked WHERE choice = 1
    """,
)

_REVIEW = """
    SELECT
        CASE WHEN MAX(review.review_date) IS NULL THEN 'first review conference' ELSE 'later review conference' END
            AS clock,
        plan.plan_id AS clock_id,
        plan.person_id,
        COALESCE(MAX(review.review_date), plan.start_date) AS started_on,
        plan.source,
        plan.source_file,
        plan.source_row
    FROM journey.plans_today AS plan
    LEFT JOIN journey.cp_reviews AS review
        ON review.person_id = plan.person_id AND review.review_date > plan.start_date
    WHERE plan.kind = 'cp' AND (SELECT COUNT(*) FROM journey.cp_reviews) > 0
    GROUP BY plan.plan_id, plan.person_id, plan.start_date, plan.source, plan.source_file, plan.source_row
"""


# Regulation 33: within 20 working days of the start, then three months, then six. As the indicator LA06 reads it: where
# the first review on record came more than a year after it was due, those before it are older than our data.
_CARE_REVIEW = f"""
    SELECT
        'review in care' AS clock,
        care.period_of_care_id AS clock_id,
        care.person_id,
        COALESCE(MAX(review.review_date), care.start_date) AS started_on,
        CAST(
            CASE
                WHEN COUNT(review.review_date) = 0 THEN first_due.day
                WHEN COUNT(review.review_date) = 1 AND MAX(review.review_date) <= first_due.day + INTERVAL 12 MONTH
                THEN MAX(review.review_date) + INTERVAL 3 MONTH
                ELSE MAX(review.review_date) + INTERVAL 6 MONTH
            END AS DATE
        ) AS due_date,
        care.source,
        care.source_file,
        care.source_row
    FROM journey.periods_of_care AS care
    JOIN standards.calendar AS begun ON begun.day = care.start_date
    JOIN standards.calendar AS first_due
        ON first_due.working_day = begun.working_day + {CARE_REVIEW_DAYS} AND first_due.is_working
    LEFT JOIN journey.cla_reviews AS review
        ON review.person_id = care.person_id AND review.review_date >= care.start_date
    WHERE care.end_date IS NULL AND (SELECT COUNT(*) FROM journey.cla_reviews) > 0
    GROUP BY care.period_of_care_id, care.person_id, care.start_date, first_due.day, care.source, care.source_file,
        care.source_row
"""

PLACEMENTS_TODAY = Step(
    table="journey.placements_today",
    interim=True,
    grain="one row per child in care on the day of the run: the placement begun last",
    key=("person_id",),
    about=(
        "visit_every is how often the regulations ask for a visit on the day of the run: 'six weeks'; 'three months' "
        "after a year of a long-term foster placement (U1, U4); with parents (P1) under an interim care order (C1) "
        "'week' until the first review of the period of care, 'four weeks' after it. As the indicator LA07 reads them."
    ),
    sql="""
        WITH placed AS (
            SELECT
                placement.placement_id,
                placement.period_of_care_id,
                placement.person_id,
                placement.placement_type,
                placement.start_date,
                placement.source,
                placement.source_file,
                placement.source_row,
                ROW_NUMBER() OVER (
                    PARTITION BY placement.period_of_care_id
                    ORDER BY placement.start_date DESC, placement.placement_id DESC
                ) AS choice
            FROM journey.placements AS placement
            JOIN journey.periods_of_care AS care
                ON care.person_id = placement.person_id AND care.period_of_care_id = placement.period_of_care_id
            WHERE placement.counts AND care.end_date IS NULL
        ),
        status AS (
            SELECT
                period_of_care_id,
                legal_status,
                ROW_NUMBER() OVER (
                    PARTITION BY period_of_care_id ORDER BY start_date DESC, care_episode_id DESC
                ) AS choice
            FROM journey.care_episodes
            WHERE period_of_care_id IS NOT NULL
        ),
        reviewed AS (
            SELECT DISTINCT care.period_of_care_id
            FROM journey.periods_of_care AS care
            JOIN journey.cla_reviews AS review
                ON review.person_id = care.person_id AND review.review_date >= care.start_date
        )
        SELECT
            placed.placement_id,
            placed.person_id,
            placed.start_date,
            CASE
                WHEN placed.placement_type = 'P1' AND status.legal_status = 'C1'
                THEN CASE WHEN reviewed.period_of_care_id IS NULL THEN 'week' ELSE 'four weeks' END
                WHEN placed.placement_type IN ('U1', 'U4') AND placed.start_date + INTERVAL 12 MONTH <= run.as_of
                THEN 'three months'
                ELSE 'six weeks'
            END AS visit_every,
            placed.source,
            placed.source_file,
            placed.source_row
        FROM placed
        CROSS JOIN journey.run AS run
        LEFT JOIN status ON status.period_of_care_id = placed.period_of_care_id AND status.choice = 1
        LEFT JOIN reviewed ON reviewed.period_of_care_id = placed.period_of_care_id
        WHERE placed.choice = 1
    """,
)

# Regulation 28. The first visit to a placement is due within a week.
_CARE_VISIT = """
    SELECT
        'visit in care' AS clock,
        placement.placement_id AS clock_id,
        placement.person_id,
        COALESCE(MAX(visit.visit_date), placement.start_date) AS started_on,
        CAST(
            CASE
                WHEN COUNT(visit.visit_date) = 0 THEN placement.start_date + INTERVAL 7 DAY
                WHEN placement.visit_every = 'week' THEN MAX(visit.visit_date) + INTERVAL 7 DAY
                WHEN placement.visit_every = 'four weeks' THEN MAX(visit.visit_date) + INTERVAL 28 DAY
                WHEN placement.visit_every = 'three months' THEN MAX(visit.visit_date) + INTERVAL 3 MONTH
                ELSE MAX(visit.visit_date) + INTERVAL 42 DAY
            END AS DATE
        ) AS due_date,
        placement.source,
        placement.source_file,
        placement.source_row
    FROM journey.placements_today AS placement
    LEFT JOIN journey.cla_visits AS visit
        ON visit.person_id = placement.person_id AND visit.visit_date >= placement.start_date
    WHERE (SELECT COUNT(*) FROM journey.cla_visits) > 0
    GROUP BY placement.placement_id, placement.person_id, placement.start_date, placement.visit_every,
        placement.source, placement.source_file, placement.source_row
"""


def _visit(clock: str, kind: str, table: str, rows: str) -> str:
    return f"""
        SELECT
            '{clock}' AS clock,
            plan.plan_id AS clock_id,
            plan.person_id,
            COALESCE(MAX(visit.visit_date), plan.start_date) AS started_on,
            plan.source,
            plan.source_file,
            plan.source_row
        FROM journey.plans_today AS plan
        LEFT JOIN journey.{table} AS visit
            ON visit.person_id = plan.person_id AND visit.visit_date > plan.start_date AND {rows}
        WHERE plan.kind = '{kind}' AND (SELECT COUNT(*) FROM journey.{table}) > 0
        GROUP BY plan.plan_id, plan.person_id, plan.start_date, plan.source, plan.source_file, plan.source_row
    """


_ALL = " UNION ALL ".join((
    _ASSESSMENT,
    _CONFERENCE,
    _REVIEW,
    _visit("child protection visit", "cp", "cp_visits", "TRUE"),
    _visit("child in need visit", "cin", "cin_visits", "visit.child_seen"),
))  # fmt: skip

CLOCKS = Step(
    table="journey.clocks",
    grain="one row per statutory clock that runs for a child on the day of the run",
    key=("clock", "clock_id"),
    about=(
        f"clock: 'assessment' ({ASSESSMENT_DAYS} working days from the referral for its first assessment, else from "
        f"the assessment's start; it runs until a manager authorises), 'initial conference' ({CONFERENCE_DAYS} working "
        "days from the strategy discussion; of enquiries still open and of those whose conference is not held yet), "
        "'first review conference' (3 months from the plan's start), 'later review conference' (6 months from the last "
        f"one), 'child protection visit' ({CP_VISIT_DAYS} working days from the last visit or the plan's start), "
        f"'child in need visit' ({CIN_VISIT_DAYS} working days from when the child was last seen or the plan's start; "
        "not of children on a child protection plan or in care), 'review in care' (20 working days from the start of "
        "care, 3 months after the first review, 6 after later ones) and 'visit in care' (a week from the start of the "
        "placement, then every six weeks or as the regulations say). A clock of reviews or visits runs where any of "
        "its kind was sent: otherwise every child would look overdue. is_overdue: due_date is before the day of the "
        "run; days_overdue counts days since, 0 where it is not overdue. team_id is the team that holds the child on "
        "the day of the run; null where none does."
    ),
    sql=f"""
        WITH running AS ({_ALL}),
        counted AS (
            SELECT
                running.*,
                begun.working_day + CASE running.clock
                    WHEN 'assessment' THEN {ASSESSMENT_DAYS}
                    WHEN 'initial conference' THEN {CONFERENCE_DAYS}
                    WHEN 'child protection visit' THEN {CP_VISIT_DAYS}
                    WHEN 'child in need visit' THEN {CIN_VISIT_DAYS}
                END AS due_working_day
            FROM running
            LEFT JOIN standards.calendar AS begun ON begun.day = running.started_on
        ),
        dated AS (
            SELECT
                counted.clock,
                counted.clock_id,
                counted.person_id,
                counted.started_on,
                CASE counted.clock
                    WHEN 'first review conference' THEN CAST(counted.started_on + INTERVAL 3 MONTH AS DATE)
                    WHEN 'later review conference' THEN CAST(counted.started_on + INTERVAL 6 MONTH AS DATE)
                    ELSE due.day
                END AS due_date,
                counted.source,
                counted.source_file,
                counted.source_row
            FROM counted
            LEFT JOIN standards.calendar AS due
                ON due.working_day = counted.due_working_day AND due.is_working
            UNION ALL
            {_CARE_REVIEW}
            UNION ALL
            {_CARE_VISIT}
        )
        SELECT
            dated.clock,
            dated.clock_id,
            dated.person_id,
            dated.started_on,
            dated.due_date,
            COALESCE(dated.due_date < run.as_of, FALSE) AS is_overdue,
            CAST(
                CASE WHEN dated.due_date < run.as_of THEN DATE_DIFF('day', dated.due_date, run.as_of) ELSE 0 END
                AS INTEGER
            ) AS days_overdue,
            team.team_id,
            dated.source,
            dated.source_file,
            dated.source_row
        FROM dated
        CROSS JOIN journey.run AS run
        LEFT JOIN journey.team_spells AS team
            ON team.person_id = dated.person_id
            AND team.start_date <= run.as_of
            AND (team.end_date IS NULL OR team.end_date > run.as_of)
    """,
)

STEPS = (OPEN_PLANS, PLACEMENTS_TODAY, CLOCKS)
