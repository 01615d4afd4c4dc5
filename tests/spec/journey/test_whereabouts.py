"""Where a child looked after lives on a day."""

title = "Whereabouts of children looked after"


def test_of_overlapping_episodes_the_one_begun_last_counts_and_the_earlier_goes_on_after_it(made):
    """A is in a children's home from September to November, and back in foster care."""
    found = made(
        "whereabouts",
        ssda903_episodes="""
            child | decom      | rne | ls | place | dec        | rec
            A     | 2022-01-01 | S   | C2 | U6    | 2022-12-31 | E4A
            A     | 2022-09-01 | P   | C2 | K2    | 2022-11-01 | X1
        """,
    )
    assert found.shows("""
        care_episode_id | person_id | period_of_care_id | placement_type | start_date | end_date
        A-2022-01-01    | A         | A-2022-01-01      | U6             | 2022-01-01 | 2022-09-01
        A-2022-09-01    | A         | A-2022-01-01      | K2             | 2022-09-01 | 2022-11-01
        A-2022-01-01    | A         | A-2022-01-01      | U6             | 2022-11-01 | 2022-12-31
    """)


def test_short_breaks_are_no_whereabouts(made):
    """A child under V4 lives at home."""
    assert made(
        "whereabouts",
        ssda903_episodes="""
            child | decom      | rne | ls | place | dec | rec
            A     | 2022-01-01 | S   | V4 | U6    |     |
        """,
    ).is_empty()


def test_a_distance_that_cannot_be_measured_is_not_known(made):
    """999.9 stands for no home to measure from; a blank was not recorded."""
    found = made(
        "whereabouts",
        ssd_cla_episodes="""
            cla_episode_id | person_id | cla_episode_start_date | cla_placement_id
            1              | A         | 2022-01-01             | P1
            2              | B         | 2022-01-01             | P2
            3              | C         | 2022-01-01             | P3
        """,
        ssd_cla_placement="""
            cla_placement_id | person_id | cla_placement_start_date | cla_placement_distance
            P1               | A         | 2022-01-01               |
            P2               | B         | 2022-01-01               | 999.9
            P3               | C         | 2022-01-01               | 40
        """,
    )
    assert found.shows("""
        person_id | miles
        A         |
        B         |
        C         | 40
    """)


def test_the_placements_postcode_says_whether_it_is_outside(made):
    """Bristol is, Cheltenham is not, with or without a space; a postcode that no lookup holds is not known."""
    found = made(
        "whereabouts",
        ssd_cla_episodes="""
            cla_episode_id | person_id | cla_episode_start_date | cla_placement_id
            1              | A         | 2022-01-01             | P1
            2              | B         | 2022-01-01             | P2
            3              | C         | 2022-01-01             | P3
        """,
        ssd_cla_placement="""
            cla_placement_id | person_id | cla_placement_start_date | cla_placement_postcode
            P1               | A         | 2022-01-01               | BS11AA
            P2               | B         | 2022-01-01               | gl50 1aa
            P3               | C         | 2022-01-01               | ZZ9 9ZZ
        """,
        reference_postcodes="""
            pcds     | laua
            BS1 1AA  | E06000023
            GL50 1AA | E07000078
        """,
    )
    assert found.shows("""
        person_id | is_outside
        A         | Y
        B         | N
        C         |
    """)
