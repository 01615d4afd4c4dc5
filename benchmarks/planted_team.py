"""Is the one team that is truly worse found, and are the others left in peace? Counted over many synthetic counties.

Each seed makes a county in which one assessment team's families are 1.8 times as likely to be referred again, and the
other teams differ by luck. Of the build, only what re-referrals by team need is run: the extracts are read as files,
people are known by the truth that the county wrote (linking has a benchmark of its own), then the same steps and the
same comparison as a build. Two questions are counted: teams as they were on the day, which is what was planted, and
teams as they are now, where the planted team's work is part of its successor's.

    power         counties in which the planted team (or its successor) is flagged as worse
    chance ones   of the teams that the truth says look worse by chance, the share flagged
    false alarm   counties in which any team is flagged that is not the planted one
    by itself     teams a county outside the 95% limits by themselves, before allowing for how many were looked at
"""

import argparse
import csv
import json
import os
import shutil
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa

from lineofsight.engines import Engine, Step, open_engine, run_steps
from lineofsight.home import Home
from lineofsight.journey import journey_steps, prepare
from lineofsight.measures import measures_steps
from lineofsight.measures.catalogue import INDICATORS
from lineofsight.measures.comparison import CASES, COMPARISONS, MODELS, put_comparisons
from lineofsight.sources import SOURCES
from lineofsight.sources.reader import read_extracts
from lineofsight.standards.tables import put_standards
from lineofsight.synth.making import LAST_DAY, make_county
from lineofsight.workforce import workforce_steps

ASKED = INDICATORS["FD08"]
RESIDENTS = 200_000
_NAMES = {
    "forename": pa.string(), "surname": pa.string(), "date_of_birth": pa.date32(), "sex": pa.string(),
    "nhs_number": pa.string(), "upn": pa.string(), "la_child_id": pa.string(), "postcode": pa.string(),
}  # fmt: skip


@dataclass(frozen=True)
class Found:
    """What one county's comparison found, of the teams of the day (`then`) or of now."""

    seed: int
    by: str
    planted_flagged: bool
    planted_verdict: str
    chance_ones: int
    chance_flagged: int
    false_flags: int
    n_compared: int
    n_outside: int
    expected: float
    shows_above: float | None
    share: float
    design_effect: float
    allows_for_spread: bool
    is_adjusted: bool


def main() -> None:
    options = _options()
    seeds = range(options.first, options.first + options.seeds)
    print(f"{options.seeds} counties of {options.residents:,} residents, seeds from {options.first}", flush=True)
    started = time.perf_counter()
    found: list[Found] = []
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # for the processes to come, which share the processors
    with ProcessPoolExecutor(options.workers, mp_context=get_context("spawn")) as pool:
        for of_seed in pool.map(_of_seed, seeds, [options.residents] * options.seeds):
            found += of_seed
            if options.verbose:
                print(*of_seed, sep="\n", flush=True)
    for line in table(found):
        print(line)
    print(f"{time.perf_counter() - started:.0f} seconds with {options.workers} at once")


def table(found: Iterable[Found]) -> Iterator[str]:
    """The figures of all counties, as text."""
    rows = list(found)
    for by, words in (("team_then", "teams as they were on the day"), ("team", "teams as they are now")):
        own = [row for row in rows if row.by == by]
        n, chance = len(own), sum(row.chance_ones for row in own)
        shows = [row.shows_above for row in own if row.shows_above is not None]
        yield f"{words}: {n} counties, {fmean(row.n_compared for row in own):.1f} teams compared in each"
        yield f"  power                 {_share(sum(row.planted_flagged for row in own), n)}"
        yield f"  of those missed, called too few to tell: {sum('too few' in row.planted_verdict for row in own)}"
        yield f"  chance ones flagged   {_share(sum(row.chance_flagged for row in own), chance)}"
        yield f"  false alarm           {_share(sum(row.false_flags > 0 for row in own), n)}"
        yield f"  false flags a county  {fmean(row.false_flags for row in own):.3f}"
        yield f"  by itself             {fmean(row.n_outside for row in own):.2f} teams a county"
        yield f"  expected of the planted team {fmean(row.expected for row in own):.0f} re-referrals; "
        yield f"  its numbers show {fmean(shows):.1%} or more 8 times in 10, the county has {_mean_share(own):.1%}"
        yield f"  design effect {fmean(row.design_effect for row in own):.2f}; limits widened in "
        yield f"  {sum(row.allows_for_spread for row in own)}, case mix allowed for in {_of(own)}"


def compared(folder: Path, as_of: date = LAST_DAY) -> Engine:
    """An engine that holds the comparison of one county's re-referrals, people known by the truth."""
    steps = _steps_for(CASES, [*journey_steps(), *workforce_steps(), *measures_steps(as_of, 1, indicators=[ASKED])])
    needed = {table for step in steps for table in step.reads}
    _leave_only(folder / "extracts", {source.name for source in SOURCES if source.table in needed} | {"ssd_person"})
    extracts = read_extracts(folder / "extracts", agreements=Home(folder / "home").config().agreements)
    engine = open_engine("duckdb", spill=folder, threads=1)
    extracts.put(engine)
    put_standards(engine, until=as_of)
    _put_true_people(engine, folder / "truth")
    engine.put("measures.loaded", pa.table({"source": pa.array(sorted(extracts.loaded), pa.string())}))
    prepare(engine, as_of)
    run_steps(engine, steps)
    put_comparisons(engine, [ASKED])
    return engine


def _of_seed(seed: int, residents: int) -> list[Found]:
    with TemporaryDirectory() as name:
        folder = Path(name)
        make_county(folder, residents=residents, seed=seed)
        engine = compared(folder)
        try:
            truth = json.loads((folder / "truth" / "planted.json").read_text(encoding="utf-8"))
            return [_found(engine, truth, seed, by) for by in ("team_then", "team")]
        finally:
            engine.close()


def _found(engine: Engine, truth: dict[str, Any], seed: int, by: str) -> Found:
    worse, heirs = truth["worse_team"], truth["restructure"]["teams_closed"]
    planted = worse["team_id"] if by == "team_then" else worse["successor_team_id"]
    chance = [team if by == "team_then" else heirs[team] for team in worse["look_worse_by_chance"]]
    rows = engine.rows(f"""SELECT * FROM {COMPARISONS} WHERE "by" = '{by}'""").to_pylist()
    [model] = engine.rows(f"""SELECT * FROM {MODELS} WHERE "by" = '{by}'""").to_pylist()
    flagged = {row["grp"] for row in rows if row["is_flagged"]}
    [own] = [row for row in rows if row["grp"] == planted]
    others = set(chance) - {planted}
    return Found(
        seed=seed, by=by,
        planted_flagged=planted in flagged and own["observed"] > own["expected"],
        planted_verdict=own["verdict"] or own["why_not"],
        chance_ones=len(others), chance_flagged=len(flagged & others), false_flags=len(flagged - {planted}),
        n_compared=model["n_compared"], n_outside=model["n_outside"], expected=own["expected"],
        shows_above=own["shows_above"], share=model["share"], design_effect=model["design_effect"],
        allows_for_spread=model["allows_for_spread"], is_adjusted=model["is_adjusted"],
    )  # fmt: skip


def _steps_for(table: str, steps: list[Step]) -> list[Step]:
    by_table, wanted, waiting = {step.table: step for step in steps}, set[str](), [table]
    while waiting:
        name = waiting.pop()
        if name in by_table and name not in wanted:
            wanted.add(name)
            waiting += by_table[name].reads
    return [step for step in steps if step.table in wanted]


def _leave_only(extracts: Path, names: set[str]) -> None:
    """Files of other sources are not read, and would only cost time."""
    for path in sorted(extracts.rglob("*.csv")):
        known = f"reference_{path.stem}" if path.parent.name == "reference" else path.stem
        if known not in names:
            path.unlink()
    for folder in [folder for folder in extracts.iterdir() if folder.is_dir() and not any(folder.iterdir())]:
        shutil.rmtree(folder)


def _put_true_people(engine: Engine, truth: Path) -> None:
    """identity.person_keys and identity.people as perfect linking would make them, of children the SSD knows."""
    with (truth / "who_is_who.csv").open(encoding="utf-8", newline="") as lines:
        keys = [row for row in csv.DictReader(lines) if row["source"] == "ssd_person"]
    columns = {"source": "source", "source_key": "source_key", "person_id": "true_id"}
    engine.put("identity.person_keys", pa.table({name: [row[of] for row in keys] for name, of in columns.items()}))
    known = engine.rows("""
        SELECT keys.person_id, MIN(child.pers_dob) AS date_of_birth, MIN(child.pers_sex) AS sex
        FROM identity.person_keys AS keys JOIN source.ssd_person AS child ON child.pers_person_id = keys.source_key
        GROUP BY keys.person_id
    """)
    blank = {name: pa.nulls(known.num_rows, kind) for name, kind in _NAMES.items() if name not in known.column_names}
    engine.put("identity.people", pa.table({**{name: known[name] for name in known.column_names}, **blank}))


def _share(n: int, of: int) -> str:
    from lineofsight.stats.intervals import wilson

    if not of:
        return "none to count"
    limits = wilson(n, of)
    return f"{n} of {of}, {n / of:.1%} (95% interval {limits.lower:.1%} to {limits.upper:.1%})"


def _mean_share(rows: list[Found]) -> float:
    return fmean(row.share for row in rows)


def _of(rows: list[Found]) -> str:
    return f"{sum(row.is_adjusted for row in rows)} of {len(rows)}"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.planted_team", description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("--seeds", type=int, default=200, help="How many counties. Default: 200.")
    parser.add_argument("--first", type=int, default=1, help="The first seed. Default: 1.")
    parser.add_argument("--residents", type=int, default=RESIDENTS, help=f"Default: {RESIDENTS:,}. Full size: 640,000.")
    parser.add_argument("--workers", type=int, default=2, help="Counties made at once. Default: 2.")
    parser.add_argument("--verbose", action="store_true", help="Print each county's answers as they come.")
    return parser.parse_args()


if __name__ == "__main__":
    main()
