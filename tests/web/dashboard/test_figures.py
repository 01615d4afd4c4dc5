"""Pages of figures: the sentence, the tables, what is beside them, and what a board member is not shown."""

import csv
import io
import zipfile
from datetime import date
from shutil import copytree

import pytest

from lineofsight.home import Home
from lineofsight.measures.catalogue import INDICATORS
from lineofsight.snapshot import Figure, Published, open_snapshot
from lineofsight_web.access.policies import Role
from lineofsight_web.dashboard import downloads, sentences
from lineofsight_web.dashboard.benchmarks import benchmarks
from lineofsight_web.dashboard.data_views import finding_lines
from lineofsight_web.dashboard.figures import Reader, breakdown, series
from lineofsight_web.dashboard.indicator_page import indicator_page
from lineofsight_web.dashboard.intervals import interval_words
from lineofsight_web.dashboard.months import months_before
from lineofsight_web.snapshots.freshness import freshness
from tests.web.conftest import text_of

APRIL = date(2024, 4, 30)
EVERYTHING, BOARD = Reader(True, True), Reader(False, False)


def figure(indicator: str, n: float | None, of: float | None, value: float | None, marker: str = "") -> Figure:
    return Figure(indicator, APRIL, "all", "", n, of, value, marker)


# Sentences


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (
            figure("FD08", 1204, 5733, 1204 / 5733),
            "21% of referrals came within 12 months of an earlier one for the same child in the 12 months to "
            "30 April 2024 (1,204 of 5,733).",
        ),
        (figure("FD01", 1, None, 1.0), "1 contact was received in April 2024."),
        (
            figure("LA01", 791, 130000, 60.8),
            "791 children were in care on 30 April 2024: 60.8 for every 10,000 children.",
        ),
        (
            figure("CP07", 595, 700, -0.15),
            "595 children were on a child protection plan on 30 April 2024, down 15% from 700 6 months before.",
        ),
        (figure("FD01", None, None, None, "not loaded"), "Contacts: no figure in April 2024 (extract not loaded)."),
    ],
)
def test_a_measure_is_said_in_one_plain_sentence(found, said):
    assert sentences.headline(INDICATORS[found.indicator], found) == said


def test_a_move_is_said_only_where_both_figures_are_known():
    indicator, now = INDICATORS["LA01"], figure("LA01", 791, 130000, 60.8)
    earlier, unknown = figure("LA01", 843, 130000, 64.8), figure("LA01", None, None, None, "not loaded")
    assert sentences.movement(indicator, now, earlier, unknown) == "That is down 6.2% (64.8 to 60.8) in six months."
    assert sentences.movement(indicator, now, unknown, None) == ""


@pytest.mark.parametrize("indicator", INDICATORS.values(), ids=list(INDICATORS))
def test_every_measure_of_the_catalogue_has_a_page(indicator, county):
    page = indicator_page(county.snapshot, indicator, EVERYTHING)
    assert page.headline
    assert len(page.months) == 36


def test_intervals_are_given_to_counted_things_and_to_no_weighted_posts():
    assert interval_words(figure("FD08", 10, 100, 0.1), INDICATORS["FD08"]) == "5.5% to 17%"
    assert interval_words(figure("LA01", 0, 1000, 0.0), INDICATORS["LA01"]) == "0.0 to 36.9"
    assert interval_words(figure("WF02", 10.5, 100.0, 0.105), INDICATORS["WF02"]) == ""
    assert interval_words(figure("CP07", 595, 700, -0.15), INDICATORS["CP07"]) == ""


@pytest.mark.parametrize(
    ("at", "months", "expected"),
    [
        (APRIL, 6, date(2023, 10, 31)),
        (APRIL, 2, date(2024, 2, 29)),
        (APRIL, 12, date(2023, 4, 30)),
        (APRIL, 16, date(2022, 12, 31)),
    ],
)
def test_months_before_are_month_ends(at, months, expected):
    assert months_before(at, months) == expected


# Small numbers


def test_a_board_member_is_shown_no_figure_of_one_to_five_children(county):
    referrals = INDICATORS["FD07"]
    stroud = {found.group: found for found in breakdown(county.snapshot, referrals, "district", APRIL, BOARD)}
    assert stroud["E07000082"].marker == "small number"  # two children
    assert stroud["E07000081"].marker == "small number"  # seventeen, but the total would give the two away
    everyone = {found.group: found for found in breakdown(county.snapshot, referrals, "district", APRIL, EVERYTHING)}
    assert everyone["E07000082"].numerator == 2


def test_a_board_members_page_download_and_chart_hold_the_same_back(county, signed_in):
    board, director = signed_in(Role.BOARD_MEMBER), signed_in(Role.DIRECTOR)
    pages = [client.get("/performance/FD07/").context["page"].district for client in (board, director)]
    shown = [{row.name: row.shown for row in table.rows}["Stroud"] for table in pages]
    assert shown == ["fewer than six, not shown", "0.8"]
    files = [client.get("/performance/FD07/figures.csv?by=district").content.decode() for client in (board, director)]
    assert ["Stroud,2.0," in text for text in files] == [False, True]
    charts = [client.get("/performance/FD07/districts.svg").content.decode() for client in (board, director)]
    assert ["Stroud" in drawn for drawn in charts] == [False, True]


def test_a_board_member_is_shown_no_small_month_either(county):
    months = series(county.snapshot, INDICATORS["LA03"], BOARD).months
    assert {found.marker for found in months if found.numerator is None} == {"small number"}
    assert any(found.numerator == 1 for found in series(county.snapshot, INDICATORS["LA03"], EVERYTHING).months)


def test_nothing_released_is_a_small_number(county):
    """Over every measure, month and breakdown, whichever pages there are."""
    for indicator in INDICATORS.values():
        for by in ("all", *indicator.breakdowns):
            for found in county.snapshot.released_figures(indicator.id, by=by):
                counts = [found.numerator, found.denominator if indicator.unit in {"percent", "change"} else None]
                assert not any(n is not None and 0 < n < 6 for n in counts), found


def test_a_snapshot_of_an_earlier_version_hides_the_same(county, tmp_path):
    """It holds no table of what is hidden: that is decided when it is opened."""
    older = Home(tmp_path / "older")
    copytree(county.home.root, older.root)
    (older.snapshots / county.snapshot.id / "tables" / "measures.hidden.parquet").unlink()
    for by in ("all", "district", "team", "sex"):
        assert open_snapshot(older).released_figures("FD07", by=by) == county.snapshot.released_figures("FD07", by=by)


# Beside others


def published(kind: str, name: str, value: float | None, marker: str = "", end: date = date(2024, 3, 31)) -> Published:
    return Published("FD08", name, name, kind, str(end.year), end, value, marker, None, None)


def test_benchmarks_are_of_the_newest_year_with_neighbours_as_their_median():
    rows = [
        published("england", "England", 21.5, end=date(2023, 3, 31)), published("own", "Gloucestershire", 20.0),
        published("neighbour", "A", 10.0), published("neighbour", "B", None, "c"), published("neighbour", "C", 14.0),
        published("region", "South West", None, "x"), published("england", "England", 22.4),
        published("england", "England", 30.0, end=date(2025, 3, 31)),
    ]  # fmt: skip
    found = benchmarks(rows, "percent", APRIL)
    assert [(line.area, line.shown, line.note) for line in found.lines] == [
        ("Gloucestershire, as published", "20%", ""),
        ("Statistical neighbours (median)", "12%", "2 of 3 published"),
        ("South West", "not available", ""),
        ("England", "22%", ""),
    ]
    assert found.neighbours[1].shown == "suppressed by the publisher (small number)"


def test_a_measure_that_nobody_publishes_has_no_benchmarks():
    assert benchmarks([], "percent", APRIL) is None


# Downloads


def test_the_csv_holds_the_rows_of_the_page(county, signed_in, db):
    content = signed_in(Role.DIRECTOR).get("/performance/FD07/figures.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))
    assert len(rows) == 36
    assert (rows[-1]["at"], rows[-1]["numerator"], rows[-1]["snapshot"]) == ("2024-04-30", "19.0", county.snapshot.id)


def test_the_workbook_holds_figures_and_their_definition(county, signed_in, db):
    content = signed_in(Role.DIRECTOR).get("/performance/FD07/figures.xlsx").content
    texts = zipfile.ZipFile(io.BytesIO(content)).read("xl/sharedStrings.xml").decode()
    assert INDICATORS["FD07"].why in texts.replace("&#x27;", "'")


def test_a_text_that_a_spreadsheet_would_run_is_marked_as_text():
    table: list[list[downloads.Cell]] = [["FD07", "=1+1", "@x", "+y", "-z", -1.5, None]]
    assert downloads.as_csv(table).decode("utf-8-sig").splitlines()[1] == "FD07,'=1+1,'@x,'+y,'-z,-1.5,"


@pytest.mark.parametrize(
    "path", ["figures.csv?by=nonsense", "figures.exe", "months.gif", "nonsense.svg", "cases/?at=2024-04-29"]
)
def test_what_there_is_not_is_not_found(path, county, signed_in, db):
    assert signed_in(Role.DIRECTOR).get(f"/performance/FD07/{path}").status_code == 404


# Snapshots and files


@pytest.mark.parametrize("wanted", ["none-such", "../../etc", "%2e%2e"])
def test_a_snapshot_that_is_not_there_is_not_found(wanted, county, signed_in, db):
    assert signed_in(Role.DIRECTOR).get(f"/performance/?snapshot={wanted}").status_code == 404


def test_the_data_page_accounts_for_every_row(county, signed_in, db):
    response = signed_in(Role.ANALYST).get("/data/")
    total = response.context["total"]
    assert total["read"] == total["kept"] + total["set_aside"] > 0


def test_findings_are_added_up_by_code_errors_first():
    found = [
        {"code": "B", "source": "s", "severity": "warning", "rows": 2, "file": "f1", "message": "m", "effect": "e"},
        {"code": "B", "source": "s", "severity": "warning", "rows": 3, "file": "f2", "message": "n", "effect": "e"},
        {"code": "A", "source": "s", "severity": "error", "rows": 1, "file": "f1", "message": "m", "effect": "e"},
    ]
    lines = [(line.code, line.rows, line.files, line.more) for line in finding_lines(found)]
    assert lines == [("A", 1, 1, 0), ("B", 5, 2, 1)]


def test_a_late_supplier_is_named_on_the_first_page(county, signed_in, db):
    assert "Police has not sent data since 4 November 2023" in text_of(signed_in(Role.DIRECTOR).get("/"))
    standing = {fresh.supplier: (fresh.is_loaded, fresh.is_late) for fresh in freshness(county.snapshot)}
    assert standing["Police"] == (True, True)
    assert standing["Schools"] == (True, False)


def test_a_managers_home_leads_to_the_children_of_the_team(county, signed_in, db):
    shown = text_of(signed_in(Role.TEAM_MANAGER).get("/"))
    assert 'With Stroud 1</dt><dd><a class="govuk-link" href="/children/team/">29 children</a>' in shown


def test_a_managers_home_sets_the_team_beside_the_county(county, signed_in, db):
    lines = signed_in(Role.TEAM_MANAGER).get("/").context["team_lines"]
    rereferrals = {line.indicator.id: line for line in lines}["FD08"]
    assert (rereferrals.team, rereferrals.of, rereferrals.county) == ("0%", "0 of 9", "0%")


@pytest.mark.parametrize("is_made", [True, False])
def test_a_county_that_was_made_up_says_so_on_every_page(is_made, settings, tmp_path, signed_in, db):
    settings.LINEOFSIGHT_HOME = Home(tmp_path)
    if is_made:
        (tmp_path / ".county-small-1").touch()
    shown = text_of(signed_in(Role.DIRECTOR).get("/about/"))
    assert ("nobody on these pages is real" in shown) is is_made
