"""How long pages take at the server: a real server, real sign-ins, over loopback.

First one reader and one page after another; then twenty readers at once, who pause between pages as people do; then
twenty who never pause, which is more than twenty people can ask for and shows where the server ends. Twenty readers
live in a process of their own, which shares the machine with the server: what they wait is counted in.
"""

import argparse
import json
import os
import random
import re
import socket
import statistics
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path

PAGES = (
    "/", "/performance/", "/performance/all/", "/performance/LA01/", "/performance/FD08/", "/performance/CP06/",
    "/performance/journey/", "/performance/overdue/", "/performance/front-door/", "/performance/safe/",
    "/performance/teams/", "/performance/districts/", "/data/snapshots/compare/", "/plan/",
)  # fmt: skip
DRILL_DOWNS = (
    "/performance/LA01/cases/", "/performance/CP06/cases/", "/performance/FD08/cases/", "/performance/FD01/cases/",
    "/performance/LA01/cases/?page=3", "/performance/overdue/children/",
)  # fmt: skip
OVERVIEW = "/performance/"
EACH = 20
READERS = 20
PAUSE_SECONDS = 2.0
"""The mean; each pause is drawn from an exponential distribution."""
FOR_SECONDS = 60.0
_WITHOUT_PAUSE_SECONDS = 15.0
_START_SECONDS = 60


@dataclass(frozen=True)
class Times:
    """Milliseconds of the requests of one kind."""

    name: str
    p50: float
    p95: float
    n: int


def measure_pages(home: Path) -> dict[str, list[Times]]:
    """By heading, the times of each page or kind of page. The first requests are not counted."""
    environment = {**os.environ, "LINEOFSIGHT_HOME": str(home)}
    _web(environment, "migrate", "--verbosity", "0")
    _web(environment, "plan_import", "--sample")
    password = _password(_web(environment, "create_demo_users", "--reset"), "director")
    with _server(environment) as address:
        readers = [Reader(address, password) for _ in range(READERS)]
        for reader in readers[:4]:  # so that each of the server's processes has opened the snapshot
            for page in (*PAGES, *DRILL_DOWNS):
                reader.seconds(page)
        alone = [_times(page, [readers[0].seconds(page) for _ in range(EACH)]) for page in (*PAGES, *DRILL_DOWNS)]
        return {
            "one reader, one page after another": alone,
            f"{READERS} readers at once, a page every {PAUSE_SECONDS:.0f} s each": _at_once(
                address, password, PAUSE_SECONDS, FOR_SECONDS
            ),
            f"{READERS} readers at once who never pause": _at_once(address, password, 0.0, _WITHOUT_PAUSE_SECONDS),
        }


class Reader:
    """One browser, signed in as the director."""

    def __init__(self, address: str, password: str) -> None:
        self._address = address
        self._browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self._sign_in(password)

    def seconds(self, page: str) -> float:
        """How long the page took to come, whole."""
        started = time.perf_counter()
        self._get(page)
        return time.perf_counter() - started

    def _get(self, page: str) -> str:
        with self._browser.open(self._address + page) as answer:
            return str(answer.read().decode())

    def _sign_in(self, password: str) -> None:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self._get("/sign-in/"))
        fields = {"csrfmiddlewaretoken": token[1] if token else "", "username": "director", "password": password}
        address = f"{self._address}/sign-in/"
        data = urllib.parse.urlencode(fields).encode()
        with self._browser.open(urllib.request.Request(address, data, {"Referer": address})) as answer:  # our own
            if "/sign-in/" in answer.url:
                raise SystemExit("The benchmark could not sign in.")


def _at_once(address: str, password: str, pause: float, seconds: float) -> list[Times]:
    command = [sys.executable, "-m", "benchmarks.pages", address, str(pause), str(seconds)]
    found = subprocess.run(command, input=password, capture_output=True, text=True, check=True)
    kinds: defaultdict[str, list[float]] = defaultdict(list)
    for page, took in json.loads(found.stdout):
        kind = "overview" if page == OVERVIEW else "drill-downs" if page in DRILL_DOWNS else "other pages"
        kinds[kind].append(took)
    return [_times(kind, kinds[kind]) for kind in ("overview", "drill-downs", "other pages")]


def _times(name: str, seconds: list[float]) -> Times:
    ordered = sorted(1000 * took for took in seconds)
    return Times(name, statistics.median(ordered), ordered[int(0.95 * (len(ordered) - 1))], len(ordered))


@contextmanager
def _server(environment: dict[str, str]) -> Iterator[str]:
    port = _free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "lineofsight_web", "serve", "--bind", f"127.0.0.1:{port}", "--workers", "2"],
        env=environment,
    )
    try:
        _wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def _wait_for(port: int) -> None:
    started = time.monotonic()
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            if time.monotonic() - started > _START_SECONDS:
                raise
            time.sleep(0.2)


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


def _read(reader: Reader, number: int, pause: float, until: float, into: list[tuple[str, float]]) -> None:
    """Open pages until the time is over: the overview as often as all drill-downs, and as all other pages."""
    choose = random.Random(number)  # noqa: S311  # which page next is no secret
    while time.monotonic() < until:
        if pause:
            time.sleep(choose.expovariate(1 / pause))
        page = choose.choice(((OVERVIEW,), DRILL_DOWNS, PAGES)[choose.randrange(3)])
        into.append((page, reader.seconds(page)))


def main() -> None:
    """Twenty readers at once, in this process; prints every page opened and its seconds. The password is on stdin."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=main.__doc__)
    parser.add_argument("address")
    parser.add_argument("pause", type=float)
    parser.add_argument("seconds", type=float)
    options = parser.parse_args()
    password = sys.stdin.read()
    readers = [Reader(options.address, password) for _ in range(READERS)]
    opened: list[tuple[str, float]] = []
    until = time.monotonic() + options.seconds
    threads = [
        threading.Thread(target=_read, args=(reader, number, options.pause, until, opened))
        for number, reader in enumerate(readers)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(json.dumps(opened))


if __name__ == "__main__":
    main()
