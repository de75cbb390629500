"""Parts a sheet that holds several tables: below each other, or side by side."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from directory.sources.rosters.sheets.sheet import RosterSheet, SheetRow
from directory.sources.rosters.tables.day_cells import Almanac
from directory.sources.rosters.tables.headings import PERSON, ColumnKind, field_of
from directory.sources.rosters.words.role_words import roles_in

HEADER_LINES = 20
_FEWEST_DATES = 2
_DATES = (ColumnKind.DATE, ColumnKind.WEEK, ColumnKind.WEEKDAY, ColumnKind.START)


def tables(sheet: RosterSheet, almanac: Almanac) -> list[RosterSheet]:
    """The tables of a sheet, each with the titles above it."""
    return [part for table in _beside(sheet) for part in _below(table, almanac)]


def _beside(sheet: RosterSheet) -> list[RosterSheet]:
    for line in sheet.lines[:HEADER_LINES]:
        starts = _starts(line)
        if len(starts) > 1:
            edges = pairwise([0, *starts[1:], sheet.width])
            return [_cut(sheet, start, end) for start, end in edges]
    return [sheet]


def _starts(line: SheetRow) -> list[int]:
    """Where each group of headings begins that has dates of its own, and roles or people."""
    kinds = [field_of(cell) for cell in line.cells]
    kind = ColumnKind.DATE if ColumnKind.DATE in kinds else ColumnKind.WEEK
    starts = [_leftmost(kinds, place) for place, each in enumerate(kinds) if each is kind]
    groups = [line.cells[start:end] for start, end in pairwise([*starts, len(kinds)])]
    return starts if all(any(map(_is_held, group)) for group in groups) else []


def _leftmost(kinds: Sequence[ColumnKind | None], place: int) -> int:
    """The first of the columns beside each other that tell the date."""
    while place and kinds[place - 1] in _DATES:
        place -= 1
    return place


def _is_held(heading: str) -> bool:
    return field_of(heading) in (*PERSON, ColumnKind.ROLE) or bool(roles_in(heading)[0])


def _cut(sheet: RosterSheet, start: int, end: int) -> RosterSheet:
    """Only the columns from start until end; the others are empty."""
    rows = []
    for line in sheet.lines:
        cells = [cell if start <= at < end else "" for at, cell in enumerate(line.cells)]
        if any(cells):
            rows.append(replace(line, cells=tuple(cells)))
    return replace(sheet, lines=tuple(rows))


def _below(sheet: RosterSheet, almanac: Almanac) -> Iterator[RosterSheet]:
    """Cut before each row of headings that differs from the one above."""
    begin = 0
    above: tuple[int, tuple[str, ...]] = (0, ())
    for index, line in enumerate(sheet.lines):
        here = (_kind(line, almanac), line.cells)
        if not here[0] or here == above or above[0] not in (0, here[0]):
            continue
        if above[0]:
            cut = _with_titles(sheet.lines, index)
            yield replace(sheet, lines=sheet.lines[begin:cut])
            begin = cut
        above = here
    yield replace(sheet, lines=sheet.lines[begin:])


def _kind(line: SheetRow, almanac: Almanac) -> int:
    """1 for headings above dates, 2 for dates across, 0 for no headings."""
    kinds = [field_of(cell) for cell in line.cells]
    if any(kind in _DATES for kind in kinds) and any(map(_is_held, filter(None, line.cells))):
        return 1
    return 2 if _are_dates(line, almanac) else 0


def _are_dates(line: SheetRow, almanac: Almanac) -> bool:
    filled = [cell for cell in line.cells[1:] if cell][: _FEWEST_DATES + 1]
    return len(filled) >= _FEWEST_DATES and all(_is_date(cell, almanac) for cell in filled)


def _is_date(cell: str, almanac: Almanac) -> bool:
    if not any(map(str.isdecimal, cell)):
        return False
    try:
        days = almanac.read(cell)
    except ValueError:
        return False
    return days.first == days.last


def _with_titles(lines: Sequence[SheetRow], index: int) -> int:
    """The row at which a table begins: its headings, or the titles directly above them."""
    while index > 0 and _is_title(lines[index - 1]):
        index -= 1
    return index


def _is_title(line: SheetRow) -> bool:
    words = {cell for cell in line.cells if cell}
    return len(words) == 1 and not words.pop()[:1].isdecimal()
