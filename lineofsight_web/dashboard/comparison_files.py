"""What has changed between two snapshots, as files: the rows of the pages."""

from collections.abc import Iterable, Sequence

from lineofsight.measures.catalogue import INDICATORS
from lineofsight.measures.indicator import Indicator
from lineofsight.snapshot import CaseDifference, Category, Comparison, Snapshot
from lineofsight.snapshot.pair import Counted
from lineofsight_web.dashboard.comparison import MEANINGS, DifferenceRow
from lineofsight_web.dashboard.downloads import Cell

_CATEGORIES = tuple(category.value.replace(" ", "_") for category in Category)

LINE_HEADERS = (
    "indicator", "title", "at", "unit", "numerator_then", "denominator_then", "value_then", "numerator_now",
    "denominator_now", "value_now", "numerator_difference", *_CATEGORIES, "older_snapshot", "newer_snapshot",
)  # fmt: skip

CASE_HEADERS = (
    "indicator", "at", "category", "why", "person_id_then", "person_id_now", "counted_on_then", "counted_on_now",
    "in_numerator_then", "in_numerator_now", "adds_to_numerator", "adds_to_denominator", "district", "team",
)  # fmt: skip
SOURCE_HEADERS = ("case_id_then", "case_id_now", "source", "file", "row")


def line_table(compared: Iterable[Comparison], older: Snapshot, newer: Snapshot) -> list[list[Cell]]:
    """One row a measure that differs, under LINE_HEADERS."""
    return [
        [*_line_row(one, INDICATORS[one.indicator]), older.id, newer.id]
        for one in compared
        if one.indicator in INDICATORS and not one.is_same
    ]


def case_table(rows: Sequence[DifferenceRow], at: str, *, with_source_rows: bool) -> list[list[Cell]]:
    """One row a case that differs, under CASE_HEADERS and, for those who may see them, SOURCE_HEADERS."""
    return [[*_case_row(row, at), *(_source_row(row.difference) if with_source_rows else ())] for row in rows]


def meanings() -> list[tuple[str, str]]:
    """What each category means, for the second sheet of a workbook."""
    return [(category.value, text) for category, text in MEANINGS.items()]


def _line_row(compared: Comparison, indicator: Indicator) -> list[Cell]:
    sides = [compared.then, compared.now]
    figures: list[Cell] = [
        getattr(side, name) if side else None for side in sides for name in ("numerator", "denominator", "value")
    ]
    n_cases = {total.category: total.n_cases for total in compared.totals}
    counts = [n_cases.get(category, 0) for category in Category]
    return [
        indicator.id, indicator.title, compared.at.isoformat(), indicator.unit, *figures, compared.numerator, *counts,
    ]  # fmt: skip


def _case_row(row: DifferenceRow, at: str) -> list[Cell]:
    one = row.difference
    (then_id, then_on, then_in), (now_id, now_on, now_in) = _side(one.then), _side(one.now)
    return [
        one.indicator, at, one.category.value, one.why, then_id, now_id, then_on, now_on, then_in, now_in,
        one.numerator, one.denominator, row.district, row.team,
    ]  # fmt: skip


def _side(case: Counted | None) -> tuple[Cell, Cell, Cell]:
    """Person, day, whether in the numerator: blank where the case is not counted."""
    if case is None:
        return None, None, None
    return case.person_id, case.counted_on.isoformat(), "yes" if case.in_numerator else "no"


def _source_row(one: CaseDifference) -> list[Cell]:
    """The row of the newer file; where the case is counted no more, of the older one."""
    case = one.case
    ids: list[Cell] = [side.case_id if side else None for side in (one.then, one.now)]
    return [*ids, case.source, case.source_file, case.source_row]
