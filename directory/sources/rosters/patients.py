"""Identity numbers in a roster: they stop it as a whole, and are never shown again."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import islice

from directory.catalogue.identities import find_identity
from directory.sources.rosters.sheets.sheet import RosterSheet, SheetRow

MOST_PLACES = 5
IN_FILE = "Filen ser ut att innehålla ett personnummer. Ta bort det och läs in filen igen."

IN_PLACE = "{0} ser ut att innehålla ett personnummer. Ta bort det och läs in filen igen."
_MOMENT = re.compile(r"(?:20)?(\d\d)[-./]?(\d\d)[-./]?(\d\d) (\d\d)(\d\d)", re.ASCII)
_ABOUT_NOW = timedelta(days=366)
_HEADS = 5
_TELEPHONES = re.compile(r"telefon|mobil|\btel\b|\btfn\b|sökare|\bring\b", re.IGNORECASE)


def in_sheets(workbook: Sequence[RosterSheet], today: date) -> tuple[str, ...]:
    """Faults for the first cells, notes and names of sheets that hold an identity."""
    return tuple(islice(_in_sheets(workbook, today), MOST_PLACES))


def masked(faults: Sequence[str], today: date) -> tuple[str, ...]:
    """The faults of a file, without those that repeat an identity from it."""
    return tuple(IN_FILE if find_identity(fault, today=today) else fault for fault in faults)


def _in_sheets(workbook: Sequence[RosterSheet], today: date) -> Iterator[str]:
    for number, sheet in enumerate(workbook, 1):
        if find_identity(sheet.name, today=today):
            yield IN_PLACE.format(f"Namnet på blad {number}")
        else:
            yield from (IN_PLACE.format(_capital(place)) for place in _places(sheet, today))


def _places(sheet: RosterSheet, today: date) -> Iterator[str]:
    telephones = _telephone_columns(sheet)
    for line in sheet.lines:
        for column, text in _texts(line):
            label = "telefon " if column in telephones else ""
            if not _is_moment(text, today) and find_identity(label + text, today=today):
                yield sheet.cell_place(line.number, column)


def _is_moment(text: str, today: date) -> bool:
    """Whether the whole cell is a day about now and a time, as shifts are: ”2026-11-01 0730”."""
    if not (match := _MOMENT.fullmatch(text)):
        return False
    try:
        day = date(2000 + int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return False
    return abs(day - today) <= _ABOUT_NOW and int(match[4]) < 24 and int(match[5]) < 60


def _texts(line: SheetRow) -> Iterator[tuple[int, str]]:
    yield from enumerate(line.cells)
    yield from line.notes.items()


def _telephone_columns(sheet: RosterSheet) -> frozenset[int]:
    """The columns whose heading says that there are telephone numbers in them."""
    return frozenset(
        column
        for line in sheet.lines[:_HEADS]
        for column, cell in enumerate(line.cells)
        if _TELEPHONES.search(cell)
    )


def _capital(place: str) -> str:
    return place[:1].upper() + place[1:]
