"""The access log on SQLite and on PostgreSQL: several writers at once make one chain, and the database guards it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.factories.postgres import postgres

VERIFIER = Path(__file__).parents[3] / "ops" / "verify_access_log.py"
SETUP = "import django; django.setup()\nimport sys\n"
WRITE = """
from lineofsight_web.access.log import append
row = dict(actor=sys.argv[1], role="analyst", session="", action="see_child", decision="allowed", reason_code="ROLE",
           purpose="", reason_id=None, person_token="", parts="caf\\u00e9", snapshot_id="", surface="",
           result_count=None, to_review=False)
for _ in range(20):
    append([row, row])
"""
GUARD = """
import json
from django.db import DatabaseError, connection
answers = []
statements = ["UPDATE access_log SET actor = 'x'", "DELETE FROM access_log", "DELETE FROM access_statedreason",
              "DELETE FROM access_openingreview", "UPDATE access_openingreview SET words = ''"]
if connection.vendor == "postgresql":
    statements.append("TRUNCATE access_log")
else:
    statements = statements[:2]  # its triggers speak a row at a time, and these tables are empty
for statement in statements:
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
        answers.append(f"done: {statement}")
    except DatabaseError as problem:
        answers.append("refused" if "only takes new rows" in str(problem) else str(problem))
print(json.dumps(answers))
"""
TAMPER = """
from django.db import connection
with connection.cursor() as cursor:
    on = " ON access_log" if connection.vendor == "postgresql" else ""
    cursor.execute(f"DROP TRIGGER access_log_no_UPDATE{on}")
    cursor.execute("UPDATE access_log SET actor = 'x' WHERE seq = 7")
"""


class Site:
    """The web half over a database of its own."""

    def __init__(self, home: Path, database: str) -> None:
        address = {"LINEOFSIGHT_DATABASE_URL": database} if database else {}
        self.database = database or str(home / "app.sqlite3")
        self.environment = {
            **os.environ, **address, "LINEOFSIGHT_HOME": str(home),
            "DJANGO_SETTINGS_MODULE": "lineofsight_web.config.settings",
        }  # fmt: skip

    def start(self, *arguments: str, code: str = "") -> subprocess.Popen[str]:
        what = ["-c", SETUP + code] if code else ["-m", "lineofsight_web"]
        command = [sys.executable, *what, *arguments]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, env=self.environment, text=True, stdout=pipe, stderr=pipe)

    def run(self, *arguments: str, code: str = "", exit_code: int = 0) -> str:
        started = self.start(*arguments, code=code)
        out, problems = started.communicate(timeout=120)
        assert started.returncode == exit_code, problems
        return out + problems

    def second_opinion(self) -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, VERIFIER, self.database], capture_output=True, text=True, check=False)


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def site(request, tmp_path_factory) -> Iterator[Site]:
    """One a database; the tests below use it in their order."""
    home = tmp_path_factory.mktemp("site")
    if request.param == "sqlite":
        found = Site(home, "")
        found.run("migrate", "--verbosity", "0")
        yield found
        return
    with postgres() as address:
        found = Site(home, address)
        found.run("migrate", "--verbosity", "0")
        yield found


def test_four_programs_that_write_at_once_make_one_whole_chain(site):
    writers = [site.start(name, code=WRITE) for name in "abcd"]
    assert [writer.communicate(timeout=120)[1] for writer in writers] == ["", "", "", ""]
    said = site.run("verify_access_log")
    assert said.startswith("160 entries, each following from the one before.")
    second = site.second_opinion()
    assert second.stdout.startswith("160 entries, 0 problems, head 160:")
    assert second.stdout.split("160:")[-1] == said.split("160:")[-1]


def test_the_database_itself_refuses_changes(site):
    answers = json.loads(site.run(code=GUARD))
    assert answers
    assert set(answers) == {"refused"}


def test_a_change_by_someone_with_the_database_in_hand_shows_to_both(site):
    site.run(code=TAMPER)
    assert "entry 7" in site.run("verify_access_log", exit_code=1)
    assert site.second_opinion().returncode == 1
