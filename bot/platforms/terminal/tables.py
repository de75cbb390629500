"""A table as lines: beside each other where the window is wide enough, else row by row."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from rich.cells import cell_len
from rich.text import Text as Line

from bot.cards import Table, TableCell, TableEntry, TableRow
from bot.platforms.terminal.lines import (
    NUMBER,
    QUIET,
    STRONG,
    WARNING,
    Span,
    columns,
    text_line,
)
from bot.platforms.terminal.printable import printable

_NOTHING = "–"


def table_lines(table: Table, width: int) -> list[Line]:
    """The table under its heading; 0 columns of width: row by row."""
    heading = [text_line((table.heading, STRONG))] if table.heading else []
    grid = list(_grid(table))
    return heading + (columns(grid) if _width(grid) <= width else _stacked(table))


# -- beside each other ----------------------------------------------------------------------


def _width(grid: Sequence[Sequence[Span]]) -> int:
    return sum(
        max(cell_len(printable(text)) for text, _ in column) + 2
        for column in zip(*grid, strict=True)
    )


def _grid(table: Table) -> Iterator[list[Span]]:
    yield [(words, STRONG) for words in (table.corner, *table.columns)]
    for row in table.rows:
        cells = [_head(row), *map(_cell, row.cells)]
        yield from (list(spans) for spans in zip_longest(*cells, fillvalue=("", "")))


def _head(row: TableRow) -> list[Span]:
    number = row.contact.text if row.contact else ""
    spans = [(row.heading, STRONG), (row.detail, QUIET), (number, NUMBER)]
    return [span for span in spans if span[0]]


def _cell(cell: TableCell) -> list[Span]:
    return [span for entry in cell for span in _entry(entry)] or [(_NOTHING, QUIET)]


def _entry(entry: TableEntry) -> Iterator[Span]:
    who = ", ".join(words for words in (entry.text, entry.detail) if words)
    yield who, WARNING if entry.amiss else ""
    if entry.contact:
        yield entry.contact.text, NUMBER


# -- row by row -----------------------------------------------------------------------------


def _stacked(table: Table) -> list[Line]:
    """The heading of each row, and below it a line for each entry; all share their columns."""
    entries = [list(_lines_of(row, table)) for row in table.rows]
    drawn = iter(columns([line for of_row in entries for line in of_row]))
    lines: list[Line] = []
    for row, of_row in zip(table.rows, entries, strict=True):
        lines += [_heading(row), *(next(drawn) for _ in of_row)]
    return lines


def _heading(row: TableRow) -> Line:
    number = f"  {row.contact.text}" if row.contact else ""
    return text_line(
        (row.heading, STRONG), (f"  {row.detail}" if row.detail else "", QUIET), (number, NUMBER)
    )


def _lines_of(row: TableRow, table: Table) -> Iterator[list[Span]]:
    for column, cell in zip(table.columns, row.cells, strict=True):
        for entry in cell:
            number = entry.contact.text if entry.contact else ""
            style = WARNING if entry.amiss else ""
            yield [
                (f"  {column}", ""),
                (entry.text, style),
                (number, NUMBER),
                (entry.detail, QUIET),
            ]
