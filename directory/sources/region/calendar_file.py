"""kalender.csv: the region's own days."""

from directory.sources.cells import DATE, NAME, YES_NO, word
from directory.sources.table_format import ColumnFormat, TableFormat
from directory.walltime.days import DayKind, Exceptional

CALENDAR_FILE = "kalender.csv"

CALENDAR = TableFormat(
    CALENDAR_FILE,
    (
        ColumnFormat("datum", "date", DATE, required=True),
        ColumnFormat("typ", "kind", word(DayKind), required=True),
        ColumnFormat("dagtid", "office", YES_NO, required=True),
        ColumnFormat("namn", "name", NAME),
    ),
    lambda values: Exceptional(**{"name": "", **values}),
    optional=True,
)
