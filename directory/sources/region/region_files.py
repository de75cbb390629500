"""Reads a region's folder into one value, all or nothing, and writes it back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar, cast

from directory.lazy.values import dataclass
from directory.region import Region, row_key
from directory.rosters.chains import ChainStep
from directory.sources.faults import MOST_FAULTS, Fault, Severity, did_you_mean
from directory.sources.region.beside import BESIDE_FILES, FileBeside
from directory.sources.region.calendar_file import CALENDAR
from directory.sources.region.chains_file import CHAINS
from directory.sources.region.consistency import contradictions
from directory.sources.region.patients import identities, masked
from directory.sources.region.people_file import PEOPLE
from directory.sources.region.phones_file import PHONES, phone_rows, with_phones
from directory.sources.region.references import unknown_references
from directory.sources.region.region_sheets import FORMATS, RegionSheets, read_sheets
from directory.sources.region.rotations_file import ROTATIONS
from directory.sources.region.services_file import SERVICES, services_at_hospitals
from directory.sources.region.settings_file import SETTINGS_FILE, format_settings
from directory.sources.region.shifts_file import SHIFTS
from directory.sources.region.uniqueness import duplicates
from directory.sources.region.units_file import UNITS
from directory.sources.region.weak_spots import gaps, old_numbers, unread_hours
from directory.sources.region.words_file import WORDS
from directory.sources.table_format import TableFormat

T = TypeVar("T")

FILES = (SETTINGS_FILE, *(form.file for form in FORMATS), *BESIDE_FILES)

AGREEMENTS_FOLDER = "avtal"
"""The folder of a region's agreements, which `konsult import agreements` reads."""
SHORTAGES_FOLDER = "restnoteringar"
"""The folder of the authority's file, which `konsult import shortages` reads."""
_READ_APART = (AGREEMENTS_FOLDER, SHORTAGES_FOLDER)
_PASSED_OVER = ("readme", ".", "~$", "__")


class ForeignFolderError(Exception):
    """A folder that holds something other than a region; the message is Swedish."""


@dataclass(frozen=True, slots=True)
class RegionReading:
    """What a folder holds. `region` is None exactly when a fault is an error, and then nothing
    else is in it either. `beside`: the values of the files beside the region's own, by file."""

    region: Region | None
    faults: tuple[Fault, ...]
    beside: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)

    def of(self, form: TableFormat[T]) -> tuple[T, ...]:
        """The values of a file beside the region's own."""
        return cast(tuple[T, ...], self.beside.get(form.file, ()))

    @property
    def errors(self) -> tuple[Fault, ...]:
        """What stops the import."""
        return tuple(f for f in self.faults if f.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Fault, ...]:
        """What a person should look at."""
        return tuple(f for f in self.faults if f.severity is Severity.WARNING)


def read_region(
    folder: Path, today: date | None = None, beside: Sequence[FileBeside] = ()
) -> RegionReading:
    """The region in the folder, with every fault in every file. Never writes or raises.

    Faults are in the order of docs/region-files.md and of lines, at most 500 of a file. Old numbers
    are reported only with `today`, weak spots only if there are no errors. `beside`: which of the
    files that lie beside the region's own are read too.
    """
    if not folder.is_dir():
        message = "Mappen finns inte. Ange en mapp med region.yaml och enheter.csv."
        return RegionReading(None, (Fault(str(folder), 0, "", "", message),))
    sheets = read_sheets(folder, [one.form for one in beside])
    faults = list(sheets.settings.faults)
    for _, sheet in sheets.tables():
        faults += sheet.faults
    faults += unknown_references(sheets)
    faults += duplicates(sheets)
    faults += contradictions(sheets)
    faults += _unexpected_files(folder)
    faults += identities(folder, sheets, today)
    faults = list(masked(faults, today))
    if today is not None:
        faults += old_numbers(sheets, today)
    broken = any(fault.severity is Severity.ERROR for fault in faults)
    if broken:
        return RegionReading(None, tuple(_in_order(faults)))
    faults += gaps(sheets)
    faults += unread_hours(sheets)
    faults += (fault for one in beside for fault in one.gaps(sheets))
    values = {form.file: sheet.values for form, sheet in sheets.beside}
    return RegionReading(_region(sheets), tuple(_in_order(faults)), values)


def _unexpected_files(folder: Path) -> Iterator[Fault]:
    for path in sorted(folder.glob("*")):
        if path.name in FILES or (path.is_dir() and path.name in _READ_APART):
            continue
        if path.name.lower().startswith(_PASSED_OVER):
            continue
        suggestion = did_you_mean(path.name, FILES) or " Ta bort den om den inte behövs."
        message = f"Filen hör inte till en region och läses inte.{suggestion}"
        yield Fault(path.name, 0, "", "", message, Severity.WARNING)


def _in_order(faults: Iterable[Fault]) -> Iterator[Fault]:
    """By file and line, without duplicates; errors first where there are too many."""

    def place(fault: Fault) -> tuple[int, str, int]:
        known = fault.file in FILES
        return FILES.index(fault.file) if known else len(FILES), fault.file, fault.line

    for _, group in groupby(sorted(dict.fromkeys(faults), key=place), key=lambda f: f.file):
        of_file = list(group)
        if len(of_file) <= MOST_FAULTS:
            yield from of_file
            continue
        worst = sorted(of_file, key=lambda fault: fault.severity is Severity.WARNING)[:MOST_FAULTS]
        yield from sorted(worst, key=place)
        message = f"Filen har fler än {MOST_FAULTS} fel. Rätta de första och läs om."
        yield Fault(of_file[0].file, 0, "", "", message, worst[0].severity)


def _region(sheets: RegionSheets) -> Region:
    assert sheets.settings.value is not None
    units = {unit.id: unit for unit in sheets.units.values}
    with_numbers = with_phones(sheets.units.values, sheets.people.values, sheets.phones.values)
    return Region(
        settings=sheets.settings.value,
        units=with_numbers[0],
        people=with_numbers[1],
        services=services_at_hospitals(sheets.services.entries, units),
        role_phones=with_numbers[2],
        chain_steps=sheets.chains.values,
        rotations=sheets.rotations.values,
        shifts=sheets.shifts.values,
        terms=sheets.words.values,
        calendar=sheets.calendar.values,
    )


def region_files(region: Region) -> dict[str, bytes]:
    """All files of a region by name; deterministic.

    Rows are in the order of their keys; the numbers of an owner keep their order. Raises
    ValueError for a value that the format cannot hold (`|` within one of several values).
    """
    return {
        SETTINGS_FILE: format_settings(region.settings),
        UNITS.file: UNITS.write(sorted(region.units, key=row_key)),
        PEOPLE.file: PEOPLE.write(sorted(region.people, key=row_key)),
        SERVICES.file: SERVICES.write(sorted(region.services, key=row_key)),
        PHONES.file: PHONES.write(phone_rows(region)),
        CHAINS.file: CHAINS.write(sorted(region.chain_steps, key=_step_order)),
        ROTATIONS.file: ROTATIONS.write(sorted(region.rotations, key=row_key)),
        SHIFTS.file: SHIFTS.write(sorted(region.shifts, key=row_key)),
        WORDS.file: WORDS.write(sorted(region.terms, key=row_key)),
        CALENDAR.file: CALENDAR.write(sorted(region.calendar, key=row_key)),
    }


def _step_order(step: ChainStep) -> tuple[str, str, int]:
    return step.service, step.time_class, step.position


def write_region(region: Region, folder: Path, beside: Mapping[str, bytes] | None = None) -> None:
    """Write the region's files to the folder, and those beside them (by their names), each one
    atomically; other files stay.

    The folder is created if it does not exist. Raises ForeignFolderError, before writing anything,
    for a file or for a folder with other content than a region; OSError if it cannot be written.
    """
    _refuse_foreign(folder)
    files = {**region_files(region), **(beside or {})}
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".", dir=folder) as unfinished:
        for name, content in files.items():
            (Path(unfinished) / name).write_bytes(content)
        for name in files:
            (Path(unfinished) / name).replace(folder / name)


def _refuse_foreign(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise ForeignFolderError(f"{folder} är en fil. Ange en mapp.")
    if folder.exists() and any(folder.iterdir()) and not (folder / SETTINGS_FILE).exists():
        raise ForeignFolderError(
            f"{folder} innehåller annat än en region. Ange en tom mapp eller en ny."
        )
