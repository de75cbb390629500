"""Reads and writes CSV files as spreadsheets do: rows of cells with line numbers."""

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from directory.lazy.values import dataclass
from directory.sources.faults import Fault, did_you_mean
from directory.sources.text_file import clean
from directory.spreadsheets import Sheet, as_text, unprotect, written_table

SEPARATORS = ";,\t"
_QUOTES = (
    'Citattecknen på raden går inte ihop. Sätt " runt hela cellen och skriv "" för ett '
    "citattecken inne i den."
)
_TOO_LONG = "En cell på raden är för lång. Skriv högst 100 000 tecken i en cell."
_TOO_MANY = (
    'Cellen hör inte till någon kolumn. Sätt " runt en cell som innehåller skiljetecknet, '
    "eller ta bort cellen."
)


@dataclass(frozen=True, slots=True)
class Record:
    """A row: the physical line where it begins and its cells, cleaned, by column."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RawTable:
    """The rows of a file, the columns in its first line, and the faults.

    A row has a cell for every known column, empty where the file has none.
    """

    records: tuple[Record, ...] = ()
    columns: frozenset[str] = frozenset()
    faults: tuple[Fault, ...] = ()


def parse_table(file: str, text: str, known: Sequence[str], required: Collection[str]) -> RawTable:
    """The table in the text, with every fault of its form. Never raises.

    The separator is the one that gives the most known columns in the first line. Empty rows are
    skipped. Column names may be in any case.
    """
    separator, skipped, body = _opening(text, known)
    rows = _rows(body, separator, skipped)
    header = next(((line, row) for line, row in rows if isinstance(row, str) or any(row)), None)
    if header is None:
        message = f"Filen är tom. Första raden ska vara {separator.join(known)}."
        return RawTable(faults=(Fault(file, 0, "", "", message),))
    line, names = header
    if isinstance(names, str):
        return RawTable(faults=(Fault(file, line, "", "", names),))
    folded = {name.casefold(): name for name in known}
    places = [folded.get(name.casefold(), "") for name in names]
    faults = list(_header_faults(file, line, names, places, known, required))
    records: list[Record] = []
    for line, row in rows:
        if isinstance(row, str):
            faults.append(Fault(file, line, "", "", row))
        elif any(row):
            records.append(Record(line, _by_column(row, places, known)))
            faults += [Fault(file, line, "", extra, _TOO_MANY) for extra in _strays(row, names)]
    return RawTable(tuple(records), frozenset(filter(None, places)), tuple(faults))


def format_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A file that Swedish spreadsheets open with a double click: `;`, UTF-8 with BOM, CRLF."""
    table = written_table(header, rows, separator=";", newline="\r\n")
    return table.encode("utf-8-sig")


def format_sheet(sheet: Sheet) -> bytes:
    """A table of a workbook as such a file."""
    return format_table(sheet.header, ([as_text(value) for value in row] for row in sheet.rows))


def _opening(text: str, known: Sequence[str]) -> tuple[str, int, str]:
    """The separator, how many lines to skip, and the text after them."""
    first, _, rest = text.partition("\n")
    declared = clean(first).lower()
    if declared.startswith("sep=") and declared[4:] in SEPARATORS:
        return declared[4:] or "\t", 1, rest
    header = next(filter(str.strip, io.StringIO(text)), "")
    names = {name.casefold() for name in known}

    def recognised(separator: str) -> tuple[int, int]:
        cells = [clean(cell).strip('"').casefold() for cell in header.split(separator)]
        return len(names.intersection(cells)), len(cells)

    return max(SEPARATORS, key=recognised), 0, text


def _rows(text: str, separator: str, skipped: int) -> Iterator[tuple[int, list[str] | str]]:
    """Each row with the line where it begins; a row that cannot be split is a Swedish sentence."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        before = reader.line_num
        try:
            yield before + skipped + 1, [unprotect(clean(cell)) for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error as error:
            too_long = str(error).startswith("field larger")
            yield before + skipped + 1, _TOO_LONG if too_long else _QUOTES
            if reader.line_num > before + 1:
                return  # a quote that was never closed: where the next row begins is a guess


def _header_faults(
    file: str,
    line: int,
    names: Sequence[str],
    places: Sequence[str],
    known: Sequence[str],
    required: Collection[str],
) -> Iterator[Fault]:
    absent = [name for name in known if name not in places]
    for position, (name, place) in enumerate(zip(names, places, strict=True)):
        if name and not place:
            message = f"Kolumnen är okänd.{did_you_mean(name, absent)} Ta bort den eller byt namn."
            yield Fault(file, line, name, "", message)
        elif place and place in places[:position]:
            yield Fault(file, line, place, "", "Kolumnen finns två gånger. Ta bort den ena.")
    for name in filter(required.__contains__, absent):
        yield Fault(file, line, name, "", "Kolumnen saknas. Lägg till den på första raden.")


def _by_column(row: Sequence[str], places: Sequence[str], known: Sequence[str]) -> dict[str, str]:
    cells: dict[str, str] = {}
    for place, cell in zip(places, row, strict=False):
        cells.setdefault(place, cell)
    return {name: cells.get(name, "") for name in known}


def _strays(row: Sequence[str], names: Sequence[str]) -> list[str]:
    """Cells with content but without a column name."""
    return [
        cell for place, cell in enumerate(row) if cell and not "".join(names[place : place + 1])
    ]
