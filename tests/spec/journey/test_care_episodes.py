"""Care episodes from SSDA903 and from the SSD."""

title = "Care episodes"

WITHIN = """
    child | decom      | rne | ls | place | dec        | rec | source_file       | source_row
"""


def test_a_later_file_closes_an_episode_that_was_open(made):
    """The episode began in the year of the first file and stands in it as open; it ended two years later."""
    episodes = made(
        "care_episodes",
        ssda903_episodes=WITHIN
        + """
            A | 2020-06-01 | S | C2 | U4 |            | X1  | 2020-episodes.csv | 2
            A | 2020-06-01 | S | C2 | U4 | 2022-09-01 | E4A | 2022-episodes.csv | 2
        """,
    )
    assert episodes.shows("""
        person_id | start_date | end_date   | end_reason | source_file
        A         | 2020-06-01 | 2022-09-01 | E4A        | 2022-episodes.csv
    """)


def test_a_closed_version_stands_even_if_a_later_file_shows_it_open(made):
    """A date that was once known is not taken back by a blank."""
    episodes = made(
        "care_episodes",
        ssda903_episodes=WITHIN
        + """
            A | 2020-06-01 | S | C2 | U4 | 2020-09-01 | E4A | 2020-episodes.csv | 2
            A | 2020-06-01 | S | C2 | U4 |            |     | 2021-episodes.csv | 2
            B | 2021-06-01 | S | C2 | U4 |            |     | 2021-episodes.csv | 3
        """,
    )
    assert episodes.shows("""
        person_id | start_date | end_date   | end_reason
        A         | 2020-06-01 | 2020-09-01 | E4A
        B         | 2021-06-01 |            |
    """)


def test_of_two_closed_versions_the_file_that_reaches_further_stands(made):
    """The file is judged by the last date it holds, not by its name."""
    episodes = made(
        "care_episodes",
        ssda903_episodes=WITHIN
        + """
            A | 2020-06-01 | S | C2 | U4 | 2020-09-01 | E4A | z.csv | 2
            A | 2020-06-01 | S | C2 | U4 | 2020-10-01 | E4B | a.csv | 2
            B | 2021-06-01 | S | C2 | U4 |            |     | a.csv | 3
        """,
    )
    assert episodes.shows("""
        person_id | end_date   | end_reason
        A         | 2020-10-01 | E4B
        B         |            |
    """)


def test_an_open_episode_is_ended_by_the_next_one(made):
    """A child has one episode at a time, so the next begins where this one ended."""
    episodes = made(
        "care_episodes",
        ssda903_episodes=WITHIN
        + """
            A | 2020-06-01 | S | V2 | U4 |  |  | 2020-episodes.csv | 2
            A | 2021-03-01 | L | C2 | U4 |  |  | 2020-episodes.csv | 3
        """,
    )
    assert episodes.shows("""
        person_id | start_date | end_date   | end_reason
        A         | 2020-06-01 | 2021-03-01 |
        A         | 2021-03-01 |            |
    """)


def test_a_final_reason_without_an_end_date_ends_nothing(made):
    """Nothing says on which day it ended; the child is looked after until a date says otherwise."""
    episodes = made(
        "care_episodes",
        ssda903_episodes=WITHIN + "A | 2020-06-01 | S | V2 | U4 |  | E7 | 2020-episodes.csv | 2",
    )
    assert episodes.shows("""
        person_id | start_date | end_date | end_reason
        A         | 2020-06-01 |          |
    """)


def test_care_ends_on_the_18th_birthday(made):
    """Whether the episode was left open or ended too late. One that ended before stays as it is."""
    episodes = made(
        "care_episodes",
        identity_people="""
            person_id | date_of_birth
            A         | 2005-06-15
            B         | 2005-06-15
            C         | 2005-06-15
            D         | 2004-02-29
        """,
        ssda903_episodes=WITHIN
        + """
            A | 2020-06-01 | S | C2 | U4 |            |     | 2023-episodes.csv | 2
            B | 2020-06-01 | S | C2 | U4 | 2023-07-01 | E17 | 2023-episodes.csv | 3
            C | 2020-06-01 | S | C2 | U4 | 2023-06-14 | E17 | 2023-episodes.csv | 4
            D | 2020-06-01 | S | C2 | U4 |            |     | 2023-episodes.csv | 5
        """,
    )
    assert episodes.shows("""
        person_id | end_date
        A         | 2023-06-15
        B         | 2023-06-15
        C         | 2023-06-14
        D         | 2022-02-28
    """)


def test_care_that_begins_after_the_18th_birthday_is_kept_as_recorded(made):
    """The birth date is more likely wrong than the care."""
    episodes = made(
        "care_episodes",
        identity_people="""
            person_id | date_of_birth
            A         | 1990-01-01
        """,
        ssda903_episodes=WITHIN + "A | 2020-06-01 | S | C2 | U4 |  |  | 2020-episodes.csv | 2",
    )
    assert episodes.shows("""
        person_id | start_date | end_date
        A         | 2020-06-01 |
    """)


def test_short_breaks_are_marked_and_belong_to_no_period_of_care(made):
    """V3 and V4 are series of short breaks, not being looked after."""
    episodes = made(
        "care_episodes",
        ssda903_episodes=WITHIN
        + """
            A | 2023-06-01 | S | V4 | U4 | 2023-06-03 | E4A | 2023-episodes.csv | 2
            B | 2023-06-01 | S | V2 | U4 | 2023-06-03 | E4A | 2023-episodes.csv | 3
        """,
    )
    assert episodes.shows("""
        person_id | is_short_break | period_of_care_id
        A         | Y              |
        B         | N              | B-2023-06-01
    """)


def test_social_cares_own_extract_is_used_where_it_holds_care_episodes(made):
    """The choice is made once for the whole run, so that no child stands in both."""
    episodes = made(
        "care_episodes",
        ssd_cla_episodes="""
            cla_episode_id | person_id | cla_episode_start_date | cla_episode_start_reason
            G1             | A         | 2024-01-05             | S
        """,
        ssda903_episodes=WITHIN
        + """
            A | 2023-06-01 | S | V2 | U4 | 2023-06-03 | E4A | 2023-episodes.csv | 2
            B | 2023-06-01 | S | V2 | U4 |            |     | 2023-episodes.csv | 3
        """,
    )
    assert episodes.shows("""
        care_episode_id | person_id | source
        G1              | A         | ssd_cla_episodes
    """)


def test_an_episode_has_the_legal_status_in_force_on_the_day_it_began(made):
    """The SSD keeps legal status in a table of its own; of several in force, the one begun last."""
    episodes = made(
        "care_episodes",
        ssd_cla_episodes="""
            cla_episode_id | person_id | cla_episode_start_date | cla_placement_id
            G1             | A         | 2024-01-05             | L1
            G2             | A         | 2024-02-01             | L1
            G3             | B         | 2024-02-01             |
        """,
        ssd_legal_status="""
            legal_status_id | person_id | legal_status | legal_status_start_date | legal_status_end_date
            1               | A         | V2           | 2024-01-05              |
            2               | A         | C1           | 2024-02-01              |
            3               | B         | V4           | 2023-01-01              | 2024-02-01
        """,
        ssd_cla_placement="""
            cla_placement_id | person_id | cla_placement_start_date | cla_placement_type | cla_placement_provider
            L1               | A         | 2024-01-05               | U4                 | PR1
        """,
    )
    assert episodes.shows("""
        care_episode_id | legal_status | placement_type | placement_provider | is_short_break
        G1              | V2           | U4             | PR1                | N
        G2              | C1           | U4             | PR1                | N
        G3              |              |                |                    | N
    """)
