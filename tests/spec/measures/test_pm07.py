from lineofsight.measures.catalogue.permanence import NO_PLAN
from tests.factories.measures import Ratio

title = "No permanence plan by the second review"


def test_the_second_review_is_due_sixteen_weeks_after_care_began(measured):
    """31 March 2024 is 112 days after 10 December: A is due on the day, B the day after."""
    assert measured(
        NO_PLAN,
        at="2023-24",
        periods_of_care="""
            period_of_care_id | person_id | start_date
            a                 | A         | 2023-12-10
            b                 | B         | 2023-12-11
        """,
    ) == Ratio(numerator=1, denominator=1)


def test_a_plan_in_force_on_the_day_is_a_plan(measured):
    """A's ends on 31 March and is no longer in force; B's begins that day."""
    assert measured(
        NO_PLAN,
        at="2023-24",
        periods_of_care="""
            period_of_care_id | person_id | start_date
            a                 | A         | 2023-01-01
            b                 | B         | 2023-01-01
        """,
        care_plan_spells="""
            person_id | care_plan_id | start_date | end_date
            A         | 1            | 2023-01-20 | 2024-03-31
            B         | 2            | 2024-03-31 |
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_a_plan_that_replaces_another_goes_on_with_it(measured):
    """The first plan ended where the second began."""
    assert measured(
        NO_PLAN,
        at="2023-24",
        periods_of_care="""
            period_of_care_id | person_id | start_date
            a                 | A         | 2023-01-01
        """,
        care_plan_spells="""
            person_id | care_plan_id | start_date | end_date
            A         | 1            | 2023-01-20 | 2023-09-01
            A         | 2            | 2023-09-01 |
        """,
    ) == Ratio(numerator=0, denominator=1)


def test_a_plan_on_which_no_aim_is_ticked_is_none(measured):
    """B's aim is to return home: that is a plan."""
    assert measured(
        NO_PLAN,
        at="2022-23",
        ssd_cla_episodes="""
            clae_cla_episode_id | clae_person_id | clae_cla_episode_start_date | clae_cla_episode_start_reason
            1                   | A              | 2022-01-01                  | S
            2                   | B              | 2022-01-01                  | S
        """,
        ssd_person="""
            pers_person_id
            A
            B
        """,
        ssd_cla_care_plan="""
            lacp_table_id | lacp_person_id | lacp_cla_care_plan_start_date | lacp_cla_care_plan_json
            1             | A              | 2022-01-20                    | []
            2             | B              | 2022-01-20                    | RETURN6M
        """,
    ) == Ratio(numerator=1, denominator=2)
