"""Which page opens to whom, and what a refused person sees: what is missing and whom to ask, never who there is."""

from itertools import product

import pytest

from lineofsight_web.access.models import User
from lineofsight_web.access.policies import Role
from tests.web.conftest import PURPOSE_OF, as_seen, browser_of, give_reason, seen, text_of

pytestmark = pytest.mark.django_db

ROLES = dict(zip("datpqibm", Role, strict=True))
"""A letter a role: director, analyst, team manager, practitioner, QA, information governance, board, administrator."""

OPEN_TO = {
    "/": "datpqibm",
    "/about/": "datpqibm",
    "/performance/": "datpqb",
    "/performance/FD07/": "datpqb",
    "/performance/FD07/months.svg": "datpqb",
    "/performance/FD07/districts.png": "datpqb",
    "/performance/FD07/figures.csv": "datpqb",
    "/performance/FD07/figures.xlsx?by=district": "datpqb",
    "/performance/FD07/figures.csv?by=team": "datq",
    "/performance/FD07/cases/": "datq",
    "/performance/FD07/cases/?team=T-STR": "datq",
    "/performance/FD07/cases/?team=T-GLO": "daq",
    "/performance/FD07/cases/?district=E07000081": "datq",
    "/children/": "datpq",
    "/children/team/": "tp",
    "/data/": "datqim",
    "/data/sources/": "datqim",
    "/data/snapshots/": "datqim",
    "/data/snapshots/compare/": "datq",
    "/data/access-log/": "i",
    "/data/access-log/check/": "i",
    "/data/to-review/": "i",
}


@pytest.mark.parametrize(("path", "letter"), list(product(OPEN_TO, ROLES)))
def test_a_page_opens_to_the_roles_of_the_table_and_to_no_other(path, letter, county, signed_in):
    response = signed_in(ROLES[letter]).get(path)
    assert response.status_code == (200 if letter in OPEN_TO[path] else 403)
    if letter not in OPEN_TO[path]:
        shown = text_of(response)
        assert "You do not have access to this" in shown
        assert "If you need it for your work, ask " in shown


@pytest.mark.parametrize("path", OPEN_TO)
def test_nothing_opens_to_someone_who_has_not_signed_in(path, county, client):
    response = client.get(path)
    assert response.status_code == 302
    assert response["Location"].startswith("/sign-in/?next=")


@pytest.mark.parametrize("role", Role)
def test_the_service_bar_leads_only_where_the_role_may_go(role, county, signed_in):
    client = signed_in(role)
    bar = [link.address for link in client.get("/").context["service_bar"]]
    assert bar[0] == "/"
    assert {client.get(address).status_code for address in bar} <= {200, 302}


def test_a_refusal_names_the_permission_and_whom_to_ask(county, signed_in):
    shown = text_of(signed_in(Role.BOARD_MEMBER).get(f"/children/{county.jack}/"))
    assert "Your role does not let you open a child&#x27;s record." in shown
    assert "ask your team manager or the duty desk." in shown


# A child who may not be seen, and one who is not


@pytest.mark.parametrize("role", Role)
def test_asking_for_a_child_of_another_team_and_for_none_is_answered_alike(role, county, signed_in):
    client = signed_in(role)
    assert as_seen(client, county.lily) == as_seen(client, county.nobody)
    assert as_seen(client, county.amina) == as_seen(client, "no-such-id")


def test_a_manager_is_refused_the_reason_form_for_another_teams_child_and_for_none_alike(county, signed_in):
    client = signed_in(Role.TEAM_MANAGER)
    answers = [
        seen(client.post(f"/children/{person}/reason/", {"purpose": "supervision"}), person)
        for person in (county.amina, county.nobody)
    ]
    assert answers[0] == answers[1]
    assert answers[0][0] == 403


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.ANALYST, Role.QA, Role.PRACTITIONER])
def test_with_a_reason_an_id_that_no_child_has_is_not_found(role, county, signed_in):
    response = give_reason(signed_in(role), county.nobody, PURPOSE_OF[role])
    assert response.status_code == 404
    assert "Page not found" in text_of(response)


def search(client, surname: str, year: str = "2010"):
    born = {"date_of_birth_0": "31", "date_of_birth_1": "1", "date_of_birth_2": year}
    asked = {"surname": surname, **born, "purpose": "duty", "words": "A call about this child from school"}
    return client.post("/children/", asked, follow=True)


def test_a_search_that_finds_nobody_and_one_that_finds_only_others_children_are_answered_alike(county, signed_in):
    client = signed_in(Role.TEAM_MANAGER, team_id="T-GLO")
    others_child, nobody = search(client, "Bell"), search(client, "Nosuchname")
    assert seen(others_child, "") == seen(nobody, "")
    assert "No child you can open fits" in text_of(nobody)
    assert "That does not mean that nobody knows the child." in text_of(nobody)


def test_a_search_finds_a_managers_own_children_and_no_word_of_their_twins(county, signed_in):
    shown = text_of(search(signed_in(Role.TEAM_MANAGER), "Bell"))
    assert "Jack Bell" in shown
    assert "Lily" not in shown


@pytest.mark.parametrize("role", [Role.INFORMATION_GOVERNANCE, Role.BOARD_MEMBER, Role.ADMINISTRATOR])
def test_those_who_may_not_search_are_refused_before_anything_is_read(role, county, signed_in):
    assert search(signed_in(role), "Bell").status_code == 403


# Lists that reach only as far as the role


def test_a_manager_sees_the_cases_of_the_own_team_whatever_else_is_asked_for(county, signed_in):
    client = signed_in(Role.TEAM_MANAGER)
    for path in ("", "?district=E07000081", "?district=E07000082&page=1"):
        rows = client.get(f"/performance/FD07/cases/{path}").context["rows"]
        assert {row.case.team_id for row in rows} == {"T-STR"}


def test_a_case_links_to_its_child_only_where_the_reader_may_go_on(county, signed_in):
    director = signed_in(Role.DIRECTOR).get("/performance/FD07/cases/").context["rows"]
    assert all(row.may_open for row in director)
    manager = signed_in(Role.TEAM_MANAGER).get("/performance/FD07/cases/").context["rows"]
    assert {row.may_open for row in manager} == {True}


def test_source_rows_stand_beside_cases_for_analysts_only(county, signed_in):
    assert "ssd_cin_episodes.csv, row" in text_of(signed_in(Role.ANALYST).get("/performance/FD07/cases/"))
    assert "ssd_cin_episodes.csv" not in text_of(signed_in(Role.DIRECTOR).get("/performance/FD07/cases/"))


# Openings outside a person's own team


@pytest.fixture
def opened(county, signed_in) -> None:
    """A practitioner has opened another team's child."""
    give_reason(signed_in(Role.PRACTITIONER), county.amina, "duty", "The hospital phoned the duty desk")


def test_an_opening_outside_the_team_waits_for_a_review(opened, county, signed_in):
    client = signed_in(Role.INFORMATION_GOVERNANCE)
    [entry] = client.get("/data/to-review/").context["pages"]
    shown = text_of(client.get(f"/data/to-review/{entry.seq}/"))
    assert "The hospital phoned the duty desk" in shown
    assert "Amina" not in shown
    review = {"outcome": "proper", "words": "The duty manager confirmed the call"}
    assert client.post(f"/data/to-review/{entry.seq}/", review, follow=True).context["pages"].paginator.count == 0


def test_a_review_needs_an_outcome_and_words(opened, county, signed_in):
    client = signed_in(Role.INFORMATION_GOVERNANCE)
    [entry] = client.get("/data/to-review/").context["pages"]
    shown = text_of(client.post(f"/data/to-review/{entry.seq}/", {}))
    assert "Choose what you found" in shown
    assert "Say how you know" in shown


def test_nobody_reviews_what_they_opened_themselves(opened, county, signed_in):
    client = signed_in(Role.INFORMATION_GOVERNANCE, username="practitioner-moved")
    [entry] = client.get("/data/to-review/").context["pages"]
    User.objects.filter(username="practitioner").update(role=Role.INFORMATION_GOVERNANCE)
    same_person = browser_of(User.objects.get(username="practitioner"))
    assert same_person.get(f"/data/to-review/{entry.seq}/").status_code == 403


def test_opening_a_child_of_ones_own_team_waits_for_no_review(county, signed_in):
    give_reason(signed_in(Role.PRACTITIONER), county.jack, "duty")
    client = signed_in(Role.INFORMATION_GOVERNANCE)
    assert client.get("/data/to-review/").context["pages"].paginator.count == 0


def test_the_log_can_be_narrowed_to_one_child_or_one_person(opened, county, signed_in):
    client = signed_in(Role.INFORMATION_GOVERNANCE)
    of_amina = client.get("/data/access-log/", {"person_id": county.amina}).context["pages"]
    assert {entry.actor for entry in of_amina} == {"practitioner"}
    assert client.get("/data/access-log/", {"person_id": county.lily}).context["pages"].paginator.count == 0
    assert client.get("/data/access-log/", {"actor": "nobody"}).context["pages"].paginator.count == 0
