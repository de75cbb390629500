"""Identity numbers in a region's files: each is an error, and none is ever repeated."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from directory.catalogue.identities import find_identity
from directory.sources.faults import Fault
from directory.sources.region.region_sheets import RegionSheets
from directory.sources.region.settings_file import SETTINGS_FILE
from directory.sources.text_file import UnreadableError, read_text

LOOKS_LIKE_IDENTITY = "Det ser ut som ett personnummer. Ta bort det."
_HIDDEN = "något som ser ut som ett personnummer"
_NUMBERS = "nummer"
"""The column of telephone numbers, in every file that has any."""
_DIALLED = ("0", "+")


def identities(folder: Path, sheets: RegionSheets, today: date | None) -> Iterator[Fault]:
    """An error for each cell, and each line of the settings, that holds an identity."""
    yield from _in_settings(folder, today)
    for form, sheet in sheets.tables():
        for record in sheet.records:
            for column, cell in record.cells.items():
                if _is_identity(column, cell, today):
                    yield Fault(form.file, record.line, column, "", LOOKS_LIKE_IDENTITY)


def masked(faults: Iterable[Fault], today: date | None) -> Iterator[Fault]:
    """The faults without what must not be shown again, in whichever of their words it stands."""
    return (_masked(fault, today) for fault in faults)


def _is_identity(column: str, cell: str, today: date | None) -> bool:
    if column == _NUMBERS and cell.startswith(_DIALLED):
        return False
    return find_identity(cell, today=today) is not None


def _in_settings(folder: Path, today: date | None) -> Iterator[Fault]:
    try:
        text = read_text(folder / SETTINGS_FILE) or ""
    except UnreadableError:
        return  # a fault of its own
    for number, line in enumerate(text.splitlines(), 1):
        if find_identity(line, today=today):
            yield Fault(SETTINGS_FILE, number, "", "", LOOKS_LIKE_IDENTITY)


def _masked(fault: Fault, today: date | None) -> Fault:
    said = (fault.file, fault.column, fault.value, fault.message)
    if not any(find_identity(text, today=today) for text in said):
        return fault
    name = _HIDDEN if find_identity(fault.file, today=today) else fault.file
    return replace(fault, file=name, column="", value="", message=LOOKS_LIKE_IDENTITY)
