"""How often a chart of a process that does not change is flagged all the same, and how many on a dashboard will be.

The chances were tabled by simulating 100,000 series for each size, a third of that where months follow one another
(`python -m benchmarks.false_alarms --write --seed 2026`), and are looked up between sizes by interpolation. The same
command without `--write` holds them to a second simulation. XmR and run charts: normal values, each pulled towards the
one before. Counts and rates: Poisson, of which a share stays from month to month; exposures of rates vary by up to a
fifth. Proportions: binomial, of one half. Cases between events: geometric; times between events: exponential. Limits
are computed from the points themselves, moving ranges screened.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from math import exp, log
from typing import Literal, get_args

import numpy as np

from lineofsight.stats.charts import ChartKind
from lineofsight.stats.rules import MDC_7, PRESETS, Numbers, RuleSet

Chance = Literal["latest", "any"]

_TABLED_AS: dict[ChartKind, ChartKind] = {"p prime": "xmr", "u prime": "xmr"}
"""A prime takes its width from moving ranges, as XmR does."""
_SIZED = ("p", "u", "c", "g")


@dataclass(frozen=True)
class Watched:
    """One chart of a dashboard: what its chance of a false flag depends on, and whether its latest point is flagged.

    Units: `autocorrelation` is the correlation of a month's residual with the last one's; `size` is the mean number of
    events a month for p, u and c (of a proportion: of the rarer outcome), the mean number of cases between for g, and
    not needed for others; `proportion` is the centre of a p chart.
    """

    kind: ChartKind
    points: int
    rules: RuleSet = MDC_7
    autocorrelation: float = 0.0
    size: float | None = None
    proportion: float | None = None
    flagged: bool = False


@dataclass(frozen=True)
class FalseAlarms:
    """Flags on a dashboard against those that chance alone gives.

    Units: `expected` is a mean number of charts; `chance_of_as_many` is the chance, 0 to 1, of as many flags as seen or
    more if nothing changed anywhere and the charts had nothing to do with one another.
    """

    charts: int
    flagged: int
    expected: float
    chance_of_as_many: float

    def sentence(self) -> str:
        """For the head of a dashboard."""
        what = "measure is" if self.charts == 1 else "measures is" if self.flagged == 1 else "measures are"
        by_chance = "fewer than one" if self.expected < 0.5 else f"about {self.expected:.0f}"
        return f"{self.flagged} of {self.charts} {what} flagged as changed; {by_chance} would be by chance alone."


def false_alarms(watched: Sequence[Watched]) -> FalseAlarms:
    """The flags seen on a dashboard beside those expected if nothing had changed. Errors: as `chance_of_false_flag`."""
    chances = [chance_of_false_flag(chart) for chart in watched]
    seen = sum(chart.flagged for chart in watched)
    return FalseAlarms(len(watched), seen, sum(chances), _chance_of_at_least(seen, chances))


def chance_of_false_flag(chart: Watched, of: Chance = "latest") -> float:
    """The chance, 0 to 1, that the latest point (or any) is flagged though nothing changed.

    Beyond the sizes tabled the nearest stands: 60 points, a correlation from 0 to 0.9, 2 to 100 events a month.
    Errors: ValueError if the rule set is not a preset, the chart has fewer than 10 points, a size that is needed is
    missing, or the chance of any point is asked for more than 60.
    """
    if chart.points < 10 or (of == "any" and chart.points > 60):
        raise ValueError("chances of false flags are tabled for charts of 10 to 60 points")
    if PRESETS.get(chart.rules.name) != chart.rules:
        raise ValueError(f"no chances are tabled for the rule set {chart.rules.name}, version {chart.rules.version}")
    where = (log(chart.points), max(chart.autocorrelation, 0.0), log(_size(chart)))
    if chart.kind == "p":
        return _chance_of_proportion(chart, of, *where)
    return min(_chance(_TABLED_AS.get(chart.kind, chart.kind), chart.rules, of, *where), 1.0)


def _chance_of_proportion(chart: Watched, of: Chance, points: float, autocorrelation: float, size: float) -> float:
    """Between that of a rate, which a small proportion is, and of one half, by how even the two outcomes are."""
    rarer = min(chart.proportion or 0.0, 1 - (chart.proportion or 0.0))
    at_half, as_rate = (_chance(kind, chart.rules, of, points, 0.0, size) for kind in ("p", "u"))
    rate: float = _chance("u", chart.rules, of, points, autocorrelation, size)
    return float(min(rate * (at_half / as_rate) ** (4 * rarer**2), 1.0))


def _size(chart: Watched) -> float:
    if chart.kind not in _SIZED:
        return 1.0
    if chart.size is None or chart.size <= 0 or (chart.kind == "p" and chart.proportion is None):
        raise ValueError("a chart of counts needs its mean number of events, and one of proportions its centre")
    return chart.size


def _chance(kind: ChartKind, rules: RuleSet, of: Chance, *where: float) -> float:
    """That of an XmR chart, times how this kind differs: what steps with the points or follows from month to month is
    about the same for every kind, so that only a smooth ratio is read between the sizes tabled."""
    grids = _grids()
    as_xmr = grids["xmr", rules.name].at(of, *where)
    return as_xmr if kind == "xmr" else as_xmr * grids[kind, rules.name].at(of, *where)


@dataclass(frozen=True)
class _Grid:
    """Chances, or ratios of chances, of one kind of chart and rule set by points, autocorrelation and size."""

    axes: tuple[Numbers, Numbers, Numbers]
    logs: dict[str, Numbers]

    def at(self, of: Chance, *where: float) -> float:
        """Interpolated on the logarithm."""
        found = self.logs[of]
        for axis, value in zip(self.axes, where, strict=True):
            found = _between(axis, found, value)
        return exp(float(found))


def _between(axis: Numbers, values: Numbers, at: float) -> Numbers:
    """Linear between the two nearest along the first axis, which is used up; the nearest beyond its ends."""
    if len(axis) == 1:
        first: Numbers = values[0]
        return first
    upper = int(np.clip(np.searchsorted(axis, at), 1, len(axis) - 1))
    share = float(np.clip((at - axis[upper - 1]) / (axis[upper] - axis[upper - 1]), 0, 1))
    between: Numbers = (1 - share) * values[upper - 1] + share * values[upper]
    return between


@lru_cache
def _grids() -> dict[tuple[str, str], _Grid]:
    """XmR's chances, and every other kind's as ratios to those, by kind of chart and name of rule set."""
    tabled = (files("lineofsight.stats") / "data" / "false_alarms.csv").read_text(encoding="utf-8")
    rows: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in csv.DictReader(tabled.splitlines()):
        rows.setdefault((row["chart"], row["rules"]), []).append(row)
    xmr = {rules: _grid(rows["xmr", rules]) for rules in PRESETS}
    return {
        (kind, rules): xmr[rules] if kind == "xmr" else _grid(rows[kind, rules], xmr[rules]) for kind, rules in rows
    }


def _grid(rows: list[dict[str, str]], ratio_to: _Grid | None = None) -> _Grid:
    places = [(log(int(row["points"])), float(row["autocorrelation"]), log(float(row["size"] or 1))) for row in rows]
    axes = [np.array(sorted(set(values))) for values in zip(*places, strict=True)]
    logs: dict[str, Numbers] = {}
    for of in get_args(Chance):
        logs[of] = np.empty([len(axis) for axis in axes])
        for place, row in zip(places, rows, strict=True):
            at = tuple(int(np.searchsorted(axis, value)) for axis, value in zip(axes, place, strict=True))
            logs[of][at] = log(float(row[of])) - (log(ratio_to.at(of, *place)) if ratio_to else 0.0)
    return _Grid((axes[0], axes[1], axes[2]), logs)


def _chance_of_at_least(seen: int, chances: Sequence[float]) -> float:
    """The chance of `seen` or more of independent events, each with its own chance."""
    of_each_number = np.array([1.0])
    for chance in chances:
        of_each_number = np.convolve(of_each_number, [1 - chance, chance])
    return float(min(of_each_number[seen:].sum(), 1.0))
