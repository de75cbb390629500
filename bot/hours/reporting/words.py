"""How series, centres and numbers are named in the report."""

from datetime import timedelta
from math import ceil

from directory.counting.small import Cell
from directory.hours.report.centres import CentreRow
from directory.hours.report.shown import FillReport, SeriesRow, ShownTally
from directory.snapshot import Snapshot
from directory.spreadsheets import Value, file_stem

ALL = "Alla"
_LONGEST = 60
FEW_EXPLAINED = (
    "<5 betyder 0 till 4, så att ingen kan pekas ut. ”dold” är ett annat tal som har gömts för att "
    "det inte ska gå att räkna ut vad som står bakom."
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


def percent(tally: ShownTally) -> Value:
    """The share of the offered slots that were booked, as a whole percentage; ”<31” where few of
    them were, and empty for none."""
    if tally.fill is not None:
        return round(tally.fill * 100)
    return "" if tally.fill_below is None else f"<{ceil(tally.fill_below * 100)}"


def booked_words(tally: ShownTally) -> str:
    """”12 av 16, 75 %”, ”<5 av 16, <32 %”; only what was offered where the rest is hidden."""
    share = percent(tally)
    booked = f"{cell_value(tally.booked)} av {tally.offered}"
    return f"{booked}, {share} %" if share != "" else booked


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
