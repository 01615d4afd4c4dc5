"""The verdict on one measure's page: in words, with the chart's rules, its limits, and what a level was made of."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from lineofsight.measures.indicator import Indicator
from lineofsight.snapshot import Snapshot
from lineofsight.stats.assurance import Assurance
from lineofsight.stats.autocorrelation import lag1_of, warning
from lineofsight.stats.flows import Comparison
from lineofsight_web.dashboard.drawings import chart_unit
from lineofsight_web.dashboard.figures import Reader
from lineofsight_web.dashboard.groups import AGED
from lineofsight_web.dashboard.signals.all_signals import all_signals, watched
from lineofsight_web.dashboard.signals.charted import Charted
from lineofsight_web.dashboard.signals.levels import Moved
from lineofsight_web.dashboard.signals.shown import ShownSignal, shown_signal
from lineofsight_web.dashboard.signals.signal import Signal
from lineofsight_web.ui import words

_CHART_NAMES = {
    "xmr": "XmR chart",
    "p": "p chart",
    "p prime": "p-prime chart",
    "u": "u chart",
    "u prime": "u-prime chart",
    "c": "c chart",
    "g": "g chart",
    "t": "t chart",
    "run": "run chart",
}


@dataclass(frozen=True)
class ChartRow:
    """One point of the control chart, in words."""

    at: date
    value: str
    centre: str
    limits: str
    flag: str


@dataclass(frozen=True)
class FlowRow:
    """One way in or out of a level: now, in the same months a year before, and whether the two differ by more than
    chance.
    """

    what: str
    now: str
    before: str
    difference: str
    verdict: str


@dataclass(frozen=True)
class Verdict:
    """What stands in the box under the headline and under the chart. Lists are empty where there is nothing to show."""

    signal: ShownSignal
    has_chart: bool
    caption: tuple[str, ...]
    rows: tuple[ChartRow, ...]
    target: str
    proposal: str
    proposal_link: str
    flows: tuple[FlowRow, ...]
    flow_words: str


def verdict(snapshot: Snapshot, indicator: Indicator, reader: Reader) -> Verdict:
    """The verdict of a snapshot on a measure, as one reader may see it."""
    found = all_signals(snapshot).by_id[indicator.id]
    shown = shown_signal(found, reader)
    charted = found.chart if shown.has_numbers else None
    moved = found.moved if shown.has_numbers else None
    unit = words.COUNT if charted and charted.is_between_events else chart_unit(indicator)
    return Verdict(
        signal=shown,
        has_chart=charted is not None,
        caption=tuple(_caption(charted)) if charted else (),
        rows=tuple(_rows(charted, unit)) if charted else (),
        target=_target_words(found.assurance, indicator) if charted and found.assurance else "",
        proposal=found.proposal.sentence() if charted and found.proposal else "",
        proposal_link=_proposal_link(found),
        flows=tuple(_flow_row(one) for one in sorted(moved.beside, key=_youngest_first)) if moved else (),
        flow_words=_flow_words(moved) if moved else "",
    )


def _caption(found: Charted) -> list[str]:
    chart = found.chart
    said = [
        f"{_CHART_NAMES[chart.kind]} of {found.value_words}. {found.choice.reason}",
        f"Rules: {chart.rules.describe()}.",
    ]
    if chart.provisional:
        said.append("The limits rest on fewer than 13 points and will still move.")
    told = warning(lag1_of(chart), watched(found))
    return [*said, told] if told else said


def _rows(found: Charted, unit: str) -> list[ChartRow]:
    def amount(value: float | None) -> str:
        return "" if value is None else words.amount(value, unit)

    return [
        ChartRow(
            at=at,
            value=amount(point.value),
            centre=amount(point.centre),
            limits=" to ".join(part for part in (amount(point.lower), amount(point.upper)) if part),
            flag=point.cause or "",
        )
        for at, point in reversed(list(zip(found.at, found.chart.points, strict=True)))
    ]


def _target_words(found: Assurance, indicator: Indicator) -> str:
    aim = words.amount(found.target, indicator.unit)
    met = f"{found.met} of the last {found.of} months met it."
    chance = "" if found.chance_next is None else f" The chance that next month does is {100 * found.chance_next:.0f}%."
    return f"Target {aim}: {_ASSURANCE[found.verdict]} {met}{chance}"


_ASSURANCE = {
    "pass": "as it works now, it will be met every month.",
    "fail": "as it works now, it cannot be met without a change.",
    "hit or miss": "as it works now, it will be met in some months and not in others.",
    "too few points": "there are too few months to say whether it will be met.",
}


def _proposal_link(found: Signal) -> str:
    if found.proposal is None or not found.proposal.stands or found.proposal.date is None:
        return ""
    return urlencode({"on": found.proposal.date.isoformat(), "evidence": found.proposal.sentence()})


def _youngest_first(one: Comparison) -> tuple[int, int]:
    """Those who started, by age; then those who left."""
    ages = list(AGED)
    return list(_LEFT).index(one.way), ages.index(one.name) if one.name in ages else len(ages)


_LEFT = {"start": "", "end": "Left", "ageing out": "Turned 18"}


def _flow_row(one: Comparison) -> FlowRow:
    what = _LEFT[one.way] or f"Started, {AGED.get(one.name, f'aged {one.name}')}"
    return FlowRow(what, words.number(one.now), words.number(one.before), f"{one.difference:+,}", one.verdict)


def _flow_words(found: Moved) -> str:
    change = found.change
    return (
        f"{words.number(change.then)} on {words.day(found.then)}, {words.number(change.flows.into)} in, "
        f"{words.number(change.flows.out_of)} out, {words.number(change.now)} on {words.day(found.now)}."
    )
