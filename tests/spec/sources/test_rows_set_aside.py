import pytest

from tests.factories.extracts import codes, only_finding, read_files, rows, set_aside

title = "Which rows are set aside, and why"

HEADER = "CHILD,DOB,MISSING,MIS_START,MIS_END"


def _missing(*lines: str):
    return "\n".join([HEADER, *lines]) + "\n"


def test_a_date_that_is_not_one_sets_its_row_aside(tmp_path):
    """The finding says how the texts look, digits shown as 9, and shows none of them."""
    lines = ["1,02/03/2012,M,01/02/2024,02/02/2024", "2,02/03/2012,M,2024.02.03,", "3,02/03/2012,M,last week,"]
    read = read_files(tmp_path, {"missing.csv": _missing(*lines)})
    assert set_aside(read) == [(3, "MIS_START", "DATE-UNREADABLE"), (4, "MIS_START", "DATE-UNREADABLE")]
    assert str(only_finding(read)).splitlines() == [
        "ssda903_missing: 2 of 3 rows set aside (DATE-UNREADABLE)",
        "",
        '  Where     column "MIS_START" in missing.csv, rows 3 and 4',
        "  Expected  a date like 31/01/2012",
        "  Found     1 like 9999.99.99, 1 other text",
        "  Effect    these rows are in no child's journey and no figure",
        "  Next      ask the supplier for a corrected file; the next build reads it",
    ]


def test_a_row_without_its_key_or_its_date_is_set_aside(tmp_path):
    read = read_files(tmp_path, {"a.csv": _missing(",02/03/2012,M,01/02/2024,", "2,02/03/2012,M, ,")})
    assert set_aside(read) == [(2, "CHILD", "VALUE-MISSING"), (3, "MIS_START", "VALUE-MISSING")]
    assert codes(read) == ["VALUE-MISSING", "VALUE-MISSING"]


def test_a_row_with_two_problems_is_set_aside_once_and_both_are_found(tmp_path):
    read = read_files(tmp_path, {"a.csv": _missing(",02/03/2012,M,soon,")})
    assert set_aside(read) == [(2, "CHILD", "VALUE-MISSING")]
    assert codes(read) == ["VALUE-MISSING", "DATE-UNREADABLE"]
    assert (read.files[0].read, read.files[0].set_aside) == (1, 1)


@pytest.mark.parametrize("line", ["1,02/03/2012,M,01/02/2024", "1,02/03/2012,M,01/02/2024,,,", "1"])
def test_a_row_of_another_width_is_set_aside(tmp_path, line):
    read = read_files(tmp_path, {"a.csv": _missing(line, "2,02/03/2012,M,01/02/2024,")})
    assert set_aside(read) == [(2, "", "ROW-WIDTH")]
    assert read.files[0].kept == 1


@pytest.mark.parametrize("tail", ["2,02/03/2012,M,01/0", "2,", '2,02/03/2012,M,01/02/2024,"', '2,02/03/2012,"M'])
def test_a_last_row_that_stops_early_is_truncated(tmp_path, tail):
    read = read_files(tmp_path, {"a.csv": f"{HEADER}\n1,02/03/2012,M,01/02/2024,\n{tail}".encode()})
    assert set_aside(read) == [(3, "", "ROW-TRUNCATED")]
    assert read.files[0].kept == 1


def test_a_file_cut_within_a_character_is_truncated(tmp_path):
    whole = f"{HEADER}\n1,02/03/2012,M,01/02/2024,\n2,02/03/2012,M,01/02/2024,é".encode()
    read = read_files(tmp_path, {"a.csv": whole[:-1]})
    assert set_aside(read) == [(3, "", "ROW-TRUNCATED")]


def test_a_last_row_without_a_line_end_is_whole(tmp_path):
    read = read_files(tmp_path, {"a.csv": f"{HEADER}\n1,02/03/2012,M,01/02/2024,".encode()})
    assert (read.files[0].kept, read.files[0].set_aside) == (1, 0)


def test_a_quotation_mark_that_nothing_closes_does_not_swallow_the_rows_after_it(tmp_path):
    lines = ['1,02/03/2012,"M,01/02/2024,', "2,02/03/2012,M,01/02/2024,", "3,02/03/2012,M,01/02/2024,"]
    read = read_files(tmp_path, {"a.csv": _missing(*lines)})
    assert set_aside(read) == [(2, "", "QUOTE-UNCLOSED")]
    assert rows(read, "ssda903_missing", "child", "source_row") == [("2", 3), ("3", 4)]


def test_blank_lines_are_no_rows_and_lines_are_counted_as_they_stand(tmp_path):
    """`source_row` is the line an editor shows, with the header on line 1."""
    read = read_files(
        tmp_path, {"a.csv": _missing("", "1,02/03/2012,M,01/02/2024,", "  ", "2,02/03/2012,M,bad,", "", "")}
    )
    assert rows(read, "ssda903_missing", "child", "source_row") == [("1", 3)]
    assert set_aside(read) == [(5, "MIS_START", "DATE-UNREADABLE")]
    assert read.files[0].read == 2


def test_a_row_that_runs_over_several_lines_is_named_by_its_first(tmp_path):
    text = '{"TOWN": "Stroud"}'.replace('"', '""')
    header = "addr_table_id,addr_address_json,addr_person_id,addr_address_type,addr_address_start_date,"
    lines = [
        header + "addr_address_end_date,addr_address_postcode",
        f'1,"{text}",P1,"Home,\nfor now",2020-01-01,,GL51AA',
        f'2,"{text}",P2,Home,2020-01-01,,GL51AA',
        "3,,P3,Home,never,,GL51AA",
    ]
    read = read_files(tmp_path, {"a.csv": "\n".join(lines).encode()})
    assert rows(read, "ssd_address", "addr_table_id", "addr_address_type", "source_row") == [
        ("1", "Home,\nfor now", 2), ("2", "Home", 4),
    ]  # fmt: skip
    assert set_aside(read) == [(5, "addr_address_start_date", "DATE-UNREADABLE")]


def test_of_rows_with_the_same_key_the_first_stays(tmp_path):
    """Exactly the same or not: which of two differing rows is right, nobody here can know."""
    lines = [
        "1,02/03/2012,M,01/02/2024,03/02/2024",
        "1,02/03/2012,M,01/02/2024,04/02/2024",
        "1,02/03/2012,A,02/02/2024,",
    ]
    read = read_files(tmp_path, {"a.csv": _missing(*lines)})
    assert set_aside(read) == [(3, "", "KEY-REPEATED")]
    assert only_finding(read).column == "CHILD, MIS_START"
    assert rows(read, "ssda903_missing", "source_row") == [(2,), (4,)]


def test_a_row_set_aside_for_another_reason_does_not_hold_its_key(tmp_path):
    read = read_files(tmp_path, {"a.csv": _missing("1,bad,M,01/02/2024,", "1,02/03/2012,M,01/02/2024,")})
    assert rows(read, "ssda903_missing", "source_row") == [(3,)]


def test_an_unknown_code_is_kept_and_reported(tmp_path):
    """The row counts: a new code must not make a child disappear."""
    read = read_files(tmp_path, {"a.csv": _missing("1,02/03/2012,M,01/02/2024,", "2,02/03/2012,Q7,01/02/2024,")})
    found = only_finding(read)
    assert (found.code, found.rows, found.sample, found.found) == ("CODE-UNKNOWN", 1, (3,), "Q7 in 1")
    assert rows(read, "ssda903_missing", "missing") == [("M",), ("Q7",)]


def test_a_text_that_does_not_look_like_a_code_is_counted_and_not_shown(tmp_path):
    read = read_files(tmp_path, {"a.csv": _missing("1,02/03/2012,John Smith,01/02/2024,")})
    assert only_finding(read).found == "1 different texts"


def test_characters_that_cannot_be_printed_are_read_as_spaces(tmp_path):
    read = read_files(tmp_path, {"a.csv": b"CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n1\x00,02/03/2004,YES,F2,U\x071\n"})
    assert rows(read, "ssda903_oc3", "child", "accom") == [("1", "U 1")]
    assert set(codes(read)) == {"CONTROL-CHARACTERS"}


def test_a_formula_is_a_text_like_another(tmp_path):
    read = read_files(tmp_path, {"a.csv": "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n=cmd|' /C calc'!A0,02/03/2004,YES,F2,U1\n"})
    assert rows(read, "ssda903_oc3", "child") == [("=cmd|' /C calc'!A0",)]


def test_an_unknown_code_inside_json_is_kept_and_reported(tmp_path):
    text = 'cinf_table_id,cinf_assessment_id,cinf_assessment_factors_json\n1,A1,"[""16A"", ""99Z""]"\n'
    read = read_files(tmp_path, {"a.csv": text})
    assert (only_finding(read).code, only_finding(read).found) == ("CODE-UNKNOWN", "99Z in 1")
    assert rows(read, "ssd_assessment_factors", "cinf_assessment_factors_json") == [(["16A", "99Z"],)]


def test_a_day_that_does_not_exist_is_told_from_a_wrong_form(tmp_path):
    lines = ["1,30/02/2012,M,01/02/2024,", "2,01/01/1753,M,01/02/2024,", "3,2012-1/2,M,01/02/2024,"]
    assert only_finding(read_files(tmp_path, {"a.csv": _missing(*lines)})).found == (
        "2 no such day, or before 1900, 1 like 9999-9/9"
    )
