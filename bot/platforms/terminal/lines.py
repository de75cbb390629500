"""Lines of text with styles: rows in columns, without trailing blanks."""

from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from rich.text import Text as Line

from bot.platforms.terminal.printable import printable

WARNING, NUMBER, QUIET, STRONG = "bold yellow", "bold green", "dim", "bold"

Span = tuple[str, str]
"""Some text and its style."""


def columns(rows: Sequence[Sequence[Span]]) -> list[Line]:
    """Rows with their cells in columns; empty columns take no room."""
    if not rows:
        return []
    widths = [
        max(cell_len(printable(cell)) for cell, _ in column) for column in zip(*rows, strict=True)
    ]
    return [text_line(*_padded(row, widths)) for row in rows]


def _padded(row: Sequence[Span], widths: Sequence[int]) -> Iterable[Span]:
    for (cell, style), width in zip(row, widths, strict=True):
        if width:
            yield pad(printable(cell), width + 2), style


def pad(text: str, width: int) -> str:
    """The text with blanks after it until it is so wide."""
    return text + " " * (width - cell_len(text))


def text_line(*spans: Span) -> Line:
    """The spans on one line; empty ones take no room."""
    assembled = Line.assemble(*((printable(text), style) for text, style in spans if text))
    assembled.rstrip()
    return assembled
