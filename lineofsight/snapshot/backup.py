"""One file that holds a home: made while the application is in use, and checked to the byte before it is put back.

    lineofsight.toml, keys/, decisions/     as they stand; the mark of a county that was made up, if it is one
    snapshots/<id>/, snapshots/CURRENT      complete snapshots, and which of them is in force
    app.sqlite3                             copied by SQLite's own backup, whole although others write meanwhile
    extracts/                               only where asked for: the agencies hold them
    backup.json                             the last member: size and SHA-256 of every other

It is written in a private folder beside its final place and gets its name when it is complete. A restore is written
beside the new home, held against backup.json, and gets its name by one rename. backup.json shows damage; it does not
show tampering, for whoever can rewrite the file can rewrite backup.json too.
"""

import fcntl
import hashlib
import io
import json
import os
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any, BinaryIO, Literal, NoReturn

from lineofsight import __version__
from lineofsight.errors import LineofsightError
from lineofsight.home import Home
from lineofsight.identity.vault import KEY_FILE
from lineofsight.snapshot.store import current_id, list_snapshots
from lineofsight.sources.folder import walk

LISTING = "backup.json"
FORMAT = 1
_CURRENT = "snapshots/CURRENT"
_MARK = ".county-"
_TOP = frozenset({"lineofsight.toml", "keys", "decisions", "snapshots", "extracts", "app.sqlite3"})
_NAMES_SHOWN = 3
_CHUNK = 1 << 20

Progress = Callable[[str, int, int], None]
"""Told in words what is being done, how much is done, and of how much."""

Database = Literal["sqlite", "elsewhere", "none"]
"""In the backup; in PostgreSQL, so not in the backup; not there yet."""


def _quietly(words: str, done: int, total: int) -> None:
    """Says nothing."""


class BackupRefused(LineofsightError):
    """A file that is not restored, and why. The code never changes."""

    def __init__(
        self, code: str, archive: Path, *, where: str, expected: str, found: str,
        do_next: str = "use another copy of this backup, or an earlier one",
    ) -> None:  # fmt: skip
        self.code = code
        super().__init__(
            f"{archive.name} was not restored ({code})\n"
            f"\n  Where     {where}"
            f"\n  Expected  {expected}"
            f"\n  Found     {found}"
            "\n  Effect    nothing was put in place"
            f"\n  Next      {do_next}"
        )


@dataclass(frozen=True)
class BackupRequest:
    """What to copy, and where to. `newest` null: every complete snapshot; the one in force is always among them."""

    home: Home
    target: Path
    newest: int | None = None
    with_extracts: bool = False
    database_elsewhere: bool = False


@dataclass(frozen=True)
class Backup:
    """What a backup holds, as its listing says. `members` gives the SHA-256 of each file."""

    made_at: str
    code_version: str
    snapshots: list[str]
    in_force: str | None
    database: Database
    members: dict[str, str]

    @property
    def has_identity_key(self) -> bool:
        return f"keys/{KEY_FILE}" in self.members

    @property
    def has_extracts(self) -> bool:
        return any(name.startswith("extracts/") for name in self.members)


# Making one


def make_backup(request: BackupRequest, *, progress: Progress = _quietly) -> Backup:
    """Write a backup. Its final name appears when it is complete, readable by its owner alone.

    Errors: LineofsightError where the place is not fit for it, or the home changed in a way that no copy could be made.
    """
    target = request.target
    _refuse_place(request)
    try:
        with _private_folder(target.parent, "backup") as folder:
            database = _copy_database(request, folder / "app.sqlite3", progress)
            backup = _write(request, folder / "backup.tar", database, progress)
            (folder / "backup.tar").replace(target)
            _flush(target.parent)
    except OSError as error:
        raise LineofsightError(_not_made(target, error)) from None
    return backup


def _refuse_place(request: BackupRequest) -> None:
    home, target = request.home.root, request.target
    if not home.is_dir():
        raise LineofsightError(f"There is no home folder at {home}.\n  Next  give one with --home")
    if not target.parent.is_dir():
        raise LineofsightError(f"There is no folder {target.parent}.\n  Next  make it, readable by this user alone")
    if target.exists():
        raise LineofsightError(
            f"{target} is there already, and a backup never replaces another.\n  Next  choose another name"
        )
    if target.is_relative_to(home):
        raise LineofsightError(
            f"{target} lies in the home that it would copy, so both would be lost together.\n"
            "  Next  choose a folder on another disk"
        )


def _not_made(target: Path, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return f"A file of the home was removed while it was being copied. No backup was made at {target}.\n" \
               "  Next  run it again"  # fmt: skip
    return f"No backup was made at {target}: {error}.\n  Next  put that right, then run it again"


def _copy_database(request: BackupRequest, copy: Path, progress: Progress) -> Database:
    """The application's database as it stood at one moment. Writers go on meanwhile: it is in SQLite's WAL mode."""
    source = request.home.app_database
    if request.database_elsewhere:
        return "elsewhere"
    if not source.exists():
        return "none"
    progress("Copying the application's database", 0, 1)
    _refuse_full_disk(copy.parent, source.stat().st_size)
    try:
        with closing(sqlite3.connect(f"{source.as_uri()}?mode=rw", uri=True, timeout=20)) as live:
            _fill(copy, live)
    except sqlite3.Error as error:
        raise LineofsightError(
            f"No backup was made: the application's database {source} could not be copied ({error}).\n"
            "  Next  keep earlier backups, and restore the newest one that is whole"
        ) from None
    return "sqlite"


def _fill(copy: Path, live: sqlite3.Connection) -> None:
    with closing(sqlite3.connect(copy)) as filled:
        live.backup(filled)  # all pages in one step: in several, a busy writer would have it start again for ever
        filled.execute("PRAGMA journal_mode = DELETE")  # one file, complete in itself
        found = [row[0] for row in filled.execute("PRAGMA quick_check")]
    if found != ["ok"]:
        raise sqlite3.DatabaseError("SQLite's own check found damage in it")


def _write(request: BackupRequest, archive: Path, database: Database, progress: Progress) -> Backup:
    home = request.home
    ids, in_force = _chosen(request)
    copied = {"app.sqlite3": archive.parent / "app.sqlite3"} if database == "sqlite" else {}
    files = {**copied, **_files(request, ids)}
    _refuse_full_disk(archive.parent, sum(path.stat().st_size + 2 * tarfile.BLOCKSIZE for path in files.values()))
    members = {}
    with _private_file(archive) as written, tarfile.open(fileobj=written, mode="w") as tar:
        for done, (name, path) in enumerate(files.items()):
            progress("Copying the home into the backup", done, len(files))
            members[name] = _add_file(tar, name, path, home)
        if in_force:
            members[_CURRENT] = _add_text(tar, _CURRENT, f"{in_force}\n")
        backup = Backup(_now(), __version__, ids, in_force, database, members)
        _add_text(tar, LISTING, _listing(backup))
    return backup


def _chosen(request: BackupRequest) -> tuple[list[str], str | None]:
    """The snapshots to copy, newest first, and the one in force. Asked once, so that the two agree in the backup."""
    in_force = current_id(request.home)
    every = [entry.id for entry in list_snapshots(request.home)]
    chosen = [one for place, one in enumerate(every) if request.newest is None or place < request.newest]
    if in_force in every and in_force not in chosen:
        chosen.append(in_force)
    return chosen, in_force if in_force in every else None


def _files(request: BackupRequest, ids: list[str]) -> dict[str, Path]:
    home = request.home
    found = [home.config_file] if home.config_file.exists() else []
    found += sorted(home.root.glob(f"{_MARK}*"))
    folders = (home.keys, home.root / "decisions", *(home.snapshots / one for one in ids))
    found += [path for folder in folders for path in _below(folder)]
    if request.with_extracts and home.extracts.is_dir():
        found += [file.path for file in walk(home.extracts).files]
    return {path.relative_to(home.root).as_posix(): path for path in found}


def _below(folder: Path) -> list[Path]:
    """The files of a folder. A name that begins with a dot is a draft of another process.

    Errors: OSError where a part of it may not be read, which would be a gap in the backup that nobody sees.
    """
    if not folder.is_dir():
        return []
    found = (Path(here, name) for here, _, names in os.walk(folder, onerror=_give_up) for name in names)
    return sorted(path for path in found if path.is_file() and not path.name.startswith("."))


def _give_up(error: OSError) -> None:
    raise error


def _add_file(tar: tarfile.TarFile, name: str, path: Path, home: Home) -> str:
    """Copy a file into the backup; returns the SHA-256 of what was copied."""
    with path.open("rb") as source:
        before = os.fstat(source.fileno())
        hashed = _Hashed(source)
        _add(tar, name, before.st_size, before.st_mtime, hashed)
        after = os.fstat(source.fileno())
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise LineofsightError(f"{name} in {home.root} was changed while it was being copied, so no backup was made.\n"
                               "  Next  run it again when nobody is putting files there")  # fmt: skip
    return hashed.digest.hexdigest()


def _add_text(tar: tarfile.TarFile, name: str, text: str) -> str:
    content = text.encode("utf-8")
    _add(tar, name, len(content), datetime.now(UTC).timestamp(), io.BytesIO(content))
    return hashlib.sha256(content).hexdigest()


def _add(tar: tarfile.TarFile, name: str, size: int, changed_at: float, source: Any) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mtime, member.mode = size, int(changed_at), 0o600
    tar.addfile(member, source)


class _Hashed:
    """A file that is being read, and the SHA-256 of what was read of it."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        chunk = self._source.read(size)
        self.digest.update(chunk)
        return chunk


def _listing(backup: Backup) -> str:
    listed = {"format": FORMAT, **{name: getattr(backup, name) for name in Backup.__dataclass_fields__}}
    return json.dumps({**listed, "sha256": _digest_of(listed)}, indent=1)


def _digest_of(listed: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(listed, sort_keys=True).encode("ascii")).hexdigest()


# Putting one back


def restore_backup(archive: Path, home: Home, *, progress: Progress = _quietly) -> Backup:
    """Make a home out of a backup, whole or not at all. Only the user who restores it can read it.

    Errors: BackupRefused where the file is not a whole backup; LineofsightError where the home is in use.
    """
    _refuse_used(home)
    if not archive.is_file():
        raise LineofsightError(f"There is no backup at {archive}.")
    try:
        home.root.parent.mkdir(parents=True, exist_ok=True)
        with _private_folder(home.root.parent, "restore") as folder:
            _refuse_full_disk(folder, archive.stat().st_size)
            beside = folder / "home"
            beside.mkdir(mode=0o700)
            backup = _unpack(archive, beside, progress)
            _keep_private(beside)
            progress("Putting the home in place", 1, 1)
            beside.replace(home.root)
            _flush(home.root.parent)
    except OSError as error:
        raise LineofsightError(
            f"{archive.name} was not restored to {home.root}: {error.strerror or error}.\n"
            "  Next  give --home a new folder in a folder that this user may write, with room for it"
        ) from None
    return backup


def _refuse_used(home: Home) -> None:
    if home.root.exists() and (not home.root.is_dir() or any(home.root.iterdir())):
        raise LineofsightError(
            f"{home.root} is not empty, and a restore never replaces anything.\n"
            "  Next  restore to a new folder, look at it, then let it take the old one's place"
        )


def _unpack(archive: Path, folder: Path, progress: Progress) -> Backup:
    """Write every member into a folder and hold each against the listing. Errors: BackupRefused."""
    found: dict[str, str] = {}
    try:
        with tarfile.open(archive, "r:") as tar:
            for member in _members(tar, archive):
                progress("Reading the backup", member.offset // _CHUNK, archive.stat().st_size // _CHUNK)
                _refuse_unsafe(archive, member, folder, found)
                found[member.name] = _put(tar, member, folder / member.name)
    except tarfile.TarError as error:
        _refuse_unreadable(archive, found, error)
    if LISTING not in found:
        _refuse_unreadable(archive, found, None)
    text = (folder / LISTING).read_bytes()
    (folder / LISTING).unlink()
    backup = _understood(archive, text)
    _compare(archive, backup, {name: digest for name, digest in found.items() if name != LISTING})
    return backup


def _put(tar: tarfile.TarFile, member: tarfile.TarInfo, path: Path) -> str:
    """Write a member to a new file; returns the SHA-256 of what was written.

    By our own hand, and not tarfile's extract, whose safe filter Debian 12's Python lacks: only content is taken from
    the archive, no mode, owner or link, and a path that is there already is never opened.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    source = tar.extractfile(member)
    if source is None:
        raise tarfile.ReadError(f"{member.name} has no content")
    hashed = _Hashed(source)
    with _private_file(path) as written:
        shutil.copyfileobj(hashed, written, _CHUNK)
    return hashed.digest.hexdigest()


def _members(tar: tarfile.TarFile, archive: Path) -> Iterator[tarfile.TarInfo]:
    """The members in turn. tarfile lets a few faults of a header through as ValueErrors of several kinds."""
    while True:
        try:
            member = tar.next()
        except (ValueError, OverflowError, IndexError) as error:
            raise tarfile.ReadError(f"a header of {archive.name} cannot be read") from error
        if member is None:
            return
        yield member


def _refuse_unsafe(archive: Path, member: tarfile.TarInfo, folder: Path, found: Mapping[str, str]) -> None:
    """Only plain files, with names that a backup gives, each once: nothing can land outside the new home."""
    name, path = member.name, PurePosixPath(member.name)
    is_plain = member.type == tarfile.REGTYPE and not getattr(member, "sparse", None)
    is_ours = name == LISTING or name.startswith(_MARK) or (path.parts[:1] != () and path.parts[0] in _TOP)
    is_clean = path.as_posix() == name and ".." not in path.parts and "\0" not in name
    is_below_a_file = any(above.as_posix() in found for above in path.parents)
    if not (is_plain and is_ours and is_clean) or is_below_a_file or (folder / name).exists():
        raise BackupRefused(
            "BACKUP-UNSAFE", archive, where=_shown([name]),
            expected="plain files of a home, each once", found="a member that no backup holds",
            do_next="do not use this file: ask where it came from",
        )  # fmt: skip


def _refuse_unreadable(archive: Path, found: Mapping[str, str], error: tarfile.TarError | None) -> NoReturn:
    if not found:
        raise BackupRefused(
            "BACKUP-NOT-ONE", archive, where="its beginning", expected="a file that `lineofsight backup` made",
            found="something else, or a file that is damaged from the start",
        ) from error  # fmt: skip
    raise BackupRefused(
        "BACKUP-CUT-SHORT", archive, where=f"after {len(found):,} files, the last of them {_shown(list(found)[-1:])}",
        expected=f"more files, and {LISTING} as the last", found="an end, or a place that cannot be read",
    ) from error  # fmt: skip


def _understood(archive: Path, text: bytes) -> Backup:
    """The listing. Errors: BackupRefused where it is not as it was written, or is of another format."""
    try:
        listed = json.loads(text)
        if listed.pop("sha256") != _digest_of(listed):
            raise ValueError
        if listed.pop("format") == FORMAT:
            return Backup(**listed)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise BackupRefused("BACKUP-DAMAGED", archive, where=LISTING, expected="the list of files as it was written",
                            found="other bytes") from None  # fmt: skip
    raise BackupRefused("BACKUP-FORMAT", archive, where=LISTING, expected=f"format {FORMAT}", found="another format",
                        do_next="restore it with the version that made it")  # fmt: skip


def _compare(archive: Path, backup: Backup, found: Mapping[str, str]) -> None:
    """Every member against the listing, all differences told at once."""
    expected = backup.members
    wrong = {
        "changed": [name for name in expected if name in found and found[name] != expected[name]],
        "missing": [name for name in expected if name not in found],
        "not listed": [name for name in found if name not in expected],
    }
    if any(wrong.values()):
        raise BackupRefused(
            "BACKUP-DAMAGED", archive,
            where="; ".join(f"{words}: {_shown(names)}" for words, names in wrong.items() if names),
            expected=f"{len(expected):,} files with the SHA-256 that {LISTING} gives",
            found=", ".join(f"{len(names):,} {words}" for words, names in wrong.items() if names),
        )  # fmt: skip


def _shown(names: list[str]) -> str:
    shown = ["".join(c if c.isprintable() else "\ufffd" for c in name)[:100] for name in names[:_NAMES_SHOWN]]
    more = [f"{len(names) - len(shown):,} more"] if len(names) > len(shown) else []
    return ", ".join([*shown, *more])


# Places


@contextmanager
def _private_folder(parent: Path, purpose: str) -> Iterator[Path]:
    """A folder that only this user reads, gone afterwards. What killed runs left there is removed first."""
    prefix = f".lineofsight-{purpose}-"
    for left in parent.glob(f"{prefix}*"):
        _remove_if_left(left)
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
    try:
        with (folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _remove_if_left(folder: Path) -> None:
    """Names, keys and a database may lie in it. A run that is still going holds its lock."""
    try:
        with (folder / "lock").open("r+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
    except (BlockingIOError, FileNotFoundError, PermissionError):
        return


@contextmanager
def _private_file(path: Path) -> Iterator[BinaryIO]:
    """A new file that only its owner reads, on the disk when it is closed."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as written:
        yield written
        written.flush()
        os.fsync(written.fileno())


def _keep_private(folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
        _flush(path)
    _flush(folder)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _refuse_full_disk(folder: Path, needed: int) -> None:
    free = shutil.disk_usage(folder).free
    if needed > free:
        raise LineofsightError(
            f"{needed / 1e6:,.0f} MB are needed in {folder.parent}, and {free / 1e6:,.0f} MB are free.\n"
            "  Next  make room, or choose a folder on another disk"
        )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
