"""One measure in a list: where it stands, how far it has moved, what stands beside it."""

from dataclasses import dataclass

from lineofsight.measures.indicator import Indicator
from lineofsight.snapshot import Figure, Snapshot
from lineofsight_web.dashboard.benchmarks import NEIGHBOURS, Benchmarks, benchmarks
from lineofsight_web.dashboard.figures import Reader, series
from lineofsight_web.dashboard.indicator_page import figure_words
from lineofsight_web.dashboard.sentences import of_words
from lineofsight_web.ui import words


@dataclass(frozen=True)
class MeasureLine:
    """One measure in a list: where it stands and how far it has moved."""

    indicator: Indicator
    shown: str
    is_held: bool
    of: str
    half_year: str
    year: str
    values: tuple[float | None, ...]
    england: str
    neighbours: str
    published: str

    @property
    def half_year_brief(self) -> str:
        """The move without the two values: 'down 2.6 points'."""
        return self.half_year.partition(" (")[0]


def measure_line(snapshot: Snapshot, indicator: Indicator, reader: Reader) -> MeasureLine:
    """One measure at the snapshot's date."""
    found = series(snapshot, indicator, reader)
    now = found.now
    beside = benchmarks(snapshot.published(indicator.id), indicator.unit, snapshot.as_of)
    return MeasureLine(
        indicator=indicator,
        shown=figure_words(now, indicator.unit) if now else "no figure",
        is_held=now is not None and now.value is not None,
        of=of_words(now, indicator.unit) if now else "",
        half_year=_moved(found.now, found.half_year_ago, indicator),
        year=_moved(found.now, found.year_ago, indicator),
        values=tuple(figure.value for figure in found.months),
        england=_last_line(beside),
        neighbours=beside.shown(NEIGHBOURS) if beside else "",
        published=beside.period if beside else "",
    )


def _moved(now: Figure | None, then: Figure | None, indicator: Indicator) -> str:
    if now is None or now.value is None or indicator.unit == words.CHANGE:
        return ""
    return words.change(now.value, then.value if then else None, indicator.unit)


def _last_line(beside: Benchmarks | None) -> str:
    return beside.shown("England") if beside else ""
