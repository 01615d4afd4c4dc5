"""Month ends, and the figures that stand at them."""

import calendar
from collections.abc import Sequence
from datetime import date

from lineofsight.snapshot import Figure, Snapshot

SHOWN = 36
"""Months on a chart."""


def newest_month(snapshot: Snapshot) -> date:
    """The last month end that has figures."""
    return max((at for at in snapshot.periods() if at <= snapshot.as_of), default=snapshot.as_of)


def months_before(at: date, months: int) -> date:
    """The month end so many months earlier."""
    place = at.year * 12 + at.month - 1 - months
    year, month = divmod(place, 12)
    return date(year, month + 1, calendar.monthrange(year, month + 1)[1])


def at_month(figures: Sequence[Figure], at: date) -> Figure | None:
    """The figure of a month, whatever day of it the snapshot was taken."""
    return next((figure for figure in figures if (figure.at.year, figure.at.month) == (at.year, at.month)), None)


def latest_months(figures: Sequence[Figure], newest: date) -> list[Figure]:
    """The figures of the 36 months up to the newest, oldest first."""
    earliest = months_before(newest, SHOWN - 1)
    return [figure for figure in figures if (figure.at.year, figure.at.month) >= (earliest.year, earliest.month)]
