"""`lineofsight backup` and `lineofsight restore`: a home in one file, and back."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lineofsight.cli.options import HomeOption, JsonOption, example
from lineofsight.cli.printing import print_json, progress, say
from lineofsight.home import find_home

if TYPE_CHECKING:
    from lineofsight.snapshot.backup import Backup

BACKUP_EXAMPLE = example("lineofsight backup --home home --to /media/backups/lineofsight-2024-05-01.tar")
RESTORE_EXAMPLE = example("lineofsight restore /media/backups/lineofsight-2024-05-01.tar --home home-restored")

DATABASE_VARIABLE = "LINEOFSIGHT_DATABASE_URL"

_POSTGRES_NOT_HELD = """\
THE APPLICATION'S DATABASE IS NOT IN THIS BACKUP. It is in PostgreSQL, with the
users, the plan, the decisions and the access log. Back it up there.
  Next  pg_dump -Fc -h HOST -U USER -f lineofsight.dump NAME
  Back  pg_restore -e --no-owner -h HOST -U USER -d EMPTY lineofsight.dump"""
_KEY_NOT_HELD = """\
THE IDENTITY KEY IS NOT IN THIS BACKUP. No name or identifier in it opens without
the key that is in {variable}.
  Next  keep that key where the council keeps its other secrets"""
_OPENS_NAMES = "It holds keys, so whoever has the file can read every name in it: keep it as you keep the home."

ToOption = Annotated[Path, typer.Option("--to", help="The file to write. It must not be there yet.")]
SnapshotsOption = Annotated[
    int | None,
    typer.Option("--snapshots", min=1, help="Only so many of the newest. Default: all.", show_default=False),
]
ExtractsSwitch = Annotated[bool, typer.Option("--with-extracts", help="Copy the extracts too.")]
FileArgument = Annotated[Path, typer.Argument(help="A file that `lineofsight backup` made.")]


def backup_command(
    to: ToOption,
    home: HomeOption = None,
    snapshots: SnapshotsOption = None,
    with_extracts: ExtractsSwitch = False,
    as_json: JsonOption = False,
) -> None:
    """Copy a home into one file, while it is in use: settings, keys, snapshots, decisions, the application's database.

    The file gets its name when it is complete, and its owner alone can read it. A backup that is stopped leaves no
    file of that name. The snapshot in force is always in it.
    """
    from lineofsight.snapshot.backup import BackupRequest, make_backup

    where, target = find_home(home), to.expanduser().resolve()
    request = BackupRequest(where, target, snapshots, with_extracts, bool(os.environ.get(DATABASE_VARIABLE)))
    with progress("Backing up") as steps:
        made = make_backup(request, progress=steps)
    notes = _notes(made)
    if as_json:
        print_json({"backup": str(target), "bytes": target.stat().st_size, **_told(made), "notes": notes})
    else:
        say(f"{_summary(made)} are in {target} ({target.stat().st_size / 1e6:,.1f} MB).")
        say(_OPENS_NAMES)
    for note in notes:
        say(f"\n{note}")


def restore_command(archive: FileArgument, home: HomeOption = None, as_json: JsonOption = False) -> None:
    """Make a new home out of a backup. Every file is held against the backup's own list before any is put in place.

    A home that holds anything is refused: restore to a new folder, look at it, then let it take the old one's place.
    """
    from lineofsight.snapshot.backup import restore_backup

    where = find_home(home)
    with progress("Restoring") as steps:
        held = restore_backup(archive.expanduser().resolve(), where, progress=steps)
    notes = _notes(held)
    if as_json:
        print_json({"home": str(where.root), **_told(held), "notes": notes})
    else:
        say(f"{_summary(held)} are in {where.root}, as they were at {held.made_at}. Every file is as it was backed up.")
    for note in notes:
        say(f"\n{note}")


def _told(backup: "Backup") -> dict[str, object]:
    return {
        "made_at": backup.made_at, "code_version": backup.code_version, "snapshots": backup.snapshots,
        "in_force": backup.in_force, "database": backup.database, "extracts": backup.has_extracts,
        "files": len(backup.members),
    }  # fmt: skip


def _summary(backup: "Backup") -> str:
    database = ", the application's database" if backup.database == "sqlite" else ""
    return f"{len(backup.members):,} files (complete snapshots: {len(backup.snapshots)}{database})"


def _notes(backup: "Backup") -> list[str]:
    """What whoever relies on this backup must know that it lacks."""
    from lineofsight.identity.vault import KEY_VARIABLE

    notes = []
    if backup.database == "elsewhere":
        notes.append(_POSTGRES_NOT_HELD)
    if backup.snapshots and not backup.has_identity_key:
        notes.append(_KEY_NOT_HELD.format(variable=KEY_VARIABLE))
    return notes
