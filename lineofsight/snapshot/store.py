"""Snapshots on disk: written beside, checked, then put in force by one atomic step.

    snapshots/CURRENT                the id of the snapshot in force
    snapshots/<id>/manifest.json     what it is made of; the last file written
    snapshots/<id>/tables/           analysis tables, Parquet, no names
    snapshots/<id>/identity/         names and identifiers, Parquet, encrypted
    snapshots/.building-*            a build that is under way, or was killed; never served

A folder is a snapshot only once it has its final name, and it gets that name only when every file in it is written and
flushed. CURRENT is replaced by a rename, so a reader sees the old id or the new one.
"""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from lineofsight.errors import LineofsightError
from lineofsight.home import Home

MANIFEST = "manifest.json"
_CURRENT = "CURRENT"
_BUILDING = ".building-"


class SnapshotMissing(LineofsightError):
    """There is no snapshot to open, or none of that id."""


@dataclass(frozen=True)
class SnapshotEntry:
    """One snapshot in the list."""

    id: str
    as_of: date
    made_at: str
    in_force: bool
    rows_kept: int
    rows_set_aside: int
    code_version: str


def current_id(home: Home) -> str | None:
    """The id of the snapshot in force; None before the first build."""
    try:
        return (home.snapshots / _CURRENT).read_text(encoding="utf-8").strip() or None
    except FileNotFoundError:
        return None


def folder_of(home: Home, snapshot_id: str | None = None) -> Path:
    """The folder of a snapshot, the one in force if no id is given. Errors: SnapshotMissing."""
    wanted = snapshot_id or current_id(home)
    if wanted is None:
        raise SnapshotMissing(f"There is no snapshot in {home.root}.\n  Next  lineofsight build --home {home.root}")
    if wanted not in _ids(home):
        raise SnapshotMissing(f"There is no snapshot {wanted!r} in {home.root}.\n  Next  lineofsight snapshots list")
    return home.snapshots / wanted


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a snapshot folder."""
    found: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return found


def list_snapshots(home: Home) -> list[SnapshotEntry]:
    """Every complete snapshot, newest first."""
    in_force = current_id(home)
    folders = [home.snapshots / snapshot_id for snapshot_id in _ids(home)]
    entries = (_entry(folder, (folder / MANIFEST).stat().st_mtime_ns) for folder in folders)
    marked = (replace(entry, in_force=entry.id == in_force) for entry in entries)
    return sorted(marked, key=lambda entry: (entry.as_of, entry.made_at), reverse=True)


@lru_cache(maxsize=512)
def _entry(folder: Path, _written: int) -> SnapshotEntry:
    """A snapshot's line in the list, whether in force left open. Kept: pages ask for it, and a manifest is large."""
    manifest = read_manifest(folder)
    return SnapshotEntry(
        id=folder.name,
        as_of=date.fromisoformat(manifest["as_of"]),
        made_at=manifest["made_at"],
        in_force=False,
        rows_kept=sum(entry["kept"] for entry in manifest["files"]),
        rows_set_aside=sum(entry["set_aside"] for entry in manifest["files"]),
        code_version=manifest["code_version"],
    )


def activate(home: Home, snapshot_id: str) -> None:
    """Put a complete snapshot in force, in one step that a reader sees whole or not at all."""
    folder_of(home, snapshot_id)
    beside = home.snapshots / f"{_CURRENT}.{os.getpid()}"
    with beside.open("w", encoding="utf-8") as pointer:
        pointer.write(snapshot_id + "\n")
        pointer.flush()
        os.fsync(pointer.fileno())
    beside.replace(home.snapshots / _CURRENT)
    _flush_folder(home.snapshots)


def prune(home: Home, keep: int) -> list[str]:
    """Delete all but the newest `keep` snapshots; the one in force always stays. Returns the ids deleted."""
    if keep < 1:
        raise LineofsightError("Keep at least one snapshot: --keep 1 or more.")
    entries = list_snapshots(home)
    doomed = [entry.id for entry in entries[keep:] if not entry.in_force]
    for snapshot_id in doomed:
        # Renamed first, so that a reader who lists meanwhile never meets half a snapshot.
        grave = home.snapshots / f"{_BUILDING}pruned-{snapshot_id}"
        (home.snapshots / snapshot_id).rename(grave)
        shutil.rmtree(grave)
    return doomed


@contextmanager
def building(home: Home) -> Iterator[Path]:
    """A folder to write a snapshot in, held by this process alone; what earlier killed builds left is removed.

    Errors: LineofsightError if another build is under way.
    """
    home.snapshots.mkdir(parents=True, exist_ok=True)
    with (home.snapshots / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LineofsightError(f"Another build is under way in {home.root}. Wait for it to end.") from None
        for left in home.snapshots.glob(f"{_BUILDING}*"):
            shutil.rmtree(left)
        folder = home.snapshots / f"{_BUILDING}{os.getpid()}"
        (folder / "tables").mkdir(parents=True)
        (folder / "identity").mkdir(mode=0o700)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def publish(home: Home, folder: Path, manifest: dict[str, Any]) -> None:
    """Finish a snapshot: flush its files, write the manifest last, give the folder its name. `activate` serves it."""
    with (folder / MANIFEST).open("w", encoding="utf-8") as target:
        json.dump(manifest, target, ensure_ascii=False, indent=1)
    for path in sorted(folder.rglob("*")):
        _flush_folder(path) if path.is_dir() else _flush_file(path)
    folder.rename(home.snapshots / manifest["id"])
    _flush_folder(home.snapshots)


def _ids(home: Home) -> list[str]:
    if not home.snapshots.is_dir():
        return []
    folders = (path for path in home.snapshots.iterdir() if path.is_dir() and not path.name.startswith("."))
    return sorted(path.name for path in folders if (path / MANIFEST).is_file())


def _flush_file(path: Path) -> None:
    with path.open("rb") as written:
        os.fsync(written.fileno())


def _flush_folder(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
