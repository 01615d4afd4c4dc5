"""`python -m benchmarks.false_alarms`: are charts of processes that do not change flagged as often as we state?

Each rule set and kind of chart is simulated with a seed other than the one the stated chances were tabled with, at
sizes on the table's grid and between; then a whole dashboard. A row fails where the simulated chance is more than a
tenth away from the stated. `--write` makes the table anew.
"""

import argparse
import csv
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import numpy as np

from benchmarks.simulated import Process, autoregressive, flagged, simulate
from lineofsight.stats.autocorrelation import lag1
from lineofsight.stats.charts import ChartKind
from lineofsight.stats.choice import more_than_counting_explains
from lineofsight.stats.false_alarms import Watched, chance_of_false_flag
from lineofsight.stats.flows import Flows, balance
from lineofsight.stats.rebase import propose_rebase
from lineofsight.stats.rules import ANHOEJ, MDC_7, PRESETS, RuleSet
from lineofsight.stats.xmr import SIGMA_IN_RANGES, mean_moving_range, xmr

TABLE = Path(__file__).parents[1] / "lineofsight" / "stats" / "data" / "false_alarms.csv"
COLUMNS = ("chart", "rules", "points", "autocorrelation", "size", "latest", "any")
POINTS = (10, 13, 18, 24, 36, 60)
LAGS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
RUN_LAGS = (0.0, 0.2, 0.4, 0.6, 0.8)
COUNT_LAGS = (0.0, 0.2, 0.4, 0.6, 0.8)
SINGLE: tuple[tuple[ChartKind, tuple[float, ...]], ...] = (("xmr", LAGS), ("run", RUN_LAGS))
COUNTED: tuple[ChartKind, ...] = ("c", "u")
EVENTS = (2, 5, 10, 30, 100)
GAPS = (5, 10, 30, 100)


TOLERANCE = 0.10
CHECKED = (
    Process("xmr", 13),
    Process("xmr", 20),
    Process("xmr", 24),
    Process("xmr", 24, 0.3),
    Process("xmr", 30, 0.15),
    Process("xmr", 45, 0.55),
    Process("run", 24),
    Process("run", 30, 0.3),
    Process("p", 24, events=20, proportion=0.1),
    Process("p", 36, events=15, proportion=0.5),
    Process("p", 30, events=8, proportion=0.95),
    Process("p prime", 24, events=100, proportion=0.3),
    Process("u", 24, events=15),
    Process("u", 36, 0.3, events=40),
    Process("u prime", 24, events=50),
    Process("c", 24, events=3.5),
    Process("c", 24, events=7),
    Process("c", 45, events=20),
    Process("c", 24, 0.6, events=15),
    Process("g", 24, events=20),
    Process("g", 40, events=60),
    Process("t", 24),
    Process("t", 40),
)
DASHBOARD = (
    *[Process("xmr", 24)] * 16,
    *[Process("xmr", 36, 0.2)] * 12,
    *[Process("xmr", 30, 0.45)] * 4,
    *[Process("p", 36, events=25, proportion=0.2)] * 24,
    *[Process("p prime", 36, events=150, proportion=0.4)] * 8,
    *[Process("u", 36, events=12)] * 16,
    *[Process("c", 30, events=9)] * 12,
    *[Process("t", 20)] * 4,
)


def main() -> None:
    """Check the stated chances, or with `--write` table them."""
    options = _options()
    if options.write:
        _write(options.n, options.seed)
        return
    print(f"n {options.n:,} series a row, seed {options.seed}; a row fails beyond {TOLERANCE:.0%} of the stated chance")
    held = [*_charts(options.n, options.seed), *_tests(options.n // 5, options.seed), *_dashboard(options.seed)]
    print(f"{held.count(False)} of {len(held)} rows do not hold")


def _charts(n: int, seed: int) -> Iterator[bool]:
    """Each kind of chart under each rule set: the latest point flagged."""
    for process in CHECKED:
        for name, found in flagged(process, PRESETS, n=n, seed=seed).items():
            yield _row(
                f"{name:<7}{_said(process)}", chance_of_false_flag(_watched(process, PRESETS[name])), found.latest
            )


def _tests(n: int, seed: int) -> Iterator[bool]:
    """The tests that say five in a hundred."""
    rng = np.random.default_rng(seed)
    for points in (13, 24, 36):
        values = rng.normal(size=(n, points))
        called = [found is not None and found.sure for found in (lag1([series]) for series in values.tolist())]
        yield _row(f"months follow one another, {points} points", 0.05, sum(called) / n)
        z = mean_moving_range(values)[:, 0] / SIGMA_IN_RANGES
        called = [more_than_counting_explains(one, points) for one in z.tolist()]
        yield _row(f"more than counting explains, {points} points", 0.05, sum(called) / n)
    for together, months in product((1, 2), (12, 24, 48)):
        moves = together * rng.poisson(15 / together, (2 * n, months + 6, 2))
        share = sum(_out_of_balance(one, months) for one in moves.tolist()) / (2 * n)
        yield _row(f"flows out of balance, {months} months before, children by {together}", 0.05, share)
    for points, correlation in product((48, 60), (0.0, 0.3)):
        series = autoregressive((n // 4, points), correlation, rng).tolist()
        found = [propose_rebase(xmr(values)) for values in series]
        share = sum(one is not None and one.stands for one in found) / len(found)
        print(f"{f'new limits proposed, {points} points, correlation {correlation:g}':<62} {'':>8} {share:8.4f}")


def _dashboard(seed: int) -> Iterator[bool]:
    """The expected number of false flags, from the true autocorrelation and from the estimated."""
    dashboards, expected, estimated, seen = 2_000, 0.0, 0.0, 0.0
    for process in dict.fromkeys(DASHBOARD):
        charts = DASHBOARD.count(process)
        values, hit = simulate(process, MDC_7, n=dashboards * charts, seed=seed)
        seen += hit[:, -1].sum() / dashboards
        expected += charts * chance_of_false_flag(_watched(process, MDC_7))
        for found in (lag1([series]) for series in values.tolist()):
            correlation = found.reckoned if found is not None else 0.0
            estimated += chance_of_false_flag(_watched(process, MDC_7, correlation)) / dashboards
    print(f"a dashboard of {len(DASHBOARD)} charts, MDC-7, {dashboards:,} times: false flags of latest points")
    yield _row("  expected, autocorrelation known", expected, seen)
    yield _row("  expected, autocorrelation estimated from each chart", estimated, seen)


def _out_of_balance(months: list[list[int]], before: int) -> bool:
    into, out_of = (sum(month[way] for month in months[before:]) for way in (0, 1))
    history = [(month[0], month[1]) for month in months[:before]]
    return balance(Flows(starts={"all": into}, ends={"all": out_of}), history).verdict == "more than chance"


def _watched(process: Process, rules: RuleSet, autocorrelation: float | None = None) -> Watched:
    return Watched(
        kind=process.kind,
        points=process.points,
        rules=rules,
        autocorrelation=process.autocorrelation if autocorrelation is None else autocorrelation,
        size=process.events,
        proportion=process.proportion,
    )


def _said(process: Process) -> str:
    said = f" {process.kind}, {process.points} points"
    if process.autocorrelation:
        said += f", correlation {process.autocorrelation:g}"
    if process.events:
        said += f", {process.events:g} {'cases between' if process.kind == 'g' else 'events'}"
    return said + (f", centre {process.proportion:g}" if process.proportion else "")


def _row(what: str, stated: float, simulated: float) -> bool:
    held = abs(simulated / stated - 1) <= TOLERANCE
    print(
        f"{what:<62} {stated:8.4f} {simulated:8.4f} {simulated / stated - 1:+7.1%}{'' if held else '   does not hold'}"
    )
    return held


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.false_alarms", description=__doc__)
    parser.add_argument("--n", type=int, default=100_000, help="Simulated series for each row. Default: 100,000.")
    parser.add_argument("--seed", type=int, default=1, help="Default: 1. The table was written with 2026.")
    parser.add_argument("--write", action="store_true", help="Table the chances anew.")
    return parser.parse_args()


def _write(n: int, seed: int) -> None:
    with TABLE.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(COLUMNS)
        for process, presets in _grid():
            # Where months follow one another flags are several times as frequent: fewer series tell as much.
            series = n // 3 if process.autocorrelation else n
            for name, found in flagged(process, presets, n=series, seed=seed).items():
                size = "" if process.events is None else f"{process.events:g}"
                where = (process.kind, name, process.points, f"{process.autocorrelation:g}", size)
                writer.writerow((*where, f"{found.latest:.5f}", f"{found.any:.5f}"))


def _grid() -> Iterator[tuple[Process, dict[str, RuleSet]]]:
    """Each size tabled and the rule sets tabled for it.

    Anhøj's critical values step with the number of points, so that each number is tabled for them.
    """
    for kind, lags in SINGLE:
        for points, correlation in product(range(POINTS[0], POINTS[-1] + 1), lags):
            yield Process(kind, points, correlation), PRESETS if points in POINTS else {ANHOEJ.name: ANHOEJ}
    for points in POINTS:
        yield Process("t", points), PRESETS
    for points, gap in product(POINTS, GAPS):
        yield Process("g", points, events=gap), PRESETS
    for kind in COUNTED:
        for points, correlation, events in product(POINTS, COUNT_LAGS, EVENTS):
            yield Process(kind, points, correlation, events=events), PRESETS
    for points, events in product(POINTS, EVENTS):
        yield Process("p", points, events=events, proportion=0.5), PRESETS


if __name__ == "__main__":
    main()
