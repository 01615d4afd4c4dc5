"""People of each role, and a county with a snapshot. A test that names neither has an empty home of its own."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.cache import cache
from django.test import Client

from lineofsight.home import Home
from lineofsight.snapshot import Snapshot, open_snapshot
from lineofsight_web.access.models import User
from lineofsight_web.access.policies import Role
from tests.web import world

BACKEND = "django.contrib.auth.backends.ModelBackend"
TEAM_OF = {Role.TEAM_MANAGER: world.STROUD_TEAM, Role.PRACTITIONER: world.STROUD_TEAM}
"""Jack's team. Amina is with the other."""


@pytest.fixture(autouse=True)
def _home_of_its_own(settings, tmp_path) -> None:
    settings.LINEOFSIGHT_HOME = Home(tmp_path / "home")
    cache.clear()


@pytest.fixture(scope="session")
def county_home(tmp_path_factory) -> Home:
    """The home of the county that `world` describes. Shared: tests only read it."""
    return world.make_home(tmp_path_factory.mktemp("county") / "home")


@dataclass(frozen=True)
class County:
    """The county's snapshot and the children whom tests speak of. `nobody` is an id like theirs that no child has."""

    home: Home
    snapshot: Snapshot
    amina: str
    jack: str
    lily: str
    nobody: str = "P0000000000000"


@pytest.fixture
def county(county_home, settings) -> County:
    """The county, in force."""
    settings.LINEOFSIGHT_HOME = county_home
    snapshot = open_snapshot(county_home)
    [amina] = snapshot.search(surname="Osei", date_of_birth=world.AMINA_BORN)
    twins = snapshot.search(surname="Bell", date_of_birth=world.TWINS_BORN)
    by_name = {found.forename: found.person_id for person in twins if (found := snapshot.identity(person))}
    return County(county_home, snapshot, amina, by_name["Jack"], by_name["Lily"])


def make_user(role: Role, **fields: str) -> User:
    """Someone of a role; managers and practitioners in Jack's team."""
    given = {"username": role.value, "full_name": f"A {role.value}", "team_id": TEAM_OF.get(role, ""), **fields}
    return User.objects.create_user(role=role.value, **given)


def browser_of(user: User) -> Client:
    """A browser in which the person has signed in."""
    client = Client()
    session = client.session
    session.update(
        {SESSION_KEY: str(user.pk), BACKEND_SESSION_KEY: BACKEND, HASH_SESSION_KEY: user.get_session_auth_hash()}
    )
    session.save()
    return client


@pytest.fixture
def signed_in(db) -> Callable[..., Client]:
    """Makes someone of a role and gives their browser."""
    return lambda role, **fields: browser_of(make_user(Role(role), **fields))


def text_of(response) -> str:
    """A page's words, spaces folded."""
    return " ".join(response.content.decode().split())


def give_reason(client: Client, person_id: str, purpose: str, words: str = "Looking into what the school told us"):
    """Answer the question why, and follow to what comes of it."""
    return client.post(f"/children/{person_id}/reason/", {"purpose": purpose, "words": words}, follow=True)


def as_seen(client: Client, person_id: str) -> tuple[int, dict[str, str], str]:
    """What someone sees who asks for a child: status, headers and words, but for the id they typed themselves."""
    return seen(client.get(f"/children/{person_id}/"), person_id)


def seen(response, person_id: str) -> tuple[int, dict[str, str], str]:
    """A response without the id that was asked for and without what differs each time, the form's token."""
    body = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode())
    headers = {name: value for name, value in response.items() if name != "Content-Length"}
    assert len(response.content) == int(response.get("Content-Length", len(response.content)))
    return response.status_code, headers, body.replace(person_id, "ID")


PURPOSE_OF = {
    Role.DIRECTOR: "audit",
    Role.ANALYST: "data_quality",
    Role.QA: "audit",
    Role.TEAM_MANAGER: "supervision",
    Role.PRACTITIONER: "duty",
}
"""A reason that fits each role."""
