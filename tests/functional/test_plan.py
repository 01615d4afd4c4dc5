"""The plan in a real browser: no accessibility rule broken, nothing cut off, no mouse and no JavaScript needed."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.web import world

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PASSWORD = "a-long-enough-password-for-tests"
MAKE_DIRECTOR = f"""
import django; django.setup()
from lineofsight_web.access.models import User
User.objects.create_user("dora", "{PASSWORD}", full_name="Dora Director", role="director")
"""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = {
    "plan": "/plan/",
    "ambition": "/plan/ambitions/1/",
    "ambition with points": "/plan/ambitions/6/",
    "paper": "/plan/papers/1/",
    "change": "/plan/items/1/edit/",
    "close": "/plan/items/1/close/",
    "add": "/plan/ambitions/1/add/working_well/",
    "lead": "/plan/ambitions/1/lead/",
}


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> Iterator[str]:
    """A server over a small county and the real paper."""
    home = world.make_home(tmp_path_factory.mktemp("browser") / "home")
    environment = {
        **os.environ, "LINEOFSIGHT_HOME": str(home.root), "DJANGO_SETTINGS_MODULE": "lineofsight_web.config.settings",
    }  # fmt: skip
    web = [sys.executable, "-m", "lineofsight_web"]
    subprocess.run([*web, "plan_import", "--sample"], env=environment, check=True, stdout=subprocess.DEVNULL)
    subprocess.run([sys.executable, "-c", MAKE_DIRECTOR], env=environment, check=True)
    port = _free_port()
    command = [*web, "runserver", "--noreload", f"127.0.0.1:{port}"]
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(command, env=environment, stdout=quiet, stderr=quiet)
    try:
        _wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("the server did not start")


@pytest.fixture(scope="module")
def signed_in_state(chromium, address) -> dict[str, object]:
    """The cookies of the director, signed in through the form."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{address}/sign-in/")
    page.get_by_label("User name").fill("dora")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{address}/")
    state = dict(context.storage_state())
    context.close()
    return state


@pytest.fixture
def page(chromium, signed_in_state) -> Iterator[Page]:
    context = chromium.new_context(storage_state=signed_in_state)
    yield context.new_page()
    context.close()


@pytest.fixture
def plain_page(chromium, signed_in_state) -> Iterator[Page]:
    """Without JavaScript."""
    context = chromium.new_context(storage_state=signed_in_state, java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_no_rule_is_broken_and_nothing_is_cut_off(page, address, path, width):
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{address}{path}")
    found = Axe().run(page, options={"runOnly": RULES})
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert said == []  # a breach of the content security policy is said here


def test_an_item_is_changed_with_the_keyboard_alone(page, address):
    page.goto(f"{address}/plan/ambitions/2/")
    page.get_by_role("link", name="Change", exact=False).nth(1).focus()
    page.keyboard.press("Enter")
    page.get_by_label("Words").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("Changed by keyboard.")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("To see that it can be done.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/plan/ambitions/2/")
    assert page.get_by_text("Changed by keyboard.").first.is_visible()


def test_the_plan_is_read_and_changed_without_javascript(plain_page, address):
    plain_page.goto(f"{address}/plan/")
    plain_page.locator("a.plan-ambition__link:has-text('Ambition 3')").click()
    assert plain_page.get_by_text("SGO pathway on LL now in place and ready to launch").is_visible()
    plain_page.get_by_role("link", name="Add a priority action").click()
    plain_page.get_by_label("Words").fill("Without a script.")
    plain_page.get_by_label("Why").fill("To see that it can be done.")
    plain_page.get_by_role("button", name="Save").click()
    assert plain_page.get_by_text("Added since the paper").is_visible()
    plain_page.get_by_text("Who changed what").click()
    assert plain_page.get_by_text("To see that it can be done.").is_visible()


def test_the_way_from_the_plan_to_a_paragraph_of_the_paper_is_two_clicks(page, address):
    page.goto(f"{address}/plan/")
    page.locator("a.plan-ambition__link:has-text('Ambition 6')").click()
    page.get_by_role("link", name="3.0").click()
    assert page.locator(":target").get_by_text("some variability between ambitions").is_visible()
