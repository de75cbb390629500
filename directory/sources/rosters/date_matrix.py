"""Reads a month matrix with dates down and lines across; each cell names a person."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from directory.catalogue.roles import Role
from directory.sources.rosters.day_cells import NO_DATE, Almanac, days_of, with_weeks
from directory.sources.rosters.day_parts import NO_PARTS, DayParts, is_meant
from directory.sources.rosters.duty_words import read_words
from directory.sources.rosters.entry import RosterEntry, is_asked_for, judged, refused, timing
from directory.sources.rosters.headings import ColumnKind, columns_of, field_of
from directory.sources.rosters.notes import note_fault
from directory.sources.rosters.other_specialty import not_ours, other_specialty, own_words
from directory.sources.rosters.role_words import roles_in, unknown_role
from directory.sources.rosters.row import RosterContext, RosterRow
from directory.sources.rosters.sheet import UNCALCULATED, RosterSheet, SheetRow, is_uncalculated
from directory.sources.rosters.who import Who
from directory.sources.rosters.written_dates import WeekdayError
from directory.sources.rosters.written_times import ClockSpan, span_in

HEADER_LINES = 20
_DATES = (ColumnKind.DATE, ColumnKind.WEEK, ColumnKind.WEEKDAY)


@dataclass(frozen=True, slots=True)
class LineColumn:
    """A line of the roster; its role is None where the heading names no known role."""

    place: int
    heading: str
    role: Role | None
    span: ClockSpan | None
    problem: str = ""
    parts: DayParts = NO_PARTS


@dataclass(frozen=True, slots=True)
class DateMatrix:
    """A sheet read by its dates."""

    sheet: RosterSheet
    header: SheetRow
    dates: dict[ColumnKind, int]
    columns: tuple[LineColumn, ...]
    almanac: Almanac
    notes: tuple[int, ...] = ()

    def axis(self) -> list[date]:
        """Every date of the matrix, also those with empty cells."""
        dates: list[date] = []
        for line in self._lines():
            try:
                days = days_of(line, self.dates, self.almanac)
            except ValueError:
                continue
            dates += days.each() if days else []
        return dates

    def rows(self, context: RosterContext, who: Who) -> Iterator[RosterRow]:
        """A row for each cell that is not empty, and for each heading or date that is wrong."""
        for column in self.columns:
            if column.problem and any(line.cell(column.place) for line in self._lines()):
                place = self.sheet.cell_place(self.header.number, column.place)
                yield refused(place, column.heading, column.problem)
        right = [column for column in self.columns if not column.problem]
        for line in self._lines():
            if any(line.cell(column.place) for column in right):
                yield from self._rows(line, right, context, who)

    def _lines(self) -> list[SheetRow]:
        below = (
            line
            for line in self.sheet.lines
            if line.number > self.header.number and line.cells != self.header.cells
        )
        return list(with_weeks(below, self.dates))

    def _rows(
        self, line: SheetRow, columns: Sequence[LineColumn], context: RosterContext, who: Who
    ) -> Iterator[RosterRow]:
        problem = NO_DATE
        try:
            days = days_of(line, self.dates, self.almanac)
        except ValueError as error:
            days, problem = None, str(error)
        if days is None:
            summary = "; ".join(filter(None, line.cells))
            yield refused(self.sheet.row_place(line.number), summary, problem)
            return
        for day in days.each():
            for column in columns:
                meant = days.first == days.last or is_meant(column.parts, day, context)
                if meant and line.cell(column.place) and is_asked_for(day, context):
                    yield self._judged(line, self._entry(line, day, column, context), context, who)

    def _judged(
        self, line: SheetRow, entry: RosterEntry, context: RosterContext, who: Who
    ) -> RosterRow:
        """The row; words in the line's notes that may concern it are its problem."""
        row = judged(entry, who)
        notes = " ; ".join(filter(None, map(line.cell, self.notes)))
        fault = note_fault(notes, row.person, who, own_words(context.service))
        return row if row.problem or not fault else judged(replace(entry, problem=fault), who)

    def _entry(
        self, line: SheetRow, day: date, column: LineColumn, context: RosterContext
    ) -> RosterEntry:
        """One shift; clock times in the cell win over those of the heading."""
        cell, problem = line.cell(column.place), ""
        span, written = None, cell
        try:
            span, written = (None, cell) if "@" in cell else span_in(cell)
        except ValueError as error:
            problem = str(error)
        when = timing(day, span or column.span, column.role, context, column.parts)
        return RosterEntry(
            place=self.sheet.cell_place(line.number, column.place),
            summary=cell,
            written=written,
            role=column.role,
            start=when.start,
            end=when.end,
            problem=problem or when.problem,
        )


def date_matrix_in(
    sheet: RosterSheet, almanac: Almanac, context: RosterContext
) -> DateMatrix | None:
    """The sheet as a matrix, if it has a line of headings above a column of dates."""
    for index, line in enumerate(sheet.lines[:HEADER_LINES]):
        dates = _dates(line, sheet.lines[index + 1 :], almanac)
        if not dates:
            continue
        columns = tuple(_columns(line, sheet.width, dates, context))
        labelled = any(field_of(line.cell(place)) for place in dates.values())
        if any(not column.problem for column in columns) or (labelled and columns):
            notes = tuple(
                place
                for place in range(len(line.cells))
                if field_of(line.cell(place)) is ColumnKind.NOTE
            )
            return DateMatrix(sheet, line, dates, columns, almanac, notes)
    return None


def _dates(header: SheetRow, below: Sequence[SheetRow], almanac: Almanac) -> dict[ColumnKind, int]:
    """The columns of the dates: by heading, else the first one that holds dates."""
    named = {field: at for field, at in columns_of(header).items() if field in _DATES}
    for columns in (
        named,
        *({ColumnKind.DATE: place} for place in (0, 1) if _is_open(header, place)),
    ):
        if columns and _are_dates(columns, list(with_weeks(below, columns)), almanac):
            return columns
    return {}


def _is_open(header: SheetRow, place: int) -> bool:
    """Whether the heading says nothing of its column: it is empty, or a title such as a month."""
    heading = header.cell(place)
    return field_of(heading) is None and not roles_in(heading)[0]


def _are_dates(columns: dict[ColumnKind, int], below: Sequence[SheetRow], almanac: Almanac) -> bool:
    """Whether at least half of the lines with content there have dates."""
    right = total = 0
    for line in below:
        if any(line.cell(place) for place in columns.values()):
            total += 1
            try:
                right += days_of(line, columns, almanac) is not None
            except WeekdayError:
                right += 1
            except ValueError:
                continue
    return right > 0 and right * 2 >= total


def _columns(
    header: SheetRow, width: int, dates: dict[ColumnKind, int], context: RosterContext
) -> Iterator[LineColumn]:
    for place in range(width):
        heading = header.cell(place)
        if place in dates.values() or field_of(heading) in (*_DATES, ColumnKind.NOTE):
            continue
        yield _column(place, heading, context)


def _column(place: int, heading: str, context: RosterContext) -> LineColumn:
    if is_uncalculated(heading):
        return LineColumn(place, heading, None, None, UNCALCULATED)
    try:
        words = read_words(heading, own_words(context.service))
    except ValueError as error:
        return LineColumn(place, heading, None, None, str(error))
    if other := other_specialty(heading, context.service):
        return LineColumn(place, heading, None, None, not_ours(other, context.service))
    if words.roles:
        return LineColumn(place, heading, words.roles[0], words.span, words.problem, words.parts)
    says_none = not words.others or field_of(words.rest) is ColumnKind.ROLE
    if heading and says_none and context.role:
        return LineColumn(place, heading, context.role, words.span, parts=words.parts)
    if not heading:
        return LineColumn(
            place, heading, None, None, "Kolumnen har ingen rubrik. Skriv en roll där."
        )
    return LineColumn(place, heading, None, None, unknown_role(words.rest or heading))
