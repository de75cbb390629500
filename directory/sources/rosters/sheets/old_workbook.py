"""Reads the sheets of an old workbook (.xls) as they are seen, within limits.

With xlrd: the library that gives, of this format, also what is merged, struck out and hidden.
"""

import io
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

import xlrd
from xlrd.biffh import XLRDError

from directory.sources.rosters.sheets.grid import (
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_SHEETS,
    BoundsError,
    Grid,
    Merge,
    Place,
    Run,
    seen,
    too_large,
    too_many_sheets,
)
from directory.sources.rosters.sheets.sheet import RosterSheet
from directory.sources.rosters.sheets.workbook_bounds import LOCKED, NO_WORKBOOK
from directory.sources.rosters.sheets.written_numbers import day_or_moment, duration, number
from directory.sources.text_file import UnreadableError, clean


def old_sheets(data: bytes) -> list[RosterSheet]:
    """The sheets in order, also hidden ones, as `sheets` gives them; raises as it does."""
    try:
        book = xlrd.open_workbook(
            file_contents=data, logfile=io.StringIO(), formatting_info=True, ragged_rows=True
        )
        if book.nsheets > MOST_SHEETS:
            raise BoundsError(too_many_sheets())
        return [seen(_grid(sheet, book)) for sheet in book.sheets()]
    except (BoundsError, MemoryError):
        raise
    except Exception as error:  # xlrd raises errors of many types
        locked = isinstance(error, XLRDError) and "encrypted" in str(error)
        raise UnreadableError(LOCKED if locked else NO_WORKBOOK) from error


def _grid(sheet: Any, book: Any) -> Grid:
    return Grid(
        name=sheet.name,
        rows=dict(_rows(sheet, book)),
        merges=[
            Merge(top + 1, left, min(bottom, MOST_ROWS), right - 1)
            for top, bottom, left, right in sheet.merged_cells
        ],
        runs=dict(_struck(sheet, book)),
        comments={
            (row + 1, column): note.text for (row, column), note in sheet.cell_note_map.items()
        },
        hidden_rows=frozenset(
            row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden or info.height == 0
        ),
        hidden_columns=frozenset(
            column for column, info in sheet.colinfo_map.items() if info.hidden or info.width == 0
        ),
        is_hidden=sheet.visibility != 0,
    )


def _rows(sheet: Any, book: Any) -> Iterator[tuple[int, list[str]]]:
    for row in range(sheet.nrows):
        cells = [_text(cell, book) for cell in sheet.row(row)]
        while cells and not cells[-1]:
            cells.pop()
        if cells and (row >= MOST_ROWS or len(cells) > MOST_COLUMNS):
            raise BoundsError(too_large(sheet.name))
        if cells:
            yield row + 1, cells


def _text(cell: Any, book: Any) -> str:
    """The value as written in a CSV file."""
    match cell.ctype:
        case xlrd.XL_CELL_DATE:
            return _moment(cell, book)
        case xlrd.XL_CELL_NUMBER:
            return number(cell.value)
        case xlrd.XL_CELL_ERROR:
            return str(xlrd.error_text_from_code.get(cell.value, "#N/A"))
        case xlrd.XL_CELL_BOOLEAN:
            return str(bool(cell.value))
        case _:
            return clean(str(cell.value))


def _moment(cell: Any, book: Any) -> str:
    """A date, a clock time or both, by the format in which the cell shows it."""
    shown = str(book.format_map[book.xf_list[cell.xf_index].format_key].format_str).lower()
    is_clock = "h" in shown and not {"y", "d"} & set(shown)
    if cell.value < 1 or (is_clock and ("[h" in shown or cell.value == 1)):
        return duration(timedelta(days=cell.value))
    try:
        moment = xlrd.xldate_as_datetime(cell.value, book.datemode)
    except (xlrd.xldate.XLDateError, OverflowError):
        return number(cell.value)
    return day_or_moment(moment, shows_clock="h" in shown)


def _struck(sheet: Any, book: Any) -> Iterator[tuple[Place, Sequence[Run]]]:
    """The runs of each cell that has any struck text."""
    for row in range(min(sheet.nrows, MOST_ROWS)):
        for column in range(sheet.row_len(row)):
            cell = sheet.cell(row, column)
            own = book.xf_list[cell.xf_index].font_index
            text = str(cell.value)
            changes = sheet.rich_text_runlist_map.get((row, column), ())
            fonts = [(0, own), *changes]
            ends = [*(start for start, _ in changes), len(text)]
            runs = [
                Run(text[start:end], bool(book.font_list[font].struck_out))
                for (start, font), end in zip(fonts, ends, strict=True)
            ]
            if text and any(run.struck for run in runs):
                yield (row + 1, column), runs
