"""`lineofsight plan`: what other programs read from it, and what a person is told when a paper cannot be loaded."""

# ruff: noqa: RUF001 - the title is the paper's own

import json
import subprocess
import sys

import pytest

from lineofsight_web.plan.papers import SAMPLE_PAPER, paper_text, read_paper

pytestmark = pytest.mark.slow


def plan(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from lineofsight.cli import main; main()", "plan", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_paper_goes_in_and_the_plan_comes_out_in_one_form(tmp_path):
    """The home folder need not be there before."""
    home = str(tmp_path / "new" / "home")
    loaded = plan("import", str(SAMPLE_PAPER), "--home", home, "--json")
    assert (loaded.returncode, loaded.stderr) == (0, "")
    shown = plan("show", "--home", home, "--json")
    assert json.loads(loaded.stdout) == json.loads(shown.stdout) == read_paper(paper_text(SAMPLE_PAPER)).as_dict()


def test_the_form_holds_what_others_build_on(tmp_path):
    printed = json.loads(plan("import", str(SAMPLE_PAPER), "--home", str(tmp_path), "--json").stdout)
    assert {"ambitions", "paragraphs", "key_priorities", "unplaced"} <= set(printed)
    assert {"number", "title", "working_well", "priority_actions"} <= set(printed["ambitions"][0])
    assert sum(len(one["working_well"]) for one in printed["ambitions"]) == 30
    assert sum(len(one["priority_actions"]) for one in printed["ambitions"]) == 25
    assert all(isinstance(line, str) for one in printed["ambitions"] for line in one["priority_actions"])
    assert (len(printed["paragraphs"]), len(printed["key_priorities"]), printed["unplaced"]) == (20, 5, [])


def test_for_a_person_it_says_what_was_understood(tmp_path):
    first = plan("import", str(SAMPLE_PAPER), "--home", str(tmp_path)).stdout
    again = plan("import", str(SAMPLE_PAPER), "--home", str(tmp_path)).stdout
    assert first.startswith("Loaded Ambitions Board – Director’s Report, May 2024\n20 numbered paragraphs")
    assert again.startswith("Already in the plan, so nothing was changed:")
    assert "Lines that were not placed: 0" in first


def test_what_cannot_be_loaded_is_one_readable_message_and_exit_code_1(tmp_path):
    word = tmp_path / "paper.docx"
    word.write_bytes(b"PK\x03\x04...")
    refused = plan("import", str(word), "--home", str(tmp_path))
    assert refused.returncode == 1
    assert "is a Word document, which is not read yet" in refused.stderr
    assert "Next  save the paper as plain text" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert "CommandError" not in refused.stderr


def test_wrong_usage_is_exit_code_2(tmp_path):
    assert plan("import", "--home", str(tmp_path)).returncode == 2
    assert plan("import", str(SAMPLE_PAPER), "--no-such-option").returncode == 2
