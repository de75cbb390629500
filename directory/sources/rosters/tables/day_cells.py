"""Finds the date of a row from its cells for date, week and day of the week."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from directory.lazy.values import dataclass
from directory.sources.rosters.sheets.sheet import UNCALCULATED, SheetRow, is_uncalculated
from directory.sources.rosters.tables.headings import ColumnKind
from directory.sources.rosters.words.written_dates import (
    DateSpan,
    YearAnchor,
    read_days,
    weekday_number,
    with_weekday,
)

NO_DATE = "Datumet saknas. Skriv till exempel 2026-03-29 eller 29/3."
_MIDDLE = timedelta(days=14)
_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Almanac:
    """What a date without a year or month relates to: the date of the row above; for the first
    one the title's month, else today. `years`: those in the title."""

    today: date
    month: date | None = None
    years: frozenset[int] = frozenset()
    above: date | None = None
    start: date | None = None

    @property
    def anchor(self) -> YearAnchor:
        if self.above:
            return YearAnchor(self.above, is_floor=True)
        return YearAnchor(self.month + _MIDDLE if self.month else self.start or self.today)

    def moved(self, years: int) -> "Almanac":
        """With the first date so many years later than it would be."""
        return replace(self, start=self.anchor.day + years * _YEAR, month=None)

    def below(self, day: date) -> "Almanac":
        """For a row below a date: years ascend."""
        return replace(self, above=day)

    def read(self, written: str) -> DateSpan:
        """The date or week in a cell. Raises ValueError with a Swedish sentence."""
        if is_uncalculated(written):
            raise ValueError(UNCALCULATED)
        return read_days(written, self.anchor, self.month)


def with_weeks(lines: Iterable[SheetRow], columns: Mapping[ColumnKind, int]) -> Iterator[SheetRow]:
    """The lines with the week filled in where it is written only at its first day."""
    place, week = columns.get(ColumnKind.WEEK, -1), ""
    beside = columns.get(ColumnKind.WEEKDAY, -1)
    for line in lines:
        week = line.cell(place) or week
        if week and not line.cell(place) and weekday_number(line.cell(beside)) is not None:
            cells = [*line.cells, *[""] * (place + 1 - len(line.cells))]
            cells[place] = week
            yield replace(line, cells=tuple(cells))
        else:
            yield line


def days_of(line: SheetRow, columns: Mapping[ColumnKind, int], almanac: Almanac) -> DateSpan | None:
    """The days of a row; None where it has no date. Raises ValueError with a Swedish sentence.

    A day of the week beside the date must match it; ”13” under vecka and ”mån” is that Monday.
    """
    written = line.cell(columns.get(ColumnKind.DATE, -1))
    weekday = line.cell(columns.get(ColumnKind.WEEKDAY, -1))
    if not written or weekday_number(written) is not None:
        week = line.cell(columns.get(ColumnKind.WEEK, -1))
        if not week:
            return None
        written = f"v.{week}" if week.isdecimal() else week
    return almanac.read(with_weekday(weekday, written))
