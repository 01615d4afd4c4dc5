"""Which worker holds how many children."""

title = "Caseloads"


def test_the_number_of_children_changes_on_the_day_one_is_allocated_or_handed_on(made):
    """From one to two on 1 February, to one on 1 March, to none on 1 April."""
    caseloads = made(
        "workforce.caseloads",
        workforce_allocations="""
            person_id | worker_id | start_date | end_date   | source_file | source_row
            A         | W         | 2024-01-01 | 2024-03-01 | f.csv       | 2
            B         | W         | 2024-02-01 | 2024-04-01 | f.csv       | 3
        """,
    )
    assert caseloads.shows("""
        worker_id | n_cases | start_date | end_date
        W         | 1       | 2024-01-01 | 2024-02-01
        W         | 2       | 2024-02-01 | 2024-03-01
        W         | 1       | 2024-03-01 | 2024-04-01
    """)


def test_one_child_for_another_on_a_day_changes_nothing(made):
    """The number stays the same, so it is one row."""
    caseloads = made(
        "workforce.caseloads",
        workforce_allocations="""
            person_id | worker_id | start_date | end_date   | source_file | source_row
            A         | W         | 2024-01-01 | 2024-03-01 | f.csv       | 2
            B         | W         | 2024-03-01 |            | f.csv       | 3
        """,
    )
    assert caseloads.shows("""
        worker_id | n_cases | start_date | end_date
        W         | 1       | 2024-01-01 |
    """)
