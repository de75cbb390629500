"""A region whose texts are all as long as an import lets them be: written as files, and read in."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from directory.catalogue.lengths import Longest
from directory.region import Region
from directory.sources.cells import LINE, NAME, TEXT, WORD, Cell
from directory.sources.region.calendar_file import CALENDAR
from directory.sources.region.chains_file import CHAINS
from directory.sources.region.people_file import PEOPLE
from directory.sources.region.phones_file import PHONES
from directory.sources.region.region_files import read_region, write_region
from directory.sources.region.rotations_file import ROTATIONS
from directory.sources.region.services_file import SERVICES
from directory.sources.region.settings_file import SETTINGS_FILE
from directory.sources.region.shifts_file import SHIFTS
from directory.sources.region.units_file import UNITS
from directory.sources.region.words_file import WORDS
from directory.sources.table_file import format_table, parse_table
from directory.sources.table_format import ColumnFormat, TableFormat
from tests.builders import small_region

FORMATS: tuple[TableFormat[Any], ...] = (
    UNITS,
    PEOPLE,
    SERVICES,
    PHONES,
    CHAINS,
    ROTATIONS,
    SHIFTS,
    WORDS,
    CALENDAR,
)
FILLER = " och <åäö> & *fetstil* _ord_ ~till~ `slut` 😀"
_TEXTS: tuple[Cell[str], ...] = (LINE, NAME, TEXT, WORD)
_FILLED = ("före_samtal", "etikett", "källa", "adress", "öppettider", "titel", "namn", "text")
"""Columns that are filled where they are empty, too."""


def longest_region(folder: Path) -> Region:
    """The small region, with every text filled to its limit."""
    write_region(small_region(), folder)
    for form in FORMATS:
        file = folder / form.file
        if file.exists():
            file.write_bytes(_filled(form, file.read_text("utf-8-sig")))
    settings = folder / SETTINGS_FILE
    settings.write_text(_filled_settings(settings.read_text("utf-8")), "utf-8")
    reading = read_region(folder, today=date(2026, 11, 24))
    assert reading.region is not None, [str(fault) for fault in reading.faults]
    return reading.region


def _filled(form: TableFormat[Any], text: str) -> bytes:
    table = parse_table(form.file, text, form.names, form.required)
    assert not table.faults
    rows = ([_cell(column, record.cells) for column in form.columns] for record in table.records)
    return format_table(form.names, rows)


def _cell(column: ColumnFormat, cells: Mapping[str, str]) -> str:
    written = cells[column.name]
    if column.name in ("nummer", "ankn") or (cells.get("typ") == "roll" and column.name == "text"):
        return written
    if column.cell in _TEXTS and (written or column.name in _FILLED):
        return filled(written, column.cell.most)
    return written


def filled(written: str, most: int) -> str:
    """The words with others after them, to the last character; the same for the same words."""
    text = f"{written}{FILLER * (most // len(FILLER) + 1)}"[:most]
    return f"{text.rstrip()}{'å' * most}"[:most]


def _filled_settings(text: str) -> str:
    return "\n".join(_settings_lines(text)) + "\n"


def _settings_lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        key, colon, value = line.partition(": ")
        most = {"namn": Longest.NAME, "  text": Longest.TEXT}.get(key)
        yield f"{key}{colon}{filled(value, most)!r}" if most else line
