"""The clocks that run for a child on the day of the run, and which of them are past their day."""

title = "Statutory clocks"


def test_a_first_assessment_is_due_45_working_days_from_its_referral(made):
    """From 1 February 2024, over Easter, that is 8 April. Due that day is not overdue; the next day is."""
    referrals = """
        referral_id | person_id | referral_date
        1           | A         | 2024-02-01
    """
    assessments = """
        assessment_id | person_id | referral_id | start_date | auth_date  | is_first
        1             | A         | 1           | 2024-02-05 |            | Y
        2             | A         | 1           | 2024-03-01 |            | N
        3             | A         | 1           | 2024-03-01 | 2024-04-01 | N
    """
    assert made("clocks", as_of="2024-04-08", referrals=referrals, assessments=assessments).shows("""
        clock      | clock_id | started_on | due_date   | is_overdue | days_overdue
        assessment | 1        | 2024-02-01 | 2024-04-08 | N          | 0
        assessment | 2        | 2024-03-01 | 2024-05-08 | N          | 0
    """)
    assert made("clocks", as_of="2024-04-09", referrals=referrals, assessments=assessments).shows("""
        clock_id | is_overdue | days_overdue
        1        | Y          | 1
        2        | N          | 0
    """)


def test_a_conference_is_due_15_working_days_from_the_strategy_discussion(made):
    """While the enquiry is open, or its conference is arranged and not held. None arranged and ended: no clock."""
    assert made(
        "clocks",
        as_of="2024-03-01",
        s47_enquiries="""
            s47_enquiry_id | person_id | start_date | end_date   | is_nfa
            1              | A         | 2024-02-01 |            | N
            2              | B         | 2024-02-01 | 2024-02-08 | N
            3              | C         | 2024-02-01 | 2024-02-08 | N
            4              | D         | 2024-02-01 | 2024-02-08 | N
            5              | E         | 2024-02-01 |            | Y
        """,
        initial_cp_conferences="""
            icpc_id | person_id | s47_enquiry_id | conference_date | is_transfer_in
            1       | B         | 2              |                 | N
            2       | C         | 3              | 2024-02-20      | N
        """,
    ).shows("""
        clock              | clock_id | due_date   | is_overdue | days_overdue
        initial conference | 1        | 2024-02-22 | Y          | 8
        initial conference | 2        | 2024-02-22 | Y          | 8
    """)


def test_a_review_is_due_three_months_after_the_plan_began_then_every_six(made):
    """By calendar months. A review before the plan, or still to be held, does not count."""
    assert made(
        "clocks",
        as_of="2024-04-30",
        cp_plans="""
            cp_plan_id | person_id | start_date | end_date   | is_other_authority
            1          | A         | 2024-01-31 |            | N
            2          | B         | 2023-06-01 |            | N
            3          | C         | 2023-06-01 | 2024-01-01 | N
            4          | D         | 2023-06-01 |            | Y
        """,
        cp_reviews="""
            cp_review_id | person_id | review_date | due_date
            1            | B         | 2023-08-20  |
            2            | B         | 2023-10-29  |
            3            | B         |             | 2024-04-29
            4            | A         | 2024-01-10  |
        """,
        cp_visits="""
            cp_visit_id | person_id | visit_date
            1           | A         | 2024-04-29
            2           | B         | 2024-04-15
        """,
    ).shows("""
        clock                   | clock_id | started_on | due_date   | is_overdue
        first review conference | 1        | 2024-01-31 | 2024-04-30 | N
        later review conference | 2        | 2023-10-29 | 2024-04-29 | Y
        child protection visit  | 1        | 2024-04-29 | 2024-05-14 | N
        child protection visit  | 2        | 2024-04-15 | 2024-04-29 | Y
    """)


def test_a_visit_is_due_20_working_days_after_the_child_was_last_seen_under_a_child_in_need_plan(made):
    """Not seen is not visited. A child in care, or on a child protection plan, has that clock instead."""
    assert made(
        "clocks",
        as_of="2024-03-01",
        cin_plans="""
            cin_plan_id | person_id | start_date
            1           | A         | 2024-01-02
            2           | B         | 2024-01-02
            3           | C         | 2024-01-02
        """,
        cin_visits="""
            cin_visit_id | person_id | visit_date | child_seen
            1            | A         | 2024-02-01 | Y
            2            | A         | 2024-02-20 | N
        """,
        periods_of_care="""
            period_of_care_id | person_id | start_date
            1                 | B         | 2024-01-10
        """,
        cp_plans="""
            cp_plan_id | person_id | start_date | is_other_authority
            7          | C         | 2024-02-28 | N
        """,
    ).shows("""
        clock                   | clock_id | started_on | due_date
        child in need visit     | 1        | 2024-02-01 | 2024-02-29
        first review conference | 7        | 2024-02-28 | 2024-05-28
        child protection visit  | 7        | 2024-02-28 | 2024-03-13
    """)


def test_a_clock_is_with_the_team_that_holds_the_child_on_the_day_of_the_run(made):
    """Whoever started the work; nobody's, where no team holds the child."""
    assert made(
        "clocks",
        as_of="2024-03-01",
        assessments="""
            assessment_id | person_id | start_date
            1             | A         | 2024-02-01
            2             | B         | 2024-02-01
        """,
        team_spells="""
            person_id | start_date | end_date   | team_id
            A         | 2024-01-01 | 2024-02-15 | T1
            A         | 2024-02-15 |            | T2
            B         | 2024-01-01 | 2024-03-01 | T1
        """,
    ).shows("""
        clock_id | team_id
        1        | T2
        2        |
    """)
