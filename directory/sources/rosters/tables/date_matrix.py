"""Reads a month matrix with dates down and lines across; each cell names a person."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from directory.catalogue.roles import Role
from directory.lazy.values import dataclass
from directory.sources.rosters.day_shifts import fitted, shifts_on
from directory.sources.rosters.entry import RosterEntry, judged, refused
from directory.sources.rosters.row import RosterContext, RosterRow
from directory.sources.rosters.sheets.sheet import (
    HIDDEN,
    UNCALCULATED,
    RosterSheet,
    SheetRow,
    is_uncalculated,
)
from directory.sources.rosters.tables.date_column import DateColumn, date_column
from directory.sources.rosters.tables.day_cells import NO_DATE, Almanac, days_of, with_weeks
from directory.sources.rosters.tables.headings import ColumnKind, columns_of, field_of
from directory.sources.rosters.tables.sum_rows import (
    LineKind,
    capital,
    is_count,
    is_sum_word,
    kind_of,
    legend_note,
    sum_note,
    text_note,
)
from directory.sources.rosters.words.day_parts import NO_PARTS, DayParts
from directory.sources.rosters.words.duty_words import read_words
from directory.sources.rosters.words.notes import note_fault
from directory.sources.rosters.words.other_specialty import not_ours, other_specialty, own_words
from directory.sources.rosters.words.role_words import roles_in, unknown_role
from directory.sources.rosters.words.who import Who
from directory.sources.rosters.words.written_dates import DateSpan, WeekdayError
from directory.sources.rosters.words.written_times import ClockSpan, span_in

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
    notes_at: tuple[int, ...] = ()

    def axis(self) -> list[date]:
        """Every date of the matrix, also those with empty cells."""
        column = self._dates()
        right = [days for number, days in column.days.items() if number not in column.strays]
        return [] if column.problem else [day for days in right for day in days.each()]

    def rows(self, context: RosterContext, who: Who) -> Iterator[RosterRow]:
        """A row for each cell that is not empty, and for each heading or date that is wrong."""
        for place, heading, problem in self._wrong_columns():
            yield refused(place, heading, problem)
        dates = self._dates()
        if problem := dates.problem or self._dates_doubt():
            yield refused(self.sheet.row_place(self.header.number), "", problem)
            return
        right = [column for column in self.columns if not self._doubt(column)]
        entries: list[RosterEntry] = []
        for line in self._lines():
            if self._is_duty(line, dates, who) and any(line.cell(one.place) for one in right):
                entries += self._entries(line, right, dates, context, who)
        for entry in fitted(entries):
            yield judged(entry, who)

    def notes(self, who: Who) -> Iterator[str]:
        """What is seen and is no shift."""
        dates, lines = self._dates(), self._lines()
        kinds = {line.number: self._kind(line, dates, who) for line in lines}
        yield from sum_note(self.sheet, [n for n, kind in kinds.items() if kind is LineKind.SUM])
        yield from legend_note(
            self.sheet, [n for n, kind in kinds.items() if kind is LineKind.LEGEND]
        )
        for line in lines:
            if kinds[line.number] is LineKind.TEXT:
                yield text_note(self.sheet, line)
        for column in self.columns:
            if self._is_sum_column(column):
                place = capital(self.sheet.column_place(column.place))
                yield f"{place} räknar pass och har inte lästs som jour."

    def _wrong_columns(self) -> Iterator[tuple[str, str, str]]:
        lines = self._lines()
        for column in self.columns:
            problem = self._doubt(column)
            is_used = problem and any(line.cell(column.place) for line in lines)
            if is_used and not self._is_sum_column(column):
                place = self.sheet.cell_place(self.header.number, column.place)
                yield place, column.heading, problem

    def _doubt(self, column: LineColumn) -> str:
        """Why a column cannot be read as it stands."""
        if column.place in self.sheet.hidden_columns:
            return HIDDEN
        return column.problem or self.header.doubt([column.place])

    def _dates_doubt(self) -> str:
        places = self.dates.values()
        hidden = any(place in self.sheet.hidden_columns for place in places)
        return HIDDEN if hidden else self.header.doubt(places)

    def _is_sum_column(self, column: LineColumn) -> bool:
        if not is_sum_word(column.heading):
            return False
        filled = [cell for line in self._lines() if (cell := line.cell(column.place))]
        return bool(filled) and all(map(is_count, filled))

    def _dates(self) -> DateColumn:
        def read(line: SheetRow, almanac: Almanac) -> DateSpan | None:
            return days_of(line, self.dates, almanac)

        return date_column(self._lines(), read, self.almanac)

    def _lines(self) -> list[SheetRow]:
        below = (
            line
            for line in self.sheet.lines
            if line.number > self.header.number and line.cells != self.header.cells
        )
        return list(with_weeks(below, self.dates))

    def _is_duty(self, line: SheetRow, dates: DateColumn, who: Who) -> bool:
        return self._kind(line, dates, who) is LineKind.DUTY

    def _kind(self, line: SheetRow, dates: DateColumn, who: Who) -> LineKind:
        if line.number in dates.days or isinstance(dates.faults.get(line.number), WeekdayError):
            return LineKind.DUTY
        label = next((line.cell(at) for at in self.dates.values() if line.cell(at)), "")
        if any(line.are_one(at, one.place) for at in self.dates.values() for one in self.columns):
            return LineKind.TEXT
        return kind_of(label, [line.cell(column.place) for column in self.columns], who)

    def _entries(
        self,
        line: SheetRow,
        columns: Sequence[LineColumn],
        dates: DateColumn,
        context: RosterContext,
        who: Who,
    ) -> Iterator[RosterEntry]:
        problem = dates.strays.get(line.number, NO_DATE)
        try:
            days = dates.of(line)
        except ValueError as error:
            days, problem = None, str(error)
        if days is None or line.number in dates.strays:
            summary = "; ".join(filter(None, line.cells))
            yield RosterEntry(
                place=self.sheet.row_place(line.number),
                summary=summary,
                problem=problem,
                written="",
            )
            return
        for column in columns:
            if line.cell(column.place):
                yield from self._shifts(line, days, column, context, who)

    def _note_fault(self, line: SheetRow, written: str, context: RosterContext, who: Who) -> str:
        """Words in the line's notes that may concern a shift in it."""
        notes = " ; ".join(filter(None, map(line.cell, self.notes_at)))
        return note_fault(notes, who.find(written).person, who, own_words(context.service))

    def _shifts(
        self,
        line: SheetRow,
        days: DateSpan,
        column: LineColumn,
        context: RosterContext,
        who: Who,
    ) -> Iterator[RosterEntry]:
        """The shifts of a cell; clock times in it win over those of the heading."""
        cell, problem = line.cell(column.place), ""
        span, written = None, cell
        try:
            span, written = (None, cell) if "@" in cell else span_in(cell)
        except ValueError as error:
            problem = str(error)
        problem = problem or self._note_fault(line, written, context, who)
        used = [*self.dates.values(), column.place]
        entry = RosterEntry(
            place=self.sheet.cell_place(line.number, column.place),
            summary=cell,
            written=written,
            role=column.role,
            parts=column.parts,
            problem=line.doubt(used) or problem,
            note=line.note(used),
        )
        yield from shifts_on(entry, days, span or column.span, context)


def date_matrix_in(
    sheet: RosterSheet, almanac: Almanac, context: RosterContext
) -> DateMatrix | None:
    """The sheet as a matrix, if it has a line of headings above a column of dates."""
    for index, line in enumerate(sheet.lines[:HEADER_LINES]):
        dates = _dates(line, sheet.lines[index + 1 :], almanac)
        if not dates:
            continue
        line = _with_lower(line, sheet.lines[index + 1 : index + 2], dates)
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


def _with_lower(
    header: SheetRow, below: Sequence[SheetRow], dates: dict[ColumnKind, int]
) -> SheetRow:
    """The headings with those of a second row: ”Bakjour” over ”dag” and ”natt” is of both."""
    for lower in below:
        over = [lower.cell(place) for place in dates.values()]
        is_named = any(field_of(cell) in _DATES for cell in over)
        is_under = not any(over) and len(set(header.merged.values())) < len(header.merged)
        if is_named or is_under:
            width = max(len(header.cells), len(lower.cells))
            pairs = ((header.cell(at), lower.cell(at)) for at in range(width))
            cells = tuple(" ".join(dict.fromkeys(filter(None, pair))) for pair in pairs)
            doubts = {**header.doubts, **lower.doubts}
            return replace(lower, cells=cells, doubts=doubts)
    return header


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
