"""Every measure's verdict at once, and how many of them chance alone would make. Worked out once a snapshot."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from django.db.models import Max

from lineofsight.measures.catalogue import INDICATORS
from lineofsight.snapshot import Snapshot
from lineofsight.stats.autocorrelation import lag1_of
from lineofsight.stats.false_alarms import Watched, chance_of_false_flag
from lineofsight_web.dashboard.signals.charted import Charted
from lineofsight_web.dashboard.signals.levels import LEVEL
from lineofsight_web.dashboard.signals.signal import Signal, signal
from lineofsight_web.judgements.in_force import Judgements, all_judgements
from lineofsight_web.judgements.models import Note, Rebase, Target

FEWEST_FOR_A_CHANCE = 10
"""Points below which the chance of a false flag is not tabled; that of the shortest tabled chart stands for it."""


@dataclass(frozen=True)
class AllSignals:
    """Verdicts by indicator. `expected_by_chance` is how many would be called real if nothing had changed anywhere.

    `n_judged` leaves out what cannot be told, and a change that is judged as its level is.
    """

    by_id: Mapping[str, Signal]
    n_judged: int
    n_real: int
    expected_by_chance: float

    @property
    def sentence(self) -> str:
        """For the head of the overview."""
        if not self.n_judged:
            return "No measure has enough months yet to say whether it moved."
        by_chance = "fewer than one" if self.expected_by_chance < 0.95 else f"about {self.expected_by_chance:.0f}"
        return (
            f"{self.n_real} of {self.n_judged} measures {'shows' if self.n_real == 1 else 'show'} a real change; "
            f"{by_chance} would by chance."
        )


def all_signals(snapshot: Snapshot) -> AllSignals:
    """The verdicts of a snapshot under the judgements that stand now."""
    return _worked_out(snapshot, _stamp())


@lru_cache(maxsize=4)
def _worked_out(snapshot: Snapshot, _stamp: tuple[int, ...]) -> AllSignals:
    said = all_judgements()
    found = {one.id: signal(snapshot, one, said.get(one.id, Judgements())) for one in INDICATORS.values()}
    judged = [
        verdict
        for indicator, verdict in found.items()
        if verdict.icon != "cannot tell" and not INDICATORS[indicator].change
    ]
    return AllSignals(
        by_id=found,
        n_judged=len(judged),
        n_real=sum(verdict.is_real for verdict in judged),
        expected_by_chance=sum(chance_of(verdict) for verdict in judged),
    )


def chance_of(verdict: Signal) -> float:
    """The chance that this measure is called real though nothing changed."""
    return LEVEL if verdict.chart is None else chance_of_chart(verdict.chart)


def chance_of_chart(found: Charted) -> float:
    """The chance that a chart's last point is flagged though nothing changed, as far as its months follow one another.

    A correlation that may itself be chance is taken as none.
    """
    follows = lag1_of(found.chart)
    return chance_of_false_flag(replace(watched(found), autocorrelation=follows.reckoned if follows else 0.0))


def watched(found: Charted) -> Watched:
    """A chart as the table of false flags knows it."""
    chart = found.chart
    return Watched(
        chart.kind,
        max(len(chart.values_now), FEWEST_FOR_A_CHANCE),
        chart.rules,
        size=max(found.size, _LEAST_SIZE),
        proportion=chart.latest.centre if chart.kind == "p" else None,
        flagged=chart.latest.cause is not None,
    )


_LEAST_SIZE = 0.1


def _stamp() -> tuple[int, ...]:
    """Changes whenever anybody says anything of a measure."""
    return tuple(kind.objects.aggregate(last=Max("pk"))["last"] or 0 for kind in (Note, Target, Rebase))
