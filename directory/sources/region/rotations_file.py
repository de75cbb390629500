"""turlistor.csv: rotations."""

from directory.rosters.rotation import DayChoice, Rotation, Turn
from directory.sources.cells import (
    CLOCK,
    DATE,
    DUTY_ROLE,
    NUMBER,
    REFERENCE,
    SOMEBODY,
    CellError,
    several,
    word,
)
from directory.sources.region.people_file import PEOPLE_FILE
from directory.sources.region.services_file import SERVICES_FILE
from directory.sources.region.weekdays import DAYS
from directory.sources.table_format import ColumnFormat, TableFormat, Values

ROTATIONS_FILE = "turlistor.csv"


def _rotation(values: Values) -> Rotation:
    ends_next_day = values["end"] <= values["start"]
    days = values.get("days", 1 if ends_next_day else 0)
    if days > 7 or (days == 0 and ends_next_day):
        raise CellError("dygn", "Passet måste sluta efter sin början, inom sju dygn.")
    if values.get("until", values["anchor"]) < values["anchor"]:
        raise CellError("slut", "Slut ligger före start. Rätta ett av dem.")
    usual = {"choice": DayChoice.ALL, "turn": Turn.SHIFT}
    return Rotation(**{**usual, **values, "days": days})


ROTATIONS = TableFormat(
    ROTATIONS_FILE,
    (
        ColumnFormat("tjänst", "service", REFERENCE, required=True, refers=SERVICES_FILE),
        ColumnFormat("roll", "role", DUTY_ROLE, required=True),
        ColumnFormat("dagar", "weekdays", DAYS, required=True),
        ColumnFormat("dagtyp", "choice", word(DayChoice)),
        ColumnFormat("från", "start", CLOCK, required=True),
        ColumnFormat("till", "end", CLOCK, required=True),
        ColumnFormat("dygn", "days", NUMBER),
        ColumnFormat(
            "personer",
            "people",
            several(SOMEBODY),
            required=True,
            refers=PEOPLE_FILE,
        ),
        ColumnFormat("byte", "turn", word(Turn)),
        ColumnFormat("start", "anchor", DATE, required=True),
        ColumnFormat("slut", "until", DATE),
    ),
    _rotation,
    optional=True,
)
