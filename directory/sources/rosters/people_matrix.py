"""Reads a month matrix with people down and dates across; each cell has a code."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from directory.catalogue.roles import Role
from directory.sources.rosters.day_cells import Almanac
from directory.sources.rosters.day_parts import NO_PARTS
from directory.sources.rosters.duty_words import is_off, read_code
from directory.sources.rosters.entry import (
    NO_PERSON,
    RosterEntry,
    is_asked_for,
    judged,
    refused,
    timing,
)
from directory.sources.rosters.headings import field_of
from directory.sources.rosters.other_specialty import not_ours, other_specialty, own_words
from directory.sources.rosters.person_cells import person_in
from directory.sources.rosters.row import RosterContext, RosterRow
from directory.sources.rosters.sheet import UNCALCULATED, RosterSheet, SheetRow, is_uncalculated
from directory.sources.rosters.who import Who, is_title
from directory.sources.rosters.written_dates import (
    WeekdayError,
    weekday_number,
    with_weekday,
)
from directory.sources.rosters.written_times import ClockSpan

HEADER_LINES = 20
_FEWEST_DATES = 2
_INITIALS_OF_DAYS = frozenset("mtoflsv")


@dataclass(frozen=True, slots=True)
class PeopleMatrix:
    """A sheet with people in its first columns."""

    sheet: RosterSheet
    header: SheetRow
    dates: dict[int, date]
    wrong: dict[int, str]

    def axis(self) -> list[date]:
        """Every date of the matrix, also those with empty cells."""
        return list(self.dates.values())

    def rows(self, context: RosterContext, who: Who) -> Iterator[RosterRow]:
        """A row for each cell with a duty, and for each code, date or person that is wrong."""
        below = [line for line in self.sheet.lines if line.number > self.header.number]
        for place, problem in self.wrong.items():
            if any(not is_off(line.cell(place)) for line in below):
                at = self.sheet.cell_place(self.header.number, place)
                yield refused(at, self.header.cell(place), problem)
        for line in below:
            if not self._is_calendar(line):
                yield from self._rows(line, context, who)

    def _rows(self, line: SheetRow, context: RosterContext, who: Who) -> Iterator[RosterRow]:
        duties = [place for place in self.dates if not is_off(line.cell(place))]
        names = [cell for cell in line.cells[: min([*self.dates, *self.wrong])] if cell]
        written, problem = person_in([cell for cell in names if not is_title(cell)], who)
        if duties and not written:
            summary = "; ".join(filter(None, line.cells))
            yield refused(self.sheet.row_place(line.number), summary, NO_PERSON)
            return
        for place in duties:
            if is_asked_for(self.dates[place], context):
                yield judged(self._entry(line, place, written, problem, context), who)

    def _entry(
        self, line: SheetRow, place: int, written: str, problem: str, context: RosterContext
    ) -> RosterEntry:
        cell = line.cell(place)
        role: Role | None = None
        span: ClockSpan | None = None
        parts = NO_PARTS
        try:
            if is_uncalculated(cell):
                raise ValueError(UNCALCULATED)
            if other := other_specialty(cell, context.service):
                raise ValueError(not_ours(other, context.service))
            words = read_code(cell, own_words(context.service))
            role = words.roles[0] if words.roles else context.role
            span, parts = words.span, words.parts
        except ValueError as error:
            problem = problem or str(error)
        when = timing(self.dates[place], span, role, context, parts)
        return RosterEntry(
            place=self.sheet.cell_place(line.number, place),
            summary=cell,
            written=written,
            role=role,
            start=when.start,
            end=when.end,
            problem=problem or when.problem,
        )

    def _is_calendar(self, line: SheetRow) -> bool:
        """Whether the line only repeats the dates or gives their days of the week."""
        cells = [cell for place in (*self.dates, *self.wrong) if (cell := line.cell(place))]
        repeated = all(line.cell(place) == self.header.cell(place) for place in self.dates)
        names = [cell for cell in line.cells[: min([*self.dates, *self.wrong])] if cell]
        nameless = all(field_of(name) for name in names)
        return bool(cells) and (repeated or (nameless and _are_weekdays(cells)))


def people_matrix_in(sheet: RosterSheet, almanac: Almanac) -> PeopleMatrix | None:
    """The sheet as a matrix, if one of its first lines has dates across."""
    for index, line in enumerate(sheet.lines[:HEADER_LINES]):
        beside = _weekdays(sheet, index)
        dates: dict[int, date] = {}
        wrong: dict[int, str] = {}
        for place, cell in enumerate(line.cells):
            try:
                days = almanac.read(with_weekday(beside.cell(place), cell) if beside else cell)
            except WeekdayError as error:
                wrong[place] = str(error)
            except ValueError:
                continue
            else:
                if days.first == days.last:
                    dates[place] = days.first
        if len(dates) + len(wrong) >= _FEWEST_DATES and min([*dates, *wrong]) > 0:
            strangers = _strangers(line, {*dates, *wrong})
            return PeopleMatrix(sheet, line, dates, wrong | strangers)
    return None


def _strangers(header: SheetRow, known: set[int]) -> dict[int, str]:
    """Faults of headings between the dates that are not dates: a duty below must not be lost."""
    message = "Rubriken är inget datum. Skriv till exempel 2026-03-29 eller 29/3."
    return {place: message for place in range(min(known), max(known) + 1) if place not in known}


def _weekdays(sheet: RosterSheet, index: int) -> SheetRow | None:
    """The line above or below with the days of the week, if there is one."""
    for line in sheet.lines[max(0, index - 1) : index + 2 : 2] if index else sheet.lines[1:2]:
        cells = [cell for cell in line.cells[1:] if cell]
        if len(cells) >= _FEWEST_DATES and all(weekday_number(cell) is not None for cell in cells):
            return line
    return None


def _are_weekdays(cells: list[str]) -> bool:
    return all(
        weekday_number(cell) is not None or cell.casefold() in _INITIALS_OF_DAYS for cell in cells
    )
