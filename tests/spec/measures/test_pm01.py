from lineofsight.measures.catalogue.permanence import CEASED
from tests.factories.measures import Count

title = "Children ceasing to be looked after"


def test_a_child_who_leaves_twice_counts_once_on_the_last_occasion(measured):
    """Home in May and again in November, in another district by then."""
    care = """
        period_of_care_id | person_id | start_date | end_date   | end_reason
        1                 | A         | 2023-01-10 | 2023-05-10 | E4A
        2                 | A         | 2023-07-01 | 2023-11-10 | E4B
    """
    homes = """
        person_id | district  | start_date | end_date
        A         | E07000078 | 2020-01-01 | 2023-07-01
        A         | E07000081 | 2023-07-01 |
    """
    for group, number in (("E07000078", 0), ("E07000081", 1)):
        assert measured(
            CEASED, at="2023-24", by="district", group=group, periods_of_care=care, district_spells=homes
        ) == Count(number)


def test_each_year_has_its_own_last_occasion(measured):
    """The return of May stands in the year to October, before the second one."""
    assert measured(
        CEASED,
        at="2023-10-31",
        periods_of_care="""
            period_of_care_id | person_id | start_date | end_date   | end_reason
            1                 | A         | 2023-01-10 | 2023-05-10 | E4A
            2                 | A         | 2023-07-01 | 2023-11-10 | E4B
        """,
    ) == Count(1)


def test_the_first_and_the_last_day_of_the_year_count(measured):
    """1 April and 31 March are in the year; the days around it are not."""
    assert measured(
        CEASED,
        at="2023-24",
        periods_of_care="""
            period_of_care_id | person_id | start_date | end_date   | end_reason
            1                 | A         | 2020-01-01 | 2023-03-31 | E4A
            2                 | B         | 2020-01-01 | 2023-04-01 | E4A
            3                 | C         | 2020-01-01 | 2024-03-31 | E4A
        """,
    ) == Count(2)


def test_care_that_goes_on_has_not_ceased(measured):
    """X1 says that the next episode began the same day; without a reason, the child has left all the same."""
    assert measured(
        CEASED,
        at="2023-24",
        periods_of_care="""
            period_of_care_id | person_id | start_date | end_date   | end_reason
            1                 | A         | 2020-01-01 | 2023-06-01 | X1
            2                 | B         | 2020-01-01 | 2023-06-01 |
            3                 | C         | 2020-01-01 |            |
        """,
    ) == Count(1)


def test_the_end_of_short_breaks_is_not_leaving_care(measured):
    """V4 is a series of short breaks: the child was never looked after."""
    assert measured(
        CEASED,
        at="2022-23",
        ssda903_episodes="""
            child | decom      | rne | ls | dec        | rec
            A     | 2022-05-01 | S   | V4 | 2022-09-01 | E8
            B     | 2022-05-01 | S   | V2 | 2022-09-01 | E8
        """,
    ) == Count(1)


def test_the_team_is_that_of_the_last_day_in_care(measured):
    """The case was closed on the day that A went home."""
    assert measured(
        CEASED,
        at="2023-24",
        by="team",
        group="T",
        periods_of_care="""
            period_of_care_id | person_id | start_date | end_date   | end_reason
            1                 | A         | 2023-01-10 | 2023-05-10 | E4A
        """,
        team_spells="""
            person_id | team_id | start_date | end_date
            A         | T       | 2023-01-10 | 2023-05-10
        """,
    ) == Count(1)
