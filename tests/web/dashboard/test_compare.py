"""What has changed since March, on pages: who is shown what, what is logged, and what a file of it holds."""

import csv
import io
import zipfile
from dataclasses import dataclass

import pytest

from lineofsight.snapshot import Snapshot, list_snapshots, open_snapshot
from lineofsight_web.access.log import LogUnavailable
from lineofsight_web.access.models import AccessLogEntry
from lineofsight_web.access.policies import PERMISSIONS, Action, Role
from lineofsight_web.access.tokens import person_token
from lineofsight_web.dashboard import comparison, comparison_files
from tests.web import two_months
from tests.web.conftest import text_of

pytestmark = pytest.mark.django_db

REFUSED = (Role.PRACTITIONER, Role.INFORMATION_GOVERNANCE, Role.BOARD_MEMBER, Role.ADMINISTRATOR)
PAGE = "/data/snapshots/compare/"
FD07, FD08 = f"{PAGE}FD07/", f"{PAGE}FD08/"
PATHS = (PAGE, f"{PAGE}changed.csv", f"{PAGE}changed.xlsx", FD07, f"{FD07}cases.csv", f"{FD07}cases.xlsx")


@dataclass(frozen=True)
class Months:
    """March and April, and the children whom tests speak of."""

    march: Snapshot
    april: Snapshot
    noor: str
    marek: str
    ruby: str
    ruby_before: str


@pytest.fixture
def months(two_months_home, settings) -> Months:
    """The county of `two_months`, with April in force."""
    settings.LINEOFSIGHT_HOME = two_months_home
    april, march = (open_snapshot(two_months_home, entry.id) for entry in list_snapshots(two_months_home))
    [noor] = april.search(surname="Aziz", date_of_birth=two_months.NOOR_BORN)
    [marek] = april.search(surname="Nowak", date_of_birth=two_months.MAREK_BORN)
    [ruby] = april.search(surname="Fenn", date_of_birth=two_months.RUBY_BORN)
    before = {march.search(surname=name, date_of_birth=born)[0] for name, born in two_months.RUBY_WAS}
    return Months(march, april, noor, marek, ruby, (before - {ruby}).pop())


def query(months: Months) -> str:
    return f"?older={months.march.id}&newer={months.april.id}"


def rows_of(response) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


# Every measure


def test_the_page_says_how_many_measures_have_another_figure_and_why(months, signed_in):
    response = signed_in(Role.DIRECTOR).get(PAGE)
    lines = {line.indicator.id: line for line in response.context["moved"]}
    assert (lines["FD07"].then_of, lines["FD07"].now_of, lines["FD07"].moved) == (
        "23 for 130,950 children", "24 for 130,950 children", "+1",
    )  # fmt: skip
    assert lines["FD07"].why == ("1 recorded late", "1 gone", "1 changed", "1 linked otherwise")
    assert lines["FD08"].moved == "+4.17 points"
    assert "What has changed since 31 March 2024" in text_of(response)


def test_measures_whose_figure_stands_while_cases_differ_come_apart(months, signed_in):
    standing = {line.indicator.id: line for line in signed_in(Role.DIRECTOR).get(PAGE).context["standing"]}
    assert standing["CN01"].moved == "0"
    assert len(standing["CN01"].why) > 1


def test_the_movement_to_april_is_parted_into_late_and_new(months, signed_in):
    movements = {line.indicator.id: line for line in signed_in(Role.ANALYST).get(PAGE).context["movements"]}
    found = movements["FD07"]
    assert (found.moved, found.late, found.new) == ("\N{MINUS SIGN}1", "+1", "\N{MINUS SIGN}2")


def test_without_an_address_the_latest_is_compared_with_the_month_before(months, signed_in):
    asked = signed_in(Role.ANALYST).get(PAGE).context["asked"]
    assert (asked.older.id, asked.newer.id) == (months.march.id, months.april.id)


def test_two_snapshots_given_the_wrong_way_round_are_put_right(months, signed_in):
    asked = signed_in(Role.ANALYST).get(f"{PAGE}?older={months.april.id}&newer={months.march.id}").context["asked"]
    assert (asked.older.id, asked.newer.id) == (months.march.id, months.april.id)


def test_one_snapshot_with_itself_asks_for_two_different_ones(months, signed_in):
    response = signed_in(Role.ANALYST).get(f"{PAGE}?older={months.april.id}&newer={months.april.id}")
    assert "Choose two different snapshots" in text_of(response)


def test_a_home_with_one_snapshot_says_that_there_is_nothing_to_compare(county, signed_in):
    client = signed_in(Role.ANALYST)
    assert "There is one snapshot, so there is nothing to compare it with yet" in text_of(client.get(PAGE))
    assert client.get(FD07).status_code == 404
    assert client.get(f"{PAGE}changed.csv").status_code == 404
    assert "Compare two of them" not in text_of(client.get("/data/snapshots/"))


@pytest.mark.parametrize(
    "path",
    [f"{PAGE}?older=none-such", f"{PAGE}?newer=..%2F..", f"{PAGE}?at=2024-03-30", f"{PAGE}?at=2024-04-30",
     f"{PAGE}?at=soon", f"{PAGE}XX99/", f"{PAGE}changed.exe", f"{FD07}cases.exe"],
)  # fmt: skip
def test_what_there_is_not_is_not_found(path, months, signed_in):
    assert signed_in(Role.ANALYST).get(path).status_code == 404


def test_the_snapshots_page_leads_to_what_has_changed(months, signed_in):
    shown = signed_in(Role.ANALYST).get("/data/snapshots/").content.decode()
    assert f'{PAGE}?older={months.march.id}&amp;newer={months.april.id}"' in shown
    assert "Compare two of them" in shown
    assert PAGE not in signed_in(Role.ADMINISTRATOR).get("/data/snapshots/").content.decode()


# One measure


def test_an_analyst_sees_each_case_with_its_reason_and_the_row_it_came_from(months, signed_in):
    shown = text_of(signed_in(Role.ANALYST).get(FD07 + query(months)))
    assert "Its row was not in the extract of 31 March 2024" in shown
    assert "ssd_cin_episodes.csv, row 63" in shown
    assert "of the older files" in shown
    assert f"{months.ruby_before} is {months.ruby} now" in shown
    assert f'href="/children/{months.noor}/"' in shown


def test_the_categories_are_summed_to_the_whole_difference_on_the_page(months, signed_in):
    context = signed_in(Role.ANALYST).get(FD08 + query(months)).context
    assert [(total.category.value, total.n_cases, total.numerator) for total in context["totals"]] == [
        ("recorded late", "1", "0"), ("now gone", "1", "0"), ("changed", "1", "0"), ("person links changed", "1", "+1"),
    ]  # fmt: skip
    assert context["whole"] == {"n_cases": "4", "numerator": "+1", "denominator": "+1"}


def test_source_rows_are_for_those_who_may_see_them(months, signed_in):
    shown = text_of(signed_in(Role.DIRECTOR).get(FD07 + query(months)))
    assert months.noor in shown
    assert "ssd_cin_episodes.csv" not in shown


def test_every_child_on_the_page_is_in_the_log_under_the_id_of_then_and_of_now(months, signed_in):
    signed_in(Role.ANALYST).get(FD07 + query(months))
    entries = AccessLogEntry.objects.filter(action="see_cases", decision="allowed")
    tokens = {entry.person_token for entry in entries}
    assert {person_token(child) for child in (months.noor, months.marek, months.ruby, months.ruby_before)} <= tokens
    assert {entry.parts.startswith("FD07 changed 2024-03-31 ") for entry in entries} == {True}
    assert entries.count() == len(tokens) == 5


@pytest.mark.parametrize("path", [FD07, f"{FD07}cases.csv", f"{FD07}cases.xlsx"])
def test_no_log_no_page(path, months, signed_in, monkeypatch):
    def fail(*_: object, **__: object) -> None:
        raise LogUnavailable

    client = signed_in(Role.ANALYST)
    monkeypatch.setattr("lineofsight_web.access.gate.record", fail)
    response = client.get(path + query(months))
    assert response.status_code == 503
    assert months.noor not in response.content.decode()


@pytest.mark.parametrize("role", REFUSED)
@pytest.mark.parametrize("path", PATHS)
def test_a_refused_person_sees_whom_to_ask_and_nothing_of_a_child_or_a_figure(path, role, months, signed_in):
    response = signed_in(role).get(path + query(months))
    assert response.status_code == 403
    shown = text_of(response)
    assert "You do not have access to this" in shown
    assert "the performance team" in shown
    assert all(word not in shown for word in (months.noor, months.march.id, "recorded late"))
    assert [entry.decision for entry in AccessLogEntry.objects.all()] == ["refused"]


def test_a_manager_sees_the_cases_of_the_own_team_and_is_refused_another_teams(months, signed_in):
    manager = signed_in(Role.TEAM_MANAGER)
    shown = text_of(manager.get(FD07 + query(months)))
    assert months.noor in shown
    assert "for Stroud 1" in shown
    assert months.ruby not in shown
    assert manager.get(f"{FD07}{query(months)}&team=T-GLO").status_code == 403
    assert manager.get(f"{FD07}cases.csv{query(months)}&team=T-GLO").status_code == 403
    assert months.ruby not in text_of(manager.get(f"{FD07}{query(months)}&district=E07000082"))


def test_a_district_has_its_own_difference(months, signed_in):
    context = signed_in(Role.ANALYST).get(f"{FD07}{query(months)}&district=E07000081").context
    assert (context["group_name"], context["whole"]["n_cases"]) == ("Gloucester", "1")
    assert "district=E07000081" in context["page_query"]


def test_a_child_whom_the_snapshot_in_force_does_not_know_is_no_link(months, signed_in):
    """Ruby's other id leads nowhere now; her present one is the link."""
    shown = signed_in(Role.ANALYST).get(FD08 + query(months)).content.decode()
    assert f'href="/children/{months.ruby}/"' in shown
    assert f'href="/children/{months.ruby_before}/"' not in shown


def test_a_measure_of_which_nothing_changed_says_so(months, signed_in):
    assert "No case counts otherwise than it did" in text_of(signed_in(Role.ANALYST).get(f"{PAGE}LA01/{query(months)}"))


# Files


def test_the_csv_of_all_measures_holds_the_rows_of_the_page(months, signed_in):
    rows = {row["indicator"]: row for row in rows_of(signed_in(Role.DIRECTOR).get(f"{PAGE}changed.csv"))}
    found = rows["FD07"]
    assert (found["numerator_then"], found["numerator_now"], found["numerator_difference"]) == ("23.0", "24.0", "1.0")
    assert [found[name] for name in ("recorded_late", "now_gone", "changed", "person_links_changed")] == ["1"] * 4
    assert (found["older_snapshot"], found["newer_snapshot"]) == (months.march.id, months.april.id)


def test_the_workbook_says_what_the_categories_mean(months, signed_in):
    content = signed_in(Role.DIRECTOR).get(f"{PAGE}changed.xlsx").content
    texts = zipfile.ZipFile(io.BytesIO(content)).read("xl/sharedStrings.xml").decode()
    assert "its row was not in the files of then" in texts


def test_the_file_of_cases_logs_every_child_in_it(months, signed_in):
    rows = rows_of(signed_in(Role.ANALYST).get(f"{FD07}cases.csv{query(months)}"))
    late = {row["category"]: row for row in rows}["recorded late"]
    assert (late["person_id_then"], late["person_id_now"], late["file"]) == ("", months.noor, "ssd_cin_episodes.csv")
    assert (late["adds_to_numerator"], late["counted_on_now"]) == ("1.0", "2024-03-20")
    children = {row[name] for row in rows for name in ("person_id_then", "person_id_now")} - {""}
    tokens = set(AccessLogEntry.objects.filter(decision="allowed").values_list("person_token", flat=True))
    assert {person_token(child) for child in children} == tokens


def test_the_file_of_cases_keeps_source_rows_from_those_who_may_not_see_them(months, signed_in):
    rows = rows_of(signed_in(Role.DIRECTOR).get(f"{FD07}cases.csv{query(months)}"))
    assert set(rows[0]) == set(comparison_files.CASE_HEADERS)


# Small numbers


@pytest.mark.parametrize("path", PATHS)
def test_whoever_may_not_see_small_numbers_sees_no_difference(path, months, signed_in, monkeypatch):
    """Nearly every difference is one. Every role that opens these pages may see them today."""
    without = {
        action: reach for action, reach in PERMISSIONS[Role.ANALYST].items() if action != Action.SEE_SMALL_NUMBERS
    }
    monkeypatch.setitem(PERMISSIONS, Role.ANALYST, without)
    client = signed_in(Role.ANALYST)
    response = client.get(path + query(months))
    assert response.status_code == 403
    assert "recorded late" not in text_of(response)
    assert "What has changed" not in text_of(client.get(f"/performance/?snapshot={months.march.id}"))


@pytest.mark.parametrize(("number", "said"), [(0, "0"), (8, "+8"), (-8, "\N{MINUS SIGN}8"), (1234.5, "+1,234.5")])
def test_a_number_that_is_added_has_its_sign(number, said):
    assert comparison.signed(number) == said
