"""A sheet of text cells from a workbook or a CSV file, and names of places in it."""

from dataclasses import dataclass

_LETTERS = 26


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row: its number as shown in a spreadsheet, from 1, and its cells, cleaned."""

    number: int
    cells: tuple[str, ...]

    def cell(self, column: int) -> str:
        """The cell in a column, from 0; empty where the row is shorter."""
        return self.cells[column] if 0 <= column < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class RosterSheet:
    """The rows that are not empty. A CSV file is one sheet without a name."""

    name: str
    lines: tuple[SheetRow, ...]

    @property
    def width(self) -> int:
        return max((len(line.cells) for line in self.lines), default=0)

    @property
    def place(self) -> str:
        return f"blad {self.name}" if self.name else "filen"

    def row_place(self, number: int) -> str:
        """”blad Mars, rad 14”, in a CSV file ”rad 14”."""
        return self._within(f"rad {number}")

    def cell_place(self, number: int, column: int) -> str:
        """”blad Mars, cell D7”."""
        return self._within(f"cell {_letters(column)}{number}")

    def _within(self, place: str) -> str:
        return f"blad {self.name}, {place}" if self.name else place


def is_uncalculated(cell: str) -> bool:
    """Whether the cell is a formula or an error instead of a value."""
    return cell.startswith(
        ("=", "#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!")
    )


UNCALCULATED = (
    "Cellen har en formel utan uträknat värde. Öppna boken, räkna om den, spara och läs in på nytt."
)


def _letters(column: int) -> str:
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, _LETTERS)
        letters = chr(ord("A") + letter) + letters
    return letters
