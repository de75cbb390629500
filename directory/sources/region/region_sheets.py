"""All files of a region as read, before they become one value."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from directory.catalogue.people import Person
from directory.catalogue.services import Service
from directory.catalogue.terms import Term
from directory.catalogue.units import Unit
from directory.lazy.values import dataclass
from directory.rosters.chains import ChainStep
from directory.rosters.rotation import Rotation
from directory.rosters.shift import Shift
from directory.sources.region.calendar_file import CALENDAR
from directory.sources.region.chains_file import CHAINS
from directory.sources.region.people_file import PEOPLE, PEOPLE_FILE
from directory.sources.region.phones_file import PHONES, PhoneRow
from directory.sources.region.rotations_file import ROTATIONS
from directory.sources.region.services_file import SERVICES, SERVICES_FILE
from directory.sources.region.settings_file import SettingsSheet, read_settings
from directory.sources.region.shifts_file import SHIFTS
from directory.sources.region.units_file import UNITS, UNITS_FILE
from directory.sources.region.words_file import WORDS
from directory.sources.table_format import TableContent, TableFormat
from directory.walltime.days import Exceptional

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


@dataclass(frozen=True, slots=True)
class Ids:
    """The ids of a file, faulty rows included, and by name what a person may write instead.

    `complete` is False where the file could not be read: then any id may exist.
    """

    known: frozenset[str]
    meanings: Mapping[str, str]
    complete: bool

    def lacks(self, id_: str) -> bool:
        """Whether the id certainly does not exist."""
        return self.complete and id_ not in self.known


@dataclass(frozen=True)
class RegionSheets:
    """Every file of a region, each with its own faults."""

    settings: SettingsSheet
    units: TableContent[Unit]
    people: TableContent[Person]
    services: TableContent[Service]
    phones: TableContent[PhoneRow]
    chains: TableContent[ChainStep]
    rotations: TableContent[Rotation]
    shifts: TableContent[Shift]
    words: TableContent[Term]
    calendar: TableContent[Exceptional]
    beside: tuple[tuple[TableFormat[Any], TableContent[Any]], ...] = ()

    def tables(self) -> Iterator[tuple[TableFormat[Any], TableContent[Any]]]:
        """Each CSV file's format and contents, in the order of docs/region-files.md."""
        sheets = (
            self.units,
            self.people,
            self.services,
            self.phones,
            self.chains,
            self.rotations,
            self.shifts,
            self.words,
            self.calendar,
        )
        yield from zip(FORMATS, sheets, strict=True)
        yield from self.beside

    @cached_property
    def ids(self) -> Mapping[str, Ids]:
        """The ids of units, people, services and what lies beside them, by file."""
        return {
            **{form.file: _ids(sheet) for form, sheet in self.beside},
            UNITS_FILE: _ids(self.units),
            PEOPLE_FILE: _ids(self.people),
            SERVICES_FILE: _ids(self.services),
        }


def _ids(sheet: TableContent[Any]) -> Ids:
    meanings = {
        record.cells[column]: record.cells["id"]
        for column in ("initialer", "namn", "id")
        for record in sheet.records
        if record.cells.get(column) and record.cells["id"]
    }
    known = frozenset(record.cells["id"] for record in sheet.records)
    return Ids(known, meanings, sheet.readable)


def read_sheets(folder: Path, beside: Sequence[TableFormat[Any]] = ()) -> RegionSheets:
    """Every file of the folder, and those that lie beside the region's. Never raises."""
    return RegionSheets(
        settings=read_settings(folder),
        units=UNITS.read(folder),
        people=PEOPLE.read(folder),
        services=SERVICES.read(folder),
        phones=PHONES.read(folder),
        chains=CHAINS.read(folder),
        rotations=ROTATIONS.read(folder),
        shifts=SHIFTS.read(folder),
        words=WORDS.read(folder),
        calendar=CALENDAR.read(folder),
        beside=tuple((form, form.read(folder)) for form in beside),
    )
