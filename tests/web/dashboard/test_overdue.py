"""What is overdue today: counts by team, and the list of children, logged before it is shown."""

import csv
import io

import pytest
from django.urls import reverse

from lineofsight_web.access.log import LogUnavailable
from lineofsight_web.access.models import AccessLogEntry
from lineofsight_web.access.policies import Role
from lineofsight_web.access.tokens import person_token
from tests.web import world
from tests.web.conftest import text_of

pytestmark = pytest.mark.django_db


def test_amina_has_not_been_visited_since_her_plan_began_and_her_review_is_late(county):
    """The plan began on 10 January 2024: a visit was due on 24 January, a review on 10 April."""
    found = {one.clock: (one.person_id, str(one.due_date), one.days_overdue) for one in county.snapshot.overdue()}
    assert found == {
        "child protection visit": (county.amina, "2024-01-24", 97),
        "first review conference": (county.amina, "2024-04-10", 20),
    }


def logged(parts: str) -> set[str]:
    """The tokens of the children whom the log says were shown under these words."""
    entries = AccessLogEntry.objects.filter(action="see_cases", decision="allowed", parts=parts)
    return set(entries.values_list("person_token", flat=True))


def test_the_first_sentence_counts_what_is_overdue_of_what_runs(county, signed_in):
    shown = text_of(signed_in(Role.DIRECTOR).get(reverse("overdue")))
    assert "On 30 April 2024, 2 of the 2 clocks that run for children were past their day." in shown


def test_a_team_manager_sees_the_own_team_first_and_may_list_only_it(county, signed_in):
    manager = signed_in(Role.TEAM_MANAGER, team_id=world.GLOUCESTER_TEAM)
    shown = text_of(manager.get(reverse("overdue")))
    assert "The children who are overdue with Gloucester 1" in shown
    assert f"team={world.GLOUCESTER_TEAM}" in shown
    assert manager.get(reverse("overdue-children") + f"?team={world.STROUD_TEAM}").status_code == 403


def test_a_manager_whose_team_has_nothing_overdue_is_told_so(county, signed_in):
    shown = text_of(signed_in(Role.TEAM_MANAGER).get(reverse("overdue-children")))
    assert "Children overdue with Stroud 1" in shown
    assert "Nothing is overdue here." in shown
    assert county.amina not in shown


def test_each_child_on_the_list_is_in_the_log_and_leads_to_the_child(county, signed_in):
    manager = signed_in(Role.TEAM_MANAGER, team_id=world.GLOUCESTER_TEAM)
    shown = text_of(manager.get(reverse("overdue-children")))
    assert f'href="/children/{county.amina}/"' in shown
    assert "24 January 2024" in shown
    assert logged("overdue 2024-04-30 page 1") == {person_token(county.amina)}


def test_nothing_is_shown_that_could_not_be_logged(county, signed_in, monkeypatch):
    def refuse(*_args: object, **_named: object) -> None:
        raise LogUnavailable("no log")

    monkeypatch.setattr("lineofsight_web.dashboard.overdue.views.log_opening", refuse)
    client = signed_in(Role.DIRECTOR)
    client.raise_request_exception = False
    for name, args in (("overdue-children", []), ("overdue-children-file", ["csv"])):
        answer = client.get(reverse(name, args=args))
        assert answer.status_code >= 500
        assert county.amina.encode() not in answer.content


def test_the_list_of_one_clock_has_that_clock_alone(county, signed_in):
    shown = text_of(signed_in(Role.DIRECTOR).get(reverse("overdue-children") + "?clock=child+protection+visit"))
    assert "1 clock past its day" in shown
    assert "10 April 2024" not in shown
    assert signed_in(Role.ANALYST).get(reverse("overdue-children") + "?clock=no-such").status_code == 404


def test_the_file_holds_the_list_and_is_logged(county, signed_in):
    told = signed_in(Role.ANALYST).get(reverse("overdue-children-file", args=["csv"])).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(told)))
    assert [(row["clock"], row["person_id"], row["days_overdue"]) for row in rows] == [
        ("Child protection visit", county.amina, "97"),
        ("First review conference", county.amina, "20"),
    ]
    assert logged("overdue 2024-04-30 csv") == {person_token(county.amina)}


@pytest.mark.parametrize("role", [Role.PRACTITIONER, Role.BOARD_MEMBER, Role.ADMINISTRATOR])
@pytest.mark.parametrize("address", ["/performance/overdue/children/", "/performance/overdue/children.csv"])
def test_who_may_not_see_cases_gets_no_list_and_no_file(county, signed_in, role, address):
    refused = signed_in(role).get(address)
    assert refused.status_code == 403
    assert "see the list of cases behind a figure" in text_of(refused)
    assert county.amina not in text_of(refused)


def test_a_board_member_sees_rounded_counts_of_the_county_no_team_and_no_list(county, signed_in):
    board = signed_in(Role.BOARD_MEMBER)
    shown = text_of(board.get(reverse("overdue")))
    assert "fewer than six, not shown" in shown
    assert "You do not have access to figures by team" in shown
    assert "Gloucester 1" not in shown
    assert reverse("overdue-children") not in shown
    assert board.get(reverse("overdue-file", args=["csv"])).status_code == 403


def test_someone_without_figures_sees_no_count(county, signed_in):
    refused = signed_in(Role.ADMINISTRATOR).get(reverse("overdue"))
    assert refused.status_code == 403
    assert "past their day" not in text_of(refused)


def test_counts_by_team_are_a_file_for_those_who_may_see_teams(county, signed_in):
    told = signed_in(Role.QA).get(reverse("overdue-file", args=["csv"])).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(told)))
    assert [(row["team"], row["clock"], row["running"], row["overdue"]) for row in rows] == [
        ("Gloucester 1", "Child protection visit", "1", "1"), ("Gloucester 1", "First review conference", "1", "1"),
    ]  # fmt: skip
