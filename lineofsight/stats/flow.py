"""Work in progress: whether a queue grows, which open work is older than work used to get, and cohorts alike in time.

A spell is half-open: it is open on its first day and not on the day it ends; a null end is still open.
Sources: Little (1961), Operations Research 9:383-387, and (2011), 59:536-549, for what holds in any window; Vacanti
(2015), Actionable Agile Metrics, for ageing work; NHS England, Making Data Count, for following cohorts equally long.
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from lineofsight.stats.intervals import Interval, wilson
from lineofsight.stats.survival import Curve

PERCENTILES = (0.5, 0.85, 0.95)


@dataclass(frozen=True)
class Spell:
    """One piece of work. Errors: ValueError if it ends before it starts."""

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise ValueError("a spell ends no earlier than it starts")

    def is_open_on(self, day: date) -> bool:
        return self.start <= day and (self.end is None or self.end > day)

    def days_within(self, since: date, until: date) -> int:
        """Days of the window [since, until) on which it was open."""
        last = until if self.end is None else min(self.end, until)
        return max(0, (last - max(self.start, since)).days)


@dataclass(frozen=True)
class Little:
    """Little's law in a window: in a steady queue, open work = rate of completion x time to completion.

    Units: rates are a day, times in days. `mean_days` is of the work completed in the window, whenever it started;
    null where none was.
    """

    days: int
    arrivals: int
    completions: int
    open_at_start: int
    open_at_end: int
    mean_open: float
    mean_days: float | None

    @property
    def completions_a_day(self) -> float:
        return self.completions / self.days

    @property
    def open_if_steady(self) -> float | None:
        """How much would be open on a mean day if work left as fast as it came and stayed as long as what left."""
        return None if self.mean_days is None else self.completions_a_day * self.mean_days

    @property
    def excess(self) -> float | None:
        """Open work beyond that: above 0 the queue grows, or what is open is older than what was completed."""
        return None if self.open_if_steady is None else self.mean_open - self.open_if_steady

    @property
    def days_to_clear(self) -> float | None:
        """How long what is open at the end would last at the window's rate; null where nothing was completed."""
        return self.open_at_end / self.completions_a_day if self.completions else None


def littles_law(spells: Iterable[Spell], since: date, until: date) -> Little:
    """Arrivals, completions and open work of a window [since, until), and what a steady queue would hold.

    Errors: ValueError if the window has no day.
    """
    if until <= since:
        raise ValueError("a window has at least one day")
    spells = list(spells)
    days = (until - since).days
    done = [(spell.end - spell.start).days for spell in spells if spell.end is not None and since <= spell.end < until]
    return Little(
        days=days,
        arrivals=sum(since <= spell.start < until for spell in spells),
        completions=len(done),
        open_at_start=sum(spell.start < since and (spell.end is None or spell.end >= since) for spell in spells),
        open_at_end=sum(spell.start < until and (spell.end is None or spell.end >= until) for spell in spells),
        mean_open=sum(spell.days_within(since, until) for spell in spells) / days,
        mean_days=sum(done) / len(done) if done else None,
    )


@dataclass(frozen=True)
class Ageing:
    """One piece of open work against the past.

    `done_by_then`: the share of past work that was done at this age; null past the longest that was ever followed.
    `band`: how many of the percentiles it has passed, 0 for none.
    """

    key: str
    age: float
    done_by_then: float | None
    band: int


@dataclass(frozen=True)
class AgeingWork:
    """Open work, the oldest first, and the ages at which the given shares of past work were done (null: never seen)."""

    limits: tuple[float | None, ...]
    open: tuple[Ageing, ...]

    @property
    def bands(self) -> tuple[int, ...]:
        """How many lie below the first limit, between it and the next, ..., above the last."""
        return tuple(sum(one.band == band for one in self.open) for band in range(len(self.limits) + 1))


def ageing_work(ages: Mapping[str, float], past: Curve, percentiles: Sequence[float] = PERCENTILES) -> AgeingWork:
    """Open work by age beside the percentiles of past work, from a curve in which open work is left in.

    Percentiles of completed work alone would flatter: what takes long is not among it yet.
    """
    limits = tuple(past.quantile(share) for share in percentiles)
    found = [
        Ageing(key, age, _done_by(past, age), sum(limit is not None and age > limit for limit in limits))
        for key, age in ages.items()
    ]
    return AgeingWork(limits, tuple(sorted(found, key=lambda one: (-one.age, one.key))))


def _done_by(past: Curve, age: float) -> float | None:
    if age > past.seen_until:
        return None
    step = past.at(age)
    return 1 - step.share if step else 0.0


@dataclass(frozen=True)
class Cohort:
    """All that started in one month, each followed for the same number of days.

    `within` is how many ended in that time; it and the interval are null while the last of them has not had the time.
    """

    month: date
    started: int
    within: int | None
    interval: Interval | None

    @property
    def share(self) -> float | None:
        return None if self.within is None or not self.started else self.within / self.started


def equal_cohorts(spells: Iterable[Spell], days: int, *, seen_until: date, confidence: float = 0.95) -> list[Cohort]:
    """Of each month's starts, how many ended within so many days; one row per month from the first start on.

    Never of what closed in a month: long work closes late, and a month's closures would be the wrong mixture. Day
    `days` counts. `seen_until` is the last day that the data speak of.
    """
    spells = [spell for spell in spells if spell.start <= seen_until]
    if not spells:
        return []
    found = []
    month = min(spell.start for spell in spells).replace(day=1)
    while month <= seen_until:
        last = month.replace(day=monthrange(month.year, month.month)[1])
        mine = [spell for spell in spells if month <= spell.start <= last]
        within = None
        if last + timedelta(days=days) <= seen_until:
            within = sum(spell.end is not None and (spell.end - spell.start).days <= days for spell in mine)
        limits = wilson(within, len(mine), confidence=confidence) if within is not None and mine else None
        found.append(Cohort(month, len(mine), within, limits))
        month = last + timedelta(days=1)
    return found
