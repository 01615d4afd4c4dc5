"""Runs one relational step on DuckDB (the default) or on Spark. The only importer of either, and of SQLGlot."""

from collections.abc import Iterable
from pathlib import Path

from lineofsight.engines.duckdb_engine import DuckDBEngine
from lineofsight.engines.engine import Engine
from lineofsight.engines.step import Step, in_order, tables_read
from lineofsight.errors import LineofsightError

ENGINES = ("duckdb", "spark")


def open_engine(name: str = "duckdb", *, spill: Path | None = None, threads: int | None = None) -> Engine:
    """An engine by name. Errors: LineofsightError if there is none of that name, or its software is missing."""
    if name == "duckdb":
        return DuckDBEngine(spill=spill, threads=threads)
    if name == "spark":
        from lineofsight.engines.spark_engine import SparkEngine  # 480 MB of optional software: loaded only when asked

        return SparkEngine(spill=spill, threads=threads)
    raise LineofsightError(f"There is no engine {name!r}: choose {' or '.join(ENGINES)}.")


def run_steps(engine: Engine, steps: Iterable[Step]) -> None:
    """Run every step, each after those it reads."""
    for step in in_order(steps):
        engine.create(step)


__all__ = ["ENGINES", "DuckDBEngine", "Engine", "Step", "in_order", "open_engine", "run_steps", "tables_read"]
