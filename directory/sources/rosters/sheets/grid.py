"""A sheet of a workbook as its file gives it, and the sheet as it is seen in a spreadsheet."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from itertools import pairwise

from directory.lazy.values import dataclass
from directory.sources.faults import one_line
from directory.sources.rosters.sheets.sheet import RosterSheet, SheetRow
from directory.sources.text_file import UnreadableError, clean

Place = tuple[int, int]
"""Row from 1 and column from 0."""

MOST_ROWS = 5_000
MOST_COLUMNS = 500
MOST_SHEETS = 60
MOST_CELLS = 1_000_000

_STRUCK = "Texten är överstruken. Skriv vem eller vad som gäller, eller - för ingen."


class BoundsError(UnreadableError):
    """More rows, columns or sheets than a roster has."""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a cell's text in one font."""

    text: str
    struck: bool


@dataclass(frozen=True, slots=True)
class Merge:
    """The cells that are merged into one: rows from 1, columns from 0, all included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The rows with content by their number; of a cell that has any struck text its `runs`."""

    name: str
    rows: Mapping[int, Sequence[str]]
    merges: Sequence[Merge] = ()
    runs: Mapping[Place, Sequence[Run]] = field(default_factory=dict)
    comments: Mapping[Place, str] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    is_hidden: bool = False


def seen(grid: Grid) -> RosterSheet:
    """The sheet as somebody sees it: what is merged stands in all its cells, what is struck out is
    not there. Raises BoundsError."""
    lines = {number: _Line(grid, number) for number in sorted(grid.rows)}
    width = max((len(line.cells) for line in lines.values()), default=0)
    spread = 0
    for merge in grid.merges:
        spread += (merge.bottom - merge.top + 1) * (min(merge.right, width) - merge.left + 1)
        if spread > MOST_CELLS:
            raise BoundsError(too_large(grid.name))
        if merge.left < width and (first := lines.get(merge.top)):
            for number in range(merge.top, merge.bottom + 1):
                if number in lines:
                    lines[number].spread(merge, first, width)
    return RosterSheet(
        name=clean(grid.name),
        lines=tuple(line.row() for line in lines.values() if any(line.cells)),
        hidden_columns=grid.hidden_columns,
        is_hidden=grid.is_hidden,
    )


def too_large(name: str) -> str:
    return (
        f"Bladet ”{one_line(name)}” är för stort. Det får ha högst {MOST_ROWS} rader och "
        f"{MOST_COLUMNS} kolumner."
    )


def too_many_sheets() -> str:
    return f"Boken har fler än {MOST_SHEETS} blad. Spara schemat i en egen bok."


class _Line:
    """A row on its way to be seen."""

    def __init__(self, grid: Grid, number: int) -> None:
        self._number = number
        self._is_hidden = number in grid.hidden_rows
        self.cells = list(grid.rows[number])
        self._doubts: dict[int, str] = {}
        self._notes: dict[int, str] = {}
        self._merged: dict[int, int] = {}
        for column in range(len(self.cells)):
            if runs := grid.runs.get((number, column)):
                self._strike(column, runs)
            if comment := clean(grid.comments.get((number, column), "")):
                self._add_note(column, f"Kommentar: ”{' '.join(comment.split())}”.")

    def _strike(self, column: int, runs: Sequence[Run]) -> None:
        """Leave out what is struck; a cell of which nothing stands is asked about."""
        kept = clean("".join(run.text for run in runs if not run.struck))
        gone = one_line("".join(run.text for run in runs if run.struck))
        if not gone:
            return
        if any(map(str.isalnum, kept)) and not _is_within_a_word(runs):
            self.cells[column] = kept
            self._add_note(column, f"”{gone}” är överstruket och har inte lästs.")
        else:
            self._doubts[column] = _STRUCK

    def _add_note(self, column: int, note: str) -> None:
        self._notes[column] = " ".join(filter(None, (self._notes.get(column), note)))

    def spread(self, merge: Merge, first: "_Line", width: int) -> None:
        """Put what stands in the first cell of a merge into this row's cells of it."""
        right = min(merge.right, width - 1)
        self.cells += [""] * (right + 1 - len(self.cells))
        text = first.cells[merge.left] if merge.left < len(first.cells) else ""
        for column in range(merge.left, right + 1):
            self.cells[column] = text
            self._merged[column] = merge.left
            for mine, theirs in ((self._doubts, first._doubts), (self._notes, first._notes)):
                if merge.left in theirs:
                    mine[column] = theirs[merge.left]

    def row(self) -> SheetRow:
        cells = list(self.cells)
        while cells and not cells[-1]:
            cells.pop()
        return SheetRow(
            self._number, tuple(cells), self._doubts, self._notes, self._merged, self._is_hidden
        )


def _is_within_a_word(runs: Sequence[Run]) -> bool:
    """Whether only a part of a word is struck: then what stands is a guess."""
    return any(
        one.struck is not other.struck and one.text[-1].isalnum() and other.text[0].isalnum()
        for one, other in _neighbours(runs)
    )


def _neighbours(runs: Sequence[Run]) -> Iterator[tuple[Run, Run]]:
    written = [run for run in runs if run.text]
    yield from pairwise(written)
