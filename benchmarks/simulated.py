"""Series in which nothing changes, many at once, and how often each rule set flags them all the same."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from lineofsight.stats.attribute import c_lines, p_lines, u_lines
from lineofsight.stats.charts import ChartKind
from lineofsight.stats.rare import NEARLY_NORMAL, g_lines
from lineofsight.stats.rules import NO_CAUSE, Lines, Numbers, RuleSet, find_causes
from lineofsight.stats.run_chart import run_lines
from lineofsight.stats.xmr import xmr_lines

AT_ONCE = 1_000


@dataclass(frozen=True)
class Process:
    """A process that does not change, and the chart it is put on."""

    kind: ChartKind
    points: int
    autocorrelation: float = 0.0
    events: float | None = None
    proportion: float | None = None


@dataclass(frozen=True)
class Flagged:
    """The share of series whose latest point was flagged, and the share with any point flagged."""

    latest: float
    any: float


def flagged(process: Process, presets: Mapping[str, RuleSet], *, n: int, seed: int) -> dict[str, Flagged]:
    """How often each preset flags `n` simulated series of a process."""
    counts = {name: np.zeros(2) for name in presets}
    for size, rng in _batches(n, seed):
        drawn = _draw(process, size, rng)
        for name, rules in presets.items():
            values, lines = _on_chart(process, drawn, rules)
            hit = find_causes(values, lines, rules)[0] != NO_CAUSE
            counts[name] += hit[:, -1].sum(), hit.any(axis=1).sum()
    return {name: Flagged(*(float(count) for count in found / n)) for name, found in counts.items()}


def simulate(process: Process, rules: RuleSet, *, n: int, seed: int) -> tuple[Numbers, NDArray[np.bool_]]:
    """`n` series of a process, one a row, and whether each point is flagged."""
    values, lines = _on_chart(process, _draw(process, n, np.random.default_rng(seed)), rules)
    return values, find_causes(values, lines, rules)[0] != NO_CAUSE


def autoregressive(shape: tuple[int, int], lag1: float, rng: Generator) -> Numbers:
    """Standard normal series along the last axis, each value pulled towards the one before."""
    values = rng.normal(size=shape)
    for i in range(1, shape[1]):
        values[:, i] = lag1 * values[:, i - 1] + np.sqrt(1 - lag1**2) * values[:, i]
    return values


def counts_that_follow(shape: tuple[int, int], mean: float, lag1: float, rng: Generator) -> Numbers:
    """Poisson counts of which a share `lag1` stays from month to month (McKenzie 1985; Al-Osh & Alzaid 1987)."""
    values = rng.poisson(mean, shape)
    for i in range(1, shape[1] if lag1 else 1):
        values[:, i] = rng.binomial(values[:, i - 1], lag1) + rng.poisson(mean * (1 - lag1), shape[0])
    return values.astype(float)


def _batches(n: int, seed: int) -> Iterator[tuple[int, Generator]]:
    rng = np.random.default_rng(seed)
    for start in range(0, n, AT_ONCE):
        yield min(AT_ONCE, n - start), rng


def _draw(process: Process, size: int, rng: Generator) -> tuple[Any, ...]:
    """What a month gives: a value, or a count and what it is of."""
    shape, events = (size, process.points), process.events or 0.0
    if process.kind in ("xmr", "run"):
        return (autoregressive(shape, process.autocorrelation, rng),)
    if process.kind == "g":
        return (rng.geometric(1 / (1 + events), shape) - 1.0,)
    if process.kind == "t":
        return (rng.exponential(1.0, shape),)
    if process.kind == "c":
        return (counts_that_follow(shape, events, process.autocorrelation, rng),)
    return _draw_of_something(process, rng.uniform(0.8, 1.2, shape), rng)


def _draw_of_something(process: Process, exposure: Numbers, rng: Generator) -> tuple[Any, ...]:
    """Counts and what they are of, which varies by up to a fifth. Under a prime, the level varies as much as chance."""
    events, share = process.events or 0.0, process.proportion or 0.0
    if process.kind == "u":
        # Counts in the largest exposure, of which each month sees its part: Poisson, and following one another.
        lag1 = process.autocorrelation * 1.2 / exposure.mean()
        whole = counts_that_follow((exposure.shape[0], exposure.shape[1]), 1.2 * events, lag1, rng)
        return rng.binomial(whole.astype(int), exposure / 1.2).astype(float), exposure
    if process.kind == "u prime":
        swing = rng.normal(size=exposure.shape) / np.sqrt(events)
        return rng.poisson(events * exposure * np.maximum(1 + swing, 0)).astype(float), exposure
    of = np.round(events / min(share, 1 - share) * exposure)
    if process.kind == "p prime":
        share = np.clip(share + np.sqrt(share * (1 - share) / of.mean()) * rng.normal(size=of.shape), 0, 1)
    return rng.binomial(of.astype(int), share).astype(float), of


def _on_chart(process: Process, drawn: tuple[Any, ...], rules: RuleSet) -> tuple[Numbers, Lines]:
    if process.kind == "xmr":
        return drawn[0], xmr_lines(drawn[0], rules)
    if process.kind == "run":
        return drawn[0], run_lines(drawn[0])
    if process.kind == "c":
        return drawn[0], c_lines(drawn[0], rules)
    if process.kind == "g":
        return drawn[0], g_lines(drawn[0], rules)
    if process.kind == "t":
        return drawn[0] ** NEARLY_NORMAL, xmr_lines(drawn[0] ** NEARLY_NORMAL, rules)
    x, of = drawn
    lines = u_lines if process.kind.startswith("u") else p_lines
    return x / of, lines(x, of, of, rules, prime=process.kind.endswith("prime"))
