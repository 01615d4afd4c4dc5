"""What the environment sets: secrets, switches and the database's address."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from lineofsight.errors import LineofsightError
from lineofsight.home import Home

KEY_FILE = "django.key"


def switch(name: str, environment: Mapping[str, str]) -> bool:
    """A yes-or-no setting. Off unless it says 1, true, yes or on."""
    return environment.get(name, "").strip().lower() in {"1", "true", "yes", "on"}


def names(name: str, environment: Mapping[str, str], default: str = "") -> list[str]:
    """A setting that lists names with commas between."""
    return [part.strip() for part in environment.get(name, default).split(",") if part.strip()]


def secret_key(home: Home, environment: Mapping[str, str]) -> str:
    """The key that signs sessions and forms: as given, else kept in the home folder, made there at first use.

    Before there is a home folder the key lives for this process only, so that `--help` and tests write nothing.
    """
    given = environment.get("LINEOFSIGHT_SECRET_KEY", "")
    if given:
        return given
    if not home.root.is_dir():
        return secrets.token_urlsafe(64)
    return kept_secret(home.keys / KEY_FILE)


def kept_secret(path: Path) -> str:
    """A secret in a file that only its owner reads, made if it is not there. Safe when several processes start."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    if not path.exists():
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as target:
            target.write(secrets.token_urlsafe(64))
            target.flush()
            os.fsync(target.fileno())
        try:
            os.link(beside, path)  # refuses if another process was first, so that all read the same secret
        except FileExistsError:
            pass
        finally:
            beside.unlink()
    return path.read_text(encoding="ascii").strip()


def database(home: Home, environment: Mapping[str, str]) -> dict[str, Any]:
    """Django's database settings: SQLite in the home folder, or the PostgreSQL that LINEOFSIGHT_DATABASE_URL names.

    Errors: LineofsightError if it is no address of PostgreSQL. It is never repeated: it holds a password.
    """
    url = environment.get("LINEOFSIGHT_DATABASE_URL", "")
    return _postgresql(url) if url else _sqlite(home)


def _sqlite(home: Home) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": home.app_database,
        "OPTIONS": {
            # A writer takes its lock at once and waits for others, so none fails half way; what is committed is on
            # disk before a page is answered (the access log needs that).
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
    }


def _postgresql(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise LineofsightError(
            "LINEOFSIGHT_DATABASE_URL does not begin with postgresql://\n"
            "  Next  postgresql://USER:PASSWORD@HOST:5432/NAME, or leave it out to use SQLite in the home folder"
        )
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or (parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
