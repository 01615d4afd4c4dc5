"""Identity tables of a snapshot, opened with the home's key."""

from pathlib import Path

import pyarrow as pa

from lineofsight.errors import LineofsightError
from lineofsight.home import Home
from lineofsight.identity import vault
from lineofsight.identity.ledger import Ledger


def identity_folder(home: Home, snapshot_id: str | None = None) -> Path:
    """Where a snapshot keeps its identity tables. Errors: LineofsightError where there is no such snapshot."""
    current = home.snapshots / "CURRENT"
    if snapshot_id is None and not current.exists():
        raise LineofsightError("There is no snapshot yet.\n  Next  lineofsight build")
    wanted = snapshot_id or current.read_text(encoding="utf-8").strip()
    folder = home.snapshots / wanted / "identity"
    if not folder.is_dir():
        raise LineofsightError(f"There is no snapshot {wanted}.\n  Next  lineofsight snapshots list")
    return folder


def read_identity(home: Home, table: str, snapshot_id: str | None = None) -> pa.Table:
    """All rows of one identity table: person_keys, people, possible and so on."""
    return vault.read_encrypted(identity_folder(home, snapshot_id) / f"{table}.parquet", vault.read_key(home))


def read_ledger(home: Home) -> Ledger | None:
    """What the snapshot in force knows of ids; null before the first snapshot."""
    if not (home.snapshots / "CURRENT").exists():
        return None
    folder, key = identity_folder(home), vault.read_key(home)
    held, former, events = (
        vault.read_encrypted(folder / f"{name}.parquet", key) for name in ("person_keys", "former_ids", "ledger_events")
    )
    return Ledger(held, former, events)
