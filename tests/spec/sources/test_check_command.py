import json
import os

import pytest
from typer.testing import CliRunner

from lineofsight.cli import app, register
from tests.factories.extracts import read_files

title = "What `lineofsight check` prints"


@pytest.fixture
def run(tmp_path):
    register()
    read_files(
        tmp_path / "home" / "extracts",
        {
            "a.csv": "CHILD,DOB,MISSING,MIS_START,MIS_END\n1,02/03/2012,M,01/02/2024,\n2,Smith,M,01/02/2024,\n",
            "notes.csv": "what,ever\n",
        },
    )
    return lambda *given: CliRunner().invoke(app, ["check", "--home", str(tmp_path / "home"), *given])


def test_json_is_one_object_a_finding_and_nothing_else(run):
    result = run("--json")
    found = {one["code"]: one for one in json.loads(result.stdout)}
    assert result.exit_code == 0
    assert found["DATE-UNREADABLE"] | {
        "severity": "error", "source": "ssda903_missing", "file": "a.csv", "rows": 1,
        "message": "1 of 2 rows set aside",
    } == found["DATE-UNREADABLE"]  # fmt: skip
    assert {"HEADER-UNKNOWN", "AGREEMENT-NOT-RECORDED", "NOT-CHECKED"} <= set(found)


def test_for_people_it_prints_findings_in_full_and_every_file(run):
    """No value of a record is shown, in any form."""
    result = run()
    assert "ssda903_missing: 1 of 2 rows set aside (DATE-UNREADABLE)" in result.stdout
    assert '  Where     column "DOB" in a.csv, row 3' in result.stdout
    assert "notes.csv" in result.stdout
    assert "Smith" not in result.output


def test_it_writes_nothing(run, tmp_path):
    before = sorted(os.walk(tmp_path))
    run()
    assert sorted(os.walk(tmp_path)) == before
