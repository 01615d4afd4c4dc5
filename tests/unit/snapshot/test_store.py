"""Snapshots on disk: whole or not there."""

import json
from datetime import date

import pytest

from lineofsight.errors import LineofsightError
from lineofsight.home import Home
from lineofsight.snapshot import SnapshotMissing, activate, current_id, list_snapshots, prune
from lineofsight.snapshot.store import building, folder_of, publish


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path)


def make(home: Home, snapshot_id: str, as_of: date = date(2024, 4, 30)) -> None:
    with building(home) as folder:
        (folder / "tables" / "a.parquet").write_bytes(b"rows")
        publish(home, folder, {"id": snapshot_id, "as_of": as_of.isoformat(), "made_at": "2024-05-01T09:00:00",
                               "code_version": "1", "files": [{"kept": 9, "set_aside": 1}]})  # fmt: skip


def test_a_new_home_has_no_snapshot_and_says_what_to_do(home):
    assert current_id(home) is None
    with pytest.raises(SnapshotMissing, match="lineofsight build"):
        folder_of(home)


def test_a_published_snapshot_is_listed_but_not_in_force_until_it_is_activated(home):
    make(home, "first")
    assert [(entry.id, entry.in_force, entry.rows_kept) for entry in list_snapshots(home)] == [("first", False, 9)]
    activate(home, "first")
    assert current_id(home) == "first"


def test_only_a_complete_snapshot_can_be_activated(home):
    make(home, "first")
    (home.snapshots / "half").mkdir()
    with pytest.raises(SnapshotMissing):
        activate(home, "half")


def test_a_build_that_fails_leaves_nothing_behind(home):
    make(home, "first")
    activate(home, "first")
    with pytest.raises(RuntimeError):
        _build_that_fails(home)
    assert [entry.id for entry in list_snapshots(home)] == ["first"]
    assert not list(home.snapshots.glob(".building-*"))


def _build_that_fails(home):
    with building(home) as folder:
        (folder / "tables" / "a.parquet").write_bytes(b"rows")
        raise RuntimeError("stopped")


def test_what_a_killed_build_left_is_removed_by_the_next(home):
    (home.snapshots / ".building-99" / "tables").mkdir(parents=True)
    with building(home):
        assert not (home.snapshots / ".building-99").exists()


def test_two_builds_never_run_at_once(home):
    with building(home), pytest.raises(LineofsightError, match="Another build"), building(home):
        pass


def test_pruning_keeps_the_newest_and_the_one_in_force(home):
    for number in range(1, 5):
        make(home, f"s{number}", date(2024, number, 28))
    activate(home, "s1")
    assert prune(home, keep=2) == ["s2"]
    assert [entry.id for entry in list_snapshots(home)] == ["s4", "s3", "s1"]


def test_the_manifest_is_plain_json(home):
    make(home, "first")
    assert json.loads((folder_of(home, "first") / "manifest.json").read_text())["id"] == "first"
