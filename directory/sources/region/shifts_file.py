"""pass.csv: single shifts."""

from datetime import timedelta

from directory.rosters.shift import LONGEST_SHIFT, Shift
from directory.sources.cells import DUTY_ROLE, END, REFERENCE, SOMEBODY, START, CellError
from directory.sources.region.people_file import PEOPLE_FILE
from directory.sources.region.services_file import SERVICES_FILE
from directory.sources.table_format import ColumnFormat, TableFormat, Values

SHIFTS_FILE = "pass.csv"


def _shift(values: Values) -> Shift:
    length = values["end"] - values["start"]
    if length <= timedelta(0):
        raise CellError("till", "Slutet måste ligga efter början.")
    if length > LONGEST_SHIFT:
        raise CellError("till", "Ett pass är högst åtta dygn. Dela det i flera rader.")
    return Shift(**values)


SHIFTS = TableFormat(
    SHIFTS_FILE,
    (
        ColumnFormat("tjänst", "service", REFERENCE, required=True, refers=SERVICES_FILE),
        ColumnFormat("roll", "role", DUTY_ROLE, required=True),
        ColumnFormat("person", "person", SOMEBODY, required=True, refers=PEOPLE_FILE),
        ColumnFormat("från", "start", START, required=True),
        ColumnFormat("till", "end", END, required=True),
    ),
    _shift,
    optional=True,
)
