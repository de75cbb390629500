"""No cell that konsult writes is run as a formula; and there is one writer of each form."""

import csv
import io
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bot
import directory
from directory.spreadsheets import protect, unprotect, written_table

CODE = (Path(bot.__file__).parent, Path(directory.__file__).parent)


@given(st.text(max_size=12))
def test_a_cell_is_no_formula_and_is_read_back(value: str) -> None:
    cell = protect(value)
    assert cell[:1] not in {"=", "+", "@", "\t", "\r", "\n"}
    assert cell == "-" or not cell.startswith("-")
    assert unprotect(cell) == value


@pytest.mark.parametrize(
    "risky", ["=1+1", "\t=1+1", "\r=1", "\n@SUM(A1)", "＝1", "+46 8", "-1", "@a"]
)
def test_what_a_spreadsheet_would_run_is_protected(risky: str) -> None:
    text = written_table([risky], [[risky, "lugn"]], separator=";", newline="\r\n")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    assert rows == [[f"'{risky}"], [f"'{risky}", "lugn"]]


def test_there_is_one_writer_of_each_form() -> None:
    writes = re.compile(r"csv\.(?:Dict)?[Ww]riter|Workbook\(|to_csv|to_excel|xlsxwriter")
    found = {
        file.relative_to(root).as_posix()
        for root in CODE
        for file in root.rglob("*.py")
        if writes.search(file.read_text("utf-8"))
    }
    assert found == {"spreadsheets/__init__.py", "spreadsheets/workbooks.py"}
