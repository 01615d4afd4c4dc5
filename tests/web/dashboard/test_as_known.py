"""Pages as they were known at an older day: said plainly, kept through every link, and chosen at the foot."""

import re
from datetime import date

import pytest

from lineofsight.snapshot import Figure, Revision, list_snapshots, open_snapshot
from lineofsight_web.access.policies import Role
from lineofsight_web.dashboard.figures import Reader
from lineofsight_web.dashboard.late_words import NOT_KNOWN, late_range, late_words
from tests.web.conftest import text_of

pytestmark = pytest.mark.django_db

CASES_OF_STROUD = "/performance/FD07/cases/?at=2024-02-29&district=E07000082"
PAGES = ("/performance/", "/performance/all/", "/performance/teams/", "/performance/districts/",
         "/performance/teams/T-STR/", "/performance/FD07/", "/performance/FD08/", "/performance/FD07/cases/",
         CASES_OF_STROUD, "/data/", "/data/sources/")  # fmt: skip
WITH_A_CHOICE = PAGES[:-2]
EVERYTHING, BOARD = Reader(True, True), Reader(False, False)
MARCH, FEBRUARY = date(2024, 3, 31), date(2024, 2, 29)


@pytest.fixture
def march(two_months_home, settings):
    """The snapshot of March, with April in force."""
    settings.LINEOFSIGHT_HOME = two_months_home
    _, older = list_snapshots(two_months_home)
    return open_snapshot(two_months_home, older.id)


def in_march(path: str, march) -> str:
    return f"{path}{'&' if '?' in path else '?'}snapshot={march.id}"


def main_of(response) -> str:
    """The page between header and foot: what belongs to the page itself."""
    found = re.search(r"<main.*</main>", response.content.decode(), re.DOTALL)
    assert found
    return found[0]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_an_older_snapshot_says_as_of_when_it_was_known(path, march, signed_in):
    client = signed_in(Role.ANALYST)
    assert "As it was known on 31 March 2024" in text_of(client.get(in_march(path, march)))
    assert "As it was known on" not in text_of(client.get(path))


@pytest.mark.parametrize("path", WITH_A_CHOICE)
def test_an_older_snapshot_is_kept_through_every_link_to_a_figure_a_chart_a_case_or_a_file(path, march, signed_in):
    """But for two: to the same page as it is known now, and to what has changed since."""
    response = signed_in(Role.ANALYST).get(in_march(path, march))
    shown = response.content.decode()
    addresses = re.findall(r'(?:href|src|srcset)="(/performance/[^"]*)"', shown)
    leaves_it = {response.context["latest"].replace("&", "&amp;"), "/performance/"}  # the service bar's entry
    writes = [address for address in addresses if re.search(r"/(note|target|new-level)/$", address)]
    lost = [one for one in addresses if march.id not in one and one not in leaves_it and one not in writes]
    assert addresses
    assert lost == []


def test_files_and_sources_of_an_older_snapshot_lead_to_one_another(march, signed_in):
    shown = signed_in(Role.ANALYST).get(in_march("/data/", march)).content.decode()
    assert f'href="/data/sources/?snapshot={march.id}"' in shown
    assert 'href="/data/snapshots/"' in shown


def test_the_back_link_of_a_measure_stays_in_the_older_snapshot(march, signed_in):
    shown = signed_in(Role.ANALYST).get(in_march("/performance/FD07/", march)).content.decode()
    assert f'<a class="govuk-back-link" href="/performance/?snapshot={march.id}">' in shown


def test_next_page_of_cases_stays_in_the_older_snapshot(march, signed_in):
    context = signed_in(Role.ANALYST).get(in_march("/performance/FD07/cases/?at=2024-02-29", march)).context
    assert context["page_query"] == f"at=2024-02-29&snapshot={march.id}&"


def test_as_it_is_known_now_is_the_same_page_with_the_same_question(march, signed_in):
    context = signed_in(Role.ANALYST).get(in_march(CASES_OF_STROUD, march)).context
    assert context["latest"] == "/performance/FD07/cases/?at=2024-02-29&district=E07000082"


@pytest.mark.parametrize("path", WITH_A_CHOICE)
def test_the_foot_of_a_page_of_figures_lets_one_choose_when_it_was_known(path, march, signed_in):
    shown = main_of(signed_in(Role.ANALYST).get(in_march(path, march)))
    assert "See this page as it was known at" in shown
    assert f'<option value="{march.id}" selected>31 March 2024</option>' in shown
    assert '<option value="">30 April 2024 (in force)</option>' in shown


def test_the_choice_keeps_the_rest_of_the_question(march, signed_in):
    shown = main_of(signed_in(Role.ANALYST).get(in_march(CASES_OF_STROUD, march)))
    assert '<input type="hidden" name="at" value="2024-02-29">' in shown
    assert '<input type="hidden" name="district" value="E07000082">' in shown
    assert 'type="hidden" name="snapshot"' not in shown


def test_cases_of_april_cannot_be_seen_as_they_were_known_in_march(march, signed_in):
    """March knew nothing of April: a choice that led nowhere would be no choice."""
    assert "See this page" not in main_of(signed_in(Role.ANALYST).get("/performance/FD07/cases/?at=2024-04-30"))


def test_one_snapshot_is_no_choice(county, signed_in):
    assert "See this page" not in main_of(signed_in(Role.ANALYST).get("/performance/"))


def test_home_is_always_as_it_is_known_now(march, signed_in):
    shown = text_of(signed_in(Role.DIRECTOR).get(f"/?snapshot={march.id}"))
    assert "30 April 2024" in shown
    assert "As it was known on" not in shown


def test_only_those_who_may_compare_are_led_to_what_has_changed(march, signed_in):
    shown = [text_of(signed_in(role).get(in_march("/performance/", march))) for role in ("analyst", "board_member")]
    assert ["What has changed since" in page for page in shown] == [True, False]


# How far late records move a figure


def revision(then: float, now: float, at: date = MARCH) -> Revision:
    sides = [Figure("FD07", at, "all", "", n, 1000.0, n / 1000, "") for n in (then, now)]
    return Revision(at, *sides)


@pytest.mark.parametrize(
    ("moves", "said"),
    [
        ([], NOT_KNOWN),
        ([3], "Late records added 3 to the figure of 31 March 2024 after it was first told."),
        ([-2], "Late records took 2 from the figure of 31 March 2024 after it was first told."),
        ([0], "Late records have not moved the figure of 31 March 2024 after it was first told."),
        ([1, 3], "Late records may add 1 to 3, going by how the last 2 months' figures moved."),
        ([0, 3], "Late records may add up to 3, going by how the last 2 months' figures moved."),
        ([2, 2], "Late records may add 2, going by how the last 2 months' figures moved."),
        ([-4, -1, -2], "Late records may take away 1 to 4, going by how the last 3 months' figures moved."),
        ([-2, 1], "Late records may take away up to 2 or add up to 1, going by how the last 2 months' figures moved."),
        ([0, 0], "Late records should not move it, going by how the last 2 months' figures moved."),
    ],
)
def test_how_far_late_records_may_move_a_count_is_said_by_how_far_they_did(moves, said):
    assert late_words([revision(100, 100 + move) for move in moves], "count", EVERYTHING) == said


@pytest.mark.parametrize(
    ("moves", "said"),
    [
        ([], "not known yet"),
        ([3], "added 3 last month"),
        ([-2], "took 2 last month"),
        ([0], "none last month"),
        ([1, 3], "may add 1 to 3"),
        ([-4, -1], "may take away 1 to 4"),
    ],
)
def test_a_cell_of_a_table_says_it_shortly(moves, said):
    """One month's revision is told as what happened, here too."""
    assert late_range([revision(100, 100 + move) for move in moves], "count", EVERYTHING) == said


def test_of_a_percentage_the_move_is_in_points():
    moved = [revision(100, 101), revision(100, 104)]
    said = late_words(moved, "percent", EVERYTHING)
    assert said == "Late records may add 0.1 to 0.4 points, going by how the last 2 months' figures moved."


@pytest.mark.parametrize("moves", [[1], [1, 3], [7, 9]])
def test_a_board_member_is_told_no_number_of_late_records(moves):
    """Of a figure that is hidden the revision is exact all the same."""
    assert (
        late_words([revision(100, 100 + move) for move in moves], "count", BOARD) == "Late records may still move it."
    )


def test_a_measures_page_tells_what_late_records_did_to_the_month_before(march, signed_in):
    client = signed_in(Role.DIRECTOR)
    assert "Late records added 1 to the figure of 31 March 2024" in text_of(client.get("/performance/FD07/"))
    assert NOT_KNOWN in text_of(client.get(in_march("/performance/FD07/", march)))
