"""Is the fall safe? The sentence, the parts that add up, what became of the children, and what others are not shown."""

from datetime import date

import pytest

from lineofsight.snapshot import Departures, Move
from lineofsight.stats.flows import Flows, StockChange, balance, compare
from lineofsight_web.access.models import AccessLogEntry
from lineofsight_web.access.policies import Role
from lineofsight_web.dashboard.downloads import Downloadable, _as_number
from lineofsight_web.dashboard.figures import Reader
from lineofsight_web.dashboard.safe import aftermath, change
from lineofsight_web.dashboard.safe.aftermath import HIDDEN, two_years_words
from lineofsight_web.dashboard.safe.change import Change, change_shown, sentence, verdict
from lineofsight_web.dashboard.safe.parts import BY_KEY, LEVELS, flows_of
from tests.web.conftest import text_of

pytestmark = pytest.mark.django_db

APRIL, OCTOBER = date(2024, 4, 30), date(2023, 10, 31)
EVERYTHING, BOARD = Reader(True, True), Reader(False, False)
CARE, PLANS = BY_KEY["care"], BY_KEY["plans"]
AMINA = "/performance/safe/children/?level=plans&part=start:5-9&in=now"


def move(flow: str, band: str, n: int, *, uasc: bool = False, reason: str | None = None) -> Move:
    return Move(APRIL, flow, band, uasc, reason, n)


# The parts


def test_every_move_is_in_one_part_so_that_the_parts_add_up_to_the_change():
    moves = [
        move("start", "16-17", 12), move("start", "16-17", 7, uasc=True), move("start", "10-15", 2, uasc=True),
        move("start", "0", 30), move("end", "5-9", 9, reason="E4A"), move("end", "0", 4, reason="E11"),
        move("end", "1-4", 6, reason="E12"), move("end", "10-15", 3), move("aged out", "16-17", 40, reason="E5"),
    ]  # fmt: skip
    flows = flows_of(CARE, moves)
    assert dict(flows.starts) == {"0": 30, "16-17": 12, "unaccompanied": 9}
    assert dict(flows.ends) == {"adoption": 10, "returned home": 9, "reason not recorded": 3}
    assert flows.ageing_out == 40
    assert flows.net == 51 - 22 - 40


def test_why_a_plan_ended_is_not_held_so_its_ends_are_one_part():
    assert dict(flows_of(PLANS, [move("end", "0", 4), move("end", "5-9", 5)]).ends) == {"left": 9}


def test_16_and_17_year_olds_and_the_unaccompanied_have_their_row_though_nobody_is_of_them():
    assert dict(flows_of(CARE, [move("start", "0", 4)]).starts) == {"0": 4, "16-17": 0, "unaccompanied": 0}


def test_a_file_of_counts_holds_numbers_not_words():
    found = Downloadable("x", ("what", "n", "change", "share"), (("A", "1,204", "-6", "21%"),))
    assert found.rows[0][1] == "1,204"
    assert [_as_number(cell) for cell in found.rows[0]] == ["A", 1204, -6, "21%"]


def moved_by_52() -> Change:
    now = Flows(starts={"10-15": 118, "16-17": 12}, ends={"returned home": 140}, ageing_out=42)
    before = Flows(starts={"10-15": 120, "16-17": 31}, ends={"returned home": 139}, ageing_out=41)
    return Change(CARE, OCTOBER, APRIL, StockChange(843, 791, now), balance(now), compare(now, before), True)


def test_the_sentence_says_the_number_the_change_its_flows_chance_and_the_largest_part():
    assert sentence(moved_by_52()) == (
        "791 children were in care on 30 April 2024, 52 fewer than six months before (843). 130 started to be looked "
        "after and 182 left care or turned 18; chance alone would move the total by up to about 35 either way. The "
        "largest part is 16 and 17 year olds starting: 12, against 31 in the same months a year before."
    )


def test_the_verdict_says_how_small_a_change_would_not_be_seen():
    assert verdict(moved_by_52()) == (
        "The change is more than chance would make. A change of fewer than 35 in six months would still be called "
        "chance."
    )


@pytest.mark.parametrize("level", LEVELS, ids=lambda level: level.key)
def test_the_parts_of_the_page_add_up_to_its_change_in_the_county(level, county):
    found = change.change_of(county.snapshot, level)
    assert found is not None
    assert sum(part.effect for part in found.stock.parts) == found.stock.now - found.stock.then


# What became of them


@pytest.mark.parametrize(
    ("now", "before", "said", "is_real"),
    [
        ((40, 200), (20, 200), "More than before, by 3.0 to 17 points", True),
        ((20, 200), (40, 200), "Fewer than before, by 3.0 to 17 points", True),
        ((21, 200), (20, 200), "No evidence of difference; an increase of less than 10 points would not be seen yet",
         False),
        ((1, 12), (1, 12), "Too few to tell: an increase of less than 52 points would not be seen yet", False),
        ((1, 3), (1, 3), "Too few to tell: no increase would be seen yet", False),
    ],
)  # fmt: skip
def test_two_years_differ_or_it_is_said_what_could_not_be_seen(now, before, said, is_real):
    assert two_years_words(*now, *before) == (said, is_real)


@pytest.fixture
def followed(county, monkeypatch):
    """200 children who left care in the latest year, 180 in the year before; 30 of each 16 or 17."""
    rows = tuple(
        Departures("left care", who, is_latest, n, referral=n // 10, enquiry=0, plan=0, care=3, missing=0)
        for is_latest, whole in ((True, 200), (False, 180))
        for who, n in (("under 16", whole - 30), ("16-17", 30))
    )
    monkeypatch.setattr(aftermath, "_counted", lambda snapshot, within: rows)
    monkeypatch.setattr(aftermath, "_reaches_back", lambda snapshot: frozenset({"left care"}))
    return county.snapshot


def row_of(found, title: str, outcome: str):
    [table] = [table for table in found.tables if table.title == title]
    return next(row for row in table.rows if row.outcome == outcome)


def test_a_share_stands_beside_its_counts_its_range_and_the_year_before(followed):
    row = row_of(aftermath.aftermath_shown(followed, EVERYTHING), "Left care: all under 18", "Referred again")
    assert (row.now.share, row.now.of, row.now.interval) == ("10%", "20 of 200", "6.6% to 15%")
    assert (row.before.share, row.before.of) == ("10%", "18 of 180")
    assert row.verdict.startswith("No evidence of difference; an increase of less than ")


def test_16_and_17_year_olds_stand_apart(followed):
    row = row_of(aftermath.aftermath_shown(followed, EVERYTHING), "Left care: aged 16 or 17", "Came back into care")
    assert (row.now.of, row.before.of) == ("3 of 30", "3 of 30")


def test_few_children_are_not_shown_to_a_board_member_nor_groups_from_which_they_could_be_told(followed, monkeypatch):
    found = aftermath.aftermath_shown(followed, BOARD)
    assert {table.group for table in found.tables} == {"all"}
    assert row_of(found, "Left care: all under 18", "Came back into care").now.of == "6 of 200"
    few = tuple(
        Departures("left care", "under 16", is_latest, 100, referral=5, enquiry=0, plan=96, care=0, missing=6)
        for is_latest in (True, False)
    )
    monkeypatch.setattr(aftermath, "_counted", lambda snapshot, within: few)
    found = aftermath.aftermath_shown(followed, BOARD)
    assert row_of(found, "Left care: all under 18", "Referred again").now.share == HIDDEN
    assert row_of(found, "Left care: all under 18", "Child protection plan").now.share == HIDDEN
    assert row_of(found, "Left care: all under 18", "Reported missing").now.of == "6 of 100"


def test_what_no_extract_holds_is_said_not_counted_as_nobody(county):
    found = aftermath.aftermath_shown(county.snapshot, EVERYTHING)
    tables = {table.title: table.absence for table in found.tables}
    assert tables["An enquiry, and no conference: all under 18"].startswith("Not loaded")
    assert row_of(found, "Left care: all under 18", "Child protection enquiry").now.share == "Not loaded"
    assert row_of(found, "Left care: all under 18", "Reported missing").now.share == "no children"


# The page


def test_the_page_says_what_is_not_held(county, signed_in):
    shown = text_of(signed_in(Role.DIRECTOR).get("/performance/safe/"))
    assert "Not held: no extract has practice audits." in shown
    assert "1 child was on a child protection plan on 30 April 2024, 1 more than six months before (0)." in shown
    assert "Why a plan ended is not held" in shown


def test_a_board_member_is_not_shown_parts_of_few_children(county, signed_in):
    shown = text_of(signed_in(Role.BOARD_MEMBER).get("/performance/safe/"))
    assert "some of its numbers are of fewer than six children" in shown
    assert "Started a plan, aged 5 to 9" not in shown
    assert "/performance/safe/children/" not in shown
    assert not change_shown(county.snapshot, PLANS, BOARD).rows


def test_a_board_member_gets_no_file_or_chart_of_few_children_either(county, signed_in):
    client = signed_in(Role.BOARD_MEMBER)
    assert client.get("/performance/safe/plans/starts-and-ends.svg").status_code == 404
    assert "aged 5 to 9" not in client.get("/performance/safe/tables/plans-parts.csv").content.decode()


@pytest.mark.parametrize("path", ["/performance/safe/", "/performance/safe/tables/after.csv",
                                  "/performance/safe/care/starts-and-ends.svg"])  # fmt: skip
@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.INFORMATION_GOVERNANCE])
def test_who_may_not_see_figures_is_refused(path, role, county, signed_in):
    response = signed_in(role).get(path)
    assert response.status_code == 403
    assert "children were" not in text_of(response)


def test_the_children_behind_a_count_are_listed_and_logged(county, signed_in):
    client = signed_in(Role.ANALYST)
    assert "level=plans&amp;part=start%3A5-9&amp;in=now" in client.get("/performance/safe/").content.decode()
    shown = text_of(client.get(AMINA))
    assert "1 child. Each child on this page is now in the access log" in shown
    assert f"/children/{county.amina}/" in shown
    assert "ssd_cp_plans.csv, row 2" in shown
    entry = AccessLogEntry.objects.last()
    assert (entry.action, entry.parts) == ("see_cases", "safe plans start:5-9 now page 1")


def test_a_team_manager_lists_only_children_of_their_own_team(county, signed_in):
    shown = text_of(signed_in(Role.TEAM_MANAGER).get(AMINA))
    assert county.amina not in shown
    assert "0 children who are with your team now" in shown


@pytest.mark.parametrize("role", [Role.BOARD_MEMBER, Role.PRACTITIONER])
def test_who_may_not_see_cases_is_refused_the_list(role, county, signed_in):
    response = signed_in(role).get(AMINA)
    assert response.status_code == 403
    assert county.amina not in text_of(response)


@pytest.mark.parametrize("query", ["level=care", "level=care&part=start:0&in=then", "kind=left care&in=now",
                                   "kind=left care&group=all&outcome=x&within=90&in=now", "level=x&part=start:0&in=now",
                                   "kind=left care&group=all&outcome=care&within=91&in=now", ""])  # fmt: skip
def test_an_address_that_names_no_count_is_not_found(query, county, signed_in):
    assert signed_in(Role.ANALYST).get(f"/performance/safe/children/?{query}").status_code == 404


def test_each_table_can_be_taken_away_as_a_file_with_its_snapshot(county, signed_in):
    client = signed_in(Role.ANALYST)
    for name in ("care-parts", "plans-parts", "care-months", "plans-months", "after"):
        assert county.snapshot.id in text_of(client.get(f"/performance/safe/tables/{name}.csv"))
        assert client.get(f"/performance/safe/tables/{name}.xlsx").content[:2] == b"PK"
    assert client.get("/performance/safe/tables/else-parts.csv").status_code == 404
    assert client.get("/performance/safe/plans/starts-and-ends.png").content[:4] == b"\x89PNG"
