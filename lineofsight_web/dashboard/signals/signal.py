"""The verdict on one measure: did it really move, which way, and what says so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from statistics import NormalDist
from typing import Literal

from lineofsight.measures.flows import is_level
from lineofsight.measures.indicator import Indicator
from lineofsight.snapshot import Snapshot
from lineofsight.stats.assurance import Assurance, assurance
from lineofsight.stats.charts import Chart
from lineofsight.stats.rebase import Proposal, propose_rebase
from lineofsight_web.dashboard.signals.charted import RULES, Charted, charted
from lineofsight_web.dashboard.signals.levels import Moved, ShareMoved, level_of, moved, share_moved
from lineofsight_web.dashboard.signals.months import months_of
from lineofsight_web.judgements.in_force import Judgements
from lineofsight_web.ui import words

Icon = Literal["improvement", "concern", "higher", "lower", "pattern", "no change", "cannot tell"]

ICON_WORDS: Mapping[Icon, str] = {
    "improvement": "Better than chance explains",
    "concern": "Worse than chance explains",
    "higher": "Higher than chance explains",
    "lower": "Lower than chance explains",
    "pattern": "A pattern that chance seldom makes",
    "no change": "No change beyond chance",
    "cannot tell": "Too little to tell",
}
"""Each icon in words, which always stand beside it."""


@dataclass(frozen=True)
class Signal:
    """What is known of one measure's movement. `why` is one plain sentence; `strength` sorts by evidence, most first.

    One of `chart`, `moved` and `share` is there, unless nothing can be told.
    """

    icon: Icon
    why: str
    strength: float = 0.0
    chart: Charted | None = None
    moved: Moved | None = None
    share: ShareMoved | None = None
    assurance: Assurance | None = None
    proposal: Proposal | None = None

    @property
    def is_real(self) -> bool:
        return self.icon not in {"no change", "cannot tell"}

    @property
    def icon_words(self) -> str:
        return ICON_WORDS[self.icon]


def signal(snapshot: Snapshot, indicator: Indicator, said: Judgements) -> Signal:
    """Whether a measure of the county really moved, as of the snapshot's newest month."""
    if not indicator.is_held:
        return Signal("cannot tell", f"Not held: it needs {indicator.lacking}.")
    if indicator.is_stock:
        level = level_of(indicator)
        if is_level(level):
            return _of_level(snapshot, level)
        return _of_share(snapshot, indicator)
    return _of_chart(snapshot, indicator, said)


def _of_level(snapshot: Snapshot, level: Indicator) -> Signal:
    found = moved(snapshot, level)
    if found is None:
        return Signal("cannot tell", "There are not yet six months of it to compare.")
    strength = abs(found.test.statistic)
    if found.test.verdict == "within chance":
        return Signal("no change", found.test.sentence(), strength, moved=found)
    return Signal(_way(level.better, found.test.net > 0), found.test.sentence(), strength, moved=found)


def _of_share(snapshot: Snapshot, indicator: Indicator) -> Signal:
    if indicator.weight or indicator.unit != words.PERCENT:
        return Signal("cannot tell", "A level that is not a number of children has no chance limits of its own.")
    found = share_moved(snapshot, indicator)
    if found is None:
        return Signal("cannot tell", "There is no figure of a year before to compare.")
    now, then = (words.amount(figure.value or 0, indicator.unit) for figure in (found.now, found.then))
    why = f"{now} now, {then} a year before: "
    if not found.is_more_than_chance:
        return Signal("no change", f"{why}within what chance makes of so many children.", share=found)
    is_up = (found.now.value or 0) > (found.then.value or 0)
    strength = _as_sigmas(found.p)
    return Signal(_way(indicator.better, is_up), f"{why}more than chance makes.", strength, share=found)


def _of_chart(snapshot: Snapshot, indicator: Indicator, said: Judgements) -> Signal:
    months = months_of(snapshot, indicator)
    found = charted(snapshot, indicator, months, said.rebased_on)
    if found is None:
        return Signal("cannot tell", "There are too few months, or too few events, for a chart.")
    latest = found.chart.latest
    target = said.target(snapshot.as_of)
    is_like_the_figure = not found.is_between_events and not indicator.stock_sql
    read = partial(
        Signal,
        chart=found,
        assurance=assurance(found.chart, target.value, indicator.better) if target and is_like_the_figure else None,
        proposal=propose_rebase(found.chart, found.at),
    )
    if latest.cause is None:
        return read("no change", f"The last point, {_when(found)}, is within what chance makes.", _far(found.chart))
    icon = _icon(indicator, found, latest.direction)
    return read(icon, f"{_CAUSE_WORDS[latest.cause]}, {_when(found)}.", 3 + _far(found.chart))


_CAUSE_WORDS = {
    "outside the limits": "Outside the limits that chance seldom passes",
    "trend": f"The last of {RULES.trend} or more months that moved one way",
    "two of three near a limit": "Two of three months close to one limit",
    "shift": f"The last of {RULES.shift} or more months on one side of the mean",
    "four of five beyond one sigma": "Four of five months well to one side",
    "long run": "The last of a longer run on one side than chance makes",
    "few crossings": "The mean is crossed less often than chance makes",
    "alternating": "Months alternate more regularly than chance makes",
    "none within one sigma": "No month near the mean for a long time",
    "all within one sigma": "Every month near the mean for a long time",
}


def _icon(indicator: Indicator, found: Charted, direction: int) -> Icon:
    """A longer gap between events is fewer of them: up on such a chart is down in the measure."""
    if direction == 0:
        return "pattern"
    return _way(indicator.better, (direction > 0) != found.is_between_events)


def _way(better: str, is_up: bool) -> Icon:
    if better == "neither":
        return "higher" if is_up else "lower"
    return "improvement" if is_up == (better == "higher") else "concern"


def _when(found: Charted) -> str:
    last: date = found.at[-1]
    return words.day(last) if found.is_between_events else words.month(last)


def _far(chart: Chart) -> float:
    """How far the last point lies from the centre, in thirds of the way to its limit."""
    last = chart.latest
    limit = last.upper if last.value >= last.centre else last.lower
    if limit is None or limit == last.centre:
        return 0.0
    return 3 * abs(last.value - last.centre) / abs(limit - last.centre)


def _as_sigmas(p: float) -> float:
    return -NormalDist().inv_cdf(max(p, 1e-15) / 2)


def signals(snapshot: Snapshot, indicators: Sequence[Indicator], said: Mapping[str, Judgements]) -> dict[str, Signal]:
    """The verdict on each measure, by id."""
    return {found.id: signal(snapshot, found, said.get(found.id, Judgements())) for found in indicators}
