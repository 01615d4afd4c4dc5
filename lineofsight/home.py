"""The one folder that holds a council's state: settings, extracts, snapshots, keys and the application's database."""

import os
import tomllib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from lineofsight.errors import LineofsightError

HOME_VARIABLE = "LINEOFSIGHT_HOME"


@dataclass(frozen=True)
class Config:
    """What a council sets in lineofsight.toml. Every setting has a default that works for the synthetic county."""

    authority_name: str = "Gloucestershire"
    authority_code: str = "E10000013"
    engine: str = "duckdb"
    months: int = 36
    as_of: date | None = None
    agreements: dict[str, dict[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class Home:
    """Paths inside the home folder. Nothing here reads or writes but `config`."""

    root: Path

    @property
    def config_file(self) -> Path:
        return self.root / "lineofsight.toml"

    @property
    def extracts(self) -> Path:
        return self.root / "extracts"

    @property
    def snapshots(self) -> Path:
        return self.root / "snapshots"

    @property
    def keys(self) -> Path:
        """Keys live beside the snapshots, never in them, so that a copied snapshot opens no name."""
        return self.root / "keys"

    @property
    def app_database(self) -> Path:
        return self.root / "app.sqlite3"

    def config(self) -> Config:
        """The settings in lineofsight.toml. Errors: LineofsightError where the file is not readable as settings."""
        if not self.config_file.exists():
            return Config()
        try:
            found = tomllib.loads(self.config_file.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise LineofsightError(f"{self.config_file} is not readable as TOML: {error}") from None
        known = {name: found[name] for name in Config.__dataclass_fields__ if name in found}
        unknown = sorted(set(found) - set(known))
        if unknown:
            raise LineofsightError(
                f"{self.config_file} has settings that do not exist: {', '.join(unknown)}\n"
                f"  Next  use {', '.join(Config.__dataclass_fields__)}"
            )
        return Config(**known)


def find_home(given: Path | None) -> Home:
    """The home folder that a command works in: the one given, else LINEOFSIGHT_HOME, else the folder `home` here."""
    return Home((given or Path(os.environ.get(HOME_VARIABLE) or "home")).expanduser().resolve())
