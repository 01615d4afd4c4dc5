"""What holds for every page: what a browser may do with it, and that nothing is fetched from anywhere else."""

import logging
import re

import pytest
from django.test import Client
from django.urls import reverse

from lineofsight.home import Home
from lineofsight_web.access import signals
from lineofsight_web.access.log import LogUnavailable
from lineofsight_web.access.policies import Role
from lineofsight_web.config.logs import WithoutPersonIds
from lineofsight_web.dashboard import views
from tests.web.conftest import browser_of, give_reason, make_user, text_of

pytestmark = pytest.mark.django_db

POLICY = {
    "default-src": "'none'", "script-src": "'self'", "style-src": "'self'", "font-src": "'self'",
    "connect-src": "'self'", "manifest-src": "'self'", "img-src": "'self' data:", "form-action": "'self'",
    "base-uri": "'none'", "frame-ancestors": "'none'",
}  # fmt: skip
PAGES = ("/", "/performance/", "/performance/teams/", "/performance/teams/?measure=FD08", "/performance/districts/",
         "/performance/teams/T-STR/", "/performance/compared/team.csv?measure=FD08",
         "/performance/front-door/", "/performance/safe/",
         "/performance/safe/children/?level=plans&part=start:5-9&in=now",
         "/performance/safe/plans/starts-and-ends.svg", "/performance/safe/tables/after.csv",
         "/performance/FD07/", "/performance/FD07/cases/", "/performance/FD07/months.svg",
         "/performance/FD07/figures.csv", "/children/", "/data/", "/data/sources/", "/data/snapshots/", "/about/",
         "/nothing-here/", "/data/access-log/", "/performance/journey/", "/performance/journey/flow.svg",
         "/performance/overdue/", "/performance/overdue/children/", "/performance/overdue/children.csv")  # fmt: skip


@pytest.fixture(params=PAGES)
def page(request, county, signed_in):
    return signed_in(Role.ANALYST).get(request.param)


def test_the_content_security_policy_is_strict(page):
    given = dict(part.strip().split(" ", 1) for part in page["Content-Security-Policy"].split(";"))
    assert given == POLICY


def test_browsers_keep_nothing_and_frame_nothing(page):
    assert page["Cache-Control"] == "no-store, private"
    assert page["X-Frame-Options"] == "DENY"
    assert page["X-Content-Type-Options"] == "nosniff"
    assert page["Referrer-Policy"] == "same-origin"


def test_nothing_is_fetched_from_anywhere_else_and_no_style_or_script_stands_in_the_page(page):
    if "html" not in page["Content-Type"]:
        return
    body = page.content.decode()
    fetched = re.findall(r'(?:src|srcset|action|href)="([^"]*)"', body)
    assert fetched
    assert all(address.startswith(("/", "#", "?")) for address in fetched)
    assert not re.search(r"<style|\sstyle=|<script>|\son\w+=|javascript:", body)


def test_a_childs_page_is_kept_by_no_browser_and_names_nobody_in_its_address_or_title(county, signed_in):
    response = give_reason(signed_in(Role.DIRECTOR), county.jack, "audit")
    assert response["Cache-Control"] == "no-store, private"
    [(address, _)] = response.redirect_chain
    assert address == f"/children/{county.jack}/"
    [title] = re.findall(r"<title>([^<]*)", response.content.decode())
    assert "Bell" not in title


def test_every_page_has_a_title_a_heading_a_skip_link_and_a_language(page):
    if "html" not in page["Content-Type"]:
        return
    body = page.content.decode()
    assert len(re.findall(r"<h1[ >]", body)) == 1
    assert '<html lang="en"' in body
    assert 'href="#main-content"' in body
    assert re.search(r"<title>[^<]+ . Lineofsight . Gloucestershire</title>", body)


# Sessions


def test_a_session_ends_after_half_an_hour_without_a_page(county, db, monkeypatch):
    client = browser_of(make_user(Role.DIRECTOR))
    monkeypatch.setattr("time.time", lambda: 1_000_000)
    assert client.get("/about/").status_code == 200
    monkeypatch.setattr("time.time", lambda: 1_000_000 + 29 * 60)
    assert client.get("/about/").status_code == 200
    monkeypatch.setattr("time.time", lambda: 1_000_000 + 60 * 60)
    assert client.get("/about/").status_code == 302


def test_a_session_ends_after_twelve_hours_whatever_happens(county, db, monkeypatch):
    client = browser_of(make_user(Role.DIRECTOR))
    answers = []
    for minutes in range(0, 13 * 60, 20):
        monkeypatch.setattr("time.time", lambda minutes=minutes: 1_000_000 + minutes * 60)
        answers.append(client.get("/about/").status_code)
    assert answers.index(302) == 12 * 60 // 20 + 1


def test_cookies_are_out_of_reach_of_scripts_and_secure_behind_https(settings):
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.CSRF_COOKIE_HTTPONLY
    assert settings.SESSION_COOKIE_SECURE is settings.CSRF_COOKIE_SECURE is settings.HTTPS


def test_signing_out_needs_a_form_and_ends_the_session(county, signed_in):
    client = signed_in(Role.DIRECTOR)
    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/").status_code == 302
    assert client.get("/").status_code == 302


# Signing in


def sign_in(client: Client, username: str, password: str):
    return client.post("/sign-in/", {"username": username, "password": password})


@pytest.fixture
def person(db):
    user = make_user(Role.DIRECTOR)
    user.set_password("a long enough password")
    user.save()
    return user


def test_the_right_password_signs_in_and_goes_to_the_page_that_was_asked_for(county, client, person):
    given = {"username": "director", "password": "a long enough password", "next": "/performance/"}
    assert client.post("/sign-in/", given)["Location"] == "/performance/"


def test_no_address_leads_out_of_the_service_after_signing_in(client, person):
    given = {"username": "director", "password": "a long enough password", "next": "https://elsewhere.example/"}
    assert client.post("/sign-in/", given)["Location"] == "/"


def test_a_wrong_name_and_a_wrong_password_are_answered_alike(client, person):
    answers = [text_of(sign_in(client, *pair)) for pair in (("director", "wrong"), ("nobody", "wrong"))]
    assert all("Enter a user name and password that belong together" in answer for answer in answers)


def test_five_wrong_passwords_lock_a_name_out_from_one_address_for_a_quarter_of_an_hour(client, person, settings):
    answers = [sign_in(client, "director", "wrong").status_code for _ in range(5)]
    assert answers == [200, 200, 200, 200, 429]
    locked = sign_in(client, "director", "a long enough password")
    assert locked.status_code == 429
    assert "Nobody can sign in with this user name from here for 15 minutes." in text_of(locked)
    assert settings.AXES_COOLOFF_TIME.total_seconds() == 15 * 60
    elsewhere = {"username": "director", "password": "a long enough password"}
    assert client.post("/sign-in/", elsewhere, REMOTE_ADDR="10.0.0.9").status_code == 302


def test_when_the_log_cannot_be_written_nobody_signs_in(client, person, monkeypatch):
    def fail(*_: object, **__: object) -> None:
        raise LogUnavailable

    monkeypatch.setattr(signals, "record", fail)
    assert sign_in(client, "director", "a long enough password").status_code == 503


# When something is wrong


def test_before_there_is_a_snapshot_pages_say_what_to_do(signed_in, settings, tmp_path):
    settings.LINEOFSIGHT_HOME = Home(tmp_path / "empty")
    response = signed_in(Role.DIRECTOR).get("/")
    assert response.status_code == 503
    assert "There are no figures yet" in text_of(response)


def test_a_fault_of_ours_is_told_in_plain_english_and_shows_nothing(county, signed_in, monkeypatch):
    def fail(request):
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr(views, "reader_of", fail)
    client = signed_in(Role.DIRECTOR)
    client.raise_request_exception = False
    response = client.get("/performance/")
    assert response.status_code == 500
    assert "Sorry, something went wrong" in text_of(response)
    assert "secret detail" not in text_of(response)


def test_a_form_from_elsewhere_is_refused(county, db):
    client = Client(enforce_csrf_checks=True)
    response = client.post(reverse("sign-in"), {"username": "x", "password": "y"})
    assert response.status_code == 403
    assert "This form was open too long" in text_of(response)


def test_the_server_log_leaves_person_ids_out(county):
    record = logging.LogRecord("django", logging.ERROR, "", 0, "Failed: %s", (f"/children/{county.jack}/",), None)
    WithoutPersonIds().filter(record)
    assert record.getMessage() == "Failed: /children/P…/"
