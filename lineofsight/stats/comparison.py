"""One question asked of many teams: which differ from what their children lead us to expect, and which could show it.

What makes shares of teams vary is put together in one number of each, its effective number of children (`clustered`):
luck; brothers and sisters who share a decision; and, where ten or more teams show it, true differences of the usual
size (`overdispersion`). Intervals, limits, P values and power all come from it, so they never disagree. A team is
flagged after allowing for how many were looked at (Benjamini & Hochberg, see `multiplicity`).

Sources: as those modules name; Spiegelhalter (2005), Statistics in Medicine 24:1185-1202, for additive overdispersion.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import copysign, fsum
from statistics import NormalDist

import numpy as np

from lineofsight.stats.clustered import mid_p_share, power_of_share, share_interval
from lineofsight.stats.funnel import INNER, OUTER
from lineofsight.stats.intervals import Interval
from lineofsight.stats.multiplicity import FALSE_DISCOVERY_RATE, benjamini_hochberg
from lineofsight.stats.overdispersion import Overdispersion, Scored, overdispersion_of
from lineofsight.stats.power import (
    WORTH_SEEING_POINTS,
    WORTH_SEEING_RATIO,
    Power,
    Side,
    Verdict,
    verdict_on_proportion,
)

FEWEST_EXPECTED = 5
"""Below 5 expected with the outcome, or 5 without it, one child more or less moves the share too far."""

_SMALLEST_P = 1e-300


@dataclass(frozen=True)
class ComparedTeam:
    """A team's observed beside its expected. Ratios are observed over expected, intervals those of the ratio.

    `n_effective` is the number of unrelated children that would be as sure. `power` is in proportions, around the share
    expected. What follows `n_effective` is None, and nothing flagged, where `why_not` says why it is not comparable.
    """

    name: str
    n_children: int
    observed: int
    expected: float
    n_effective: float
    inner: Interval | None = None
    outer: Interval | None = None
    p: float | None = None
    adjusted_p: float | None = None
    is_flagged: bool = False
    power: Power | None = None
    verdict: Verdict | None = None
    why_not: str = ""

    @property
    def ratio(self) -> float | None:
        return self.observed / self.expected if self.expected else None


@dataclass(frozen=True)
class Comparison:
    """Every team that one question was asked of, by name, and what was allowed for.

    `spread` is how much more teams differ than luck and families explain. `n_outside` have a P value below 5% by
    themselves; `n_by_chance` would, if no team truly differed.
    """

    teams: tuple[ComparedTeam, ...]
    design_effect: float
    spread: Overdispersion
    n_compared: int
    n_outside: int
    n_by_chance: float


def compare_shares(
    teams: Sequence[str],
    outcomes: Sequence[float],
    expected: Sequence[float],
    *,
    design_effect: float = 1.0,
    not_comparable: Mapping[str, str] | None = None,
    side: Side | None = None,
    rate: float = FALSE_DISCOVERY_RATE,
) -> Comparison:
    """Each team's children with an outcome, beside those expected, of all that the question was asked of.

    One entry a child: its team, outcome (0 or 1) and chance. `side` is the only one that matters, if one is: it decides
    who has too few children to tell.
    """
    totals = _totals(teams, outcomes, expected)
    why_not = {**_too_few(totals), **(not_comparable or {})}
    compared = {name: found for name, found in totals.items() if name not in why_not}
    alone = {name: of / design_effect for name, (of, _, _) in compared.items()}
    spread = overdispersion_of(_scored(compared, alone))
    sizes = {name: _with_spread(n, spread) for name, n in alone.items()}
    p = {name: mid_p_share(seen / of, sizes[name], due / of) for name, (of, seen, due) in compared.items()}
    adjusted = dict(zip(p, benjamini_hochberg(list(p.values())), strict=True))
    level = 1 - rate / max(1, len(compared))
    rows = [
        _compared(name, totals[name], sizes[name], p[name], adjusted[name], adjusted[name] <= rate, level, side)
        if name in compared
        else _left_out(name, totals[name], design_effect, why_not[name])
        for name in totals
    ]
    outside = sum(each < 1 - INNER for each in p.values())
    return Comparison(tuple(rows), design_effect, spread, len(compared), outside, (1 - INNER) * len(compared))


Total = tuple[int, int, float]
"""Children of a team, those with the outcome, and those expected to have it."""


def _totals(teams: Sequence[str], outcomes: Sequence[float], expected: Sequence[float]) -> dict[str, Total]:
    own: dict[str, list[tuple[float, float]]] = {name: [] for name in sorted(set(teams))}
    for name, seen, due in zip(teams, outcomes, expected, strict=True):
        own[name].append((seen, due))
    return {
        name: (len(rows), int(sum(seen for seen, _ in rows)), fsum(due for _, due in rows))
        for name, rows in own.items()
    }


def _too_few(totals: Mapping[str, Total]) -> dict[str, str]:
    """Fewer than 5 of the rarer outcome expected."""
    return {
        name: f"not comparable: {of} {'child is' if of == 1 else 'children are'} too few"
        for name, (of, _, due) in totals.items()
        if min(due, of - due) < FEWEST_EXPECTED
    }


def _scored(totals: Mapping[str, Total], sizes: Mapping[str, float]) -> Scored:
    """How far out each team is in luck, from its exact P value, on the arcsine scale that makes luck alike."""
    z = [_z(seen / of, sizes[name], due / of) for name, (of, seen, due) in totals.items()]
    s = np.array([0.5 / sizes[name] ** 0.5 for name in totals], dtype=float)
    return Scored(np.array(z, dtype=float) * s, s, 0.0, "arcsine")


def _z(share: float, n: float, chance: float) -> float:
    p = max(mid_p_share(share, n, chance), _SMALLEST_P)
    return copysign(-NormalDist().inv_cdf(p / 2), share - chance)


def _with_spread(n: float, spread: Overdispersion) -> float:
    """On the arcsine scale the variance of luck is a quarter over the number of children; the spread adds its own."""
    return 0.25 / (0.25 / n + spread.tau2) if spread.adjusts else n


def _compared(
    name: str, total: Total, n: float, p: float, adjusted_p: float, is_flagged: bool, level: float, side: Side | None
) -> ComparedTeam:
    """Power is at the level that a team which differs alone would have to reach to be flagged."""
    of, seen, due = total
    power = power_of_share(due / of, n, confidence=level)
    return ComparedTeam(
        name=name,
        n_children=of,
        observed=seen,
        expected=due,
        n_effective=n,
        inner=share_interval(seen / of, n, confidence=INNER) * (of / due),
        outer=share_interval(seen / of, n, confidence=OUTER) * (of / due),
        p=p,
        adjusted_p=adjusted_p,
        is_flagged=is_flagged,
        power=power,
        verdict=verdict_of(is_flagged, power, side),
    )


def _left_out(name: str, total: Total, design_effect: float, why_not: str) -> ComparedTeam:
    of, seen, due = total
    return ComparedTeam(name, of, seen, due, of / design_effect, why_not=why_not)


def verdict_of(is_flagged: bool, power: Power, side: Side | None = None) -> Verdict:
    """What may be said of a team's share.

    A difference is worth seeing from a doubling or a halving, or from 20 percentage points, whichever is less.
    """
    above = min(WORTH_SEEING_POINTS, power.target * (WORTH_SEEING_RATIO - 1))
    below = min(WORTH_SEEING_POINTS, power.target * (1 - 1 / WORTH_SEEING_RATIO))
    sides: tuple[tuple[Side, float], ...] = (("above", above), ("below", below))
    found = [
        verdict_on_proportion(is_flagged, power, worth_seeing=worth, side=each)
        for each, worth in sides
        if side in {each, None}
    ]
    return Verdict.TOO_FEW if Verdict.TOO_FEW in found else found[0]
