"""Running one thing as a process of its own and measuring what it took."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

SAMPLE_SECONDS = 0.05


@dataclass(frozen=True)
class Run:
    """What one process took. `peak_mb` is the largest resident memory it and its children had at once."""

    seconds: float
    peak_mb: int
    output: str


def run(*arguments: str, environment: dict[str, str] | None = None) -> Run:
    """Run a Python module or command of this environment; its standard output is returned."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments], stdout=subprocess.PIPE, text=True, env={**os.environ, **(environment or {})}
    )
    peak = _watch(process)
    output = process.stdout.read() if process.stdout else ""
    seconds = time.perf_counter() - started
    if process.wait():
        raise SystemExit(f"{' '.join(arguments)} failed with exit code {process.returncode}")
    return Run(seconds, peak // 1024, output)


def _watch(process: "subprocess.Popen[str]") -> int:
    peak = 0
    while process.poll() is None:
        peak = max(peak, sum(_resident_kb(pid) for pid in _family(process.pid)))
        time.sleep(SAMPLE_SECONDS)
    return peak


def _family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return [pid]
    return [pid, *(member for child in children for member in _family(int(child)))]


def _resident_kb(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS:")), 0)
