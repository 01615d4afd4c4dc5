"""Adding the people who may sign in, and changing what they may do."""

import io

import pytest
from django.core.management import CommandError, call_command

from lineofsight_web.access.models import User
from tests.web import world
from tests.web.conftest import browser_of

pytestmark = pytest.mark.django_db
PASSWORD = "nine green bottles"


@pytest.fixture
def save(monkeypatch):
    """Runs the command with what someone types."""

    def run(*words: str, typed: str = PASSWORD) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{typed}\n"))
        call_command("save_user", *words)

    return run


@pytest.fixture
def ada(save) -> User:
    save("ada", "--full-name", "Ada Hill", "--role", "analyst")
    return User.objects.get()


def test_a_new_user_signs_in_with_the_password_given(ada, client):
    client.post("/sign-in/", {"username": "ada", "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(ada.pk)


def test_only_what_is_given_is_changed(ada, save):
    save("ada", "--role", "qa")
    changed = User.objects.get()
    assert (changed.role, changed.full_name) == ("qa", "Ada Hill")
    assert changed.check_password(PASSWORD)


def test_a_change_of_role_holds_from_the_next_page_on(ada, save):
    browser = browser_of(ada)
    assert browser.get("/data/access-log/").status_code == 403
    save("ada", "--role", "information_governance")
    assert browser.get("/data/access-log/").status_code == 200


def test_who_may_no_longer_sign_in_is_out_at_the_next_page(ada, save):
    browser = browser_of(ada)
    assert browser.get("/plan/").status_code == 200
    save("ada", "--inactive")
    assert browser.get("/plan/").headers["Location"].startswith("/sign-in/")
    save("ada", "--active")
    assert User.objects.get().is_active


def test_a_team_is_one_of_the_snapshot_in_force(county, save):
    save("pat", "--full-name", "Pat", "--role", "practitioner", "--team", world.STROUD_TEAM)
    with pytest.raises(CommandError, match="knows no team"):
        save("pat", "--team", "T-NONE")
    assert User.objects.get().team_id == world.STROUD_TEAM


@pytest.mark.parametrize("missing", [["--role", "qa"], ["--full-name", "Ada"]])
def test_a_new_user_has_a_name_and_a_role(save, missing):
    with pytest.raises(CommandError, match="was not saved"):
        save("ada", *missing)
    assert not User.objects.exists()


def test_a_weak_password_is_refused_and_nobody_added(save):
    with pytest.raises(CommandError, match="12 characters"):
        save("ada", "--full-name", "Ada", "--role", "qa", typed="short")
    assert not User.objects.exists()
