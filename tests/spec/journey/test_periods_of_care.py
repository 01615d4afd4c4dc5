"""Periods of care: the unbroken whole."""

title = "Periods of care"

HEADER = "child | decom | rne | ls | dec | rec\n"


def test_episodes_that_follow_one_another_are_one_period(made):
    """A new placement or legal status the day the last episode ends is not a new start."""
    periods = made(
        "periods_of_care",
        ssda903_episodes=HEADER
        + """
            A | 2022-06-01 | S | V2 | 2022-08-01 | X1
            A | 2022-08-01 | L | C1 | 2023-01-10 | X1
            A | 2023-01-10 | P | C2 | 2023-05-01 | E4A
        """,
    )
    assert periods.shows("""
        period_of_care_id | person_id | start_date | end_date   | start_reason | end_reason
        A-2022-06-01      | A         | 2022-06-01 | 2023-05-01 | S            | E4A
    """)


def test_a_day_without_an_episode_begins_a_new_period(made):
    """The reason of the first episode after it shows whether a start was recorded."""
    periods = made(
        "periods_of_care",
        ssda903_episodes=HEADER
        + """
            A | 2022-06-01 | S | V2 | 2022-08-01 | E4A
            A | 2022-08-02 | S | V2 | 2022-09-01 | X1
            A | 2022-09-02 | P | V2 |            |
        """,
    )
    assert periods.shows("""
        start_date | end_date   | start_reason | end_reason
        2022-06-01 | 2022-08-01 | S            | E4A
        2022-08-02 | 2022-09-01 | S            | X1
        2022-09-02 |            | P            |
    """)


def test_a_start_the_day_the_last_episode_ends_begins_a_new_period(made):
    """S says that care started anew."""
    periods = made(
        "periods_of_care",
        ssda903_episodes=HEADER
        + """
            A | 2022-06-01 | S | V2 | 2022-08-01 | E4A
            A | 2022-08-01 | S | V2 |            |
        """,
    )
    assert periods.shows("""
        start_date | end_date   | end_reason
        2022-06-01 | 2022-08-01 | E4A
        2022-08-01 |            |
    """)


def test_overlapping_episodes_keep_the_child_looked_after_while_either_runs(made):
    """A second start inside the first ends that period; care then lasts until the longer episode ends."""
    periods = made(
        "periods_of_care",
        ssda903_episodes=HEADER
        + """
            A | 2022-01-01 | S | V2 | 2022-12-01 | E4A
            A | 2022-03-01 | S | J1 | 2022-04-01 | E14
            B | 2022-01-01 | S | V2 | 2022-03-20 | E4A
            B | 2022-03-01 | P | V2 | 2022-03-10 | X1
        """,
    )
    assert periods.shows("""
        person_id | start_date | end_date   | end_reason
        A         | 2022-01-01 | 2022-03-01 |
        A         | 2022-03-01 | 2022-12-01 | E4A
        B         | 2022-01-01 | 2022-03-20 | E4A
    """)


def test_a_short_break_neither_makes_nor_breaks_a_period(made):
    """Care under section 20 that turns into a series of short breaks ends that day."""
    periods = made(
        "periods_of_care",
        ssda903_episodes=HEADER
        + """
            A | 2022-01-01 | S | V2 | 2022-03-01 | X1
            A | 2022-03-01 | L | V4 | 2022-06-01 | E4A
            B | 2022-01-01 | S | V3 |            |
        """,
    )
    assert periods.shows("""
        person_id | start_date | end_date
        A         | 2022-01-01 | 2022-03-01
    """)


def test_an_unaccompanied_child_is_one_at_the_start_of_care(made):
    """From the SSDA903 file of unaccompanied children until the status ceased, or from the SSD's own status."""
    periods = made(
        "periods_of_care",
        ssda903_episodes=HEADER
        + """
            A | 2022-01-01 | S | V2 | 2022-03-01 | E4A
            A | 2023-06-01 | S | V2 |            |
            B | 2022-01-01 | S | V2 |            |
            C | 2022-01-01 | S | V2 |            |
        """,
        ssda903_uasc="""
            child | duc
            A     | 2023-01-01
        """,
        ssd_immigration_status="""
            person_id | immigration_status_id | immigration_status | immigration_status_start_date
            B         | 1                     | UASC               | 2022-01-01
            C         | 2                     | UASC               | 2022-01-02
        """,
    )
    assert periods.shows("""
        person_id | start_date | is_uasc
        A         | 2022-01-01 | Y
        A         | 2023-06-01 | N
        B         | 2022-01-01 | Y
        C         | 2022-01-01 | N
    """)
