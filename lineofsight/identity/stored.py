"""Identity tables of a snapshot, opened with the home's key."""

from pathlib import Path

import pyarrow as pa

from lineofsight.home import Home
from lineofsight.identity import vault
from lineofsight.identity.ledger import Ledger


def read_identity(snapshot: Path, table: str, key: bytes) -> pa.Table:
    """All rows of one identity table of a snapshot folder: person_keys, people, possible and so on."""
    return vault.read_encrypted(snapshot / "identity" / f"{table}.parquet", key)


def read_ledger(home: Home) -> Ledger | None:
    """What the snapshot in force knows of ids; null before the first snapshot.

    Errors: LineofsightError where the home's key is missing or does not open it. Ids must not be made anew in silence.
    """
    current = home.snapshots / "CURRENT"
    if not current.exists():
        return None
    snapshot, key = home.snapshots / current.read_text(encoding="utf-8").strip(), vault.read_key(home)
    held, former, events = (
        read_identity(snapshot, name, key) for name in ("person_keys", "former_ids", "ledger_events")
    )
    return Ledger(held, former, events)
