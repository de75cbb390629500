"""Finds what may exist only once but does not."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Any

from directory.region import RolePhone, row_key
from directory.sources.faults import Fault
from directory.sources.region.phones_file import PhoneRow
from directory.sources.region.region_sheets import RegionSheets
from directory.sources.table_format import RowValue

_COLUMN = {
    "tjanster.csv": "id",
    "enheter.csv": "id",
    "personer.csv": "id",
    "nummer.csv": "nummer",
    "kedjor.csv": "steg",
    "turlistor.csv": "start",
    "pass.csv": "från",
    "ord.csv": "ord",
    "kalender.csv": "datum",
}

_TWICE = "Det används redan på {place}. Varje ska finnas en enda gång."
_SAME_ROW = "Samma sak står redan på {place}. Ta bort den ena raden eller ändra den."


def duplicates(sheets: RegionSheets) -> Iterator[Fault]:
    """Repeated rows, e-mail addresses and HSA-ids."""
    for form, sheet in sheets.tables():
        column = _COLUMN.get(form.file, "id")
        message = _TWICE if column == "id" else _SAME_ROW
        key = _key if form.file in _COLUMN else _id
        yield from _repeated(sheet.entries, key, column, message)
    people = sheets.people.entries
    yield from _repeated(people, lambda person: person.email.casefold(), "epost", _TWICE)
    with_hsa_id: tuple[RowValue[Any], ...] = (*sheets.units.entries, *people)
    yield from _repeated(with_hsa_id, lambda row: row.hsa_id, "hsa_id", _TWICE)


def _key(value: Any) -> Hashable:
    if not isinstance(value, PhoneRow):
        return row_key(value)
    if value.role is not None:
        return row_key(RolePhone(value.service, value.role, value.phone))
    return value


def _id(value: Any) -> Hashable:
    """The key of a value that lies beside the region's own."""
    key: str = value.id
    return key


def _repeated(
    entries: Iterable[RowValue[Any]], key: Callable[[Any], Hashable], column: str, message: str
) -> Iterator[Fault]:
    first: dict[Hashable, RowValue[Any]] = {}
    for entry in entries:
        own = key(entry.value)
        if own == "":
            continue
        if own in first:
            earlier = first[own]
            file = "" if earlier.file == entry.file else f"{earlier.file} "
            yield entry.fault(column, message.format(place=f"{file}rad {earlier.record.line}"))
        else:
            first[own] = entry
