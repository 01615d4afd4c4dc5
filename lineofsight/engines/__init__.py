"""Runs one relational step on DuckDB (the default) or on Spark. The only importer of either, and of SQLGlot."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from lineofsight.engines.duckdb_engine import DuckDBEngine
from lineofsight.engines.engine import Engine
from lineofsight.engines.step import Step, in_order, tables_read
from lineofsight.errors import LineofsightError

ENGINES = ("duckdb", "spark")


@dataclass(frozen=True)
class StepRun:
    """How long one step took."""

    table: str
    seconds: float


def open_engine(
    name: str = "duckdb", *, spill: Path | None = None, threads: int | None = None, memory_limit: str | None = None
) -> Engine:
    """An engine by name. `memory_limit` like "3g"; what does not fit goes to files in the folder `spill` (DuckDB only).

    Errors: LineofsightError if there is none of that name, or its software is missing.
    """
    if name == "duckdb":
        return DuckDBEngine(spill=spill, threads=threads, memory_limit=memory_limit)
    if name == "spark":
        from lineofsight.engines.spark_engine import SparkEngine

        return SparkEngine(threads=threads, memory_limit=memory_limit)
    raise LineofsightError(f"There is no engine {name!r}: choose {' or '.join(ENGINES)}.")


def run_steps(
    engine: Engine, steps: Iterable[Step], *, progress: Callable[[str], None] = lambda table: None
) -> list[StepRun]:
    """Run every step, each after those it reads. `progress` is told each table's name before it is made."""
    runs = []
    for step in in_order(steps):
        progress(step.table)
        started = time.perf_counter()
        engine.create(step)
        runs.append(StepRun(step.table, time.perf_counter() - started))
    return runs


__all__ = [
    "ENGINES",
    "DuckDBEngine",
    "Engine",
    "Step",
    "StepRun",
    "in_order",
    "open_engine",
    "run_steps",
    "tables_read",
]
