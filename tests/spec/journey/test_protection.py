"""Section 47 enquiries, conferences, plans, visits, reviews."""

title = "Child protection"

ENQUIRY = """
    s47_enquiry_id | person_id | referral_id | s47_start_date
    S1             | A         | R1          | 2024-03-11
"""


def test_a_conference_is_timed_from_the_start_of_its_enquiry(made):
    """15 working days from Monday 11 March 2024, over Easter, end on Wednesday 3 April."""
    conferences = made(
        "initial_cp_conferences",
        ssd_s47_enquiry=ENQUIRY,
        ssd_initial_cp_conference="""
            icpc_id | person_id | s47_enquiry_id | icpc_date
            I1      | A         | S1             | 2024-04-03
            I2      | A         | S1             | 2024-04-04
        """,
    )
    assert conferences.shows("""
        icpc_id | s47_start_date | conference_date | target_date | working_days | referral_id
        I1      | 2024-03-11     | 2024-04-03      | 2024-04-03  | 15           | R1
        I2      | 2024-03-11     | 2024-04-04      | 2024-04-03  | 16           | R1
    """)


def test_a_conference_dated_before_its_enquiry_proves_no_timeliness(made):
    """One of the two dates is wrong; how long the child waited is not known."""
    conferences = made(
        "initial_cp_conferences",
        ssd_s47_enquiry=ENQUIRY,
        ssd_initial_cp_conference="""
            icpc_id | person_id | s47_enquiry_id | icpc_date
            I1      | A         | S1             | 2024-03-04
            I2      | A         | S1             | 2024-03-11
        """,
    )
    assert conferences.shows("""
        icpc_id | conference_date | working_days
        I1      | 2024-03-04      |
        I2      | 2024-03-11      | 0
    """)


def test_a_recorded_target_stands(made):
    """What the case system worked out is not worked out again."""
    conferences = made(
        "initial_cp_conferences",
        ssd_s47_enquiry=ENQUIRY,
        ssd_initial_cp_conference="""
            icpc_id | person_id | s47_enquiry_id | icpc_target_date
            I1      | A         | S1             | 2024-04-02
        """,
    )
    assert conferences.shows("""
        icpc_id | target_date | conference_date | working_days
        I1      | 2024-04-02  |                 |
    """)


def test_a_conference_planned_for_after_the_run_is_not_yet_held(made):
    """Its enquiry has begun, so that it is waited for. Without an enquiry it is left out."""
    conferences = made(
        "initial_cp_conferences",
        as_of="2024-03-31",
        ssd_s47_enquiry=ENQUIRY,
        ssd_initial_cp_conference="""
            icpc_id | person_id | s47_enquiry_id | icpc_date
            I1      | A         | S1             | 2024-04-04
            I2      | B         |                | 2024-04-04
        """,
    )
    assert conferences.shows("""
        icpc_id | conference_date | target_date
        I1      |                 | 2024-04-03
    """)


def test_a_conference_led_to_a_plan_where_either_record_of_the_outcome_says_so(made):
    """The flag stands before the list of outcomes; where neither says anything, it did not."""
    conferences = made(
        "initial_cp_conferences",
        ssd_initial_cp_conference="""
            icpc_id | person_id | icpc_date  | icpc_outcome_cp_flag | icpc_outcome_json | icpc_transfer_in
            I1      | A         | 2024-04-04 | Y                    |                   | N
            I2      | B         | 2024-04-04 |                      | CP_FLAG           | Y
            I3      | C         | 2024-04-04 | N                    | CP_FLAG           |
            I4      | D         | 2024-04-04 |                      |                   |
        """,
    )
    assert conferences.shows("""
        icpc_id | led_to_plan | is_transfer_in | working_days
        I1      | Y           | N              |
        I2      | Y           | Y              |
        I3      | N           | N              |
        I4      | N           | N              |
    """)


def test_plans_are_numbered_from_the_first_one_known(made):
    """Another authority's plan counts as an earlier one. The latest category is the first where none is recorded."""
    plans = made(
        "cp_plans",
        ssd_cp_plans="""
            cp_plan_id | person_id | cp_plan_start_date | cp_plan_ola | cp_plan_initial_category
            C2         | A         | 2024-01-09         | N           | NEG
            C1         | A         | 2016-05-02         | Y           | EMO
            C3         | B         | 2024-01-09         |             | PHY
        """,
    )
    assert plans.shows("""
        cp_plan_id | plan_number | is_other_authority | latest_category
        C1         | 1           | Y                  | EMO
        C2         | 2           | N                  | NEG
        C3         | 1           | N                  | PHY
    """)


def test_a_visit_says_whether_the_child_was_seen_and_seen_alone(made):
    """What is not recorded was not. A visit dated after the run is left out."""
    visits = made(
        "cp_visits",
        as_of="2024-03-31",
        ssd_cp_visits="""
            cp_visit_id | person_id | cp_plan_id | cp_visit_date | cp_visit_seen | cp_visit_seen_alone
            V1          | A         | C1         | 2024-03-31    | Y             |
            V2          | A         |            | 2024-03-01    | Y             | Y
            V3          | A         | C1         | 2024-04-01    | Y             | Y
        """,
    )
    assert visits.shows("""
        cp_visit_id | person_id | cp_plan_id | visit_date | was_seen | was_seen_alone
        V1          | A         | C1         | 2024-03-31 | Y        | N
        V2          | A         |            | 2024-03-01 | Y        | Y
    """)


def test_a_review_arranged_for_after_the_run_is_not_yet_held(made):
    """Its due day stands. Without one, nothing was known of it on the day of the run."""
    reviews = made(
        "cp_reviews",
        as_of="2024-03-31",
        ssd_cp_reviews="""
            cp_review_id | person_id | cp_plan_id | cp_review_due | cp_review_date
            W1           | A         | C1         | 2024-03-20    | 2024-03-18
            W2           | A         | C1         | 2024-09-18    | 2024-09-12
            W3           | A         | C1         | 2024-03-30    |
            W4           | A         | C1         |               | 2024-04-12
        """,
    )
    assert reviews.shows("""
        cp_review_id | due_date   | review_date
        W1           | 2024-03-20 | 2024-03-18
        W2           | 2024-09-18 |
        W3           | 2024-03-30 |
    """)
