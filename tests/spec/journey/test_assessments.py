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
