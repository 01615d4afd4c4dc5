"""How much of each record is filled."""

title = "Complete records"


def test_filled_mandatory_fields_are_counted(made):
    """A referral has two: primary need and source. What was decided is not asked of every one."""
    records = made(
        "record_completeness",
        ssd_cin_episodes="""
            referral_id | person_id | referral_date | close_date | cin_primary_need_code | referral_source_code
            1           | A         | 2023-01-01    |            | N1                    | 6
            2           | B         | 2023-01-01    | 2023-06-01 |                       | 6
        """,
    )
    assert records.shows("""
        record_kind | record_id | person_id | start_date | end_date   | n_fields | n_filled
        referral    | 1         | A         | 2023-01-01 |            | 2        | 2
        referral    | 2         | B         | 2023-01-01 | 2023-06-01 | 2        | 1
    """)


def test_a_childs_own_record_counts_while_an_episode_of_need_is_open(made):
    """A's ethnicity is missing in two episodes of need; B has none, so nobody asks."""
    records = made(
        "record_completeness",
        ssd_person="""
            person_id | sex | ethnicity
            A         | F   |
            B         | M   | WBRI
        """,
        journey_referrals="""
            referral_id | person_id | referral_date | close_date
            1           | A         | 2022-01-01    | 2022-06-01
            2           | A         | 2023-01-01    |
        """,
    )
    assert records.shows("""
        record_kind | record_id | start_date | end_date   | n_fields | n_filled
        child       | A-1       | 2022-01-01 | 2022-06-01 | 2        | 1
        child       | A-2       | 2023-01-01 |            | 2        | 1
    """)
