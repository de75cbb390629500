"""The calendar as a person reads it, and as a spreadsheet does."""

from collections.abc import Iterable

from directory.spreadsheets import written_table
from directory.walltime.days import WEEKDAYS, Day

_HEADINGS = ("Datum", "Veckodag", "Slag", "Namn", "Dagtid")


def calendar_csv(days: Iterable[Day]) -> str:
    """Columns date, weekday, kind, name and office; office is yes or no, the rest is Swedish."""
    header = ("date", "weekday", "kind", "name", "office")
    rows = (_row(day, yes="yes", no="no") for day in days)
    return written_table(header, rows, separator=",", newline="\n")


def calendar_table(days: Iterable[Day]) -> str:
    """Aligned plain text with Swedish headings, one line per day and no blanks at line ends."""
    rows = [_HEADINGS, *(_row(day, yes="ja", no="nej") for day in days)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        + "\n"
        for row in rows
    )


def _row(day: Day, *, yes: str, no: str) -> tuple[str, str, str, str, str]:
    weekday = WEEKDAYS[day.date.weekday()]
    return day.date.isoformat(), weekday, day.kind.value, day.name, yes if day.office else no
