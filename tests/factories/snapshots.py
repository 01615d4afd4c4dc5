"""Snapshots of a few cases, written by hand: what two of them are compared by."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from lineofsight.home import Home
from lineofsight.identity import vault
from lineofsight.identity.ledger import EVENTS, REDIRECTS
from lineofsight.measures import month_ends
from lineofsight.snapshot import Snapshot, open_snapshot

INDICATOR = "XX01"

CASES = pa.schema(
    {"indicator": pa.string(), "case_id": pa.string(), "person_id": pa.string(), "counted_on": pa.date32(),
     "month": pa.int32(), "months": pa.int32(), "in_numerator": pa.bool_(), "numerator": pa.float64(),
     "denominator": pa.float64(), "district": pa.string(), "team_id": pa.string(), "source": pa.string(),
     "source_file": pa.string(), "source_row": pa.int64()}
)  # fmt: skip
FIGURES = pa.schema(
    {"indicator": pa.string(), "at": pa.date32(), "by": pa.string(), "grp": pa.string(), "numerator": pa.float64(),
     "denominator": pa.float64(), "value": pa.float64(), "marker": pa.string()}
)  # fmt: skip
RECORDS = pa.schema({"source": pa.string(), "ref": pa.string()})
PERIODS = pa.schema({"at": pa.date32()})

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Held:
    """What a snapshot holds. `uncounted`: records that are in the extract and count in no figure.

    `relinked`: events of the ledger as (event, person, other person), of this build. `file`: a digest of the one file
    that all cases come from.
    """

    as_of: date
    cases: Sequence[Row] = ()
    uncounted: Sequence[str] = ()
    relinked: Sequence[tuple[str, str, str]] = ()
    leads_to: Mapping[str, str] | None = None
    file: str = "bytes"
    code: str = "code"
    definition: str | None = "definition"


def case_rows(text: str, indicator: str = INDICATOR) -> list[Row]:
    """Cases from a table: case | person | counted on | more, of which `no` is out of the numerator.

    `12` is counted for 12 months from its month, `T2` is its team (else T1).
    """
    lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines() if line.strip()]
    return [_case(indicator, number, *line[:3], more="".join(line[3:])) for number, line in enumerate(lines, start=2)]


def _case(indicator: str, row: int, case_id: str, person: str, day: str, *, more: str) -> Row:
    counted_on, marks = date.fromisoformat(day), more.split()
    inside = "no" not in marks
    return {
        "indicator": indicator, "case_id": case_id, "person_id": person or None, "counted_on": counted_on,
        "month": counted_on.year * 12 + counted_on.month - 1, "months": 12 if "12" in marks else 1,
        "in_numerator": inside, "numerator": float(inside), "denominator": 1.0, "district": "E07000081",
        "team_id": next((mark for mark in marks if mark.startswith("T")), "T1"), "source": "ssd_cin_episodes",
        "source_file": "ssd.csv", "source_row": row,
    }  # fmt: skip


def write_snapshot(home: Home, snapshot_id: str, held: Held) -> Snapshot:
    """A snapshot that `open_snapshot` reads, of a percentage; its figures are the sums of its cases."""
    tables = {
        "measures.cases": pa.Table.from_pylist(list(held.cases), CASES),
        "measures.figures": pa.Table.from_pylist(list(_figures(held)), FIGURES),
        "measures.periods": pa.Table.from_pylist([{"at": at} for at in month_ends(held.as_of, 6)], PERIODS),
        "journey.events": pa.Table.from_pylist(list(_records(held)), RECORDS),
    }
    # Written in place and not flushed: a property test makes hundreds.
    folder = home.snapshots / snapshot_id
    for name in ("tables", "identity"):
        (folder / name).mkdir(parents=True)
    for name, rows in tables.items():
        pq.write_table(rows, folder / "tables" / f"{name}.parquet")
    key = vault.load_or_make_key(home)
    for name, rows in _ledger(snapshot_id, held).items():
        vault.write_encrypted(rows, folder / "identity" / f"{name}.parquet", key)
    (folder / "manifest.json").write_text(json.dumps(_manifest(snapshot_id, held)), encoding="utf-8")
    return open_snapshot(home, snapshot_id)


def _figures(held: Held) -> Iterable[Row]:
    indicators = {INDICATOR, *(row["indicator"] for row in held.cases)}
    for indicator in sorted(indicators):
        for at in month_ends(held.as_of, 6):
            cases = [row for row in held.cases if row["indicator"] == indicator and counts_at(row, at)]
            yield _figure(indicator, at, "all", "", cases)
            by_team = sorted(cases, key=lambda row: row["team_id"])
            for team, rows in groupby(by_team, key=lambda row: row["team_id"]):
                yield _figure(indicator, at, "team", team, list(rows))


def counts_at(case: Row, at: date) -> bool:
    """Whether a case is in the figure of a month end."""
    month = at.year * 12 + at.month - 1
    return bool(case["month"] <= month < case["month"] + case["months"])


def _figure(indicator: str, at: date, by: str, group: str, cases: Sequence[Row]) -> Row:
    numerator, denominator = (sum(row[name] for row in cases) for name in ("numerator", "denominator"))
    return {"indicator": indicator, "at": at, "by": by, "grp": group, "numerator": float(numerator),
            "denominator": float(denominator), "value": numerator / denominator if denominator else None,
            "marker": "" if denominator else "no cases"}  # fmt: skip


def _records(held: Held) -> Iterable[Row]:
    """A record of each case, and of those that count nowhere."""
    for ref in sorted({*(row["case_id"] for row in held.cases), *held.uncounted}):
        yield {"source": "ssd_cin_episodes", "ref": ref}


def _ledger(run: str, held: Held) -> dict[str, pa.Table]:
    events = [{"run": run, "event": event, "person_id": person, "other_person_id": other, "n_records": 1}
              for event, person, other in held.relinked]  # fmt: skip
    redirects = [{"lost_person_id": lost, "person_id": now} for lost, now in (held.leads_to or {}).items()]
    return {"ledger_events": pa.Table.from_pylist(events, EVENTS),
            "redirects": pa.Table.from_pylist(redirects, REDIRECTS)}  # fmt: skip


def _manifest(snapshot_id: str, held: Held) -> dict[str, Any]:
    return {
        "id": snapshot_id, "as_of": held.as_of.isoformat(), "made_at": f"{held.as_of}T09:00:00+00:00",
        "code_version": "1", "code_digest": held.code,
        "definitions": {INDICATOR: held.definition} if held.definition else {},
        "files": [{"name": "ssd.csv", "sha256": held.file, "kept": 1, "set_aside": 0}],
    }  # fmt: skip
