"""The overview: what really moved, then the board's measures by ambition, each a line, ordered by evidence."""

from collections.abc import Iterable
from dataclasses import dataclass

from lineofsight.measures.catalogue import INDICATORS
from lineofsight.measures.indicator import Indicator
from lineofsight.snapshot import Snapshot, late_recording, list_snapshots, open_snapshot, revisions
from lineofsight_web.dashboard.ambitions import AMBITIONS, PRIORITY_SET
from lineofsight_web.dashboard.figures import Reader
from lineofsight_web.dashboard.late_words import late_range
from lineofsight_web.dashboard.measure_lines import MeasureLine, measure_line
from lineofsight_web.dashboard.signals.all_signals import AllSignals, all_signals
from lineofsight_web.dashboard.signals.shown import ShownSignal, shown_signal
from lineofsight_web.judgements.in_force import Judgements, all_judgements
from lineofsight_web.ui import words

_REALLY_MOVED_SHOWN = 12


@dataclass(frozen=True)
class OverviewLine:
    """One measure: where it stands, whether it moved, and what it is held against. `target` is '' where none is set.

    `late` says how far late records may still move it.
    """

    line: MeasureLine
    signal: ShownSignal
    target: str
    late: str
    beside: tuple[Indicator, ...]


@dataclass(frozen=True)
class Overview:
    """Everything on the page but its frame. `moved` is ordered by evidence; `by_ambition` within each ambition."""

    signals: AllSignals
    moved: tuple[OverviewLine, ...]
    n_moved_more: int
    by_ambition: tuple[tuple[int, str, tuple[OverviewLine, ...]], ...]
    n_not_held: int
    since: str


def overview(snapshot: Snapshot, reader: Reader) -> Overview:
    """The overview of a snapshot as one reader may see it."""
    signals, said = all_signals(snapshot), all_judgements()

    def line(indicator: Indicator) -> OverviewLine:
        return overview_line(snapshot, indicator, reader, signals, said.get(indicator.id, Judgements()))

    real = by_evidence((INDICATORS[name] for name, found in signals.by_id.items() if found.is_real), signals)
    real = [indicator for indicator in real if not indicator.change]
    board = [INDICATORS[name] for name in PRIORITY_SET if name in INDICATORS and INDICATORS[name].is_held]
    return Overview(
        signals=signals,
        moved=tuple(line(indicator) for indicator in real[:_REALLY_MOVED_SHOWN]),
        n_moved_more=max(len(real) - _REALLY_MOVED_SHOWN, 0),
        by_ambition=tuple(
            (number, title, tuple(line(indicator) for indicator in by_evidence(held, signals)))
            for number, title in AMBITIONS.items()
            if (held := [one for one in board if one.ambitions[0] == number])
        ),
        n_not_held=sum(not one.is_held for one in INDICATORS.values()),
        since=since_words(snapshot),
    )


def by_evidence(indicators: Iterable[Indicator], signals: AllSignals) -> list[Indicator]:
    """What really moved first, the strongest evidence first; then the others as they stand in the catalogue."""

    def place(indicator: Indicator) -> tuple[bool, float]:
        found = signals.by_id[indicator.id]
        return not found.is_real, -found.strength if found.is_real else 0.0

    return sorted(indicators, key=place)


def overview_line(
    snapshot: Snapshot, indicator: Indicator, reader: Reader, signals: AllSignals, said: Judgements
) -> OverviewLine:
    """One measure's line."""
    target = said.target(snapshot.as_of)
    revised = revisions(snapshot).get(indicator.id, ())
    return OverviewLine(
        line=measure_line(snapshot, indicator, reader),
        signal=shown_signal(signals.by_id[indicator.id], reader),
        target=words.amount(target.value, indicator.unit) if target else "",
        late=late_range(revised, indicator.unit, reader),
        beside=tuple(INDICATORS[name] for name in indicator.balanced_by),
    )


def since_words(snapshot: Snapshot) -> str:
    """What moved since the snapshot before, and how much of that is late recording; '' where there is none before.

    Of numbers of children only: shares and rates move with them.
    """
    earlier = [entry for entry in list_snapshots(snapshot.home) if entry.as_of < snapshot.as_of]
    if not earlier:
        return ""
    before = open_snapshot(snapshot.home, max(earlier, key=lambda entry: (entry.as_of, entry.made_at)).id)
    moved = [found for found in late_recording(before, snapshot).values() if found.movement]
    late = [found for found in moved if found.late]
    return (
        f"Since the snapshot of {words.day(before.as_of)}, {len(moved)} measures have another figure; in {len(late)} "
        "of them part of the movement is records that came late, not new events."
    )
