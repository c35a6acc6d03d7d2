"""Tables as files: CSV that spreadsheets open in the right letters, XLSX with several sheets.

It must not know what is in them. No cell is ever a formula, whatever somebody wrote.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

Cell = str | int | date | None
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A cell that begins so may be carried out by a spreadsheet:
owasp.org/www-community/attacks/CSV_Injection"""
_BOM = "\ufeff"
_LONGEST_TITLE = 31
_NOT_IN_TITLES = str.maketrans(dict.fromkeys("\\/*?:[]'", " "))
"""What Excel refuses in a sheet's name."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: `rows`, the first of them its headings."""

    title: str
    rows: tuple[tuple[Cell, ...], ...]


def as_csv(sheet: Sheet) -> bytes:
    """UTF-8 with the mark by which Excel knows it, commas, days as 2026-03-02."""
    file = io.StringIO()
    csv.writer(file).writerows([[_plain(cell) for cell in row] for row in sheet.rows])
    return (_BOM + file.getvalue()).encode()


def as_xlsx(sheets: Sequence[Sheet], is_rtl: bool) -> bytes:
    """One workbook. `is_rtl`: its columns begin on the right."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        page = book.create_sheet(sheet.title.translate(_NOT_IN_TITLES)[:_LONGEST_TITLE])
        page.sheet_view.rightToLeft = is_rtl
        page.freeze_panes = "A2"
        for row in sheet.rows:
            page.append([_plain(cell) for cell in row])
        for cell in page[1]:
            cell.font = Font(bold=True)
        for number, column in enumerate(zip(*sheet.rows, strict=True), start=1):
            width = max(len(str(cell or "")) for cell in column)
            page.column_dimensions[page.cell(1, number).column_letter].width = min(60, width + 2)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _plain(cell: Cell) -> Cell:
    """Without what no file can hold; with a mark in front of what a spreadsheet would carry out."""
    if not isinstance(cell, str):
        return cell
    text = "".join(c for c in cell if c in "\t\n" or c.isprintable() or c in "\u200c\u200d")
    is_formula = text.lstrip(" \u00a0").startswith(FORMULA) or text.startswith(FORMULA)
    return f"'{text}" if is_formula else text
