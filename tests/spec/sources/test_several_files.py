from datetime import date

import pytest

from lineofsight.errors import LineofsightError
from tests.factories.extracts import RECORDED, codes, read_files, rows, set_aside

title = "What several files of one source mean"

TEAMS = "team_id,team_name,service,district,opened_on,closed_on\n"
UASC = "CHILD,SEX,DOB,DUC\n1,2,17/12/2007,\n"


def test_the_last_file_in_name_order_has_the_last_word_on_each_key(tmp_path):
    """A monthly extract sends everything again. A row that only the earlier file has stays."""
    files = {
        "2024-04/teams.csv": TEAMS + "A,Front Door,front door,,2020-01-01,\nB,North,safeguarding,,2020-01-01,\n",
        "2024-05/teams.csv": TEAMS + "B,North,safeguarding,,2020-01-01,2024-05-01\n",
    }
    read = read_files(tmp_path, files)
    assert rows(read, "workforce_teams", "team_id", "closed_on") == [("A", None), ("B", date(2024, 5, 1))]
    assert set_aside(read) == [(3, "", "ROW-SUPERSEDED")]
    assert [(file.read, file.kept, file.set_aside) for file in read.files] == [(2, 1, 1), (1, 1, 0)]


def test_the_years_of_a_return_complete_one_another(tmp_path):
    """SSDA903: the same child in two years is two rows, and both are kept."""
    read = read_files(tmp_path, {"2022.csv": UASC, "2023.csv": UASC.replace(",\n", ",01/06/2023\n")})
    assert rows(read, "ssda903_uasc", "child", "duc") == [("1", None), ("1", date(2023, 6, 1))]
    assert not read.findings


def test_the_same_file_twice_counts_once(tmp_path):
    """A copy in another folder must not double a figure."""
    read = read_files(tmp_path, {"a.csv": UASC, "copy of a.csv": UASC})
    assert codes(read) == ["FILE-REPEATED"]
    assert rows(read, "ssda903_uasc", "source_file") == [("a.csv",)]
    assert set_aside(read) == [(2, "", "FILE-REPEATED")]


def test_two_folders_can_be_read_as_one(tmp_path):
    """Decisions made in the application come from a folder of their own; its files count as the later ones."""
    agency = read_files(tmp_path / "agency", {"teams.csv": TEAMS + "A,Front Door,front door,,2020-01-01,\n"})
    own = read_files(tmp_path / "own", {"a.csv": TEAMS + "A,First Contact,front door,,2020-01-01,\n"})
    both = agency.with_more(own)
    assert rows(both, "workforce_teams", "team_name") == [("First Contact",)]
    assert [(file.read, file.kept, file.set_aside) for file in both.files] == [(1, 0, 1), (1, 1, 0)]
    assert agency.files[0].kept == 1


def test_an_agreement_that_has_ended_refuses_its_source(tmp_path):
    """The day it names is the last day in force. What is in the file is not read."""
    agreements = RECORDED | {"childrens-social-care": {"until": date(2024, 1, 1)}}
    read = read_files(tmp_path, {"a.csv": UASC}, agreements=agreements)
    assert codes(read) == ["AGREEMENT-ENDED"]
    assert (read.files[0].source, read.files[0].read) == ("ssda903_uasc", 0)
    assert not read.loaded


def test_an_agreement_in_force_is_no_finding(tmp_path):
    agreements = RECORDED | {"childrens-social-care": {"until": date(2100, 1, 1)}}
    assert read_files(tmp_path, {"a.csv": UASC}, agreements=agreements).loaded == {"ssda903_uasc"}


def test_an_agreement_must_reach_the_day_that_is_reported(tmp_path):
    agreements = RECORDED | {"childrens-social-care": {"until": date(2100, 1, 1)}}
    read = read_files(tmp_path, {"a.csv": UASC}, agreements=agreements, until=date(2100, 1, 2))
    assert codes(read) == ["AGREEMENT-ENDED"]


def test_an_agreement_that_nobody_recorded_is_a_warning(tmp_path):
    read = read_files(tmp_path, {"a.csv": UASC}, agreements={})
    assert codes(read) == ["AGREEMENT-NOT-RECORDED"]
    assert read.loaded == {"ssda903_uasc"}


def test_an_end_that_is_no_date_stops_the_run_with_words(tmp_path):
    with pytest.raises(LineofsightError, match="without quotation marks"):
        read_files(tmp_path, {"a.csv": UASC}, agreements={"childrens-social-care": {"until": "2024-01-01"}})
