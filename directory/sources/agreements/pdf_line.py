"""A line and a table at their places on a page."""

import re
from collections import Counter
from collections.abc import Iterable

from directory.lazy.values import dataclass
from directory.sources.agreements.draft import WrittenTable

NOTE = re.compile(r"(\d{1,2}|[*†‡])\s*(?=[A-ZÅÄÖ”(])")
"""What a footnote begins with: its mark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfLine:
    """Lengths are in points, from the page's upper left corner.

    `bold` is whether all of it is; `marks` are its footnote references. `left` and `right` are the
    edges of its column. `is_sentence`: whether it is one of several lines that end as a sentence.
    """

    text: str
    size: float
    bold: bool
    x0: float
    x1: float
    top: float
    bottom: float
    page: int
    height: float
    left: float = 0
    right: float = 0
    marks: tuple[str, ...] = ()
    is_sentence: bool = False

    @property
    def is_full(self) -> bool:
        """Whether it fills its column, so that the text continues on the next line."""
        return self.x1 >= self.right - 0.22 * (self.right - self.left)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedTable:
    """A table and its place on the page. `size` is its type size, in points; `order` that of its
    first sign, as drawn."""

    table: WrittenTable
    size: float
    order: int
    top: float
    bottom: float
    x0: float
    page: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedNotText:
    """Something at its place that is not read, in Swedish."""

    what: str
    top: float
    page: int


Placed = PdfLine | PlacedTable | PlacedNotText


def body_size(pieces: Iterable[Placed]) -> float:
    """The type size of most of the text, in points; what is bold counts only where all is."""
    sizes, bold = Counter[float](), Counter[float]()
    for piece in pieces:
        match piece:
            case PdfLine():
                (bold if piece.bold else sizes)[piece.size] += len(piece.text)
            case PlacedTable():
                sizes[piece.size] += sum(
                    len(cell or "") for row in piece.table.rows for cell in row
                )
    return max((sizes or bold).items(), key=lambda item: item[1], default=(0.0, 0))[0]
