"""An ambition's measures: the indicators declared to serve it, and their latest figures as one reader may see them."""

from collections import defaultdict

from django.http import HttpRequest

from lineofsight.measures.catalogue import INDICATORS
from lineofsight.snapshot import SnapshotMissing
from lineofsight_web.access.gate import may
from lineofsight_web.access.policies import Action
from lineofsight_web.dashboard.ambitions import PRIORITY_SET
from lineofsight_web.dashboard.figures import Reader
from lineofsight_web.dashboard.measure_lines import MeasureLine, measure_line
from lineofsight_web.snapshots.current import current_snapshot

ON_THE_PLAN = 4
"""Measures an ambition shows on the plan page; the rest are on its own."""


def measures_by_ambition(request: HttpRequest) -> dict[int, list[MeasureLine]]:
    """Each ambition's measures in the order of the catalogue; one that serves two ambitions stands under both.

    Empty for someone who may not see figures, and before the first snapshot.
    """
    if not may(request, Action.SEE_FIGURES):
        return {}
    try:
        snapshot = current_snapshot()
    except SnapshotMissing:
        return {}
    reader = Reader(sees_small_numbers=may(request, Action.SEE_SMALL_NUMBERS), sees_teams=False)
    found: defaultdict[int, list[MeasureLine]] = defaultdict(list)
    for indicator in INDICATORS.values():
        line = measure_line(snapshot, indicator, reader)
        for number in indicator.ambitions:
            found[number].append(line)
    return dict(found)


def most_important(measures: list[MeasureLine]) -> list[MeasureLine]:
    """The few that stand on the plan page: those the board asks for first, in its order, then the others."""
    rank = {indicator: place for place, indicator in enumerate(PRIORITY_SET)}
    return sorted(measures, key=lambda one: rank.get(one.indicator.id, len(rank)))[:ON_THE_PLAN]
