"""Workbooks: a text is a text, a number is a number, and nothing is a formula."""

import io
import re

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from directory.spreadsheets import Sheet, Value, as_text
from directory.spreadsheets.workbooks import written_workbook

HOSTILE = [
    "=1+1",
    "+46 8",
    "-1",
    "@a",
    "\t=1",
    "0980",
    "'x",
    "<5",
    "åäö ”–”",
    "",
    " ",
    "=cmd|' /C'!A0",
]


def _read(content: bytes, sheet: int = 0) -> list[list[object]]:
    page = load_workbook(io.BytesIO(content)).worksheets[sheet]
    assert all(cell.data_type != "f" for row in page.iter_rows() for cell in row)
    return [[cell.value for cell in row] for row in page.iter_rows()]


def test_what_would_be_a_formula_is_text() -> None:
    content = written_workbook([Sheet("Serie", ("=namn", "antal"), [(one, 3) for one in HOSTILE])])
    assert _read(content) == [["=namn", "antal"], *([one or None, 3] for one in HOSTILE)]


def test_numbers_can_be_added_up() -> None:
    content = written_workbook([Sheet("a", ("b", "c"), [(2, 1.5), ("2", "1,5")])])
    assert _read(content)[1:] == [[2, 1.5], ["2", "1,5"]]


def test_a_sheet_has_a_title_that_the_program_takes_and_its_columns_stay_in_sight() -> None:
    content = written_workbook(
        [Sheet("Serie/vecka: [alla] " * 3, ("a",), []), Sheet("Två", ("b",), [])]
    )
    book = load_workbook(io.BytesIO(content))
    assert book.sheetnames[0].startswith("Serie vecka   alla")
    assert len(book.sheetnames[0]) <= 31
    assert [page.freeze_panes for page in book.worksheets] == ["A2", "A2"]
    assert book.worksheets[0]["A1"].font.bold


@settings(max_examples=60)
@given(st.lists(st.one_of(st.text(max_size=9), st.integers(-9, 10**9)), min_size=1, max_size=4))
def test_any_text_can_be_written(row: list[Value]) -> None:
    """What no workbook can hold is a space; the rest is read back."""
    content = written_workbook([Sheet("a", ["x"] * len(row), [row])])
    (read,) = _read(content)[1:] or [[None] * len(row)]
    for value, cell in zip(row, read, strict=True):
        same = cell == value or cell is None or re.search(r"[\x00-\x1f\ufffe\uffff]|_x", str(value))
        assert same, (value, cell)


def test_a_number_in_a_csv_file_has_a_comma() -> None:
    assert [as_text(value) for value in (1.5, 15, "1.5")] == ["1,5", "15", "1.5"]
