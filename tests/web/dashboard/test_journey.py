"""The journey's page: what its numbers are, and what each reader sees of it."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from lineofsight.snapshot import Route
from lineofsight_web.access.policies import Role
from lineofsight_web.dashboard.figures import Reader
from lineofsight_web.dashboard.journey.page import journey_page, stops
from tests.web.conftest import text_of

pytestmark = pytest.mark.django_db

EVERYTHING = Reader(sees_small_numbers=True, sees_teams=True)
BOARD = Reader(sees_small_numbers=False, sees_teams=False)


def route(n: int = 1, *reached: str, entry: str = "contact", ended: str = "closed") -> Route:
    flags: dict[str, Any] = dict.fromkeys(
        ("referral", "early_help", "assessment", "s47", "conference", "cin_plan", "cp_plan", "care"), False
    )
    return Route(entry=entry, ended=ended, n=n, **{**flags, **dict.fromkeys(reached, True)})


class Told:
    """What a snapshot would say."""

    id = "2024-04-30-told"
    as_of = date(2024, 4, 30)

    def __init__(self, *routes: Route, days: Any = None, back: Any = None) -> None:
        self.given, self.days, self.back = routes, days or {}, back or {}

    def routes(self, **_asked: Any) -> list[Route]:
        return list(self.given)

    def n_already_open(self, **_asked: Any) -> int:
        return 3

    def stage_days(self, **_asked: Any) -> Any:
        return self.days

    def returns(self, **_asked: Any) -> Any:
        return self.back


def page_of(told: Any, reader: Reader) -> Any:
    """The page over what a snapshot would say."""
    return journey_page(told, reader)


@pytest.mark.parametrize(
    ("went", "names"),
    [
        (route(), ["Contact", "Nothing further"]),
        (route(1, "early_help"), ["Contact", "Early help"]),
        (route(1, "referral"), ["Contact", "Referral", "Not assessed", "No enquiry", "No plan"]),
        (
            route(1, "referral", "assessment", "cin_plan", entry="referral"),
            ["Referral without a contact", "Referral", "Assessed", "No enquiry", "Child in need plan"],
        ),
        (
            route(1, "referral", "assessment", "s47", "conference", "cp_plan", "care"),
            ["Contact", "Referral", "Assessed", "Conference", "Care"],
        ),
        (route(1, "s47"), ["Contact", "No new referral", "Not assessed", "Enquiry, no conference", "No plan"]),
    ],
)
def test_a_route_has_one_station_a_layer_until_nothing_more_happened(went, names):
    assert [name for _, name in stops(went)] == names
    assert [layer for layer, _ in stops(went)] == list(range(len(names)))


def test_shares_are_of_those_at_the_step_before_and_everyone_arrives_somewhere():
    told = Told(route(60), route(30, "referral"), route(10, "referral", "assessment", "cin_plan", ended="still open"))
    page = page_of(told, EVERYTHING)
    moved = {(one.source[1], one.target[1]): (one.n, one.of) for one in page.moved}
    assert moved["Contact", "Referral"] == (40, 100)
    assert moved["Referral", "Assessed"] == (10, 40)
    assert page.headline.startswith("100 children were heard of in the 12 months to 2 November 2023")
    assert "10 (10%) were assessed, 10 (10%) came to a plan or into care, and 10 (10%) were still open" in page.headline


def test_the_longest_waits_are_those_for_a_decision_and_count_who_still_waits():
    """A plan of two years is no wait. Of ten assessments four are open: by no day have four in five left."""
    days = {
        "referral to assessment": {(5, "assessment"): 9, (20, None): 1},
        "assessment": {(30, "further action"): 6, (60, None): 4},
        "s47 to conference": {(12, "conference"): 9, (40, "no conference"): 1},
        "child protection plan": {(700, "no plan"): 10},
    }
    page = page_of(Told(route(), days=days), EVERYTHING)
    assert page.waits.endswith(
        "section 47 enquiry to conference (12 days) and referral to start of assessment (5 days)."
    )
    rows = {row.stage: row for row in page.stages}
    assert (rows["assessment"].half, rows["assessment"].four_fifths) == ("30 days", "not yet known")
    assert rows["assessment"].still_in == "4"
    assert rows["s47 to conference"].ways == "By day 40: conference 90%; no conference 10%"


def test_a_return_is_a_share_of_what_ended():
    page = page_of(Told(route(), back={"referred again": (40, 10)}), EVERYTHING)
    shown = {row.left: (row.share, row.made_of) for row in page.returns}
    assert shown["A referral that was closed"] == ("25%", "10 of 40")
    assert shown["Early help that ended"] == ("none ended", "")


def test_a_reader_without_small_numbers_gets_steps_of_five_and_no_way_that_few_went():
    told = Told(route(58), route(31, "referral"), route(4, "early_help"), back={"referred again": (40, 3)})
    page = page_of(told, BOARD)
    assert all(one.n % 5 == 0 and one.of % 5 == 0 for one in page.moved)
    assert "Early help" not in {one.target[1] for one in page.moved}
    assert "95 children" in page.headline
    assert page.open_already == "Fewer than six children"
    assert "fewer than six, not shown" in {row.share for row in page.returns}


def test_the_page_says_the_sentence_the_waits_and_draws_the_flow(county, signed_in):
    shown = text_of(signed_in(Role.DIRECTOR).get(reverse("journey")))
    assert "heard of in the 12 months to 2 November 2023 while no referral was open" in shown
    assert "Time in each stage" in shown
    assert "/performance/journey/flow.svg" in shown


def test_the_flow_is_an_svg_with_a_name_wide_and_narrow_and_a_png(county, signed_in):
    director = signed_in(Role.DIRECTOR)
    wide, narrow = (director.get(reverse("journey-flow", args=["svg"]) + query) for query in ("", "?narrow=1"))
    assert wide["Content-Type"] == "image/svg+xml"
    assert b"<title" in wide.content
    assert b"No enquiry" in wide.content
    assert wide.content != narrow.content
    assert director.get(reverse("journey-flow", args=["png"])).content.startswith(b"\x89PNG")


@pytest.mark.parametrize("table", ["flow", "stages", "returns"])
def test_each_table_is_a_file(county, signed_in, table):
    director = signed_in(Role.DIRECTOR)
    told = director.get(reverse("journey-file", args=[table, "csv"])).content.decode("utf-8-sig")
    assert county.snapshot.id in told
    assert director.get(reverse("journey-file", args=[table, "xlsx"])).content.startswith(b"PK")


def test_a_district_is_chosen_by_a_link_and_needs_small_numbers(county, signed_in):
    address = reverse("journey") + "?district=E07000082"
    assert "Where children wait: Stroud" in text_of(signed_in(Role.ANALYST).get(address))
    refused = signed_in(Role.BOARD_MEMBER).get(address)
    assert refused.status_code == 403
    assert "see figures of fewer than six children" in text_of(refused)


def test_a_board_member_sees_the_county_in_steps_of_five_and_no_link_to_a_district(county, signed_in):
    shown = text_of(signed_in(Role.BOARD_MEMBER).get(reverse("journey")))
    assert "rounded to the nearest five" in shown
    assert "district=" not in shown


def test_someone_without_figures_sees_nothing_of_it(county, signed_in):
    refused = signed_in(Role.ADMINISTRATOR).get(reverse("journey"))
    assert refused.status_code == 403
    assert "see performance figures" in text_of(refused)
    assert "heard of" not in text_of(refused)


def test_a_snapshot_made_before_journeys_says_so(county, signed_in, monkeypatch):
    monkeypatch.setattr("lineofsight.snapshot.Snapshot.holds_journeys", lambda _self: False)
    client = signed_in(Role.DIRECTOR)
    assert "made before journeys were followed" in text_of(client.get(reverse("journey")))
    assert "made before the clocks were counted" in text_of(client.get(reverse("overdue")))
