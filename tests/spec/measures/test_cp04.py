from lineofsight.measures.catalogue.child_protection import CONFERENCES_ON_TIME
from tests.factories.measures import Ratio

title = "Initial conferences within 15 working days"


def test_day_15_is_in_time_and_day_16_is_not(measured):
    """From Monday 3 June 2024, Monday 24 June is working day 15."""
    assert measured(
        CONFERENCES_ON_TIME,
        at="2024-06-30",
        ssd_s47_enquiry="""
            s47e_s47_enquiry_id | s47e_person_id | s47e_s47_start_date
            1                   | A              | 2024-06-03
            2                   | B              | 2024-06-03
        """,
        ssd_initial_cp_conference="""
            icpc_icpc_id | icpc_person_id | icpc_s47_enquiry_id | icpc_icpc_date
            1            | A              | 1                   | 2024-06-24
            2            | B              | 2                   | 2024-06-25
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_christmas_does_not_use_up_the_fifteen_days(measured):
    """From Monday 18 December 2023, three bank holidays make 11 January day 15."""
    assert measured(
        CONFERENCES_ON_TIME,
        at="2024-01-31",
        ssd_s47_enquiry="""
            s47e_s47_enquiry_id | s47e_person_id | s47e_s47_start_date
            1                   | A              | 2023-12-18
            2                   | B              | 2023-12-18
        """,
        ssd_initial_cp_conference="""
            icpc_icpc_id | icpc_person_id | icpc_s47_enquiry_id | icpc_icpc_date
            1            | A              | 1                   | 2024-01-11
            2            | B              | 2                   | 2024-01-12
        """,
    ) == Ratio(numerator=1, denominator=2)


def test_a_child_who_moved_here_on_a_plan_is_left_out(measured):
    """A transfer conference has no enquiry of ours to be counted from."""
    assert measured(
        CONFERENCES_ON_TIME,
        at="2023-24",
        initial_cp_conferences="""
            icpc_id | person_id | conference_date | working_days | is_transfer_in
            1       | A         | 2023-06-01      | 10           | N
            2       | B         | 2023-06-01      | 10           | Y
        """,
    ) == Ratio(numerator=1, denominator=1)


def test_a_conference_still_to_be_held_is_in_neither_number(measured):
    """It counts once it is held."""
    assert measured(
        CONFERENCES_ON_TIME,
        at="2023-24",
        initial_cp_conferences="""
            icpc_id | person_id | conference_date | working_days | target_date
            1       | A         |                 |              | 2024-03-20
        """,
    ) == Ratio(numerator=0, denominator=0)


def test_a_conference_without_a_recorded_enquiry_is_not_in_time(measured):
    """It was held, so it is in the denominator; nothing shows that it was in time."""
    assert measured(
        CONFERENCES_ON_TIME,
        at="2023-24",
        initial_cp_conferences="""
            icpc_id | person_id | conference_date | working_days
            1       | A         | 2023-06-01      |
        """,
    ) == Ratio(numerator=0, denominator=1)
