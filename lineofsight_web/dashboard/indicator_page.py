"""What the page of one measure shows, put together from a snapshot for one reader."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from lineofsight.measures.indicator import Indicator
from lineofsight.snapshot import Figure, Snapshot
from lineofsight_web.dashboard import sentences
from lineofsight_web.dashboard.benchmarks import Benchmarks, benchmarks
from lineofsight_web.dashboard.figures import Reader, Series, breakdown, series
from lineofsight_web.dashboard.groups import TITLES, group_words
from lineofsight_web.dashboard.intervals import interval_words
from lineofsight_web.dashboard.months import months_before, newest_month
from lineofsight_web.ui import words

_PERIODS = {"month": "each month", "12 months": "the 12 months to each month end", "month end": "at each month end"}
SMALL_TABLES = ("age_band", "sex", "ethnicity", "part")


@dataclass(frozen=True)
class Row:
    """One row of a table of groups."""

    group: str
    name: str
    shown: str
    of: str
    interval: str = ""
    earlier: str = ""
    cases_link: str = ""


@dataclass(frozen=True)
class Table:
    """A table of groups at one month end. `has_intervals`: whether any row can say how sure it is."""

    by: str
    title: str
    rows: tuple[Row, ...]
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


def indicator_page(snapshot: Snapshot, indicator: Indicator, reader: Reader) -> IndicatorPage:
    """The page of a measure at the snapshot's date."""
    county = series(snapshot, indicator, reader)
    beside = benchmarks(snapshot.published(indicator.id), indicator.unit, snapshot.as_of)
    return IndicatorPage(
        indicator=indicator,
        headline=sentences.headline(indicator, county.now),
        movement=sentences.movement(indicator, county.now, county.half_year_ago, county.year_ago),
        chance=_chance(county, indicator),
        months=tuple(_month_row(figure, indicator) for figure in reversed(county.months)),
        district=_table(snapshot, indicator, "district", reader),
        team=_table(snapshot, indicator, "team", reader) if reader.sees_teams else None,
        small=_small_tables(snapshot, indicator, reader),
        benchmarks=beside,
        period_heading=words.period_heading(indicator.period),
        period_words=_PERIODS[indicator.period],
        draws_england=beside is not None and indicator.unit != words.COUNT,
    )


def figure_words(figure: Figure, unit: str) -> str:
    """A figure's value, or why there is none."""
    return words.amount(figure.value, unit) if figure.value is not None else words.marker_words(figure.marker)


def _chance(county: Series, indicator: Indicator) -> str:
    limits = interval_words(county.now, indicator) if county.now else ""
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
    year_ago = months_before(newest, 12)
    then = {figure.group: figure for figure in breakdown(snapshot, indicator, by, year_ago, reader)}
    rows = tuple(_row(snapshot, indicator, figure, then.get(figure.group)) for figure in now)
    title = indicator.parts if by == "part" else TITLES[by]
    return Table(by, title[:1].upper() + title[1:], rows, any(row.interval for row in rows))


def _row(snapshot: Snapshot, indicator: Indicator, figure: Figure, year_ago: Figure | None) -> Row:
    return Row(
        group=figure.group,
        name=group_words(snapshot, figure.by, figure.group),
        shown=figure_words(figure, indicator.unit),
        of=sentences.of_words(figure, indicator.unit),
        interval=interval_words(figure, indicator),
        earlier=figure_words(year_ago, indicator.unit) if year_ago else "",
        cases_link=urlencode({"at": figure.at.isoformat(), figure.by: figure.group}) if figure.denominator else "",
    )
