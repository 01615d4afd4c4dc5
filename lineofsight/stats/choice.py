"""Which chart suits a measure, by what kind of number it is and by the numbers themselves, and why in one sentence.

Sources: Provost & Murray (2011), The Health Care Data Guide, chapter 5, for the kinds; Laney (2002), Quality
Engineering 14:531-537, for the primes. That stocks are not charted is our own: see `flows`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Literal, get_args

import numpy as np

from lineofsight.stats.attribute import sigma_z
from lineofsight.stats.charts import ENOUGH_POINTS, ChartKind
from lineofsight.stats.rules import Numbers

DataKind = Literal["count", "rate", "proportion", "rare event", "stock", "measurement"]

RARE_BELOW = 2
FEW_BELOW = 5


@dataclass(frozen=True)
class Choice:
    """The chart for a measure, or "flows" for none, and the reason in one plain sentence."""

    chart: ChartKind | Literal["flows"]
    reason: str


def choose_chart(kind: DataKind, values: Sequence[float], denominators: Sequence[float] | None = None) -> Choice:
    """The right chart for values of a kind, each of its own month: a rolling year carries eleven months over.

    `values` are counts, numerators or measurements, oldest first. `denominators` are needed for rates and proportions;
    for a rare event they say that cases are counted, and not time.
    Errors: ValueError if the kind is not known, there are no values, or denominators are missing or not above 0.
    """
    if kind not in get_args(DataKind) or len(values) == 0:
        raise ValueError(f"a chart is chosen for values of one of the kinds {', '.join(get_args(DataKind))}")
    if kind == "stock":
        return Choice("flows", "Most of a stock stays from month to month, so limits would flag it nearly always.")
    if kind == "measurement":
        return Choice("xmr", "Single measurements take their limits from how much they move from month to month.")
    if kind == "rare event":
        return _between_events("Counted by the month, a rare event gives mostly noughts", denominators is not None)
    x = np.asarray(values, dtype=float)
    if kind == "count":
        return _of_counts(x)
    of = np.asarray(denominators if denominators is not None else [], dtype=float)
    if of.shape != x.shape or not (of > 0).all():
        raise ValueError(f"a {kind} needs a denominator above 0 for each month")
    return _of_rates(x, of) if kind == "rate" else _of_proportions(x, of)


def more_than_counting_explains(z: float, points: int) -> bool:
    """Whether Laney's sigma z is above what 19 in 20 series give that vary by counting alone.

    The limit, 0.98 + 1.63 / sqrt(points - 1), is fitted to simulated series of 10 to 60 points.
    """
    return points >= ENOUGH_POINTS and z > 0.98 + 1.63 / sqrt(points - 1)


def _of_counts(x: Numbers) -> Choice:
    mean = float(x.mean())
    if mean < RARE_BELOW:
        return _between_events(f"With {mean:.1f} events a month most months tell nothing", False)
    if mean < FEW_BELOW:
        return Choice("c", f"Counts of {mean:.1f} a month vary as counting does, and only a large change will show.")
    z = _sigma(x - mean, np.full(x.shape, sqrt(mean)))
    if more_than_counting_explains(z, len(x)):
        return Choice("u prime", _varies("The counts", z))
    return Choice("c", "Counts from months of about the same size vary as counting alone explains.")


def _of_rates(x: Numbers, of: Numbers) -> Choice:
    if x.mean() < RARE_BELOW:
        return _between_events(f"With {x.mean():.1f} events a month most months tell nothing", False)
    centre = x.sum() / of.sum()
    z = _sigma(x / of - centre, np.sqrt(centre / of))
    if x.mean() >= FEW_BELOW and more_than_counting_explains(z, len(x)):
        return Choice("u prime", _varies("The rates", z))
    return Choice("u", "Rates of something counted vary as counting alone explains.")


def _of_proportions(x: Numbers, of: Numbers) -> Choice:
    rarer = float(min(x.mean(), (of - x).mean()))
    if rarer < RARE_BELOW:
        side = "do" if x.mean() <= (of - x).mean() else "do not"
        return _between_events(f"With {rarer:.1f} cases a month that {side}, most months tell nothing", True)
    centre = x.sum() / of.sum()
    z = _sigma(x / of - centre, np.sqrt(centre * (1 - centre) / of))
    if rarer >= FEW_BELOW and more_than_counting_explains(z, len(x)):
        return Choice("p prime", _varies("The proportions", z))
    return Choice("p", "Proportions of what happened each month vary as counting alone explains.")


def _between_events(why: str, counts_cases: bool) -> Choice:
    if counts_cases:
        return Choice("g", f"{why}: chart the number of cases between two events.")
    return Choice("t", f"{why}: chart the days between two events.")


def _varies(what: str, z: float) -> str:
    return f"{what} vary {z:.1f} times as much from month to month as counting alone explains, so limits allow for it."


def _sigma(deviations: Numbers, sigmas: Numbers) -> float:
    return float(sigma_z(deviations, sigmas)[0])
