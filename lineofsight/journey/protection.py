"""Section 47 enquiries, conferences, child protection plans, visits to the children on them, and their reviews."""

from lineofsight.engines import Step
from lineofsight.journey.fragments import ended, person_of

S47_ENQUIRIES = Step(
    table="journey.s47_enquiries",
    grain="one row per child per section 47 enquiry",
    key=("s47_enquiry_id",),
    about="start_date is the strategy discussion. is_nfa is false where it was not recorded.",
    sql=f"""
        SELECT
            enquiry.s47e_s47_enquiry_id AS s47_enquiry_id,
            person.person_id,
            enquiry.s47e_referral_id AS referral_id,
            enquiry.s47e_s47_start_date AS start_date,
            {ended("enquiry.s47e_s47_end_date", "enquiry.s47e_s47_start_date")} AS end_date,
            COALESCE(enquiry.s47e_s47_nfa, FALSE) AS is_nfa,
            'ssd_s47_enquiry' AS source,
            enquiry.source_file,
            enquiry.source_row
        FROM source.ssd_s47_enquiry AS enquiry
        CROSS JOIN journey.run AS run
        {person_of("enquiry.s47e_person_id")}
        WHERE enquiry.s47e_s47_start_date <= run.as_of
    """,
)

INITIAL_CP_CONFERENCES = Step(
    table="journey.initial_cp_conferences",
    grain="one row per child per initial child protection conference, held or still to be held",
    key=("icpc_id",),
    about=(
        "conference_date is null until it is held. target_date is the recorded one, else 15 working days after the "
        "enquiry began. s47_start_date and working_days are null where no enquiry is known; working_days also where "
        "the conference is dated before it. A conference dated after the run counts as not yet held if its enquiry "
        "has begun, and is otherwise left out."
    ),
    sql=f"""
        WITH conference AS (
            SELECT
                recorded.icpc_icpc_id AS icpc_id,
                person.person_id,
                recorded.icpc_s47_enquiry_id AS s47_enquiry_id,
                COALESCE(recorded.icpc_referral_id, enquiry.referral_id) AS referral_id,
                CASE WHEN recorded.icpc_icpc_date <= run.as_of THEN recorded.icpc_icpc_date END AS conference_date,
                recorded.icpc_icpc_target_date AS recorded_target,
                enquiry.start_date AS s47_start_date,
                COALESCE(recorded.icpc_icpc_transfer_in, FALSE) AS is_transfer_in,
                COALESCE(
                    recorded.icpc_icpc_outcome_cp_flag,
                    LIST_CONTAINS(recorded.icpc_icpc_outcome_json, 'CP_FLAG'),
                    FALSE
                ) AS led_to_plan,
                recorded.source_file,
                recorded.source_row
            FROM source.ssd_initial_cp_conference AS recorded
            CROSS JOIN journey.run AS run
            {person_of("recorded.icpc_person_id")}
            LEFT JOIN journey.s47_enquiries AS enquiry ON enquiry.s47_enquiry_id = recorded.icpc_s47_enquiry_id
            WHERE recorded.icpc_icpc_date IS NULL
                OR recorded.icpc_icpc_date <= run.as_of
                OR enquiry.start_date IS NOT NULL
        )
        SELECT
            conference.icpc_id,
            conference.person_id,
            conference.s47_enquiry_id,
            conference.referral_id,
            conference.conference_date,
            COALESCE(conference.recorded_target, target.day) AS target_date,
            conference.s47_start_date,
            CASE
                WHEN conference.conference_date >= conference.s47_start_date
                THEN CAST(held.working_day - begun.working_day AS INTEGER)
            END AS working_days,
            conference.is_transfer_in,
            conference.led_to_plan,
            'ssd_initial_cp_conference' AS source,
            conference.source_file,
            conference.source_row
        FROM conference
        LEFT JOIN standards.calendar AS begun ON begun.day = conference.s47_start_date
        LEFT JOIN standards.calendar AS held ON held.day = conference.conference_date
        LEFT JOIN standards.calendar AS target
            ON target.working_day = begun.working_day + 15 AND target.is_working
    """,
)

CP_PLANS = Step(
    table="journey.cp_plans",
    grain="one row per child protection plan",
    key=("cp_plan_id",),
    about=(
        "plan_number counts a child's plans from the first one known, other authorities' included. is_other_authority "
        "is false where it was not recorded."
    ),
    sql=f"""
        SELECT
            plan.cppl_cp_plan_id AS cp_plan_id,
            person.person_id,
            plan.cppl_cp_plan_start_date AS start_date,
            {ended("plan.cppl_cp_plan_end_date", "plan.cppl_cp_plan_start_date")} AS end_date,
            plan.cppl_cp_plan_initial_category AS initial_category,
            COALESCE(plan.cppl_cp_plan_latest_category, plan.cppl_cp_plan_initial_category) AS latest_category,
            COALESCE(plan.cppl_cp_plan_ola, FALSE) AS is_other_authority,
            CAST(ROW_NUMBER() OVER (
                PARTITION BY person.person_id ORDER BY plan.cppl_cp_plan_start_date, plan.cppl_cp_plan_id
            ) AS INTEGER) AS plan_number,
            'ssd_cp_plans' AS source,
            plan.source_file,
            plan.source_row
        FROM source.ssd_cp_plans AS plan
        CROSS JOIN journey.run AS run
        {person_of("plan.cppl_person_id")}
        WHERE plan.cppl_cp_plan_start_date <= run.as_of
    """,
)

CP_VISITS = Step(
    table="journey.cp_visits",
    grain="one row per visit to a child on a child protection plan",
    key=("cp_visit_id",),
    about=(
        "cp_plan_id is the plan as recorded, null where the visit names none. was_seen and was_seen_alone are false "
        "where they were not recorded."
    ),
    sql=f"""
        SELECT
            visit.cppv_cp_visit_id AS cp_visit_id,
            person.person_id,
            visit.cppv_cp_plan_id AS cp_plan_id,
            visit.cppv_cp_visit_date AS visit_date,
            COALESCE(visit.cppv_cp_visit_seen, FALSE) AS was_seen,
            COALESCE(visit.cppv_cp_visit_seen_alone, FALSE) AS was_seen_alone,
            'ssd_cp_visits' AS source,
            visit.source_file,
            visit.source_row
        FROM source.ssd_cp_visits AS visit
        CROSS JOIN journey.run AS run
        {person_of("visit.cppv_person_id")}
        WHERE visit.cppv_cp_visit_date <= run.as_of
    """,
)

CP_REVIEWS = Step(
    table="journey.cp_reviews",
    grain="one row per child per review conference, held or still to be held",
    key=("cp_review_id",),
    about=(
        "review_date is null until the review is held. due_date is the recorded one, which may lie after the run. "
        "cp_plan_id is the plan as recorded, null where the review names none. A review with neither date is left out, "
        "and so is one without a due date that is dated after the run."
    ),
    sql=f"""
        SELECT
            review.cppr_cp_review_id AS cp_review_id,
            person.person_id,
            review.cppr_cp_plan_id AS cp_plan_id,
            review.cppr_cp_review_due AS due_date,
            CASE WHEN review.cppr_cp_review_date <= run.as_of THEN review.cppr_cp_review_date END AS review_date,
            'ssd_cp_reviews' AS source,
            review.source_file,
            review.source_row
        FROM source.ssd_cp_reviews AS review
        CROSS JOIN journey.run AS run
        {person_of("review.cppr_person_id")}
        WHERE review.cppr_cp_review_date <= run.as_of
            OR review.cppr_cp_review_due IS NOT NULL
    """,
)

STEPS = (S47_ENQUIRIES, INITIAL_CP_CONFERENCES, CP_PLANS, CP_VISITS, CP_REVIEWS)
