"""The day of the run, ends that have not happened, ends that cannot be."""

title = "What is dated after the run, and ends before starts"


def test_a_referral_dated_after_the_run_is_left_out(made):
    """It stays counted as a row of its file; a referral of the very day is in."""
    referrals = made(
        "referrals",
        as_of="2024-04-30",
        ssd_cin_episodes="""
            referral_id | person_id | referral_date
            R1          | A         | 2024-04-30
            R2          | B         | 2024-05-01
        """,
    )
    assert referrals.shows("""
        referral_id
        R1
    """)


def test_an_end_after_the_run_has_not_happened_yet(made):
    """The referral is open, and has no reason for closing."""
    referrals = made(
        "referrals",
        as_of="2024-04-30",
        ssd_cin_episodes="""
            referral_id | person_id | referral_date | close_date | close_reason
            R1          | A         | 2024-01-10    | 2024-04-30 | RC8
            R2          | B         | 2024-01-10    | 2024-05-01 | RC8
        """,
    )
    assert referrals.shows("""
        referral_id | close_date | close_reason
        R1          | 2024-04-30 | RC8
        R2          |            |
    """)


def test_an_end_before_its_start_is_not_believed_but_the_start_is(made):
    """The plan counts as begun, covers no day and is never open."""
    plans = made(
        "cp_plans",
        ssd_cp_plans="""
            cp_plan_id | person_id | cp_plan_start_date | cp_plan_end_date
            C1         | A         | 2024-03-10         | 2023-03-10
        """,
    )
    assert plans.shows("""
        cp_plan_id | start_date | end_date
        C1         | 2024-03-10 | 2024-03-10
    """)


def test_records_of_one_person_under_two_keys_are_one_persons(made):
    """The case system holds the child twice; the link says so, and the journey follows it."""
    plans = made(
        "cp_plans",
        identity_person_keys="""
            source     | source_key | person_id
            ssd_person | first      | A
            ssd_person | second     | A
        """,
        ssd_cp_plans="""
            cp_plan_id | person_id | cp_plan_start_date | cp_plan_end_date
            C2         | second    | 2023-06-01         |
            C1         | first     | 2021-06-01         | 2022-06-01
        """,
    )
    assert plans.shows("""
        cp_plan_id | person_id | plan_number
        C1         | A         | 1
        C2         | A         | 2
    """)
