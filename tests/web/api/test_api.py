"""Figures over HTTP: the same as the pages show, for the same people, with the same entries in the log."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.utils import timezone

from lineofsight_web.access.models import AccessLogEntry
from lineofsight_web.access.policies import Role
from lineofsight_web.api.documentation import api_page
from lineofsight_web.api.endpoints import api
from lineofsight_web.api.models import ApiToken
from lineofsight_web.api.tokens import make_token, user_of_token, withdraw_token
from tests.web import world
from tests.web.conftest import browser_of, make_user

pytestmark = pytest.mark.django_db


class Program:
    """A program that reads with a token of one person's."""

    def __init__(self, user, days: int = 30) -> None:
        self.token = make_token(user=user, label="a program", days=days)

    def get(self, address: str, **query: str):
        return Client().get(f"/api/v1/{address}", query, headers={"Authorization": f"Bearer {self.token}"})


@pytest.fixture
def program():
    return lambda role, **fields: Program(make_user(role, **fields))


# What it says


def test_a_figure_is_the_one_of_the_snapshot(county, program):
    answer = program(Role.ANALYST).get("indicators/CP06/figures", until="2024-04-30", since="2024-04-30").json()
    [expected] = county.snapshot.figures("CP06", at=county.snapshot.as_of)
    assert answer["snapshot"] == county.snapshot.id
    [figure] = answer["figures"]
    assert (figure["at"], figure["numerator"], figure["value"]) == ("2024-04-30", expected.numerator, expected.value)


def test_without_dates_the_county_has_36_months_and_groups_the_newest(county, program):
    analyst = program(Role.ANALYST)
    assert len(analyst.get("indicators/FD07/figures").json()["figures"]) == 36
    by_district = analyst.get("indicators/FD07/figures", by="district").json()["figures"]
    assert {figure["at"] for figure in by_district} == {"2024-04-30"}
    assert "Stroud" in {figure["group_name"] for figure in by_district}


def test_every_indicator_at_once_gives_what_each_gives_alone(county, program):
    analyst = program(Role.ANALYST)
    together = analyst.get("figures", by="district").json()["figures"]
    alone = analyst.get("indicators/CP06/figures", by="district").json()["figures"]
    assert [figure for figure in together if figure["indicator"] == "CP06"] == alone


def test_a_definition_says_what_the_page_says(county, program):
    told = program(Role.BOARD_MEMBER).get("indicators/FD08").json()
    assert told["title"] == "Re-referrals within 12 months"
    assert "anniversary" in told["reading"]
    assert told["balanced_by"]


def test_an_older_snapshot_is_asked_for_by_its_id(county, program):
    analyst = program(Role.ANALYST)
    assert analyst.get("indicators/FD07/figures", snapshot=county.snapshot.id).status_code == 200
    assert analyst.get("indicators/FD07/figures", snapshot="2020-01-31-0000000000").status_code == 404
    assert [one["id"] for one in analyst.get("snapshots").json()] == [county.snapshot.id]


@pytest.mark.parametrize(
    "address", ["indicators/ZZ99", "indicators/ZZ99/figures", "indicators/FD07/figures?by=ward",
                "indicators/FD07/figures?by=district&until=2024-04-29", "indicators/FD07/cases?at=2024-04-29"],
)  # fmt: skip
def test_what_is_not_there_is_not_found(county, program, address):
    assert program(Role.ANALYST).get(address).status_code == 404


def test_a_question_that_makes_no_sense_is_told_so(county, program):
    assert program(Role.ANALYST).get("indicators/FD07/figures", since="yesterday").status_code == 422
    assert program(Role.ANALYST, username="other").get("indicators/FD07/cases", limit="100000").status_code == 422


# Who may


@pytest.mark.parametrize("header", [{}, {"Authorization": "Bearer los_guess"}, {"Authorization": "Basic eDp5"}])
@pytest.mark.parametrize("address", ["snapshots", "indicators", "indicators/FD07/figures", "indicators/FD07/cases"])
def test_without_a_good_token_there_is_no_answer(county, header, address):
    response = Client().get(f"/api/v1/{address}", headers=header)
    assert response.status_code == 401
    assert "figures" not in response.content.decode()


def test_a_session_is_no_token(county):
    """So no other site can make a signed-in browser ask."""
    assert browser_of(make_user(Role.ANALYST)).get("/api/v1/figures").status_code == 401


def test_nothing_can_be_written(county, program):
    analyst = program(Role.ANALYST)
    for method in ("post", "put", "patch", "delete"):
        answer = getattr(Client(), method)(
            "/api/v1/indicators/FD07/figures", headers={"Authorization": f"Bearer {analyst.token}"}
        )
        assert answer.status_code == 405


def test_small_numbers_are_hidden_from_those_who_may_not_see_them(county, program):
    seen = program(Role.ANALYST).get("indicators/CP06/figures").json()["figures"][-1]
    hidden = program(Role.BOARD_MEMBER).get("indicators/CP06/figures").json()["figures"][-1]
    assert seen["numerator"] == 1
    assert (hidden["numerator"], hidden["value"]) == (None, None)
    assert hidden["marker"]


def test_a_refusal_says_whom_to_ask_and_is_in_the_log(county, program):
    response = program(Role.BOARD_MEMBER).get("indicators/FD07/figures", by="team")
    assert response.status_code == 403
    assert response.json()["whom_to_ask"] == "the performance team"
    assert AccessLogEntry.objects.last().decision == "refused"


def test_a_role_without_figures_gets_none(county, program):
    administrator = program(Role.ADMINISTRATOR)
    for address in ("indicators", "figures", "indicators/FD07/figures", "indicators/FD07/cases", "snapshots"):
        assert administrator.get(address).status_code == 403


def test_cases_are_in_the_log_before_they_are_answered(county, program):
    answer = program(Role.ANALYST).get("indicators/CP06/cases").json()
    assert (answer["total"], answer["cases"][0]["person_id"]) == (1, county.amina)
    assert answer["cases"][0]["source_file"].endswith("ssd_cp_plans.csv")
    entry = AccessLogEntry.objects.last()
    assert (entry.action, entry.decision, entry.result_count) == ("see_cases", "allowed", 1)
    assert entry.person_token


def test_if_the_log_cannot_be_written_no_case_is_answered(county, program, monkeypatch):
    from lineofsight_web.access import log

    analyst = program(Role.ANALYST)
    monkeypatch.setattr(log, "append", _broken)
    response = analyst.get("indicators/CP06/cases")
    assert response.status_code == 503
    assert county.amina not in response.content.decode()


def _broken(rows):
    from lineofsight_web.access.log import LogUnavailable

    raise LogUnavailable("The access log cannot be written.")


def test_a_team_manager_gets_the_cases_of_the_own_team_only(county, program):
    manager = program(Role.TEAM_MANAGER)
    assert manager.get("indicators/FD07/cases", team=world.STROUD_TEAM).status_code == 200
    assert manager.get("indicators/FD07/cases", team=world.GLOUCESTER_TEAM).status_code == 403
    assert manager.get("indicators/FD07/cases").status_code == 403


def test_source_rows_are_for_those_who_may_see_them(county, program):
    case = program(Role.DIRECTOR).get("indicators/CP06/cases").json()["cases"][0]
    assert (case["source_file"], case["source_row"]) == (None, None)


# Tokens


def test_a_token_ends_with_its_day_its_withdrawal_and_its_persons_account(county):
    user = make_user(Role.ANALYST)
    token = make_token(user=user, label="Power BI", days=1)
    assert user_of_token(token) == user
    assert user_of_token(token, timezone.now() + timedelta(days=1)) is None
    user.is_active = False
    user.save()
    assert user_of_token(token) is None
    user.is_active = True
    user.save()
    assert withdraw_token(ApiToken.objects.get().pk)
    assert user_of_token(token) is None


def test_the_token_itself_is_kept_nowhere(county):
    token = make_token(user=make_user(Role.ANALYST), label="Power BI", days=1)
    [kept] = ApiToken.objects.values()
    assert token not in json.dumps(kept, default=str)


def test_tokens_are_made_listed_and_withdrawn_by_a_command(county, capsys):
    make_user(Role.ANALYST, username="ann")
    call_command("api_tokens", "make", "ann", "--label", "Power BI")
    token = capsys.readouterr().out.strip()
    assert user_of_token(token).username == "ann"
    call_command("api_tokens", "list")
    assert "ann  Power BI  until" in capsys.readouterr().out
    call_command("api_tokens", "withdraw", str(ApiToken.objects.get().pk))
    assert user_of_token(token) is None
    with pytest.raises(CommandError, match="no user 'nobody'"):
        call_command("api_tokens", "make", "nobody", "--label", "x")
    with pytest.raises(CommandError, match="lasts from 1 to"):
        call_command("api_tokens", "make", "ann", "--label", "x", "--days", "4000")


# Its description


def test_the_description_is_for_those_who_are_signed_in(county):
    assert Client().get("/api/v1/openapi.json").status_code == 302
    described = browser_of(make_user(Role.ANALYST)).get("/api/v1/openapi.json").json()
    assert described["openapi"].startswith("3.")
    assert "/api/v1/indicators/{indicator_id}/figures" in described["paths"]


def test_every_address_only_reads_and_needs_a_token():
    for path, methods in api.get_openapi_schema()["paths"].items():
        assert set(methods) == {"get"}, path
        assert methods["get"]["security"], path


def test_the_reference_page_is_current():
    """If this fails: python -m lineofsight_web api_page."""
    page = Path(__file__).parents[3] / "docs" / "reference" / "api.md"
    assert page.read_text(encoding="utf-8") == api_page()
