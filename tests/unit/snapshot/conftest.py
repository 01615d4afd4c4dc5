"""A home in use, and a backup of it."""

from datetime import date
from pathlib import Path

import pytest

from lineofsight.home import Home
from lineofsight.snapshot import activate
from lineofsight.snapshot.backup import BackupRequest, make_backup
from tests.factories.homes import make_database, make_readable_snapshot, make_snapshot


@pytest.fixture
def home(tmp_path) -> Home:
    """A home in use: settings, two snapshots, decisions, extracts, a database."""
    made = Home(tmp_path / "home")
    made.root.mkdir()
    made.config_file.write_text('authority_name = "Test"\n')
    make_readable_snapshot(made, "2024-04-30-aaaa")
    make_snapshot(made, "2023-04-30-bbbb", date(2023, 4, 30))
    activate(made, "2024-04-30-aaaa")
    make_database(made)
    for folder in ("decisions", "extracts"):
        (made.root / folder).mkdir()
        (made.root / folder / "one.csv").write_text("a,b\n1,2\n")
    return made


@pytest.fixture
def archive(home, tmp_path) -> Path:
    target = tmp_path / "home.tar"
    make_backup(BackupRequest(home, target, with_extracts=True))
    return target
