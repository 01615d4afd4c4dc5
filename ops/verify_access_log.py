#!/usr/bin/env python3
"""A second reader of the access log, written apart from the first: it shares no code with Lineofsight.

    python verify_access_log.py app.sqlite3
    python verify_access_log.py "postgresql://USER@HOST/NAME"          (needs psycopg)
    python verify_access_log.py app.sqlite3 --head 1234:9f2c...        (a head that was kept elsewhere)

It reads the table `access_log` straight from the database and checks that the entries are numbered from 1 without a
gap, that each names the hash of the one before (64 zeros for the first), and that each entry's hash is SHA-256 over its
other fields written as one line of JSON: keys in alphabetical order, no spaces, ASCII only, true and false for
`to_review`, null where there is nothing. Exit code 0: whole. 1: not whole, with what was found. 2: could not be read.
"""

import argparse
import hashlib
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

NUMBERS = ("reason_id", "result_count", "seq")
FLAGS = ("to_review",)
TEXTS = (
    "action", "actor", "at", "decision", "parts", "person_token", "previous_hash", "purpose", "reason_code", "role",
    "session", "snapshot_id", "surface",
)  # fmt: skip
FIELDS = sorted((*NUMBERS, *FLAGS, *TEXTS))
QUERY = f"SELECT {', '.join(FIELDS)}, hash FROM access_log ORDER BY seq"  # fixed names, nothing from outside
ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


def entries(database: str) -> Iterator[dict[str, Any]]:
    """Every row, in order of its number."""
    if database.startswith(("postgresql://", "postgres://")):
        import psycopg

        with psycopg.connect(database) as connection:
            yield from (dict(zip((*FIELDS, "hash"), row, strict=True)) for row in connection.execute(QUERY))
    else:
        address = f"{Path(database).resolve().as_uri()}?mode=ro"
        connection = sqlite3.connect(address, uri=True)
        try:
            yield from (dict(zip((*FIELDS, "hash"), row, strict=True)) for row in connection.execute(QUERY))
        finally:
            connection.close()


def canonical(entry: dict[str, Any]) -> bytes:
    """The bytes that were hashed when the entry was written."""
    written = []
    for name in FIELDS:
        value = entry[name]
        if name in FLAGS:
            text = "true" if value else "false"
        elif value is None:
            text = "null"
        else:
            text = str(int(value)) if name in NUMBERS else quoted(value)
        written.append(f'"{name}":{text}')
    return ("{" + ",".join(written) + "}").encode("ascii")


def quoted(text: str) -> str:
    """A JSON string in ASCII."""
    return '"' + "".join(ESCAPES.get(sign) or escaped(sign) for sign in text) + '"'


def escaped(sign: str) -> str:
    if " " <= sign <= "~":
        return sign
    units = sign.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[place]:02x}{units[place + 1]:02x}" for place in range(0, len(units), 2))


def check(database: str, head: tuple[int, str] | None) -> tuple[int, str, list[str]]:
    """The number and hash of the last entry, and what is wrong."""
    wrong: list[str] = []
    number, last, kept_is_there = 0, "0" * 64, head is None
    for entry in entries(database):
        number += 1
        if entry["seq"] != number:
            wrong.append(f"numbering: {number} was expected, {entry['seq']} is there")
            number = entry["seq"]
        if entry["previous_hash"] != last:
            wrong.append(f"{number}: the chain is broken before it")
        if hashlib.sha256(canonical(entry)).hexdigest() != entry["hash"]:
            wrong.append(f"{number}: the hash does not fit the content")
        last = entry["hash"]
        kept_is_there = kept_is_there or (head is not None and head == (number, last))
    if not kept_is_there:
        wrong.append(f"{head[0] if head else ''}: the head that was kept elsewhere is not in this log")
    return number, last, wrong


def main() -> int:
    """Check a log from the command line."""
    parser = argparse.ArgumentParser(description="Check Lineofsight's access log without Lineofsight.")
    parser.add_argument("database", help="Path of app.sqlite3, or an address beginning postgresql://")
    parser.add_argument("--head", metavar="SEQ:HASH", help="A head that was kept elsewhere.")
    given = parser.parse_args()
    seq, _, digest = (given.head or "").partition(":")
    try:
        number, last, wrong = check(given.database, (int(seq), digest) if given.head else None)
    except (OSError, ValueError, sqlite3.Error) as problem:
        sys.stderr.write(f"The log could not be read: {problem}\n")
        return 2
    for line in wrong:
        sys.stderr.write(f"{line}\n")
    sys.stdout.write(f"{number} entries, {len(wrong)} problems, head {number}:{last}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
