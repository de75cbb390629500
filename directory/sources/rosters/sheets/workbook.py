"""Reads the sheets of an .xlsx workbook as they are seen, within limits."""

import io
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from openpyxl import load_workbook

from directory.sources.rosters.sheets.grid import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_SHEETS,
    BoundsError,
    Grid,
    seen,
    too_large,
    too_many_sheets,
)
from directory.sources.rosters.sheets.sheet import RosterSheet
from directory.sources.rosters.sheets.workbook_bounds import NO_WORKBOOK, WORKBOOK
from directory.sources.rosters.sheets.written_numbers import day_or_moment, duration, number
from directory.sources.rosters.sheets.xlsx_marks import WorkbookMarks
from directory.sources.text_file import UnreadableError, clean
from directory.sources.zip_bounds import require_bounded

_TOO_WIDE = ["x"] * (MOST_COLUMNS + 1)
_FIRST_DAY = date(1900, 1, 1)


def sheets(data: bytes) -> list[RosterSheet]:
    """The sheets in order, also hidden ones, each with its rows that are not empty.

    Dates and times are written as in a CSV file. A formula without a calculated value is its own
    text, ”=…”. Raises only UnreadableError.
    """
    require_bounded(data, WORKBOOK)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl leaves out is not read here
            return list(_read(data))
    except (BoundsError, MemoryError):
        raise
    except Exception as error:  # openpyxl and lxml raise errors of many types
        raise UnreadableError(NO_WORKBOOK) from error


def _read(data: bytes) -> Iterator[RosterSheet]:
    values = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    formulas = load_workbook(io.BytesIO(data), read_only=True, data_only=False)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            marks = WorkbookMarks(parts)
            hidden = [sheet.sheet_state != "visible" for sheet in values.worksheets]
            if max(hidden.count(True), hidden.count(False)) > MOST_SHEETS:
                raise BoundsError(too_many_sheets())
            for sheet in values.worksheets:
                yield seen(_grid(sheet, formulas[sheet.title], marks))
    finally:
        values.close()
        formulas.close()


def _grid(sheet: Any, formulas: Any, marks: WorkbookMarks) -> Grid:
    rows = dict(_rows(sheet, formulas))
    seen_there = marks.of(sheet.title)
    return Grid(
        name=sheet.title,
        rows=rows,
        merges=seen_there.merges,
        runs=seen_there.runs,
        comments=seen_there.comments,
        hidden_rows=frozenset(seen_there.hidden_rows),
        hidden_columns=frozenset(seen_there.hidden_columns),
        is_hidden=sheet.sheet_state != "visible",
    )


def _rows(values: Any, formulas: Any) -> Iterator[tuple[int, list[str]]]:
    """The rows by number. Reads one row more than allowed, and every column, to detect excess.

    The size that a sheet declares is ignored: it would hide cells outside it.
    """
    values.reset_dimensions()
    formulas.reset_dimensions()
    last = MOST_ROWS + 1
    pairs = zip(values.iter_rows(max_row=last), formulas.iter_rows(max_row=last), strict=False)
    width = 0
    for row_number, (row, written) in enumerate(pairs, 1):
        width += len(row)
        cells = _cells(row, written) if width <= MOST_CELLS else _TOO_WIDE
        if cells and (row_number > MOST_ROWS or len(cells) > MOST_COLUMNS):
            raise BoundsError(too_large(values.title))
        if cells:
            yield row_number, cells


def _cells(row: Any, written: Any) -> list[str]:
    """The cells of a row as text, without the empty ones at its end."""
    cells = [_text(cell) for cell in row]
    for column, cell in enumerate(written[: len(cells)]):
        if cell.data_type == "f" and _was_never_calculated(row[column]):
            cells[column] = _formula(cell.value)
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _was_never_calculated(cell: Any) -> bool:
    """Whether a formula has no value; an empty text is None too, but of the type str."""
    return cell.value is None and cell.data_type != "str"


def _text(cell: Any) -> str:
    """The value as written in a CSV file."""
    value = cell.value
    if isinstance(value, datetime):
        if value.date() == _FIRST_DAY:  # a clock time of a whole day: 24:00
            return duration(timedelta(hours=24 + value.hour, minutes=value.minute))
        return day_or_moment(value, shows_clock="h" in str(cell.number_format).lower())
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return duration(timedelta(hours=value.hour, minutes=value.minute, seconds=value.second))
    if isinstance(value, timedelta):
        return duration(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return number(value)
    return "" if value is None else clean(str(value))


def _formula(value: Any) -> str:
    written = clean(str(getattr(value, "text", value)))  # a formula of several cells is an object
    return written if written.startswith("=") else f"={written}"
