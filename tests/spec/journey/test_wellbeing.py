"""Health, feelings and offences of children looked after."""

title = "Wellbeing of children looked after"


def test_a_check_is_kept_once_it_is_completed_under_one_of_two_names(made):
    """Suppliers word the type as they like; what names neither teeth nor health is no check."""
    checks = made(
        "health_checks",
        ssd_cla_health="""
            health_check_id | person_id | health_check_type        | health_check_date | health_check_status
            1               | A         | Review Health Assessment | 2024-01-10        | Completed
            2               | A         | Dental Check             | 2024-01-10        | completed
            3               | A         | Dentist                  | 2024-01-10        | Completed
            4               | A         | Health Assessment        | 2024-02-10        | Refused
            5               | A         | Health Assessment        | 2024-02-11        |
            6               | A         | Eye test                 | 2024-02-12        | Completed
            7               | A         | Health Assessment        | 2024-05-01        | Completed
        """,
    )
    assert checks.shows("""
        person_id | kind              | check_date
        A         | health assessment | 2024-01-10
        A         | dental check      | 2024-01-10
    """)


_IN_CARE = """
    period_of_care_id | person_id | start_date | end_date
    a                 | A         | 2022-01-01 |
    b                 | B         | 2022-01-01 |
    c                 | C         | 2022-01-01 | 2024-03-31
"""


def test_immunisations_speak_for_the_last_month_end_of_children_in_care(made):
    """The run is in the middle of May. B's status is not recorded; C left care before the end of April."""
    immunisations = made(
        "immunisations",
        as_of="2024-05-15",
        periods_of_care=_IN_CARE,
        ssd_cla_immunisations="""
            person_id | immunisations_status | immunisations_status_date
            A         | Y                    | 2023-06-01
            C         | Y                    | 2023-06-01
        """,
    )
    assert immunisations.shows("""
        person_id | known_on   | is_up_to_date | status_date
        A         | 2024-04-30 | Y             | 2023-06-01
        B         | 2024-04-30 |               |
    """)


def test_a_score_is_a_whole_number_from_0_to_40(made):
    """The SSD holds it as text. Of two on one day the one recorded last stands."""
    scores = made(
        "sdq_scores",
        ssd_sdq_scores="""
            table_id | person_id | sdq_completed_date | sdq_score
            1        | A         | 2024-01-10         | 0
            2        | A         | 2024-01-11         | 40
            3        | A         | 2024-01-12         | 41
            4        | A         | 2024-01-13         | n/a
            5        | A         | 2024-01-14         |
            6        | A         | 2024-01-15         | 12
            7        | A         | 2024-01-15         | 13
        """,
    )
    assert scores.shows("""
        person_id | completed_date | score
        A         | 2024-01-10     | 0
        A         | 2024-01-11     | 40
        A         | 2024-01-15     | 13
    """)


def test_an_offence_is_kept_with_its_day_and_without_what_it_was(made):
    """One dated after the run is left out."""
    convictions = made(
        "convictions",
        ssd_cla_convictions="""
            cla_conviction_id | person_id | cla_conviction_date | cla_conviction_offence
            1                 | A         | 2024-01-10          | Theft
            2                 | A         | 2024-05-10          | Theft
        """,
    )
    assert convictions.shows("""
        conviction_id | person_id | offence_date
        1             | A         | 2024-01-10
    """)
    assert "cla_conviction_offence" not in convictions.rows.column_names


def test_a_year_in_care_is_full_on_the_day_before_its_anniversary(made):
    """Since 1 May 2023: full at the end of 30 April 2024. B's is full a day later, and C left a day too soon."""
    years = made(
        "years_in_care",
        periods_of_care="""
            period_of_care_id | person_id | start_date | end_date
            a                 | A         | 2023-05-01 |
            b                 | B         | 2023-05-02 |
            c                 | C         | 2022-05-01 | 2023-04-30
            d                 | D         | 2022-05-01 | 2023-05-01
        """,
        ssd_cla_health="""
            health_check_id | person_id
            1               | A
        """,
    )
    assert years.shows("""
        period_of_care_id | start_date | end_date   | has_dated_checks | has_dated_scores | has_dated_offences
        a                 | 2024-04-30 |            | Y                | N                | N
        d                 | 2023-04-30 | 2023-05-01 | Y                | N                | N
    """)


def test_the_yearly_return_answers_what_the_case_system_does_not(made):
    """Checks are loaded from the case system, so the return is not asked about them. A blank is no."""
    outcomes = made(
        "yearly_outcomes",
        ssd_cla_health="""
            health_check_id | person_id
            1               | A
        """,
        ssda903_episodes="""
            child | decom      | source_file
            Z     | 2022-11-02 | 2023-episodes.csv
        """,
        ssda903_oc2="""
            child | sdq_score | convicted | immunisations | teeth_check | health_assessment | source_file
            A     | 12        | Y         | Y             | Y           | Y                 | 2023-oc2.csv
            B     |           |           | N             | Y           | Y                 | 2023-oc2.csv
        """,
    )
    assert outcomes.shows("""
        person_id | year_end   | sdq_score | is_convicted | is_immunised | had_dental_check | had_health_assessment
        A         | 2023-03-31 | 12        | Y            | Y            |                  |
        B         | 2023-03-31 |           | N            | N            |                  |
    """)
