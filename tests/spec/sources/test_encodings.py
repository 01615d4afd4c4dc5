import os

import pytest

from tests.factories.extracts import codes, only_finding, read_files, rows

title = "Which files are text"

TEXT = "team_id,team_name,service,district,opened_on,closed_on\nA,Café Zoë,front door,,2020-01-01,\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8 with a byte-order mark"),
        (TEXT.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.replace("\n", "\r\n").encode(), "utf-8"),
        (TEXT.replace("\n", "\r").encode(), "utf-8"),
    ],
)
def test_utf_8_and_marked_utf_16_are_read_without_a_word(tmp_path, data, encoding):
    read = read_files(tmp_path, {"a.csv": data})
    assert rows(read, "workforce_teams", "team_name", "source_row") == [("Café Zoë", 2)]
    assert (read.files[0].encoding, codes(read)) == (encoding, [])


def test_windows_1252_is_read_and_the_guess_is_said(tmp_path):
    read = read_files(tmp_path, {"a.csv": TEXT.encode("windows-1252")})
    assert rows(read, "workforce_teams", "team_name") == [("Café Zoë",)]
    assert codes(read) == ["ENCODING-GUESSED"]
    assert only_finding(read).source == "workforce_teams"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode("utf-16-le"),
        b"\xef\xbb\xbf" + TEXT.encode("windows-1252"),
        TEXT.encode("windows-1252") + b"\x81",
        TEXT.encode("windows-1252") + b"\x01",
        b"\xff\xfe\x00\xd8" + TEXT.encode("utf-16-le"),
    ],
    ids=["UTF-16 without its mark", "not what its mark says", "no letter of it", "a control character", "half a pair"],
)
def test_what_is_no_text_is_refused(tmp_path, data):
    read = read_files(tmp_path, {"a.csv": data})
    assert codes(read) == ["ENCODING-WRONG"]
    assert not read.loaded


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04rest", "an Excel workbook or a zip archive, which is not read"),
        (b"<?xml version='1.0'?><Message/>", "an XML or web page file, which is not read"),
        (b"\xef\xbb\xbf\n<html>", "an XML or web page file, which is not read"),
        (b"%PDF-1.7", "a PDF, which is not read"),
        (b'[{"child": 1}]', "a JSON file, which is not read"),
        (b"\x1f\x8b\x08", "a gzip archive, which is not read"),
    ],
)
def test_what_is_no_csv_is_named(tmp_path, data, words):
    read = read_files(tmp_path, {"a.csv": data})
    assert only_finding(read).message == words
    assert only_finding(read).code == "FILE-NOT-READ"
    assert read.files[0].size == len(data)


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf", b"   \r\n , \n"])
def test_a_file_of_nothing_is_empty(tmp_path, data):
    assert codes(read_files(tmp_path, {"a.csv": data})) == ["FILE-EMPTY"]


def test_hidden_files_and_links_are_passed_over_and_said(tmp_path):
    folder = tmp_path / "extracts"
    (tmp_path / "elsewhere.csv").write_text(TEXT)
    folder.mkdir()
    (folder / "link.csv").symlink_to(tmp_path / "elsewhere.csv")
    (folder / "round").symlink_to(folder)
    os.mkfifo(folder / "pipe.csv")
    read = read_files(folder, {".DS_Store": b"x", ".git/config": b"x", "a.csv": TEXT})
    assert codes(read) == ["FILE-HIDDEN", "FILE-LINK", "FILE-NOT-READ", "FILE-LINK"]
    assert [file.name for file in read.files] == ["a.csv"]


def test_a_name_that_is_no_text_is_no_trouble(tmp_path):
    """Nor can it move the cursor of the terminal that shows it."""
    with open(os.fsencode(tmp_path) + b"/caf\xe9\x1b[2J.csv", "wb") as file:
        file.write(TEXT.encode())
    read = read_files(tmp_path, {})
    assert rows(read, "workforce_teams", "source_file") == [("caf\ufffd\ufffd[2J.csv",)]
