"""Reads one file: from bytes to typed rows, with every row accounted for."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pyarrow as pa

from lineofsight.sources.declaration import Column, Source
from lineofsight.sources.encoding import Decoded, decode, has_control_characters
from lineofsight.sources.finding_codes import finding
from lineofsight.sources.findings import Finding
from lineofsight.sources.folder import FoundFile
from lineofsight.sources.recognition import Header, Layouts, Match, repeated, unknown
from lineofsight.sources.tokens import Tokens, cut
from lineofsight.sources.values import ReadColumn, Rows, read_column, shapes_in_words

SET_ASIDE_SCHEMA = pa.schema(
    [
        pa.field("source", pa.string()),
        pa.field("file", pa.string()),
        pa.field("row", pa.int32()),
        pa.field("column", pa.string()),
        pa.field("reason", pa.string()),
    ]
)
"""One row per row set aside: where it stands, and the first reason. Key: file and row. Never a value."""

_HEADER_BYTES = 4 << 20
_SAMPLE = 20
_NAMES_SHOWN = 8
_SHORT_CODE = re.compile(r"(?=.*\d)[A-Za-z0-9_/]{1,6}|[A-Za-z]{1,3}")


@dataclass(frozen=True)
class FileRecord:
    """A file of the extracts folder and what became of its rows: read = kept + set aside.

    `source` is blank where no source was recognised; its rows are then not counted.
    """

    name: str
    sha256: str = ""
    source: str = ""
    read: int = 0
    kept: int = 0
    set_aside: int = 0
    size: int = 0
    encoding: str = ""

    def __post_init__(self) -> None:
        if self.read != self.kept + self.set_aside:
            raise AssertionError(f"{self.name}: {self.read} rows read, {self.kept} kept, {self.set_aside} set aside")


@dataclass
class FileReading:
    """One file as read. `table` is None where the file gave no rows to a source."""

    record: FileRecord
    table: pa.Table | None = None
    set_aside: pa.Table = field(default_factory=SET_ASIDE_SCHEMA.empty_table)
    findings: list[Finding] = field(default_factory=list)

    def take_out(self, rows: Rows, reason: str) -> None:
        """Set aside rows of `table`, by position, that were kept until now."""
        if self.table is None:
            return
        lines = self.table.column("source_row").to_numpy()[rows]
        keep = np.ones(self.table.num_rows, bool)
        keep[rows] = False
        self.table = self.table.filter(pa.array(keep))
        more = _set_aside(self.record.source, self.record.name, lines, "", reason)
        self.set_aside = pa.concat_tables([self.set_aside, more]).sort_by("row")
        self.record = replace(
            self.record,
            kept=self.table.num_rows,
            set_aside=self.record.set_aside + self.record.kept - self.table.num_rows,
        )


def read_file(found: FoundFile, layouts: Layouts, refused: frozenset[str]) -> FileReading:
    """One file, whatever it is. A source in `refused` is recognised and not read."""
    try:
        data = found.path.read_bytes()
    except OSError as error:
        words = f"the file cannot be opened: {error.strerror}"
        return FileReading(FileRecord(found.name), findings=[finding("FILE-NOT-READ", words, file=found.name)])
    record = FileRecord(found.name, hashlib.sha256(data).hexdigest(), size=len(data))
    decoded = decode(data)
    reading = FileReading(replace(record, encoding=decoded.encoding))
    if decoded.problem:
        reading.findings.append(finding(decoded.problem, decoded.words, file=found.name))
    if decoded.text or not decoded.problem:
        _read_text(reading, decoded, layouts, refused)
    return reading


def _read_text(reading: FileReading, decoded: Decoded, layouts: Layouts, refused: frozenset[str]) -> None:
    header = layouts.read_header(decoded.text[:_HEADER_BYTES].decode("utf-8", "ignore"))
    match = _recognise(reading, header, layouts)
    if not header or not match:
        return
    source = match.source
    reading.record = replace(reading.record, source=source.name)
    if source.name in refused:
        return
    reading.findings = [replace(one, source=source.name) for one in reading.findings]
    reading.findings += _header_findings(reading.record.name, header, match)
    tokens = cut(decoded.text, header, match.positions.values(), cut_short=decoded.cut_short)
    if match.is_complete:
        _keep_rows(reading, match, tokens, has_controls=has_control_characters(decoded.text))
    else:
        _keep_nothing(reading, match, tokens)


def _recognise(reading: FileReading, header: Header | None, layouts: Layouts) -> Match | None:
    name = reading.record.name
    if not header:
        reading.findings.append(finding("FILE-EMPTY", "the file has no line that is not blank", file=name))
        return None
    found = layouts.matches(header)
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(match.source.name for match in found)
        reading.findings.append(finding("HEADER-AMBIGUOUS", f"the header may be {names}", file=name))
    else:
        n_cells = len(header.cells)
        words = f"no declared source has {f'these {n_cells:,} columns' if n_cells > 1 else 'this one column'}"
        reading.findings.append(finding("HEADER-UNKNOWN", words, file=name, found=_closest_in_words(header, layouts)))
    return None


def _closest_in_words(header: Header, layouts: Layouts) -> str:
    """Names no cell of the header: without a header, the first line of a file is a record."""
    closest = layouts.closest(header)
    if not closest:
        return ""
    source = closest.source
    return f"{len(closest.positions)} of the {len(source.columns)} columns of {source.name}, the closest"


def _header_findings(name: str, header: Header, match: Match) -> list[Finding]:
    source = match.source
    about = {"source": source.name, "file": name}
    found = []
    absent = [column for column in match.missing if not column.required]
    if absent:
        words = f"{_columns(absent)} not in the file; read as blank"
        effect = "figures that use what is missing are not complete"
        found.append(finding("COLUMN-MISSING", words, severity="warning", effect=effect, **about))
    twice = repeated(header, source)
    if twice:
        found.append(finding("HEADER-REPEATED", f"{_columns(twice)} given more than once; the first is read", **about))
    others = unknown(header, source)
    if others:
        found.append(finding("COLUMN-UNKNOWN", f"{_quoted(others)} not declared and not read", **about))
    return found


def _keep_nothing(reading: FileReading, match: Match, tokens: Tokens) -> None:
    """A file that lacks a column without which a row says nothing."""
    absent = [column for column in match.missing if column.required]
    name, source = reading.record.name, match.source.name
    rows = _set_aside(source, name, tokens.lines.to_numpy(), absent[0].header, "COLUMN-MISSING")
    reading.set_aside = pa.concat_tables([rows, _broken(source, name, tokens)]).sort_by("row")
    reading.record = replace(reading.record, read=tokens.read, set_aside=tokens.read)
    words = f"{_columns(absent)} not in the file; none of its {tokens.read:,} rows is kept"
    about = {"source": source, "file": name, "rows": tokens.read}
    reading.findings.append(finding("COLUMN-MISSING", words, expected=_columns(absent), **about))
    reading.findings += _broken_findings(source, name, tokens)


def _keep_rows(reading: FileReading, match: Match, tokens: Tokens, *, has_controls: bool) -> None:
    source, name = match.source, reading.record.name
    columns = {
        column.name: read_column(column, tokens.columns[match.positions[column.name]], has_controls=has_controls)
        for column in source.columns
        if column.name in match.positions
    }
    problems = [
        problem
        for column in source.columns
        if column.name in columns
        for problem in _problems(column, columns[column.name])
    ]
    table = _table(source, name, columns, tokens)
    first = _first_problems(problems, table.num_rows)
    reading.table = table.filter(pa.array(first < 0)) if problems else table
    lines = tokens.lines.to_numpy()
    parts = [_broken(source.name, name, tokens)] + [
        _set_aside(source.name, name, lines[first == number], problem.column.header, problem.code)
        for number, problem in enumerate(problems)
    ]
    reading.set_aside = pa.concat_tables(parts).sort_by("row")
    reading.record = replace(
        reading.record, read=tokens.read, kept=reading.table.num_rows, set_aside=reading.set_aside.num_rows
    )
    reading.findings += _broken_findings(source.name, name, tokens)
    reading.findings += [_row_finding(source, name, problem, lines, tokens.read) for problem in problems]
    for column in source.columns:
        if column.name in columns:
            reading.findings += _value_findings(source, name, column, columns[column.name], lines)
    _set_repeated_keys_aside(reading, source)


@dataclass(frozen=True)
class _Problem:
    """Rows to be set aside for one reason in one column."""

    code: str
    column: Column
    rows: Rows
    found: str = ""


def _problems(column: Column, read: ReadColumn) -> list[_Problem]:
    found = []
    if column.unreadable == "set aside":
        found = [
            _Problem(code, column, rows, shapes_in_words(read.shapes) or f"{len(rows):,} not of this form")
            for code, rows in read.unreadable.items()
        ]
    if column.required and len(read.blank):
        found.append(_Problem("VALUE-MISSING", column, read.blank, f"{len(read.blank):,} blank"))
    return found


def _first_problems(problems: Sequence[_Problem], n_rows: int) -> Rows:
    """For each row, the number of the first problem it has, or -1."""
    first = np.full(n_rows, -1, np.int64)
    for number, problem in enumerate(problems):
        first[problem.rows[first[problem.rows] < 0]] = number
    return first


def _table(source: Source, name: str, columns: dict[str, ReadColumn], tokens: Tokens) -> pa.Table:
    n_rows = len(tokens.lines)
    arrays = [
        columns[column.name].values if column.name in columns else pa.nulls(n_rows, column.type.arrow)
        for column in source.columns
    ]
    file = pa.array([name], pa.string()).take(pa.array(np.zeros(n_rows, np.int32)))
    return pa.Table.from_arrays([*arrays, file, tokens.lines], schema=source.schema)


def _row_finding(source: Source, name: str, problem: _Problem, lines: Rows, read: int) -> Finding:
    rows = problem.rows
    return finding(
        problem.code, f"{len(rows):,} of {read:,} rows set aside", source=source.name, file=name, rows=len(rows),
        sample=_sample(lines[rows]), column=problem.column.header, found=problem.found,
        expected=problem.column.type.expected if problem.code != "VALUE-MISSING" else "a value in every row",
    )  # fmt: skip


def _value_findings(source: Source, name: str, column: Column, read: ReadColumn, lines: Rows) -> list[Finding]:
    """What is said of rows that are kept."""
    about = {"source": source.name, "file": name, "column": column.header}
    found = []
    if column.unreadable == "blank":
        for rows in read.unreadable.values():
            words = f"{len(rows):,} values read as blank"
            found.append(finding("VALUE-BLANKED", words, rows=len(rows), sample=_sample(lines[rows]), **about))
    if read.unknown:
        rows = np.unique(np.concatenate(list(read.unknown.values())))
        words = f"{len(rows):,} rows with a code that is not in the list"
        about_codes = {"rows": len(rows), "sample": _sample(lines[rows]), "found": _codes_in_words(read.unknown)}
        found.append(finding("CODE-UNKNOWN", words, expected=column.type.expected, **about_codes, **about))
    if len(read.cleaned):
        rows = read.cleaned
        words = f"{len(rows):,} values with characters that cannot be printed"
        found.append(finding("CONTROL-CHARACTERS", words, rows=len(rows), sample=_sample(lines[rows]), **about))
    return found


def _codes_in_words(unknown: dict[str, Rows]) -> str:
    """The codes themselves, where all look like codes: a name or a remark in the wrong column is not repeated."""
    if not all(_SHORT_CODE.fullmatch(code) for code in unknown):
        return f"{len(unknown):,} different texts"
    ordered = sorted(unknown.items(), key=lambda item: (-len(item[1]), item[0]))
    more = len(ordered) - _NAMES_SHOWN
    shown = [f"{code} in {len(rows):,}" for code, rows in ordered[:_NAMES_SHOWN]]
    return ", ".join([*shown, *([f"and {more:,} more"] if more > 0 else [])])


def _set_repeated_keys_aside(reading: FileReading, source: Source) -> None:
    table = reading.table
    if table is None or table.num_rows < 2:
        return
    rows = rows_after_the_first(table, source.key)
    if not len(rows):
        return
    sample = _sample(table.column("source_row").to_numpy()[rows])
    words = f"{len(rows):,} of {reading.record.read:,} rows set aside"
    key = ", ".join(source.by_name[name].header for name in source.key)
    about = {"source": source.name, "file": reading.record.name, "rows": len(rows), "column": key, "sample": sample}
    reading.findings.append(finding("KEY-REPEATED", words, expected="one row for each key", **about))
    reading.take_out(rows, "KEY-REPEATED")


def rows_after_the_first(table: pa.Table, key: Sequence[str]) -> Rows:
    """Rows whose key an earlier row has. A blank is a value like another."""
    codes, n_groups = key_codes(table, key)
    if n_groups == table.num_rows:
        return np.empty(0, np.int64)
    first = np.unique(codes, return_index=True)[1]
    later = np.ones(table.num_rows, bool)
    later[first] = False
    return np.flatnonzero(later)


def key_codes(table: pa.Table, key: Sequence[str]) -> tuple[Rows, int]:
    """A number for each row that is the same where the key is, and how many there are."""
    codes, n_groups = np.zeros(table.num_rows, np.int64), 1
    for name in key:
        encoded = table.column(name).combine_chunks().dictionary_encode(null_encoding="encode")
        part = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
        distinct, codes = np.unique(codes * len(encoded.dictionary) + part, return_inverse=True)
        n_groups = len(distinct)
    return codes, n_groups


def _set_aside(source: str, name: str, lines: Rows, column: str, reason: str) -> pa.Table:
    n_rows = len(lines)
    every = pa.array(np.zeros(n_rows, np.int32))
    texts = [pa.array([text], pa.string()).take(every) for text in (source, name, column, reason)]
    arrays = [texts[0], texts[1], pa.array(lines, pa.int32()), texts[2], texts[3]]
    return pa.Table.from_arrays(arrays, schema=SET_ASIDE_SCHEMA)


def _broken(source: str, name: str, tokens: Tokens) -> pa.Table:
    rows = [{"source": source, "file": name, "row": line, "column": "", "reason": why} for line, why in tokens.broken]
    return pa.Table.from_pylist(rows, schema=SET_ASIDE_SCHEMA)


def _broken_findings(source: str, name: str, tokens: Tokens) -> list[Finding]:
    found = []
    for code in sorted({reason for _, reason in tokens.broken}):
        lines = [line for line, reason in tokens.broken if reason == code]
        words = f"{len(lines):,} of {tokens.read:,} rows set aside"
        found.append(finding(code, words, source=source, file=name, rows=len(lines), sample=tuple(lines[:_SAMPLE])))
    return found


def _sample(lines: Rows) -> tuple[int, ...]:
    return tuple(int(line) for line in lines[:_SAMPLE])


def _columns(columns: Sequence[Column]) -> str:
    return _quoted([column.header for column in columns])


def _quoted(names: Sequence[str]) -> str:
    """'columns "a" and "b"', the first few of them, with nothing that would disturb a terminal."""
    shown = [f'"{"".join(c for c in name if c.isprintable())[:40]}"' for name in names[:_NAMES_SHOWN]]
    more = len(names) - len(shown)
    words = ", ".join(shown) + (f" and {more:,} more" if more else "")
    return f"{'column' if len(names) == 1 else 'columns'} {words}"
