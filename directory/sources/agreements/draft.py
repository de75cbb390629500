"""The common form of every kind of file: its pieces in reading order."""

from dataclasses import field
from typing import Any

from directory.lazy.values import dataclass
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
    """A list item; `level` is how deep it is nested, from 0."""

    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class WrittenTable:
    """Cells row by row. A line feed separates the lines of a cell.

    None is a cell merged with the cell to its left; a cell that spans several rows is repeated in
    each of them. `heads` is the number of header rows, None where the file does not say.
    """

    rows: tuple[tuple[str | None, ...], ...]
    heads: int | None = None


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote, placed after the piece that refers to it."""

    text: str


@dataclass(frozen=True, slots=True)
class NotText:
    """Something at this place that is not read, in Swedish: ”en ekvation”, ”sid 2–4 är bilder”."""

    text: str


Piece = WrittenHeading | Paragraph | Item | WrittenTable | Footnote | NotText


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPieces:
    """`title` is the title in the file's metadata, if any.

    `margins` are page headers and footers: no part of the text, but often the document's number and
    validity. `head` is the front matter. `left_out`: each text that is deliberately in none of
    these, as often as it stands in the file: running heads of every page, the marks of footnotes.
    """

    pieces: tuple[Piece, ...]
    title: str = ""
    margins: tuple[Piece, ...] = ()
    head: HeadPart = field(default_factory=HeadPart)
    left_out: tuple[str, ...] = ()


def require_few(cells: int) -> None:
    """Raises DocumentError where a table has too many cells once merged cells are spread out."""
    if cells > MOST_CELLS:
        raise DocumentError("En tabell har fler än 200 000 celler. Dela dokumentet.")


def require_bounded(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The same pieces. Raises DocumentError where they hold too much text."""
    if sum(_characters(piece) for piece in pieces) > MOST_CHARACTERS:
        raise DocumentError(TOO_LONG)
    return pieces


def texts_of(piece: Piece) -> tuple[str, ...]:
    """The texts that a piece is made of; none of what is not read."""
    match piece:
        case WrittenTable(rows):
            return tuple(cell for row in rows for cell in row if cell)
        case NotText():
            return ()
    return (piece.text,)


def _characters(piece: Any) -> int:
    if isinstance(piece, WrittenTable):
        return sum(len(cell or "") + 2 for row in piece.rows for cell in row)
    return len(piece.text)
