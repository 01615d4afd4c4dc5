"""The date a snapshot speaks of, and how new each source is."""

import calendar
from collections.abc import Mapping
from datetime import date, timedelta

import pyarrow as pa
import pyarrow.compute as pc

from lineofsight.errors import LineofsightError
from lineofsight.sources import Source

_GRACE = timedelta(days=3)
"""A file made on the 30th may hold nothing of that day; an extract this close to the month's end covers the month."""

ACTIVITY = {
    "ssd_contacts": ("cont_contact_date",),
    "ssd_cin_episodes": ("cine_referral_date",),
    "police_missing": ("missing_from_at",),
}
"""Columns that say what has just happened, never what is planned or a date of birth."""

YEARLY = {"ssda903_episodes": ("decom", "dec")}
"""The same for the annual return, which speaks for its whole year although little may happen in its last week."""


def choose_as_of(tables: Mapping[str, pa.Table], today: date | None = None) -> date:
    """The last month end that the extracts reach; where only SSDA903 is there, the end of its last year.

    Errors: LineofsightError where no extract holds activity.
    """
    today = today or date.today()  # noqa: DTZ011 - a council's own calendar day
    newest = _newest_of(ACTIVITY, tables, today)
    if newest:
        return month_end_reached(newest)
    newest = _newest_of(YEARLY, tables, today)
    if newest:
        year_end = year_end_of(newest)
        return year_end if year_end <= today else month_end_reached(newest)
    raise LineofsightError("No extract says what has happened lately, so there is no date to report at.\n"
                           "  Next  give the date: lineofsight build --as-of 2024-04-30")  # fmt: skip


def month_end_reached(newest: date) -> date:
    """The last month end on or before a day, or just after it: 29 April reaches 30 April, 20 April reaches 31 March."""
    return month_end_on_or_before(newest + _GRACE)


def month_end_on_or_before(day: date) -> date:
    """The last month end that a day has seen the end of: figures are at month ends."""
    end = date(day.year, day.month, calendar.monthrange(day.year, day.month)[1])
    return end if end == day else date(day.year, day.month, 1) - timedelta(days=1)


def year_end_of(newest: date) -> date:
    """The 31 March that ends the year of a return whose newest day this is. A day past it is in it."""
    inside = newest - _GRACE
    return date(inside.year + (inside > date(inside.year, 3, 31)), 3, 31)


def _newest_of(columns: Mapping[str, tuple[str, ...]], tables: Mapping[str, pa.Table], today: date) -> date | None:
    before = today + timedelta(days=1)
    found = [
        _newest(tables[name][column], before) for name, wanted in columns.items() if name in tables for column in wanted
    ]
    return max((day for day in found if day is not None), default=None)


def last_seen(source: Source, rows: pa.Table, as_of: date) -> date | None:
    """The newest day up to `as_of` that a source's rows speak of, dates of birth apart."""
    columns = [
        column.name for column in source.columns
        if column.personal != "identifies" and pa.types.is_temporal(column.type.arrow)
    ]  # fmt: skip
    days = [_newest(rows[name], as_of + timedelta(days=1)) for name in columns if "dob" not in name]
    return max((day for day in days if day is not None), default=None)


def _newest(values: pa.ChunkedArray, before: date) -> date | None:
    days = values.cast(pa.date32())
    found = pc.max(pc.if_else(pc.less(days, pa.scalar(before, pa.date32())), days, None)).as_py()
    return found if isinstance(found, date) else None
