"""The form of lakemedelsgrupper.csv."""

from collections.abc import Iterable, Iterator

from directory.shortages.groups.group import FEWEST_MEMBERS, MedicineGroup
from directory.shortages.groups.listed import read_listed
from directory.sources.cells import IDENTIFIER, NAME, REFERENCE, Cell, CellError, several
from directory.sources.faults import Fault
from directory.sources.medicine_groups.row import GroupRow
from directory.sources.region.beside import GROUPS_FILE, FileBeside
from directory.sources.region.people_file import PEOPLE_FILE
from directory.sources.region.region_sheets import RegionSheets
from directory.sources.region.services_file import SPECIALTY
from directory.sources.table_format import ColumnFormat, TableFormat, Values

_MEDICINE: Cell[str] = Cell(
    "en ATC-kod eller en substans, till exempel G03 eller estradiol", read_listed, str
)


def _row(values: Values) -> GroupRow:
    """The row, if a group can be made of it; a fault names the column that mends it."""
    row = GroupRow(**{**values, "medicines": tuple(dict.fromkeys(values["medicines"]))})
    column = "medlemmar" if len(row.members) < FEWEST_MEMBERS else "läkemedel"
    try:
        row.group  # noqa: B018  # made to see whether it can be
    except ValueError as error:
        raise CellError(column, str(error)) from error
    return row


GROUPS_TABLE: TableFormat[GroupRow] = TableFormat(
    GROUPS_FILE,
    (
        ColumnFormat("id", "id", IDENTIFIER, required=True),
        ColumnFormat("namn", "name", NAME, required=True),
        ColumnFormat("specialiteter", "specialties", several(SPECIALTY, frozenset)),
        ColumnFormat(
            "medlemmar",
            "members",
            several(REFERENCE, frozenset),
            required=True,
            refers=PEOPLE_FILE,
        ),
        ColumnFormat("läkemedel", "medicines", several(_MEDICINE), required=True),
    ),
    _row,
    optional=True,
)


def _same_names(sheets: RegionSheets) -> Iterator[Fault]:
    """Two groups of one name: nobody could tell them apart in chat."""
    named: dict[str, str] = {}
    for form, sheet in sheets.beside:
        for entry in sheet.entries if form is GROUPS_TABLE else ():
            first = named.setdefault(entry.value.name.casefold(), entry.value.id)
            if first != entry.value.id:
                yield entry.warning("namn", f"{first} heter likadant. Ge en av dem ett annat namn.")


GROUPS_BESIDE = FileBeside(GROUPS_TABLE, _same_names)


def groups_file(groups: Iterable[MedicineGroup]) -> bytes:
    """The file of the groups as the region's files have them; those that somebody has changed in
    chat are in none."""
    rows = (GroupRow.of(group) for group in groups if group.is_from_files)
    return GROUPS_TABLE.write(sorted(rows, key=lambda row: row.id))
