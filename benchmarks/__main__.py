"""`python -m benchmarks`: each stage's seconds, rows a second and peak memory, and Splink alone in the same run."""

import argparse
import json
import os
import platform
import shutil
import tempfile
from importlib.metadata import version
from pathlib import Path

from benchmarks.pages import measure_pages
from benchmarks.runs import Run, run

MONTH_BEFORE = "2024-03-31"


def main() -> None:
    """Measure the sizes asked for, one after another, in a temporary folder."""
    options = _options()
    print(_machine())
    for size in options.size:
        folder = Path(tempfile.mkdtemp(prefix=f"lineofsight-{size}-", dir=options.dir))
        try:
            _measure(size, folder)
        finally:
            shutil.rmtree(folder)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--size", action="append", choices=["small", "full"], help="Repeat for both. Default: small.")
    parser.add_argument("--dir", default=None, help="Where to work. Default: the temporary folder.")
    options = parser.parse_args()
    options.size = options.size or ["small"]
    return options


def _machine() -> str:
    parts = [f"{name} {version(name)}" for name in ("duckdb", "splink", "pyarrow", "django")]
    return (
        f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}, "
        + ", ".join(parts)
    )


def _measure(size: str, folder: Path) -> None:
    print(f"\n== {size} county")
    _line("synth", _synth(size, folder, "--extracted-on", MONTH_BEFORE), _rows_written(folder))
    built = _build(folder, "build")
    alone = run("-m", "benchmarks.splink_alone", "--extracts", str(folder / "extracts"))
    seconds = json.loads(alone.output)["seconds"]
    print(f"{'Splink alone':<14} {seconds:8.2f} s   the build took {built.seconds / seconds:.1f} times as long")
    _synth(size, folder)
    _build(folder, "next month")
    for heading, found in measure_pages(folder).items():
        print(f"pages: {heading}")
        for one in found:
            print(f"  {one.name:<40} p50 {one.p50:6.0f} ms   p95 {one.p95:6.0f} ms   ({one.n} requests)")


def _synth(size: str, folder: Path, *more: str) -> Run:
    shutil.rmtree(folder / "extracts", ignore_errors=True)
    return run("-m", "lineofsight", "synth", "--size", size, "--seed", "1", "--out", str(folder), *more)


def _build(folder: Path, name: str) -> Run:
    """A build as a user runs it, start-up included; then each stage, and what it could reuse."""
    built = run("-m", "lineofsight", "build", "--home", str(folder), "--json")
    result = json.loads(built.output)
    _line(name, built, sum(entry["read"] for entry in result["files"]))
    for stage in result["stages"]:
        print(f"  {stage['name']:<12} {stage['seconds']:8.2f} s")
    reused = result["reused"]
    print(f"  {len(reused['files_unchanged'])} files unchanged since the snapshot before, {reused['files_new']} new")
    return built


def _rows_written(folder: Path) -> int:
    return sum(max(path.read_bytes().count(b"\n") - 1, 0) for path in (folder / "extracts").rglob("*.csv"))


def _line(name: str, done: Run, rows: int) -> None:
    pace = f"{rows / done.seconds:>9,.0f} rows/s"
    print(f"{name:<14} {done.seconds:8.2f} s   {rows:>9,} rows   {pace}   {done.peak_mb:>6,} MB peak")


if __name__ == "__main__":
    main()
