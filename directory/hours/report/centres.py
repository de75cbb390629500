"""What each centre had, grouped by who runs it; small numbers are hidden."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from enum import StrEnum

from directory.catalogue.units import Ownership, Unit
from directory.counting.small import Cell, Grouped, grouped_cells
from directory.grouping import grouped
from directory.hours.report.tally import Tally, total
from directory.lazy.values import dataclass

UNKNOWN = "okänd"
"""Who runs a unit that is no longer in the directory."""


class Counted(StrEnum):
    """What is counted of a centre. The value is what users see."""

    BOOKED = "bokade"
    ANSWERED = "uppringda"
    CANCELLED = "avbokade"
    CALLED_OFF = "inställda"


@dataclass(frozen=True, slots=True)
class CentreRow:
    """Counts of a centre, of all that are run alike, or of all.

    `unit`: its id, empty for those without one; None where the row is a sum. `owner`: an ownership,
    UNKNOWN, or empty for all.
    `wait`: the median wait, where the number of those who were answered is shown.
    """

    unit: str | None
    owner: str
    cells: Mapping[Counted, Cell]
    wait: timedelta | None


def centre_rows(by_unit: Mapping[str, Tally], units: Mapping[str, Unit]) -> Sequence[CentreRow]:
    """The centres below the sum of those that are run as they are, and the sum of all at last."""
    by_owner = grouped(sorted(by_unit), lambda unit: _owner(units.get(unit)))
    owners = [*Ownership, UNKNOWN]
    order = [(str(owner), by_owner[str(owner)]) for owner in owners if str(owner) in by_owner]
    tables = {what: _table(what, by_unit, [of for _, of in order]) for what in Counted}
    rows: list[CentreRow] = []
    for number, (owner, of) in enumerate(order):
        sums = {what: table.groups[number].total for what, table in tables.items()}
        rows.append(_row(None, owner, sums, [by_unit[unit] for unit in of]))
        for place, unit in enumerate(of):
            cells = {what: table.groups[number].cells[place] for what, table in tables.items()}
            rows.append(_row(unit, owner, cells, [by_unit[unit]]))
    if rows:
        all_ = {what: table.total for what, table in tables.items()}
        rows.append(_row(None, "", all_, list(by_unit.values())))
    return rows


def _owner(unit: Unit | None) -> str:
    return str(unit.ownership) if unit else UNKNOWN


def _table(what: Counted, by_unit: Mapping[str, Tally], groups: list[Sequence[str]]) -> Grouped:
    return grouped_cells([[_number(what, by_unit[unit]) for unit in of] for of in groups])


def _number(what: Counted, tally: Tally) -> int:
    match what:
        case Counted.BOOKED:
            return tally.booked
        case Counted.ANSWERED:
            return tally.answered
        case Counted.CANCELLED:
            return tally.cancelled
        case Counted.CALLED_OFF:
            return tally.called_off


def _row(
    unit: str | None, owner: str, cells: Mapping[Counted, Cell], tallies: Sequence[Tally]
) -> CentreRow:
    shown = isinstance(cells[Counted.ANSWERED], int)
    return CentreRow(unit, owner, cells, total(tallies).median_wait if shown else None)
