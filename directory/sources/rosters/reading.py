"""Reads a roster file of any kind into rows. Pure; never raises."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import PurePath

from directory.catalogue.roles import Role
from directory.sources.rosters.at_once import too_many_at_once
from directory.sources.rosters.entry import begins_within, is_asked_for, refused
from directory.sources.rosters.ics.gaps import uncovered
from directory.sources.rosters.ics.reading import calendar_rows
from directory.sources.rosters.patients import in_sheets, masked
from directory.sources.rosters.row import LARGEST, RosterContext, RosterReading, RosterRow
from directory.sources.rosters.sheets.delimited import SEPARATORS, delimited
from directory.sources.rosters.sheets.kinds import unreadable_kind, workbook_reader
from directory.sources.rosters.sheets.sheet import RosterSheet
from directory.sources.rosters.tables.blocks import tables
from directory.sources.rosters.tables.colours import colour_legend
from directory.sources.rosters.tables.date_matrix import DateMatrix, date_matrix_in
from directory.sources.rosters.tables.day_cells import Almanac
from directory.sources.rosters.tables.list_rows import ShiftList, list_in
from directory.sources.rosters.tables.people_matrix import PeopleMatrix, people_matrix_in
from directory.sources.rosters.tables.sum_rows import capital
from directory.sources.rosters.tables.titles import month_of, role_of, title_fault, years_of
from directory.sources.rosters.tables.turned import roles_down, weeks_down
from directory.sources.rosters.words.folding import folded
from directory.sources.rosters.words.who import Who
from directory.sources.text_file import UnreadableError, decode
from directory.walltime.days import local

__all__ = ["RosterContext", "RosterReading", "RosterRow", "folded", "read_roster"]

MOST_ROWS = 20_000

Layout = ShiftList | DateMatrix | PeopleMatrix

_HEAD = 2_000
_EMPTY = "Filen är tom. Läs in en kalender (.ics), en kalkylbok (.xlsx, .ods) eller en CSV-fil."
_TOO_LARGE = "Filen är för stor. Den får vara högst 10 MB."
_NO_CALENDAR = "Filen heter .ics men är ingen kalender. Den ska börja med BEGIN:VCALENDAR."
_NO_WORKBOOK = "Filen heter {0} men är ingen kalkylbok. Spara den på nytt som .xlsx eller CSV."
_TOO_MANY = "Filen har fler än 20 000 pass under de dagar som läses. Läs färre dagar åt gången."
_NO_ROSTER = (
    "Det går inte att se något schema. Ha en rubrikrad med till exempel datum, från, till, roll "
    "och namn, eller en månad med datum åt ena hållet och roller eller personer åt det andra."
)
_COLOURS = "Färger läses inte. Skriv i cellerna vad färgen betyder, och ta bort förklaringen."
_HIDDEN_ROSTER = (
    "Bladet är dolt i kalkylboken och har inte lästs. Visa det om det gäller, annars ta bort det."
)
_UNFORESEEN = "Filen gick inte att läsa. Spara den på nytt som .ics, .xlsx eller CSV."


def read_roster(data: bytes, name: str, context: RosterContext) -> RosterReading:
    """The rows of a roster file, or why it cannot be read.

    Its kind is recognised by content, then by the ending of its name: a calendar, a workbook, else
    a CSV file. An exact duplicate (role, person, start, end) is returned once. An identity number
    anywhere in it is a fault of the whole.
    """
    if fault := _no_roster(data, name):
        return RosterReading(faults=(fault,))
    who = Who(context.people, context.service.unit, context.remembered)
    try:
        return _read(data, name, context, who)
    except UnreadableError as error:
        return RosterReading(faults=masked([_swedish(error)], context.today))
    except MemoryError:
        raise
    except Exception:  # feeds are read unattended, so no file may raise
        return RosterReading(faults=(_UNFORESEEN,))


def _no_roster(data: bytes, name: str) -> str:
    if len(data) > LARGEST:
        return _TOO_LARGE
    head = data[:_HEAD].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if not head:
        return _EMPTY
    return unreadable_kind(data, name)


def _read(data: bytes, name: str, context: RosterContext, who: Who) -> RosterReading:
    if b"BEGIN:VCALENDAR" in data[:_HEAD].replace(b"\0", b"").upper():
        rows, faults = calendar_rows(data, context, who)
        return _reading(rows, [], context, faults)
    if reader := workbook_reader(data):
        return _from_sheets(reader(data), name, context, who)
    if name.casefold().endswith((".ics", ".ical")):
        return RosterReading(faults=(_NO_CALENDAR,))
    ending = PurePath(name).suffix
    if ending.casefold() in (".xlsx", ".xlsm", ".ods"):
        return RosterReading(faults=(_NO_WORKBOOK.format(ending),))
    return _from_sheets([_best(decode(data), name, context, who)], name, context, who)


def _best(text: str, name: str, context: RosterContext, who: Who) -> RosterSheet:
    """The sheet by the first separator that gives a roster, else the widest."""
    candidates = [delimited(text, separator) for separator in SEPARATORS]
    rosters = (sheet for sheet in candidates if _layout(sheet, name, context, who))
    return next(rosters, max(candidates, key=lambda sheet: sheet.width))


def _from_sheets(
    workbook: Sequence[RosterSheet], name: str, context: RosterContext, who: Who
) -> RosterReading:
    if found := in_sheets(workbook, context.today):
        return RosterReading(faults=found)
    rows: list[RosterRow] = []
    axis: list[date] = []
    notes: list[str] = []
    is_roster = False
    for sheet in workbook:
        within = replace(context, role=_role(sheet, context))
        layouts = _layouts(sheet, name, within, who)
        is_roster = is_roster or any(layouts)
        if sheet.is_hidden and sheet.lines:
            if any(layouts):
                rows.append(refused(sheet.place, _first_words(sheet), _HIDDEN_ROSTER))
            else:
                notes.append(f"{capital(sheet.place)} är dolt och har inte lästs.")
        elif any(layouts) and (fault := title_fault(sheet, context.service))[1]:
            rows.append(refused(sheet.place, *fault))
        elif sheet.lines:
            rows += _colours(sheet) if any(layouts) else []
            begin = len(rows)
            for layout in layouts:
                rows += layout.rows(within, who) if layout else [_no_layout(sheet)]
                axis += layout.axis() if layout else []
                notes += layout.notes(who) if layout else []
            notes += _beside(sheet, rows[begin:])
        if len(rows) > MOST_ROWS:
            return RosterReading(faults=(_TOO_MANY,))
    if not any(sheet.lines for sheet in workbook if not sheet.is_hidden):
        return RosterReading(faults=(_EMPTY,))
    if not is_roster:  # what it holds is not repeated: an address may lead to anything
        return RosterReading(faults=(_NO_ROSTER,))
    return replace(_reading(rows, axis, context, ()), notes=tuple(notes))


def _colours(sheet: RosterSheet) -> list[RosterRow]:
    """A question for what the sheet says that colours mean."""
    return [refused(place, text, _COLOURS) for place, text in colour_legend(sheet)]


def _role(sheet: RosterSheet, context: RosterContext) -> Role | None:
    """The role where the rows say none: as a human has said, else as the title does."""
    if context.role_is_said and context.role:
        return context.role
    return role_of(sheet) or context.role


def _beside(sheet: RosterSheet, rows: Sequence[RosterRow]) -> Iterator[str]:
    """What is seen beside cells that are no shifts: hidden columns, a comment on a heading."""
    for column in sorted(sheet.hidden_columns):
        if column < sheet.width and any(line.cell(column) for line in sheet.lines):
            yield f"{capital(sheet.column_place(column))} är dold i kalkylboken."
    told = {row.note for row in rows}
    for line in sheet.lines:
        for place, note in line.notes.items():
            if not any(note in one for one in told):
                told.add(note)
                yield f"{capital(sheet.cell_place(line.number, place))}: {note}"


def _no_layout(sheet: RosterSheet) -> RosterRow:
    return refused(sheet.place, _first_words(sheet), _NO_ROSTER)


def _layouts(
    sheet: RosterSheet, name: str, context: RosterContext, who: Who
) -> list[Layout | None]:
    """How each table of the sheet is read; None for one that is no roster."""
    parts = tables(sheet, _almanac(sheet, name, context))
    return [_layout(part, name, context, who) for part in parts]


def _almanac(sheet: RosterSheet, name: str, context: RosterContext) -> Almanac:
    month = month_of(sheet, name, context.today)
    return Almanac(context.today, month, years_of(sheet, name))


def _layout(sheet: RosterSheet, name: str, context: RosterContext, who: Who) -> Layout | None:
    almanac = _almanac(sheet, name, context)
    if layout := list_in(sheet, almanac):
        return layout
    people = people_matrix_in(sheet, almanac)
    if not people and (listed := weeks_down(sheet)):
        return list_in(listed, almanac)
    turned = roles_down(sheet, almanac, who) if people else None
    return (
        (date_matrix_in(turned, almanac, context) if turned else None)
        or date_matrix_in(sheet, almanac, context)
        or people
    )


def _first_words(sheet: RosterSheet) -> str:
    return "; ".join(filter(None, sheet.lines[0].cells))


def _reading(
    rows: Sequence[RosterRow], axis: Sequence[date], context: RosterContext, faults: tuple[str, ...]
) -> RosterReading:
    within = [row for row in _once(rows) if begins_within(row, context)]
    if fault := too_many_at_once(within):
        return RosterReading(faults=(fault,))
    noted = tuple(row for row in within if row.note and not row.problem)
    within = list(uncovered(within))
    within.sort(key=lambda row: (row.start is None, row.start.timestamp() if row.start else 0))
    days = [local(row.start).date() for row in within if row.start]
    days += [day for day in axis if is_asked_for(day, context)]
    return RosterReading(
        rows=tuple(within),
        first=min(days, default=None),
        last=max(days, default=None),
        faults=faults,
        noted=noted,
    )


def _once(rows: Sequence[RosterRow]) -> Iterator[RosterRow]:
    seen: set[tuple[object, ...]] = set()
    for row in rows:
        who = row.person or folded(row.written)
        key = (row.role, who, row.start, row.end, row.is_gap, row.problem)
        if row.start is None or key not in seen:
            seen.add(key)
            yield row


def _swedish(error: UnreadableError) -> str:
    return f"Rad {error.line}: {error}" if error.line else str(error)
