"""Figures as files: CSV for another program, Excel for people. The same rows as the page, with the same gaps."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import xlsxwriter
from django.http import HttpResponse

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


def as_csv(table: Sequence[Sequence[Cell]], headers: Sequence[str] = HEADERS) -> bytes:
    """CSV in UTF-8 with a mark, which Excel needs to read it rightly."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(headers)
    writer.writerows([_harmless(cell) for cell in row] for row in table)
    return text.getvalue().encode("utf-8-sig")


def as_excel(table: Sequence[Sequence[Cell]], indicator: Indicator) -> bytes:
    """A workbook of two sheets: the figures, and what they mean."""
    return workbook({"Figures": (HEADERS, table)}, {"Definition": _definition(indicator)})


Sheet = tuple[Sequence[str], Sequence[Sequence[Cell]]]
"""Headers and rows."""


def workbook(sheets: Mapping[str, Sheet], meanings: Mapping[str, Sequence[tuple[str, str]]]) -> bytes:
    """A workbook: sheets of rows, then sheets that say what the rows mean."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold = book.add_format({"bold": True})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for name, (headers, rows) in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, headers, bold)
            for place, row in enumerate(rows, start=1):
                sheet.write_row(place, 0, row)
            sheet.freeze_panes(1, 0)
            sheet.autofit()
        for name, lines in meanings.items():
            meaning = book.add_worksheet(name)
            meaning.set_column(0, 0, 20, bold)
            meaning.set_column(1, 1, 100, wrapped)
            for place, (word, text) in enumerate(lines):
                meaning.write_row(place, 0, (word, text))
    return file.getvalue()


@dataclass(frozen=True)
class Downloadable:
    """A table of a page as a file: the page's rows, what they mean, and which snapshot they are of."""

    name: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    meanings: tuple[tuple[str, str], ...] = ()

    def response(self, form: str, snapshot: Snapshot) -> HttpResponse:
        """The file. `form` is one of KINDS."""
        rows = [[_as_number(cell) for cell in row] for row in self.rows]
        said = (*self.meanings, ("Figures to", words.day(snapshot.as_of)), ("Snapshot", snapshot.id))
        content = (
            as_csv([(*row, snapshot.id) for row in rows], (*self.headers, "snapshot"))
            if form == "csv"
            else workbook({"Figures": (self.headers, rows)}, {"Meaning": said})
        )
        return file_response(content, f"{self.name}-{snapshot.as_of}", form)


KINDS = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def file_response(content: bytes, name: str, form: str) -> HttpResponse:
    """A file to keep, of one of KINDS."""
    response = HttpResponse(content, content_type=KINDS[form])
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response


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


def _as_number(cell: Cell) -> Cell:
    """A count as a page says it, '1,204' or '+12', as a number that a program adds up."""
    plain = cell.replace(",", "") if isinstance(cell, str) else ""
    return int(plain) if plain.removeprefix("+").removeprefix("-").isdecimal() else cell


def _harmless(cell: Cell) -> Cell:
    """A text that a spreadsheet would run as a formula is marked as text."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_STARTS_A_FORMULA) else cell
