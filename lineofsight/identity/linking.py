"""Linking, start to end: records, scored pairs, groups, person ids, tables."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa

from lineofsight.engines import Engine
from lineofsight.identity.clusters import group
from lineofsight.identity.conflicts import Evidence, Ints
from lineofsight.identity.decisions import Decisions, impossible, in_force
from lineofsight.identity.gather import gather_records
from lineofsight.identity.ledger import Assigned, Key, Ledger, assign
from lineofsight.identity.model import SURE, Model
from lineofsight.identity.tables import best_known, linked_records, possible_pairs, search_keys
from lineofsight.identity.vault import subkey
from lineofsight.sources import SOURCES, Source
from lineofsight.sources.decisions import IDENTITY_DECISIONS
from lineofsight.sources.findings import Finding

Progress = Callable[[str], None]

IDENTITY_TABLES = (
    "person_keys", "people", "records", "possible", "search_keys", "ledger_events", "former_ids", "redirects",
)  # fmt: skip
"""What `identify` makes, each as identity.<name>. A snapshot keeps all of them, encrypted; the next build's ledger is
read from person_keys, former_ids and ledger_events."""


@dataclass
class Timer:
    """Seconds by stage, in order."""

    progress: Progress
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str, words: str) -> Iterator[None]:
        self.progress(words)
        started = time.perf_counter()
        yield
        self.seconds[name] = round(time.perf_counter() - started, 3)


@dataclass(frozen=True)
class IdentityResult:
    """What linking did. It holds counts and the model, no name and no identifier."""

    counts: dict[str, int]
    events: dict[str, int]
    findings: tuple[Finding, ...]
    seconds: dict[str, float]
    model: Model
    ledger: Ledger

    @property
    def model_version(self) -> str:
        return self.model.version

    def summary(self) -> dict[str, Any]:
        """For the manifest. Without seconds: the same files give the same summary."""
        return {"counts": self.counts, "events": self.events, "model": self.model.told()}


def identify(
    engine: Engine, *, key: bytes, ledger: Ledger | None = None, run: str = "", progress: Progress | None = None,
    threads: int | None = None, sources: tuple[Source, ...] = SOURCES,
) -> IdentityResult:  # fmt: skip
    """Link everybody in the engine's source tables and put every identity table into it.

    `key` is the home's identity key; `ledger` the one that the previous snapshot left; `run` names this run in the
    ledger's events. The same tables, key and ledger give the same result, on either engine.
    """
    timer = Timer(progress or (lambda words: None))
    with timer.stage("gather", "Gathering every record about a person"):
        records = gather_records(engine, sources)
        decisions = _decisions(engine, records)
    with timer.stage("import", "Starting Splink"):
        from lineofsight.identity import splink_model  # takes a second, and only linking needs it
    with timer.stage("learn", "Learning how records of one person differ"):
        rows = splink_model.comparable(records)
        model = splink_model.learn(rows, threads=threads)
    with timer.stage("score", f"Comparing {records.num_rows:,} records"):
        pairs = splink_model.score(engine, rows, model, threads=threads)
    with timer.stage("cluster", "Joining records of one person"):
        evidence = Evidence.of(records)
        sure = pairs.probability >= SURE
        groups = group(pairs.a[sure], pairs.b[sure], evidence, decisions)
    with timer.stage("ids", "Giving each person an id"):
        assigned, ids = _ids(records, groups.label, key, ledger, run)
    with timer.stage("tables", "Writing the identity tables"):
        possible = possible_pairs(records, ids, pairs, evidence, decisions)
        _put(engine, records, ids, possible, assigned)
    findings = (*decisions.findings, *([impossible(groups.refused_same)] if groups.refused_same else []))
    counts = {
        "records": records.num_rows,
        "people": len(assigned.ids),
        "pairs_scored": len(pairs.a),
        "pairs_sure": int(sure.sum()),
        "possible": possible.num_rows,
        "groups_cut_again": groups.cut_again,
    }
    return IdentityResult(counts, assigned.event_counts, findings, timer.seconds, model, assigned.ledger)


def splink_alone(engine: Engine, records: pa.Table | None = None, *, threads: int | None = None) -> dict[str, float]:
    """Seconds that Splink takes by itself on the same records: learning, scoring. For the benchmark."""
    from lineofsight.identity import splink_model

    gathered = gather_records(engine) if records is None else records
    timer = Timer(lambda words: None)
    rows = splink_model.comparable(gathered)
    with timer.stage("learn", ""):
        model = splink_model.learn(rows, threads=threads)
    with timer.stage("score", ""):
        splink_model.score(engine, rows, model, threads=threads)
    return timer.seconds


def _decisions(engine: Engine, records: pa.Table) -> Decisions:
    if not engine.has(IDENTITY_DECISIONS.table):
        return Decisions()
    rows = engine.rows(f"SELECT * FROM {IDENTITY_DECISIONS.table}")
    if not rows.num_rows:
        return Decisions()
    return in_force(rows, {key: place for place, key in enumerate(_keys(records))})


def _keys(records: pa.Table) -> list[Key]:
    return list(zip(records["source"].to_pylist(), records["source_key"].to_pylist(), strict=True))


def _ids(records: pa.Table, label: Ints, key: bytes, ledger: Ledger | None, run: str) -> tuple[Assigned, pa.Array]:
    keys = _keys(records)
    firsts, number = np.unique(label, return_inverse=True)
    groups: list[list[Key]] = [[] for _ in firsts]
    for record, of in zip(keys, number.tolist(), strict=True):
        groups[of].append(record)
    assigned = assign(groups, subkey(key, "person ids"), ledger, run)
    return assigned, pa.array(assigned.ids, pa.string()).take(pa.array(number))


def _put(engine: Engine, records: pa.Table, ids: pa.Array, possible: pa.Table, assigned: Assigned) -> None:
    tables = {
        "person_keys": assigned.ledger.held,
        "people": best_known(records, ids),
        "records": linked_records(records, ids),
        "possible": possible,
        "search_keys": search_keys(records, ids),
        "ledger_events": assigned.ledger.events,
        "former_ids": assigned.ledger.former,
        "redirects": assigned.redirects,
    }
    for name in IDENTITY_TABLES:
        engine.put(f"identity.{name}", tables[name])
