"""A PostgreSQL of a test's own, in a folder of its own, gone when the test is."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_UNPRIVILEGED = ("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups")
_FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


@contextmanager
def postgres() -> Iterator[str]:
    """The address of a running, empty PostgreSQL. It listens on a socket in its folder only."""
    folder = Path(tempfile.mkdtemp(prefix="los-pg-", dir="/tmp"))
    programs = _programs()
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "nobody", "nogroup")
        _run(programs / "initdb", "-D", folder / "data", "-A", "trust", "-U", "los", "--no-sync", "-E", "UTF8")
        options = f"-c listen_addresses='' -k {folder} {_FAST}"
        _run(programs / "pg_ctl", "-D", folder / "data", "-w", "-l", folder / "log", "-o", options, "start")
        try:
            yield f"postgresql://los@/postgres?host={folder}"
        finally:
            _run(programs / "pg_ctl", "-D", folder / "data", "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder)


def _programs() -> Path:
    """The newest PostgreSQL that Debian put on this machine; its programs are not on the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if not found:
        raise FileNotFoundError("PostgreSQL is not installed: make setup")
    return found[-1]


def _run(*command: str | Path) -> None:
    """PostgreSQL refuses to run as root, so root becomes somebody else first."""
    as_nobody = _UNPRIVILEGED if os.geteuid() == 0 else ()
    subprocess.run([*as_nobody, *map(str, command)], check=True, stdout=subprocess.DEVNULL, cwd="/")
