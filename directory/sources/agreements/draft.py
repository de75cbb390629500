"""What every kind of file is first read as: its pieces in the order a person reads them."""

from dataclasses import dataclass, field
from typing import Any

from directory.sources.agreements.head_part import HeadPart

MOST_CHARACTERS = 2_000_000
MOST_PAGES = 300
MOST_CELLS = 200_000
TOO_LONG = "Dokumentet har mer än 2 miljoner tecken. Dela det och läs in delarna var för sig."


class DocumentError(Exception):
    """A file that cannot be read; the message is Swedish and says what would be right."""


@dataclass(frozen=True, slots=True)
class WrittenHeading:
    """A heading as written, its number included. Level 0 is a title, 1 the outermost heading."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`bold` is whether all of it is: in a document without headings, that is a heading."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One point of a list; `level` is how deep it is nested, from 0."""

    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class WrittenTable:
    """Cells row by row. A cell's lines are parted by a line feed.

    None is a cell that is one with the cell to its left; a cell that reaches over several rows
    stands in each of them. `heads` is how many rows are column heads, None where the file is mute.
    """

    rows: tuple[tuple[str | None, ...], ...]
    heads: int | None = None


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote; it stands where it is referred to."""

    text: str


Piece = WrittenHeading | Paragraph | Item | WrittenTable | Footnote


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPieces:
    """`title` is what the format itself calls the title, if it does.

    `margins` is what stands above or below the pages: no part of the text, but often the document's
    number and validity. `head` is the front matter.
    """

    pieces: tuple[Piece, ...]
    title: str = ""
    margins: tuple[Piece, ...] = ()
    head: HeadPart = field(default_factory=HeadPart)


def require_few(cells: int) -> None:
    """Raises DocumentError where merged cells spread out to more than any table has."""
    if cells > MOST_CELLS:
        raise DocumentError("En tabell har fler än 200 000 celler. Dela dokumentet.")


def require_bounded(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The same pieces. Raises DocumentError where they are more than any agreement holds."""
    if sum(_characters(piece) for piece in pieces) > MOST_CHARACTERS:
        raise DocumentError(TOO_LONG)
    return pieces


def _characters(piece: Any) -> int:
    if isinstance(piece, WrittenTable):
        return sum(len(cell or "") + 2 for row in piece.rows for cell in row)
    return len(piece.text)
