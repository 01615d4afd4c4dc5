"""measures.hidden: the figures that a reader without small numbers is not shown, written when a snapshot is built.

One row per indicator, month end, breakdown and group. Decided with the pages of the snapshot that was in force before,
so that the two together give nothing away either.
"""

import calendar
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from lineofsight.engines import Engine
from lineofsight.home import Home
from lineofsight.snapshot.rows import BEFORE_OUR_DATA, Figure
from lineofsight.snapshot.store import current_id, folder_of
from lineofsight.stats.disclosure import is_small

if TYPE_CHECKING:
    from lineofsight.snapshot.released import EarlierFigure, EarlierKey

HIDDEN_TABLE = "measures.hidden"
HIDDEN = "small number"
NOT_RELEASED = "not released"

GROUP_MONTHS_BACK = (0, 12)
"""Groups are released for the newest month end and for that of a year before, whose rolling years do not overlap. Every
further month of every group would have to be protected against every other, and would cost more figures than it shows.
"""

_FIGURES = """
    SELECT indicator, "at", "by", grp, numerator, denominator, marker
    FROM measures.figures
    WHERE numerator IS NOT NULL
"""
_MONTHLY = 'SELECT indicator, "month", months, "by", grp, numerator, denominator FROM measures.monthly'
_COLUMNS = pa.schema([("indicator", pa.string()), ("at", pa.date32()), ("by", pa.string()), ("grp", pa.string())])

Hidden = tuple[str, date, str, str]
"""indicator, at, by, grp"""


def withhold(figure: Figure, *, is_hidden: bool, marker: str = HIDDEN) -> Figure:
    """A figure as it leaves the service: a hidden one keeps its place and its marker says why.

    A figure of a period before our data has no value, and keeps its counts to the service.
    """
    if is_hidden:
        return replace(figure, numerator=None, denominator=None, value=None, marker=marker)
    if figure.marker == BEFORE_OUR_DATA:
        return replace(figure, numerator=None, denominator=None)
    return figure


def tells_of_few(figure: Figure) -> bool:
    """Whether a figure by itself tells of one to five: for a figure that stands on no page that is released."""
    counts = [figure.numerator, figure.denominator]
    if figure.numerator is not None and figure.denominator is not None:
        counts.append(figure.denominator - figure.numerator)
    return any(is_small(count) for count in counts)


def is_released(by: str, at: date, newest: date) -> bool:
    """Whether a figure is released at all: the county's in every month, a group's in two."""
    back = (newest.year - at.year) * 12 + newest.month - at.month
    return by == "all" or back in GROUP_MONTHS_BACK


def hidden_table(engine: Engine, home: Home) -> pa.Table:
    """The table for a build, kept in step with what the snapshot in force has released."""
    return pa.Table.from_pylist(
        [
            dict(zip(_COLUMNS.names, row, strict=True))
            for row in _decided(lambda sql: _tuples(engine.rows(sql)), _released_before(home))
        ],
        schema=_COLUMNS,
    )


def hidden_now(rows: Callable[[str], Sequence[tuple[Any, ...]]]) -> list[Hidden]:
    """The same for a snapshot of an earlier version, which holds no such table."""
    return _decided(rows, {})


def _decided(
    rows: Callable[[str], Sequence[tuple[Any, ...]]], earlier: "dict[EarlierKey, EarlierFigure]"
) -> list[Hidden]:
    # Only a build needs the arithmetic; a page reads the table.
    from lineofsight.measures.catalogue import INDICATORS
    from lineofsight.snapshot.disclosure import decide

    figures = rows(_FIGURES)
    newest = max((row[1] for row in figures), default=date.min)
    released = [row for row in figures if is_released(row[2], row[1], newest)]
    return [
        (indicator, _month_end(month), by, grp)
        for indicator, month, by, grp in decide(released, rows(_MONTHLY), INDICATORS, earlier)
    ]


def _released_before(home: Home) -> "dict[EarlierKey, EarlierFigure]":
    """What the snapshot in force shows and hides; nothing before the first build."""
    from lineofsight.snapshot.released import EarlierFigure, month_number

    before = current_id(home)
    folder = folder_of(home, before) / "tables" if before else Path()
    if not before or not (folder / f"{HIDDEN_TABLE}.parquet").exists():
        return {}
    hidden = set(_tuples(pq.read_table(folder / f"{HIDDEN_TABLE}.parquet").select(_COLUMNS.names)))
    columns = [*_COLUMNS.names, "numerator", "denominator", "marker"]
    figures = _tuples(pq.read_table(folder / "measures.figures.parquet", columns=columns).select(columns))
    newest = max((row[1] for row in figures), default=date.min)
    return {
        (indicator, month_number(at), by, grp): EarlierFigure(
            numerator, denominator, was_hidden=(indicator, at, by, grp) in hidden
        )
        for indicator, at, by, grp, numerator, denominator, marker in figures
        if numerator is not None and marker != BEFORE_OUR_DATA and is_released(by, at, newest)
    }


def _tuples(table: pa.Table) -> list[tuple[Any, ...]]:
    return list(zip(*(column.to_pylist() for column in table.columns), strict=True))


def _month_end(month: int) -> date:
    year, place = divmod(month, 12)
    return date(year, place + 1, calendar.monthrange(year, place + 1)[1])
