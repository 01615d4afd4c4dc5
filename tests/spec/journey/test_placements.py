"""Placements: what counts as a move."""

title = "Placements"

HEADER = "child | decom | rne | ls | place | place_provider | urn | dec | rec | reason_place_change\n"


def test_a_change_of_legal_status_alone_is_no_move(made):
    """The stay goes on; it ends when the child moves, for the reason given then."""
    placements = made(
        "placements",
        ssda903_episodes=HEADER
        + """
            A | 2022-01-01 | S | V2 | U6 | PR1 | 1 | 2022-03-01 | X1 |
            A | 2022-03-01 | L | C2 | U6 | PR1 | 1 | 2022-07-01 | X1 | CARPL
            A | 2022-07-01 | P | C2 | K2 | PR4 | 9 |            |    |
        """,
    )
    assert placements.shows("""
        placement_id | start_date | end_date   | placement_type | change_reason | counts
        A-2022-01-01 | 2022-01-01 | 2022-07-01 | U6             | CARPL         | Y
        A-2022-07-01 | 2022-07-01 |            | K2             |               | Y
    """)


def test_a_move_that_keeps_the_carer_is_no_new_placement(made):
    """T, U and adoption by the current foster carer (A3, A5): the stay goes on under its new type."""
    placements = made(
        "placements",
        ssda903_episodes=HEADER
        + """
            A | 2022-01-01 | S | C2 | U6 | PR1 | 1 | 2022-03-01 | X1 |
            A | 2022-03-01 | T | C2 | U4 | PR1 | 1 | 2022-07-01 | X1 |
            A | 2022-07-01 | U | E1 | U5 | PR1 | 1 | 2022-09-01 | X1 |
            A | 2022-09-01 | P | E1 | A5 | PR1 | 1 |            |    |
        """,
    )
    assert placements.shows("""
        placement_id | start_date | end_date | placement_type | counts
        A-2022-01-01 | 2022-01-01 |          | A5             | Y
    """)


def test_a_temporary_placement_does_not_count_nor_does_the_return(made):
    """Ten days in hospital, and back to the same carers: one placement. Moving on from there is a second."""
    placements = made(
        "placements",
        ssda903_episodes=HEADER
        + """
            A | 2022-01-01 | S | C2 | U4 | PR1 | 1 | 2022-03-01 | X1 |
            A | 2022-03-01 | P | C2 | T1 | PR3 |   | 2022-03-11 | X1 |
            A | 2022-03-11 | P | C2 | U4 | PR1 | 1 | 2022-06-01 | X1 |
            A | 2022-06-01 | P | C2 | T3 | PR1 |   | 2022-06-08 | X1 |
            A | 2022-06-08 | P | C2 | U4 | PR1 | 2 |            |    |
        """,
    )
    assert placements.shows("""
        start_date | end_date   | placement_type | counts
        2022-01-01 | 2022-06-01 | U4             | Y
        2022-03-01 | 2022-03-11 | T1             | N
        2022-06-01 | 2022-06-08 | T3             | N
        2022-06-08 |            | U4             | Y
    """)


def test_a_stay_of_less_than_a_day_does_not_count(made):
    """Days are the finest we know: it began and ended on the same one."""
    placements = made(
        "placements",
        ssd_cla_episodes="""
            cla_episode_id | person_id | cla_episode_start_date | cla_episode_start_reason | cla_placement_id
            G1             | A         | 2022-01-01             | S                        | L1
        """,
        ssd_cla_placement="""
            cla_placement_id | person_id | cla_placement_start_date | cla_placement_end_date | cla_placement_type
            L1               | A         | 2022-01-01               | 2022-01-01             | U6
            L2               | A         | 2022-01-01               |                        | K2
        """,
    )
    assert placements.shows("""
        placement_id | start_date | end_date   | counts
        L1           | 2022-01-01 | 2022-01-01 | N
        L2           | 2022-01-01 |            | Y
    """)


def test_the_ssd_gives_placements_of_its_own(made):
    """The first episode in a placement says whether the carer changed; an open one ends with the next, or with care."""
    placements = made(
        "placements",
        ssd_cla_episodes="""
            cla_episode_id | person_id | start_date | start_reason | ceased_date | cla_placement_id
            G1             | A         | 2022-01-01 | S            | 2022-03-01  | L1
            G2             | A         | 2022-03-01 | T            | 2022-05-01  | L2
            G3             | A         | 2022-05-01 | L            | 2022-07-01  | L2
            G4             | A         | 2022-07-01 | P            | 2022-09-01  | L3
        """,
        ssd_cla_placement="""
            cla_placement_id | person_id | cla_placement_start_date | cla_placement_end_date | cla_placement_type
            L1               | A         | 2022-01-01               | 2022-03-01             | U6
            L2               | A         | 2022-03-01               |                        | U4
            L3               | A         | 2022-07-01               |                        | K2
        """,
    )
    assert placements.shows("""
        placement_id | period_of_care_id | start_date | end_date   | placement_type | counts
        L1           | G1                | 2022-01-01 | 2022-07-01 | U4             | Y
        L3           | G1                | 2022-07-01 | 2022-09-01 | K2             | Y
    """)


def test_short_breaks_are_no_placements_that_count(made):
    """They stand outside any period of care."""
    placements = made(
        "placements",
        ssd_cla_episodes="""
            cla_episode_id | person_id | cla_episode_start_date | cla_placement_id
            G1             | A         | 2022-01-01             | L1
        """,
        ssd_legal_status="""
            legal_status_id | person_id | legal_status | legal_status_start_date
            1               | A         | V4           | 2022-01-01
        """,
        ssd_cla_placement="""
            cla_placement_id | person_id | cla_placement_start_date | cla_placement_type
            L1               | A         | 2022-01-01               | U6
        """,
    )
    assert placements.shows("""
        placement_id | period_of_care_id | counts
        L1           |                   | N
    """)


def test_placements_come_from_the_source_that_care_comes_from(made):
    """Without care episodes in the SSD its placements stand for nothing; the SSDA903's are used."""
    placements = made(
        "placements",
        ssda903_episodes=HEADER + "A | 2022-01-01 | S | V2 | U6 | PR1 | 1 |  |  |",
        ssd_cla_placement="""
            cla_placement_id | person_id | cla_placement_start_date | cla_placement_type
            L1               | A         | 2022-01-01               | U6
        """,
    )
    assert placements.shows("""
        placement_id | source
        A-2022-01-01 | ssda903_episodes
    """)
