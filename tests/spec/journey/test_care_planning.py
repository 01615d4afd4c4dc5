"""Reviews of and visits to children looked after, and their social workers."""

title = "Care planning"


def test_a_review_held_is_kept_and_one_cancelled_or_not_held_yet_is_not(made):
    """Two records of one day are one review: the one that says how the child took part."""
    reviews = made(
        "cla_reviews",
        ssd_cla_reviews="""
            id | cla_person_id | due_date   | date       | cancelled | participation
            1  | A             | 2024-01-10 | 2024-01-09 | N         | PN1
            2  | A             | 2024-01-10 | 2024-01-09 |           |
            3  | A             | 2024-02-01 | 2024-02-01 | Y         | PN1
            4  | A             | 2024-07-01 |            |           |
            5  | A             | 2024-05-01 | 2024-05-01 |           | PN2
        """,
    )
    assert reviews.shows("""
        person_id | review_date | participation | source
        A         | 2024-01-09  | PN1           | ssd_cla_reviews
    """)


def test_the_yearly_files_stand_where_the_case_system_has_no_review(made):
    """A review in the files of two years is one."""
    reviews = made(
        "cla_reviews",
        ssda903_reviews="""
            child | review     | review_code | source_file
            A     | 2023-03-30 | PN1         | 2023-reviews.csv
            A     | 2023-03-30 | PN1         | 2024-reviews.csv
            A     | 2023-09-20 | PN7         | 2024-reviews.csv
        """,
    )
    assert reviews.shows("""
        person_id | review_date | participation | source
        A         | 2023-03-30  | PN1           | ssda903_reviews
        A         | 2023-09-20  | PN7           | ssda903_reviews
    """)


def test_a_visit_counts_unless_the_record_says_that_the_child_was_not_seen(made):
    """Two visits of a day are one; one after the run is left out."""
    visits = made(
        "cla_visits",
        ssd_cla_visits="""
            cla_visit_id | person_id | cla_visit_date | cla_visit_seen
            1            | A         | 2024-01-10     | Y
            2            | A         | 2024-01-10     |
            3            | A         | 2024-02-10     |
            4            | A         | 2024-03-10     | N
            5            | A         | 2024-05-10     | Y
        """,
    )
    assert visits.shows("""
        person_id | visit_date
        A         | 2024-01-10
        A         | 2024-02-10
    """)


def test_social_workers_are_those_allocated_or_in_the_lead(made):
    """Of involvements, whose role is the supplier's own word."""
    workers = made(
        "social_workers",
        ssd_involvements="""
            id | person_id | professional_id | professional_role_id    | start_date | end_date
            1  | A         | ann             | Allocated Social Worker | 2023-01-01 | 2023-06-01
            2  | A         | bob             | LEAD PROFESSIONAL       | 2023-06-01 |
            3  | A         | cleo            | REVIEWING OFFICER       | 2023-01-01 |
            4  | A         |                 | ALLOCATED               | 2023-01-01 |
        """,
    )
    assert workers.shows("""
        person_id | worker_id | start_date | end_date   | source
        A         | ann       | 2023-01-01 | 2023-06-01 | ssd_involvements
        A         | bob       | 2023-06-01 |            | ssd_involvements
    """)


def test_the_yearly_files_say_who_the_worker_was_where_no_involvement_is_loaded(made):
    """The version with an end stands; a spell without one is ended by the next."""
    workers = made(
        "social_workers",
        ssda903_social_workers="""
            child | sw_id | sw_decom   | sw_dec     | source_file
            A     | SW1   | 2022-05-01 |            | 2023-workers.csv
            A     | SW1   | 2022-05-01 | 2023-05-01 | 2024-workers.csv
            A     | SW2   | 2023-05-01 |            | 2024-workers.csv
            A     | SW3   | 2023-09-01 |            | 2024-workers.csv
        """,
    )
    assert workers.shows("""
        person_id | worker_id | start_date | end_date   | source
        A         | SW1       | 2022-05-01 | 2023-05-01 | ssda903_social_workers
        A         | SW2       | 2023-05-01 | 2023-09-01 | ssda903_social_workers
        A         | SW3       | 2023-09-01 |            | ssda903_social_workers
    """)
