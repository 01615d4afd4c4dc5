"""Killing a build at any moment leaves the last good snapshot served, and the next build finishes."""

import shutil
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from lineofsight.home import Home
from lineofsight.snapshot import list_snapshots, open_snapshot
from lineofsight.snapshot.store import current_id

PROGRAM = Path(__file__).parents[1] / "factories" / "dying_build.py"
SAMPLES = Path(__file__).parents[1] / "data" / "ssda903"
MOMENTS_TRIED = 15
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
def good(tmp_path_factory, extracts) -> tuple[Path, str, int]:
    """A home with a good snapshot, what a second build would give, and how many moments that build has."""
    home = tmp_path_factory.mktemp("good")
    first = build_dying_at(home, extracts[0], 0)
    assert first.returncode == 0, first.stderr
    trial = home.with_name("trial")
    shutil.copytree(home, trial)
    second = build_dying_at(trial, extracts[1], 0)
    assert second.returncode == 0, second.stderr
    moments, second_id = second.stdout.split()
    return home, second_id, int(moments)


@pytest.mark.slow
def test_a_build_killed_at_any_moment_leaves_the_last_good_snapshot_served(tmp_path, good, extracts):
    """Moments are spread over the whole build, and all of the last ones are tried."""
    home, second_id, moments = good
    first_id = current_id(Home(home))
    spread = range(1, moments - LAST, max(1, moments // (MOMENTS_TRIED - LAST)))
    tried = [*spread, *range(moments - LAST + 1, moments + 1)]
    with ThreadPoolExecutor(2) as pool:
        ends = dict(zip(tried, pool.map(lambda moment: _kill(home, tmp_path, extracts[1], moment), tried), strict=True))
    assert {end["killed"] for end in ends.values()} == {True}
    for moment, end in ends.items():
        assert end["served"] in {first_id, second_id}, f"killed at moment {moment} of {moments}"
        assert end["figures"] > 0
        assert set(end["listed"]) <= {first_id, second_id}
    assert ends[1]["served"] == first_id


@pytest.mark.slow
def test_the_build_after_a_killed_one_finishes_and_is_served(tmp_path, good, extracts):
    home, second_id, moments = good
    copy = tmp_path / "home"
    shutil.copytree(home, copy)
    build_dying_at(copy, extracts[1], moments // 2)
    done = build_dying_at(copy, extracts[1], 0)
    assert done.returncode == 0, done.stderr
    assert open_snapshot(Home(copy)).id == second_id
    assert not list((copy / "snapshots").glob(".building-*"))


def _kill(home: Path, folder: Path, extracts: Path, moment: int) -> dict:
    copy = folder / f"at{moment}"
    shutil.copytree(home, copy)
    ended = build_dying_at(copy, extracts, moment)
    snapshot = open_snapshot(Home(copy))
    return {
        "killed": ended.returncode == -signal.SIGKILL,
        "served": snapshot.id,
        "figures": len(snapshot.figures("LA01")),
        "listed": [entry.id for entry in list_snapshots(Home(copy))],
    }
