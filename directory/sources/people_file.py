"""personer.csv: people."""

from directory.people import Access, Person, Profession
from directory.roles import ON_CALL_ROLES, Role
from directory.sources.cells import (
    EMAIL,
    HSA_ID,
    IDENTIFIER,
    REFERENCE,
    TEXT,
    YES_NO,
    several,
    word,
)
from directory.sources.table_format import Column, TableFormat
from directory.sources.units_file import UNITS_FILE

PEOPLE_FILE = "personer.csv"

PEOPLE = TableFormat(
    PEOPLE_FILE,
    (
        Column("id", "id", IDENTIFIER, required=True),
        Column("namn", "name", TEXT, required=True),
        Column("titel", "title", TEXT),
        Column("yrke", "profession", word(Profession)),
        Column("initialer", "initials", TEXT),
        Column("epost", "email", EMAIL),
        Column("hsa_id", "hsa_id", HSA_ID),
        Column("enhet", "unit", REFERENCE, refers=UNITS_FILE),
        Column("uppdrag", "functions", several(word(Role, *ON_CALL_ROLES))),
        Column("behörighet", "access", several(word(Access), frozenset)),
        Column("visa_namn", "show_name", YES_NO),
        Column("visa_nummer", "show_number", YES_NO),
    ),
    lambda values: Person(**values),
)
