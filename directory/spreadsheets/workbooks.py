"""The only writer of workbooks (.xlsx): a text is a text, whatever it begins with."""

import io
import re
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from directory.spreadsheets import Sheet, Value

_LONGEST_TITLE = 31
_NO_TITLE = re.compile(r"[\[\]:*?/\\]")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WIDEST = 60


def written_workbook(sheets: Sequence[Sheet]) -> bytes:
    """A workbook of the sheets in their order, the first row of each bold and always seen."""
    book = Workbook(write_only=True)
    book.properties.creator = "konsult"
    for sheet in sheets:
        page = book.create_sheet(_NO_TITLE.sub(" ", sheet.title)[:_LONGEST_TITLE])
        page.freeze_panes = "A2"
        for number, width in enumerate(_widths(sheet), start=1):
            page.column_dimensions[get_column_letter(number)].width = width
        page.append([_cell(page, name, bold=True) for name in sheet.header])
        for row in sheet.rows:
            page.append([_cell(page, value) for value in row])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _cell(page: WriteOnlyWorksheet, value: Value, *, bold: bool = False) -> Cell:
    written = _NOT_IN_XML.sub(" ", value) if isinstance(value, str) else value
    cell: Cell = WriteOnlyCell(page, value=written)
    if isinstance(value, str):
        cell.data_type = "s"  # else what begins with = would be a formula
        cell.quotePrefix = True
    if bold:
        cell.font = Font(bold=True)
    return cell


def _widths(sheet: Sheet) -> list[int]:
    rows = [sheet.header, *sheet.rows]
    return [
        min(_WIDEST, 2 + max(len(str(row[number])) for row in rows))
        for number in range(len(sheet.header))
    ]
