"""`lineofsight synth` as someone at a terminal meets it."""

import json

from typer.testing import CliRunner

from lineofsight import cli

cli.register()
RUN = CliRunner()


def test_it_writes_a_county_and_lists_its_files(tmp_path):
    result = RUN.invoke(cli.app, ["synth", "--residents", "1000", "--seed", "3", "--out", str(tmp_path), "--json"])
    assert result.exit_code == 0, result.output
    listed = json.loads(result.stdout)
    assert {"file": "extracts/ssd/ssd_person.csv"}.items() <= next(
        row for row in listed if "ssd_person" in row["file"]
    ).items()
    for row in listed:
        lines = (tmp_path / row["file"]).read_text(encoding="utf-8").count("\n")
        assert lines == row["rows"] + 1
    assert (tmp_path / "truth" / "planted.json").is_file()


def test_dates_are_read_as_days(tmp_path):
    asked = [
        "synth",
        "--residents",
        "1000",
        "--until",
        "2022-03-31",
        "--extracted-on",
        "2022-05-01",
        "--out",
        str(tmp_path),
    ]
    assert RUN.invoke(cli.app, asked).exit_code == 0
    assert (tmp_path / "extracts/police/police_missing_2022-05.csv").is_file()


def test_help_ends_with_an_example():
    assert "lineofsight synth --size small" in RUN.invoke(cli.app, ["synth", "--help"]).output


def test_a_folder_must_be_named():
    assert RUN.invoke(cli.app, ["synth"]).exit_code == 2
