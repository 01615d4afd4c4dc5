"""Missing episodes from three agencies' files."""

title = "Missing episodes"

KEYS = """
    source         | source_key | person_id
    ssd_person     | A          | A
    ssda903_header | A          | A
    police_missing | P1         | A
    police_missing | P2         | A
    police_missing | P3         | B
"""


def test_what_two_agencies_report_for_one_day_is_one_episode(made):
    """Social care's record stands; the police know when the child returned."""
    episodes = made(
        "missing_episodes",
        identity_person_keys=KEYS,
        ssd_missing="""
            table_id | person_id | missing_episode_start_date | missing_episode_type
            M1       | A         | 2024-02-10                 | M
        """,
        police_missing="""
            report_ref | missing_from_at     | returned_at         | from_care
            P1         | 2024-02-10T23:10:00 | 2024-02-12T01:00:00 | Y
            P3         | 2024-02-10T23:10:00 |                     |
        """,
    )
    assert episodes.shows("""
        missing_episode_id | person_id | start_date | end_date   | missing_type | from_care | source
        M1                 | A         | 2024-02-10 | 2024-02-12 | M            | Y         | ssd_missing
        police-P3          | B         | 2024-02-10 |            | M            | N         | police_missing
    """)


def test_two_reports_of_one_agency_for_one_day_are_two_episodes(made):
    """The first of the day of each agency is the same one, and so is the second."""
    episodes = made(
        "missing_episodes",
        identity_person_keys=KEYS,
        ssd_missing="""
            table_id | person_id | missing_episode_start_date | missing_episode_end_date
            M1       | A         | 2024-02-10                 | 2024-02-10
        """,
        police_missing="""
            report_ref | missing_from_at     | returned_at
            P1         | 2024-02-10T08:00:00 | 2024-02-10T10:00:00
            P2         | 2024-02-10T21:00:00 | 2024-02-11T03:00:00
        """,
    )
    assert episodes.shows("""
        missing_episode_id | end_date   | source
        M1                 | 2024-02-10 | ssd_missing
        police-P2          | 2024-02-11 | police_missing
    """)


def test_the_yearly_ssda903_files_complete_one_another(made):
    """An episode open in one file is closed in the next. Children of this return are looked after."""
    episodes = made(
        "missing_episodes",
        identity_person_keys=KEYS,
        ssda903_missing="""
            child | missing | mis_start  | mis_end    | source_file
            A     | A       | 2023-03-30 |            | 2022-missing.csv
            A     | A       | 2023-03-30 | 2023-04-02 | 2023-missing.csv
        """,
    )
    assert episodes.shows("""
        missing_episode_id | start_date | end_date   | missing_type | from_care
        A-2023-03-30       | 2023-03-30 | 2023-04-02 | A            | Y
    """)


def test_a_child_looked_after_that_day_is_missing_from_care(made):
    """Whatever the agency ticked. The day care ends, the child is no longer looked after."""
    episodes = made(
        "missing_episodes",
        ssd_missing="""
            table_id | person_id | missing_episode_start_date | missing_episode_end_date
            M1       | A         | 2024-02-09                 | 2024-02-09
            M2       | A         | 2024-02-10                 | 2024-02-11
        """,
        journey_periods_of_care="""
            period_of_care_id | person_id | start_date | end_date
            O1                | A         | 2024-01-01 | 2024-02-10
        """,
    )
    assert episodes.shows("""
        missing_episode_id | from_care
        M1                 | Y
        M2                 | N
    """)


def test_only_social_care_speaks_of_the_return_interview(made):
    """The police's report of the same day brings the end, and nothing about an interview."""
    episodes = made(
        "missing_episodes",
        identity_person_keys=KEYS,
        ssd_missing="""
            table_id | person_id | missing_episode_start_date | missing_rhi_offered | missing_rhi_accepted
            M1       | A         | 2024-02-10                 | Y                   | N
        """,
        police_missing="""
            report_ref | missing_from_at     | returned_at
            P1         | 2024-02-10T23:10:00 | 2024-02-12T01:00:00
            P3         | 2024-02-10T23:10:00 | 2024-02-12T01:00:00
        """,
    )
    assert episodes.shows("""
        missing_episode_id | end_date   | interview_offered | interview_accepted | source
        M1                 | 2024-02-12 | Y                 | N                  | ssd_missing
        police-P3          | 2024-02-12 |                   |                    | police_missing
    """)
