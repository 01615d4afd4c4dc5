"""Where care leavers stand about a birthday."""

title = "Care leavers"


def test_an_ssda903_position_is_dated_by_the_birthday_in_its_collection_year(made):
    """The care leavers file holds no date; the episodes file with the same year in its name says which year it is."""
    leavers = made(
        "care_leavers",
        ssda903_episodes="""
            child | decom      | source_file
            Z     | 2022-11-02 | 2022-episodes.csv
            Z     | 2023-03-31 | 2022-episodes.csv
            Z     | 2023-11-02 | 2023-episodes.csv
        """,
        ssda903_oc3="""
            child | dob        | in_touch | activ | accom | source_file
            A     | 2003-09-09 | YES      | F2    | U1    | 2022-oc3.csv
            A     | 2003-09-09 | YES      | G5    | S2    | 2023-oc3.csv
            B     | 2003-04-01 | NO       | 0     | 0     | 2022-oc3.csv
            C     | 2004-03-31 | REFU     | P5    | Z1    | 2022-oc3.csv
        """,
    )
    assert leavers.shows("""
        person_id | position_date | age | in_touch | activity | accommodation | is_suitable
        A         | 2022-09-09    | 19  | YES      | F2       | U             | Y
        A         | 2023-09-09    | 20  | YES      | G5       | S             | N
        B         | 2022-04-01    | 19  | NO       | 0        | 0             |
        C         | 2023-03-31    | 19  | REFU     | P5       | Z             | Y
    """)


def test_a_few_later_episodes_do_not_move_the_collection_year(made):
    """Eleven episodes of 2022-23 and one of the April after: the year is 2022-23."""
    rows = "\n".join(f"Z | 2022-05-{day:02} | 2022-episodes.csv" for day in range(1, 12))
    leavers = made(
        "care_leavers",
        ssda903_episodes=f"child | decom | source_file\n{rows}\nZ | 2023-04-05 | 2022-episodes.csv",
        ssda903_oc3="""
            child | dob        | source_file
            A     | 2003-09-09 | 2022-oc3.csv
        """,
    )
    assert leavers.shows("""
        person_id | position_date
        A         | 2022-09-09
    """)


def test_the_ssd_holds_the_position_now_dated_by_the_latest_birthday(made):
    """Born on 29 February: 28 February where the year has no 29th."""
    leavers = made(
        "care_leavers",
        as_of="2023-04-30",
        identity_people="""
            person_id | date_of_birth
            A         | 2004-04-30
            B         | 2004-05-01
            C         | 2004-02-29
            D         |
        """,
        ssd_care_leavers="""
            table_id | person_id | care_leaver_eligibility | care_leaver_activity | care_leaver_accom_suitable
            1        | A         | Former Relevant         | F1                   | 1
            2        | B         | Relevant                | G4                   | 2
            3        | C         | Former Relevant         |                      |
            4        | D         |                         | F5                   |
        """,
    )
    assert leavers.shows("""
        person_id | position_date | age | eligibility     | activity | is_suitable
        A         | 2023-04-30    | 19  | Former Relevant | F1       | Y
        B         | 2022-05-01    | 18  | Relevant        | G4       | N
        C         | 2023-02-28    | 19  | Former Relevant |          |
        D         | 2023-04-30    |     |                 | F5       |
    """)


def test_the_ssda903_position_stands_where_both_give_the_same_day(made):
    """It was taken about that birthday; the SSD's is whatever holds now."""
    leavers = made(
        "care_leavers",
        as_of="2023-04-30",
        identity_people="""
            person_id | date_of_birth
            A         | 2003-09-09
        """,
        ssd_care_leavers="""
            table_id | person_id | care_leaver_activity
            1        | A         | G5
        """,
        ssda903_episodes="""
            child | decom      | source_file
            Z     | 2022-11-02 | 2022-episodes.csv
        """,
        ssda903_oc3="""
            child | dob        | activ | source_file
            A     | 2003-09-09 | F2    | 2022-oc3.csv
        """,
    )
    assert leavers.shows("""
        person_id | position_date | activity | source
        A         | 2022-09-09    | F2       | ssda903_oc3
    """)


def test_what_the_case_system_says_of_now_speaks_for_the_last_month_end(made):
    """The run is in the middle of May. A contact or review after it is not known yet."""
    leavers = made(
        "care_leavers_now",
        as_of="2024-05-15",
        ssd_care_leavers="""
            table_id | person_id | eligibility     | latest_contact | pathway_plan_review_date | personal_advisor
            1        | A         | Former Relevant | 2024-05-01     | 2024-05-16               | pa1
            2        | B         | Eligible        |                | 2023-01-01               |
        """,
    )
    assert leavers.shows("""
        person_id | known_on   | eligibility     | latest_contact | plan_reviewed_on | adviser_id
        A         | 2024-04-30 | Former Relevant | 2024-05-01     |                  | pa1
        B         | 2024-04-30 | Eligible        |                | 2023-01-01       |
    """)


def test_of_two_rows_of_a_young_person_the_one_contacted_last_stands(made):
    """The case system lists each of them once; a merged record may stand twice."""
    leavers = made(
        "care_leavers_now",
        ssd_care_leavers="""
            table_id | person_id | eligibility     | latest_contact
            1        | A         | Former Relevant | 2024-04-02
            2        | A         | Relevant        | 2022-01-01
        """,
    )
    assert leavers.shows("""
        person_id | known_on   | eligibility
        A         | 2024-04-30 | Former Relevant
    """)
