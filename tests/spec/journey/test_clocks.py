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
        cp_reviews="""
            cp_review_id | person_id | review_date
            1            | Z         | 2024-01-10
        """,
        cp_visits="""
            cp_visit_id | person_id | visit_date
            1           | Z         | 2024-01-10
        """,
    ).shows("""
        clock                   | clock_id | started_on | due_date
        child in need visit     | 1        | 2024-02-01 | 2024-02-29
        first review conference | 7        | 2024-02-28 | 2024-05-28
        child protection visit  | 7        | 2024-02-28 | 2024-03-13
    """)


def test_a_review_of_a_child_in_care_is_due_after_20_working_days_then_three_months_then_every_six(made):
    """From 1 February 2024 the first is due on 29 February. A review of an earlier time in care does not count."""
    assert made(
        "clocks",
        as_of="2024-04-30",
        periods_of_care="""
            period_of_care_id | person_id | start_date | end_date
            1                 | A         | 2024-02-01 |
            2                 | B         | 2023-11-01 |
            3                 | C         | 2023-05-01 |
            4                 | D         | 2020-01-06 |
            5                 | E         | 2023-05-01 | 2024-04-01
        """,
        cla_reviews="""
            person_id | review_date
            A         | 2024-01-31
            B         | 2023-11-29
            C         | 2023-05-24
            C         | 2023-08-20
            D         | 2023-10-30
            E         | 2023-05-24
        """,
    ).shows("""
        clock          | clock_id | started_on | due_date   | is_overdue | days_overdue
        review in care | 1        | 2024-02-01 | 2024-02-29 | Y          | 61
        review in care | 2        | 2023-11-29 | 2024-02-29 | Y          | 61
        review in care | 3        | 2023-08-20 | 2024-02-20 | Y          | 70
        review in care | 4        | 2023-10-30 | 2024-04-30 | N          | 0
    """)


def test_a_child_in_care_is_visited_within_a_week_then_every_six_weeks_or_as_the_regulations_say(made):
    """A: new placement. B: six weeks. C: long-term fostering for over a year, three months. D: with parents under an
    interim order, a week. F is moved: the visit was to the home before.
    """
    assert made(
        "clocks",
        as_of="2024-04-30",
        periods_of_care="""
            period_of_care_id | person_id | start_date
            1                 | A         | 2024-04-20
            2                 | B         | 2024-01-02
            3                 | C         | 2022-01-04
            4                 | D         | 2024-04-01
            6                 | F         | 2024-01-02
        """,
        care_episodes="""
            care_episode_id | person_id | period_of_care_id | start_date | legal_status
            4               | D         | 4                 | 2024-04-01 | C1
        """,
        placements="""
            placement_id | person_id | period_of_care_id | start_date | placement_type | counts
            P1           | A         | 1                 | 2024-04-20 | U6             | Y
            P2           | B         | 2                 | 2024-01-02 | U6             | Y
            P3           | C         | 3                 | 2022-01-04 | U4             | Y
            P4           | D         | 4                 | 2024-04-01 | P1             | Y
            P6           | F         | 6                 | 2024-01-02 | U6             | Y
            P7           | F         | 6                 | 2024-04-10 | K2             | Y
        """,
        cla_visits="""
            person_id | visit_date
            B         | 2024-03-18
            C         | 2024-02-10
            D         | 2024-04-20
            F         | 2024-04-08
        """,
    ).shows("""
        clock         | clock_id | started_on | due_date   | is_overdue
        visit in care | P1       | 2024-04-20 | 2024-04-27 | Y
        visit in care | P2       | 2024-03-18 | 2024-04-29 | Y
        visit in care | P3       | 2024-02-10 | 2024-05-10 | N
        visit in care | P4       | 2024-04-20 | 2024-04-27 | Y
        visit in care | P7       | 2024-04-10 | 2024-04-17 | Y
    """)


def test_with_parents_under_an_interim_order_a_visit_is_due_every_four_weeks_after_the_first_review(made):
    assert made(
        "clocks",
        as_of="2024-04-30",
        periods_of_care="""
            period_of_care_id | person_id | start_date
            1                 | A         | 2024-01-02
        """,
        care_episodes="""
            care_episode_id | person_id | period_of_care_id | start_date | legal_status
            1               | A         | 1                 | 2024-01-02 | C1
        """,
        placements="""
            placement_id | person_id | period_of_care_id | start_date | placement_type | counts
            P1           | A         | 1                 | 2024-01-02 | P1             | Y
        """,
        cla_visits="""
            person_id | visit_date
            A         | 2024-04-20
        """,
        cla_reviews="""
            person_id | review_date
            A         | 2024-01-29
        """,
    ).shows("""
        clock          | clock_id | started_on | due_date
        visit in care  | P1       | 2024-04-20 | 2024-05-18
        review in care | 1        | 2024-01-29 | 2024-04-29
    """)


def test_reviews_and_visits_that_nobody_sent_have_no_clock(made):
    """Otherwise every child would look overdue."""
    assert made(
        "clocks",
        as_of="2024-04-30",
        periods_of_care="""
            period_of_care_id | person_id | start_date
            1                 | A         | 2024-01-02
        """,
        placements="""
            placement_id | person_id | period_of_care_id | start_date | placement_type | counts
            P1           | A         | 1                 | 2024-01-02 | U6             | Y
        """,
        cp_plans="""
            cp_plan_id | person_id | start_date | is_other_authority
            7          | C         | 2024-02-28 | N
        """,
    ).is_empty()


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
