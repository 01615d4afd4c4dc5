"""What a council runs the service with says only what is there."""

import http.server
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.management import get_commands
from typer.main import get_group

from lineofsight.cli import app, register

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "guide" / "running-it.md"
PLACES = [GUIDE, *(path for path in (ROOT / "ops").rglob("*") if path.is_file() and path.suffix != ".pyc")]
MODULES = [path for half in ("lineofsight", "lineofsight_web") for path in (ROOT / half).rglob("*.py")]
OURS = "\n".join(path.read_text() for path in MODULES)


@pytest.mark.parametrize("place", PLACES, ids=lambda path: path.name)
def test_every_setting_named_is_one_that_the_product_reads(place):
    named = set(re.findall(r"LINEOFSIGHT_[A-Z_]+", place.read_text()))
    assert not {name for name in named if f'"{name}"' not in OURS}


@pytest.mark.parametrize("place", PLACES, ids=lambda path: path.name)
def test_every_command_named_is_one_that_there_is(place):
    register()
    text = place.read_text()
    engine = set(re.findall(r"(?:bin/|run |-m |`)lineofsight ([a-z]+)", text))
    web = set(re.findall(r"-m lineofsight_web ([a-z_]+)", text))
    assert engine <= set(get_group(app).commands)
    assert web <= set(get_commands())


@pytest.mark.parametrize("place", [GUIDE, ROOT / "ops" / "README.md"], ids=lambda path: path.name)
def test_every_link_and_file_named_is_there(place):
    text = place.read_text()
    links = [place.parent / target for target in re.findall(r"\]\(([^)#:]+)\)", text)]
    files = [ROOT / name for name in re.findall(r"(?<![\w/])ops/[\w./-]*\w", text)]
    assert links + files
    assert not [path for path in links + files if not path.exists()]


# The health check


class _Service(http.server.BaseHTTPRequestHandler):
    """Answers as it is told to, and keeps what it was asked."""

    status, page = 200, b'<input name="password">'
    asked: list[tuple[str, str | None, str | None]]

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers["Host"], self.headers["X-Forwarded-Proto"]))
        self.send_response(self.status)
        self.end_headers()
        self.wfile.write(self.page)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name is the standard library's
        """Quiet."""


@pytest.fixture
def service() -> Iterator[type[_Service]]:
    kind = type("Service", (_Service,), {"asked": []})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), kind)
    kind.port = server.server_port  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield kind
    server.shutdown()
    server.server_close()


@pytest.fixture
def check(service, monkeypatch) -> Callable[..., "subprocess.CompletedProcess[str]"]:
    monkeypatch.setenv("LINEOFSIGHT_ALLOWED_HOSTS", ".council.example, other.example")
    command = [sys.executable, str(ROOT / "ops" / "healthcheck.py")]
    return lambda port=service.port: subprocess.run([*command, str(port)], capture_output=True, text=True, check=False)


def test_a_sign_in_page_is_well_and_is_asked_for_as_the_proxy_asks(service, check):
    assert check().returncode == 0
    assert service.asked == [("/sign-in/", "council.example", "https")]


@pytest.mark.parametrize(("status", "page"), [(500, b'name="password"'), (301, b""), (200, b"another page")])
def test_any_other_answer_is_not_well(service, check, status, page):
    service.status, service.page = status, page
    done = check()
    assert done.returncode == 1
    assert done.stderr.startswith("Not well: ")


def test_no_answer_is_not_well(check):
    assert check(1).returncode == 1
