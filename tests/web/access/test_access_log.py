"""The access log: before the page or not at all, only ever longer, and any change shows."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from lineofsight_web.access.log import BEGINNING, append, chained_hash, verify_chain
from lineofsight_web.access.models import AccessLogEntry, AppendOnly, StatedReason
from lineofsight_web.access.policies import Role
from lineofsight_web.access.tokens import person_token
from lineofsight_web.child.record import read_record
from tests.web.conftest import PURPOSE_OF, as_seen, give_reason, text_of

pytestmark = pytest.mark.django_db
VERIFIER = Path(__file__).parents[3] / "ops" / "verify_access_log.py"
ROW: dict[str, object] = {
    "actor": "a", "role": "analyst", "session": "", "action": "see_child", "decision": "allowed", "reason_code": "X",
    "purpose": "audit", "reason_id": None, "person_token": "", "parts": "a \"quoted\" café \U0001f600\n",
    "snapshot_id": "s", "surface": "child", "result_count": 3, "to_review": False,
}  # fmt: skip


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def without_guard() -> None:
    """What someone with the database in their hands would do first."""
    for verb in ("UPDATE", "DELETE"):
        sql(f"DROP TRIGGER access_log_no_{verb}")


# What is written, and when


@pytest.mark.parametrize("role", PURPOSE_OF)
def test_opening_a_child_is_in_the_log_before_anything_of_the_child_is_read(role, county, signed_in, monkeypatch):
    seen_at_reading = []

    def spy(snapshot, receipt):
        seen_at_reading.append(AccessLogEntry.objects.get(seq=receipt.seq))
        return read_record(snapshot, receipt)

    monkeypatch.setattr("lineofsight_web.child.views.read_record", spy)
    response = give_reason(signed_in(role), county.jack, PURPOSE_OF[role])
    assert "Jack Bell" in text_of(response)
    [entry] = seen_at_reading
    assert (entry.action, entry.decision, entry.purpose) == ("see_child", "allowed", PURPOSE_OF[role])
    assert entry.person_token == person_token(county.jack)
    assert entry.snapshot_id == county.snapshot.id
    assert entry.reason_id == StatedReason.objects.get().pk


def test_a_refusal_is_in_the_log_too(county, signed_in):
    signed_in(Role.BOARD_MEMBER).get(f"/children/{county.jack}/")
    entry = AccessLogEntry.objects.get()
    assert (entry.decision, entry.reason_code) == ("refused", "NOT_IN_ROLE")


def test_every_child_of_a_list_is_in_the_log(county, signed_in):
    response = signed_in(Role.DIRECTOR).get("/performance/FD07/cases/")
    shown = {row.case.person_id for row in response.context["rows"]}
    logged = set(AccessLogEntry.objects.values_list("person_token", flat=True))
    assert shown
    assert logged == {person_token(person) for person in shown}


def test_the_log_holds_no_name_identifier_or_words_of_a_reason(county, signed_in):
    client = signed_in(Role.PRACTITIONER)
    search = {"surname": "Bell", "date_of_birth_0": "31", "date_of_birth_1": "1", "date_of_birth_2": "2010"}
    client.post("/children/", {**search, "purpose": "duty", "words": "The school phoned about Jack"}, follow=True)
    give_reason(client, county.jack, "duty", "The school phoned about Jack")
    written = " ".join(str(entry) for entry in AccessLogEntry.objects.values_list())
    assert AccessLogEntry.objects.count() == 4  # the search, two candidates, and the child that was opened
    assert not [word for word in ("Bell", "Jack", "2010-01-31", "school", county.jack) if word in written]


def test_signing_in_and_failing_to_are_in_the_log_without_the_name_typed(client, signed_in):
    client.post("/sign-in/", {"username": "somebody", "password": "wrong"})
    entry = AccessLogEntry.objects.get()
    assert (entry.action, entry.decision, entry.actor) == ("sign_in", "refused", "")


# No log, no view


@pytest.mark.parametrize(
    "path", ["/children/{jack}/", "/performance/FD07/cases/", "/children/team/"], ids=["child", "cases", "team"]
)
def test_when_the_log_cannot_be_written_nothing_is_shown(path, county, signed_in):
    client = signed_in(Role.TEAM_MANAGER)
    give_reason(client, county.jack, "supervision")
    sql("ALTER TABLE access_log RENAME TO access_log_gone")
    response = client.get(path.format(jack=county.jack))
    assert response.status_code == 503
    assert "We could not record this, so we cannot show it" in text_of(response)
    assert "Bell" not in text_of(response)
    assert county.jack not in text_of(response)


def test_when_the_log_cannot_be_written_a_refusal_gives_nothing_away_either(county, signed_in):
    client = signed_in(Role.TEAM_MANAGER)
    sql("ALTER TABLE access_log RENAME TO access_log_gone")
    assert as_seen(client, county.amina) == as_seen(client, county.nobody)


# Only ever longer


def test_entries_cannot_be_changed_or_deleted_through_the_application():
    [entry] = append([ROW])
    entry.purpose = "duty"
    for attempt in (
        entry.save,
        entry.delete,
        AccessLogEntry.objects.all().delete,
        lambda: AccessLogEntry.objects.update(purpose="duty"),
        lambda: AccessLogEntry.objects.bulk_update([entry], ["purpose"]),
    ):
        with pytest.raises(AppendOnly):
            attempt()


@pytest.mark.parametrize(
    "statement", ["UPDATE access_log SET purpose = 'duty'", "DELETE FROM access_log", "DELETE FROM access_statedreason"]
)
def test_the_database_itself_refuses_changes(statement, county, signed_in):
    give_reason(signed_in(Role.DIRECTOR), county.jack, "audit")
    with pytest.raises(DatabaseError, match="only takes new rows"), transaction.atomic():
        sql(statement)


# Any change shows


def a_log() -> tuple[int, str]:
    """Six entries; returns the head."""
    for _ in range(6):
        append([ROW])
    return verify_chain().head


def rewritten() -> None:
    """The whole log written again with another actor, every hash right: what a bare chain cannot show."""
    entries = list(AccessLogEntry.objects.order_by("seq").values())
    sql("DELETE FROM access_log")
    previous = BEGINNING
    for entry in entries:
        fields = {**entry, "actor": "someone else", "previous_hash": previous}
        fields.pop("hash")
        previous = chained_hash(fields)
        AccessLogEntry.objects.create(**fields, hash=previous)


TAMPERING = {
    **{
        f"changed {field}": f"UPDATE access_log SET {field} = {value} WHERE seq = 3"
        for field, value in {
            "at": "'2020-01-01T00:00:00.000000Z'", "actor": "'b'", "role": "'director'", "session": "'x'",
            "action": "'find_child'", "decision": "'refused'", "reason_code": "'Y'", "purpose": "'duty'",
            "reason_id": "7", "person_token": "'x'", "parts": "''", "snapshot_id": "'t'", "surface": "'x'",
            "result_count": "4", "to_review": "1", "previous_hash": "'x'", "hash": "'x'",
        }.items()
    },
    "deleted": "DELETE FROM access_log WHERE seq = 3",
    "deleted the first": "DELETE FROM access_log WHERE seq = 1",
    "swapped": "UPDATE access_log SET seq = CASE seq WHEN 3 THEN 104 ELSE 103 END WHERE seq IN (3, 4)",
    "moved": "UPDATE access_log SET seq = 9 WHERE seq = 3",
}  # fmt: skip
ONLY_A_HEAD_SHOWS = {"cut off": "DELETE FROM access_log WHERE seq > 4", "emptied": "DELETE FROM access_log"}


@pytest.fixture
def second_opinion(tmp_path):
    """The separate verifier's exit code and words about this log, read from a copy of the database."""

    def verify(head: tuple[int, str] | None = None) -> tuple[int, str]:
        copy = tmp_path / "copy.sqlite3"
        copy.unlink(missing_ok=True)
        with connection.cursor() as cursor:
            rows = cursor.execute("SELECT * FROM access_log").fetchall()
            names = [column[0] for column in cursor.description]
        target = sqlite3.connect(copy)
        target.execute(f"CREATE TABLE access_log ({', '.join(names)})")
        target.executemany(f"INSERT INTO access_log VALUES ({', '.join('?' * len(names))})", rows)
        target.commit()
        target.close()
        given = ["--head", f"{head[0]}:{head[1]}"] if head else []
        done = subprocess.run(
            [sys.executable, VERIFIER, str(copy), *given], capture_output=True, text=True, check=False
        )
        return done.returncode, done.stdout + done.stderr

    return verify


def test_both_verifiers_find_a_log_whole_and_give_the_same_head(second_opinion):
    head = a_log()
    assert verify_chain(head).problems == ()
    assert second_opinion(head) == (0, f"6 entries, 0 problems, head 6:{head[1]}\n")


@pytest.mark.parametrize("statement", TAMPERING.values(), ids=TAMPERING)
def test_both_verifiers_find_every_change(statement, second_opinion):
    a_log()
    without_guard()
    sql(statement)
    assert verify_chain().problems
    assert second_opinion()[0] == 1


@pytest.mark.parametrize("statement", ONLY_A_HEAD_SHOWS.values(), ids=ONLY_A_HEAD_SHOWS)
def test_with_a_head_kept_elsewhere_both_find_that_the_end_was_cut_off(statement, second_opinion):
    head = a_log()
    without_guard()
    sql(statement)
    assert verify_chain(head).problems
    assert second_opinion(head)[0] == 1


def test_with_a_head_kept_elsewhere_both_find_that_all_was_written_again(second_opinion):
    head = a_log()
    without_guard()
    rewritten()
    assert verify_chain().problems == ()  # the chain alone does not show it
    assert verify_chain(head).problems
    assert second_opinion(head)[0] == 1


def test_the_command_prints_the_head_and_fails_on_a_changed_log(capsys):
    head = a_log()
    call_command("verify_access_log", head=f"{head[0]}:{head[1]}")
    assert f"{head[0]}:{head[1]}" in capsys.readouterr().out
    without_guard()
    sql(TAMPERING["changed actor"])
    with pytest.raises(CommandError, match="entry 3: its content is not what was written"):
        call_command("verify_access_log")


def test_the_page_says_whether_the_log_is_whole(county, signed_in):
    a_log()
    client = signed_in(Role.INFORMATION_GOVERNANCE)
    assert "The access log is whole" in text_of(client.get("/data/access-log/check/"))
    without_guard()
    sql(TAMPERING["changed actor"])
    assert "The access log was changed" in text_of(client.get("/data/access-log/check/"))
