"""How long pages take at the server: a real server, a real sign-in, one page after another over loopback."""

import os
import re
import socket
import statistics
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

PAGES = ("/", "/performance/", "/performance/LA01/", "/performance/FD08/", "/performance/CP06/", "/plan/")
EACH = 20
_START_SECONDS = 60


def measure_pages(home: Path) -> list[tuple[str, float, float, int]]:
    """For each page: address, median and 95th percentile milliseconds, requests. The first request is not counted."""
    environment = {**os.environ, "LINEOFSIGHT_HOME": str(home)}
    _web(environment, "migrate", "--verbosity", "0")
    _web(environment, "plan_import", "--sample")
    users = _web(environment, "create_demo_users", "--reset")
    password = _password(users, "director")
    port = _free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "lineofsight_web", "serve", "--bind", f"127.0.0.1:{port}", "--workers", "2"],
        env=environment,
    )
    try:
        return _measure(f"http://127.0.0.1:{port}", password)
    finally:
        server.terminate()
        server.wait()


def _measure(address: str, password: str) -> list[tuple[str, float, float, int]]:
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    _sign_in(browser, address, password)
    found = []
    for page in PAGES:
        _get(browser, address + page)
        times = sorted(_timed(browser, address + page) for _ in range(EACH))
        found.append((page, statistics.median(times), times[int(0.95 * (EACH - 1))], EACH))
    return found


def _sign_in(browser: urllib.request.OpenerDirector, address: str, password: str) -> None:
    started = time.monotonic()
    while True:
        try:
            form = _get(browser, f"{address}/sign-in/")
            break
        except OSError:
            if time.monotonic() - started > _START_SECONDS:
                raise
            time.sleep(0.2)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)
    fields = {"csrfmiddlewaretoken": token[1] if token else "", "username": "director", "password": password}
    data = urllib.parse.urlencode(fields).encode()
    request = urllib.request.Request(f"{address}/sign-in/", data, {"Referer": f"{address}/sign-in/"})
    with browser.open(request) as answer:  # an address of our own server
        if "/sign-in/" in answer.url:
            raise SystemExit("The benchmark could not sign in.")


def _timed(browser: urllib.request.OpenerDirector, address: str) -> float:
    started = time.perf_counter()
    _get(browser, address)
    return 1000 * (time.perf_counter() - started)


def _get(browser: urllib.request.OpenerDirector, address: str) -> str:
    with browser.open(address) as answer:
        return str(answer.read().decode())


def _web(environment: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, "-m", "lineofsight_web", *arguments]
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout


def _password(users: str, name: str) -> str:
    """From the table of users that is printed once: the last word of the user's line."""
    return next(line.split()[-1] for line in users.splitlines() if line.startswith(f"{name} "))


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])
