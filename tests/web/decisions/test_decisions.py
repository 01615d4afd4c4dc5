"""Decisions about records: one in force a pair, none overwritten, and the next build reads exactly what they say."""

import stat
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from lineofsight.sources.reader import read_extracts
from lineofsight_web.access.models import AppendOnly, User
from lineofsight_web.decisions.actions import DecisionConflict, Record, decide_identity, export_decisions, in_force
from lineofsight_web.decisions.models import IdentityDecision

pytestmark = pytest.mark.django_db

SSD, CENSUS = Record("ssd_person", "1001"), Record("school_census_pupils_on_roll", "A123")


@pytest.fixture
def analyst() -> User:
    return User.objects.create_user(username="tom", full_name="Tom Ellis", role="analyst")


def decide(by, decision="same", *, one=SSD, other=CENSUS, because="Same mother and address", supersedes=None):
    return decide_identity(one=one, other=other, decision=decision, because=because, by=by, supersedes=supersedes)


def read_back(tmp_path):
    export_decisions(tmp_path / "decisions_identity.csv")
    extracts = read_extracts(tmp_path)
    assert extracts.set_aside.num_rows == 0
    return extracts.tables["decisions_identity"].to_pylist()


def test_a_pair_is_the_same_pair_whichever_record_is_named_first(analyst):
    decision = decide(analyst)
    assert in_force(CENSUS, SSD) == in_force(SSD, CENSUS) == decision


def test_a_change_of_mind_replaces_and_keeps_the_first(analyst):
    first = decide(analyst)
    second = decide(analyst, "different", because="They are twins", supersedes=first)
    assert in_force(SSD, CENSUS) == second
    assert IdentityDecision.objects.count() == 2


def test_the_same_decision_sent_twice_is_one(analyst):
    assert decide(analyst) == decide(analyst)


def test_deciding_over_a_decision_one_has_not_seen_is_refused(analyst):
    first = decide(analyst)
    decide(analyst, "different", because="Twins", supersedes=first)
    with pytest.raises(DecisionConflict):
        decide(analyst, "unsure", because="Not clear", supersedes=first)
    with pytest.raises(DecisionConflict):
        decide(analyst, "unsure", because="Not clear")


def test_the_database_lets_in_one_first_decision_a_pair(analyst):
    first = decide(analyst)
    with pytest.raises(IntegrityError), transaction.atomic():
        IdentityDecision.objects.create(
            source_a=first.source_a, source_key_a=first.source_key_a, source_b=first.source_b,
            source_key_b=first.source_key_b, decision="unsure", because="x", decided_by=analyst,
            decided_at=first.decided_at,
        )  # fmt: skip


@pytest.mark.parametrize("wrong", [{"other": SSD}, {"decision": "perhaps"}, {"because": " "}])
def test_what_decides_nothing_is_our_mistake(analyst, wrong):
    with pytest.raises(ValueError, match="a decision is about two records"):
        decide(analyst, **wrong)


def test_decisions_are_only_added(analyst):
    decision = decide(analyst)
    for change in (decision.save, decision.delete, IdentityDecision.objects.all().delete):
        with pytest.raises(AppendOnly):
            change()


def test_the_next_build_reads_what_was_decided(analyst, tmp_path):
    first = decide(analyst, because='Same address,\n"same" mother; see visit, 2 May (é)')
    second = decide(analyst, "different", because="Twins", supersedes=first)
    rows = read_back(tmp_path)
    assert [(row["decision_id"], row["decision"], row["supersedes"]) for row in rows] == [
        (first.decision_id, "same", None),
        (second.decision_id, "different", first.decision_id),
    ]
    assert rows[0]["because"] == 'Same address, "same" mother; see visit, 2 May (é)'
    named = {tuple(row[name] for name in ("source_a", "source_key_a", "source_b", "source_key_b")) for row in rows}
    assert named == {("school_census_pupils_on_roll", "A123", "ssd_person", "1001")}


def test_the_moment_is_that_of_the_clock_on_the_wall(analyst, tmp_path, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2024, 6, 1, 9, 30, tzinfo=UTC))
    decide(analyst)
    assert read_back(tmp_path)[0]["decided_at"] == datetime(2024, 6, 1, 10, 30)  # noqa: DTZ001 - a local clock has no zone


def test_no_decision_yet_is_a_file_with_its_header(tmp_path):
    assert export_decisions(tmp_path / "decisions_identity.csv") == 0
    assert "decisions_identity" in read_extracts(tmp_path).loaded


def test_only_its_owner_reads_the_file_and_nothing_else_is_left(analyst, tmp_path):
    decide(analyst)
    out = tmp_path / "decisions_identity.csv"
    call_command("export_decisions", out=out, stderr=StringIO())
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [out]
