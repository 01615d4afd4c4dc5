"""Reads a folder of extracts: every file recognised by its header, every row kept or set aside with its reason."""

import itertools
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import Protocol

import numpy as np
import pyarrow as pa

from lineofsight.sources import SOURCES
from lineofsight.sources.agreements import Agreements, agreement_findings, ended_agreements
from lineofsight.sources.declaration import Source
from lineofsight.sources.finding_codes import finding
from lineofsight.sources.findings import Finding
from lineofsight.sources.folder import walk
from lineofsight.sources.reading import SET_ASIDE_SCHEMA, FileReading, FileRecord, key_codes, read_file
from lineofsight.sources.recognition import Layouts

Progress = Callable[[str, int | None, int | None], None]
"""Told what is being done, how many are done, and how many there are."""

_AT_ONCE = 2


class TableStore(Protocol):
    """What an engine offers here."""

    def put(self, table: str, rows: pa.Table) -> None:
        """Store rows under a name."""


@dataclass(frozen=True)
class Extracts:
    """A folder as read: for each file, and so for all of them, rows read = kept + set aside."""

    sources: tuple[Source, ...]
    readings: tuple[FileReading, ...]
    about_folder: tuple[Finding, ...] = ()

    @cached_property
    def tables(self) -> dict[str, pa.Table]:
        """The rows kept, with an entry for every declared source, empty where nothing was loaded."""
        return {source.name: _table(self.readings, source) for source in self.sources}

    @property
    def files(self) -> tuple[FileRecord, ...]:
        return tuple(reading.record for reading in self.readings)

    @cached_property
    def set_aside(self) -> pa.Table:
        """One row per row set aside: source, file, row, column, reason. Key: file and row."""
        return pa.concat_tables([SET_ASIDE_SCHEMA.empty_table(), *(reading.set_aside for reading in self.readings)])

    @property
    def findings(self) -> tuple[Finding, ...]:
        return (*self.about_folder, *(one for reading in self.readings for one in reading.findings))

    @property
    def loaded(self) -> frozenset[str]:
        """The sources that at least one file was read for, if only its header."""
        return frozenset(reading.record.source for reading in self.readings if reading.table is not None)

    def put(self, engine: TableStore) -> None:
        """Make the table source.<name> of every declared source, and checks.set_aside."""
        for name, table in self.tables.items():
            engine.put(f"source.{name}", table)
        engine.put("checks.set_aside", self.set_aside)

    def without_rows(self) -> "Extracts":
        """The same files and what was found in them, without the rows kept, so that their memory can be given back."""
        readings = [
            reading if reading.table is None else replace(reading, table=reading.table.schema.empty_table())
            for reading in self.readings
        ]
        return Extracts(self.sources, tuple(readings), self.about_folder)

    def with_more(self, other: "Extracts") -> "Extracts":
        """These files and those of another folder, whose files count as the later ones."""
        readings = (*self.readings, *other.readings)
        settled = settle(readings, self.sources)
        return Extracts(self.sources, settled, (*self.about_folder, *other.about_folder))


def read_extracts(
    extracts: Path,
    *,
    until: date | None = None,
    agreements: Agreements | None = None,
    progress: Progress | None = None,
    sources: Sequence[Source] = SOURCES,
) -> Extracts:
    """Read every file under a folder.

    `until` is the day that the run reports up to; a source is read only if its sharing agreement is in force both then
    and today. `agreements` is that part of the configuration: agreement to {"until": date}.
    Errors: LineofsightError if there is no such folder, or an agreement's end is not a date. Nothing that a file holds
    is an error: it ends in a finding.
    """
    today = datetime.now(tz=UTC).date()
    on = max(until or today, today)
    ended = ended_agreements(agreements or {}, on=on)
    refused = frozenset(source.name for source in sources if source.agreement in ended)
    layouts, walked = Layouts(sources), walk(extracts)
    readings: list[FileReading] = []
    with ThreadPoolExecutor(max_workers=_AT_ONCE) as pool:
        for reading in pool.map(lambda file: read_file(file, layouts, refused), walked.files):
            readings.append(reading)
            if progress:
                progress(f"Reading {reading.record.name}", len(readings), len(walked.files))
    seen = {reading.record.source for reading in readings}
    about = [*walked.findings, *agreement_findings(agreements or {}, seen, sources, on)]
    return Extracts(tuple(sources), settle(readings, sources), tuple(about))


def settle(readings: Sequence[FileReading], sources: Sequence[Source]) -> tuple[FileReading, ...]:
    """Files in order, so that no row is counted twice: the same file, or the same key in a later file."""
    settled = [replace(reading, findings=list(reading.findings)) for reading in readings]
    _set_repeated_files_aside(settled)
    for source in sources:
        if source.files == "latest":
            _set_superseded_rows_aside(_of(settled, source), source)
    return tuple(settled)


def _of(readings: Sequence[FileReading], source: Source) -> list[FileReading]:
    return [reading for reading in readings if reading.record.source == source.name and reading.table is not None]


def _table(readings: Sequence[FileReading], source: Source) -> pa.Table:
    tables = [reading.table for reading in _of(readings, source)]
    return pa.concat_tables([source.schema.empty_table(), *tables])


def _set_repeated_files_aside(readings: Sequence[FileReading]) -> None:
    first: dict[tuple[str, str], FileReading] = {}
    for reading in readings:
        record = reading.record
        if not record.kept:
            continue
        earlier = first.setdefault((record.source, record.sha256), reading)
        if earlier is not reading:
            words = f"the same file as {earlier.record.name}; {record.kept:,} rows set aside"
            about = {"source": record.source, "file": record.name, "rows": record.kept}
            reading.findings.append(finding("FILE-REPEATED", words, **about))
            reading.take_out(np.arange(record.kept), "FILE-REPEATED")


def _set_superseded_rows_aside(readings: Sequence[FileReading], source: Source) -> None:
    """Where several files have a row with the same key, the last file's is kept."""
    if len(readings) < 2:
        return
    tables = [reading.table.select(source.key) for reading in readings if reading.table is not None]
    codes, _ = key_codes(pa.concat_tables(tables), source.key)
    last = len(codes) - 1 - np.unique(codes[::-1], return_index=True)[1]
    superseded = np.ones(len(codes), bool)
    superseded[last] = False
    starts = [0, *itertools.accumulate(table.num_rows for table in tables)]
    for reading, start, end in zip(readings, starts, starts[1:], strict=False):
        rows = np.flatnonzero(superseded[start:end])
        if len(rows):
            words = f"{len(rows):,} of {reading.record.read:,} rows are in a later file"
            about = {"source": source.name, "file": reading.record.name, "rows": len(rows)}
            reading.findings.append(finding("ROW-SUPERSEDED", words, **about))
            reading.take_out(rows, "ROW-SUPERSEDED")
