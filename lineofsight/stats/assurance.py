"""Whether a process can be relied on to meet its target: the icon, the chance for next month, and the last twelve.

Sources: Making Data Count, NHS England, for the icon; the predictive distribution of a normal sample: Geisser (1993),
Predictive Inference, 2.1; the rule of succession (Laplace) where nothing varied.
"""

from dataclasses import dataclass
from math import sqrt
from statistics import fmean, stdev
from typing import Literal

from lineofsight.stats.charts import Better, Chart

Verdict = Literal["pass", "fail", "hit or miss", "too few points"]
MONTHS = 12


@dataclass(frozen=True)
class Assurance:
    """How surely a target is met.

    Units: `chance_next` is a chance, 0 to 1, None where the latest segment has fewer than two points; `met` counts
    the last `of` points, 12 or as many as there are.
    """

    target: float
    verdict: Verdict
    chance_next: float | None
    met: int
    of: int


def assurance(chart: Chart, target: float, better: Better) -> Assurance | None:
    """How surely the process meets the target; None where neither higher nor lower is better.

    The verdict is from the latest limits: it passes if all that the limits allow meets the target, fails if none
    does, and is hit or miss between. A value at the target meets it. Limits on fewer than 13 points give no verdict.
    """
    if better == "neither":
        return None
    sign = 1 if better == "higher" else -1
    recent = [point.value for point in chart.points][-MONTHS:]
    return Assurance(
        target=target,
        verdict=_verdict(chart, target, sign),
        chance_next=chance_next(chart.values_now, target, better),
        met=sum(sign * value >= sign * target for value in recent),
        of=len(recent),
    )


def chance_next(values: tuple[float, ...], target: float, better: Better) -> float | None:
    """The chance that the next value meets the target, if it comes from the same process as these.

    By Student's t about their mean, which allows for how little a short series tells. Where they are all alike: (met +
    1) / (values + 2), since twenty months at 100% are not a certainty. It takes months as independent.
    """
    n = len(values)
    if n < 2 or better == "neither":
        return None
    sign = 1 if better == "higher" else -1
    spread = stdev(values)
    if spread == 0:
        return (n * (sign * values[0] >= sign * target) + 1) / (n + 2)
    from scipy.special import stdtr

    return float(stdtr(n - 1, sign * (fmean(values) - target) / (spread * sqrt(1 + 1 / n))))


def _verdict(chart: Chart, target: float, sign: int) -> Verdict:
    latest = chart.latest
    if chart.provisional or latest.lower is None or latest.upper is None:
        return "too few points"
    worst, best = sorted((sign * latest.lower, sign * latest.upper))
    if worst >= sign * target:
        return "pass"
    return "fail" if best < sign * target else "hit or miss"
