"""The one team and worker in charge of a child on a day."""

title = "Team on a day"


def test_the_allocated_workers_team_counts_before_any_other(made):
    """A family support worker who joined later does not take the child to another team."""
    spells = made(
        "team_spells",
        ssd_involvements="""
            id | person_id | professional_id | professional_team | professional_role_id    | start_date
            1  | A         | W1              | T1                | Allocated Social Worker | 2024-01-01
            2  | A         | W2              | T2                | Family Support Worker   | 2024-02-01
        """,
    )
    assert spells.shows("""
        person_id | team_id | worker_id | start_date | end_date
        A         | T1      | W1        | 2024-01-01 |
    """)


def test_of_several_allocated_workers_the_one_allocated_last_counts(made):
    """When that allocation ends and the earlier one was never closed, the earlier worker is in charge again."""
    spells = made(
        "team_spells",
        ssd_involvements="""
            id | person_id | professional_id | professional_team | professional_role_id | start_date | end_date
            1  | A         | W1              | T1                | ALLOCATED            | 2024-01-01 |
            2  | A         | W2              | T1                | ALLOCATED            | 2024-02-01 | 2024-03-01
        """,
    )
    assert spells.shows("""
        person_id | team_id | worker_id | start_date | end_date
        A         | T1      | W1        | 2024-01-01 | 2024-02-01
        A         | T1      | W2        | 2024-02-01 | 2024-03-01
        A         | T1      | W1        | 2024-03-01 |
    """)


def test_an_involvement_that_outlives_its_team_goes_on_with_the_successor(made):
    """The restructure of 2 April 2024: the record still names the old team."""
    spells = made(
        "team_spells",
        ssd_involvements="""
            id | person_id | professional_id | professional_team | professional_role_id | start_date | end_date
            1  | A         | W1              | OLD               | ALLOCATED            | 2024-01-01 |
            2  | B         | W1              | OLD               | ALLOCATED            | 2024-01-01 | 2024-02-01
            3  | C         | W1              | ALONE             | ALLOCATED            | 2024-01-01 |
        """,
        workforce_teams="""
            team_id | team_name | closed_on  | successor_team_id
            OLD     | Old team  | 2024-04-02 | NEW
            NEW     | New team  |            |
            ALONE   | Alone     | 2024-04-02 |
        """,
    )
    assert spells.shows("""
        person_id | team_id | start_date | end_date
        A         | OLD     | 2024-01-01 | 2024-04-02
        A         | NEW     | 2024-04-02 |
        B         | OLD     | 2024-01-01 | 2024-02-01
        C         | ALONE   | 2024-01-01 |
    """)


def test_every_involvement_is_kept_as_recorded(made):
    """Also those that never counted for the team."""
    involvements = made(
        "involvements",
        ssd_involvements="""
            id | person_id | professional_id | professional_role_id | start_date | worker_change_reason
            1  | A         | W1              | ALLOCATED            | 2024-01-01 | FCONTA
            2  | A         | W2              | Family Support       | 2024-02-01 |
        """,
    )
    assert involvements.shows("""
        involvement_id | worker_id | role           | start_date | change_reason
        1              | W1        | ALLOCATED      | 2024-01-01 | FCONTA
        2              | W2        | Family Support | 2024-02-01 |
    """)
