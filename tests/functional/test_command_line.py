"""The command as a new user meets it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[1] / "data" / "ssda903"
COMMANDS = ["demo", "synth", "check", "build", "snapshots", "indicators", "identity", "plan", "serve", "doctor", "docs"]


def lineofsight(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "lineofsight", *arguments], capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    """A home built from five years of a real return."""
    folder = tmp_path_factory.mktemp("home")
    done = lineofsight("build", "--home", str(folder), "--extracts", str(SAMPLES), "--json")
    assert done.returncode == 0, done.stderr
    (folder / "build.json").write_text(done.stdout)
    return folder


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help_with_an_example(command):
    shown = lineofsight(command, "--help")
    assert shown.returncode == 0
    assert "Example:" in shown.stdout


def test_build_prints_the_form_that_other_programs_read(home):
    """{snapshot, files: [{name, source, read, kept, set_aside}], stages: [{name, seconds}]}"""
    result = json.loads((home / "build.json").read_text())
    assert result["snapshot"].startswith("2022-03-31-")
    assert {"name", "source", "read", "kept", "set_aside"} == set(result["files"][0])
    assert {"name", "seconds"} == set(result["stages"][0])
    assert all(file["read"] == file["kept"] + file["set_aside"] for file in result["files"])


def test_the_same_extracts_are_not_built_twice(home):
    again = lineofsight("build", "--home", str(home), "--extracts", str(SAMPLES), "--json")
    result = json.loads(again.stdout)
    assert result["made"] is False
    assert len(result["reused"]["files_unchanged"]) == 0 or result["snapshot"]


def test_figures_and_cases_come_as_json(home):
    values = json.loads(
        lineofsight("indicators", "value", "LA01", "--at", "2019-03-31", "--home", str(home), "--json").stdout
    )
    assert len(values) == 1
    assert {"indicator", "at", "by", "group", "numerator", "denominator", "value", "marker"} <= set(values[0])
    cases = json.loads(
        lineofsight("indicators", "cases", "LA01", "--at", "2019-03-31", "--home", str(home), "--json").stdout
    )
    assert len(cases) == values[0]["numerator"]
    assert {"person_id", "in_numerator", "counted_on", "source", "file", "row"} <= set(cases[0])


def test_check_prints_findings_and_publishes_nothing(tmp_path):
    (tmp_path / "extracts").mkdir()
    (tmp_path / "extracts" / "odd.csv").write_text("CHILD,DOB,MISSING,MIS_START,MIS_END\n1,99/99/2012,M,01/02/2020,\n")
    done = lineofsight("check", "--home", str(tmp_path), "--json")
    found = [finding for finding in json.loads(done.stdout) if finding["code"] == "DATE-UNREADABLE"]
    assert len(found) == 1
    assert {"code", "severity", "source", "file", "rows", "message", "effect"} <= set(found[0])
    assert not (tmp_path / "snapshots").exists()
    assert "99/99" not in done.stdout + done.stderr


def test_an_expected_problem_ends_with_1_in_words_and_a_wrong_use_with_2(tmp_path):
    problem = lineofsight("snapshots", "show", "--home", str(tmp_path))
    assert problem.returncode == 1
    assert "lineofsight build" in problem.stderr
    assert "Traceback" not in problem.stderr
    assert lineofsight("build", "--no-such-option").returncode == 2


def test_an_empty_folder_says_so(tmp_path):
    done = lineofsight("build", "--home", str(tmp_path), "--extracts", str(tmp_path))
    assert done.returncode == 1
    assert "lineofsight check" in done.stderr
