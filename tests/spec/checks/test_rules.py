from collections.abc import Iterator
from datetime import date

import pytest

from lineofsight.engines import Engine, open_engine
from tests.factories.checks import broken, findings

title = "Rules across rows, files and years"

PEOPLE = """
    pers_person_id | pers_dob   | pers_expected_dob
    A              | 2012-02-29 |
    B              |            | 2024-06-01
"""


@pytest.fixture
def engine() -> Iterator[Engine]:
    opened = open_engine()
    yield opened
    opened.close()


def test_a_row_about_nobody_we_know(engine):
    """Z stands in no row of the file that introduces people."""
    contacts = """
        cont_contact_id | cont_person_id | cont_contact_date
        1               | A              | 2024-01-01
        2               | Z              | 2024-01-01
    """
    assert broken(engine, "PERSON-UNKNOWN", ssd_person=PEOPLE, ssd_contacts=contacts) == {"ssd_contacts": (2,)}


def test_an_end_before_its_start(engine):
    """Ending on the day it started is allowed: a spell of no length."""
    plans = """
        cinp_cin_plan_id | cinp_person_id | cinp_cin_plan_start_date | cinp_cin_plan_end_date
        1                | A              | 2024-01-02               | 2024-01-01
        2                | A              | 2024-01-02               | 2024-01-02
        3                | A              | 2024-01-02               |
    """
    assert broken(engine, "ENDS-BEFORE-START", ssd_cin_plans=plans) == {"ssd_cin_plans": (1,)}


def test_an_event_before_birth(engine):
    """Nobody is looked after before birth."""
    episodes = """
        clae_cla_episode_id | clae_person_id | clae_cla_episode_start_date
        1                   | A              | 2012-02-28
        2                   | A              | 2012-02-29
    """
    assert broken(engine, "BEFORE-BIRTH", ssd_person=PEOPLE, ssd_cla_episodes=episodes) == {"ssd_cla_episodes": (1,)}


def test_a_referral_of_an_unborn_child_within_the_pregnancy(engine):
    """Up to 40 weeks before the due date; B is due on 1 June 2024, 280 days after 26 August 2023."""
    referrals = """
        cine_referral_id | cine_person_id | cine_referral_date
        1                | B              | 2023-08-25
        2                | B              | 2023-08-26
    """
    assert broken(engine, "BEFORE-BIRTH", ssd_person=PEOPLE, ssd_cin_episodes=referrals) == {"ssd_cin_episodes": (1,)}


def test_a_date_after_the_day_that_is_reported(engine):
    episodes = """
        child | decom      | dec
        A     | 2024-04-30 |
        B     | 2024-05-01 |
        C     | 2024-01-01 | 2024-05-01
    """
    assert broken(engine, "IN-THE-FUTURE", ssda903_episodes=episodes) == {"ssda903_episodes": (2, 3)}


def test_two_child_protection_plans_at_once(engine):
    """The next may start on the day the last ends. An open plan overlaps every later one, also across another."""
    plans = """
        cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date | cppl_cp_plan_end_date
        1               | A              | 2023-01-01              | 2023-06-01
        2               | A              | 2023-06-01              | 2023-12-01
        3               | A              | 2023-11-30              |
        4               | A              | 2024-01-15              | 2024-02-01
        5               | B              | 2023-03-01              | 2023-04-01
    """
    assert broken(engine, "OVERLAP", ssd_cp_plans=plans) == {"ssd_cp_plans": (3, 4)}


def test_a_short_plan_does_not_hide_a_longer_one_before_it(engine):
    """1 runs until July; 3 starts after 2 has ended and yet within 1."""
    plans = """
        cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date | cppl_cp_plan_end_date
        1               | A              | 2023-01-01              | 2023-07-01
        2               | A              | 2023-02-01              | 2023-03-01
        3               | A              | 2023-04-01              | 2023-05-01
    """
    assert broken(engine, "OVERLAP", ssd_cp_plans=plans) == {"ssd_cp_plans": (2, 3)}


def test_an_episode_in_two_yearly_files_is_one(engine):
    """SSDA903: open in one year's file, ended in the next year's. No end is not taken for an open one."""
    episodes = """
        child | decom      | dec
        A     | 2022-01-01 |
        A     | 2022-01-01 | 2022-09-01
        A     | 2022-09-01 |
        B     | 2022-01-01 | 2022-09-01
        B     | 2022-08-01 | 2022-10-01
    """
    assert broken(engine, "OVERLAP", ssda903_episodes=episodes) == {"ssda903_episodes": (5,)}


def test_a_child_in_need_plan_beside_a_child_protection_plan(engine):
    """Stepping down on the day the protection plan ends is as it should be."""
    cin = """
        cinp_cin_plan_id | cinp_person_id | cinp_cin_plan_start_date | cinp_cin_plan_end_date
        1                | A              | 2023-06-01               |
        2                | B              | 2023-05-31               | 2023-07-01
    """
    cp = """
        cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date | cppl_cp_plan_end_date
        1               | A              | 2023-01-01              | 2023-06-01
        2               | B              | 2023-01-01              | 2023-06-01
        3               | B              | 2023-06-15              |
    """
    assert broken(engine, "CIN-PLAN-IN-CP-PLAN", ssd_cin_plans=cin, ssd_cp_plans=cp) == {"ssd_cin_plans": (2,)}


def test_a_plan_starts_on_the_day_of_its_conference(engine):
    """Census rule 2885. A plan of another authority needs no conference here; one from before our first is unknown."""
    plans = """
        cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date | cppl_cp_plan_ola
        1               | A              | 2023-01-10              | N
        2               | A              | 2023-01-11              | N
        3               | B              | 2023-01-10              |
        4               | B              | 2023-01-10              | Y
        5               | B              | 2023-01-09              | N
    """
    conferences = """
        icpc_icpc_id | icpc_person_id | icpc_icpc_date
        1            | A              | 2023-01-10
    """
    found = broken(engine, "PLAN-WITHOUT-CONFERENCE", ssd_cp_plans=plans, ssd_initial_cp_conference=conferences)
    assert found == {"ssd_cp_plans": (2, 3)}


def test_a_closure_has_a_date_and_a_reason_or_neither(engine):
    referrals = """
        cine_referral_id | cine_person_id | cine_referral_date | cine_close_date | cine_close_reason
        1                | A              | 2023-01-01         | 2023-02-01      | RC7
        2                | A              | 2023-01-01         | 2023-02-01      |
        3                | A              | 2023-01-01         |                 | RC7
        4                | A              | 2023-01-01         |                 |
    """
    assert broken(engine, "CLOSURE-INCOMPLETE", ssd_cin_episodes=referrals) == {"ssd_cin_episodes": (2, 3)}


def test_a_final_reason_needs_an_end_date(engine):
    """X1 says that the next episode follows at once, so it is no final reason."""
    episodes = """
        child | decom      | dec        | rec
        A     | 2023-01-01 |            | E4A
        B     | 2023-01-01 |            | X1
        C     | 2023-01-01 | 2023-02-01 | E4A
        D     | 2023-01-01 |            |
    """
    assert broken(engine, "FINAL-REASON-WITHOUT-END", ssda903_episodes=episodes) == {"ssda903_episodes": (1,)}


def test_an_assessment_before_its_referral(engine):
    referrals = "cine_referral_id | cine_referral_date\nR1 | 2023-01-10"
    assessments = """
        cina_assessment_id | cina_person_id | cina_referral_id | cina_assessment_start_date
        1                  | A              | R1               | 2023-01-09
        2                  | A              | R1               | 2023-01-10
        3                  | A              | R9               | 2023-01-01
    """
    found = broken(engine, "BEFORE-REFERRAL", ssd_cin_episodes=referrals, ssd_cin_assessments=assessments)
    assert found == {"ssd_cin_assessments": (1,)}


def test_a_birth_date_or_a_due_date_and_not_both(engine):
    """An adult mother may have neither."""
    people = """
        pers_person_id | pers_dob   | pers_expected_dob | pers_is_mother
        1              | 2012-01-01 |                   | N
        2              |            | 2024-06-01        | N
        3              | 2012-01-01 | 2012-01-03        |
        4              |            |                   |
        5              |            |                   | Y
    """
    assert broken(engine, "BIRTH-DATE-UNCLEAR", ssd_person=people) == {"ssd_person": (3, 4)}


def test_none_stands_alone(engine):
    """Factor 21 says that no factor was found; NONE that there is no disability."""
    factors = """
        cinf_table_id | cinf_assessment_id | cinf_assessment_factors_json
        1             | A1                 | 21
        2             | A2                 | 16A 21
        3             | A3                 | []
    """
    disabilities = """
        disa_table_id | disa_person_id | disa_disability_code
        1             | A              | NONE
        2             | B              | NONE
        3             | B              | HEAR
    """
    found = broken(engine, "NONE-WITH-OTHERS", ssd_assessment_factors=factors, ssd_disability=disabilities)
    assert found == {"ssd_assessment_factors": (2,), "ssd_disability": (2,)}


def test_numbers_that_fail_their_check(engine):
    people = """
        pers_person_id | pers_common_child_id | pers_upn
        1              | 943 476 5919         | B801200005001
        2              | 9434765918           | A801200005001
        3              |                      | UN3
    """
    assert broken(engine, "NHS-NUMBER-INVALID", ssd_person=people) == {"ssd_person": (2,)}
    assert broken(engine, "UPN-INVALID", ssd_person=people) == {"ssd_person": (2,)}


def test_a_rule_that_could_not_be_checked_has_not_passed(engine):
    """The plans are there and the conferences are not."""
    plans = "cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date\n1 | A | 2023-01-10"
    (found,) = findings(engine, "PLAN-WITHOUT-CONFERENCE", ssd_cp_plans=plans)
    assert (found.code, found.severity, found.rows) == ("NOT-CHECKED", "information", 0)
    assert found.message == "PLAN-WITHOUT-CONFERENCE was not checked on 1 source"
    assert found.found == "not loaded: ssd_initial_cp_conference"


def test_a_source_that_is_loaded_and_empty_passes(engine):
    none = "cppl_cp_plan_id | cppl_person_id"
    conferences = "icpc_icpc_id | icpc_person_id"
    assert not findings(engine, "PLAN-WITHOUT-CONFERENCE", ssd_cp_plans=none, ssd_initial_cp_conference=conferences)


def test_each_file_has_a_finding_of_its_own(engine):
    """So that each supplier can be told about its own file."""
    future = "child | mis_start\nA | 2023-01-02\nA | 2022-01-02"
    found, *not_checked = findings(engine, "IN-THE-FUTURE", date(2023, 1, 1), ssda903_missing=future)
    assert (found.file, found.rows, found.sample) == ("ssda903_missing.csv", 1, (1,))
    assert "2023" not in str(found)
    assert [one.code for one in not_checked] == ["NOT-CHECKED"]
