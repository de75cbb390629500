"""A line and a table at their places on a page."""

from dataclasses import dataclass

from directory.sources.agreements.draft import WrittenTable


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfLine:
    """Lengths are in points, from the page's upper left corner.

    `bold` is whether all of it is; `marks` are its footnote references. `left` and `right` are the
    edges of its column.
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

    @property
    def is_full(self) -> bool:
        """Whether it fills its column, so that the text continues on the next line."""
        return self.x1 >= self.right - 0.22 * (self.right - self.left)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedTable:
    """A table and its place on the page."""

    table: WrittenTable
    top: float
    bottom: float
    x0: float
    page: int


Placed = PdfLine | PlacedTable
