"""Why a child is in need on a day."""

title = "Primary need on a day"


def test_the_need_holds_while_the_episode_of_need_is_open(made):
    """From the referral until the day it was closed, that day not included."""
    spells = made(
        "need_spells",
        ssd_cin_episodes="""
            referral_id | person_id | referral_date | cin_primary_need_code | close_date
            1           | A         | 2024-01-01    | N1                    | 2024-03-01
        """,
    )
    assert spells.shows("""
        person_id | need | start_date | end_date
        A         | N1   | 2024-01-01 | 2024-03-01
    """)


def test_of_two_open_episodes_the_one_begun_last_tells_the_need(made):
    """Two open at once is a fault of recording; the later one is the better guess."""
    spells = made(
        "need_spells",
        ssd_cin_episodes="""
            referral_id | person_id | referral_date | cin_primary_need_code
            1           | A         | 2024-01-01    | N1
            2           | A         | 2024-02-01    | N5
        """,
    )
    assert spells.shows("""
        person_id | need | start_date | end_date
        A         | N1   | 2024-01-01 | 2024-02-01
        A         | N5   | 2024-02-01 |
    """)


def test_an_episode_without_a_recorded_need_tells_none(made):
    """It is in the group 'unknown', never in a need that nobody wrote down."""
    spells = made(
        "need_spells",
        ssd_cin_episodes="""
            referral_id | person_id | referral_date | cin_primary_need_code
            1           | A         | 2024-01-01    |
        """,
    )
    assert spells.shows("person_id | need | start_date | end_date")
