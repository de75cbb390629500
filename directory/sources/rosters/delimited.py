"""Reads a CSV file as a sheet, with a given separator."""

import csv
import io

from directory.sources.rosters.sheet import RosterSheet, SheetRow
from directory.sources.text_file import UnreadableError, clean
from directory.spreadsheets import unprotect

SEPARATORS = (";", "\t", ",")
"""In the order in which they are tried; the first that gives a roster is used."""

MOST_LINES = 20_000


def delimited(text: str, separator: str) -> RosterSheet:
    """The rows that are not empty, by the physical line on which each begins.

    Raises UnreadableError for a file that cannot be split into cells.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    lines: list[SheetRow] = []
    number = 1
    try:
        for row in reader:
            if any(cells := tuple(unprotect(clean(cell)) for cell in row)):
                lines.append(SheetRow(number, cells))
            number = reader.line_num + 1
            if len(lines) > MOST_LINES:
                raise UnreadableError("Filen har fler än 20 000 rader. Dela upp den i flera filer.")
    except csv.Error as error:
        message = f"Rad {number} går inte att läsa. Se efter att citattecknen går ihop."
        raise UnreadableError(message) from error
    return RosterSheet("", tuple(lines))
