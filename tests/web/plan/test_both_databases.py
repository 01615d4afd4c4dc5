"""The plan on SQLite and on PostgreSQL: several programs at once lose nothing and overwrite nothing."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest

from lineofsight_web.plan.papers import SAMPLE_PAPER
from tests.factories.postgres import postgres

pytestmark = pytest.mark.slow

Run = Callable[..., subprocess.Popen[str]]

COUNTS = """
from lineofsight_web.plan.models import *
print([m.objects.count() for m in (Paper, Meeting, Ambition, Item, Appearance, Paragraph, KeyPriority, Change)])
"""
EDIT = """
import sys, time
from lineofsight_web.plan import actions
from lineofsight_web.plan.models import Item
item = Item.objects.order_by("pk").first()
time.sleep(max(0, float(sys.argv[1]) - time.time()))
try:
    actions.edit_item(item_id=item.pk, version=1, text=sys.argv[2], lead=None, because="x", by=None)
    print("saved")
except actions.EditConflict:
    print("told")
"""
READ_BACK = """
from lineofsight_web.plan.models import Change, Item
item = Item.objects.order_by("pk").first()
print(item.text, item.version, Change.objects.filter(what="item_edited").count())
"""
CHANGE_HISTORY = """
from django.db import DatabaseError, connection
try:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE plan_change SET because = 'no'")
    print("changed")
except DatabaseError:
    print("refused")
"""
SETUP = "import django; django.setup()\n"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def run(request, tmp_path) -> Iterator[Run]:
    """Starts the web half's programs, or a few lines of Python with its models, over an empty database."""
    if request.param == "sqlite":
        yield _runner({"LINEOFSIGHT_HOME": str(tmp_path)})
        return
    with postgres() as address:
        yield _runner({"LINEOFSIGHT_HOME": str(tmp_path), "LINEOFSIGHT_DATABASE_URL": address})


def _runner(settings: dict[str, str]) -> Run:
    environment = {**os.environ, **settings, "DJANGO_SETTINGS_MODULE": "lineofsight_web.config.settings"}

    def start(*arguments: str, code: str = "") -> subprocess.Popen[str]:
        what = ["-c", SETUP + code] if code else ["-m", "lineofsight_web"]
        return subprocess.Popen(
            [sys.executable, *what, *arguments],
            env=environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    return start


def said(started: subprocess.Popen[str]) -> str:
    out, problems = started.communicate(timeout=120)
    assert started.returncode == 0, problems
    return out.strip()


def test_two_programs_that_load_the_same_paper_at_once_load_it_once(run):
    said(run("migrate", "--verbosity", "0"))
    loading = [run("plan_import", "--json", str(SAMPLE_PAPER)) for _ in range(3)]
    printed = [json.loads(said(one)) for one in loading]
    assert printed[0] == printed[1] == printed[2]
    assert said(run(code=COUNTS)) == "[1, 1, 9, 55, 55, 20, 5, 1]"
    assert json.loads(said(run("plan_show", "--json"))) == printed[0]


def test_of_editors_who_save_at_once_one_is_saved_and_the_others_are_told(run):
    said(run("plan_import", "--sample"))
    at = str(time.time() + 6)
    answers = {words: said(one) for words, one in [(w, run(at, w, code=EDIT)) for w in ("A", "B", "C")]}
    assert sorted(answers.values()) == ["saved", "told", "told"]
    [winner] = [words for words, answer in answers.items() if answer == "saved"]
    assert said(run(code=READ_BACK)) == f"{winner} 2 1"


def test_the_database_itself_keeps_the_history(run):
    said(run("plan_import", "--sample"))
    assert said(run(code=CHANGE_HISTORY)) == "refused"
