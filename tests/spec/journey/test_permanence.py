"""Plans for where a child will grow up, and matches with adopters."""

title = "Permanence"


def test_a_care_plan_without_an_aim_or_a_start_is_no_plan(made):
    """Nothing was ticked on A's, and nobody knows when B's began; C's parallel plans are one plan."""
    plans = made(
        "care_plans",
        ssd_cla_care_plan="""
            table_id | person_id | cla_care_plan_start_date | cla_care_plan_json
            1        | A         | 2022-01-20               | []
            2        | B         |                          | ADOPTION
            3        | C         | 2022-01-20               | RETURN6M ADOPTION
        """,
    )
    assert plans.shows("""
        care_plan_id | person_id | start_date | end_date
        3            | C         | 2022-01-20 |
    """)


def test_a_later_plan_stands_before_an_earlier_one(made):
    """The first was never ended when the second began."""
    spells = made(
        "care_plan_spells",
        ssd_cla_care_plan="""
            table_id | person_id | cla_care_plan_start_date | cla_care_plan_json
            1        | A         | 2022-01-20               | RETURN6M
            2        | A         | 2022-09-01               | LTFOST18
        """,
    )
    assert spells.shows("""
        care_plan_id | start_date | end_date
        1            | 2022-01-20 | 2022-09-01
        2            | 2022-09-01 |
    """)


def test_the_wait_is_counted_in_days_and_not_known_where_the_dates_are_impossible(made):
    """A waited 100 days. B was matched before the decision, C's decision has no date, D is not matched yet."""
    matches = made(
        "adoption_matches",
        ssd_permanence="""
            table_id | person_id | adm_decision_date | matched_date
            1        | A         | 2023-01-01        | 2023-04-11
            2        | B         | 2023-09-01        | 2023-06-01
            3        | C         |                   | 2023-06-02
            4        | D         | 2023-01-01        | 2024-05-01
        """,
    )
    assert matches.shows("""
        person_id | match_date | days_to_match
        A         | 2023-04-11 | 100
        B         | 2023-06-01 |
        C         | 2023-06-02 |
    """)


def test_the_return_says_where_the_case_system_says_nothing(made):
    """The adoptions of two years' files, one of them in both."""
    matches = made(
        "adoption_matches",
        ssda903_ad1="""
            child | date_int   | date_match | source_file | source_row
            A     | 2022-01-01 | 2022-01-31 | 2022.csv    | 2
            A     | 2022-01-01 | 2022-01-31 | 2023.csv    | 2
            B     | 2022-01-01 | 2022-03-01 | 2023.csv    | 3
        """,
    )
    assert matches.shows("""
        person_id | days_to_match | source_file
        A         | 30            | 2023.csv
        B         | 59            | 2023.csv
    """)
