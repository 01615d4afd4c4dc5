"""`lineofsight snapshots compare`, over March and April of the county in `tests/web/two_months.py`."""

import json
from collections.abc import Callable

import pytest
from typer.testing import CliRunner

from lineofsight.cli.snapshots import app
from lineofsight.errors import LineofsightError
from lineofsight.snapshot import list_snapshots


@pytest.fixture
def compare(two_months_home) -> Callable[..., str]:
    """What the command prints about the two snapshots."""
    newer, older = (entry.id for entry in list_snapshots(two_months_home))

    def invoke(*words: str, first: str = older, second: str = newer) -> str:
        asked = ["compare", first, second, *words, "--home", str(two_months_home.root)]
        result = CliRunner().invoke(app, asked)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result.stdout

    return invoke


def test_the_table_gives_each_figure_that_differs_with_its_cases_by_category(compare):
    rows = [line.split("│")[1:-1] for line in compare().splitlines() if line.startswith("│")]
    lines = {row[0].strip(): [cell.strip() for cell in row[1:]] for row in reversed(rows)}
    assert lines["FD07"] == ["23", "24", "1", "1", "1", "1", "1"]
    assert "LA01" not in lines


def test_json_gives_every_indicator_with_its_categories_and_its_movement(compare):
    found = json.loads(compare("--json"))
    (referrals,) = [one for one in found["indicators"] if one["indicator"] == "FD07"]
    assert (referrals["at"], referrals["then"]["numerator"], referrals["now"]["numerator"]) == ("2024-03-31", 23, 24)
    assert {one["category"]: one["n_cases"] for one in referrals["categories"]} == {
        "recorded late": 1, "now gone": 1, "changed": 1, "person links changed": 1,
    }  # fmt: skip
    assert referrals["movement"] == pytest.approx(referrals["late"] + referrals["new"])


def test_an_indicators_cases_come_with_file_and_row(compare):
    found = json.loads(compare("--indicator", "fd07", "--json"))["cases"]
    late = {case["case_id"]: case for case in found}["R4"]
    assert (late["category"], late["source"], late["file"]) == (
        "recorded late",
        "ssd_cin_episodes",
        "ssd_cin_episodes.csv",
    )
    assert late["row"] > 1
    assert late["person_id"].startswith("P")


def test_another_month_end_can_be_asked_for(compare):
    found = json.loads(compare("--indicator", "FD07", "--at", "2023-04-30", "--json"))
    assert found["at"] == "2023-04-30"


def test_a_wrong_order_a_wrong_indicator_and_a_wrong_id_are_told(compare, two_months_home):
    newer, older = (entry.id for entry in list_snapshots(two_months_home))
    with pytest.raises(LineofsightError, match="give the older one first"):
        compare(first=newer, second=older)
    with pytest.raises(LineofsightError, match="no indicator XX99"):
        compare("--indicator", "XX99")
    with pytest.raises(LineofsightError, match="no snapshot 'none-such'"):
        compare(first="none-such")
