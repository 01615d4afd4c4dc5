from lineofsight.measures.catalogue.care_leavers import STAYING_PUT
from tests.factories.measures import Ratio

title = "Staying put with former foster carers"

_FOSTERED_TO_18 = {
    "people": """
        person_id | date_of_birth
        A         | 2004-06-10
        B         | 2004-06-10
        C         | 2004-06-10
    """,
    "periods_of_care": """
        period_of_care_id | person_id | start_date | end_date
        a                 | A         | 2015-01-01 | 2022-06-10
        b                 | B         | 2015-01-01 | 2022-06-10
        c                 | C         | 2015-01-01 | 2022-06-10
    """,
    "care_episodes": """
        care_episode_id | person_id | period_of_care_id | start_date | end_date   | placement_type
        a               | A         | a                 | 2015-01-01 | 2022-06-10 | U4
        b               | B         | b                 | 2015-01-01 | 2022-06-10 | U6
        c               | C         | c                 | 2015-01-01 | 2022-06-10 | K2
    """,
}


def test_of_those_who_left_foster_care_at_18_who_lives_with_the_carers(measured):
    """A stayed, B moved out; C was in a children's home, and is not asked about."""
    assert measured(
        STAYING_PUT,
        at="2023-24",
        **_FOSTERED_TO_18,
        care_leavers="""
            person_id | position_date | age | accommodation
            A         | 2023-06-10    | 19  | Z
            B         | 2023-06-10    | 19  | U
            C         | 2023-06-10    | 19  | D
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_18_19_and_20_are_asked_about(measured):
    """The same young person at 17 would still be in care, and at 21 it has another name."""
    assert measured(
        STAYING_PUT,
        at="2023-24",
        **_FOSTERED_TO_18,
        care_leavers="""
            person_id | position_date | age | accommodation
            A         | 2023-05-01    | 17  | Z
            A         | 2023-05-02    | 18  | Z
            A         | 2023-05-03    | 20  | Z
            A         | 2023-05-04    | 21  | Z
        """,
    ) == Ratio(numerator=2, denominator=2)


def test_each_age_is_shown_apart(measured):
    """The published figure holds 19 and 20 year olds only."""
    assert measured(
        STAYING_PUT,
        at="2023-24",
        by="part",
        group="aged 19",
        **_FOSTERED_TO_18,
        care_leavers="""
            person_id | position_date | age | accommodation
            A         | 2023-05-02    | 18  | Z
            B         | 2023-06-10    | 19  | Z
        """,
    ) == Ratio(numerator=1, denominator=1)


def test_care_must_have_ended_on_the_birthday_or_the_day_before(measured):
    """A's ended the day before; B had left two days before, and C had moved out of foster care by then."""
    assert measured(
        STAYING_PUT,
        at="2023-24",
        people="""
            person_id | date_of_birth
            A         | 2004-06-10
            B         | 2004-06-10
            C         | 2004-06-10
        """,
        periods_of_care="""
            period_of_care_id | person_id | start_date | end_date
            a                 | A         | 2015-01-01 | 2022-06-09
            b                 | B         | 2015-01-01 | 2022-06-08
            c1                | C         | 2015-01-01 | 2022-06-10
        """,
        care_episodes="""
            care_episode_id | person_id | period_of_care_id | start_date | end_date   | placement_type
            a               | A         | a                 | 2015-01-01 | 2022-06-09 | U4
            b               | B         | b                 | 2015-01-01 | 2022-06-08 | U4
            c1              | C         | c1                | 2015-01-01 | 2022-03-01 | U4
            c2              | C         | c1                | 2022-03-01 | 2022-06-10 | H5
        """,
        care_leavers="""
            person_id | position_date | age | accommodation
            A         | 2023-06-10    | 19  | Z
            B         | 2023-06-10    | 19  | Z
            C         | 2023-06-10    | 19  | D
        """,
    ) == Ratio(numerator=1, denominator=1)
