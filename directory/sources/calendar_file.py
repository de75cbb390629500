"""kalender.csv: the region's own days."""

from directory.calendar import DayKind, Exceptional
from directory.sources.cells import DATE, TEXT, YES_NO, word
from directory.sources.table_format import Column, TableFormat

CALENDAR_FILE = "kalender.csv"

CALENDAR = TableFormat(
    CALENDAR_FILE,
    (
        Column("datum", "date", DATE, required=True),
        Column("typ", "kind", word(DayKind), required=True),
        Column("dagtid", "office", YES_NO, required=True),
        Column("namn", "name", TEXT),
    ),
    lambda values: Exceptional(**{"name": "", **values}),
    optional=True,
)
