"""konsulttid-piloter.csv: pilots that hours of the region are tried in."""

from collections.abc import Iterator, Mapping

from directory.catalogue.people import Profession
from directory.hours.files.pilot_row import PilotRow
from directory.sources.cells import (
    DATE,
    IDENTIFIER,
    LINE,
    NAME,
    REFERENCE,
    WORD,
    CellError,
    several,
    word,
)
from directory.sources.region.beside import PILOTS_FILE, FileBeside
from directory.sources.region.people_file import PEOPLE_FILE
from directory.sources.region.units_file import UNITS_FILE
from directory.sources.table_format import ColumnFormat, TableFormat, Values


def _check(cells: Mapping[str, str]) -> Iterator[CellError]:
    if not (cells["enheter"] or cells["kommuner"]):
        yield CellError("enheter", "Skriv vilka enheter eller kommuner som är med i försöket.")


def _row(values: Values) -> PilotRow:
    row = PilotRow(**values)
    if row.last < row.first:
        raise CellError("sista", "Sista dagen ligger före den första. Rätta en av dem.")
    return row


PILOTS_TABLE: TableFormat[PilotRow] = TableFormat(
    PILOTS_FILE,
    (
        ColumnFormat("id", "id", IDENTIFIER, required=True),
        ColumnFormat("namn", "name", NAME, required=True),
        ColumnFormat("syfte", "purpose", LINE),
        ColumnFormat("första", "first", DATE, required=True),
        ColumnFormat("sista", "last", DATE, required=True),
        ColumnFormat("enheter", "units", several(REFERENCE, frozenset), refers=UNITS_FILE),
        ColumnFormat("kommuner", "municipalities", several(WORD, frozenset)),
        ColumnFormat("yrken", "professions", several(word(Profession), frozenset)),
        ColumnFormat(
            "ansvariga",
            "owners",
            several(REFERENCE, frozenset),
            required=True,
            refers=PEOPLE_FILE,
        ),
    ),
    _row,
    optional=True,
    check=_check,
)

PILOTS_BESIDE = FileBeside(PILOTS_TABLE)
