"""`lineofsight indicators`, over a snapshot of the real SSDA903 files."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from lineofsight.cli.indicators import app
from lineofsight.errors import LineofsightError
from lineofsight.home import Home
from lineofsight.measures.catalogue import INDICATORS
from lineofsight.snapshot.build import BuildRequest, build

FILES = Path(__file__).parents[2] / "data" / "ssda903"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    build(BuildRequest(Home(folder), FILES, as_of=date(2022, 3, 31)))
    return folder


@pytest.fixture(scope="module")
def run(home) -> Callable[..., str]:
    """What a command prints on standard output."""

    def invoke(*words: str) -> str:
        result = CliRunner().invoke(app, [*words, "--home", str(home)])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == 0, result.output
        return result.stdout

    return invoke


def test_list_names_every_indicator():
    found = json.loads(CliRunner().invoke(app, ["list", "--json"]).stdout)
    assert [row["id"] for row in found] == list(INDICATORS)


def test_show_gives_the_reading_and_the_sql():
    found = json.loads(CliRunner().invoke(app, ["show", "LA01", "--json"]).stdout)
    assert "V3" in found["reading"]
    assert "journey.periods_of_care" in found["sql"]


def test_show_says_what_would_have_to_be_sent_for_an_indicator_that_is_not_held():
    found = CliRunner().invoke(app, ["show", "FD05"]).stdout
    assert "not held" in found
    assert "the day on which a manager decided" in found


def test_value_is_one_object_a_figure(run):
    (figure,) = json.loads(run("value", "LA01", "--at", "2018-03-31", "--json"))
    assert list(figure) == ["indicator", "at", "by", "group", "numerator", "denominator", "value", "marker"]
    assert (figure["at"], figure["numerator"], figure["marker"]) == ("2018-03-31", 466, "")


def test_the_latest_months_come_oldest_first(run):
    found = json.loads(run("value", "LA01", "--months", "3", "--json"))
    assert [figure["at"] for figure in found] == ["2022-01-31", "2022-02-28", "2022-03-31"]


def test_groups_add_up_to_the_whole(run):
    (whole,) = json.loads(run("value", "LA01", "--json"))
    groups = json.loads(run("value", "LA01", "--by", "sex", "--json"))
    assert sum(group["numerator"] for group in groups) == whole["numerator"]


def test_a_source_that_is_not_loaded_is_not_zero(run):
    (figure,) = json.loads(run("value", "FD01", "--json"))
    assert (figure["value"], figure["marker"]) == (None, "not loaded")


def test_cases_are_the_rows_the_figure_adds_up(run):
    (figure,) = json.loads(run("value", "PS01", "--json"))
    cases = json.loads(run("cases", "PS01", "--at", "2022-03-31", "--json"))
    assert len(cases) == figure["denominator"]
    assert sum(case["in_numerator"] for case in cases) == figure["numerator"]
    assert set(cases[0]) == {"person_id", "in_numerator", "counted_on", "source", "file", "row"}


def test_a_case_points_to_the_row_it_came_from(run):
    """Line 1 is the header, so the row is the line of the file."""
    case = json.loads(run("cases", "LA01", "--at", "2018-03-31", "--json"))[0]
    lines = (FILES / case["file"]).read_text(encoding="utf-8").splitlines()
    assert 2 <= case["row"] <= len(lines)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("value", "XX99"), "indicators list"),
        (("value", "LA01", "--at", "2022-03-30"), "use a month end"),
        (("value", "WF01", "--by", "sex"), "use all, team"),
        (("cases", "LA01", "--at", "2030-03-31"), "use a month end"),
    ],
)
def test_a_question_without_an_answer_says_what_to_ask(run, words, told):
    with pytest.raises(LineofsightError, match=told):
        run(*words)
