"""Figures as one reader may see them: what a page, a chart and a download all start from."""

from dataclasses import dataclass
from datetime import date

from lineofsight.measures.indicator import Indicator
from lineofsight.snapshot import Figure, Snapshot
from lineofsight.snapshot.disclosure import protect
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
    found = latest_months(snapshot.figures(indicator.id), newest)
    if not reader.sees_small_numbers:
        found = [shown for figure in found for shown in protect([figure])]
    return Series(
        months=tuple(found),
        now=at_month(found, newest),
        half_year_ago=at_month(found, months_before(newest, 6)),
        year_ago=at_month(found, months_before(newest, 12)),
    )


def breakdown(snapshot: Snapshot, indicator: Indicator, by: str, at: date, reader: Reader) -> list[Figure]:
    """The figures of a breakdown at one month end, in the order they are shown; groups that nothing counts left out."""
    found = [figure for figure in snapshot.figures(indicator.id, by=by, at=at) if _is_worth_a_row(figure)]
    shown = found if reader.sees_small_numbers else protect(found)
    by_group = {figure.group: figure for figure in shown}
    return [by_group[group] for group in in_order(snapshot, by, by_group)]


def _is_worth_a_row(figure: Figure) -> bool:
    """A district always has its row; a team or an age that nothing counts has none."""
    if figure.by == "district" and figure.group not in {"unknown", "outside"}:
        return True
    return bool(figure.numerator or figure.denominator or figure.marker) and figure.marker != "no cases"
