"""Child and family assessments, the factors found at their end, child in need plans and the visits under them."""

from lineofsight.engines import Step
from lineofsight.journey.fragments import ended, person_of

ASSESSMENTS = Step(
    table="journey.assessments",
    grain="one row per child and family assessment",
    key=("assessment_id",),
    about=(
        "auth_date is null until a manager has authorised it. working_days counts the working days after the start, "
        "up to and including the authorisation; null while open, and where the authorisation is dated before the "
        "start. working_days_from_referral counts them from the referral; null also where the referral is not known. "
        "is_first: no other assessment of the same referral began before it. outcome_nfa is false where it was not "
        "recorded, child_seen null."
    ),
    sql=f"""
        WITH assessment AS (
            SELECT
                recorded.cina_assessment_id AS assessment_id,
                person.person_id,
                recorded.cina_referral_id AS referral_id,
                recorded.cina_assessment_start_date AS start_date,
                {ended("recorded.cina_assessment_auth_date", "recorded.cina_assessment_start_date")} AS auth_date,
                COALESCE(
                    recorded.cina_assessment_auth_date < recorded.cina_assessment_start_date, FALSE
                ) AS authorised_before_start,
                COALESCE(recorded.cina_assessment_outcome_nfa, FALSE) AS outcome_nfa,
                recorded.cina_assessment_child_seen AS child_seen,
                recorded.source_file,
                recorded.source_row
            FROM source.ssd_cin_assessments AS recorded
            CROSS JOIN journey.run AS run
            {person_of("recorded.cina_person_id")}
            WHERE recorded.cina_assessment_start_date <= run.as_of
        )
        SELECT
            assessment.assessment_id,
            assessment.person_id,
            assessment.referral_id,
            assessment.start_date,
            assessment.auth_date,
            CASE
                WHEN NOT assessment.authorised_before_start
                THEN CAST(last_day.working_day - first_day.working_day AS INTEGER)
            END AS working_days,
            CASE
                WHEN NOT assessment.authorised_before_start AND assessment.auth_date >= referral.referral_date
                THEN CAST(last_day.working_day - referred.working_day AS INTEGER)
            END AS working_days_from_referral,
            assessment.referral_id IS NULL OR ROW_NUMBER() OVER (
                PARTITION BY assessment.referral_id ORDER BY assessment.start_date, assessment.assessment_id
            ) = 1 AS is_first,
            assessment.child_seen,
            assessment.outcome_nfa,
            'ssd_cin_assessments' AS source,
            assessment.source_file,
            assessment.source_row
        FROM assessment
        LEFT JOIN standards.calendar AS first_day ON first_day.day = assessment.start_date
        LEFT JOIN standards.calendar AS last_day ON last_day.day = assessment.auth_date
        LEFT JOIN journey.referrals AS referral ON referral.referral_id = assessment.referral_id
        LEFT JOIN standards.calendar AS referred ON referred.day = referral.referral_date
    """,
)

ASSESSMENT_FACTORS = Step(
    table="journey.assessment_factors",
    grain="one row per assessment and factor found at its end",
    key=("assessment_id", "factor"),
    about="A factor recorded twice for an assessment stands once, from the later row.",
    sql="""
        WITH ticked AS (
            SELECT
                cinf_assessment_id AS assessment_id,
                UNNEST(cinf_assessment_factors_json) AS factor,
                source_file,
                source_row
            FROM source.ssd_assessment_factors
        ),
        ranked AS (
            SELECT
                *,
                ROW_NUMBER() OVER (
                    PARTITION BY assessment_id, factor ORDER BY source_file DESC, source_row DESC
                ) AS place
            FROM ticked
        )
        SELECT
            ranked.assessment_id,
            assessment.person_id,
            ranked.factor,
            'ssd_assessment_factors' AS source,
            ranked.source_file,
            ranked.source_row
        FROM ranked
        JOIN journey.assessments AS assessment ON assessment.assessment_id = ranked.assessment_id
        WHERE ranked.place = 1
    """,
)

CIN_PLANS = Step(
    table="journey.cin_plans",
    grain="one row per child in need plan",
    key=("cin_plan_id",),
    sql=f"""
        SELECT
            plan.cinp_cin_plan_id AS cin_plan_id,
            person.person_id,
            plan.cinp_cin_plan_start_date AS start_date,
            {ended("plan.cinp_cin_plan_end_date", "plan.cinp_cin_plan_start_date")} AS end_date,
            'ssd_cin_plans' AS source,
            plan.source_file,
            plan.source_row
        FROM source.ssd_cin_plans AS plan
        CROSS JOIN journey.run AS run
        {person_of("plan.cinp_person_id")}
        WHERE plan.cinp_cin_plan_start_date <= run.as_of
    """,
)

CIN_VISITS = Step(
    table="journey.cin_visits",
    grain="one row per child in need visit",
    key=("cin_visit_id",),
    about=(
        "Visits name no plan: they are the child's, under a plan, during an assessment or before either. child_seen "
        "and seen_alone are null where it was not recorded."
    ),
    sql=f"""
        SELECT
            visit.cinv_cin_visit_id AS cin_visit_id,
            person.person_id,
            visit.cinv_cin_visit_date AS visit_date,
            visit.cinv_cin_visit_seen AS child_seen,
            visit.cinv_cin_visit_seen_alone AS seen_alone,
            'ssd_cin_visits' AS source,
            visit.source_file,
            visit.source_row
        FROM source.ssd_cin_visits AS visit
        CROSS JOIN journey.run AS run
        {person_of("visit.cinv_person_id")}
        WHERE visit.cinv_cin_visit_date <= run.as_of
    """,
)

STEPS = (ASSESSMENTS, ASSESSMENT_FACTORS, CIN_PLANS, CIN_VISITS)
