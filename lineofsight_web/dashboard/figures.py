"""Figures as one reader may see them: what a page, a chart and a download all start from."""

from dataclasses import dataclass
from datetime import date

from lineofsight.measures.indicator import Indicator
from lineofsight.snapshot import Figure, Snapshot
from lineofsight_web.dashboard.groups import in_order
from lineofsight_web.dashboard.months import at_month, latest_months, months_before, newest_month


@dataclass(frozen=True)
class Series:
    """One indicator's county figures: 36 months, oldest first, and the ones a page compares."""

    months: tuple[Figure, ...]
    now: Figure | None
    half_year_ago: Figure | None
    year_ago: Figure | None


@dataclass(frozen=True)
class Reader:
    """What the person who reads may see. Taken from the access function once a page."""

    sees_small_numbers: bool
    sees_teams: bool


def series(snapshot: Snapshot, indicator: Indicator, reader: Reader) -> Series:
    """The county's figures of an indicator."""
    newest = newest_month(snapshot)
    found = latest_months(_figures(snapshot, indicator, reader), newest)
    return Series(
        months=tuple(found),
        now=at_month(found, newest),
        half_year_ago=at_month(found, months_before(newest, 6)),
        year_ago=at_month(found, months_before(newest, 12)),
    )


def breakdown(snapshot: Snapshot, indicator: Indicator, by: str, at: date, reader: Reader) -> list[Figure]:
    """The figures of a breakdown at one month end, in the order they are shown; groups that nothing counts left out."""
    counted = {found.group for found in snapshot.figures(indicator.id, by=by, at=at) if _is_worth_a_row(found)}
    by_group = {found.group: found for found in _figures(snapshot, indicator, reader, by=by, at=at)}
    return [by_group[group] for group in in_order(snapshot, by, counted)]


def _figures(
    snapshot: Snapshot, indicator: Indicator, reader: Reader, *, by: str = "all", at: date | None = None
) -> list[Figure]:
    """What is hidden was decided when the snapshot was built, for everything that it releases together."""
    if reader.sees_small_numbers:
        return snapshot.figures(indicator.id, by=by, at=at)
    return snapshot.released_figures(indicator.id, by=by, at=at)


def _is_worth_a_row(figure: Figure) -> bool:
    """A district always has its row; a team or an age that nothing counts has none."""
    if figure.by == "district" and figure.group not in {"unknown", "outside"}:
        return True
    return bool(figure.numerator or figure.denominator or figure.marker) and figure.marker != "no cases"
