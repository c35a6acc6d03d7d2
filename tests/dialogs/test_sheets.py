"""Files for spreadsheets: the right letters, the right direction, and no cell that does anything."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook

from dialogs.desk.sheets import Sheet, as_csv, as_xlsx

FORMULAS = (
    '=HYPERLINK("https://evil.example","x")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1+1)",
    "\t=1+1",
    "  =1+1",
    "＝1+1",
    "\u2066=1+1",
    "\x00=1+1",
)


def read_csv(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def read_xlsx(content: bytes) -> Any:
    return load_workbook(io.BytesIO(content))


@pytest.mark.parametrize("formula", FORMULAS)
def test_what_somebody_wrote_is_never_a_formula(formula: str) -> None:
    sheet = Sheet("Names", (("Name",), (formula,)))
    (_, (in_csv,)) = read_csv(as_csv(sheet))
    cell = read_xlsx(as_xlsx((sheet,), False))["Names"]["A2"]
    assert cell.data_type == "s"
    for text in (in_csv, cell.value):
        assert text.startswith("'")
        assert text.removeprefix("'").strip("\t ")[:3] == formula.strip("\t \x00\u2066")[:3]


def test_without_the_mark_a_workbook_would_hold_a_formula() -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.worksheets[0]["A1"] = FORMULAS[0]
    assert book.worksheets[0]["A1"].data_type == "f"


def test_plain_words_numbers_and_days_stay_as_they_are() -> None:
    rows = (("Name", "n", "on"), ("Amina, أمينة 🧵", 3, date(2026, 3, 2)), (None, -3, None))
    sheet = Sheet("Names", rows)
    assert read_csv(as_csv(sheet)) == [
        ["Name", "n", "on"],
        ["Amina, أمينة 🧵", "3", "2026-03-02"],
        ["", "-3", ""],
    ]
    values = [[cell.value for cell in row] for row in read_xlsx(as_xlsx((sheet,), False))["Names"]]
    assert values[1][:2] == ["Amina, أمينة 🧵", 3]
    assert values[1][2].date() == date(2026, 3, 2)
    assert values[2] == [None, -3, None]


@pytest.mark.parametrize("is_rtl", [True, False])
def test_a_workbook_begins_on_the_readers_side(is_rtl: bool) -> None:
    book = read_xlsx(as_xlsx((Sheet("a/b: [c]", (("x",),)), Sheet("d", (("y",),))), is_rtl))
    assert book.sheetnames == ["a b   c ", "d"]
    assert [page.sheet_view.rightToLeft for page in book] == [is_rtl, is_rtl]
