"""Turns tables of roles down and dates across, and of weeks down and days across, into the tables
that they say the same as: a month with dates down, and a list."""

import re
from collections.abc import Iterator, Sequence

from directory.sources.rosters.sheets.sheet import (
    HIDDEN,
    RosterSheet,
    SheetRow,
    cell_name,
    column_name,
)
from directory.sources.rosters.tables.day_cells import Almanac
from directory.sources.rosters.tables.headings import ColumnKind, field_of
from directory.sources.rosters.tables.people_matrix import PeopleMatrix, people_matrix_in
from directory.sources.rosters.words.folding import folded
from directory.sources.rosters.words.role_words import roles_in
from directory.sources.rosters.words.who import Who
from directory.sources.rosters.words.written_dates import weekday_number, with_weekday
from directory.sources.rosters.words.written_times import span_in

HEADER_LINES = 20
_FEWEST_DAYS = 2
_DATE, _TIME, _ROLE, _NAME = "Datum", "Tid", "Roll", "Namn"
_A_WEEK = re.compile(
    r"(?:20[0-9]{2}[\s-]*)?(?:v(?:ecka|\.)?|w)?\s*(?:[1-9]|[0-4][0-9]|5[0-3])(?:[\s-]+20[0-9]{2})?"
)
_JOINED = ("–", "—", "−", "-")


def roles_down(sheet: RosterSheet, almanac: Almanac, who: Who) -> RosterSheet | None:
    """The sheet with its dates down, if it has dates across and roles before its rows."""
    matrix = people_matrix_in(sheet, almanac)
    if matrix is None:
        return None
    lines = [line for line in matrix.below() if _label(line, matrix) or _is_filled(line, matrix)]
    filled = [line for line in lines if _is_filled(line, matrix)]
    labels = [_label(line, matrix) for line in filled]
    roles = [bool(roles_in(label)[0]) and not who.find(label).person for label in labels]
    nameless = not any(labels) and any(_names(line, matrix, who) for line in filled)
    if not filled or not (nameless or sum(roles) * 2 > len(roles)):
        return None
    return _turned(matrix, lines)


def _label(line: SheetRow, matrix: PeopleMatrix) -> str:
    """What stands before the cells of a row; the number of a week is no name."""
    cells = [line.cell(place) for place in matrix.names()]
    return " ".join(cell for cell in cells if cell and not cell.isdecimal())


def _is_filled(line: SheetRow, matrix: PeopleMatrix) -> bool:
    return any(line.cell(place) for place in (*matrix.dates, *matrix.wrong))


def _names(line: SheetRow, matrix: PeopleMatrix, who: Who) -> bool:
    return any(who.find(line.cell(place)).person for place in matrix.dates)


def _turned(matrix: PeopleMatrix, lines: Sequence[SheetRow]) -> RosterSheet:
    """Its first column holds the dates, each other one a row of the matrix."""
    only = "Jour" if len(lines) == 1 else ""  # of several rows without words, each is a question
    labels = [_label(line, matrix) or only for line in lines]
    rows = [SheetRow(0, (_DATE, *labels))]
    places = {(0, at): cell_name(line.number, 0) for at, line in enumerate(lines, 1)}
    places[0, -1] = f"rad {matrix.header.number}"
    for place in sorted({*matrix.dates, *matrix.wrong}):
        number = place + 1
        places[number, -1] = column_name(place)
        places |= {(number, at): cell_name(line.number, place) for at, line in enumerate(lines, 1)}
        rows.append(_column(matrix, lines, place))
    hidden = frozenset(at for at, line in enumerate(lines, 1) if line.is_hidden)
    return RosterSheet(matrix.sheet.name, tuple(rows), hidden, places=places)


def _column(matrix: PeopleMatrix, lines: Sequence[SheetRow], place: int) -> SheetRow:
    header, beside = matrix.header, matrix.weekdays
    written = header.cell(place)
    day = with_weekday(beside.cell(place), written) if beside and written else written
    doubts = {at: line.doubts[place] for at, line in enumerate(lines, 1) if place in line.doubts}
    notes = {at: line.notes[place] for at, line in enumerate(lines, 1) if place in line.notes}
    if place in header.doubts:
        doubts[0] = header.doubts[place]
    is_hidden = place in matrix.sheet.hidden_columns or header.is_hidden
    cells = (day, *(line.cell(place) for line in lines))
    return SheetRow(place + 1, cells, doubts, notes, is_hidden=is_hidden)


def weeks_down(sheet: RosterSheet) -> RosterSheet | None:
    """The sheet as a list of days, if it has a row of weekdays above a column of weeks."""
    for index, header in enumerate(sheet.lines[:HEADER_LINES]):
        days = dict(_weekdays(header))
        week = _week_column(header, sheet.lines[index + 1 :], days)
        if len(days) >= _FEWEST_DAYS and week is not None:
            return _listed(sheet, header, days, week)
    return None


def _weekdays(header: SheetRow) -> Iterator[tuple[int, tuple[list[int], str]]]:
    """The days that each heading names, with its clock times: ”mån”, ”fre–sön”, ”lör 08-20”."""
    for place, heading in enumerate(header.cells):
        try:
            span, rest = span_in(heading)
        except ValueError:
            continue
        if days := _days_in(rest):
            yield place, (days, heading.replace(rest, "").strip() if span else "")


def _days_in(heading: str) -> list[int]:
    for mark in _JOINED:
        first, joined, last = heading.partition(mark)
        begin, end = weekday_number(first), weekday_number(last)
        if joined and begin is not None and end is not None and begin < end:
            return list(range(begin, end + 1))
    alone = weekday_number(heading)
    return [] if alone is None else [alone]


def _week_column(
    header: SheetRow, below: Sequence[SheetRow], days: dict[int, tuple[list[int], str]]
) -> int | None:
    """The column of the weeks: by its heading, else the first one, if it holds nothing else."""
    named = [at for at, cell in enumerate(header.cells) if field_of(cell) is ColumnKind.WEEK]
    for place in (*named, *([0] if not named and 0 not in days else [])):
        weeks = [line.cell(place) for line in below if line.cell(place)]
        if weeks and sum(map(_is_week, weeks)) * 2 >= len(weeks):
            return place
    return None


def _is_week(cell: str) -> bool:
    return bool(_A_WEEK.fullmatch(folded(cell)))


def _listed(
    sheet: RosterSheet, header: SheetRow, days: dict[int, tuple[list[int], str]], week_at: int
) -> RosterSheet:
    """A row for each day of each cell that is not empty."""
    rows = [SheetRow(0, (_DATE, _TIME, _ROLE, _NAME))]
    places: dict[tuple[int, int], str] = {(0, -1): f"rad {header.number}"}
    week = ""
    for line in sheet.lines:
        if line.number <= header.number or line.cells == header.cells:
            continue
        week = line.cell(week_at) or week
        label = _role_label(header, line, {*days, week_at})
        for place, (numbers, times) in days.items():
            if line.cell(place):
                for day in numbers:
                    doubt = _doubt(sheet, header, line, [week_at, place])
                    number = len(rows)
                    places[number, -1] = cell_name(line.number, place)
                    note = line.note([week_at, place])
                    cells = (_day(week, day), times, label, line.cell(place))
                    rows.append(
                        SheetRow(
                            number,
                            cells,
                            {3: doubt} if doubt else {},
                            {3: note} if note else {},
                        )
                    )
    return RosterSheet(sheet.name, tuple(rows), places=places)


def _day(week: str, day: int) -> str:
    name = ("mån", "tis", "ons", "tors", "fre", "lör", "sön")[day]
    written = f"v.{week}" if week.isdecimal() else week
    return f"{name} {written}"


def _role_label(header: SheetRow, line: SheetRow, known: set[int]) -> str:
    """What stands beside the week and is no note: the role of the row."""
    others = (
        cell
        for place, cell in enumerate(line.cells)
        if place not in known and field_of(header.cell(place)) is not ColumnKind.NOTE
    )
    return " ".join(filter(None, others))


def _doubt(sheet: RosterSheet, header: SheetRow, line: SheetRow, places: list[int]) -> str:
    if sheet.hidden_columns.intersection(places):
        return HIDDEN
    return line.doubt(places) or header.doubt(places)
