"""`lineofsight identity`, run as a user runs it, on a snapshot's identity tables."""

import json
import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from lineofsight.cli import app, register
from lineofsight.errors import LineofsightError
from lineofsight.home import Home
from lineofsight.identity import IDENTITY_TABLES, read_ledger, vault
from tests.factories.people import Linked, link

PEOPLE = """
    pers_person_id | pers_forename | pers_surname | pers_dob   | pers_sex
    S1             | Aisha         | Castellan    | 2012-03-04 | F
    S2             | Aisha         | Castellan    | 2012-03-04 | F
    S3             | Rosalind      | Featherstone | 2009-11-23 | F
"""


def keep(home: Home, snapshot: str, linked: Linked) -> None:
    """Write the identity tables as a snapshot holds them."""
    folder = home.snapshots / snapshot
    (folder / "identity").mkdir(parents=True)
    for name in IDENTITY_TABLES:
        rows = linked.engine.rows(f"SELECT * FROM identity.{name}")
        vault.write_encrypted(rows, folder / "identity" / f"{name}.parquet", vault.load_or_make_key(home))
    (folder / "manifest.json").write_text("{}")
    (home.snapshots / "CURRENT").write_text(snapshot)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.delenv(vault.KEY_VARIABLE, raising=False)
    home = Home(tmp_path / "home")
    keep(home, "2024-04-30-first", link({"ssd_person": PEOPLE}))
    return home


def run(home: Home, *arguments: str) -> Result:
    register()
    return CliRunner().invoke(app, ["identity", *arguments, "--home", str(home.root)])


def test_export_writes_whose_record_is_whose(home, tmp_path):
    out = tmp_path / "links.csv"
    assert run(home, "export", "--out", str(out)).exit_code == 0
    header, *rows = out.read_text().splitlines()
    assert header == "source,source_key,person_id"
    (_, key1, id1), (_, key2, id2), (_, key3, id3) = (row.split(",") for row in rows)
    assert (key1, key2, key3) == ("S1", "S2", "S3")
    assert id1 == id2 != id3
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert "Castellan" not in out.read_text()


def test_evaluate_compares_with_truth(home, tmp_path):
    truth = tmp_path / "truth.csv"
    truth.write_text("source,source_key,true_id\nssd_person,S1,X\nssd_person,S2,Y\nssd_person,S3,Z\n")
    done = run(home, "evaluate", "--truth", str(truth), "--json")
    found = json.loads(done.stdout)
    assert (found["records"], found["children"], found["precision"], found["recall"]) == (3, 3, 0.0, 1.0)
    assert found["children_mixed_per_1000"] == pytest.approx(666.667)
    assert found["children_split_per_1000"] == 0
    assert [(part["source_a"], part["source_b"], part["found_pairs"]) for part in found["by_source"]] == [
        ("ssd_person", "ssd_person", 1)
    ]
    assert run(home, "evaluate", "--truth", str(truth)).exit_code == 0


def test_a_file_that_is_no_truth_is_refused_in_words(home, tmp_path):
    truth = tmp_path / "truth.csv"
    truth.write_text("source,key\nssd_person,S1\n")
    for path in (truth, tmp_path / "missing.csv"):
        refused = run(home, "evaluate", "--truth", str(path))
        assert isinstance(refused.exception, LineofsightError)


def test_the_ledger_tells_what_happened_to_ids(home):
    assert run(home, "ledger", "--json").stdout == "[]\n", "people who are new are left out unless asked for"
    created = json.loads(run(home, "ledger", "--created", "--json").stdout)
    assert [event["event"] for event in created] == ["created", "created"]
    decision = """
        decision_id | source_a   | source_key_a | source_b   | source_key_b | decision | decided_by | decided_at
        D1          | ssd_person | S1           | ssd_person | S3           | same     | QA         | 2024-05-01T09:00
    """
    tables = {"ssd_person": PEOPLE, "decisions_identity": decision}
    keep(home, "2024-05-31-second", link(tables, ledger=read_ledger(home)))
    (merged,) = json.loads(run(home, "ledger", "--json").stdout)
    assert (merged["event"], merged["n_records"]) == ("merged", 1)
    about = json.loads(run(home, "ledger", "--person", merged["other_person_id"], "--json").stdout)
    assert [event["event"] for event in about] == ["created", "merged"]


def test_without_the_key_nothing_opens(home):
    (home.keys / vault.KEY_FILE).unlink()
    refused = run(home, "ledger")
    assert isinstance(refused.exception, LineofsightError)
    assert "no identity key" in str(refused.exception)
    with pytest.raises(LineofsightError):
        read_ledger(home)


def test_before_the_first_snapshot_there_is_no_ledger(tmp_path):
    assert read_ledger(Home(tmp_path)) is None
