"""Figures as files: CSV for another program, Excel for people. The same rows as the page, with the same gaps."""

import csv
import io
from collections.abc import Sequence

import xlsxwriter

from lineofsight.measures.indicator import Indicator
from lineofsight.snapshot import Figure, Snapshot
from lineofsight_web.dashboard.groups import group_words
from lineofsight_web.ui import words

HEADERS = (
    "indicator",
    "title",
    "at",
    "by",
    "group",
    "group_name",
    "numerator",
    "denominator",
    "value",
    "unit",
    "marker",
    "snapshot",
)
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")

Cell = str | float | None


def rows(snapshot: Snapshot, indicator: Indicator, figures: Sequence[Figure]) -> list[list[Cell]]:
    """One row a figure, under HEADERS."""
    return [
        [
            indicator.id, indicator.title, figure.at.isoformat(), figure.by, figure.group,
            "" if figure.by == "all" else group_words(snapshot, figure.by, figure.group),
            figure.numerator, figure.denominator, figure.value, indicator.unit,
            words.marker_words(figure.marker) if figure.marker else "", snapshot.id,
        ]
        for figure in figures
    ]  # fmt: skip


def as_csv(table: Sequence[Sequence[Cell]]) -> bytes:
    """CSV in UTF-8 with a mark, which Excel needs to read it rightly."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADERS)
    writer.writerows([_harmless(cell) for cell in row] for row in table)
    return text.getvalue().encode("utf-8-sig")


def as_excel(table: Sequence[Sequence[Cell]], indicator: Indicator) -> bytes:
    """A workbook of two sheets: the figures, and what they mean."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold = book.add_format({"bold": True})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet("Figures")
        sheet.write_row(0, 0, HEADERS, bold)
        for place, row in enumerate(table, start=1):
            sheet.write_row(place, 0, row)
        sheet.freeze_panes(1, 0)
        sheet.autofit()
        meaning = book.add_worksheet("Definition")
        meaning.set_column(0, 0, 20, bold)
        meaning.set_column(1, 1, 100, wrapped)
        for place, (name, text) in enumerate(_definition(indicator)):
            meaning.write_row(place, 0, (name, text))
    return file.getvalue()


def _definition(indicator: Indicator) -> list[tuple[str, str]]:
    return [
        ("Measure", f"{indicator.id} {indicator.title}"),
        ("Counted", indicator.of),
        ("Why it matters", indicator.why),
        ("Reading taken", indicator.reading),
        ("Definition from", indicator.source),
        ("Owner", indicator.owner),
        ("Review by", words.day(indicator.review_by)),
    ]


def _harmless(cell: Cell) -> Cell:
    """A text that a spreadsheet would run as a formula is marked as text."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_STARTS_A_FORMULA) else cell
