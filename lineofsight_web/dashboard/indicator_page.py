"""What the page of one measure shows, put together from a snapshot for one reader."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from lineofsight.measures.indicator import Indicator
from lineofsight.snapshot import Figure, Snapshot
from lineofsight_web.dashboard import sentences
from lineofsight_web.dashboard.benchmarks import Benchmarks, benchmarks
from lineofsight_web.dashboard.breaks import BREAKS
from lineofsight_web.dashboard.figures import Reader, Series, breakdown, series
from lineofsight_web.dashboard.groups import TITLES, group_words
from lineofsight_web.dashboard.intervals import interval_words
from lineofsight_web.dashboard.months import months_before, newest_month
from lineofsight_web.ui import words

_PERIODS = {"month": "each month", "12 months": "the 12 months to each month end", "month end": "at each month end"}
_NO_RATE = {"no population", "small number", "before our data"}
SMALL_TABLES = ("age_band", "sex", "ethnicity", "need", "part")


@dataclass(frozen=True)
class Row:
    """One row of a table of groups."""

    group: str
    name: str
    shown: str
    of: str
    is_held: bool
    interval: str = ""
    earlier: str = ""
    cases_link: str = ""


@dataclass(frozen=True)
class Table:
    """A table of groups at one month end. `unit` is a count where there is no population to make a rate of.

    `absence` says why there is no table, where no group has a figure. `has_intervals`: whether any row has one.
    """

    by: str
    title: str
    unit: str
    rows: tuple[Row, ...] = ()
    absence: str = ""
    has_intervals: bool = False


@dataclass(frozen=True)
class MonthRow:
    """One month of the table under the chart."""

    at: date
    shown: str
    of: str


@dataclass(frozen=True)
class IndicatorPage:
    """Everything on the page but its frame."""

    indicator: Indicator
    headline: str
    movement: str
    chance: str
    months: tuple[MonthRow, ...]
    district: Table | None
    team: Table | None
    small: tuple[Table, ...]
    benchmarks: Benchmarks | None
    period_heading: str
    period_words: str
    draws_england: bool
    draws_break: bool
    draws_districts: bool


def indicator_page(snapshot: Snapshot, indicator: Indicator, reader: Reader) -> IndicatorPage:
    """The page of a measure at the snapshot's date."""
    county = series(snapshot, indicator, reader)
    beside = benchmarks(snapshot.published(indicator.id), indicator.unit, snapshot.as_of)
    district = _table(snapshot, indicator, "district", reader)
    return IndicatorPage(
        indicator=indicator,
        headline=sentences.headline(indicator, county.now),
        movement=sentences.movement(indicator, county.now, county.half_year_ago, county.year_ago),
        chance=_chance(county, indicator),
        months=tuple(_month_row(figure, indicator) for figure in reversed(county.months)),
        district=district,
        team=_table(snapshot, indicator, "team", reader) if reader.sees_teams else None,
        small=_small_tables(snapshot, indicator, reader),
        benchmarks=beside,
        period_heading=words.period_heading(indicator.period),
        period_words=_PERIODS[indicator.period],
        draws_england=beside is not None and indicator.unit != words.COUNT,
        draws_break=bool(county.months)
        and any(county.months[0].at <= found.on <= county.months[-1].at for found in BREAKS),
        draws_districts=district is not None and any(row.is_held for row in district.rows),
    )


def figure_words(figure: Figure, unit: str) -> str:
    """A figure's value, or why there is none."""
    if figure.value is not None:
        return words.amount(figure.value, unit)
    if unit == words.COUNT and figure.numerator is not None:
        return words.number(figure.numerator)
    return words.marker_words(figure.marker)


def _chance(county: Series, indicator: Indicator) -> str:
    """A level, such as children in care, is counted whole: chance moves its starts and ends, so no limits are said."""
    limits = interval_words(county.now, indicator) if county.now and indicator.chart != "stock" else ""
    return f"Chance alone could put it anywhere from {limits}." if limits else ""


def _month_row(figure: Figure, indicator: Indicator) -> MonthRow:
    return MonthRow(figure.at, figure_words(figure, indicator.unit), sentences.of_words(figure, indicator.unit))


def _small_tables(snapshot: Snapshot, indicator: Indicator, reader: Reader) -> tuple[Table, ...]:
    found = (_table(snapshot, indicator, by, reader) for by in SMALL_TABLES)
    return tuple(table for table in found if table is not None)


def _table(snapshot: Snapshot, indicator: Indicator, by: str, reader: Reader) -> Table | None:
    if by not in indicator.breakdowns:
        return None
    newest = newest_month(snapshot)
    now = breakdown(snapshot, indicator, by, newest, reader)
    if not now:
        return None
    title = indicator.parts if by == "part" else TITLES[by]
    title = title[:1].upper() + title[1:]
    markers = {figure.marker for figure in now}
    unit = words.COUNT if markers <= _NO_RATE and "no population" in markers else indicator.unit
    if "" not in markers and len(markers) == 1 and unit == indicator.unit:
        return Table(by, title, unit, absence=words.marker_words(now[0].marker))
    then = {figure.group: figure for figure in breakdown(snapshot, indicator, by, months_before(newest, 12), reader)}
    rows = tuple(_row(snapshot, indicator, unit, figure, then.get(figure.group)) for figure in now)
    return Table(by, title, unit, rows, has_intervals=any(row.interval for row in rows))


def _row(snapshot: Snapshot, indicator: Indicator, unit: str, figure: Figure, year_ago: Figure | None) -> Row:
    return Row(
        group=figure.group,
        name=group_words(snapshot, figure.by, figure.group),
        shown=figure_words(figure, unit),
        of=sentences.of_words(figure, unit),
        is_held=figure.value is not None,
        interval=interval_words(figure, indicator),
        earlier=figure_words(year_ago, unit) if year_ago else "",
        cases_link=urlencode({"at": figure.at.isoformat(), figure.by: figure.group})
        if _has_cases(figure, unit)
        else "",
    )


def _has_cases(figure: Figure, unit: str) -> bool:
    """The rows of a percentage are its denominator's; of anything else, its numerator's."""
    return bool(figure.denominator if unit == words.PERCENT else figure.numerator)
