"""All events, and all states, of a child in one table each."""

title = "Events and spells"


def test_a_plan_gives_an_event_at_each_end(made):
    """The detail is a code of a list; the reference is the plan."""
    events = made(
        "events",
        ssd_cp_plans="""
            cp_plan_id | person_id | start_date | end_date   | initial_category | latest_category
            C1         | A         | 2023-06-01 | 2024-02-01 | NEG              | EMO
            C2         | B         | 2024-03-01 |            | NEG              |
        """,
    )
    assert events.shows("""
        person_id | event           | happened_on | detail | code_set       | ref
        A         | cp_plan_started | 2023-06-01  | NEG    | abuse_category | C1
        A         | cp_plan_ended   | 2024-02-01  | EMO    | abuse_category | C1
        B         | cp_plan_started | 2024-03-01  | NEG    | abuse_category | C2
    """)


def test_an_event_never_holds_free_text(made):
    """What is no code of its list is left out; the row it came from still has it."""
    events = made(
        "events",
        ssd_early_help_episodes="""
            episode_id | person_id | episode_start_date | episode_end_date | episode_end_reason
            E1         | A         | 2023-06-01         | 2023-09-01       | went to stay with her aunt
            E2         | B         | 2023-06-01         | 2023-09-01       | STEP_UP
        """,
    )
    assert events.shows("""
        person_id | event              | detail  | code_set
        A         | early_help_started |         |
        A         | early_help_ended   |         |
        B         | early_help_started |         |
        B         | early_help_ended   | STEP_UP | early_help_end_reason
    """)


def test_a_state_never_holds_twice_on_one_day(made):
    """Of two open referrals the one begun last counts; when it closes, the earlier one goes on."""
    spells = made(
        "spells",
        ssd_cin_episodes="""
            referral_id | person_id | referral_date | close_date | referral_nfa
            R1          | A         | 2023-01-01    |            |
            R2          | A         | 2023-06-01    | 2023-08-01 |
            R3          | A         | 2023-09-01    | 2023-09-01 |
            R4          | A         | 2023-10-01    | 2023-11-01 | Y
        """,
    )
    assert spells.shows("""
        person_id | state    | ref | start_date | end_date
        A         | referral | R1  | 2023-01-01 | 2023-06-01
        A         | referral | R2  | 2023-06-01 | 2023-08-01
        A         | referral | R1  | 2023-08-01 |
    """)


def test_another_authoritys_plan_is_no_state_here(made):
    """It counts as an earlier plan, not as a plan of ours."""
    spells = made(
        "spells",
        ssd_cp_plans="""
            cp_plan_id | person_id | start_date | end_date | cp_plan_ola
            C1         | A         | 2023-06-01 |          | Y
            C2         | B         | 2023-06-01 |          | N
        """,
    )
    assert spells.shows("""
        person_id | state   | ref
        B         | cp_plan | C2
    """)


def test_a_care_leaver_is_one_from_the_end_of_care(made):
    """Or, where no care is known, from the first known position."""
    spells = made(
        "spells",
        journey_care_leavers="""
            person_id | position_date
            A         | 2023-06-01
            B         | 2023-06-01
            B         | 2022-06-01
        """,
        journey_periods_of_care="""
            period_of_care_id | person_id | start_date | end_date
            O1                | A         | 2015-01-01 | 2021-06-01
        """,
    )
    assert spells.shows("""
        person_id | state          | start_date | end_date
        A         | care_leaver    | 2021-06-01 |
        A         | period_of_care | 2015-01-01 | 2021-06-01
        B         | care_leaver    | 2022-06-01 |
    """)
