"""Reads a month matrix with people down and dates across; each cell has a code."""

from collections.abc import Container, Iterator, Sequence
from datetime import date

from directory.catalogue.roles import Role
from directory.lazy.values import dataclass
from directory.sources.rosters.day_shifts import fitted
from directory.sources.rosters.entry import (
    NO_PERSON,
    RosterEntry,
    is_asked_for,
    judged,
    refused,
    timing,
)
from directory.sources.rosters.row import RosterContext, RosterRow
from directory.sources.rosters.sheets.sheet import (
    HIDDEN,
    UNCALCULATED,
    RosterSheet,
    SheetRow,
    is_uncalculated,
)
from directory.sources.rosters.tables.date_column import DateColumn, date_column
from directory.sources.rosters.tables.day_cells import Almanac
from directory.sources.rosters.tables.headings import ColumnKind, field_of
from directory.sources.rosters.tables.person_cells import person_in
from directory.sources.rosters.tables.sum_rows import (
    LineKind,
    is_count,
    is_sum_word,
    kind_beside,
    legend_note,
    sum_note,
)
from directory.sources.rosters.words.day_parts import NO_PARTS
from directory.sources.rosters.words.duty_words import is_off, read_code
from directory.sources.rosters.words.other_specialty import not_ours, other_specialty, own_words
from directory.sources.rosters.words.who import Who, is_title
from directory.sources.rosters.words.written_dates import (
    DateSpan,
    WeekdayError,
    weekday_number,
    with_weekday,
)
from directory.sources.rosters.words.written_times import ClockSpan

HEADER_LINES = 20
_NO_DATE = "Rubriken är inget datum. Skriv till exempel 2026-03-29 eller 29/3."
_ANY_ROLE = Role.SENIOR_ON_CALL
_FEWEST_DATES = 2
_INITIALS_OF_DAYS = frozenset("mtoflsv")


@dataclass(frozen=True, slots=True)
class PeopleMatrix:
    """A sheet with people in its first columns."""

    sheet: RosterSheet
    header: SheetRow
    dates: dict[int, date]
    wrong: dict[int, str]
    first: int
    weekdays: SheetRow | None = None

    def axis(self) -> list[date]:
        """Every date of the matrix, also those with empty cells."""
        return list(self.dates.values())

    def rows(self, context: RosterContext, who: Who) -> Iterator[RosterRow]:
        """A row for each cell with a duty, and for each code, date or person that is wrong."""
        lines = [line for line in self.below() if self._kind(line, who) is LineKind.DUTY]
        for place, problem in self._wrong().items():
            if any(not is_off(line.cell(place)) for line in lines):
                day = self.dates.get(place)
                start = context.shift_times(_ANY_ROLE, day)[0] if day else None
                at = self.sheet.cell_place(self.header.number, place)
                yield refused(at, self.header.cell(place), problem, start)
        if doubt := self._names_doubt():
            yield refused(self.sheet.row_place(self.header.number), "", doubt)
            return
        wrong = self._wrong()
        entries = [entry for line in lines for entry in self._entries(line, wrong, context, who)]
        for entry in fitted(entries):
            yield judged(entry, who)

    def notes(self, who: Who) -> Iterator[str]:
        """What is seen and is no shift."""
        kinds = {line.number: self._kind(line, who) for line in self.below()}
        yield from sum_note(self.sheet, [n for n, kind in kinds.items() if kind is LineKind.SUM])
        yield from legend_note(
            self.sheet, [n for n, kind in kinds.items() if kind is LineKind.LEGEND]
        )

    def below(self) -> list[SheetRow]:
        """The rows of people: none that only repeats the dates or the days of the week."""
        below = (line for line in self.sheet.lines if line.number > self.header.number)
        return [line for line in below if not self._is_calendar(line)]

    def _wrong(self) -> dict[int, str]:
        """The columns whose duties cannot be read, with the reason."""
        hidden = {at: HIDDEN for at in self.dates if at in self.sheet.hidden_columns}
        doubts = {at: doubt for at in self.dates if (doubt := self.header.doubt([at]))}
        return {at: problem for at, problem in self.wrong.items() if problem} | doubts | hidden

    def names(self) -> range:
        """The columns in which people are named."""
        return range(self.first)

    def _names_doubt(self) -> str:
        hidden = self.sheet.hidden_columns.intersection(self.names())
        used = [line for line in self.below() if any(line.cell(at) for at in hidden)]
        return HIDDEN if used else ""

    def _kind(self, line: SheetRow, who: Who) -> LineKind:
        names = [cell for cell in map(line.cell, self.names()) if cell]
        cells = [line.cell(place) for place in self.dates]
        if any(line.are_one(name, place) for name in self.names() for place in self.dates):
            return LineKind.TEXT
        if not any(cells) or any(who.find(name).person for name in names):
            return LineKind.DUTY
        return kind_beside(" ".join(names), cells, who)

    def _entries(
        self, line: SheetRow, wrong: Container[int], context: RosterContext, who: Who
    ) -> Iterator[RosterEntry]:
        duties = [at for at in self.dates if at not in wrong and not is_off(line.cell(at))]
        names = [cell for cell in map(line.cell, self.names()) if cell]
        written, problem = person_in([cell for cell in names if not is_title(cell)], who)
        if duties and not written:
            summary = "; ".join(filter(None, line.cells))
            at = self.sheet.row_place(line.number)
            yield RosterEntry(place=at, summary=summary, problem=NO_PERSON, written="")
            return
        for place in duties:
            if is_asked_for(self.dates[place], context):
                yield self._entry(line, place, written, problem, context)

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
        used = [*self.names(), place]
        return RosterEntry(
            place=self.sheet.cell_place(line.number, place),
            summary=cell,
            written=written,
            role=role,
            start=when.start,
            end=when.end,
            problem=line.doubt(used) or problem or when.problem,
            is_usual=span is None and not parts,
            note=line.note(used),
        )

    def _is_calendar(self, line: SheetRow) -> bool:
        """Whether the line only repeats the dates or gives their days of the week."""
        cells = [cell for place in (*self.dates, *self.wrong) if (cell := line.cell(place))]
        repeated = all(line.cell(place) == self.header.cell(place) for place in self.dates)
        names = [cell for cell in map(line.cell, self.names()) if cell]
        nameless = all(field_of(name) for name in names)
        named = [weekday_number(cell) is not None for cell in cells]
        is_of_days = len(named) >= _FEWEST_DATES and all(named)
        return bool(cells) and (repeated or is_of_days or (nameless and _are_weekdays(cells)))


def people_matrix_in(sheet: RosterSheet, almanac: Almanac) -> PeopleMatrix | None:
    """The sheet as a matrix, if one of its first lines has dates across."""
    for index, line in enumerate(sheet.lines[:HEADER_LINES]):
        beside = _weekdays(sheet, index)
        known = [place for place in range(len(line.cells)) if _is_date(line, place, almanac)]
        if len(known) < _FEWEST_DATES or min(known) == 0:
            continue
        column = _dates_across(line, known, beside, almanac)
        strays = {at: column.problem or problem for at, problem in column.strays.items()}
        wrong = {at: str(fault) for at, fault in column.faults.items()} | strays
        days = column.days.items()
        dates = {at: one.first for at, one in days if at not in strays and not column.problem}
        unknown = {at: column.problem for at, _ in days if column.problem}
        strangers = _strangers(sheet, line, {*dates, *wrong, *unknown})
        return PeopleMatrix(sheet, line, dates, wrong | unknown | strangers, min(known), beside)
    return None


def _is_date(header: SheetRow, place: int, almanac: Almanac) -> bool:
    """Whether a heading is one date, also with the wrong day of the week."""
    try:
        days = almanac.read(header.cell(place))
    except WeekdayError:
        return True
    except ValueError:
        return False
    return days.first == days.last


def _dates_across(
    header: SheetRow, places: Sequence[int], beside: SheetRow | None, almanac: Almanac
) -> DateColumn:
    """The dates of the headings, read together as those of a column are."""

    def read(heading: SheetRow, almanac: Almanac) -> DateSpan:
        written = heading.cells[0]
        weekday = beside.cell(heading.number) if beside else ""
        return almanac.read(with_weekday(weekday, written))

    headings = [SheetRow(place, (header.cell(place),)) for place in places]
    return date_column(headings, read, almanac)


def _strangers(sheet: RosterSheet, header: SheetRow, known: set[int]) -> dict[int, str]:
    """Faults of headings after the first date that are none: a duty below must not be lost.

    Not of a column of sums or notes, to the right of all dates.
    """
    below = [line for line in sheet.lines if line.number > header.number]

    def is_aside(place: int) -> bool:
        heading, cells = header.cell(place), [line.cell(place) for line in below]
        is_sum = all(is_count(cell) for cell in cells if cell)
        is_note = is_sum_word(heading) or field_of(heading) is ColumnKind.NOTE
        return place > max(known) and (is_note or (is_sum and not heading))

    places = (place for place in range(min(known), sheet.width) if place not in known)
    return {place: _NO_DATE for place in places if not is_aside(place)}


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
