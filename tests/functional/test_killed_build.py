"""Killing a build at any moment leaves the last good snapshot served, and the next build finishes."""

import shutil
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from lineofsight.home import Home
from lineofsight.snapshot import activate, list_snapshots, open_snapshot
from lineofsight.snapshot.store import current_id

PROGRAM = Path(__file__).parents[1] / "factories" / "dying_build.py"
SAMPLES = Path(__file__).parents[1] / "data" / "ssda903"
MOMENTS_TRIED = 15
FIRST, SECOND = date(2021, 3, 31), date(2022, 3, 31)
LAST = 8
"""Of the moments tried, so many are the last ones, where things become visible."""


def build_dying_at(home: Path, extracts: Path, moment: int) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, str(PROGRAM), str(home), str(extracts), str(moment)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def extracts(tmp_path_factory) -> tuple[Path, Path]:
    """One year of a real return, and the same with the year after it."""
    folder = tmp_path_factory.mktemp("extracts")
    for name, years in {"one": ["2020"], "two": ["2020", "2021"]}.items():
        (folder / name).mkdir()
        for year in years:
            for kind in ("header", "episodes"):
                found = next(SAMPLES.rglob(f"{year}-{kind}.csv"))
                shutil.copy(found, folder / name)
    return folder / "one", folder / "two"


@pytest.fixture(scope="module")
def good(tmp_path_factory, extracts) -> tuple[Path, int]:
    """A home with a good snapshot, and how many moments the build of the next year's has."""
    home = tmp_path_factory.mktemp("good")
    first = build_dying_at(home, extracts[0], 0)
    assert first.returncode == 0, first.stderr
    trial = home.with_name("trial")
    shutil.copytree(home, trial)
    second = build_dying_at(trial, extracts[1], 0)
    assert second.returncode == 0, second.stderr
    return home, int(second.stdout.split()[0])


@pytest.mark.slow
def test_a_build_killed_at_any_moment_leaves_the_last_good_snapshot_served(tmp_path, good, extracts):
    """Moments are spread over the whole build, and all of the last ones are tried."""
    home, moments = good
    spread = range(1, moments - LAST, max(1, moments // (MOMENTS_TRIED - LAST)))
    tried = [*spread, *range(moments - LAST + 1, moments + 1)]
    with ThreadPoolExecutor(2) as pool:
        ends = dict(zip(tried, pool.map(lambda moment: _kill(home, tmp_path, extracts[1], moment), tried), strict=True))
    assert {end["killed"] for end in ends.values()} == {True}
    for moment, end in ends.items():
        assert end["served"] in {FIRST, SECOND}, f"killed at moment {moment} of {moments}"
        assert end["figures"] > 0
        assert set(end["listed"]) <= {FIRST, SECOND}
    assert ends[1]["served"] == FIRST


@pytest.mark.slow
def test_the_build_after_a_killed_one_finishes_and_is_served(tmp_path, good, extracts):
    home, moments = good
    copy = tmp_path / "home"
    shutil.copytree(home, copy)
    build_dying_at(copy, extracts[1], moments // 2)
    done = build_dying_at(copy, extracts[1], 0)
    assert done.returncode == 0, done.stderr
    assert open_snapshot(Home(copy)).as_of == SECOND
    assert not list((copy / "snapshots").glob(".building-*"))


def _kill(home: Path, folder: Path, extracts: Path, moment: int) -> dict:
    copy = folder / f"at{moment}"
    shutil.copytree(home, copy)
    ended = build_dying_at(copy, extracts, moment)
    snapshot = open_snapshot(Home(copy))
    return {
        "killed": ended.returncode == -signal.SIGKILL,
        "served": snapshot.as_of,
        "figures": len(snapshot.figures("LA01")),
        "listed": [entry.as_of for entry in list_snapshots(Home(copy))],
    }


READER = """
import sys
from pathlib import Path
from lineofsight.home import Home
from lineofsight.snapshot import open_snapshot

for line in sys.stdin:
    snapshot = open_snapshot(Home(Path(sys.argv[1])))
    print(snapshot.id, len(snapshot.figures("LA01")), flush=True)
"""


@pytest.mark.slow
def test_several_processes_meet_a_new_snapshot_without_a_restart(tmp_path, good, extracts):
    home, _ = good
    first_id = current_id(Home(home))
    copy = tmp_path / "home"
    shutil.copytree(home, copy)
    readers = [_reader(copy) for _ in range(3)]
    assert {_ask(reader)[0] for reader in readers} == {first_id}
    build_dying_at(copy, extracts[1], 0)
    second_id = current_id(Home(copy))
    assert second_id != first_id
    assert {_ask(reader)[0] for reader in readers} == {second_id}
    assert first_id
    activate(Home(copy), first_id)
    assert {_ask(reader)[0] for reader in readers} == {first_id}
    for reader in readers:
        reader.communicate()


def _reader(home: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", READER, str(home)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _ask(reader: "subprocess.Popen[str]") -> tuple[str, int]:
    assert reader.stdin
    assert reader.stdout
    reader.stdin.write("\n")
    reader.stdin.flush()
    snapshot_id, n_figures = reader.stdout.readline().split()
    assert int(n_figures) > 0
    return snapshot_id, int(n_figures)
