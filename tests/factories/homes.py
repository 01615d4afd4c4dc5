"""Small homes: settings, keys, snapshots made by hand, decisions, extracts and a database."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from lineofsight.home import Home
from lineofsight.identity import vault
from lineofsight.snapshot.store import building, publish

AS_OF = date(2024, 4, 30)
PERSON = {
    "person_id": "P1", "forename": "Amina", "surname": "Osei", "date_of_birth": date(2014, 5, 6), "sex": "F",
    "nhs_number": None, "upn": None, "la_child_id": "LA-1", "postcode": "GL1 1AA", "n_records": 2,
}  # fmt: skip
FIGURE = {
    "indicator": "LA01", "at": AS_OF, "by": "all", "grp": "all", "numerator": 872.0, "denominator": 131_000.0,
    "value": 66.6, "marker": "",
}  # fmt: skip


def make_snapshot(home: Home, snapshot_id: str, as_of: date = AS_OF, content: bytes = b"rows") -> None:
    with building(home) as folder:
        (folder / "tables" / "a.parquet").write_bytes(content)
        publish(home, folder, {"id": snapshot_id, "as_of": as_of.isoformat(), "made_at": "2024-05-01T09:00:00",
                               "code_version": "1", "files": [{"kept": 9, "set_aside": 1}]})  # fmt: skip


def make_readable_snapshot(home: Home, snapshot_id: str) -> None:
    """One with a figure and a child's encrypted name that `open_snapshot` reads."""
    make_snapshot(home, snapshot_id)
    folder = home.snapshots / snapshot_id
    small = pa.table({"id": [1]})
    for name in (
        "measures.periods", "measures.monthly", "measures.flows", "workforce.teams", "workforce.workers",
        "published.figures",
    ):  # fmt: skip
        pq.write_table(small, folder / "tables" / f"{name}.parquet")
    pq.write_table(pa.Table.from_pylist([FIGURE]), folder / "tables" / "measures.figures.parquet")
    (folder / "tables" / "a.parquet").unlink()
    vault.write_encrypted(
        pa.Table.from_pylist([PERSON]), folder / "identity" / "people.parquet", vault.load_or_make_key(home)
    )


def make_database(home: Home) -> None:
    with closing(sqlite3.connect(home.app_database)) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("CREATE TABLE entry (id INTEGER PRIMARY KEY, words TEXT)")
        database.execute("CREATE TABLE twin (id INTEGER PRIMARY KEY, words TEXT)")
        database.commit()


def fill_home(home: Home, folders: Mapping[str, Mapping[str, bytes]]) -> None:
    home.root.mkdir()
    for folder, files in folders.items():
        (home.root / folder).mkdir()
        for name, content in files.items():
            (home.root / folder / name).write_bytes(content)


def contents(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}
