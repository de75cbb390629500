"""Reads a roster with one row for each shift, under a header with column names."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from directory.lazy.values import dataclass
from directory.sources.faults import one_line
from directory.sources.rosters.day_shifts import fitted, shifts_on
from directory.sources.rosters.entry import NO_END, RosterEntry, judged, refused
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
from directory.sources.rosters.tables.headings import PERSON, ColumnKind, columns_of, field_of
from directory.sources.rosters.tables.moment_cells import Moment, read_moment
from directory.sources.rosters.tables.person_cells import person_in
from directory.sources.rosters.tables.sum_rows import is_sum_row, sum_note, text_note
from directory.sources.rosters.words.day_parts import parts_of
from directory.sources.rosters.words.duty_words import DutyWords
from directory.sources.rosters.words.folding import folded
from directory.sources.rosters.words.left_over import left_over, words_fault
from directory.sources.rosters.words.notes import aside_fault, note_fault
from directory.sources.rosters.words.other_specialty import not_ours, other_specialty, own_words
from directory.sources.rosters.words.role_words import roles_in
from directory.sources.rosters.words.who import Who
from directory.sources.rosters.words.written_dates import DateSpan
from directory.sources.rosters.words.written_times import ClockSpan, instant, read_span
from directory.walltime.days import local

HEADER_LINES = 20
_OF_DAYS = (ColumnKind.DATE, ColumnKind.WEEK, ColumnKind.WEEKDAY)


@dataclass(frozen=True, slots=True)
class ShiftList:
    """A sheet read by its header."""

    sheet: RosterSheet
    header: SheetRow
    columns: dict[ColumnKind, int]
    almanac: Almanac

    def axis(self) -> list[date]:
        """No dates: a list covers only the dates of its shifts."""
        return []

    def rows(self, context: RosterContext, who: Who) -> Iterator[RosterRow]:
        """A row for each shift, or for each line that cannot be read as one."""
        lines = [line for line in self._lines() if not self._is_aside(line)]
        for place in self._used():
            if doubt := self._column_doubt(place):
                at = self.sheet.column_place(place)
                yield refused(at, self.header.cell(place), doubt)
                return
        dates = date_column(lines, self._days, self.almanac, self._role_word)
        if dates.problem:
            yield refused(self.sheet.row_place(self.header.number), "", dates.problem)
            return
        entries = [entry for line in lines for entry in self._entries(line, dates, context, who)]
        for entry in fitted(entries):
            yield judged(entry, who)

    def notes(self, _who: Who) -> Iterator[str]:
        """What is seen and is no shift."""
        sums = [line.number for line in self._lines() if self._is_sum(line)]
        yield from sum_note(self.sheet, sums)
        yield from (text_note(self.sheet, line) for line in self._lines() if self._is_text(line))

    def _lines(self) -> list[SheetRow]:
        below = (line for line in self.sheet.lines if line.number > self.header.number)
        others = (line for line in below if line.cells != self.header.cells)
        return list(with_weeks(others, self.columns))

    def _used(self) -> list[int]:
        """The columns by which shifts are read."""
        return [place for kind, place in self.columns.items() if kind is not ColumnKind.NOTE]

    def _column_doubt(self, place: int) -> str:
        if place in self.sheet.hidden_columns:
            return HIDDEN
        return self.header.doubt([place])

    def _is_aside(self, line: SheetRow) -> bool:
        return self._is_sum(line) or self._is_text(line)

    def _is_text(self, line: SheetRow) -> bool:
        """Whether one merged cell goes over all that the row has: a heading among the rows."""
        filled = [place for place in self._used() if line.cell(place)]
        return len(filled) > 1 and all(line.are_one(filled[0], place) for place in filled)

    def _is_sum(self, line: SheetRow) -> bool:
        names = [cell for field in PERSON if (cell := self._cell(line, field))]
        return is_sum_row(line) and not any(name.isalpha() for name in names[:1])

    def _days(self, line: SheetRow, almanac: Almanac) -> DateSpan | None:
        """The days on which the shifts of a row begin. Raises ValueError in Swedish."""
        days = days_of(line, self.columns, almanac)
        start = self._moment(line, ColumnKind.START, almanac)
        if start and start.exact:
            day = local(start.exact).date()
            return days or DateSpan(day, day)
        if start and start.days:
            if days and not days.first <= start.days.first <= days.last:
                raise ValueError("Raden har två olika datum för starten. Rätta det som är fel.")
            return start.days
        return days

    def _role_word(self, line: SheetRow) -> str:
        return folded(self._cell(line, ColumnKind.ROLE))

    def _entries(
        self, line: SheetRow, dates: DateColumn, context: RosterContext, who: Who
    ) -> list[RosterEntry]:
        entry = self._noted(self._entry(line, context, who), line, context, who)
        try:
            if self._is_elsewhere(line, context):
                raise ValueError(self._elsewhere(line, context))
            if stray := dates.strays.get(line.number):
                raise ValueError(stray)
            return list(self._when(line, entry, dates.of(line), context))
        except ValueError as error:
            return [replace(entry, problem=str(error), role=entry.role)]

    def _elsewhere(self, line: SheetRow, context: RosterContext) -> str:
        other = one_line(self._cell(line, ColumnKind.SERVICE))
        return f"Raden gäller ”{other}”, inte ”{context.service.name}”. Ta bort den härifrån."

    def _cell(self, line: SheetRow, field: ColumnKind) -> str:
        return line.cell(self.columns.get(field, -1))

    def _is_elsewhere(self, line: SheetRow, context: RosterContext) -> bool:
        service, written = context.service, folded(self._cell(line, ColumnKind.SERVICE))
        own = {folded(name) for name in (service.id, service.name, *service.aliases)}
        return bool(written) and written not in own

    def _entry(self, line: SheetRow, context: RosterContext, who: Who) -> RosterEntry:
        word = self._cell(line, ColumnKind.ROLE)
        words = self._words(line, context)
        roles, rest = words.roles, words.rest
        role = roles[0] if len(roles) == 1 else None if word else context.role
        cells = [cell for field in PERSON if (cell := self._cell(line, field))]
        written, problem = person_in(cells, who)
        if other := other_specialty(word, context.service):
            problem = not_ours(other, context.service)
        elif roles:
            problem = problem or words_fault(words.others)
        if len(roles) > 1:
            problem = "Det står flera roller på raden. Dela upp den i en rad för varje roll."
        places = self._used()
        if any(is_uncalculated(line.cell(place)) for place in places):
            problem = UNCALCULATED
        problem = line.doubt(places) or problem
        return RosterEntry(
            place=self.sheet.row_place(line.number),
            summary="; ".join(filter(None, line.cells)),
            written=written,
            role=role,
            role_word=word if not roles else rest,
            parts=words.parts,
            problem=problem,
            note=line.note(range(len(line.cells))),
        )

    def _words(self, line: SheetRow, context: RosterContext) -> DutyWords:
        """What the role's cell says; of clock times, only the row's own columns speak."""
        roles, rest = roles_in(self._cell(line, ColumnKind.ROLE))
        parts, others = parts_of(left_over(rest, own_words(context.service)))
        return DutyWords(roles, None, rest, parts, others)

    def _noted(
        self, entry: RosterEntry, line: SheetRow, context: RosterContext, who: Who
    ) -> RosterEntry:
        """The entry; words beside it that may concern it are its problem."""
        person = who.find(entry.written).person
        own = own_words(context.service)
        faults = [note_fault(cell, person, who, own) for cell in self._beside(line, notes=True)]
        faults += [aside_fault(cell, person, who) for cell in self._beside(line, notes=False)]
        return replace(entry, problem=entry.problem or next(filter(None, faults), ""))

    def _beside(self, line: SheetRow, *, notes: bool) -> Iterator[str]:
        """The cells of the notes, or those under headings that are not read."""
        for place, cell in enumerate(line.cells):
            kind = field_of(self.header.cell(place))
            is_read = place in self.columns.values() or kind in _OF_DAYS
            wanted = (
                kind is ColumnKind.NOTE if notes else kind is not ColumnKind.NOTE and not is_read
            )
            if cell and wanted:
                yield cell

    def _when(
        self, line: SheetRow, entry: RosterEntry, days: DateSpan | None, context: RosterContext
    ) -> Iterator[RosterEntry]:
        """The entry for each of its shifts. Raises ValueError in Swedish."""
        almanac = self.almanac.below(days.first) if days else self.almanac
        start = self._moment(line, ColumnKind.START, almanac)
        end = self._moment(line, ColumnKind.END, almanac)
        end_date = self._moment(line, ColumnKind.END_DATE, almanac)
        if end_date:
            end = Moment(end_date.days, end.minutes if end else end_date.minutes, end_date.exact)
        span = self._span(line)
        if (start and start.exact) or (end and end.exact):
            yield _exact(entry, start, end, days)
            return
        if days is None:
            raise ValueError(NO_DATE)
        last = end.days.last if end and end.days else days.last
        if start and start.minutes is not None and not (span and start.minutes == 0):
            if days.ends or days.is_from_to:
                minutes = end.minutes if end else None
                yield from shifts_on(entry, days, ClockSpan(start.minutes, minutes), context)
            else:
                yield _timed(entry, days.first, start.minutes, end)
        elif end and end.minutes is not None:
            raise ValueError("Starttiden saknas. Skriv när passet börjar, till exempel 16:00.")
        else:
            yield from shifts_on(entry, replace(days, last=last), span, context)

    def _moment(self, line: SheetRow, field: ColumnKind, almanac: Almanac) -> Moment | None:
        cell = self._cell(line, field)
        if cell == "1":
            return Moment(minutes=self._one(line))
        return read_moment(cell, almanac) if cell else None

    def _one(self, line: SheetRow) -> int:
        """A lone 1: 01:00 among whole hours, a whole day (24:00) among parts of days."""
        beside = [self._cell(line, field) for field in (ColumnKind.START, ColumnKind.END)]
        others = [cell for cell in beside if cell and cell != "1"]
        if any(cell.startswith("0,") for cell in others):
            return 24 * 60
        if others and not all(cell.isdecimal() for cell in others):
            raise ValueError("”1” kan vara 01:00 eller 24:00. Skriv det som klockslag.")
        return 60

    def _span(self, line: SheetRow) -> ClockSpan | None:
        cell = self._cell(line, ColumnKind.TIME)
        return read_span(cell) if cell else None


def list_in(sheet: RosterSheet, almanac: Almanac) -> ShiftList | None:
    """The sheet as a list, if one of its first lines has headings for person and date or start."""
    for line in sheet.lines[:HEADER_LINES]:
        columns = columns_of(line)
        dated = {ColumnKind.DATE, ColumnKind.START, ColumnKind.WEEK} & columns.keys()
        if dated and set(PERSON) & columns.keys():
            return ShiftList(sheet, line, columns, almanac)
    return None


def _timed(entry: RosterEntry, day: date, start: int, end: Moment | None) -> RosterEntry:
    """The entry with its times; an end without a date is the next time the clock shows it."""
    begins = instant(day, start)
    if end is None or (end.minutes is None and end.days is None):
        return replace(entry, start=begins, problem=entry.problem or NO_END)
    if end.minutes is None:
        raise ValueError("Sluttiden saknar klockslag. Skriv till exempel 2026-03-30 07:30.")
    if end.days is not None:
        return replace(entry, start=begins, end=instant(end.days.last, end.minutes, end=True))
    starts, over = ClockSpan(start, end.minutes).on(day)
    return replace(entry, start=starts, end=over)


def _exact(
    entry: RosterEntry, start: Moment | None, end: Moment | None, days: DateSpan | None
) -> RosterEntry:
    """The entry with times that are written with their offset from UTC."""
    begins, ends = _instant(start, days, end=False), _instant(end, None, end=True)
    if begins is None:
        raise ValueError(NO_DATE)
    if end and ends is None and end.minutes is not None:
        begun = local(begins)
        span = ClockSpan(begun.hour * 60 + begun.minute, end.minutes)
        _, ends = span.on(begun.date())
    return replace(entry, start=begins, end=ends)


def _instant(moment: Moment | None, days: DateSpan | None, *, end: bool) -> datetime | None:
    if moment is None:
        return None
    if moment.exact:
        return moment.exact
    on = moment.days or days
    if on is None or moment.minutes is None:
        return None
    return instant(on.first, moment.minutes, end=end)
