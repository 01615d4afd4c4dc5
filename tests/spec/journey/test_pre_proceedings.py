"""Pre-proceedings."""

title = "Pre-proceedings"


def test_they_last_from_the_decision_to_begin_to_that_of_leaving_them(made):
    """The outcome counts only from the day it was agreed; that of B comes after the run."""
    processes = made(
        "pre_proceedings",
        as_of="2024-03-31",
        ssd_pre_proceedings="""
            table_id | person_id | pre_pro_decision_date | agree_stepdown_issue_date | pre_pro_outcome
            L1       | A         | 2023-11-06            | 2024-02-26                | Decision to step down
            L2       | B         | 2023-11-06            | 2024-04-02                | Decision to step down
        """,
    )
    assert processes.shows("""
        pre_proceedings_id | person_id | start_date | end_date   | outcome
        L1                 | A         | 2023-11-06 | 2024-02-26 | Decision to step down
        L2                 | B         | 2023-11-06 |            |
    """)


def test_a_child_may_go_to_court_without_them(made):
    """Only the day on which the panel agreed to issue is known."""
    processes = made(
        "pre_proceedings",
        ssd_pre_proceedings="""
            table_id | person_id | agree_stepdown_issue_date | legal_gateway_outcome | care_proc_short_notice
            L1       | A         | 2024-02-26                | C                     | Y
        """,
    )
    assert processes.shows("""
        pre_proceedings_id | start_date | end_date   | gateway_outcome | is_short_notice
        L1                 |            | 2024-02-26 | C               | Y
    """)


def test_a_row_without_a_day_is_left_out(made):
    """The standard reserves this table; a system that does not fill it sends placeholders."""
    processes = made(
        "pre_proceedings",
        ssd_pre_proceedings="""
            table_id | person_id | plo_family_id
            L1       | A         | placeholder
        """,
    )
    assert processes.is_empty()


def test_the_letter_is_timed_in_working_days(made):
    """Over Easter 2024: Thursday 28 March to Wednesday 3 April is two. Before the decision it proves nothing."""
    processes = made(
        "pre_proceedings",
        ssd_pre_proceedings="""
            table_id | person_id | pre_pro_decision_date | pre_pro_letter_date
            L1       | A         | 2024-03-28            | 2024-04-03
            L2       | B         | 2024-03-28            | 2024-03-27
            L3       | C         | 2024-03-28            |
        """,
    )
    assert processes.shows("""
        pre_proceedings_id | letter_date | days_to_letter
        L1                 | 2024-04-03  | 2
        L2                 | 2024-03-27  |
        L3                 |             |
    """)
