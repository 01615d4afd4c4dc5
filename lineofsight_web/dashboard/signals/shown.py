"""A verdict as one reader may see it: the counts behind it are small numbers like any others."""

from dataclasses import dataclass

from lineofsight_web.dashboard.figures import Reader
from lineofsight_web.dashboard.signals.signal import Signal

SMALLEST_SHOWN = 6
_HIDDEN = "The counts behind this are smaller than six and not shown."


@dataclass(frozen=True)
class ShownSignal:
    """The icon, its words and why. `has_numbers`: the chart or the balance behind it may be shown to this reader."""

    icon: str
    icon_words: str
    why: str
    is_real: bool
    has_numbers: bool


def shown_signal(found: Signal, reader: Reader) -> ShownSignal:
    """The verdict; for those who may not see small numbers, without any that it rests on."""
    may = reader.sees_small_numbers or not _rests_on_small_numbers(found)
    why = found.why if may else _HIDDEN
    return ShownSignal(found.icon, found.icon_words, why, found.is_real, may)


def _rests_on_small_numbers(found: Signal) -> bool:
    if found.chart is not None:
        return found.chart.is_between_events or any(0 < n < SMALLEST_SHOWN for n in found.chart.counts)
    if found.moved is not None:
        parts = [part.count for part in found.moved.change.parts]
        flows = found.moved.test.flows
        return any(0 < n < SMALLEST_SHOWN for n in (*parts, flows.into, flows.out_of))
    return False
