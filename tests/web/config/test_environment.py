"""What the environment sets, and what is safe when it sets nothing."""

import os
import stat
import subprocess
import sys

import pytest

from lineofsight.errors import LineofsightError
from lineofsight.home import Home
from lineofsight_web.config.environment import database, kept_secret, names, secret_key, switch


@pytest.mark.parametrize(("text", "is_on"), [("1", True), ("yes", True), (" True ", True), ("0", False), ("", False)])
def test_a_switch_is_off_unless_it_is_clearly_on(text, is_on):
    assert switch("X", {"X": text}) is is_on
    assert not switch("Y", {"X": text})


def test_names_are_split_at_commas():
    assert names("HOSTS", {"HOSTS": "a.example, b.example,"}) == ["a.example", "b.example"]
    assert names("HOSTS", {}, "localhost") == ["localhost"]


def test_the_secret_key_is_made_once_and_read_by_its_owner_only(tmp_path):
    first = secret_key(Home(tmp_path), {})
    assert secret_key(Home(tmp_path), {}) == first
    assert len(first) >= 50
    assert stat.S_IMODE((tmp_path / "keys" / "django.key").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700


def test_a_given_secret_key_is_taken_and_nothing_is_written(tmp_path):
    assert secret_key(Home(tmp_path), {"LINEOFSIGHT_SECRET_KEY": "given"}) == "given"
    assert not (tmp_path / "keys").exists()


def test_before_there_is_a_home_nothing_is_written(tmp_path):
    home = Home(tmp_path / "none")
    assert secret_key(home, {}) != secret_key(home, {})
    assert not home.root.exists()


def test_programs_that_start_together_read_the_same_secret(tmp_path):
    code = "import sys; from pathlib import Path; from lineofsight_web.config.environment import kept_secret\n"
    code += "print(kept_secret(Path(sys.argv[1])))"
    command = [sys.executable, "-c", code, str(tmp_path / "keys" / "a.key")]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(6)]
    assert len({one.communicate()[0] for one in started}) == 1
    assert kept_secret(tmp_path / "keys" / "a.key")
    assert [path.name for path in (tmp_path / "keys").iterdir()] == ["a.key"]


def test_without_an_address_the_database_is_sqlite_in_the_home(tmp_path):
    found = database(Home(tmp_path), {})
    assert found["NAME"] == tmp_path / "app.sqlite3"
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in found["OPTIONS"]["init_command"]


def test_an_address_names_a_postgresql(tmp_path):
    url = "postgresql://li%20ne:p%40ss@db.example:5433/los?sslmode=require"
    found = database(Home(tmp_path), {"LINEOFSIGHT_DATABASE_URL": url})
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"], found["NAME"]) == (
        "li ne", "p@ss", "db.example", "5433", "los",
    )  # fmt: skip
    assert found["OPTIONS"] == {"sslmode": "require"}


def test_another_address_is_refused_without_repeating_its_password(tmp_path):
    with pytest.raises(LineofsightError) as refused:
        database(Home(tmp_path), {"LINEOFSIGHT_DATABASE_URL": "mysql://me:secret@host/db"})
    assert "secret" not in str(refused.value)


def settings_of(tmp_path, **given: str) -> str:
    """Settings as a fresh program reads them."""
    code = (
        "import json; from lineofsight_web.config import settings as s\n"
        "print(json.dumps([s.DEBUG, s.HTTPS, s.SESSION_COOKIE_SECURE, s.SECURE_HSTS_SECONDS > 0, s.ALLOWED_HOSTS]))"
    )
    environment = {**os.environ, "LINEOFSIGHT_HOME": str(tmp_path), **given}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    return done.stdout.strip() or done.stderr.strip().splitlines()[-1]


def test_by_default_there_is_no_debugging_and_only_this_machine_is_answered(tmp_path):
    assert settings_of(tmp_path) == '[false, false, false, false, ["localhost", "127.0.0.1", "[::1]"]]'


def test_behind_https_cookies_are_secure_and_browsers_stay_on_it(tmp_path):
    given = {"LINEOFSIGHT_HTTPS": "1", "LINEOFSIGHT_ALLOWED_HOSTS": "los.example"}
    assert settings_of(tmp_path, **given) == '[false, true, true, true, ["los.example"]]'


def test_a_colour_that_is_none_is_refused(tmp_path):
    assert "is not a colour like #12436d" in settings_of(tmp_path, LINEOFSIGHT_COUNCIL_COLOUR="red;}")
