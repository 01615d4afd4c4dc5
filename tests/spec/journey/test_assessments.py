"""Assessments and their factors."""

title = "Child and family assessments"


def test_working_days_skip_weekends_and_bank_holidays(made):
    """From Thursday 28 March 2024 over Good Friday and Easter Monday to Tuesday 2 April is one working day."""
    assessments = made(
        "assessments",
        ssd_cin_assessments="""
            assessment_id | person_id | assessment_start_date | assessment_auth_date
            A1            | A         | 2024-03-28            | 2024-04-02
            A2            | B         | 2024-03-28            | 2024-03-28
            A3            | C         | 2024-03-30            | 2024-04-01
            A4            | D         | 2024-03-28            |
        """,
    )
    assert assessments.shows("""
        assessment_id | auth_date  | working_days
        A1            | 2024-04-02 | 1
        A2            | 2024-03-28 | 0
        A3            | 2024-04-01 | 0
        A4            |            |
    """)


def test_the_forty_fifth_working_day(made):
    """45 working days after Monday 8 January 2024 is Monday 11 March; no bank holiday lies between."""
    assessments = made(
        "assessments",
        ssd_cin_assessments="""
            assessment_id | person_id | assessment_start_date | assessment_auth_date
            A1            | A         | 2024-01-08            | 2024-03-11
            A2            | A         | 2024-01-08            | 2024-03-12
        """,
    )
    assert assessments.shows("""
        assessment_id | working_days
        A1            | 45
        A2            | 46
    """)


def test_an_authorisation_dated_before_the_start_proves_no_timeliness(made):
    """It is not open any more, but how long it took is not known."""
    assessments = made(
        "assessments",
        ssd_cin_assessments="""
            assessment_id | person_id | assessment_start_date | assessment_auth_date
            A1            | A         | 2024-01-08            | 2023-01-09
        """,
    )
    assert assessments.shows("""
        assessment_id | auth_date  | working_days
        A1            | 2024-01-08 |
    """)


def test_working_days_from_the_referral(made):
    """Referred on Monday 8 January 2024, assessed from the 15th to the 31st: 17 working days, of which 12 assessing."""
    assessments = made(
        "assessments",
        ssd_cin_episodes="""
            referral_id | person_id | referral_date
            R1          | A         | 2024-01-08
            R2          | B         | 2024-02-01
        """,
        ssd_cin_assessments="""
            assessment_id | person_id | referral_id | assessment_start_date | assessment_auth_date
            A1            | A         | R1          | 2024-01-15            | 2024-01-31
            A2            | B         | R2          | 2024-01-15            | 2024-01-31
            A3            | C         | not sent    | 2024-01-15            | 2024-01-31
            A4            | D         |             | 2024-01-15            | 2024-01-31
        """,
    )
    assert assessments.shows("""
        assessment_id | working_days | working_days_from_referral
        A1            | 12           | 17
        A2            | 12           |
        A3            | 12           |
        A4            | 12           |
    """)


def test_the_first_assessment_of_a_referral_is_the_one_that_began_first(made):
    """Of two that began on one day, the one whose id comes first. One that names no referral is first by itself."""
    assessments = made(
        "assessments",
        ssd_cin_assessments="""
            assessment_id | person_id | referral_id | assessment_start_date
            A1            | A         | R1          | 2024-02-15
            A2            | A         | R1          | 2024-01-15
            A3            | A         | R1          | 2024-01-15
            A4            | B         |             | 2024-01-15
            A5            | C         |             | 2024-01-16
        """,
    )
    assert assessments.shows("""
        assessment_id | is_first
        A1            | N
        A2            | Y
        A3            | N
        A4            | Y
        A5            | Y
    """)


def test_what_an_assessment_does_not_say_is_not_made_up(made):
    """Whether the child was seen stays unknown; an outcome that was not recorded is not no further action."""
    assessments = made(
        "assessments",
        ssd_cin_assessments="""
            assessment_id | person_id | assessment_start_date | assessment_child_seen | assessment_outcome_nfa
            A1            | A         | 2024-01-15            | Y                     | Y
            A2            | A         | 2024-01-15            | N                     | N
            A3            | A         | 2024-01-15            |                       |
        """,
    )
    assert assessments.shows("""
        assessment_id | child_seen | outcome_nfa
        A1            | Y          | Y
        A2            | N          | N
        A3            |            | N
    """)


def test_a_visit_is_the_childs_and_not_a_plans(made):
    """The SSD names no plan for a visit. One dated after the run has not happened."""
    visits = made(
        "cin_visits",
        ssd_cin_visits="""
            cin_visit_id | person_id | cin_visit_date | cin_visit_seen | cin_visit_seen_alone
            V1           | A         | 2024-04-30     | Y              | N
            V2           | A         | 2024-05-01     | Y              | Y
            V3           | B         | 2024-04-02     |                |
        """,
    )
    assert visits.shows("""
        cin_visit_id | person_id | visit_date | child_seen | seen_alone
        V1           | A         | 2024-04-30 | Y          | N
        V3           | B         | 2024-04-02 |            |
    """)


def test_each_factor_of_an_assessment_stands_once(made):
    """Two rows of factors for one assessment are read together; a factor in both is one."""
    factors = made(
        "assessment_factors",
        ssd_cin_assessments="""
            assessment_id | person_id | assessment_start_date
            A1            | A         | 2024-01-08
        """,
        ssd_assessment_factors="""
            table_id | assessment_id | assessment_factors_json | source_file | source_row
            F1       | A1            | 16A 3B                  | factors.csv | 2
            F2       | A1            | 16A                     | factors.csv | 3
            F3       | not known     | 4B                      | factors.csv | 4
        """,
    )
    assert factors.shows("""
        assessment_id | person_id | factor | source_row
        A1            | A         | 16A    | 3
        A1            | A         | 3B     | 2
    """)
