"""An ambition's measures: the indicators declared to serve it, and their latest figures as one reader may see them."""

from collections import defaultdict
from dataclasses import dataclass

from django.http import HttpRequest

from lineofsight.measures.catalogue import INDICATORS, Indicator
from lineofsight.snapshot import Figure, Snapshot, SnapshotMissing
from lineofsight_web.access.gate import may
from lineofsight_web.access.policies import Action
from lineofsight_web.dashboard.ambitions import PRIORITY_SET
from lineofsight_web.dashboard.figures import Reader, Series, series
from lineofsight_web.dashboard.sentences import of_words
from lineofsight_web.snapshots.current import current_snapshot
from lineofsight_web.ui import words

ON_THE_PLAN = 4
"""Measures an ambition shows on the plan page; the rest are on its own."""


@dataclass(frozen=True)
class Measure:
    """One indicator in a line. `value` is the latest figure in words, or why there is none; `moved` its half year.

    `of` is the count and what it is out of; `values` the months behind it, oldest first.
    """

    indicator: Indicator
    value: str
    of: str
    moved: str
    values: tuple[float | None, ...]


def measures_by_ambition(request: HttpRequest) -> dict[int, list[Measure]]:
    """Each ambition's measures, in the order of the catalogue. Empty for someone who may not see figures."""
    if not may(request, Action.SEE_FIGURES):
        return {}
    try:
        snapshot = current_snapshot()
    except SnapshotMissing:
        return {}
    reader = Reader(sees_small_numbers=may(request, Action.SEE_SMALL_NUMBERS), sees_teams=False)
    found: defaultdict[int, list[Measure]] = defaultdict(list)
    for indicator in INDICATORS.values():
        measure = _measure(snapshot, indicator, reader)
        for number in indicator.ambitions:
            found[number].append(measure)
    return dict(found)


def most_important(measures: list[Measure]) -> list[Measure]:
    """The few that stand on the plan page: those the board asks for first, in its order, then the others."""
    rank = {indicator: place for place, indicator in enumerate(PRIORITY_SET)}
    return sorted(measures, key=lambda one: rank.get(one.indicator.id, len(rank)))[:ON_THE_PLAN]


def _measure(snapshot: Snapshot, indicator: Indicator, reader: Reader) -> Measure:
    known = series(snapshot, indicator, reader)
    return Measure(
        indicator=indicator,
        value=_value(known.now, indicator),
        of=of_words(known.now, indicator.unit) if known.now else "",
        moved=_moved(known, indicator),
        values=tuple(figure.value for figure in known.months),
    )


def _value(now: Figure | None, indicator: Indicator) -> str:
    if now is None:
        return "no figure in this snapshot"
    return words.marker_words(now.marker) if now.value is None else words.amount(now.value, indicator.unit)


def _moved(known: Series, indicator: Indicator) -> str:
    """'down 6% (843 to 791) in six months'; empty where either end is missing, or the figure is itself a change."""
    now, then = known.now, known.half_year_ago
    if indicator.unit == words.CHANGE or now is None or then is None or now.value is None or then.value is None:
        return ""
    return f"{words.change(now.value, then.value, indicator.unit)} in six months"
