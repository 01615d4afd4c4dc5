"""A real server over the county of `tests/web/two_months.py`, and a real browser."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from lineofsight.home import Home

_CHROMIUM = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync")  # fmt: skip


@dataclass(frozen=True)
class Site:
    """A served home, and the passwords of its users by user name."""

    address: str
    home: Path
    passwords: dict[str, str]


@pytest.fixture(scope="session")
def site(two_months_home: Home, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A copy of the home of two months, filled and served with the commands that a council uses."""
    home = Home(tmp_path_factory.mktemp("site") / "home")
    shutil.copytree(two_months_home.root, home.root)
    environment = {**os.environ, "LINEOFSIGHT_HOME": str(home.root)}
    _run(environment, "migrate", "--verbosity", "0")
    _run(environment, "plan_import", "--sample")
    printed = _run(environment, "create_demo_users").splitlines()[1:]
    passwords = {line.split()[0]: line.split()[-1] for line in printed}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        bind = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "lineofsight_web", "serve", "--bind", bind, "--workers", "1"]
    server = subprocess.Popen(command, env=environment)
    try:
        _wait_for(f"http://{bind}/sign-in/", server)
        yield Site(f"http://{bind}", home.root, passwords)
    finally:
        server.terminate()
        server.wait(timeout=30)


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Debian's chromium, started once for this folder.

    Not for the whole run: Playwright's event loop runs as long as it is open, and there Django refuses its database.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(_CHROMIUM))
        yield browser
        browser.close()


@dataclass
class Visit:
    """A page in a browser of its own, and what the browser complained of."""

    page: Page
    site: Site
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        self.page.goto(self.site.address + path)

    def overflow(self) -> int:
        """How many pixels the page is wider than its window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.fixture
def visit(chromium: Browser, site: Site) -> Iterator[Callable[..., Visit]]:
    """Opens a browser window; with a user name, signs in by the form. Any complaint of the browser fails the test."""
    opened: list[Visit] = []

    def start(username: str = "", *, width: int = 1280, height: int = 900, scripts: bool = True) -> Visit:
        size = {"width": width, "height": height}
        context = chromium.new_context(viewport=size, java_script_enabled=scripts)  # type: ignore[arg-type]  # a size
        found = Visit(context.new_page(), site)
        found.page.on("console", lambda message: found.complaints.append(message.text))
        found.page.on("pageerror", lambda error: found.complaints.append(str(error)))
        opened.append(found)
        if username:
            found.open("/sign-in/")
            found.page.fill("#id_username", username)
            found.page.fill("#id_password", site.passwords[username])
            found.page.click("main button")
            found.page.wait_for_url(lambda address: "/sign-in/" not in address)  # a click does not wait for the page
        return found

    yield start
    complaints = [complaint for one in opened for complaint in one.complaints]
    for one in opened:
        one.page.context.close()
    assert not complaints


def _run(environment: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, "-m", "lineofsight_web", *arguments]
    return subprocess.run(command, env=environment, check=True, text=True, stdout=subprocess.PIPE).stdout


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(150):
        assert server.poll() is None, "the server stopped"
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310  # our own server, over http
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(address)
