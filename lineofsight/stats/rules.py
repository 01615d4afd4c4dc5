"""The rules that call a point of a chart unusual: named, versioned, and carried by every chart drawn with them.

The same series is flagged or not by the rules chosen, so no rule is built in: a chart prints which set it used. Where
several rules meet at a point the first of CAUSES stands. Each point of a run or trend is flagged, not its last only.

All functions take arrays whose last axis is time, so that one series and a hundred thousand simulated ones are judged
by the same lines.

Sources: Making Data Count, NHS England, as in NHSRplotthedots 0.2.2; Nelson (1984), Journal of Quality Technology
16:237-239; Anhøj & Olesen (2014), PLoS ONE 9:e113825.
"""

from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from lineofsight.stats.runs import (
    Signs,
    Truths,
    crossings,
    crossings_min,
    in_stretch,
    longest_run_max,
    longest_runs,
)

Numbers = NDArray[np.float64]

Cause = Literal[
    "outside the limits",
    "trend",
    "two of three near a limit",
    "shift",
    "four of five beyond one sigma",
    "long run",
    "few crossings",
    "alternating",
    "none within one sigma",
    "all within one sigma",
]
CAUSES: tuple[Cause, ...] = get_args(Cause)
NO_CAUSE = -1


@dataclass(frozen=True)
class RuleSet:
    """Which rules are applied, and with what lengths. A length of None leaves the rule out.

    Units: lengths are numbers of points; `sigma` is where the limits lie; `moving_range_factor` is three sigma in mean
    moving ranges, 2.66 as the Making Data Count tools print it or 3 / 1.128 unrounded.
    Errors: ValueError if a length is below 3, sigma is not above 0, or the set has both a fixed and Anhøj's length of
    run.
    """

    name: str
    version: str
    source: str
    sigma: float = 3.0
    moving_range_factor: float = 2.66
    shift: int | None = None
    trend: int | None = None
    ties_break_trend: bool = True
    two_of_three: bool = False
    two_of_three_on_one_side: bool = True
    two_of_three_beyond_limits: bool = False
    four_of_five: bool = False
    alternating: int | None = None
    none_within_one_sigma: int | None = None
    all_within_one_sigma: int | None = None
    anhoej: bool = False

    def __post_init__(self) -> None:
        lengths = (self.shift, self.trend, self.alternating, self.none_within_one_sigma, self.all_within_one_sigma)
        if any(length is not None and length < 3 for length in lengths):
            raise ValueError(f"{self.name}: a run or trend has at least 3 points")
        if self.sigma <= 0 or self.moving_range_factor <= 0:
            raise ValueError(f"{self.name}: the limits lie above 0 sigma")
        if self.anhoej and self.shift is not None:
            raise ValueError(f"{self.name}: the length of a shift is fixed or Anhøj's, not both")

    def describe(self) -> str:
        """The set in one line, for the foot of a chart."""
        return f"{self.name} (version {self.version}): " + "; ".join(_sayings(self))


@dataclass(frozen=True)
class Lines:
    """The lines that points are held against: the centre, and one, two and three thirds of the way to each limit.

    Shape: arrays that broadcast to the values. A line that does not exist is infinite.
    """

    centre: Numbers
    lower: Numbers
    upper: Numbers
    two_thirds_lower: Numbers
    two_thirds_upper: Numbers
    third_lower: Numbers
    third_upper: Numbers

    @classmethod
    def about(cls, centre: Numbers, half_width: Numbers, *, least: float = -np.inf, most: float = np.inf) -> "Lines":
        """Lines evenly about a centre; the limits themselves do not pass the least and most a value can be."""
        return cls(
            centre=centre,
            lower=np.maximum(centre - half_width, least),
            upper=np.minimum(centre + half_width, most),
            two_thirds_lower=centre - half_width * 2 / 3,
            two_thirds_upper=centre + half_width * 2 / 3,
            third_lower=centre - half_width / 3,
            third_upper=centre + half_width / 3,
        )

    @classmethod
    def centre_only(cls, centre: Numbers) -> "Lines":
        """A run chart's: no limits."""
        return cls.about(centre, np.full_like(centre, np.inf))


def find_causes(values: Any, lines: Lines, rules: RuleSet) -> tuple[Signs, Signs]:
    """For each point, which rule it meets and which way it points.

    Shape: two arrays shaped as the values: the index of the rule in CAUSES, or NO_CAUSE; and 1 for up, -1 for down, 0
    for a rule that has no direction or for no rule.
    """
    values = np.asarray(values, dtype=float)
    causes = np.full(values.shape, NO_CAUSE)
    directions = np.zeros(values.shape, dtype=int)
    for cause, (met, direction) in reversed(list(_judged(values, lines, rules).items())):
        causes[met] = CAUSES.index(cause)
        directions[met] = np.broadcast_to(direction, values.shape)[met]
    return causes, directions


def outside(values: Numbers, lower: Numbers, upper: Numbers) -> Signs:
    """1 strictly above the upper line, -1 strictly below the lower, else 0."""
    return (values > upper).astype(int) - (values < lower)


def in_a_shift(sides: Signs, length: int) -> Signs:
    """The side of each point in a run of `length` or more on one side. A point on the line breaks the run."""
    above, below = sides == 1, sides == -1
    return in_stretch(above, ~above, length).astype(int) - in_stretch(below, ~below, length)


def in_a_trend(values: Numbers, length: int, *, ties_break: bool) -> Signs:
    """1 or -1 at each point of a rise or fall over `length` or more points; the turning point belongs to the later one.

    With `ties_break` false, two equal points next to each other neither make nor break a trend.
    """
    steps = np.sign(np.diff(values, axis=-1)).astype(int)
    rising = _stretch_of_steps(steps == 1, steps == -1, length, ties_break=ties_break)
    falling = _stretch_of_steps(steps == -1, steps == 1, length, ties_break=ties_break)
    ways = rising.astype(int) - falling
    edge = np.zeros((*values.shape[:-1], 1), dtype=int)
    onwards = np.concatenate([ways, edge], axis=-1)
    return np.where(onwards != 0, onwards, np.concatenate([edge, ways], axis=-1))


def in_windows(near: Truths, size: int, needed: int, *, together: Truths | None = None) -> Truths:
    """True at each point of any `size` points in a row of which `needed` are near, and all are `together` if given."""
    n = near.shape[-1]
    if n < size:
        return np.zeros(near.shape, dtype=bool)
    starts = _count_in_windows(near, size) >= needed
    if together is not None:
        starts &= _count_in_windows(together, size) == size
    covered = np.zeros(near.shape, dtype=bool)
    for offset in range(size):
        covered[..., offset : offset + n - size + 1] |= starts
    return covered


def _judged(values: Numbers, lines: Lines, rules: RuleSet) -> dict[Cause, tuple[Truths, Signs]]:
    """For each rule of the set, in order of precedence: where it is met, and which way."""
    sides = np.sign(values - lines.centre).astype(int)
    beyond = outside(values, lines.lower, lines.upper)
    wide = outside(values, lines.third_lower, lines.third_upper)
    found: dict[Cause, tuple[Truths, Signs]] = {"outside the limits": (beyond != 0, beyond)}
    if rules.trend is not None:
        trend = in_a_trend(values, rules.trend, ties_break=rules.ties_break_trend)
        found["trend"] = (trend != 0, trend)
    if rules.two_of_three:
        near = _two_of_three(values, lines, sides, rules)
        found["two of three near a limit"] = (near != 0, near)
    if rules.shift is not None:
        shift = in_a_shift(sides, rules.shift)
        found["shift"] = (shift != 0, shift)
    if rules.four_of_five:
        four = _same_side_in_windows(wide, 5, 4)
        found["four of five beyond one sigma"] = (four != 0, four)
    if rules.anhoej:
        found |= _anhoej(sides)
    has_limits = np.isfinite(lines.third_upper - lines.centre)
    return found | _patterns(values, wide, np.broadcast_to(has_limits, values.shape), rules)


def _two_of_three(values: Numbers, lines: Lines, sides: Signs, rules: RuleSet) -> Signs:
    near = outside(values, lines.two_thirds_lower, lines.two_thirds_upper)
    if not rules.two_of_three_beyond_limits:
        near = np.where(outside(values, lines.lower, lines.upper) != 0, 0, near)
    return _same_side_in_windows(near, 3, 2, sides=sides if rules.two_of_three_on_one_side else None)


def _same_side_in_windows(near: Signs, size: int, needed: int, *, sides: Signs | None = None) -> Signs:
    found = np.zeros(near.shape, dtype=int)
    for side in (1, -1):
        together = None if sides is None else sides == side
        found[(near == side) & in_windows(near == side, size, needed, together=together)] = side
    return found


def _anhoej(sides: Signs) -> dict[Cause, tuple[Truths, Signs]]:
    """Runs longer than chance explains, with their side; and all points off the line where it is crossed too seldom."""
    useful = np.count_nonzero(sides, axis=-1)
    ns = range(sides.shape[-1] + 1)
    too_long = np.array([longest_run_max(n) for n in ns])[useful] + 1
    too_few = np.array([crossings_min(n) for n in ns])[useful]
    # Points on the line are passed over, so that a run may hold some; they are not flagged themselves.
    runs = np.where(longest_runs(sides) >= too_long, too_long, sides.shape[-1] + 1)[..., None]
    above = in_stretch(sides == 1, sides == -1, runs)
    below = in_stretch(sides == -1, sides == 1, runs)
    off = sides != 0
    few = off & (crossings(sides) < too_few)[..., None]
    return {"long run": (off & (above | below), sides), "few crossings": (few, np.zeros_like(sides))}


def _patterns(values: Numbers, wide: Signs, has_limits: Truths, rules: RuleSet) -> dict[Cause, tuple[Truths, Signs]]:
    """Rules without a direction: they ask whether the data were put together well, not whether practice changed."""
    found: dict[Cause, tuple[Truths, Signs]] = {}
    none = np.zeros(values.shape, dtype=int)
    if rules.alternating is not None:
        found["alternating"] = (_alternating(values, rules.alternating), none)
    if rules.none_within_one_sigma is not None:
        found["none within one sigma"] = (in_stretch(wide != 0, wide == 0, rules.none_within_one_sigma), none)
    if rules.all_within_one_sigma is not None:
        within = (wide == 0) & has_limits
        found["all within one sigma"] = (in_stretch(within, ~within, rules.all_within_one_sigma), none)
    return found


def _alternating(values: Numbers, length: int) -> Truths:
    steps = np.diff(values, axis=-1)
    turns = steps[..., 1:] * steps[..., :-1] < 0
    turning = in_stretch(turns, ~turns, length - 2)
    covered = np.zeros(values.shape, dtype=bool)
    for offset in range(3):
        covered[..., offset : offset + turning.shape[-1]] |= turning
    return covered


def _stretch_of_steps(makes: Truths, against: Truths, length: int, *, ties_break: bool) -> Truths:
    return in_stretch(makes, ~makes if ties_break else against, length - 1)


def _count_in_windows(truths: Truths, size: int) -> Signs:
    last = truths.shape[-1] - size + 1
    counts: Signs = np.sum([truths[..., offset : offset + last] for offset in range(size)], axis=0)
    return counts


def _sayings(rules: RuleSet) -> list[str]:
    said = [f"outside {rules.sigma:g}-sigma limits"]
    if rules.trend is not None:
        said.append(
            f"{rules.trend} points rising or falling, {'broken' if rules.ties_break_trend else 'not broken'} by a tie"
        )
    if rules.two_of_three:
        said.append("two of three in the outer third" + (" or beyond" if rules.two_of_three_beyond_limits else ""))
    if rules.shift is not None:
        said.append(f"{rules.shift} points on one side of the centre")
    if rules.four_of_five:
        said.append("four of five beyond one sigma")
    if rules.anhoej:
        said.append("a longer run or fewer crossings than chance explains for so many points (Anhøj)")
    if rules.alternating is not None:
        said.append(f"{rules.alternating} points alternating")
    if rules.none_within_one_sigma is not None:
        said.append(f"{rules.none_within_one_sigma} points, none within one sigma")
    if rules.all_within_one_sigma is not None:
        said.append(f"{rules.all_within_one_sigma} points, all within one sigma")
    return said


_MAKING_DATA_COUNT = "NHS England, Making Data Count; as in NHSRplotthedots 0.2.2"
MDC_7 = RuleSet("MDC-7", "1", _MAKING_DATA_COUNT, shift=7, trend=7, two_of_three=True)
MDC_6 = RuleSet(
    "MDC-6", "1", _MAKING_DATA_COUNT + "; six as the Excel tool allows", shift=6, trend=6, two_of_three=True
)
ANHOEJ = RuleSet("Anhoej", "1", "Anhøj & Olesen (2014), PLoS ONE 9:e113825", moving_range_factor=3 / 1.128, anhoej=True)
NELSON = RuleSet(
    "Nelson",
    "1",
    "Nelson (1984), Journal of Quality Technology 16:237-239",
    moving_range_factor=3 / 1.128,
    shift=9,
    trend=6,
    two_of_three=True,
    two_of_three_on_one_side=False,
    two_of_three_beyond_limits=True,
    four_of_five=True,
    alternating=14,
    none_within_one_sigma=8,
    all_within_one_sigma=15,
)
PRESETS: dict[str, RuleSet] = {rules.name: rules for rules in (MDC_7, MDC_6, ANHOEJ, NELSON)}
