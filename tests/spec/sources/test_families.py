"""One small file of each family, as its supplier writes it."""

from datetime import date, datetime

from tests.factories.extracts import read_files, rows

title = "What each family of extracts looks like when read"


def test_ssd_referrals(tmp_path):
    """Dates as SQL Server writes them; outcomes ticked in one JSON cell; words where a list has an alias."""
    text = """
        cine_referral_id,cine_person_id,cine_referral_date,cine_cin_primary_need_code,cine_referral_source_code,cine_referral_source_desc,cine_referral_outcome_json,cine_referral_nfa,cine_close_reason,cine_close_date,cine_referral_team,cine_referral_worker_id
        R1,P1,2023-06-01T00:00:00,N1,6,Police,"{""SINGLE_ASSESSMENT_FLAG"":""Y"",""NFA_FLAG"":""N""}",N,,,T1,W1
        R2,P2,2023-06-02,n1,1a,,,Y,RC8,2023-06-20,T1,W1
    """
    read = read_files(tmp_path, {"a.csv": text})
    assert rows(read, "ssd_cin_episodes", "cine_referral_date", "cine_referral_source_code", "cine_referral_nfa") == [
        (date(2023, 6, 1), "6", False), (date(2023, 6, 2), "1A", True),
    ]  # fmt: skip
    assert rows(read, "ssd_cin_episodes", "cine_referral_outcome_json", "cine_close_date") == [
        (["SINGLE_ASSESSMENT_FLAG"], None), (None, date(2023, 6, 20)),
    ]  # fmt: skip


def test_ssd_assessment_factors_as_a_list_or_as_ticks(tmp_path):
    text = """
        cinf_table_id,cinf_assessment_id,cinf_assessment_factors_json
        1,A1,"[""16A"", ""1A""]"
        2,A2,"{""1A"": ""N"", ""3B"": ""Y""}"
        3,A3,
    """
    read = read_files(tmp_path, {"a.csv": text})
    assert rows(read, "ssd_assessment_factors", "cinf_assessment_factors_json") == [
        (["16A", "1A"],),
        (["3B"],),
        (None,),
    ]


def test_ssd_person_under_either_name_of_the_nhs_number(tmp_path):
    """The Liquidlogic script writes it as pers_single_unique_id, and has no column of its own for what it lacks."""
    header = "pers_person_id,pers_forename,pers_surname,pers_sex,pers_gender,pers_ethnicity,pers_dob,{},pers_legacy_id,"
    header += "pers_upn_unknown,pers_send_flag,pers_expected_dob,pers_death_date,pers_is_mother,pers_nationality\n"
    row = "P{},Ann,Lee,F,,WBRI,2012-01-31,9434765919,L1,,N,,,N,\n"
    files = {"a.csv": header.format("pers_common_child_id") + row.format(1),
             "b.csv": header.format("pers_single_unique_id") + row.format(2)}  # fmt: skip
    read = read_files(tmp_path, files)
    assert rows(read, "ssd_person", "pers_person_id", "pers_common_child_id", "pers_upn") == [
        ("P1", "9434765919", None), ("P2", "9434765919", None),
    ]  # fmt: skip
    assert not read.findings


def test_ssd_abuse_category_in_words(tmp_path):
    text = """
        cppl_cp_plan_id,cppl_referral_id,cppl_icpc_id,cppl_person_id,cppl_cp_plan_start_date,cppl_cp_plan_end_date,cppl_cp_plan_initial_category,cppl_cp_plan_ola,cppl_cp_plan_latest_category
        C1,R1,I1,P1,2023-06-01,,Neglect,N,NEG
    """
    read = read_files(tmp_path, {"a.csv": text})
    assert rows(read, "ssd_cp_plans", "cppl_cp_plan_initial_category", "cppl_cp_plan_latest_category") == [
        ("NEG", "NEG")
    ]


def test_ssda903_header(tmp_path):
    """Sex is 1 or 2 before the 2025 return and M, F or U since; both are kept as sent."""
    text = """
        CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB
        1,2,17/12/2007,BCRB,B097131712320,1.0,21/11/2023
        2,M,01/01/2010,WBRI,,,
    """
    read = read_files(tmp_path, {"a.csv": text})
    assert rows(read, "ssda903_header", "child", "sex", "dob", "mother", "mc_dob") == [
        ("1", "2", date(2007, 12, 17), True, date(2023, 11, 21)), ("2", "M", date(2010, 1, 1), None, None),
    ]  # fmt: skip


def test_police_missing_with_times(tmp_path):
    text = """
        Ref,Surname,Forename,DOB,Missing From,From Care,Returned,Risk
        M1,Lee,Ann,31/01/2012,01/02/2024 21:30,N,02/02/2024 06:00,High
        M2,Lee,Ben,,01/02/2024 22:00,Y,,Medium
    """
    read = read_files(tmp_path, {"a.csv": text})
    assert rows(read, "police_missing", "report_ref", "missing_from_at", "returned_at") == [
        ("M1", datetime.fromisoformat("2024-02-01T21:30"), datetime.fromisoformat("2024-02-02T06:00")),
        ("M2", datetime.fromisoformat("2024-02-01T22:00"), None),
    ]


def test_school_census_with_its_way_of_writing_a_date(tmp_path):
    text = """
        pupilonrolltableid,NativeId,dob,surname,forename,sex,upn,entrydate
        1,SCH1,2013-Jul-19 00:00:00,Lee,Ann,F,B801200005001,2020-Sep-01 00:00:00
    """
    read = read_files(tmp_path, {"a.csv": text})
    assert rows(read, "school_census_pupils_on_roll", "dob", "sex") == [(date(2013, 7, 19), "F")]


def test_workforce_staff(tmp_path):
    text = """
        staff_id,swe_number,post_id,job_title,role,is_social_worker,team_id,fte,start,end,leaving_reason,agency,covers_vacancy,asye
        S1,SW123,,Social worker,,Y,T1,0.6,2023-06-01,,,N,,Y
    """
    read = read_files(tmp_path, {"a.csv": text})
    assert rows(read, "workforce_staff", "fte", "start", "end", "agency", "asye") == [
        (0.6, date(2023, 6, 1), None, False, True)
    ]


def test_decisions_of_people(tmp_path):
    text = """
        decision_id,source_a,source_key_a,source_b,source_key_b,decision,decided_by,decided_at,because
        D1,ssd_person,P1,police_missing,M1,same,worker-1,2024-05-01T10:00:00,"Spoke with the officer, same address"
    """
    read = read_files(tmp_path, {"a.csv": text})
    assert rows(read, "decisions_identity", "decision", "decided_at", "because") == [
        ("same", datetime.fromisoformat("2024-05-01T10:00"), "Spoke with the officer, same address")
    ]


def test_postcodes_under_the_names_of_several_editions(tmp_path):
    read = read_files(tmp_path, {"a.csv": "pcds,ladcd\nGL1 1AA,E07000081\n"})
    assert rows(read, "reference_postcodes", "pcds", "laua", "lsoa21") == [("GL1 1AA", "E07000081", None)]
