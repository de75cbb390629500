"""Page headers and footers: lines that repeat or count the pages."""

import re
from collections import defaultdict
from collections.abc import Sequence

from directory.sources.agreements.pdf_line import NOTE, PdfLine, Placed, body_size

_EDGE = 0.14
_VERY_EDGE = 0.06
_SMALL = 0.9
_NUMBER = re.compile(r"\d+")
_PAGE = re.compile(
    r"[-–\s]*(?:sid(?:a|an|nr)?\.?:?\s*)?\d{1,3}\s*(?:(?:\(|/|av)\s*\d{1,3}\)?)?[-–\s]*",
    re.IGNORECASE,
)


def without_margins(pages: Sequence[Sequence[Placed]]) -> tuple[list[Placed], list[PdfLine]]:
    """The text, and the lines of the margins."""
    repeated, body = _repeated(pages), body_size(piece for page in pages for piece in page)
    marked = _marked(pages)
    text: list[Placed] = []
    margins: list[PdfLine] = []
    for piece in (piece for page in pages for piece in page):
        if not isinstance(piece, PdfLine) or _is_note(piece, marked):
            text.append(piece)
        elif _is_margin(piece, repeated, body):
            margins.append(piece)
        else:
            text.append(piece)
    return text, margins


def _marked(pages: Sequence[Sequence[Placed]]) -> set[tuple[int, str]]:
    """The pages and marks that refer to a footnote."""
    lines = (piece for page in pages for piece in page if isinstance(piece, PdfLine))
    return {(line.page, mark) for line in lines for mark in line.marks}


def _is_note(line: PdfLine, marked: set[tuple[int, str]]) -> bool:
    """Whether a line is a footnote that its page refers to; it may stand below every page."""
    mark = NOTE.match(line.text)
    return mark is not None and (line.page, mark[1]) in marked


def _repeated(pages: Sequence[Sequence[Placed]]) -> set[str]:
    """The patterns of lines at an edge of at least two pages and half of the pages."""
    seen: dict[str, set[int]] = defaultdict(set)
    for piece in (piece for page in pages for piece in page):
        if isinstance(piece, PdfLine) and _is_at_edge(piece):
            seen[_pattern(piece)].add(piece.page)
    return {key for key, on in seen.items() if len(on) >= max(2, len(pages) / 2)}


def _is_margin(line: PdfLine, repeated: set[str], body: float) -> bool:
    if not _is_at_edge(line):
        return False
    is_page = bool(_PAGE.fullmatch(line.text)) and _is_outermost(line)
    return is_page or _pattern(line) in repeated or _is_small_at_edge(line, body)


def _is_small_at_edge(line: PdfLine, body: float) -> bool:
    """Whether a line in small type stands at the very edge, also of a document of one page."""
    is_edge = line.bottom < _VERY_EDGE * line.height or line.top > (1 - _VERY_EDGE) * line.height
    return is_edge and line.size < _SMALL * body


def _is_at_edge(line: PdfLine) -> bool:
    return line.bottom < _EDGE * line.height or line.top > (1 - _EDGE) * line.height


def _is_outermost(line: PdfLine) -> bool:
    return line.bottom < 0.1 * line.height or line.top > 0.9 * line.height


def _pattern(line: PdfLine) -> str:
    """The line's text with its numbers masked, and its height."""
    return f"{_NUMBER.sub('#', line.text)} {round(line.top / 6)}"
