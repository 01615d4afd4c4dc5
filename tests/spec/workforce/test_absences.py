"""Working days lost to sickness, by month."""

title = "Sickness absence"

HEADER = "staff_id | team_id | fte | start | end | absence_fte_days\n"


def test_each_day_of_a_spell_gets_an_equal_part(made):
    """6 days over 60 days: January's 31, and 29 of February 2024."""
    absences = made(
        "workforce.absences", workforce_staff=HEADER + "            H1 | T | 1.0 | 2024-01-01 | 2024-03-01 | 6"
    )
    assert absences.shows("""
        employment_id | lost_by    | days_lost
        H1-2024-01-01 | 2024-01-31 | 3.1
        H1-2024-01-01 | 2024-02-29 | 2.9
    """)


def test_a_spell_that_goes_on_is_spread_up_to_the_day_of_the_run(made):
    """The run is on 30 April 2024: 10 days of it so far."""
    absences = made("workforce.absences", workforce_staff=HEADER + "            H1 | T | 1.0 | 2024-04-21 |  | 2")
    assert absences.shows("""
        lost_by    | days_lost
        2024-04-30 | 2.0
    """)


def test_a_spell_that_covers_no_day_and_one_without_the_number_are_left_out(made):
    """Nothing to spread, or nothing to spread it over."""
    assert made(
        "workforce.absences",
        workforce_staff=HEADER
        + """
            H1 | T | 1.0 | 2024-01-01 | 2024-01-01 | 6
            H2 | T | 1.0 | 2024-01-01 |            |
        """,
    ).is_empty()
