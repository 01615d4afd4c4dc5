"""A home in one file: whole or not there, and nothing put back that is not what was copied."""

import os
import shutil
import signal
import sqlite3
import stat
import tempfile
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lineofsight.errors import LineofsightError
from lineofsight.home import Home
from lineofsight.snapshot import activate, list_snapshots, open_snapshot
from lineofsight.snapshot import backup as backups
from lineofsight.snapshot.backup import BackupRequest, make_backup, restore_backup
from lineofsight.snapshot.store import building
from tests.factories.homes import contents, fill_home, make_snapshot


def test_a_restored_home_reads_the_same_figures_and_opens_the_same_names(home, archive, tmp_path):
    restored = Home(tmp_path / "restored")
    restore_backup(archive, restored)
    before, after = open_snapshot(home), open_snapshot(restored)
    assert after.id == before.id == "2024-04-30-aaaa"
    assert after.figures("LA01") == before.figures("LA01")
    assert len(after.figures("LA01")) == 1
    assert after.identity("P1") == before.identity("P1")
    assert [entry.id for entry in list_snapshots(restored)] == [entry.id for entry in list_snapshots(home)]


def test_only_the_user_who_restored_it_can_read_a_home(archive, tmp_path):
    restored = tmp_path / "restored"
    restore_backup(archive, Home(restored))
    modes = {stat.S_IMODE(path.stat().st_mode) for path in restored.rglob("*") if path.is_file()}
    assert modes == {0o600}
    assert {stat.S_IMODE(path.stat().st_mode) for path in (restored, restored / "keys")} == {0o700}


def test_only_its_owner_can_read_a_backup(archive):
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600


def test_an_empty_folder_may_take_a_home(archive, tmp_path):
    (tmp_path / "new").mkdir()
    restore_backup(archive, Home(tmp_path / "new"))
    assert open_snapshot(Home(tmp_path / "new")).id == "2024-04-30-aaaa"


def test_extracts_are_left_out_unless_asked_for(home, tmp_path):
    assert not make_backup(BackupRequest(home, tmp_path / "a.tar")).has_extracts
    assert make_backup(BackupRequest(home, tmp_path / "b.tar", with_extracts=True)).has_extracts


def test_the_snapshot_in_force_is_copied_however_old_it_is(home, tmp_path):
    activate(home, "2023-04-30-bbbb")
    made = make_backup(BackupRequest(home, tmp_path / "a.tar", newest=1))
    assert (made.snapshots, made.in_force) == (["2024-04-30-aaaa", "2023-04-30-bbbb"], "2023-04-30-bbbb")


def test_what_another_process_is_writing_is_not_copied(home, tmp_path):
    with building(home) as folder:
        (folder / "tables" / "half.parquet").write_bytes(b"half")
        (home.keys / ".django.key.77").write_text("draft")
        made = make_backup(BackupRequest(home, tmp_path / "a.tar"))
    assert not [name for name in made.members if "half" in name or "/." in name]


def test_a_made_up_county_stays_marked_as_one(home, tmp_path):
    """The pages say so by a mark that lies in the home."""
    (home.root / ".county-small-1").touch()
    make_backup(BackupRequest(home, tmp_path / "a.tar"))
    restore_backup(tmp_path / "a.tar", Home(tmp_path / "new"))
    assert (tmp_path / "new" / ".county-small-1").exists()


def test_a_database_elsewhere_is_left_out_and_the_backup_says_so(home, tmp_path):
    make_backup(BackupRequest(home, tmp_path / "a.tar", database_elsewhere=True))
    held = restore_backup(tmp_path / "a.tar", Home(tmp_path / "new"))
    assert held.database == "elsewhere"
    assert not Home(tmp_path / "new").app_database.exists()


file_names = st.text(
    st.characters(codec="utf-8", exclude_characters="/\0"), min_size=1, max_size=60
).filter(lambda name: not name.startswith(".") and len(name.encode()) <= 200)  # fmt: skip
plain_files = st.dictionaries(file_names, st.binary(max_size=1500), max_size=4)


@settings(max_examples=40, deadline=None)
@given(keys=plain_files, decisions=plain_files, n_snapshots=st.integers(0, 4), newest=st.none() | st.integers(1, 3))
def test_every_home_comes_back_as_it_was(keys, decisions, n_snapshots, newest):
    """Whatever the files are called and hold; the newest snapshots, and no other, are there."""
    with tempfile.TemporaryDirectory() as place:
        home, restored = Home(Path(place, "home")), Home(Path(place, "restored"))
        fill_home(home, {"keys": keys, "decisions": decisions})
        for year in range(n_snapshots):
            make_snapshot(home, f"s{year}", date(2020 + year, 4, 30), content=bytes([year]) * 1000)
        if n_snapshots:
            activate(home, f"s{n_snapshots - 1}")
        make_backup(BackupRequest(home, Path(place, "a.tar"), newest=newest))
        restore_backup(Path(place, "a.tar"), restored)
        expected = {name: content for name, content in contents(home.root).items() if not name.endswith("/.lock")}
        for old in range(n_snapshots - (newest or n_snapshots)):
            expected = {name: content for name, content in expected.items() if not name.startswith(f"snapshots/s{old}")}
        assert contents(restored.root) == expected


def test_a_file_whose_name_is_no_text_comes_back(home, tmp_path):
    name = os.fsdecode(b"Jos\xe9.csv")
    (home.root / "decisions" / name).write_text("a\n")
    make_backup(BackupRequest(home, tmp_path / "a.tar"))
    restore_backup(tmp_path / "a.tar", Home(tmp_path / "new"))
    assert (tmp_path / "new" / "decisions" / name).read_text() == "a\n"


# While the application is in use


def test_each_copy_of_a_busy_database_is_one_moment_of_it(home, tmp_path):
    """A writer puts a row into two tables in each transaction: a copy from between would hold one more in the first."""
    stop, written = threading.Event(), []

    def write() -> None:
        with closing(sqlite3.connect(home.app_database, timeout=20)) as database:
            while not stop.is_set():
                for table in ("entry", "twin"):
                    database.execute(f"INSERT INTO {table} (words) VALUES (?)", ["x" * 500])
                database.commit()
                written.append(1)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        copies = [_copy_and_count(home, tmp_path / f"{number}.tar", len(written)) for number in range(5)]
    finally:
        stop.set()
        writer.join()
    assert all(entries == twins and entries >= known for entries, twins, known in copies)
    assert copies[-1][0] > copies[0][0]


def _copy_and_count(home: Home, target: Path, known: int) -> tuple[int, int, int]:
    make_backup(BackupRequest(home, target))
    restored = Home(target.with_suffix(""))
    restore_backup(target, restored)
    with closing(sqlite3.connect(restored.app_database)) as database:
        counts = [database.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0] for table in ("entry", "twin")]
    return counts[0], counts[1], known


def test_rows_that_are_only_in_the_write_ahead_log_are_copied(home, tmp_path):
    with closing(sqlite3.connect(home.app_database)) as database:
        database.execute("PRAGMA wal_autocheckpoint = 0")
        database.execute("INSERT INTO entry (words) VALUES ('kept')")
        database.commit()
        assert _copy_and_count(home, tmp_path / "a.tar", 1)[0] == 1


@pytest.mark.parametrize("page", [0, 9], ids=["the first page", "a page of rows, which SQLite would copy as it is"])
def test_a_damaged_database_is_told_and_no_backup_is_made(home, tmp_path, page):
    with closing(sqlite3.connect(home.app_database)) as database:
        database.executemany("INSERT INTO entry (words) VALUES (?)", [["x" * 500]] * 200)
        database.commit()
    with home.app_database.open("r+b") as file:
        file.seek(page * 4096 + 100)
        file.write(b"\xff" * 3900)
    with pytest.raises(LineofsightError, match=r"app\.sqlite3 could not be copied"):
        make_backup(BackupRequest(home, tmp_path / "a.tar"))
    assert not (tmp_path / "a.tar").exists()


def test_a_file_that_changes_while_it_is_copied_is_told(home, tmp_path):
    changing = home.extracts / "one.csv"

    def change(words: str, done: int, _total: int) -> None:
        if words.startswith("Copying the home") and done == 0:
            changing.unlink()

    with pytest.raises(LineofsightError, match="removed while it was being copied"):
        make_backup(BackupRequest(home, tmp_path / "a.tar", with_extracts=True), progress=change)
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


def test_a_file_that_grows_while_it_is_copied_is_told(home, tmp_path, monkeypatch):
    growing = home.extracts / "one.csv"
    read = backups._Hashed.read

    def grow(hashed: backups._Hashed, size: int) -> bytes:
        with growing.open("a") as more:
            more.write("3,4\n")
        return read(hashed, size)

    monkeypatch.setattr(backups._Hashed, "read", grow)
    with pytest.raises(LineofsightError, match=r"extracts/one\.csv .* changed while"):
        make_backup(BackupRequest(home, tmp_path / "a.tar", with_extracts=True))


# Killed


def run_and_die_at(moment: int, work: Callable[[backups.Progress], object]) -> bool:
    """Run in a process that kills itself, as a power cut would, at the moment given; whether it came to that moment."""

    def dying() -> None:
        passed = 0

        def tick(*_words: object) -> None:
            nonlocal passed
            passed += 1
            if passed == moment:
                os.kill(os.getpid(), signal.SIGKILL)

        def ticking(function: Callable[..., Any]) -> Callable[..., Any]:
            def before(*arguments: Any) -> Any:
                tick()
                return function(*arguments)

            return before

        os.fsync = ticking(os.fsync)
        Path.replace = ticking(Path.replace)  # type: ignore[method-assign]  # only in this process, which ends here
        work(tick)

    process = get_context("fork").Process(target=dying)
    process.start()
    process.join()
    assert process.exitcode in {0, -signal.SIGKILL}
    return process.exitcode != 0


def test_a_backup_killed_at_any_moment_leaves_a_whole_one_or_none(home, tmp_path):
    target, moment = tmp_path / "a.tar", 1
    while run_and_die_at(moment, lambda tick: make_backup(BackupRequest(home, target), progress=tick)):
        if target.exists():
            restored = Home(tmp_path / f"restored-{moment}")
            restore_backup(target, restored)
            target.unlink()
        moment += 1
    assert moment > len(contents(home.root)) / 2
    assert not list(tmp_path.glob(".lineofsight-backup-*"))


def test_a_restore_killed_at_any_moment_leaves_a_whole_home_or_none(archive, tmp_path):
    new, moment = tmp_path / "new", 1
    restore_backup(archive, Home(tmp_path / "whole"))
    whole = contents(tmp_path / "whole")
    while run_and_die_at(moment, lambda tick: restore_backup(archive, Home(new), progress=tick)):
        if new.exists():
            assert contents(new) == whole
            shutil.rmtree(new)
        moment += 1
    assert contents(new) == whole
    assert not list(tmp_path.glob(".lineofsight-restore-*"))


def test_what_a_run_that_is_still_going_has_written_is_left_alone(home, tmp_path):
    with backups._private_folder(tmp_path, "backup") as other:
        make_backup(BackupRequest(home, tmp_path / "a.tar"))
        assert other.is_dir()
    assert not other.exists()


# Refused


@pytest.mark.parametrize("inside", ["home.tar", "extracts/home.tar"])
def test_a_backup_is_not_written_into_the_home_it_copies(home, inside):
    with pytest.raises(LineofsightError, match="lost together"):
        make_backup(BackupRequest(home, home.root / inside))


def test_a_backup_never_replaces_another(home, archive):
    before = archive.read_bytes()
    with pytest.raises(LineofsightError, match="never replaces"):
        make_backup(BackupRequest(home, archive))
    assert archive.read_bytes() == before


def test_a_home_in_use_is_never_replaced(home, archive):
    before = contents(home.root)
    with pytest.raises(LineofsightError, match="not empty"):
        restore_backup(archive, home)
    assert contents(home.root) == before


def test_a_disk_without_room_is_told_before_anything_is_written(home, tmp_path, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: shutil._ntuple_diskusage(100, 90, 10))
    with pytest.raises(LineofsightError, match="are needed"):
        make_backup(BackupRequest(home, tmp_path / "a.tar"))
    assert [path.name for path in tmp_path.iterdir()] == ["home"]
