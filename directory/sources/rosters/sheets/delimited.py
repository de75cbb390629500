"""Reads a CSV file as a sheet, with a given separator."""

import csv
import io

from directory.sources.rosters.sheets.sheet import RosterSheet, SheetRow
from directory.sources.text_file import UnreadableError, clean
from directory.spreadsheets import unprotect

SEPARATORS = (";", "\t", ",")
"""In the order in which they are tried; the first that gives a roster is used."""

MOST_LINES = 20_000
MOST_COLUMNS = 500
MOST_CELLS = 1_000_000

_TOO_WIDE = (
    "Filen har fler celler än ett schema. Ett schema har högst 500 kolumner: ta bort resten, eller "
    "dela upp det i flera filer."
)


def delimited(text: str, separator: str) -> RosterSheet:
    """The rows that are not empty, by the physical line on which each begins.

    Raises UnreadableError for a file that cannot be split into cells.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    lines: list[SheetRow] = []
    number, counted = 1, 0
    try:
        for row in reader:
            counted += len(row)
            if len(row) > MOST_COLUMNS or counted > MOST_CELLS:
                raise UnreadableError(_TOO_WIDE, number)
            if any(cells := tuple(unprotect(clean(cell)) for cell in row)):
                lines.append(SheetRow(number, cells))
            number = reader.line_num + 1
            if len(lines) > MOST_LINES:
                raise UnreadableError("Filen har fler än 20 000 rader. Dela upp den i flera filer.")
    except csv.Error as error:
        message = f"Rad {number} går inte att läsa. Se efter att citattecknen går ihop."
        raise UnreadableError(message) from error
    return RosterSheet("", tuple(lines))
