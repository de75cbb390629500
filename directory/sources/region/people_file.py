"""personer.csv: people."""

from directory.catalogue.people import Access, Person, Profession
from directory.catalogue.roles import ON_CALL_ROLES, Role
from directory.sources.cells import (
    EMAIL,
    HSA_ID,
    IDENTIFIER,
    NAME,
    REFERENCE,
    WORD,
    YES_NO,
    several,
    word,
)
from directory.sources.region.units_file import UNITS_FILE
from directory.sources.table_format import ColumnFormat, TableFormat

PEOPLE_FILE = "personer.csv"

PEOPLE = TableFormat(
    PEOPLE_FILE,
    (
        ColumnFormat("id", "id", IDENTIFIER, required=True),
        ColumnFormat("namn", "name", NAME, required=True),
        ColumnFormat("titel", "title", WORD),
        ColumnFormat("yrke", "profession", word(Profession)),
        ColumnFormat("initialer", "initials", WORD),
        ColumnFormat("epost", "email", EMAIL),
        ColumnFormat("hsa_id", "hsa_id", HSA_ID),
        ColumnFormat("enhet", "unit", REFERENCE, refers=UNITS_FILE),
        ColumnFormat("uppdrag", "functions", several(word(Role, *ON_CALL_ROLES))),
        ColumnFormat("behörighet", "access", several(word(Access), frozenset)),
        ColumnFormat("visa_namn", "show_name", YES_NO),
        ColumnFormat("visa_nummer", "show_number", YES_NO),
    ),
    lambda values: Person(**values),
)
