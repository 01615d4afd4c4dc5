import dataclasses

import pytest

from lineofsight.sources import SOURCES
from tests.factories.extracts import codes, only_finding, read_files, rows

title = "How a file is recognised"

OC3 = "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n1,02/03/2004,YES,F2,U1\n"


def test_a_file_is_recognised_by_its_header_whatever_it_is_called(tmp_path):
    """Names and folders of files differ between councils; the columns do not."""
    read = read_files(tmp_path, {"2024/from the case system/x.txt": OC3})
    assert read.loaded == {"ssda903_oc3"}
    assert [(file.name, file.source, file.read, file.kept) for file in read.files] == [
        ("2024/from the case system/x.txt", "ssda903_oc3", 1, 1)
    ]


@pytest.mark.parametrize(
    "header",
    ["child,dob,in_touch,activ,accom", " CHILD , DOB ,In_Touch,ACTIV,ACCOM ", "\ufeffCHILD,DOB,IN_TOUCH,ACTIV,ACCOM"],
)
def test_case_spaces_and_a_byte_order_mark_do_not_matter(tmp_path, header):
    read = read_files(tmp_path, {"a.csv": f"{header}\n1,02/03/2004,YES,F2,U1\n"})
    assert read.loaded == {"ssda903_oc3"}
    assert not read.findings


def test_the_order_of_columns_does_not_matter(tmp_path):
    read = read_files(tmp_path, {"a.csv": "ACCOM,ACTIV,IN_TOUCH,DOB,CHILD\nU1,F2,YES,02/03/2004,1\n"})
    assert rows(read, "ssda903_oc3", "child", "accom") == [("1", "U1")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_seen_from_the_header(tmp_path, delimiter):
    read = read_files(tmp_path, {"a.csv": OC3.replace(",", delimiter)})
    assert rows(read, "ssda903_oc3", "child", "accom") == [("1", "U1")]


def test_the_line_by_which_excel_names_the_delimiter_is_no_header(tmp_path):
    read = read_files(tmp_path, {"a.csv": "sep=;\n" + OC3.replace(",", ";")})
    assert rows(read, "ssda903_oc3", "accom", "source_row") == [("U1", 3)]


@pytest.mark.parametrize("source", SOURCES, ids=[source.name for source in SOURCES])
def test_every_declared_layout_is_recognised_as_itself(tmp_path, source):
    """With all its columns, and with only those that a file may not leave out."""
    every = [column.header for column in source.columns]
    needed = [column.header for column in source.columns if not column.optional]
    for name, header in (("all.csv", every), ("needed.csv", needed)):
        read = read_files(tmp_path / name, {name: ",".join(header) + "\n"})
        assert read.loaded == {source.name}
        assert not read.findings
        assert (read.files[0].read, read.files[0].kept) == (0, 0)


def test_an_unknown_header_is_a_finding_and_shows_no_cell(tmp_path):
    """A file without a header has a record in its first line: it is not repeated."""
    read = read_files(tmp_path, {"a.csv": "Smith,John,01/02/2012\nJones,Ann,03/04/2015\n"})
    found = only_finding(read)
    assert found.code == "HEADER-UNKNOWN"
    assert "Smith" not in str(found)
    assert (read.files[0].source, read.files[0].read) == ("", 0)


def test_a_childs_id_and_birth_date_alone_say_nothing(tmp_path):
    """DoLo, which starts with the 2026-27 return, begins like every SSDA903 file and is not taken for one of them."""
    read = read_files(tmp_path, {"dolo.csv": "CHILD,DOB,DOLO_START,DOLO_END\n1,02/03/2012,01/05/2026,\n"})
    assert codes(read) == ["HEADER-UNKNOWN"]


def test_an_unknown_header_names_the_closest_source(tmp_path):
    """Another block of the school census shares most columns with pupils on roll, and is not taken for it."""
    header = "pupilnolongeronrolltableid,NativeId,dob,surname,forename,upn,sex,entrydate,leavingdate"
    found = only_finding(read_files(tmp_path, {"a.csv": header + "\n"}))
    assert found.code == "HEADER-UNKNOWN"
    assert found.found == "7 of the 21 columns of school_census_pupils_on_roll, the closest"


def test_two_sources_that_match_equally_well_are_a_finding_and_not_a_guess(tmp_path):
    by_name = {source.name: source for source in SOURCES}
    twin = dataclasses.replace(by_name["ssda903_oc3"], name="another_oc3")
    read = read_files(tmp_path, {"a.csv": OC3}, sources=(by_name["ssda903_oc3"], twin))
    found = only_finding(read)
    assert found.code == "HEADER-AMBIGUOUS"
    assert "ssda903_oc3, another_oc3" in found.message
    assert not read.loaded


def test_a_required_column_that_is_missing_keeps_nothing_and_names_it(tmp_path):
    """An episode without its date says nothing; every row is set aside, and the finding says for what."""
    read = read_files(
        tmp_path,
        {"a.csv": """
            CHILD,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN
            1,S,C2,N1,U4,PR1,,,,,,
            2,S,C2,N1,U4,PR1,,,,,,
        """},
    )  # fmt: skip
    found = only_finding(read)
    assert (found.code, found.severity, found.rows) == ("COLUMN-MISSING", "error", 2)
    assert '"DECOM"' in found.message
    assert (read.files[0].read, read.files[0].kept, read.files[0].set_aside) == (2, 0, 2)
    assert not read.loaded


def test_another_column_that_is_missing_is_read_as_blank_with_a_warning(tmp_path):
    read = read_files(tmp_path, {"a.csv": "CHILD,DOB,IN_TOUCH,ACTIV\n1,02/03/2004,YES,F2\n"})
    found = only_finding(read)
    assert (found.code, found.severity) == ("COLUMN-MISSING", "warning")
    assert rows(read, "ssda903_oc3", "activ", "accom") == [("F2", None)]


def test_columns_that_are_not_declared_are_named_once(tmp_path):
    read = read_files(tmp_path, {"a.csv": "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM,Notes,PA\n1,02/03/2004,YES,F2,U1,x,y\n"})
    found = only_finding(read)
    assert (found.code, found.severity) == ("COLUMN-UNKNOWN", "information")
    assert 'columns "Notes", "PA"' in found.message


def test_a_column_that_is_given_twice_is_read_once(tmp_path):
    read = read_files(tmp_path, {"a.csv": "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM,ACCOM\n1,02/03/2004,YES,F2,U1,K2\n"})
    assert codes(read) == ["HEADER-REPEATED"]
    assert rows(read, "ssda903_oc3", "accom") == [("U1",)]


def test_an_extract_of_nothing_is_loaded_and_empty(tmp_path):
    """A header and no row says that there was nothing to send, which is not the same as nothing sent."""
    read = read_files(tmp_path, {"a.csv": "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n"})
    assert read.loaded == {"ssda903_oc3"}
    assert not read.findings
