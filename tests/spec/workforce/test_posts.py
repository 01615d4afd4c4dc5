"""Posts, who fills them, and when they stand vacant."""

title = "Posts and vacancies"

POST = """
    post_id | team_id | role        | is_social_worker | fte | post_start | post_end
    J1      | T1      | case_holder | Y                | 0.8 | 2022-01-01 |
"""


def test_a_post_is_vacant_while_no_permanent_employee_fills_it(made):
    """Vacant from when it was established to the first employee, between two, and after the last."""
    vacancies = made(
        "workforce.vacancies",
        workforce_posts=POST,
        workforce_staff="""
            staff_id | post_id | team_id | fte | start      | end        | agency
            H1       | J1      | T1      | 0.8 | 2022-03-01 | 2023-01-01 | N
            H2       | J1      | T1      | 0.8 | 2023-02-01 | 2024-01-01 | N
        """,
    )
    assert vacancies.shows("""
        post_id | fte | start_date | end_date
        J1      | 0.8 | 2022-01-01 | 2022-03-01
        J1      | 0.8 | 2023-01-01 | 2023-02-01
        J1      | 0.8 | 2024-01-01 |
    """)


def test_agency_cover_leaves_a_post_vacant(made):
    """As in the DfE workforce census."""
    vacancies = made(
        "workforce.vacancies",
        workforce_posts=POST,
        workforce_staff="""
            staff_id | post_id | team_id | fte | start      | end | agency | covers_vacancy
            H1       | J1      | T1      | 0.8 | 2022-01-01 |     | Y      | Y
        """,
    )
    assert vacancies.shows("""
        post_id | start_date | end_date
        J1      | 2022-01-01 |
    """)


def test_a_handover_leaves_no_vacancy(made):
    """Two employees overlap; the next begins the day the last one has gone; the first was there before the post."""
    vacancies = made(
        "workforce.vacancies",
        workforce_posts=POST,
        workforce_staff="""
            staff_id | post_id | team_id | fte | start      | end        | agency
            H1       | J1      | T1      | 0.8 | 2021-01-01 | 2023-01-15 | N
            H2       | J1      | T1      | 0.8 | 2023-01-01 | 2024-01-01 | N
            H3       | J1      | T1      | 0.8 | 2024-01-01 |            | N
        """,
    )
    assert vacancies.is_empty()


def test_a_post_that_was_given_up_is_not_vacant_any_more(made):
    """The vacancy ends with the post. An end after the run has not happened yet."""
    vacancies = made(
        "workforce.vacancies",
        as_of="2024-04-30",
        workforce_posts="""
            post_id | team_id | fte | post_start | post_end
            J1      | T1      | 1   | 2022-01-01 | 2023-04-01
            J2      | T1      | 1   | 2022-01-01 | 2024-05-01
            J3      | T1      | 1   | 2024-05-01 |
        """,
    )
    assert vacancies.shows("""
        post_id | start_date | end_date
        J1      | 2022-01-01 | 2023-04-01
        J2      | 2022-01-01 |
    """)


def test_a_leaving_date_after_the_run_is_not_a_leaver_yet(made):
    """Still in post, and no reason for leaving."""
    employments = made(
        "workforce.employments",
        as_of="2024-04-30",
        workforce_staff="""
            staff_id | team_id | fte | start      | end        | leaving_reason    | agency | is_social_worker
            H1       | T1      | 1   | 2022-03-01 | 2024-04-30 | another authority | N      | Y
            H2       | T1      | 0.5 | 2022-03-01 | 2024-05-01 | retired           |        |
        """,
    )
    assert employments.shows("""
        employment_id | end_date   | leaving_reason    | is_agency | is_social_worker
        H1-2022-03-01 | 2024-04-30 | another authority | N         | Y
        H2-2022-03-01 |            |                   | N         | N
    """)


def test_teams_are_those_of_the_structure_and_those_only_the_case_system_knows(made):
    """A closure planned for after the run has not happened; a team that opens after it does not exist yet."""
    teams = made(
        "workforce.teams",
        as_of="2024-04-30",
        workforce_teams="""
            team_id | team_name | service    | opened_on  | closed_on  | successor_team_id
            T1      | Old       | Assessment | 2018-01-01 | 2024-04-02 | T2
            T2      | New       | Assessment | 2024-04-02 | 2024-06-01 | T3
            T3      | Next      | Assessment | 2024-06-01 |            |
        """,
        ssd_department="""
            team_id | team_name
            T2      | New, as the case system calls it
            T9      | Out of hours
        """,
    )
    assert teams.shows("""
        team_id | team_name    | opened_on  | closed_on  | successor_team_id
        T1      | Old          | 2018-01-01 | 2024-04-02 | T2
        T2      | New          | 2024-04-02 |            |
        T9      | Out of hours |            |            |
    """)


def test_a_case_is_held_by_the_worker_in_charge(made):
    """One worker for each child and day, as the team on a day has it."""
    allocations = made(
        "workforce.allocations",
        ssd_involvements="""
            id | person_id | professional_id | professional_team | professional_role_id | start_date
            1  | A         | W1              | T1                | ALLOCATED            | 2024-01-01
            2  | A         | W2              | T1                | Family Support       | 2024-02-01
            3  | B         |                 | T1                | ALLOCATED            | 2024-02-01
        """,
    )
    assert allocations.shows("""
        person_id | worker_id | team_id | start_date | end_date
        A         | W1        | T1      | 2024-01-01 |
    """)
