"""Recognises the rows of a sheet that count shifts or explain its codes, and says so once."""

import re
from collections.abc import Iterator, Sequence
from enum import Enum, auto

from directory.sources.faults import one_line
from directory.sources.rosters.sheets.sheet import RosterSheet, SheetRow, is_uncalculated
from directory.sources.rosters.words.duty_words import is_off
from directory.sources.rosters.words.folding import folded
from directory.sources.rosters.words.role_words import roles_in
from directory.sources.rosters.words.who import Who

_SUMS = re.compile(
    r"(?:del)?summa(?:\b|:)|summering|total(?:t|er|summa)?\b|antal\b|timmar\b|tim\b|snitt\b|medel\b|saldo\b"
    r"|σ|sum\b|tot\b"
)
_HOURS = re.compile(r"[0-9]{1,2}(?:[:.][0-9]{2})?\s*[-–—]\s*[0-9]{1,2}")
_NUMBER = re.compile(r"[-+]?[0-9]+(?:[.,][0-9]+)?(?:\s?(?:h|tim|st|%|pass))?")


class LineKind(Enum):
    """What a row below the headings is."""

    DUTY = auto()
    SUM = auto()
    LEGEND = auto()
    TEXT = auto()


def is_sum_word(text: str) -> bool:
    """Whether a heading or label is ”Summa”, ”Antal jourer” or the like."""
    return bool(_SUMS.match(folded(text)))


def is_count(cell: str) -> bool:
    """Whether a cell is a bare number, or a formula that has not been worked out."""
    return bool(_NUMBER.fullmatch(cell)) or is_uncalculated(cell)


def kind_of(label: str, cells: Sequence[str], who: Who) -> LineKind:
    """What a row below dates is that has none: `label` where its date would be."""
    filled = [cell for cell in cells if cell]
    if not filled:
        return LineKind.TEXT if label else LineKind.DUTY
    if all(map(is_count, filled)):
        return LineKind.SUM
    return LineKind.LEGEND if is_legend(label, filled, who) else LineKind.DUTY


def kind_beside(label: str, cells: Sequence[str], who: Who) -> LineKind:
    """What a row of codes is beside the names of people."""
    filled = [cell for cell in cells if cell]
    if all(map(is_count, filled)) and (not label or is_sum_word(label) or roles_in(label)[0]):
        return LineKind.SUM
    return LineKind.LEGEND if is_legend(label, filled, who) else LineKind.DUTY


def is_legend(label: str, cells: Sequence[str], who: Who) -> bool:
    """Whether the row explains a code: ”BJ | bakjour 16–07:30”, ”L | = ledig”.

    Never where the label may be somebody's initials, known or not.
    """
    if len(cells) != 1 or not who.find(label).unknown or who.find(cells[0]).person:
        return False
    roles, rest = roles_in(label)
    is_code = is_off(label) or (roles and not folded(rest)) or len(label) == 1
    said = cells[0]
    means = roles_in(said)[0] or is_off(said.strip("= ")) or _HOURS.search(said)
    return bool(label) and bool(is_code) and len(said) > len(label) and bool(means)


def is_sum_row(line: SheetRow) -> bool:
    """Whether the row is headed as a sum and has nothing else than numbers."""
    cells = [cell for cell in line.cells if cell]
    return bool(cells) and is_sum_word(cells[0]) and all(map(is_count, cells[1:]))


def sum_note(sheet: RosterSheet, numbers: Sequence[int]) -> Iterator[str]:
    """That the rows count something and are not read as shifts."""
    if numbers:
        yield f"{_rows(sheet, numbers)} räknar pass och har inte lästs som jour."


def legend_note(sheet: RosterSheet, numbers: Sequence[int]) -> Iterator[str]:
    """That the rows explain codes and are not read as shifts."""
    if numbers:
        yield f"{_rows(sheet, numbers)} förklarar koder och har inte lästs som jour."


def text_note(sheet: RosterSheet, line: SheetRow) -> str:
    """That a row is only text."""
    text = one_line(next(filter(None, line.cells), ""))
    return f"{capital(sheet.row_place(line.number))}: ”{text}” har inte lästs som jour."


def _rows(sheet: RosterSheet, numbers: Sequence[int]) -> str:
    first, last = min(numbers), max(numbers)
    words = sheet.row_place(first) if first == last else f"{sheet.row_place(first)}–{last}"
    return capital(words)


def capital(words: str) -> str:
    """The words as they begin a sentence."""
    return words[:1].upper() + words[1:]
