from lineofsight.measures.catalogue.assessment import STEPPED_DOWN
from tests.factories.measures import Ratio

title = "Stepped down to early help after assessment"


def test_only_cases_closed_after_assessment_are_counted(measured):
    """RC9 went to early help, RC8 to nobody; a case closed for another reason or still open is in neither number."""
    assert measured(
        STEPPED_DOWN,
        at="2023-24",
        referrals="""
            referral_id | person_id | referral_date | close_date | close_reason
            1           | A         | 2023-06-01    | 2023-08-01 | RC9
            2           | B         | 2023-06-01    | 2023-08-01 | RC8
            3           | C         | 2023-06-01    | 2023-08-01 | RC7
            4           | D         | 2023-06-01    |            |
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_the_day_of_closing_decides_the_period(measured):
    """A referral of the year before that closed on 1 April 2023 counts; one that closed the day before does not."""
    assert measured(
        STEPPED_DOWN,
        at="2023-24",
        referrals="""
            referral_id | person_id | referral_date | close_date | close_reason
            1           | A         | 2023-02-01    | 2023-03-31 | RC9
            2           | B         | 2023-02-01    | 2023-04-01 | RC9
            3           | C         | 2024-02-01    | 2024-03-31 | RC8
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_the_team_is_the_one_that_had_the_case_the_day_before(measured):
    """On the day of closing the child has no team any more, or that of another case."""
    assert measured(
        STEPPED_DOWN,
        at="2023-24",
        by="team",
        group="north",
        referrals="""
            referral_id | person_id | referral_date | close_date | close_reason
            1           | A         | 2023-06-01    | 2023-08-01 | RC9
            2           | B         | 2023-06-01    | 2023-08-01 | RC8
        """,
        team_spells="""
            person_id | team_id | start_date | end_date
            A         | north   | 2023-06-01 | 2023-08-01
            B         | north   | 2023-06-01 | 2023-08-01
            B         | south   | 2023-08-01 |
        """,
    ) == Ratio(numerator=1, denominator=2)
