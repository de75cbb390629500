"""The same sheet written by the libraries as .xlsx, .ods and .xls: merged, struck, hidden, commented."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

import xlwt
from odf.office import Annotation
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TableProperties, TextProperties
from odf.table import CoveredTableCell, Table, TableCell, TableColumn, TableRow
from odf.text import P, Span
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font

from directory.lazy.values import dataclass

Cell = str | int | float | date | time | None
At = tuple[int, int]
"""Row and column, both from 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A sheet. `merges`: its corners; `partly`: what is struck of a cell, before what stands."""

    rows: Sequence[Sequence[Cell]]
    name: str = "Jour"
    merges: Sequence[tuple[At, At]] = ()
    struck: frozenset[At] = frozenset()
    partly: Mapping[At, str] = field(default_factory=dict)
    comments: Mapping[At, str] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    is_hidden: bool = False

    def covered(self) -> set[At]:
        """The cells that another one of their merge covers."""
        return {
            (row, column)
            for (top, left), (bottom, right) in self.merges
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
            if (row, column) != (top, left)
        }


def xlsx(*pages: Page) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for page in pages:
        sheet = book.create_sheet(page.name)
        for number, row in enumerate(page.rows):
            for column, value in enumerate(row):
                cell: Any = sheet.cell(number + 1, column + 1)
                at = (number, column)
                cell.value = value
                if at in page.partly:
                    gone = TextBlock(InlineFont(strike=True), page.partly[at])
                    cell.value = CellRichText(gone, f" {value}")
                if at in page.struck:
                    cell.font = Font(strike=True)
                if at in page.comments:
                    cell.comment = Comment(page.comments[at], "konsult")
        for (top, left), (bottom, right) in page.merges:
            sheet.merge_cells(
                start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1
            )
        for row_number in page.hidden_rows:
            sheet.row_dimensions[row_number + 1].hidden = True
        for column in page.hidden_columns:
            sheet.column_dimensions["ABCDEFGHIJ"[column]].hidden = True
        sheet.sheet_state = "hidden" if page.is_hidden else "visible"
    return _saved(book.save)


def ods(*pages: Page) -> bytes:
    document = OpenDocumentSpreadsheet()
    struck = Style(name="struck", family="table-cell")
    struck.addElement(TextProperties(textlinethroughstyle="solid"))
    gone = Style(name="gone", family="text")
    gone.addElement(TextProperties(textlinethroughstyle="solid"))
    hidden = Style(name="hidden", family="table")
    hidden.addElement(TableProperties(display="false"))
    for style in (struck, gone, hidden):
        document.automaticstyles.addElement(style)
    for page in pages:
        table = Table(name=page.name, **({"stylename": hidden} if page.is_hidden else {}))
        for column in range(max(map(len, page.rows), default=0)):
            sight = "collapse" if column in page.hidden_columns else "visible"
            table.addElement(TableColumn(visibility=sight))
        for number in range(len(page.rows)):
            table.addElement(_ods_row(page, number, struck, gone))
        document.spreadsheet.addElement(table)
    return _saved(document.write)


def _ods_row(page: Page, number: int, struck: Any, gone: Any) -> Any:
    row = TableRow(visibility="collapse" if number in page.hidden_rows else "visible")
    spans = {first: last for first, last in page.merges}
    for column, value in enumerate(page.rows[number]):
        at = (number, column)
        if at in page.covered():
            row.addElement(CoveredTableCell())
            continue
        fields: dict[str, Any] = _ods_value(value)
        if at in spans:
            fields["numberrowsspanned"] = spans[at][0] - number + 1
            fields["numbercolumnsspanned"] = spans[at][1] - column + 1
        if at in page.struck:
            fields["stylename"] = struck
        cell = TableCell(**fields)
        if at in page.comments:
            note = Annotation()
            note.addElement(P(text=page.comments[at]))
            cell.addElement(note)
        if value is not None:
            paragraph = P()
            if at in page.partly:
                paragraph.addElement(Span(stylename=gone, text=page.partly[at]))
                paragraph.addText(" ")
            paragraph.addText(_shown(value))
            cell.addElement(paragraph)
        row.addElement(cell)
    return row


def _ods_value(value: Cell) -> dict[str, Any]:
    match value:
        case None:
            return {}
        case datetime():
            return {"valuetype": "date", "datevalue": value.isoformat()}
        case date():
            return {"valuetype": "date", "datevalue": value.isoformat()}
        case time():
            return {"valuetype": "time", "timevalue": f"PT{value:%H}H{value:%M}M{value:%S}S"}
        case int() | float():
            return {"valuetype": "float", "value": str(value)}
        case _:
            return {"valuetype": "string"}


def _shown(value: Cell) -> str:
    match value:
        case datetime():
            return f"{value:%Y-%m-%d %H:%M}"
        case time():
            return f"{value:%H:%M}"
        case _:
            return str(value)


def xls(*pages: Page) -> bytes:
    """Without comments: the library that writes knows none."""
    book = xlwt.Workbook()
    gone = xlwt.Font()
    gone.struck_out = True
    for page in pages:
        sheet = book.add_sheet(page.name)
        spans = {first: last for first, last in page.merges}
        for number, row in enumerate(page.rows):
            for column, value in enumerate(row):
                at = (number, column)
                if at in page.covered() or value is None:
                    continue
                style = _xls_style(value, is_struck=at in page.struck)
                if at in spans:
                    (bottom, right) = spans[at]
                    sheet.write_merge(number, bottom, column, right, value, style)
                elif at in page.partly:
                    pieces = [(page.partly[at], gone), f" {value}"]
                    sheet.write_rich_text(number, column, pieces, style)
                else:
                    sheet.write(number, column, value, style)
        for row_number in page.hidden_rows:
            sheet.row(row_number).hidden = True
        for column in page.hidden_columns:
            sheet.col(column).hidden = True
        sheet.visibility = int(page.is_hidden)
    return _saved(book.save)


def _xls_style(value: Cell, *, is_struck: bool) -> Any:
    style = xlwt.XFStyle()
    style.font.struck_out = is_struck
    match value:
        case datetime():
            style.num_format_str = "yyyy-mm-dd hh:mm"
        case date():
            style.num_format_str = "yyyy-mm-dd"
        case time():
            style.num_format_str = "hh:mm"
    return style


def _saved(save: Callable[[BytesIO], object]) -> bytes:
    out = BytesIO()
    save(out)
    return out.getvalue()


BOOKS: Mapping[str, Callable[..., bytes]] = {"xlsx": xlsx, "ods": ods, "xls": xls}
