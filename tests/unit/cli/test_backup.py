"""`lineofsight backup` and `lineofsight restore`, as they are typed."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from lineofsight.cli import app, register
from lineofsight.home import Home
from lineofsight.snapshot import activate
from lineofsight.snapshot.backup import BackupRefused
from tests.factories.homes import make_database, make_snapshot


@pytest.fixture
def home(tmp_path) -> Path:
    root = tmp_path / "home"
    make_snapshot(Home(root), "s1")
    activate(Home(root), "s1")
    Home(root).keys.mkdir()
    (Home(root).keys / "identity.key").write_bytes(b"k" * 32)
    make_database(Home(root))
    return root


def run(*words: object, exit_code: int = 0) -> Result:
    register()
    result = CliRunner().invoke(app, [str(word) for word in words])
    assert result.exit_code == exit_code, result.output
    return result


def test_there_and_back(home, tmp_path):
    run("backup", "--home", home, "--to", tmp_path / "a.tar")
    run("restore", tmp_path / "a.tar", "--home", tmp_path / "new")
    assert (tmp_path / "new" / "snapshots" / "CURRENT").read_text() == "s1\n"


def test_both_say_the_same_of_a_backup_in_json(home, tmp_path):
    made = json.loads(run("backup", "--home", home, "--to", tmp_path / "a.tar", "--json").stdout)
    held = json.loads(run("restore", tmp_path / "a.tar", "--home", tmp_path / "new", "--json").stdout)
    assert (made.pop("backup"), made.pop("bytes")) == (str(tmp_path / "a.tar"), (tmp_path / "a.tar").stat().st_size)
    assert held.pop("home") == str(tmp_path / "new")
    assert made == held
    assert (made["database"], made["snapshots"], made["in_force"], made["notes"]) == ("sqlite", ["s1"], "s1", [])


def test_whoever_makes_a_backup_is_told_that_it_opens_every_name(home, tmp_path):
    assert "can read every name" in " ".join(run("backup", "--home", home, "--to", tmp_path / "a.tar").stderr.split())


def test_a_database_in_postgresql_is_loudly_left_out_and_pg_dump_named(home, tmp_path, monkeypatch):
    """The address holds a password, so it is never repeated."""
    monkeypatch.setenv("LINEOFSIGHT_DATABASE_URL", "postgresql://someone:secret@host/name")
    done = run("backup", "--home", home, "--to", tmp_path / "a.tar", "--json")
    assert "NOT IN THIS BACKUP" in done.stderr
    assert "pg_dump -Fc" in done.stderr
    assert "secret" not in done.output
    assert json.loads(done.stdout)["database"] == "elsewhere"
    assert "pg_restore" in run("restore", tmp_path / "a.tar", "--home", tmp_path / "new").stderr


def test_a_key_kept_in_the_environment_is_loudly_left_out(home, tmp_path):
    (home / "keys" / "identity.key").unlink()
    assert "LINEOFSIGHT_IDENTITY_KEY" in run("backup", "--home", home, "--to", tmp_path / "a.tar").stderr


def test_a_damaged_backup_is_an_expected_problem(home, tmp_path):
    run("backup", "--home", home, "--to", tmp_path / "a.tar")
    whole = (tmp_path / "a.tar").read_bytes()
    (tmp_path / "a.tar").write_bytes(whole[:3000])
    assert isinstance(
        run("restore", tmp_path / "a.tar", "--home", tmp_path / "new", exit_code=1).exception, BackupRefused
    )
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("words", [["backup"], ["restore"], ["backup", "--to", "a.tar", "--snapshots", "0"]])
def test_wrong_usage_exits_with_2(words):
    run(*words, exit_code=2)


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_help_ends_with_an_example(command):
    assert "Example:" in run(command, "--help").stdout
