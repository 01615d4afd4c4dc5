"""The web half, called as the separate program it is: the engine never imports Django."""

import os
import subprocess
import sys
from pathlib import Path

from lineofsight.errors import LineofsightError
from lineofsight.home import HOME_VARIABLE, Home


def run_web(home: Home, *arguments: str, capture: bool = False) -> str:
    """Run a command of the web half in the given home. Errors: LineofsightError with what it said, if it fails.

    Returns its standard output if captured; otherwise it writes to ours.
    """
    environment = {**os.environ, HOME_VARIABLE: str(home.root)}
    command = [sys.executable, "-m", "lineofsight_web", *arguments]
    done = subprocess.run(command, env=environment, text=True, check=False, stdout=subprocess.PIPE if capture else None)  # noqa: S603 - our own program
    if done.returncode:
        raise LineofsightError(f"lineofsight_web {arguments[0]} did not finish (exit code {done.returncode}).")
    return done.stdout or ""


def exec_web(home: Home, *arguments: str) -> None:
    """Become a command of the web half: signals and exit code are its own from here on."""
    os.environ[HOME_VARIABLE] = str(home.root)
    os.execv(sys.executable, [sys.executable, "-m", "lineofsight_web", *arguments])  # noqa: S606 - our own program


def export_decisions(home: Home) -> Path | None:
    """Write what people decided in the application as an extract; None where there is no application or no decision."""
    if not home.app_database.exists() and "LINEOFSIGHT_DATABASE_URL" not in os.environ:
        return None
    folder = home.root / "decisions"
    folder.mkdir(parents=True, exist_ok=True)
    exported = folder / "decisions_identity.csv"
    run_web(home, "export_decisions", "--out", str(exported))
    # A header alone is no decision, and must not make the next build differ from the last.
    return folder if exported.read_bytes().count(b"\n") > 1 else None
