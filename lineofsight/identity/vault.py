"""The key of the home, and tables encrypted with it.

Identity tables hold names and identifiers, so they are written with Parquet's modular encryption (AES-GCM): every page
and the footer, with the column names, are unreadable without the key, and a changed byte is refused. The key lies in
the home's `keys` folder or comes from the environment; it is never in a snapshot. One key serves several purposes, each
through a subkey of its own. Nothing here imports Splink: web workers use this module.

Encryption takes fresh random numbers each time, so equal tables do not give equal files. A manifest therefore records
`content_digest` of the rows, which is the same for the same rows.
"""

import base64
import binascii
import hashlib
import hmac
import io
import os
import secrets
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
from pyarrow.parquet.encryption import create_decryption_properties, create_encryption_properties

from lineofsight.errors import LineofsightError
from lineofsight.home import Home

KEY_VARIABLE = "LINEOFSIGHT_IDENTITY_KEY"
KEY_FILE = "identity.key"
KEY_BYTES = 32

ROWS_PER_GROUP = 4096
"""Small groups, so that one person is found by decrypting a few pages: 3 to 5 ms in a table of 260,000 rows."""


def load_or_make_key(home: Home) -> bytes:
    """The home's identity key: from LINEOFSIGHT_IDENTITY_KEY, else from keys/identity.key, made at the first call.

    Units: 32 bytes. The variable holds them in base64 or hexadecimal.
    Errors: LineofsightError where the variable or the file does not hold such a key.
    """
    given = os.environ.get(KEY_VARIABLE)
    if given:
        return _decoded(given)
    path = home.keys / KEY_FILE
    if not path.exists():
        _make(path)
    return _read(path)


def read_key(home: Home) -> bytes:
    """The home's identity key, never making one. Errors: LineofsightError where the home holds none."""
    if not os.environ.get(KEY_VARIABLE) and not (home.keys / KEY_FILE).exists():
        raise LineofsightError(
            f"This home has no identity key: keys/{KEY_FILE} is missing and {KEY_VARIABLE} is not set.\n"
            "  Effect  no name, identifier or search can be opened\n"
            f"  Next    restore keys/{KEY_FILE} from backup, or run lineofsight build"
        )
    return load_or_make_key(home)


def subkey(key: bytes, purpose: str) -> bytes:
    """A key for one purpose. Knowing one says nothing about another, nor about the key they come from."""
    return hmac.digest(key, f"lineofsight {purpose} v1".encode(), "sha256")


def write_encrypted(table: pa.Table, path: Path, key: bytes, *, row_group_size: int = ROWS_PER_GROUP) -> None:
    """Write a table so that only the home's key opens it. Sort it first by the column it will be looked up by."""
    properties = create_encryption_properties(footer_key=subkey(key, "tables"))
    pq.write_table(
        table, path, encryption_properties=properties, row_group_size=row_group_size, compression="zstd"
    )  # fmt: skip


def read_encrypted(path: Path, key: bytes) -> pa.Table:
    """All rows of an encrypted table. Errors: LineofsightError where the key does not open it."""
    return open_encrypted(path, key).read()


def open_encrypted(path: Path, key: bytes) -> pq.ParquetFile:
    """An encrypted table, opened to read some of its row groups: the footer holds each group's range of values."""
    properties = create_decryption_properties(footer_key=subkey(key, "tables"))
    try:
        return pq.ParquetFile(path, decryption_properties=properties)
    except OSError as error:  # pyarrow reports a wrong key and a damaged footer alike
        if isinstance(error, FileNotFoundError):
            raise
        raise LineofsightError(
            f"The identity key does not open {path.name}, or the file is damaged.\n"
            f"  Next  use the key that the snapshot was built with ({KEY_VARIABLE} or keys/{KEY_FILE}), or build again"
        ) from None


def content_digest(table: pa.Table) -> str:
    """SHA-256 of a table's column names, types and rows in order; the same for the same rows, however stored."""
    hashed = hashlib.sha256()
    for field in table.schema:
        hashed.update(f"{field.name}:{field.type}\n".encode())
    text = io.BytesIO()
    pa_csv.write_csv(table, text, pa_csv.WriteOptions(include_header=False))
    hashed.update(text.getbuffer())
    return hashed.hexdigest()


def _make(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.parent.chmod(0o700)
    # Written beside and linked into place, so that two builds at once agree on one key and none reads half a file.
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_bytes(KEY_BYTES))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        draft.unlink()


def _read(path: Path) -> bytes:
    key = path.read_bytes()
    if len(key) != KEY_BYTES:
        raise LineofsightError(
            f"{path.name} in the keys folder does not hold a key of {KEY_BYTES} bytes.\n"
            "  Effect  person ids cannot be made, and identity tables cannot be opened\n"
            "  Next    restore the file from backup; a new key gives every child a new id"
        )
    return key


def _decoded(text: str) -> bytes:
    compact = text.strip()
    try:
        key = bytes.fromhex(compact) if len(compact) == 2 * KEY_BYTES else base64.b64decode(compact, validate=True)
    except (ValueError, binascii.Error):
        key = b""
    if len(key) != KEY_BYTES:
        raise LineofsightError(f"{KEY_VARIABLE} does not hold {KEY_BYTES} bytes in base64 or hexadecimal.")
    return key
