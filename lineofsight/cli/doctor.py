"""`lineofsight doctor`: what this machine has, what it lacks, and how to get it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from glob import glob
from importlib.util import find_spec
from typing import Annotated, Literal

import typer

from lineofsight.cli.options import HomeOption, JsonOption, example
from lineofsight.cli.printing import print_rows, say
from lineofsight.errors import LineofsightError
from lineofsight.home import Home, find_home

EXAMPLE = example("lineofsight doctor")

Need = Literal["to run", "for Spark", "for the tests"]


@dataclass(frozen=True)
class Requirement:
    """Something a machine has or lacks. `debian` is the package that brings it, where one does."""

    name: str
    needed: Need
    is_there: Callable[[], bool]
    get_it: str
    debian: str = ""


def _module(name: str) -> Callable[[], bool]:
    return lambda: find_spec(name) is not None


def _program(*names: str) -> Callable[[], bool]:
    return lambda: any(shutil.which(name) for name in names)


def _has_postgres() -> bool:
    return bool(glob("/usr/lib/postgresql/*/bin/initdb") or shutil.which("initdb"))


def _has_fonts() -> bool:
    return bool(glob("/usr/share/fonts/truetype/liberation*/LiberationSans-Regular.ttf"))


REQUIREMENTS: tuple[Requirement, ...] = (
    Requirement("Python 3.11 or newer", "to run", lambda: sys.version_info >= (3, 11), "apt-get install python3.11"),
    Requirement("DuckDB", "to run", _module("duckdb"), "make setup"),
    Requirement("Splink", "to run", _module("splink"), "make setup"),
    Requirement("Django", "to run", _module("django"), "make setup"),
    Requirement("PySpark", "for Spark", _module("pyspark"), "pip install 'lineofsight[spark]'"),
    Requirement("Java 17 or newer", "for Spark", _program("java"), "apt-get install default-jre-headless",
                "default-jre-headless"),
    Requirement("Chromium", "for the tests", _program("chromium", "chromium-browser"), "apt-get install chromium",
                "chromium"),
    Requirement("PostgreSQL", "for the tests", _has_postgres, "apt-get install postgresql", "postgresql"),
    Requirement("Liberation fonts", "for the tests", _has_fonts, "apt-get install fonts-liberation2",
                "fonts-liberation2"),
    Requirement("pytest", "for the tests", _module("pytest"), "make setup"),
)  # fmt: skip

InstallOption = Annotated[
    bool, typer.Option("--install-test-packages", help="Install the missing Debian packages (needs root).")
]


def command(home: HomeOption = None, install_test_packages: InstallOption = False, as_json: JsonOption = False) -> None:
    """Say what is missing on this machine and how to get it. Exit code 1 if Lineofsight cannot run here."""
    if install_test_packages:
        _install([need.debian for need in REQUIREMENTS if need.debian and not need.is_there()])
    rows = [{"what": need.name, "needed": need.needed, "there": need.is_there(),
             "how_to_get_it": "" if need.is_there() else need.get_it} for need in REQUIREMENTS]  # fmt: skip
    rows += _home_rows(find_home(home))
    if not install_test_packages:
        print_rows(rows, as_json=as_json, title="This machine")
    lacking = [row["what"] for row in rows if row["needed"] == "to run" and not row["there"]]
    if lacking:
        raise LineofsightError(f"Lineofsight cannot run here yet: {', '.join(map(str, lacking))}.")


def _home_rows(home: Home) -> list[dict[str, object]]:
    from lineofsight.snapshot.store import current_id

    has_snapshot = current_id(home) is not None
    return [
        {"what": f"Home folder {home.root}", "needed": "for pages", "there": home.root.is_dir(),
         "how_to_get_it": "" if home.root.is_dir() else "lineofsight demo, or lineofsight build --home DIR"},
        {"what": "A snapshot in force", "needed": "for pages", "there": has_snapshot,
         "how_to_get_it": "" if has_snapshot else "lineofsight build"},
    ]  # fmt: skip


def _install(packages: list[str]) -> None:
    if not packages:
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise LineofsightError(f"These packages are missing and only root can install them:\n"
                               f"  Next  sudo apt-get install {' '.join(packages)}")  # fmt: skip
    say(f"Installing {', '.join(packages)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        command_line = ["/usr/bin/apt-get", "-qq", *arguments]
        done = subprocess.run(command_line, env=environment, check=False, capture_output=True, text=True)  # noqa: S603 - our own list of packages
        if done.returncode:
            raise LineofsightError(f"apt-get {arguments[0]} failed: {done.stderr.strip()[-500:]}")
