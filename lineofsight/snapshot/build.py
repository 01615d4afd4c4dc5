"""From extracts to a snapshot in force: every stage in order, timed, with nothing served until all of it is checked."""

import hashlib
import json
import resource
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa

from lineofsight import __version__
from lineofsight.checks import Finding, run_checks
from lineofsight.engines import Engine, Step, open_engine, run_steps
from lineofsight.errors import LineofsightError
from lineofsight.home import Home
from lineofsight.identity import IDENTITY_TABLES, IdentityResult, identify, read_ledger, vault
from lineofsight.journey import journey_steps, prepare
from lineofsight.measures import Indicator, measures_steps
from lineofsight.measures.catalogue import INDICATORS
from lineofsight.measures.comparison import COMPARISONS, MODELS, put_comparisons
from lineofsight.snapshot.as_of import choose_as_of, last_seen, month_end_on_or_before
from lineofsight.snapshot.hidden import HIDDEN_TABLE, hidden_table
from lineofsight.snapshot.store import activate, building, current_id, folder_of, list_snapshots, publish, read_manifest
from lineofsight.snapshot.verify import verify
from lineofsight.sources import SOURCES
from lineofsight.sources.reader import Extracts, read_extracts
from lineofsight.standards.published import put_published
from lineofsight.standards.tables import put_standards
from lineofsight.workforce import workforce_steps


class Progress(Protocol):
    """Told what is being done and, where it can be known, how far."""

    def __call__(self, words: str, done: int | None = None, total: int | None = None) -> None:
        """`done` of `total`, or neither."""


def _quietly(words: str, done: int | None = None, total: int | None = None) -> None:
    """Says nothing."""


@dataclass(frozen=True)
class BuildRequest:
    """What to build, and with what. `as_of` null: the last month end that the extracts reach."""

    home: Home
    extracts: Path
    as_of: date | None = None
    engine: str = "duckdb"
    threads: int | None = None
    decisions: Path | None = None
    """A folder of decisions that people made in the application, read as one more folder of extracts."""


@dataclass(frozen=True)
class BuildResult:
    """The snapshot now in force. `made` is false where the same extracts had already been built."""

    snapshot: str
    made: bool
    manifest: dict[str, Any]


@dataclass
class _Stages:
    progress: Progress
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str, words: str) -> Iterator[None]:
        self.progress(words)
        started = time.perf_counter()
        yield
        self.seconds[name] = round(time.perf_counter() - started, 3)


def build(request: BuildRequest, *, progress: Progress = _quietly) -> BuildResult:
    """Build a snapshot and put it in force. The last good snapshot is served until the very last step.

    Errors: LineofsightError where there is nothing to read, another build is under way, or the result fails its checks.
    """
    home, stages = request.home, _Stages(progress)
    if not request.extracts.is_dir():
        raise LineofsightError(
            f"There is no folder of extracts at {request.extracts}.\n  Next  give one with --extracts"
        )
    with building(home) as folder:
        with stages.stage("read", "Reading the extracts"):
            extracts = _read(request, progress)
        if not extracts.loaded:
            raise LineofsightError(f"Nothing in {request.extracts} is an extract that Lineofsight knows.\n"
                                   f"  Next  lineofsight check --extracts {request.extracts}")  # fmt: skip
        as_of = month_end_on_or_before(request.as_of or home.config().as_of or choose_as_of(extracts.tables))
        progress(f"Reporting at {as_of:%-d %B %Y}")
        snapshot_id = _snapshot_id(home, extracts, as_of)
        if any(entry.id == snapshot_id for entry in list_snapshots(home)):
            activate(home, snapshot_id)
            return BuildResult(snapshot_id, made=False, manifest=read_manifest(folder_of(home, snapshot_id)))
        (folder / "spill").mkdir()
        engine = open_engine(request.engine, spill=folder / "spill", threads=request.threads)
        try:
            statuses = _source_statuses(extracts, as_of)
            with stages.stage("load", "Loading the tables"):
                extracts.put(engine)
            extracts = extracts.without_rows()  # the engine holds them, and twice would be half a gigabyte too much
            manifest = _derive(request, engine, extracts, as_of, snapshot_id, folder, stages)
            manifest["sources"] = statuses
        finally:
            engine.close()
            shutil.rmtree(folder / "spill", ignore_errors=True)
        with stages.stage("verify", "Checking the snapshot"):
            verify(folder, manifest)
        manifest["stages"] = [{"name": name, "seconds": seconds} for name, seconds in stages.seconds.items()]
        manifest["peak_memory_mb"] = _peak_memory_mb()
        progress("Putting the snapshot in force")
        publish(home, folder, manifest)
        activate(home, snapshot_id)
    return BuildResult(snapshot_id, made=True, manifest=manifest)


def _read(request: BuildRequest, progress: Progress) -> Extracts:
    """The folder of extracts and, beside it, what people decided in the application."""
    config = request.home.config()
    extracts = read_extracts(request.extracts, until=request.as_of, agreements=config.agreements, progress=progress)
    if request.decisions is None:
        return extracts
    return extracts.with_more(read_extracts(request.decisions, agreements=config.agreements))


def _derive(
    request: BuildRequest, engine: Engine, extracts: Extracts, as_of: date,
    snapshot_id: str, folder: Path, stages: _Stages,
) -> dict[str, Any]:  # fmt: skip
    """Run every stage on the engine and write the tables; returns the manifest."""
    home = request.home
    key = vault.load_or_make_key(home)
    with stages.stage("standards", "Loading code sets, population and published figures"):
        put_standards(engine, until=as_of)
        _use_newer_population(engine, extracts)
        put_published(engine, home.config().authority_code, _benchmarks())
    with stages.stage("check", "Checking across rows, files and years"):
        findings = [*extracts.findings, *run_checks(engine, as_of, loaded=extracts.loaded)]
    with stages.stage("identity", "Linking people across sources"):
        people = identify(engine, key=key, ledger=read_ledger(home), run=snapshot_id, threads=request.threads)
        findings += people.findings
    with stages.stage("journey", "Building each child's journey"):
        prepare(engine, as_of)
        journey = [*journey_steps(), *workforce_steps()]
        run_steps(engine, journey)
    with stages.stage("measures", f"Calculating {len(INDICATORS)} indicators"):
        _put_loaded(engine, extracts)
        measures = measures_steps(as_of, home.config().months, area=home.config().authority_code)
        run_steps(engine, measures)
    with stages.stage("compare", "Comparing teams and districts by the children they had"):
        put_comparisons(engine)
    with stages.stage("disclosure", "Deciding what leaves the service"):
        engine.put(HIDDEN_TABLE, hidden_table(engine, home))
    with stages.stage("write", "Writing the snapshot"):
        tables = _write_tables(engine, [*journey, *measures], folder)
        identity = _write_identity(engine, folder, key)
    return _manifest(request, extracts, as_of, snapshot_id, findings, tables, identity, people)


def _benchmarks() -> dict[str, str]:
    return {indicator.id: indicator.benchmark for indicator in INDICATORS.values() if indicator.benchmark}


_POPULATION = Step(
    "standards.population",
    """
    SELECT area, mid_year, age, sex, population, basis
    FROM standards.packaged_population
    WHERE area NOT IN (SELECT code FROM source.reference_population)
    UNION ALL
    SELECT code AS area, CAST("year" AS INTEGER) AS mid_year, CAST(age AS INTEGER) AS age, sex, population,
        'published' AS basis
    FROM source.reference_population
    """,
    grain="one row per area, mid-year, age and sex",
    key=("area", "mid_year", "age", "sex"),
)


def _use_newer_population(engine: Engine, extracts: Extracts) -> None:
    """Estimates that the council brought stand for the packaged ones of the same areas."""
    if "reference_population" in extracts.loaded:
        engine.put("standards.packaged_population", engine.rows("SELECT * FROM standards.population"))
        engine.create(_POPULATION)


def _put_loaded(engine: Engine, extracts: Extracts) -> None:
    """measures.loaded: one row per source that this build has rows or an empty file of."""
    engine.put("measures.loaded", pa.table({"source": pa.array(sorted(extracts.loaded), pa.string())}))


_NOT_DERIVED = (
    (COMPARISONS, ("indicator", "by", "grp")),
    (MODELS, ("indicator", "by")),
    (HIDDEN_TABLE, ("indicator", "at", "by", "grp")),
    ("published.figures", ("indicator", "period_end")),
    ("checks.set_aside", ("file", "row")),
)
"""Made by no step: teams compared, what is hidden from readers without small numbers, official figures, and where each
row stands that was set aside, with its reason."""

_TABLE_ORDER = {"measures.cases": ("indicator", "month", "case_id")}


def _write_tables(engine: Engine, steps: Sequence[Step], folder: Path) -> list[dict[str, Any]]:
    """Every derived table, sorted so that one child's or one indicator's rows lie together."""
    written = []
    derived = [(step.table, step.key) for step in steps if not step.interim]
    for table, key in [*derived, *_NOT_DERIVED]:
        about_people = table.startswith("journey.") and "person_id" not in key
        order = _TABLE_ORDER.get(table) or (("person_id", *key) if about_people else key)
        rows = engine.write_parquet(table, folder / "tables" / f"{table}.parquet", order_by=order)
        written.append({"name": table, "rows": rows})
    return written


_IDENTITY_ORDER = {"search_keys": "key"}


def _write_identity(engine: Engine, folder: Path, key: bytes) -> list[dict[str, Any]]:
    """Names and identifiers, encrypted. The digest is of the content: the bytes differ with each encryption."""
    written = []
    for name in IDENTITY_TABLES:
        rows = engine.rows(f"SELECT * FROM identity.{name}")
        column = _IDENTITY_ORDER.get(name, "person_id" if "person_id" in rows.column_names else rows.column_names[0])
        rows = rows.sort_by(
            [(column, "ascending"), *((other, "ascending") for other in rows.column_names if other != column)]
        )
        vault.write_encrypted(rows, folder / "identity" / f"{name}.parquet", key)
        written.append({"name": name, "rows": rows.num_rows, "digest": vault.content_digest(rows)})
    return written


def _manifest(
    request: BuildRequest, extracts: Extracts, as_of: date, snapshot_id: str, findings: Sequence[Finding],
    tables: list[dict[str, Any]], identity: list[dict[str, Any]], people: IdentityResult,
) -> dict[str, Any]:  # fmt: skip
    home = request.home
    return {
        "id": snapshot_id,
        "as_of": as_of.isoformat(),
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "code_version": __version__,
        "code_digest": code_digest(),
        "definitions": {indicator.id: definition_digest(indicator) for indicator in INDICATORS.values()},
        "engine": request.engine,
        "config": _hash(asdict(home.config())),
        "files": [asdict(record) for record in extracts.files],
        "findings": [finding.as_dict() for finding in findings],
        "tables": tables,
        "identity": identity,
        "linkage": people.summary(),
        "reused": _reused(home, extracts),
    }


def _source_statuses(extracts: Extracts, as_of: date) -> list[dict[str, Any]]:
    statuses = []
    for source in SOURCES:
        mine = [record for record in extracts.files if record.source == source.name]
        seen = last_seen(source, extracts.tables[source.name], as_of)
        statuses.append({
            "source": source.name, "title": source.title, "supplier": source.supplier, "agreement": source.agreement,
            "loaded": source.name in extracts.loaded, "last_seen": seen.isoformat() if seen else None,
            "rows_read": sum(record.read for record in mine), "rows_kept": sum(record.kept for record in mine),
            "rows_set_aside": sum(record.set_aside for record in mine),
        })  # fmt: skip
    return statuses


def _reused(home: Home, extracts: Extracts) -> dict[str, Any]:
    """What the last build had already seen: files by content, and person ids carried over."""
    previous = current_id(home)
    known = {entry["sha256"] for entry in read_manifest(folder_of(home, previous))["files"]} if previous else set()
    same = [record.name for record in extracts.files if record.sha256 in known]
    return {"previous": previous, "files_unchanged": same, "files_new": len(extracts.files) - len(same)}


def _snapshot_id(home: Home, extracts: Extracts, as_of: date) -> str:
    """The date, then a digest of everything that decides the content: the same inputs give the same id."""
    parts = {
        "files": sorted((record.name, record.sha256) for record in extracts.files),
        "as_of": as_of.isoformat(),
        "config": asdict(home.config()),
        "code": code_digest(),
    }
    return f"{as_of.isoformat()}-{_hash(parts)[:10]}"


@cache
def code_digest() -> str:
    """A digest of the engine's own source, so that a changed definition is never taken for an old result."""
    package = files("lineofsight")
    digest = hashlib.sha256()
    for path in sorted(Path(str(package)).rglob("*")):
        if path.suffix in {".py", ".csv", ".parquet"} and path.is_file():
            digest.update(path.relative_to(str(package)).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


_TOLD = frozenset({"title", "of", "theme", "ambitions", "better", "chart", "words", "why", "reading", "source", "owner",
                   "review_by", "balanced_by", "lacking", "parts", "benchmark", "differs"})  # fmt: skip
"""What an indicator's declaration says to people: another wording makes no other figure."""


def definition_digest(indicator: Indicator) -> str:
    """A digest of what decides an indicator's figures: its SQL, unit, period, sources and what it adds up."""
    return _hash({name: value for name, value in asdict(indicator).items() if name not in _TOLD})


def _hash(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=str).encode()).hexdigest()


def _peak_memory_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
