"""School rolls, changes of school, and sessions missed."""

title = "School"

ROLLS = "pupilonrolltableid | nativeid | entrydate | censusdate\n"
KEYS = """
    source                       | source_key | person_id
    school_census_pupils_on_roll | 1          | A
    school_census_pupils_on_roll | 2          | A
    school_census_pupils_on_roll | 3          | A
"""


def test_a_roll_holds_until_the_next_census_or_for_a_year(made):
    """A is on the rolls of January and May 2023; there has been no census since."""
    rolls = made(
        "school_rolls",
        identity_person_keys=KEYS,
        school_census_pupils_on_roll=ROLLS
        + """
            1 | SCH1 | 2020-09-02 | 2023-01-19
            2 | SCH1 | 2020-09-02 | 2023-05-18
        """,
    )
    assert rolls.shows("""
        roll_id | person_id | census_date | until_date
        1       | A         | 2023-01-19  | 2023-05-18
        2       | A         | 2023-05-18  | 2024-05-18
    """)


def test_of_two_rolls_in_one_census_the_school_joined_last_stands(made):
    """A is registered at two schools; a roll without the day it was counted says nothing."""
    rolls = made(
        "school_rolls",
        identity_person_keys=KEYS,
        school_census_pupils_on_roll=ROLLS
        + """
            1 | SCH1 | 2020-09-02 | 2024-01-18
            2 | SCH2 | 2023-11-06 | 2024-01-18
            3 | SCH3 | 2024-01-02 |
        """,
    )
    assert rolls.shows("""
        roll_id | school_id
        2       | SCH2
    """)


def test_a_change_of_school_outside_august_and_september_is_in_the_middle_of_a_year(made):
    """The first school is no move, a start in September is the usual time, 6 November is not."""
    stays = made(
        "school_stays",
        identity_person_keys=KEYS,
        school_census_pupils_on_roll=ROLLS
        + """
            1 | SCH1 | 2018-01-08 | 2022-01-20
            2 | SCH2 | 2022-09-01 | 2023-01-19
            3 | SCH3 | 2023-11-06 | 2024-01-18
        """,
    )
    assert stays.shows("""
        school_id | start_date | end_date   | is_mid_year_move | moved_on
        SCH1      | 2018-01-08 | 2022-09-01 | N                |
        SCH2      | 2022-09-01 | 2023-11-06 | N                |
        SCH3      | 2023-11-06 |            | Y                | 2023-11-06
    """)


def test_an_entry_date_not_known_makes_no_move(made):
    """The stay begins with the census that shows it; the same school under a corrected date is no change."""
    stays = made(
        "school_stays",
        identity_person_keys=KEYS,
        school_census_pupils_on_roll=ROLLS
        + """
            1 | SCH1 | 2020-09-02 | 2022-01-20
            2 | SCH2 |            | 2023-01-19
            3 | SCH2 | 2023-02-01 | 2024-01-18
        """,
    )
    assert stays.shows("""
        school_id | start_date | is_mid_year_move | moved_on
        SCH1      | 2020-09-02 | N                |
        SCH2      | 2023-01-19 | N                |
        SCH2      | 2023-02-01 | N                |
    """)


def test_sessions_of_a_year_of_censuses_are_added_up(made):
    """Present 100, ill 20, without leave 10; a closed school (Y4) is no possible session, nor an unknown code."""
    attendance = made(
        "school_attendance",
        identity_person_keys=KEYS,
        school_census_pupils_on_roll=ROLLS
        + """
            1 | SCH1 | 2020-09-02 | 2022-01-20
            2 | SCH1 | 2020-09-02 | 2023-01-19
            3 | SCH1 | 2020-09-02 | 2023-05-18
        """,
        school_census_sessions="""
            pupilonrolltableid | attendancereason | sessions
            1                  | O                | 140
            2                  | /                | 50
            2                  | \\                | 50
            2                  | I                | 20
            2                  | O                | 10
            2                  | Y4               | 4
            2                  | ??               | 4
            3                  | /                | 120
        """,
    )
    assert attendance.shows("""
        census_date | possible_sessions | missed_sessions
        2022-01-20  | 140               | 140
        2023-01-19  | 130               | 30
        2023-05-18  | 250               | 30
    """)


PUPILS = """
    person_id | census_date | until_date | possible_sessions | missed_sessions
    A         | 2024-01-18  | 2025-01-18 | 140               | 7
    B         | 2024-01-18  | 2025-01-18 | 140               | 7
    C         | 2024-01-18  | 2025-01-18 | 140               | 7
    D         | 2024-01-18  | 2025-01-18 | 140               | 7
    E         | 2024-01-18  | 2025-01-18 | 140               | 7
"""
BORN = """
    person_id | date_of_birth
    A         | 2012-01-01
    B         | 2012-01-01
    C         | 2012-01-01
    D         | 2012-01-01
    E         | 2012-01-01
"""
NEEDS = """
    referral_id | person_id | referral_date | close_date | is_nfa
    1           | A         | 2022-01-01    |            | N
    2           | B         | 2022-01-01    |            | N
    3           | C         | 2022-01-01    |            | N
    4           | D         | 2022-01-01    |            | N
    5           | E         | 2023-12-01    |            | Y
"""


def test_each_pupil_is_in_one_group_as_known_on_the_day_of_the_census(made):
    """A for a year to the day, B a day less and so in none, C on a plan, D in need; E's referral came to nothing."""
    absences = made(
        "school_absences",
        journey_school_attendance=PUPILS,
        journey_people=BORN,
        journey_referrals=NEEDS,
        journey_periods_of_care="""
            period_of_care_id | person_id | start_date
            1                 | A         | 2023-01-18
            2                 | B         | 2023-01-19
        """,
        journey_cp_plans="""
            cp_plan_id | person_id | start_date | is_other_authority
            1          | A         | 2022-01-01 | N
            2          | C         | 2023-01-01 | N
            3          | D         | 2023-01-01 | Y
        """,
    )
    assert absences.shows("""
        person_id | known_as
        A         | looked after for 12 months
        C         | on a child protection plan
        D         | in need
    """)


def test_pupils_are_5_to_15_on_the_last_day_of_august_before(made):
    """A turned 5 that day, B the day after; C was 15 still, D 16; E's birth date is not known."""
    absences = made(
        "school_absences",
        journey_school_attendance=PUPILS,
        journey_people="""
            person_id | date_of_birth
            A         | 2018-08-31
            B         | 2018-09-01
            C         | 2007-09-01
            D         | 2007-08-31
            E         |
        """,
        journey_referrals=NEEDS.replace("| Y", "| N"),
    )
    assert absences.shows("""
        person_id | known_as
        A         | in need
        C         | in need
    """)
