"""A sheet of text cells from a workbook or a CSV file, and names of places in it."""

from collections.abc import Iterable, Mapping
from dataclasses import field

from directory.lazy.values import dataclass

_LETTERS = 26


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row: its number as shown in a spreadsheet, from 1, and its cells, cleaned.

    By column, from 0: `doubts`, why a cell must not be read as it stands (Swedish sentences);
    `notes`, what is seen beside its text: a comment, words that are struck out; `merged`, the
    first column of the merged cell that it is part of.
    """

    number: int
    cells: tuple[str, ...]
    doubts: Mapping[int, str] = field(default_factory=dict)
    notes: Mapping[int, str] = field(default_factory=dict)
    merged: Mapping[int, int] = field(default_factory=dict)
    is_hidden: bool = False

    def cell(self, column: int) -> str:
        """The cell in a column, from 0; empty where the row is shorter."""
        return self.cells[column] if 0 <= column < len(self.cells) else ""

    def doubt(self, columns: Iterable[int]) -> str:
        """Why the row must not be read by these cells; empty where it may."""
        doubts = (self.doubts.get(column, "") for column in columns)
        return next(filter(None, doubts), HIDDEN if self.is_hidden else "")

    def note(self, columns: Iterable[int]) -> str:
        """What is seen beside the text of these cells."""
        noted = (self.notes[column] for column in columns if column in self.notes)
        return " ".join(dict.fromkeys(noted))

    def are_one(self, one: int, other: int) -> bool:
        """Whether two columns are one merged cell in this row."""
        return one in self.merged and self.merged[one] == self.merged.get(other)


@dataclass(frozen=True, slots=True)
class RosterSheet:
    """The rows that are not empty. A CSV file is one sheet without a name."""

    name: str
    lines: tuple[SheetRow, ...]
    hidden_columns: frozenset[int] = frozenset()
    is_hidden: bool = False
    places: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """Where a row (its number, -1) or cell stood, of a sheet that has been turned into another."""

    @property
    def width(self) -> int:
        return max((len(line.cells) for line in self.lines), default=0)

    @property
    def place(self) -> str:
        return f"blad {self.name}" if self.name else "filen"

    def row_place(self, number: int) -> str:
        """”blad Mars, rad 14”, in a CSV file ”rad 14”."""
        return self._within(self.places.get((number, -1)) or f"rad {number}")

    def cell_place(self, number: int, column: int) -> str:
        """”blad Mars, cell D7”."""
        return self._within(self.places.get((number, column)) or cell_name(number, column))

    def column_place(self, column: int) -> str:
        """”blad Mars, kolumn D”."""
        return self._within(column_name(column))

    def _within(self, place: str) -> str:
        return f"blad {self.name}, {place}" if self.name else place


def column_name(column: int) -> str:
    """”kolumn D”."""
    return f"kolumn {_letters(column)}"


def cell_name(number: int, column: int) -> str:
    """”cell D7”."""
    return f"cell {_letters(column)}{number}"


def is_uncalculated(cell: str) -> bool:
    """Whether the cell is a formula or an error instead of a value."""
    return cell.startswith(
        ("=", "#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!")
    )


HIDDEN = "Det är dolt i kalkylboken. Visa det om det gäller, annars ta bort det."

UNCALCULATED = (
    "Cellen har en formel utan uträknat värde. Öppna boken, räkna om den, spara och läs in på nytt."
)


def _letters(column: int) -> str:
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, _LETTERS)
        letters = chr(ord("A") + letter) + letters
    return letters
