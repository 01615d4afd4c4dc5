"""`make demo`, without serving: what a new user gets from one command, and from the same command again."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from lineofsight.home import Home
from lineofsight.measures.catalogue import INDICATORS
from lineofsight.snapshot import open_snapshot
from lineofsight_web.plan.papers import SAMPLE_PAPER

pytestmark = pytest.mark.slow

ROLES = [
    "director", "analyst", "team-manager", "practitioner", "qa", "information-governance", "board-member",
    "administrator",
]  # fmt: skip


def lineofsight(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "lineofsight", *arguments], capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> tuple[Path, "subprocess.CompletedProcess[str]"]:
    home = tmp_path_factory.mktemp("demo")
    done = lineofsight("demo", "--home", str(home), "--no-serve")
    assert done.returncode == 0, done.stderr
    return home, done


def test_it_prints_a_password_for_one_user_of_each_role(demo):
    _, done = demo
    lines = {line.split()[0]: line.split()[-1] for line in done.stdout.splitlines() if line.split()[:1]}
    assert all(len(lines[role]) >= 12 for role in ROLES)


def test_progress_is_shown(demo):
    _, done = demo
    for words in ("Reading the extracts", "Linking people", f"Calculating {len(INDICATORS)} indicators", "is in force"):
        assert words in done.stderr


def test_every_indicator_has_a_figure_or_says_what_is_not_held(demo):
    """The county's files hold all that the indicators need, but those that say what would have to be sent first.

    One month may have no case of an indicator; then an earlier month has.
    """
    home, _ = demo
    snapshot = open_snapshot(Home(home))
    for indicator in INDICATORS.values():
        figures = snapshot.figures(indicator.id)[-24:]
        if indicator.lacking:
            assert {figure.marker for figure in figures} == {"not held"}, indicator.id
        else:
            assert figures[-1].marker in ("", "no cases"), indicator.id
            assert [figure for figure in figures if figure.value is not None], indicator.id


def test_the_command_line_shows_the_same_figures(demo):
    home, _ = demo
    for indicator in ("FD01", "LA02", "FD05"):
        shown = lineofsight("indicators", "value", indicator, "--months", "24", "--home", str(home), "--json")
        figures = open_snapshot(Home(home)).figures(indicator)[-24:]
        assert [one["value"] for one in json.loads(shown.stdout)] == [one.value for one in figures]


def test_the_falls_that_were_planted_are_found(demo):
    """Children looked after fell by about 6% and CP plans by about 15% in the six months; in a small county each is
    a matter of a child or two."""
    home, _ = demo
    planted = {"LA02": -0.06, "CP07": -0.15}
    for indicator, fall in planted.items():
        figure = json.loads(lineofsight("indicators", "value", indicator, "--home", str(home), "--json").stdout)[-1]
        assert figure["value"] == pytest.approx(fall, abs=2 / figure["denominator"])


def test_the_real_board_paper_is_in_the_plan(demo):
    home, _ = demo
    plan = json.loads(lineofsight("plan", "show", "--home", str(home), "--json").stdout)
    assert len(plan["ambitions"]) == 9
    assert sum(len(ambition["working_well"]) for ambition in plan["ambitions"]) == 30
    assert sum(len(ambition["priority_actions"]) for ambition in plan["ambitions"]) == 25


def test_the_claims_of_the_real_paper_are_held_against_the_snapshot(demo):
    """What was planted holds; in a small county a true fall may be no more than chance makes."""
    home, _ = demo
    found = json.loads(lineofsight("report", "claims", str(SAMPLE_PAPER), "--home", str(home), "--json").stdout)
    verdicts = {one["claim"]: one["verdict"] for one in found}
    assert len(found) == 8
    assert {one["kind"] for one in found} == {"fact"}
    assert all(one["figures"] and one["why"] for one in found)
    assert verdicts["increasing care numbers nationally"] == "supported"
    assert verdicts["down around 6% in the last 6 months"] in {"supported", "within chance"}
    shown = lineofsight("report", "claims", str(SAMPLE_PAPER), "--home", str(home)).stdout
    assert shown.startswith("8 claims, held against snapshot 2024-04-30-")


def test_run_again_it_reuses_what_is_there(demo):
    home, first = demo
    again = lineofsight("demo", "--home", str(home), "--no-serve")
    assert again.returncode == 0
    assert "is there already" in again.stderr
    in_force = [line for line in first.stderr.splitlines() if "is in force" in line]
    assert in_force[-1:] == [line for line in again.stderr.splitlines() if "is in force" in line]
    assert len(snapshots_of(home)) == 2


def test_march_is_there_as_it_was_known_and_records_have_come_since(demo):
    """The files of the month before hold what had been recorded by then, so March has late records now."""
    home, _ = demo
    newer, older = snapshots_of(home)
    assert [(one["as_of"], one["in_force"]) for one in (older, newer)] == [("2024-03-31", False), ("2024-04-30", True)]
    compared = lineofsight("snapshots", "compare", older["id"], newer["id"], "--home", str(home), "--json")
    categories = [total for one in json.loads(compared.stdout)["indicators"] for total in one["categories"]]
    assert sum(total["n_cases"] for total in categories if total["category"] == "recorded late") > 0
    assert not [total for total in categories if total["category"] == "definition or code changed"]


def test_person_ids_carry_over_from_the_month_before(demo):
    """Each child who was in care on 31 March has the id of the snapshot of March, or has left by a record come late."""
    home, _ = demo
    newer, older = (one["id"] for one in snapshots_of(home))
    then, now = ({case["person_id"] for case in cases_of(home, snapshot)} for snapshot in (older, newer))
    asked = ("--indicator", "LA01", "--at", "2024-03-31", "--home", str(home), "--json")
    compared = json.loads(lineofsight("snapshots", "compare", older, newer, *asked).stdout)
    ended = {case["person_id"] for case in compared["cases"] if case["why"].startswith("its record is there; now it")}
    assert len(ended) < len(then) / 10
    assert then - now == ended


def snapshots_of(home: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(lineofsight("snapshots", "list", "--home", str(home), "--json").stdout)
    return found


def cases_of(home: Path, snapshot: str) -> list[dict[str, Any]]:
    """Children in care on 31 March, as one snapshot has them."""
    asked = ("LA01", "--at", "2024-03-31", "--snapshot", snapshot, "--home", str(home), "--json")
    found: list[dict[str, Any]] = json.loads(lineofsight("indicators", "cases", *asked).stdout)
    return found


def test_nothing_that_the_product_reads_holds_the_truth(demo):
    """The truth about the county lies beside the extracts, and no file of it was read."""
    home, _ = demo
    manifest = json.loads(lineofsight("snapshots", "show", "--home", str(home), "--json").stdout)
    assert (home / "truth" / "who_is_who.csv").exists()
    assert not [file for file in manifest["files"] if "truth" in file["name"]]
