"""Reads the visible sheets of an .xlsx workbook as text, within limits."""

import io
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from openpyxl import load_workbook

from directory.sources.rosters.sheet import RosterSheet, SheetRow
from directory.sources.rosters.workbook_bounds import NO_WORKBOOK, WORKBOOK
from directory.sources.text_file import UnreadableError, clean
from directory.sources.zip_bounds import require_bounded

MOST_ROWS = 5_000
MOST_COLUMNS = 500
MOST_SHEETS = 60
_MOST_CELLS = 1_000_000
_TOO_WIDE = ["x"] * (MOST_COLUMNS + 1)


def sheets(data: bytes) -> list[RosterSheet]:
    """The visible sheets in order, each with its rows that are not empty.

    Dates and times are written as in a CSV file. A formula without a calculated value is its own
    text, ”=…”. Raises only UnreadableError.
    """
    require_bounded(data, WORKBOOK)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl leaves out (styles, lists) is not read
            return list(_read(data))
    except (_BoundsError, MemoryError):
        raise
    except Exception as error:  # openpyxl raises errors of many types
        raise UnreadableError(NO_WORKBOOK) from error


class _BoundsError(UnreadableError):
    """More rows, columns or sheets than a roster has."""


def _read(data: bytes) -> Iterator[RosterSheet]:
    values = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    formulas = load_workbook(io.BytesIO(data), read_only=True, data_only=False)
    try:
        visible = [sheet for sheet in values.worksheets if sheet.sheet_state == "visible"]
        if len(visible) > MOST_SHEETS:
            raise _BoundsError(
                f"Boken har fler än {MOST_SHEETS} blad. Spara schemat i en egen bok."
            )
        for sheet in visible:
            yield RosterSheet(clean(sheet.title), tuple(_lines(sheet, formulas[sheet.title])))
    finally:
        values.close()
        formulas.close()


def _lines(values: Any, formulas: Any) -> Iterator[SheetRow]:
    """The rows by number. Reads one row more than allowed, and every column, to detect excess.

    The size that a sheet declares is ignored: it would hide cells outside it.
    """
    values.reset_dimensions()
    formulas.reset_dimensions()
    last = MOST_ROWS + 1
    pairs = zip(values.iter_rows(max_row=last), formulas.iter_rows(max_row=last), strict=False)
    width = 0
    for number, (row, written) in enumerate(pairs, 1):
        width += len(row)
        cells = _cells(row, written) if width <= _MOST_CELLS else _TOO_WIDE
        if cells and (number > MOST_ROWS or len(cells) > MOST_COLUMNS):
            raise _BoundsError(
                f"Bladet ”{values.title}” är för stort. Det får ha högst {MOST_ROWS} rader och "
                f"{MOST_COLUMNS} kolumner."
            )
        if cells:
            yield SheetRow(number, tuple(cells))


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
        with_clock = "h" in str(cell.number_format).lower() or value.time() != time(0)
        return f"{_to_the_minute(value):%Y-%m-%d %H:%M}" if with_clock else f"{value:%Y-%m-%d}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, timedelta):
        hours, minutes = divmod(round(value.total_seconds() / 60), 60)
        return f"{hours:02}:{minutes:02}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else clean(str(value))


def _formula(value: Any) -> str:
    written = clean(str(getattr(value, "text", value)))  # a formula of several cells is an object
    return written if written.startswith("=") else f"={written}"


def _to_the_minute(value: datetime) -> datetime:
    """Workbooks count in fractions of a day, so 07:30 may come as 07:29:59.99."""
    return (value + timedelta(seconds=30)).replace(second=0, microsecond=0)
