"""How series, centres and numbers are named in the report."""

from datetime import timedelta

from directory.counting.small import Cell
from directory.hours.report.centres import CentreRow
from directory.hours.report.fill import FillReport, SeriesRow
from directory.hours.report.tally import Tally
from directory.snapshot import Snapshot
from directory.spreadsheets import Value, file_stem

ALL = "Alla"
_LONGEST = 60
FEW_EXPLAINED = (
    "<5 betyder 0 till 4. ”dold” betyder fler, men att talet gömts så att inget annat kan räknas ut"
    " ur summan."
)


def series_words(row: SeriesRow, snapshot: Snapshot) -> str:
    """”Geriatrik Norra, tis 13–14, video”."""
    return f"{snapshot.title(row.service)}, {row.times}, {row.channel}"


def centre_words(row: CentreRow, snapshot: Snapshot) -> str:
    """The name of the centre; ”Alla” in a row that is a sum."""
    if row.unit is None:
        return ALL
    unit = snapshot.units.get(row.unit)
    return unit.name if unit else row.unit or "Ingen enhet"


def percent(tally: Tally) -> Value:
    """The share of the offered slots that were booked, as a whole percentage; empty for none."""
    return "" if tally.fill is None else round(tally.fill * 100)


def hours_of(lasting: timedelta) -> float:
    """In hours, with one decimal."""
    return round(lasting / timedelta(hours=1), 1)


def minutes_of(lasting: timedelta | None) -> Value:
    """In minutes, with one decimal; empty for none."""
    return "" if lasting is None else round(lasting / timedelta(minutes=1), 1)


def cell_value(cell: Cell) -> Value:
    """A number, or what stands for it, in a table."""
    return cell if isinstance(cell, int) else str(cell)


def file_name(report: FillReport, *parts: str) -> str:
    """”konsulttider-kvartal-4-2026-serie”, without its ending; no sign that a file may not have."""
    return file_stem("konsulttider", report.period.name[:_LONGEST], *parts)
