"""konsulttider.csv: consultation hours that the region offers."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta

from directory.catalogue.people import Access, Profession
from directory.hours.files.row import HourRow
from directory.hours.offered import HourChannel, HourMode
from directory.hours.weeks import Weeks
from directory.sources.cells import (
    DASHES,
    DATE,
    HOURS,
    IDENTIFIER,
    LINE,
    NOBODY,
    NUMBER,
    REFERENCE,
    TEXT,
    WORD,
    Cell,
    CellError,
    several,
    word,
)
from directory.sources.faults import Fault
from directory.sources.region.beside import HOURS_FILE, PILOTS_FILE, FileBeside
from directory.sources.region.people_file import PEOPLE_FILE
from directory.sources.region.region_sheets import RegionSheets
from directory.sources.region.services_file import SERVICES_FILE
from directory.sources.region.spreadsheet_damage import damage
from directory.sources.region.units_file import UNITS_FILE
from directory.sources.table_format import ColumnFormat, TableFormat, Values

_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)
_ONLY_SLOTS = ("längd", "paus", "högst")
_NEEDS_WHERE = {HourChannel.PHONE: "numret", HourChannel.VIDEO: "länken eller hur man möts"}
_ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)


def _lasting(unit: timedelta, word_: str, example: str) -> Cell[timedelta]:
    return Cell(
        f"{word_}, till exempel {example}",
        lambda written: NUMBER.read(written) * unit,
        lambda length: str(length // unit),
    )


MINUTES = _lasting(_MINUTE, "minuter", "30")
_HOURS_BEFORE = several(_lasting(_HOUR, "timmar", "24"))
ANNOUNCED: Cell[tuple[timedelta, ...]] = Cell(
    "timmar före, till exempel 24|2, eller - för aldrig",
    lambda written: () if written in DASHES else _HOURS_BEFORE.read(written),
    lambda times: _HOURS_BEFORE.write(times) if times else NOBODY,
)


def _check(cells: Mapping[str, str]) -> Iterator[CellError]:
    mode = cells["sätt"].casefold()
    if mode == HourMode.SLOTS and not cells["längd"]:
        yield CellError("längd", "Bokade tider behöver en längd i minuter, till exempel 30.")
    for column in _ONLY_SLOTS if mode == HourMode.DROP_IN else ():
        if cells[column]:
            yield CellError(column, "Det gäller bara bokade tider. Ta bort det.")
    for channel, what in _NEEDS_WHERE.items():
        if cells["kanal"].casefold() == channel and not cells["var"]:
            yield CellError("var", f"Skriv {what}, så att den som frågar når fram.")
    if cells["kanal"].casefold() == HourChannel.PHONE and (broken := damage(cells["var"])):
        yield CellError("var", broken)


def _row(values: Values) -> HourRow:
    """The row, if an hour can be made of it; a fault names the column that mends it."""
    usual = {"buffer": timedelta(0)} if values["mode"] is HourMode.SLOTS else {}
    row = HourRow(**{**usual, **values})
    if row.last is not None and row.last < row.first:
        raise CellError("sista", "Sista dagen ligger före den första. Rätta en av dem.")
    _try("längd", lambda: row.plan)
    _try("återlämnas", lambda: row.release)
    _try("tider", lambda: row.hour(_ANY_TIME))
    return row


def _try(column: str, made: Callable[[], object]) -> None:
    try:
        made()
    except ValueError as error:
        raise CellError(column, str(error)) from error


HOURS_TABLE: TableFormat[HourRow] = TableFormat(
    HOURS_FILE,
    (
        ColumnFormat("id", "id", IDENTIFIER, required=True),
        ColumnFormat("tjänst", "service", REFERENCE, required=True, refers=SERVICES_FILE),
        ColumnFormat("specialist", "specialist", REFERENCE, required=True, refers=PEOPLE_FILE),
        ColumnFormat("sätt", "mode", word(HourMode), required=True),
        ColumnFormat("kanal", "channel", word(HourChannel), required=True),
        ColumnFormat("var", "where", LINE),
        ColumnFormat("tider", "hours", HOURS, required=True),
        ColumnFormat("första", "first", DATE, required=True),
        ColumnFormat("sista", "last", DATE),
        ColumnFormat("längd", "length", MINUTES),
        ColumnFormat("paus", "buffer", MINUTES),
        ColumnFormat("högst", "most", NUMBER),
        ColumnFormat("för", "about", TEXT),
        ColumnFormat("inte_för", "not_about", TEXT),
        ColumnFormat("enheter", "units", several(REFERENCE, frozenset), refers=UNITS_FILE),
        ColumnFormat("kommuner", "municipalities", several(WORD, frozenset)),
        ColumnFormat("yrken", "professions", several(word(Profession), frozenset)),
        ColumnFormat("ropas_ut", "announced", ANNOUNCED),
        ColumnFormat("återlämnas", "given_back", MINUTES),
        ColumnFormat("pilot", "pilot", REFERENCE, refers=PILOTS_FILE),
        ColumnFormat("veckor", "weeks", several(word(Weeks), frozenset)),
    ),
    _row,
    optional=True,
    check=_check,
)


def _gaps(sheets: RegionSheets) -> Iterator[Fault]:
    """Those who could neither close their hours nor answer in them."""
    access = {person.id: person.access for person in sheets.people.values}
    for form, sheet in sheets.beside:
        for entry in sheet.entries if form is HOURS_TABLE else ():
            if Access.SPECIALIST not in access[entry.value.specialist]:
                yield entry.warning("specialist", _NO_SPECIALIST)


_NO_SPECIALIST = (
    "Personen är inte specialist i personer.csv, och kan inte ställa in sina tider eller ropa upp "
    "kön. Lägg till specialist i kolumnen behörighet."
)

HOURS_BESIDE = FileBeside(HOURS_TABLE, _gaps)
