"""A table, row by row: Slack has none that a message for one person alone may hold."""

from collections.abc import Iterator

from bot.cards import Table, TableCell, TableRow
from bot.platforms.slack.drawing.buttons import beside, button, value_that_fits
from bot.platforms.slack.drawing.contacts import way
from bot.platforms.slack.drawing.limits import Block
from bot.platforms.slack.drawing.steps import WARNING_SIGN
from bot.platforms.slack.drawing.text import Run, bold, runs, sections

_OPEN = "Visa"


def table_blocks(table: Table) -> list[Block]:
    """The heading, then a section for each row: a line for every column that holds something."""
    heading = sections(runs("", table.heading, bold))
    return heading + [block for row in table.rows for block in _row(row, table.columns)]


def _row(row: TableRow, columns: tuple[str, ...]) -> list[Block]:
    words = sections([*_heading(row), *_cells(row, columns)])
    value = value_that_fits(row.press, keep=True) if row.press else ""
    return beside(words, button(_OPEN, value)) if value else words


def _heading(row: TableRow) -> Iterator[Run]:
    yield from runs("", row.heading, bold)
    yield from runs(" · ", row.detail)
    if row.contact:
        yield from way(row.contact, " · ", row.heading)


def _cells(row: TableRow, columns: tuple[str, ...]) -> Iterator[Run]:
    for column, cell in zip(columns, row.cells, strict=True):
        if cell:
            yield from runs("\n", f"{column}:")
            yield from _entries(cell, column)


def _entries(cell: TableCell, column: str) -> Iterator[Run]:
    glue = " "
    for entry in cell:
        sign = WARNING_SIGN if entry.amiss and entry.text.strip() else ""
        yield from runs(glue, f"{sign}{entry.text}")
        if entry.contact:
            yield from way(entry.contact, " · ", f"{column} {entry.text}")
        yield from runs(" · ", entry.detail)
        glue = "; "
